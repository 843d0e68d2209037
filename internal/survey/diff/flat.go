package diff

import (
	"fmt"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// edition is a definition with its questions in one list.
type edition struct {
	def       *questionnaire.Definition
	questions []*question
	byKey     map[string]*question // in small letters
}

// question is one question where it stands. Those inside rosters are in the
// list behind the roster.
type question struct {
	*questionnaire.QuestionDef
	kind    *questionnaire.Type
	way     way
	of      *questionnaire.Definition
	section *questionnaire.SectionDef
	roster  *question // nil outside rosters
	id      string    // what ids of its strings begin with
	path    string    // in the definition
	index   int       // in the list
	options []choice
	rows    []choice
	said    string   // the text without case and punctuation
	means   []string // the words of it that carry a meaning
	asks    []string // those of its question sentences
	listed  []string // labels of options that are answers of their own, and of rows, as said
}

// choice is an option or a row, whichever list declares it.
type choice struct {
	code, text    string
	said          string // the text without case and punctuation
	aliases       []string
	askIf, group  string
	notOffered    bool
	missing       questionnaire.Missing
	other         bool
	anchored      bool
	own           bool // an answer of its own: no missing kind, no “other”
	scored        bool
	comparability questionnaire.Comparability
	traits        string // what else it is, to compare
	id            string // of its text, for translations
	path          string // in the definition
}

func flatten(d *questionnaire.Definition) *edition {
	e := &edition{def: d, byKey: map[string]*question{}}
	for i := range d.Sections {
		s := &d.Sections[i]
		e.add(s, nil, s.Questions, fmt.Sprintf("sections[%d].", i))
	}
	return e
}

func (e *edition) add(s *questionnaire.SectionDef, roster *question, list []questionnaire.QuestionDef, path string) {
	for i := range list {
		q := newQuestion(e.def, &list[i], "question."+list[i].Key, fmt.Sprintf("%squestions[%d]", path, i))
		q.section, q.roster, q.index = s, roster, len(e.questions)
		e.questions = append(e.questions, q)
		if e.named(q.Key) == nil {
			e.byKey[strings.ToLower(q.Key)] = q
		}
		e.add(s, q, q.Questions, q.path+".")
	}
}

// named finds the question with a key: none or one.
func (e *edition) named(key string) []*question {
	if q, ok := e.byKey[strings.ToLower(key)]; ok {
		return []*question{q}
	}
	return nil
}

// newQuestion reads a question, or the column of a matrix; id is what the ids of
// its strings begin with.
func newQuestion(d *questionnaire.Definition, def *questionnaire.QuestionDef, id, path string) *question {
	q := &question{QuestionDef: def, kind: typeOf(def.Type), of: d, id: id, path: path}
	for i, l := range d.Lists {
		if l.Key == def.List {
			q.addOptions(l.Options, "list."+l.Key+".option.", fmt.Sprintf("lists[%d].options", i))
		}
	}
	q.addOptions(def.Options, id+".option.", path+".options")
	for i := range def.Rows {
		r := &def.Rows[i]
		q.rows = append(q.rows, choice{
			code: r.Code, text: r.Text, aliases: r.Aliases, askIf: r.AskIf, notOffered: r.NotOffered,
			missing: questionnaire.NotMissing, comparability: r.Comparability, anchored: r.Anchored,
			id: id + ".row." + r.Code, path: fmt.Sprintf("%s.rows[%d]", path, i),
		})
	}
	for _, list := range [][]choice{q.options, q.rows} {
		for i := range list {
			list[i].said, list[i].own = said(list[i].text), list[i].isOwn()
			if list[i].own {
				q.listed = append(q.listed, list[i].said)
			}
		}
	}
	q.way = q.wayAnswered()
	q.said, q.means, q.asks = said(def.Text), meaning(plain(def.Text)), meaning(asked(def.Text))
	return q
}

func (q *question) addOptions(list []questionnaire.OptionDef, id, path string) {
	for i := range list {
		o := &list[i]
		c := choice{
			code: o.Code, text: o.Text, aliases: o.Aliases, askIf: o.AskIf, group: o.Group, notOffered: o.NotOffered,
			missing: o.Missing, other: o.Other, anchored: o.Anchored, comparability: o.Comparability,
			id: id + o.Code, path: fmt.Sprintf("%s[%d]", path, i),
		}
		score := ""
		if c.scored = o.Score != nil; c.scored {
			score = fmt.Sprintf("score %v", *o.Score)
		}
		missing := ""
		if o.Missing != questionnaire.NotMissing {
			missing = "missing " + o.Missing.String()
		}
		c.traits = strings.Join(slices.DeleteFunc([]string{
			traits(o.Other, "other"), traits(o.Exclusive, "exclusive"), missing, score, value(o.Attributes),
		}, func(s string) bool { return s == "" }), ", ")
		q.options = append(q.options, c)
	}
}

func traits(holds bool, name string) string {
	if holds {
		return name
	}
	return ""
}

// isOwn reports whether an option is an answer of its own: no missing kind, no
// “other”.
func (c choice) isOwn() bool {
	return c.missing == questionnaire.NotMissing && label.Missing(c.text) == questionnaire.NotMissing && !c.other && !label.IsOther(c.text)
}

// labels are the texts of the options that are answers of their own.
func (q *question) labels() []string {
	var labels []string
	for _, o := range q.options {
		if o.own {
			labels = append(labels, o.text)
		}
	}
	return labels
}

func isScale(labels []string) bool {
	_, known := label.Order(labels)
	return known && len(labels) >= 3
}

// indexed is the path of element i of a list.
func indexed(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }
