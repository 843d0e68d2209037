package response

import (
	"barometer/internal/questionnaire"
)

// Path is what a respondent is asked, given the answers so far: by the
// questionnaire or, of an item of a roster, by the roster. It is computed again
// whenever it is needed and never stored.
type Path struct {
	questionnaire *questionnaire.Questionnaire
	context       Context
	answers       Answers
	sections      []bool // asked, by Section.Index
	questions     []bool // asked, by Question.Index
	calculated    map[*questionnaire.Question]Value
	offers        map[*questionnaire.Question]offer   // of questions of which not all may be shown
	rosters       map[*questionnaire.Question][]*Path // items of those that are asked
	screenedOut   bool

	outer    *Path // of an item
	roster   *questionnaire.Question
	id       string
	position int // from 1
}

// Trace computes the path of a questionnaire in the order in which it is
// asked. An answer to a question that is not asked counts as missing in the
// conditions of later ones.
func Trace(q *questionnaire.Questionnaire, c Context, a Answers) *Path {
	p := &Path{
		questionnaire: q, context: c, answers: a,
		sections: make([]bool, len(q.Sections)), questions: make([]bool, len(q.Questions)),
	}
	for _, section := range q.Sections {
		if p.screenedOut {
			break
		}
		p.sections[section.Index] = p.holds(section.AskIf)
		if p.sections[section.Index] {
			p.trace(section.Questions)
		}
		p.screenedOut = q.ScreenOutIf != nil && p.holds(q.ScreenOutIf)
	}
	return p
}

// trace decides which of some questions are asked, and what follows of them.
func (p *Path) trace(questions []*questionnaire.Question) {
	for _, q := range questions {
		p.decide(q)
	}
}

// decide decides whether a question is asked, and what follows of it: what of
// it is shown, what it is worth, which items it has. Conditions name earlier
// questions only, so everything that they name is decided.
func (p *Path) decide(q *questionnaire.Question) {
	asked := q.Type != nil && !q.Type.Skipped && p.holds(q.AskIf)
	p.questions[q.Index] = asked
	switch {
	case !asked:
	case q.Calculate != nil:
		p.calculate(q)
	case q.Shape() == questionnaire.ShapeItems:
		p.traceItems(q)
	case q.Selective:
		if p.offers == nil {
			p.offers = map[*questionnaire.Question]offer{}
		}
		p.offers[q] = p.offer(q)
	}
}

func (p *Path) calculate(q *questionnaire.Question) {
	if p.calculated == nil {
		p.calculated = map[*questionnaire.Question]Value{}
	}
	p.calculated[q] = fromExpr(q, q.Calculate.Expr.Value(pathEnv{path: p, condition: q.Calculate}))
}

// Asked reports whether the question is asked. Questions of a roster are asked
// by the paths of its items.
func (p *Path) Asked(q *questionnaire.Question) bool {
	switch {
	case q.Roster == p.roster:
		return p.questions[q.Index]
	case q.Roster == nil:
		return p.outer.Asked(q)
	}
	return false
}

// Answers are those that the path follows; they must not be changed.
func (p *Path) Answers() Answers { return p.answers }

// Of is the value of a variable, none if its question is not asked. It covers
// recodes and calculations.
func (p *Path) Of(v *questionnaire.Variable) Value {
	switch {
	case v.Recode != nil:
		return recoded(v, p.Of(v.Recode.Source))
	case v.Question == nil || !p.Asked(v.Question):
		return Value{}
	case v.Question.Roster != p.roster:
		return p.outer.Of(v)
	case v.Question.Calculate != nil:
		return p.calculated[v.Question]
	}
	return p.of(v.Question).Of(v)
}

// Has reports whether a question has an answer, as far as it is shown.
func (p *Path) Has(q *questionnaire.Question) bool { return p.of(q).Has(q) }

// ScreenedOut reports whether the answers end the response early.
func (p *Path) ScreenedOut() bool { return p.screenedOut }

// Sections lists the sections in which at least one question is shown, notes
// included.
func (p *Path) Sections() []*questionnaire.Section {
	var asked []*questionnaire.Section
	for _, section := range p.questionnaire.Sections {
		if len(p.Questions(section)) > 0 {
			asked = append(asked, section)
		}
	}
	return asked
}

// Questions lists the questions of a section that are shown, notes included.
func (p *Path) Questions(section *questionnaire.Section) []*questionnaire.Question {
	return p.shown(section.Questions)
}

// shown lists those of some questions that are shown.
func (p *Path) shown(questions []*questionnaire.Question) []*questionnaire.Question {
	var asked []*questionnaire.Question
	for _, q := range questions {
		if p.Asked(q) && q.Calculate == nil && !p.isEmpty(q) {
			asked = append(asked, q)
		}
	}
	return asked
}

// LastAnswered is the index of the last question that has an answer, asked or
// not; -1 if none has.
func (p *Path) LastAnswered() int {
	for i := len(p.questionnaire.Questions) - 1; i >= 0; i-- {
		if p.answers.Has(p.questionnaire.Questions[i]) {
			return i
		}
	}
	return -1
}

// Resume is the section to continue with: the first asked one with a required
// question unanswered, else the first after the last answer. It is nil when
// nothing is left but to review and submit.
func (p *Path) Resume() *questionnaire.Section {
	sections := p.Sections()
	reached := 0 // sections up to the one with the last answer
	for i, section := range sections {
		for _, q := range p.Questions(section) {
			if p.Has(q) {
				reached = i + 1
			}
		}
	}
	for i, section := range sections {
		if i >= reached || p.missesRequired(p.Questions(section)) {
			return section
		}
	}
	return nil
}

func (p *Path) missesRequired(questions []*questionnaire.Question) bool {
	for _, q := range questions {
		if q.Required && !p.Has(q) && len(p.Items(q)) == 0 {
			return true
		}
		for _, item := range p.Items(q) {
			if item.missesRequired(item.Shown()) {
				return true
			}
		}
	}
	return false
}

// Prune gives the answers that are submitted: those of questions that are
// asked, and the texts of chosen "other" options. What a change of mind has
// hidden stays out.
func (p *Path) Prune() Answers {
	kept := Answers{}
	questions := p.own()
	for _, q := range questions {
		if !p.Asked(q) || !p.Has(q) {
			continue
		}
		if q.Shape() == questionnaire.ShapeItems {
			kept[q.Key] = p.prunedItems(q)
			continue
		}
		answers := p.of(q)
		kept[q.Key] = answers.completed(q)
		for _, o := range q.Options {
			if name := q.OtherName(o); o.Other && kept[q.Key].Chose(o.Code) && !answers[name].IsNone() {
				kept[name] = answers[name]
			}
		}
	}
	return kept
}

// own is the questions that the path is about.
func (p *Path) own() []*questionnaire.Question {
	if p.roster != nil {
		return p.roster.Questions
	}
	return p.questionnaire.Questions
}

func (p *Path) holds(c *questionnaire.Condition) bool {
	return c == nil || c.Expr.Bool(pathEnv{path: p, condition: c})
}
