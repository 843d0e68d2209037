package lss

import (
	"fmt"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// TestMend wants what cannot stand to be counted at most as often as it was
// translated, and what cannot be mended to be told.
func TestMend(t *testing.T) {
	c := &converter{report: &convert.Report{}, definition: &questionnaire.Definition{
		Survey: "s", Edition: "1", Language: "en", Confidentiality: questionnaire.Identified, // and no title
		Sections: []questionnaire.SectionDef{{Key: "g", Title: "Group of ${gone}", Questions: []questionnaire.QuestionDef{
			{Key: "a", Type: "text", Text: "Of ${gone} and ${gone}", Hint: "${gone}"},
			{Key: "b", Type: "text", Text: "B", Require: []questionnaire.RuleDef{{Key: "pattern_1", That: "gone > 1", Text: "No"}}},
			{Key: "c", Type: "single", Text: "No options"},
		}}},
	}}
	c.report.CountExpression(inText, true)
	c.report.Rows.Live = 3
	c.mend()
	if got, want := c.report.Expressions[inText], (convert.Tally{Unsupported: 1}); got != want {
		t.Errorf("expressions in texts %+v, want %+v", got, want)
	}
	if got, want := c.report.Rows, (convert.Tally{Live: 2, Unsupported: 1}); got != want {
		t.Errorf("rows %+v, want %+v", got, want)
	}
	said := fmt.Sprint(c.report.Entries)
	for _, want := range []string{"title: problem (changed)", "question “b”: preg (untranslated)", "question “c”: options (unsupported)"} {
		if !strings.Contains(said, want) {
			t.Errorf("report %s, want %q", said, want)
		}
	}
	questions := c.definition.Sections[0].Questions
	if text := questions[0].Text; text != "Of … and …" || len(questions[1].Require) != 0 || questions[2].Type != "unsupported" {
		t.Errorf("made %+v", questions)
	}
}
