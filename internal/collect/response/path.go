package response

import (
	"barometer/internal/questionnaire"
)

// Path is what a respondent is asked, given the answers so far. It is computed
// again whenever it is needed and never stored.
type Path struct {
	questionnaire *questionnaire.Questionnaire
	context       Context
	answers       Answers
	sections      []bool // asked, by Section.Index
	questions     []bool // asked, by Question.Index
	screenedOut   bool
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
		for _, question := range section.Questions {
			p.questions[question.Index] = p.sections[section.Index] && p.holds(question.AskIf)
		}
		p.screenedOut = q.ScreenOutIf != nil && p.holds(q.ScreenOutIf)
	}
	return p
}

// Asked reports whether the question is asked.
func (p *Path) Asked(q *questionnaire.Question) bool { return p.questions[q.Index] }

// ScreenedOut reports whether the answers end the response early.
func (p *Path) ScreenedOut() bool { return p.screenedOut }

// Sections lists the sections in which at least one question is asked, notes
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

// Questions lists the questions of a section that are asked.
func (p *Path) Questions(section *questionnaire.Section) []*questionnaire.Question {
	var asked []*questionnaire.Question
	for _, q := range section.Questions {
		if p.Asked(q) {
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
			if p.answers.Has(q) {
				reached = i + 1
			}
		}
	}
	for i, section := range sections {
		if i >= reached || p.missesRequired(section) {
			return section
		}
	}
	return nil
}

func (p *Path) missesRequired(section *questionnaire.Section) bool {
	for _, q := range p.Questions(section) {
		if q.Required && !p.answers.Has(q) {
			return true
		}
	}
	return false
}

// Prune gives the answers that are submitted: those of questions that are
// asked, and the texts of chosen "other" options. What a change of mind has
// hidden stays out.
func (p *Path) Prune() Answers {
	kept := Answers{}
	for _, q := range p.questionnaire.Questions {
		if !p.Asked(q) || !p.answers.Has(q) {
			continue
		}
		for _, name := range AnswerNames(q) {
			if v, ok := p.answers[name]; ok && !v.IsNone() {
				kept[name] = v
			}
		}
		kept[q.Key] = p.answers.completed(q)
		for _, o := range q.Options {
			if o.Other && !kept[q.Key].Chose(o.Code) {
				delete(kept, q.OtherName(o))
			}
		}
	}
	return kept
}

func (p *Path) holds(c *questionnaire.Condition) bool {
	return c == nil || c.Expr.Bool(pathEnv{p, c})
}
