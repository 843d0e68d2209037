package expr

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// english is a Words whose labels are made of the keys and codes.
type english struct{ phrases map[Phrase]string }

func (w english) Name(variable string) string { return strings.ToUpper(variable) }
func (w english) Phrase(p Phrase) string      { return w.phrases[p] }
func (w english) Code(variable, code string) string {
	if variable == "since" || code == "" {
		return code
	}
	return strings.ToUpper(code[:1]) + code[1:]
}

func TestDescribe(t *testing.T) {
	tests := []struct{ src, want string }{
		{"role == 'supplier'", "“ROLE” is “Supplier”"},
		{"'supplier' == role", "“ROLE” is “Supplier”"},
		{"role != 'supplier'", "“ROLE” is answered, but not “Supplier”"},
		{"not (role == 'supplier')", "“ROLE” is not “Supplier”"},
		{"role == 'supplier' and not ('privacy' in concerns)", "“ROLE” is “Supplier” and “CONCERNS” does not include “Privacy”"},
		{"role in ('a', 'b', 'c')", "“ROLE” is “A”, “B” or “C”"},
		{"not (role in ('a', 'b'))", "“ROLE” is not “A” or “B”"},
		{"role in ('a')", "“ROLE” is “A”"},
		{"a and (b or c)", "“A” is chosen and (“B” is chosen or “C” is chosen)"},
		{"a and b or c", "(“A” is chosen and “B” is chosen) or “C” is chosen"},
		{"not (a and b)", "it is not so that (“A” is chosen and “B” is chosen)"},
		{"not a and staff < 5", "“A” is not chosen and “STAFF” is less than 5"},
		{"not (staff < 5)", "it is not so that (“STAFF” is less than 5)"},
		{"5 <= staff", "“STAFF” is at least 5"},
		{"1.5 > staff and 2 < x and 3 >= y", "“STAFF” is less than 1.5 and “X” is more than 2 and “Y” is at most 3"},
		{"answered(role) or not answered(x)", "“ROLE” is answered or “X” is not answered"},
		{"selected(c, 'x') and not selected(c, 'y')", "“C” includes “X” and “C” does not include “Y”"},
		{"between(since, '2026-01-01', today())", "“SINCE” is from “2026-01-01” to the day of answering"},
		{"count(c) >= 2", "the number of answers to “C” is at least 2"},
		{"length(c) == 2", "the length of “C” is 2"},
		{"sum(a, b, 1) == 100", "the sum of “A”, “B” and 1 is 100"},
		{"min(a) < max(a, b)", "the smallest of “A” is less than the largest of “A” and “B”"},
		{"-(a + 2) * b / 3 - 1 > 0", "((−(“A” + 2) × “B”) ÷ 3) − 1 is more than 0"},
		{"if(a, 1, 2) == 1", "(1 if “A” is chosen, otherwise 2) is 1"},
		{"a == true or b == false", "“A” is yes or “B” is no"},
		{"true", "yes"},
		{"count(projects, budget > 5 and not live) > 1", "the number of items of “PROJECTS” in which “BUDGET” is more than 5 and “LIVE” is not chosen is more than 1"},
		{"item(purpose, 2) == 'aid'", "“PURPOSE” of item 2 is “aid”"},
		{"round(a / 3) == round(b, 1)", "(“A” ÷ 3) rounded to 0 decimals is “B” rounded to 1 decimals"},
		{"contains(part(x, 2), part(x, 1, 3))", "“X” from character 2 contains 3 characters of “X” from number 1"},
		{"attribute('region') == region", "“region” of the option is “REGION”"},
		{"mean(a, b, c) > mod(d, 2)", "the mean of “A”, “B” and “C” is more than the remainder of “D” ÷ 2"},
		{"matches(x, '[0-9]+')", "“X” has the form “[0-9]+”"},
	}
	w := english{Phrases()}
	for _, test := range tests {
		if got := mustParse(t, test.src).Describe(w); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.src, got, test.want)
		}
	}
}

// TestPhrasesAreUsed describes one expression for each phrase, so that a
// phrase without a use or a use without a phrase is found.
func TestPhrasesAreUsed(t *testing.T) {
	used := map[Phrase]bool{}
	w := recorder{english{Phrases()}, used}
	for _, src := range []string{
		"a == 'x' and (b != 1 or c < 1 and d > 1) and e <= 1 and f >= 1", "not (a == 'x') and not (a < 1)",
		"a in ('x', 'y', 'z') and not (a in ('x'))", "'x' in a and not ('x' in a)", "a and not b",
		"answered(a) and not answered(b)", "between(a, 1, 2) and matches(a, 'x')", "count(a) + length(a) > 1",
		"sum(a, b) - min(a) > max(a) * -b / 2", "a > today() and b == true and b == false", "if(a, 1, 2) == 1",
		"mean(a) > count(r, b)", "item(a, position()) == attribute('x')", "code_at(a, 1) == coalesce(b, c)",
		"round(a, 1) > floor(b) + abs(c) + power(a, 2) + mod(a, 2)", "year(a) + month(a) + day(a) + days(a, b) + years(a, b) > 1",
		"date_add(a, 1) < today() and contains(t, 'x') and starts_with(t, 'x') and ends_with(t, 'x')",
		"join(a, 'x') == part(t, 1, 2) and part(t, 2) == lower(t) and upper(t) == text(a) and number(t) > 1",
	} {
		mustParse(t, src).Describe(w)
	}
	all := slices.Sorted(maps.Keys(Phrases()))
	if got := slices.Sorted(maps.Keys(used)); !slices.Equal(got, all) {
		t.Errorf("phrases used %v\nphrases defined %v", got, all)
	}
}

type recorder struct {
	english
	used map[Phrase]bool
}

func (r recorder) Phrase(p Phrase) string {
	r.used[p] = true
	return r.english.Phrase(p)
}

func TestFillReplacesOnce(t *testing.T) {
	tests := []struct{ template, want string }{
		{"{b}: {a}", "x: say {b}"},
		{"{a}{c} {d} {", "say {b}{c} {d} {"},
		{"{A} {aa}", "{A} {aa}"},
		{"", ""},
	}
	for _, test := range tests {
		if got := fill(test.template, "say {b}", "x"); got != test.want {
			t.Errorf("fill(%q) = %q, want %q", test.template, got, test.want)
		}
	}
}
