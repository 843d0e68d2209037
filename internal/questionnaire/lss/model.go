package lss

import (
	"cmp"
	"slices"
	"strings"
)

// texts are a string in several languages, by LimeSurvey's tags.
type texts map[string]string

// survey is the document put together: what belongs to a question stands with
// it, in whichever dialect the tables said so.
type survey struct {
	settings row
	base     string   // language
	others   []string // the other languages
	texts    map[string]row
	groups   []*group
	byQID    map[string]*question
	byCode   map[string]*question // by the code in small letters
	document *document
}

type group struct {
	gid         string
	order       int
	name        texts
	description texts
	relevance   string
	random      string // randomisation group
	row         row
	questions   []*question

	key string // ours
}

// question is a question or a subquestion.
type question struct {
	qid, gid   string
	parent     string // qid, of subquestions
	code       string
	kind       string // LimeSurvey's letter
	text       texts
	help       texts
	other      bool
	mandatory  string
	relevance  string
	preg       string
	order      int
	scale      int
	theme      string
	row        row
	subs       [2][]*question // by scale
	answers    [2][]*answer
	attributes map[string]texts // by name; the language is "" where there is none
	defaults   []row
	conditions []row

	key      string          // ours: of the question, or the code of the row, column or option
	index    int             // place among all questions
	group    *group          // nil of a subquestion
	live     *question       // the question of a subquestion
	otherKey string          // our code of the option “other”, if there is one
	shown    bool            // of a subquestion: the conversion has read it
	used     map[string]bool // attributes that the conversion has read

	commentKey string // of the question for the comment on a list, if there is one

}

type answer struct {
	aid   string
	code  string
	text  texts
	score string
	order int
	row   row

	key string // ours
}

// attribute returns a setting that is the same in all languages.
func (q *question) attribute(name string) string {
	t := q.attributes[name]
	if v := t[""]; v != "" {
		return v
	}
	for _, language := range sortedKeys(t) {
		if t[language] != "" {
			return t[language]
		}
	}
	return ""
}

// is reports whether a setting is switched on.
func (q *question) is(name string) bool {
	return slices.Contains([]string{"1", "Y"}, q.attribute(name))
}

// assemble puts the tables together.
func assemble(d *document) *survey {
	s := &survey{texts: map[string]row{}, byQID: map[string]*question{}, byCode: map[string]*question{}, document: d}
	if rows := d.tables["surveys"]; len(rows) > 0 {
		s.settings = rows[0]
	}
	s.languages()
	for _, r := range d.tables["surveys_languagesettings"] {
		s.texts[r.get("surveyls_language")] = r
	}
	groups := s.groupRows()
	s.questionRows(groups)
	s.answerRows()
	s.details()
	return s
}

// languages finds the base language and the others, which stand in the
// settings of a survey and in the head of the file.
func (s *survey) languages() {
	s.base = s.settings.get("language")
	all := slices.Concat(s.document.languages, strings.Fields(s.settings.get("additional_languages")))
	for _, r := range s.document.tables["surveys_languagesettings"] {
		all = append(all, r.get("surveyls_language"))
	}
	if s.base == "" && len(all) > 0 {
		s.base = all[0]
	}
	slices.Sort(all)
	for _, language := range slices.Compact(all) {
		if language != s.base && language != "" {
			s.others = append(s.others, language)
		}
	}
}

func (s *survey) groupRows() map[string]*group {
	byID := map[string]*group{}
	for _, r := range s.document.tables["groups"] {
		g := byID[r.get("gid")]
		if g == nil {
			g = &group{gid: r.get("gid"), order: r.int("group_order"), row: r, name: texts{}, description: texts{},
				relevance: r.get("grelevance"), random: r.get("randomization_group")}
			byID[g.gid] = g
			s.groups = append(s.groups, g)
		}
		g.say(r)
	}
	for _, r := range s.document.tables["group_l10ns"] {
		if g := byID[r.get("gid")]; g != nil {
			g.say(r)
		}
	}
	slices.SortStableFunc(s.groups, func(a, b *group) int { return cmp.Compare(a.order, b.order) })
	return byID
}

func (g *group) say(r row) {
	g.name.put(r.get("language"), r.get("group_name"))
	g.description.put(r.get("language"), r.get("description"))
}

func (t texts) put(language, text string) {
	if language != "" && strings.TrimSpace(text) != "" {
		t[language] = text
	}
}

// questionRows reads questions and subquestions: first all of them, because
// a file may name a subquestion before its question.
func (s *survey) questionRows(groups map[string]*group) {
	var inOrder []*question
	for _, r := range slices.Concat(s.document.tables["questions"], s.document.tables["subquestions"]) {
		q := s.byQID[r.get("qid")]
		if q == nil {
			q = newQuestion(r)
			s.byQID[q.qid] = q
			inOrder = append(inOrder, q)
		}
		q.say(r)
	}
	for _, r := range s.document.tables["question_l10ns"] {
		if q := s.byQID[r.get("qid")]; q != nil {
			q.say(r)
		}
	}
	slices.SortStableFunc(inOrder, func(a, b *question) int { return cmp.Compare(a.order, b.order) })
	for _, q := range inOrder {
		parent, g := s.byQID[q.parent], groups[q.gid]
		switch {
		case parent != nil && parent != q:
			parent.subs[q.scale] = append(parent.subs[q.scale], q)
			q.live = parent
		case g != nil && q.parent == "":
			g.questions = append(g.questions, q)
			if _, taken := s.byCode[strings.ToLower(q.code)]; !taken {
				s.byCode[strings.ToLower(q.code)] = q
			}
		}
	}
}

func newQuestion(r row) *question {
	q := &question{
		qid: r.get("qid"), gid: r.get("gid"), parent: r.get("parent_qid"), code: strings.TrimSpace(r.get("title")),
		kind: r.get("type"), other: r.get("other") == "Y", mandatory: r.get("mandatory"), relevance: r.get("relevance"),
		preg: r.get("preg"), order: r.int("question_order"), theme: r.get("question_theme_name"), row: r,
		text: texts{}, help: texts{}, attributes: map[string]texts{},
	}
	if q.parent == "0" {
		q.parent = ""
	}
	if r.get("scale_id") == "1" {
		q.scale = 1
	}
	return q
}

func (q *question) say(r row) {
	q.text.put(r.get("language"), r.get("question"))
	q.help.put(r.get("language"), r.get("help"))
}
