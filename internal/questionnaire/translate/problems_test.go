package translate

import (
	"strings"
	"testing"

	"barometer/internal/questionnaire"
)

// TestProblems checks every way in which a file cannot be taken over: none
// changes what there was.
func TestProblems(t *testing.T) {
	tests := []struct {
		name string
		edit func(d *questionnaire.Definition, f *File)
		want string
	}{
		{"unknown id", func(_ *questionnaire.Definition, f *File) { f.Rows[0].ID = "titel" }, "back.xlsx!fr!A2: there is no string “titel”"},
		{"repeated id", func(_ *questionnaire.Definition, f *File) { f.Rows[1].ID = "title" }, "back.xlsx!fr!A3: “title” stands at back.xlsx!fr!A2 already"},
		{"lost placeholder", func(_ *questionnaire.Definition, f *File) {
			apply(f, []change{{"section.more.title", "Plus", ""}})
		}, "inserts nothing, its source ${name}; insert the same answers"},
		{"broken plural", func(_ *questionnaire.Definition, f *File) {
			apply(f, []change{{"thanks", "${visits, plural, one {#}} ${name}", ""}})
		}, "the form “other” is missing"},
		{"HTML", func(_ *questionnaire.Definition, f *File) {
			apply(f, []change{{"introduction", "<b>Salut</b>", ""}})
		}, "HTML such as “<b>” is left out"},
		{"too long", func(_ *questionnaire.Definition, f *File) {
			apply(f, []change{{"note", strings.Repeat("x", 10_001), ""}})
		}, "has 10001 bytes"},
		{"state of nothing", func(_ *questionnaire.Definition, f *File) {
			apply(f, []change{{"section.you.title", "", "reviewed"}})
		}, "“section.you.title” is reviewed, but there is no translation"},
		{"unknown state", func(_ *questionnaire.Definition, f *File) {
			apply(f, []change{{"section.you.title", "Vous", "fine"}})
		}, "“fine” is no state"},
		{"formula", func(_ *questionnaire.Definition, f *File) {
			apply(f, []change{{"section.you.title", "#NAME?", ""}})
		}, "error of the spreadsheet"},
		{"both changed", func(d *questionnaire.Definition, f *File) {
			apply(f, []change{{"question.name.text", "Nom ?", ""}})
			d.Translations["fr"].Strings["question.name.text"] = questionnaire.TranslatedString{Hash: "b7bc3f43", Text: "Votre nom ?"}
		}, "was translated as “Votre nom ?” in the meantime"},
		{"translated anew", func(d *questionnaire.Definition, f *File) {
			d.Sections[0].Title = "All of you"
			apply(f, []change{{"section.you.title", "Vous", ""}})
			d.Translations["fr"].Strings["section.you.title"] = questionnaire.TranslatedString{Hash: questionnaire.SourceHash("All of you"), Text: "Vous tous"}
		}, "was translated as “Vous tous” in the meantime"},
		{"another survey", func(_ *questionnaire.Definition, f *File) { f.Survey = "pool/2026" }, "this is a translation of pool/2026"},
		{"no language", func(_ *questionnaire.Definition, f *File) { f.Language = "" }, "does not say which language"},
		{"source language", func(_ *questionnaire.Definition, f *File) { f.Language = "en" }, "“en” is the source language"},
		{"nothing", func(_ *questionnaire.Definition, f *File) { f.Rows = nil }, "there are no strings"},
	}
	for _, test := range tests {
		d, f := exported(t)
		before := len(d.Translations["fr"].Strings)
		test.edit(d, f)
		m := Merge(d, f)
		if !m.Problems.HasErrors() || !strings.Contains(m.Problems.Error(), test.want) {
			t.Errorf("%s: the problems are\n%v\nwant %q", test.name, m.Problems, test.want)
		}
		if test.name != "translated anew" && len(d.Translations["fr"].Strings) != before {
			t.Errorf("%s: the definition has changed", test.name)
		}
	}
}

// exported is the workbook of the French translation as it comes back.
func exported(t *testing.T) (*questionnaire.Definition, *File) {
	t.Helper()
	d := club(t)
	f, err := formats["xlsx"].read(t, formats["xlsx"].write(t, d, "fr"))
	if err != nil {
		t.Fatal(err)
	}
	return d, f
}

// TestStale checks that a translation of what was asked before is kept as such.
func TestStale(t *testing.T) {
	d, f := exported(t)
	apply(f, []change{{"section.you.title", "Vous", "reviewed"}})
	d.Sections[0].Title = "All of you"
	m := Merge(d, f)
	if m.Problems.HasErrors() || len(m.Stale) != 1 || len(m.Problems) != 1 || !strings.Contains(m.Problems[0].Message, "is kept as stale") {
		t.Fatalf("stale: %v\n%v", m.Stale, m.Problems)
	}
	if got := m.Translation.Strings["section.you.title"]; got.Hash != questionnaire.SourceHash("You") || got.Text != "Vous" {
		t.Errorf("the string becomes %+v", got)
	}
}

// TestEmptied checks that an emptied cell removes nothing.
func TestEmptied(t *testing.T) {
	d, f := exported(t)
	apply(f, []change{{"question.name.text", " ", ""}})
	m := Merge(d, f)
	if len(m.Changed) > 0 || len(m.Problems) != 1 || m.Problems[0].Severity != questionnaire.Warning {
		t.Errorf("%v changed, problems:\n%v", m.Changed, m.Problems)
	}
}

// TestAgain checks that a file that was imported once changes nothing more.
func TestAgain(t *testing.T) {
	d, f := exported(t)
	apply(f, []change{{"section.you.title", "Vous", "reviewed"}, {"question.name.text", "Nom ?", ""}})
	m := Merge(d, f)
	d.Translations["fr"] = m.Translation
	if again := Merge(d, f); len(again.Changed) > 0 || len(again.Problems) > 0 {
		t.Errorf("%v changed again, problems:\n%v", again.Changed, again.Problems)
	}
}

// TestStatuses counts states.
func TestStatuses(t *testing.T) {
	all := Statuses(club(t))
	if len(all) != 1 || all[0].Language != "fr" {
		t.Fatalf("%+v", all)
	}
	want := map[questionnaire.TranslationState]int{questionnaire.StateStale: 4, questionnaire.StateReviewed: 1, questionnaire.StateTranslated: 1, questionnaire.StateMissing: 12}
	for state, n := range want {
		if all[0].Counts[state] != n {
			t.Errorf("%d are %s, want %d", all[0].Counts[state], state, n)
		}
	}
	if len(all[0].Open) != 16 || all[0].Open[0] != "title" {
		t.Errorf("open are %v", all[0].Open)
	}
}
