package wording_test

import (
	"strings"
	"testing"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/locale"
	"barometer/internal/publish/publishtest"
	"barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

func TestPlain(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"Plain, as it is", "Plain, as it is"},
		{"Which of **these** do *you* use?", "Which of these do you use?"},
		{"See [our page](https://example.org/a) for `more`", "See our page for more"},
		{"5. May or 6. June", "5. May or 6. June"},
		{"# Title\n\n- one\n- two", "Title\n\none\ntwo"},
		{"2 * 3 * 4", "2 * 3 * 4"},
		{`a \* b`, "a * b"},
		{"snake_case_name", "snake_case_name"},
		{"> 1,000", "> 1,000"},
		{"[…] stays", "[…] stays"},
		{"***both***", "both"},
	}
	for _, test := range tests {
		if got := wording.Plain(test.text); got != test.want {
			t.Errorf("Plain(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"**a** [b](c)", "***", "`", "[[]]()", "- \n- ", "\\"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got := wording.Plain(s); len(got) > len(s) {
			t.Errorf("Plain(%q) is longer: %q", s, got)
		}
	})
}

func TestShorten(t *testing.T) {
	tests := []struct {
		text string
		n    int
		want string
	}{
		{"short", 10, "short"},
		{"exactly ten", 11, "exactly ten"},
		{"cut after a word, please", 15, "cut after a…"},
		{"Donaudampfschifffahrt", 10, "Donaudamp…"},
		{"éééééééééé", 5, "éééé…"},
	}
	for _, test := range tests {
		if got := wording.Shorten(test.text, test.n); got != test.want {
			t.Errorf("Shorten(%q, %d) = %q, want %q", test.text, test.n, got, test.want)
		}
	}
}

// Every phrase of conditions, every base, missing kind and doubt has words in
// every language.
func TestEveryLanguageIsComplete(t *testing.T) {
	var keys []string
	for p := range expr.Phrases() {
		keys = append(keys, "report.phrase."+string(p))
	}
	for _, b := range questionnaire.Bases() {
		keys = append(keys, "base."+string(b))
	}
	for _, m := range questionnaire.MissingKinds() {
		keys = append(keys, "missing."+m.String())
	}
	for _, w := range []tabulate.WarningCode{
		tabulate.WarnSmallBase, tabulate.WarnEmptyBase, tabulate.WarnUnknownRouting, tabulate.WarnAgainstRouting,
		tabulate.WarnOutsideBase, tabulate.WarnNotOffered, tabulate.WarnNoWeight, tabulate.WarnMultiple, tabulate.WarnItems,
	} {
		keys = append(keys, "warning."+string(w))
	}
	for _, language := range locale.Languages() {
		for _, key := range keys {
			if !locale.For(language).Has(key) {
				t.Errorf("%s: %s is missing", language, key)
			}
		}
	}
	for p, template := range expr.Phrases() {
		if got := locale.For("en").Text("report.phrase." + string(p)); got != template {
			t.Errorf("phrase %s is %q in English, %q in the language of conditions", p, got, template)
		}
	}
}

func TestCondition(t *testing.T) {
	q := publishtest.Small(t, questionnaire.Confidential)
	staff, ok := q.Question("staff")
	if !ok {
		t.Fatal("no question staff")
	}
	tests := []struct{ language, want string }{
		{"en", "“Q1 Which describes you best?” is “Supplier” or “User”"},
		{"fr", "« Q1 Qu’est-ce qui vous décrit le mieux ? » est « Fournisseur » ou « User »"},
	}
	for _, test := range tests {
		got := strings.ReplaceAll(wording.For(test.language).Condition(q, staff.AskIf), "\u00a0", " ")
		if got != test.want {
			t.Errorf("%s: %s", test.language, got)
		}
	}
}

func TestWarningsNameTheirColumns(t *testing.T) {
	d := publishtest.Dataset(t, publishtest.Small(t, questionnaire.Confidential), 60)
	var p *disclose.Published
	for _, x := range publishtest.Crosstabs(t, d, 0, "size") {
		if x.Stub().Variable == "worries" {
			p = x
		}
	}
	got := wording.For("en").Warnings(p, tabulate.WarnMultiple)
	if len(got) != 1 || !strings.HasPrefix(got[0], "Small bases: Under 50 (n = ") || !strings.Contains(got[0], "50 and more (n = ") {
		t.Errorf("warnings are %q", got)
	}
	if all := wording.For("en").Warnings(p); len(all) != 2 {
		t.Errorf("with the note on several answers: %q", all)
	}
}

// Hidden rows of a sorted table keep the order of the questionnaire: their
// place must tell nothing of their size.
func TestOrderTellsNothingOfWhatIsHidden(t *testing.T) {
	d := publishtest.Dataset(t, publishtest.Questionnaire(t, "industry-survey-2026.yaml"), 400)
	for _, p := range publishtest.Frequencies(t, d, 5) {
		if p.Stub().Variable != "country" {
			continue
		}
		rows, sorted := wording.Order(p)
		if !sorted {
			t.Fatal("countries are not sorted")
		}
		last, hidden := -1, 0
		for _, i := range rows {
			if p.Cell(i, 0).Suppressed {
				hidden++
				if i < last {
					t.Errorf("hidden row %d stands behind row %d", i, last)
				}
				last = i
			} else if hidden > 0 && p.Rows()[i].Kind == tabulate.RowCategory {
				t.Errorf("row %d stands behind hidden ones", i)
			}
		}
		if hidden == 0 {
			t.Error("nothing is hidden")
		}
		return
	}
	t.Fatal("there is no table of countries")
}
