package response

import (
	"strings"

	"barometer/internal/questionnaire"
)

// MaxText is the length of a text, in characters, where the question sets none.
const MaxText = 10000

// Validate checks the answers to the asked questions among those given, those
// of rosters included, and reports every violation, in the order of the
// questions. A question without an answer violates only Required.
func (p *Path) Validate(questions []*questionnaire.Question) []Violation {
	var found []Violation
	for _, q := range questions {
		if !p.Asked(q) || !q.IsAsked() || p.isEmpty(q) {
			continue
		}
		c := checker{path: p, question: q, answers: p.of(q)}
		c.check()
		found = append(found, c.found...)
		for _, item := range p.Items(q) {
			found = append(found, item.Validate(q.Questions)...)
		}
	}
	return found
}

// Warnings are the rules that answers to the asked questions among those given
// should satisfy and do not.
func (p *Path) Warnings(questions []*questionnaire.Question) []Violation {
	var found []Violation
	for _, q := range questions {
		if p.Asked(q) && p.Has(q) {
			c := checker{path: p, question: q, answers: p.of(q)}
			c.rules(q.Warn)
			found = append(found, c.found...)
		}
		for _, item := range p.Items(q) {
			found = append(found, item.Warnings(q.Questions)...)
		}
	}
	return found
}

// unstorable are the violations by values that are no answers at all.
var unstorable = map[ViolationCode]bool{
	ViolationForm: true, ViolationNotOffered: true, ViolationText: true, ViolationNumber: true, ViolationDate: true,
	ViolationMonth: true, ViolationManyItems: true,
}

// Storable splits a page's patch into what may be kept in a draft and the
// violations for the rest: values of a wrong form, codes that are not options,
// and texts longer than MaxText. An answer that breaks another rule, such as
// too many choices, is kept all the same, so that the respondent finds it again
// to mend it.
func Storable(questions []*questionnaire.Question, patch Answers) (Answers, []Violation) {
	kept := Answers{}
	var refused []Violation
	for _, q := range questions {
		c := checker{question: q, answers: patch}
		c.check()
		broken := false
		for _, v := range c.found {
			if unstorable[v.Code] || v.Code == ViolationTooLong && v.Params["got"].(int) > MaxText {
				refused, broken = append(refused, v), true
			}
		}
		for _, name := range AnswerNames(q) {
			if v, ok := patch[name]; ok && !broken {
				kept[name] = v
			}
		}
		if items := patch[q.Key].Items(); items != nil && !broken && q.Shape() == questionnaire.ShapeItems {
			var inner []Violation
			kept[q.Key], inner = storableItems(q, items)
			refused = append(refused, inner...)
		}
	}
	return kept, refused
}

// storableItems is Storable of what is answered about each item.
func storableItems(roster *questionnaire.Question, items []Item) (Value, []Violation) {
	var kept []Item
	var refused []Violation
	for _, item := range items {
		answers, found := Storable(roster.Questions, item.Answers)
		for i := range found {
			found[i].Item = item.ID
		}
		kept, refused = append(kept, Item{ID: item.ID, Answers: answers}), append(refused, found...)
	}
	return Items(kept...), refused
}

// checker collects the violations of one question.
type checker struct {
	path     *Path // nil where only the forms of values are checked
	question *questionnaire.Question
	answers  Answers
	found    []Violation
}

func (c *checker) add(code ViolationCode, params map[string]any) {
	v := Violation{Question: c.question, Code: code, Params: params}
	if c.path != nil {
		v.Item = c.path.id
	}
	c.found = append(c.found, v)
}

func (c *checker) check() {
	q := c.question
	if c.path != nil && q.ItemsCount != nil {
		c.counted()
	}
	if !c.answers.Has(q) {
		if q.Required && (c.path == nil || len(c.path.Items(q)) == 0) {
			c.add(ViolationRequired, nil)
		}
		return
	}
	for _, o := range q.Options {
		if o.Other {
			c.otherText(o)
		}
	}
	value := c.answers.completed(q)
	if q.Rows != nil {
		c.rows(value)
	} else {
		c.value(value)
	}
	if len(c.found) == 0 {
		c.rules(q.Require)
	}
}

// counted reports that more items were counted than a roster can have.
func (c *checker) counted() {
	n, _ := c.path.counted(c.question)
	if n > questionnaire.MaxItems {
		c.add(ViolationManyItems, map[string]any{"max": questionnaire.MaxItems, "got": n})
	}
}

// rules reports the rules that the answer does not satisfy.
func (c *checker) rules(rules []*questionnaire.Rule) {
	if c.path == nil {
		return
	}
	for _, rule := range rules {
		if !c.path.holds(rule.That) {
			c.add(ViolationRule, nil)
			c.found[len(c.found)-1].Rule = rule
		}
	}
}

// otherText checks the text of an "other" option.
func (c *checker) otherText(o *questionnaire.Option) {
	v := c.answers[c.question.OtherName(o)]
	before := len(c.found)
	switch {
	case v.kind != KindNone && v.kind != KindString:
		c.add(ViolationForm, nil)
	case strings.TrimSpace(v.str) != "":
		c.text(v.str, MaxText)
	case c.answers[c.question.Key].Chose(o.Code):
		c.add(ViolationOtherText, map[string]any{"option": o.Text})
	}
	for i := before; i < len(c.found); i++ {
		c.found[i].Option = o
	}
}
