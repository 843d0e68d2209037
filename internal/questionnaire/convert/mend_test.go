package convert

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
)

// broken is a definition with errors in a section, a question, a roster, lists
// of a question and a translation.
func broken() *questionnaire.Definition {
	return &questionnaire.Definition{
		Survey: "s", Edition: "2026", Language: "en", Title: "Survey", Confidentiality: questionnaire.Identified,
		Sections: []questionnaire.SectionDef{{Key: "all", Title: "All", AskIf: "gone == 1", Questions: []questionnaire.QuestionDef{
			{Key: "staff", Type: "integer", Text: "Staff in ${gone}", Require: []questionnaire.RuleDef{
				{Key: "a", That: "gone > 1", Text: "A"}, {Key: "b", That: "staff > 1", Text: "B"}, {Key: "c", That: "gone > 2", Text: "C"},
			}},
			{Key: "role", Type: "single", Text: "Role", Options: []questionnaire.OptionDef{{Code: "x", Text: "X"}, {Code: "y", Text: "Y", AskIf: "gone == 3"}}},
			{Key: "works", Type: "roster", Text: "Works", Questions: []questionnaire.QuestionDef{{Key: "cost", Type: "decimal", Text: "Cost", AskIf: "gone == 4"}}},
		}}},
		Translations: map[string]questionnaire.Translation{"fr": {Language: "fr", Strings: map[string]questionnaire.TranslatedString{
			"title": {Text: "Enquête", Hash: questionnaire.SourceHash("Survey")}, "question.role.text": {Text: "Rôle de ${gone}", Hash: questionnaire.SourceHash("Role")},
		}}},
	}
}

// TestMend clears all that is refused, and wants to be led to each place once.
func TestMend(t *testing.T) {
	d, report := broken(), &Report{}
	var places []string
	Mend(d, report, func(p Problem) bool {
		list, i, property := p.Element()
		key := ""
		if p.Question != nil {
			key = p.Question.Key
		}
		places = append(places, fmt.Sprintf("%s %s %q %d %s: %s", p.Section.Key, key, list, i, property, *p.Text()))
		if property == "text" {
			*p.Text() = strings.ReplaceAll(*p.Text(), "${gone}", "the office")
		} else {
			p.Clear()
		}
		return true
	})
	want := []string{
		`all  "" 0 ask_if: gone == 1`,
		`all cost "" 0 ask_if: gone == 4`,
		`all role "options" 1 ask_if: gone == 3`,
		`all staff "" 0 text: Staff in ${gone}`,
		`all staff "require" 0 that: gone > 1`,
		`all staff "require" 2 that: gone > 2`,
	}
	slices.Sort(places)
	if !slices.Equal(places, want) {
		t.Errorf("led to\n%s\nwant\n%s", strings.Join(places, "\n"), strings.Join(want, "\n"))
	}
	if problems := questionnaire.Lint(d, nil); problems.HasErrors() {
		t.Errorf("it does not compile:\n%v", problems)
	}
	if rules := d.Sections[0].Questions[0].Require; len(rules) != 1 || rules[0].Key != "b" {
		t.Errorf("rules left are %+v, want b", rules)
	}
	if len(report.Entries) != 1 || !strings.HasPrefix(report.Entries[0].String(), "translation to fr: question.role.text (left out)") {
		t.Errorf("report %v, want the translation left out", report.Entries)
	}
}

// TestMendGivesUp says what is wrong in the end, once each, and does not go on
// where there is nothing to do.
func TestMendGivesUp(t *testing.T) {
	d, report := broken(), &Report{}
	d.Translations, d.Title = nil, ""
	calls := 0
	Mend(d, report, func(Problem) bool { calls++; return false })
	if calls != 7 || len(report.Of(Changed)) != 7 {
		t.Errorf("asked %d times, %d problems reported, want 7: %v", calls, len(report.Of(Changed)), report.Entries)
	}
	if what := fmt.Sprint(report.Entries); !strings.Contains(what, "title: problem (changed)") || !strings.Contains(what, "has to be mended by hand") {
		t.Errorf("report %s, want the title that is missing", what)
	}
}

// TestWithdraw never counts below nothing.
func TestWithdraw(t *testing.T) {
	var r Report
	r.Withdraw("relevant")
	r.WithdrawRow()
	r.CountExpression("relevant", true)
	r.Rows.Live = 1
	for range 2 {
		r.Withdraw("relevant")
		r.WithdrawRow()
	}
	if want := (Tally{Unsupported: 1}); r.Expressions["relevant"] != want || r.Rows != want {
		t.Errorf("got %+v and %+v, want %+v", r.Expressions["relevant"], r.Rows, want)
	}
}

// TestMendLeavesTheWhole keeps all questions where there are too many of them,
// and says so.
func TestMendLeavesTheWhole(t *testing.T) {
	const many = 2500
	d, report := broken(), &Report{}
	d.Translations = nil
	d.Sections[0] = questionnaire.SectionDef{Key: "all", Title: "All"}
	for i := range many {
		d.Sections[0].Questions = append(d.Sections[0].Questions, questionnaire.QuestionDef{Key: fmt.Sprint("q", i), Type: "text", Text: "Q"})
	}
	Mend(d, report, func(p Problem) bool {
		p.Clear()
		return true
	})
	if len(d.Sections) != 1 || len(d.Sections[0].Questions) != many {
		t.Errorf("%d sections are left", len(d.Sections))
	}
	if n := len(report.Entries); n != 1 || !strings.Contains(report.Entries[0].What, "split it into several") {
		t.Errorf("the report says %v", report.Entries)
	}
}
