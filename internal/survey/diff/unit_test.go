package diff

import (
	"slices"
	"testing"

	"barometer/internal/questionnaire"
)

// TestUnit moves questions in and out of rosters: they are asked of something
// else then, whose answers say nothing about what was asked before.
func TestUnit(t *testing.T) {
	text := func(key, text string) questionnaire.QuestionDef {
		return questionnaire.QuestionDef{Key: key, Type: "text", Text: text}
	}
	roster := func(key, text string, inner ...questionnaire.QuestionDef) questionnaire.QuestionDef {
		return questionnaire.QuestionDef{Key: key, Type: "roster", Text: text, Questions: inner}
	}
	owner, name, street := text("owner", "Who owns it?"), text("name", "What is it called?"), text("street", "In which street?")
	tests := []struct {
		name     string
		old, new []questionnaire.QuestionDef
		from, to []string // keys of the rosters; both nil if the unit stays
	}{
		{"out of a roster", []questionnaire.QuestionDef{roster("projects", "Projects", name, owner)},
			[]questionnaire.QuestionDef{roster("projects", "Projects", name), owner}, []string{"projects"}, nil},
		{"into a roster", []questionnaire.QuestionDef{owner, roster("projects", "Projects", name)},
			[]questionnaire.QuestionDef{roster("projects", "Projects", owner, name)}, nil, []string{"projects"}},
		{"to another roster", []questionnaire.QuestionDef{roster("projects", "Projects", name, owner), roster("sites", "Sites in use", street)},
			[]questionnaire.QuestionDef{roster("projects", "Projects", name), roster("sites", "Sites in use", owner, street)}, []string{"projects"}, []string{"sites"}},
		{"to a roster in place of the old", []questionnaire.QuestionDef{roster("projects", "Projects", owner)},
			[]questionnaire.QuestionDef{roster("sites", "Sites in use", owner)}, []string{"projects"}, []string{"sites"}},
		{"in a roster of another key", []questionnaire.QuestionDef{roster("projects", "Projects", owner)},
			[]questionnaire.QuestionDef{roster("works", "Projects", owner)}, nil, nil},
		{"to another section", []questionnaire.QuestionDef{owner}, []questionnaire.QuestionDef{name, owner}, nil, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			old, new := small(), small()
			old.Sections[0].Questions, new.Sections[0].Questions = test.old, test.new
			new.Edition = "2027"
			report := Compare(old, new)
			i := slices.IndexFunc(report.Changes, func(c Change) bool { return c.What == UnitChanged })
			if test.from == nil && test.to == nil {
				if i >= 0 {
					t.Fatalf("%s is a change of unit, want none", report.Changes[i].Question)
				}
				return
			}
			if i < 0 {
				t.Fatalf("no change of unit: %+v", report.Changes)
			}
			if c := report.Changes[i]; c.Question != "owner" || !slices.Equal(c.Old, test.from) || !slices.Equal(c.New, test.to) ||
				c.Class != questionnaire.Break || c.Trend != questionnaire.Break || c.Effect != Breaking {
				t.Errorf("change %+v, want owner from %v to %v, a breaking break", c, test.from, test.to)
			}
			if !slices.ContainsFunc(report.Breaks, func(b Break) bool { return b.Question == "owner" && b.Since == "2026" }) {
				t.Errorf("trends that end are %+v, want owner", report.Breaks)
			}
			new.Edition = "2026"
			if effect, reasons := classify(old, new); effect != Breaking {
				t.Errorf("classified as %s because %q, want breaking", effect, reasons)
			}
		})
	}
}
