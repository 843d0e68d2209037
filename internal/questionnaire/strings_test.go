package questionnaire

import (
	"fmt"
	"strings"
	"testing"
)

// TestStrings checks the ids of everything that has texts, and how many
// questions are asked before each: those of rosters count as all others.
func TestStrings(t *testing.T) {
	d := &Definition{
		Title: "t", Note: "n", Thanks: "t", Method: MethodDef{Sponsor: "s", Limits: "l"},
		Lists: []ListDef{{Key: "yes_no", Options: []OptionDef{{Code: "y", Text: "t", Note: "n"}}}, {Key: "unused", Options: []OptionDef{{Code: "u", Text: "t"}}}},
		Sections: []SectionDef{
			{Key: "a", Title: "t", Questions: []QuestionDef{{Key: "first", Text: "t", Note: "n"}}},
			{Key: "b", Title: "t", Questions: []QuestionDef{
				{
					Key: "projects", Text: "t", Item: "i", Questions: []QuestionDef{{Key: "name", Text: "t"}, {Key: "done", Text: "t", List: "yes_no"}},
					Require: []RuleDef{{Key: "enough", Text: "t"}},
				},
				{
					Key: "grid", Text: "t", Rows: []RowDef{{Code: "r", Text: "t", Note: "n"}},
					Columns: []QuestionDef{{Key: "c", Text: "t", Unit: "u", Options: []OptionDef{{Code: "o", Text: "t", Note: "n"}}}},
				},
				{
					Key: "last", Text: "t", OptionGroups: []OptionGroupDef{{Key: "g", Text: "t"}}, Options: []OptionDef{{Code: "o", Text: "t", Note: "n"}},
					Warn: []RuleDef{{Key: "odd", Text: "t"}}, Nets: []NetDef{{Key: "n", Text: "t"}},
				},
			}},
		},
	}
	want := `title -1 note -1 method.sponsor -1 method.limits -1
list.yes_no.option.y 3/1 list.yes_no.note.option.y -1 list.unused.option.u -1
section.a.title 0/0 question.first.text 0/0 question.first.note -1
section.b.title 1/1 question.projects.text 1/1 question.projects.item -1
question.name.text 2/1@projects question.done.text 3/1@projects question.projects.require.enough 4/4
question.grid.text 4/1 question.grid.row.r 4/1 question.grid.note.row.r -1
question.grid.column.c.text 4/1 question.grid.column.c.unit -1 question.grid.column.c.option.o 4/1 question.grid.column.c.note.option.o -1
question.last.text 5/1 question.last.group.g 5/1 question.last.option.o 5/1 question.last.note.option.o -1
question.last.warn.odd 6/6 question.last.net.n -1 thanks 6/6`
	var got []string
	for _, s := range d.Strings() {
		reach := fmt.Sprintf("%d/%d", s.asked, s.page)
		if s.asked == noPipes {
			reach = "-1"
		}
		if s.roster != "" {
			reach += "@" + s.roster
		}
		got = append(got, s.ID+" "+reach)
	}
	if got := strings.Join(got, " "); got != strings.Join(strings.Fields(want), " ") {
		t.Errorf("the strings are\n%s\nwant\n%s", got, want)
	}
}

func TestTranslationState(t *testing.T) {
	s := SourceString{ID: "title", Text: "Pulse"}
	tests := []struct {
		translated TranslatedString
		want       TranslationState
	}{
		{TranslatedString{}, StateMissing},
		{TranslatedString{Hash: SourceHash("Pulse"), Text: " "}, StateMissing},
		{TranslatedString{Text: "Pouls"}, StateStale},
		{TranslatedString{Hash: SourceHash("Beat"), Text: "Pouls", Reviewed: true}, StateStale},
		{TranslatedString{Hash: SourceHash("Pulse"), Text: "Pouls"}, StateTranslated},
		{TranslatedString{Hash: SourceHash("Pulse"), Text: "Pouls", Reviewed: true}, StateReviewed},
	}
	for _, test := range tests {
		translation := Translation{Strings: map[string]TranslatedString{"title": test.translated}}
		if got := translation.State(s); got != test.want {
			t.Errorf("%+v is %s, want %s", test.translated, got, test.want)
		}
	}
}
