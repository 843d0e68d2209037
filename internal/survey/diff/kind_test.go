package diff

import (
	"testing"

	"barometer/internal/questionnaire"
)

// TestTypes holds what is taken of each type's properties and shapes against
// what it means for a comparison.
func TestTypes(t *testing.T) {
	most := 1.
	list := []questionnaire.OptionDef{{Code: "c1", Text: "Never"}, {Code: "c2", Text: "Sometimes"}, {Code: "c3", Text: "Always"}}
	type facts struct{ choice, falls, ordered, proposed bool }
	want := map[string]facts{
		"single":      {choice: true, ordered: true, proposed: true},
		"multiple":    {choice: true, falls: true, proposed: true},
		"matrix":      {ordered: true, proposed: true}, // by row, then by choosing
		"rating":      {choice: true, ordered: true, proposed: true},
		"nps":         {choice: true, ordered: true, proposed: true},
		"ranking":     {choice: true, falls: true, proposed: true},
		"allocation":  {choice: true, falls: true, proposed: true},
		"calculated":  {choice: true, ordered: true, proposed: true},
		"country":     {proposed: true},
		"roster":      {proposed: true},
		"note":        {},
		"unsupported": {},
	}
	for _, kind := range questionnaire.Types() {
		def := questionnaire.QuestionDef{Key: "x", Type: kind.Name, Text: "What is it?", Max: &most}
		switch kind.Name {
		case "single", "multiple", "matrix", "ranking", "allocation", "calculated", "unsupported":
			def.Options = list
		}
		d := small()
		d.Sections[0].Questions = []questionnaire.QuestionDef{def}
		e := flatten(d)
		q := e.questions[0]
		expected, ok := want[kind.Name]
		if !ok {
			expected.proposed = true // a value that is written
		}
		proposed := len(Compare(d, d).Proposals) > 0
		if got := (facts{q.way.choice, q.sharesFall(), q.ordered(), proposed}); got != expected {
			t.Errorf("%s: %+v, want %+v", kind.Name, got, expected)
		}
	}
}
