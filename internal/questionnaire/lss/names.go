package lss

import (
	"fmt"
	"strings"

	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
	"barometer/internal/questionnaire/label"
)

const maxKey = 64 // characters

// names hands out keys or codes of one kind, each once without regard to case.
type names struct {
	taken map[string]bool
	next  map[string]int // the number behind a name that was taken
	key   bool           // whether they are keys, which begin with a letter and are no words of the condition language
	empty string         // what a name that has no usable character becomes
}

func newNames(key bool, empty string) *names {
	return &names{map[string]bool{}, map[string]int{}, key, empty}
}

// give makes a name as near to the wanted one as the rules of names allow.
func (n *names) give(wanted string) string {
	name := plainName(wanted)
	if name == "" {
		name = n.empty
	}
	if n.key && (name[0] < 'A' || name[0] > 'z') {
		name = n.empty[:1] + name
	}
	name = strings.TrimRight(name[:min(len(name), maxKey)], "_")
	free, lower := name, strings.ToLower(name)
	for n.taken[strings.ToLower(free)] || n.key && expr.IsReserved(free) || free == "missing" || free == "file" {
		n.next[lower] = max(n.next[lower], 1) + 1
		suffix := fmt.Sprintf("_%d", n.next[lower])
		free = name[:min(len(name), maxKey-len(suffix))] + suffix
	}
	n.taken[strings.ToLower(free)] = true
	return free
}

// plainName replaces what names cannot hold by single underscores.
func plainName(s string) string {
	var b strings.Builder
	for _, c := range s {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		switch {
		case letter:
			b.WriteRune(c)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	return strings.TrimRight(b.String(), "_")
}

// slug makes a name of a text, at most so many characters long.
func slug(text string, most int) string { return label.Join(label.Words(text), most) }

// name gives everything its key or code, and lists what had to be renamed.
func (c *converter) name() {
	sections, questions := newNames(true, "section"), newNames(true, "question")
	for i, g := range c.survey.groups {
		g.key = sections.give(firstOf(slug(toPlain(c.say(g.name)).text, 40), fmt.Sprintf("section_%d", i+1)))
		for _, q := range g.questions {
			q.key = questions.give(q.code)
			c.renamed(q.place(), "question code", q.code, q.key)
			for scale := range q.subs {
				c.nameParts(q, scale)
			}
		}
	}
	for _, qid := range sortedKeys(c.survey.byQID) {
		if q := c.survey.byQID[qid]; q.group != nil && q.kind == "O" {
			q.commentKey = questions.give(q.key + "_comment")
		}
	}
	c.keys = questions
}

// nameParts names the subquestions and the options of a scale.
func (c *converter) nameParts(q *question, scale int) {
	subs, options := newNames(scale == 1 && kindOf(q).form == formCells, []string{"row", "column"}[scale]), newNames(false, "option")
	for _, s := range q.subs[scale] {
		s.key = subs.give(s.code)
		c.renamed(s.place(), "subquestion code", s.code, s.key)
	}
	for _, a := range q.answers[scale] {
		a.key = options.give(a.code)
		c.renamed(q.place()+", answer “"+clip(a.code)+"”", "answer code", a.code, a.key)
	}
	if q.other && scale == 0 {
		q.otherKey = options.give("other")
		if len(q.subs[0]) > 0 {
			q.otherKey = subs.give("other")
		}
	}
}

func (c *converter) renamed(place, what, was, is string) {
	if was != is {
		c.report.Add(convert.Changed, place, what, "is now “%s”, because “%s” cannot be used here", is, clip(was))
	}
}

func firstOf(values ...string) string {
	for _, v := range values {
		if strings.TrimSpace(v) != "" {
			return v
		}
	}
	return ""
}

func (q *question) place() string {
	if q.live != nil {
		return fmt.Sprintf("%s, subquestion “%s” (%s)", q.live.place(), clip(q.code), q.row.place())
	}
	return fmt.Sprintf("question “%s” (%s)", clip(q.code), q.row.place())
}

func (g *group) place(name string) string {
	return fmt.Sprintf("group “%s” (%s)", clip(name), g.row.place())
}
