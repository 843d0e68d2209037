package diff

import (
	"slices"
	"testing"

	"barometer/internal/questionnaire"
)

// TestChanges makes one change each and wants it under its name, with what it
// means for the thing itself and for the question's trend.
func TestChanges(t *testing.T) {
	const (
		same = questionnaire.Same
		note = questionnaire.Note
		gone = questionnaire.Break
		news = questionnaire.New
	)
	two, three := 2., 3.
	options := func(texts ...string) []questionnaire.OptionDef {
		var list []questionnaire.OptionDef
		for _, s := range texts {
			list = append(list, questionnaire.OptionDef{Code: "c_" + s[:4], Text: s})
		}
		return list
	}
	grid := func(unit string) []questionnaire.QuestionDef {
		return []questionnaire.QuestionDef{{Key: "cost", Type: "decimal", Text: "Cost", Unit: unit}}
	}
	for _, test := range []struct {
		name         string
		old, new     questionnaire.QuestionDef
		what         Kind
		part         string
		class, trend questionnaire.Comparability
	}{
		{"option", questionnaire.QuestionDef{Type: "single", Options: options("Apples", "Pears")},
			questionnaire.QuestionDef{Type: "single", Options: options("Apples", "Pears", "Plums")}, OptionAdded, "c_Plum", news, note},
		{"option of choose two", questionnaire.QuestionDef{Type: "multiple", Max: &two, Options: options("Apples", "Pears", "Figs, dates")},
			questionnaire.QuestionDef{Type: "multiple", Max: &two, Options: options("Apples", "Pears", "Figs, dates", "Plums")}, OptionAdded, "c_Plum", news, gone},
		{"option of a choice of any", questionnaire.QuestionDef{Type: "multiple", Options: options("Apples", "Pears")},
			questionnaire.QuestionDef{Type: "multiple", Options: options("Apples", "Pears", "Plums")}, OptionAdded, "c_Plum", news, note},
		{"option of an allocation", questionnaire.QuestionDef{Type: "allocation", Options: options("Apples", "Pears")},
			questionnaire.QuestionDef{Type: "allocation", Options: options("Apples", "Pears", "Plums")}, OptionAdded, "c_Plum", news, gone},
		{"option of a ranking", questionnaire.QuestionDef{Type: "ranking", Options: options("Apples", "Pears", "Plums")},
			questionnaire.QuestionDef{Type: "ranking", Options: options("Apples", "Pears")}, OptionRemoved, "c_Plum", questionnaire.Retired, gone},
		{"don't know of choose two", questionnaire.QuestionDef{Type: "multiple", Max: &two, Options: options("Apples", "Pears", "Plums")},
			questionnaire.QuestionDef{Type: "multiple", Max: &two, Options: append(options("Apples", "Pears", "Plums"), questionnaire.OptionDef{Code: "dk", Text: "Don't know", Missing: questionnaire.DontKnow})}, OptionAdded, "dk", news, note},
		{"point of a scale", questionnaire.QuestionDef{Type: "single", Options: options("Never", "Often", "Always")},
			questionnaire.QuestionDef{Type: "single", Options: options("Never", "Sometimes", "Often", "Always")}, OptionAdded, "c_Some", news, gone},
		{"order of a scale", questionnaire.QuestionDef{Type: "single", Options: options("Never", "Sometimes", "Always")},
			questionnaire.QuestionDef{Type: "single", Options: options("Always", "Sometimes", "Never")}, OptionsReordered, "", note, note},
		{"order", questionnaire.QuestionDef{Type: "single", Options: options("Apples", "Pears", "Plums")},
			questionnaire.QuestionDef{Type: "single", Options: options("Pears", "Apples", "Plums")}, OptionsReordered, "", same, same},
		{"points", questionnaire.QuestionDef{Type: "rating", Points: 5}, questionnaire.QuestionDef{Type: "rating", Points: 7}, ScaleChanged, "points", gone, gone},
		{"type", questionnaire.QuestionDef{Type: "text"}, questionnaire.QuestionDef{Type: "paragraph"}, TypeChanged, "", same, same},
		{"type of text", questionnaire.QuestionDef{Type: "paragraph"}, questionnaire.QuestionDef{Type: "organisation"}, TypeChanged, "", same, same},
		{"format of a text", questionnaire.QuestionDef{Type: "email"}, questionnaire.QuestionDef{Type: "url"}, TypeChanged, "", gone, gone},
		{"type and shape", questionnaire.QuestionDef{Type: "text"}, questionnaire.QuestionDef{Type: "integer"}, TypeChanged, "", gone, gone},
		{"choices", questionnaire.QuestionDef{Type: "multiple", Max: &two, Options: options("Apples", "Pears", "Plums", "Grapes")},
			questionnaire.QuestionDef{Type: "multiple", Max: &three, Options: options("Apples", "Pears", "Plums", "Grapes")}, LimitChanged, "max", gone, gone},
		{"greatest number", questionnaire.QuestionDef{Type: "integer", Max: &two}, questionnaire.QuestionDef{Type: "integer", Max: &three}, LimitChanged, "max", note, note},
		{"required", questionnaire.QuestionDef{Type: "text"}, questionnaire.QuestionDef{Type: "text", Required: true}, Required, "", note, note},
		{"random", questionnaire.QuestionDef{Type: "single", Options: options("Apples", "Pears")},
			questionnaire.QuestionDef{Type: "single", Options: options("Apples", "Pears"), Order: questionnaire.OrderRandom}, OrderRandomised, "", note, note},
		{"condition", questionnaire.QuestionDef{Type: "text"}, questionnaire.QuestionDef{Type: "text", AskIf: "role == 'user'"}, BaseChanged, "ask_if", gone, gone},
		{"spaces of a condition", questionnaire.QuestionDef{Type: "text", AskIf: "staff>1 and role=='seller'"},
			questionnaire.QuestionDef{Type: "text", AskIf: "role == 'seller' and staff > 1"}, "", "", "", ""},
		{"who counts", questionnaire.QuestionDef{Type: "text", BaseIf: "staff > 1"},
			questionnaire.QuestionDef{Type: "text", AskIf: "staff > 1"}, BaseChanged, "ask_if", gone, gone},
		{"unit of a column", questionnaire.QuestionDef{Type: "matrix", Columns: grid("EUR")}, questionnaire.QuestionDef{Type: "matrix", Columns: grid("USD")}, ScaleChanged, "cost.unit", gone, note},
		{"item of a roster", questionnaire.QuestionDef{Type: "roster", ItemsFrom: "place"}, questionnaire.QuestionDef{Type: "roster", ItemsFrom: "role"}, BaseChanged, "items_from", gone, gone},
	} {
		t.Run(test.name, func(t *testing.T) {
			old, new := small(), small()
			test.old.Key, test.old.Text, test.new.Key, test.new.Text = "x", "What is it?", "x", "What is it?"
			old.Sections[0].Questions = append(old.Sections[0].Questions, test.old)
			new.Sections[0].Questions = append(new.Sections[0].Questions, test.new)
			changes := Compare(old, new).Changes
			if test.what == "" {
				if len(changes) > 0 {
					t.Errorf("%s is a change, want none", changes[0].name())
				}
				return
			}
			if len(changes) != 1 {
				t.Fatalf("%d changes, want one: %+v", len(changes), changes)
			}
			if c := changes[0]; c.What != test.what || c.Part != test.part || c.Class != test.class || c.Trend != test.trend {
				t.Errorf("%s of %q is %s and makes the trend %s, want %s of %q to be %s and make it %s", c.What, c.Part, c.Class, c.Trend, test.what, test.part, test.class, test.trend)
			}
		})
	}
}

// TestMatchesByDeclaration changes key and wording, and says so.
func TestMatchesByDeclaration(t *testing.T) {
	for _, declare := range []func(q *questionnaire.QuestionDef){
		func(q *questionnaire.QuestionDef) { q.From = []string{"staff"} },
		func(q *questionnaire.QuestionDef) { q.Aliases = []string{"how many people work there"} },
	} {
		new := small()
		q := &new.Sections[0].Questions[2]
		q.Key, q.Text = "headcount", "Your headcount"
		q.Require = nil
		kinds := func() (all []Kind) {
			for _, c := range Compare(small(), new).Changes {
				all = append(all, c.What)
			}
			return all
		}
		if got := kinds(); !slices.Contains(got, QuestionAdded) || !slices.Contains(got, QuestionRetired) {
			t.Errorf("undeclared: %v, want a question added and one retired", got)
		}
		declare(q)
		if got := kinds(); slices.Contains(got, QuestionAdded) || !slices.Contains(got, QuestionRenamed) || !slices.Contains(got, QuestionReworded) {
			t.Errorf("declared: %v, want a question renamed and reworded", got)
		}
	}
}

// TestOptionReturns leaves an option out of one edition and takes it up again.
func TestOptionReturns(t *testing.T) {
	without := small()
	without.Edition = "2027"
	without.Sections[0].Questions[0].Options = without.Sections[0].Questions[0].Options[1:]
	with := small()
	with.Edition = "2028"
	changes := Compare(without, with, small()).Changes
	i := slices.IndexFunc(changes, func(c Change) bool { return c.Question == "role" })
	if i < 0 || changes[i].What != OptionOffered || !slices.Equal(changes[i].Old, []string{"2026"}) {
		t.Errorf("changes are %+v, want the option offered that 2026 had", changes)
	}
}
