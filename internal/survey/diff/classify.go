package diff

import (
	"fmt"

	"barometer/internal/questionnaire"
)

// Classify says whether an edition that is open can go on with a new version of
// its questionnaire: none (nothing changed), text (corrections of wording),
// additive (older answers stay valid) or breaking (it cannot), and why: a
// sentence for each change of that weight, naming its place.
func Classify(old, new *questionnaire.Questionnaire) (Effect, []string) {
	return classify(old.Definition, new.Definition)
}

func classify(old, new *questionnaire.Definition) (Effect, []string) {
	if questionnaire.Hash(old) == questionnaire.Hash(new) {
		return EffectNone, nil
	}
	// What is declared of the edition before says nothing about this change.
	report := Compare(undeclared(old), undeclared(new))
	effect := report.Effect
	if old.Edition != new.Edition {
		return Breaking, []string{fmt.Sprintf("edition: it is %s, not %s; another edition has another questionnaire", new.Edition, old.Edition)}
	}
	if effect == EffectNone {
		return Text, []string{"only what is declared beside the questions changed"}
	}
	var reasons []string
	for _, c := range report.Changes {
		if c.Effect == effect {
			reasons = append(reasons, c.place()+": "+c.name()+": "+c.Reason)
		}
	}
	return effect, reasons
}

// undeclared is a definition that declares nothing of the edition before.
func undeclared(d *questionnaire.Definition) *questionnaire.Definition {
	d = clone(d)
	d.Note, d.Retired = "", nil
	blank := func(options []questionnaire.OptionDef) {
		for i := range options {
			options[i].Comparability, options[i].Note = "", ""
		}
	}
	for i := range d.Lists {
		blank(d.Lists[i].Options)
	}
	eachQuestion(d, func(q *questionnaire.QuestionDef) {
		q.Comparability, q.Note, q.From, q.Map = "", "", nil, nil
		blank(q.Options)
		for i := range q.Rows {
			q.Rows[i].Comparability, q.Rows[i].Note = "", ""
		}
	})
	return d
}

// place names where a change is, for people.
func (c Change) place() string {
	switch {
	case c.Question != "":
		return c.Question
	case c.Section != "":
		return "section " + c.Section
	}
	return "questionnaire"
}
