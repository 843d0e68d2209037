package expr

import (
	"fmt"
	"maps"
	"strings"
	"testing"
)

var testScope = Symbols{
	"role":             {Kind: KindCode, Codes: []string{"supplier", "agency", "academic"}},
	"region":           {Kind: KindCode, Codes: []string{"africa", "asia", "europe", "oceania", "americas", "arctic", "antarctic", "middle_east"}},
	"organisation":     {Kind: KindCode},
	"concerns":         {Kind: KindCodes, Codes: []string{"privacy", "cost"}},
	"concerns__cost":   {Kind: KindBool, Question: "concerns"},
	"trust__vendors":   {Kind: KindCode, Codes: []string{"low", "high"}, Question: "trust"},
	"staff":            {Kind: KindNumber},
	"share":            {Kind: KindNumber},
	"comment":          {Kind: KindText},
	"since":            {Kind: KindDate},
	"month":            {Kind: KindMonth},
	"modality__face":   {Kind: KindBool, Question: "modality"},
	"modality__finger": {Kind: KindBool, Question: "modality"},
	"code_length":      {Kind: KindNumber},
	"projects":         {Kind: KindItems},
	"budget":           {Kind: KindNumber, Many: true},
	"purpose":          {Kind: KindCode, Codes: []string{"aid", "health"}, Many: true},
	"tags":             {Kind: KindCodes, Codes: []string{"x", "y"}, Many: true},
}

// rosterScope is testScope with what conditions about a project may name. There
// is no option in it.
type rosterScope struct{ Symbols }

func (s rosterScope) In(roster string) Scope {
	inner := maps.Clone(s.Symbols) // in which the roster itself may be counted
	for name, symbol := range inner {
		symbol.Many = symbol.Many && roster != "projects"
		inner[name] = symbol
	}
	return inner
}

func (s rosterScope) HasPosition() bool    { return false }
func (s rosterScope) Attributes() []string { return nil }

// optionScope is a scope of conditions of options.
type optionScope struct{ Symbols }

func (s optionScope) Attributes() []string { return []string{"code", "region"} }

func TestCheckAccepts(t *testing.T) {
	for _, src := range []string{
		"role == 'supplier' and not ('privacy' in concerns)",
		"region in ('europe', 'africa')",
		"organisation == 'any-code.at.all'",
		"'cost' in concerns or concerns__cost",
		"role in concerns",
		"trust__vendors != 'low'",
		"role == trust__vendors",
		"staff + 2 * share >= -1 and between(staff, 1, share)",
		"since < today() and since != '2026-02-28'",
		"between(since, '2026-01-01', today())",
		"month > '2026-04'",
		"comment == 'x' and length(comment) < 200 and matches(comment, '[a-z]+')",
		"modality__face == modality__finger",
		"count(concerns) > 1 and selected(concerns, 'cost') and selected(role, 'agency')",
		"answered(role) and answered(concerns) and answered(since)",
		"sum(staff, share, 1) == 100 and min(staff) < max(1, share)",
		"if(modality__face, staff > 1, true)",
		"staff in (1, 2, 3)",
		"count(projects) > 1 and answered(projects)",
		"count(projects, budget > 10 and purpose == 'aid' and 'x' in tags and position() < 3) > 1",
		"sum(budget) > 10 and mean(budget, 1) < max(budget) and min(staff, budget) > 0 and count(purpose) > 1",
		"item(purpose, 1) == 'aid' and item(budget, staff) > 1 and answered(item(budget, 2)) and selected(item(tags, 1), 'x')",
		"'x' in item(tags, 1) and count(item(tags, 1)) > code_length",
		"code_at(concerns, 1) == 'cost' and code_at(concerns, count(concerns)) != role",
		"coalesce(role, 'none') == 'none' and coalesce(since, '2026-01-01') < today() and if(modality__face, role, 'x') == role",
		"attribute('anything') == region and attribute('code') in ('a', 'b')",
		"round(staff / 3, 1) + floor(share) + abs(-share) + mod(staff, 2) + power(staff, 0.5) > number(comment) + number(role)",
		"year(since) + month(month) + day('2026-05-01') > days(since, today()) and date_add(since, -30) < today()",
		"years('1980-01-31', today()) > 40 and year(month) == 2026",
		"contains(lower(comment), 'x') and starts_with(comment, join(role, staff, since)) and ends_with(upper(comment), part(comment, 1, 2))",
		"text(staff) == part(comment, 3) and length(join(month, 'x')) > 3",
	} {
		e, err := Parse(src)
		if err != nil {
			t.Errorf("Parse(%q): %v", src, err)
			continue
		}
		for _, problem := range e.Check(everywhere{testScope}) {
			t.Errorf("%s: %v", src, problem)
		}
	}
}

func TestCheckMessages(t *testing.T) {
	tests := []struct{ src, want string }{
		{"count > 1", "column 1: there is no question or variable “count”; write count(question), or count(roster, condition)"},
		{"rol == 'supplier'", "column 1: there is no question or variable “rol”; did you mean role?"},
		{"Role == 'supplier'", "column 1: there is no question or variable “Role”; did you mean role?"},
		{"quite_different", "column 1: there is no question or variable “quite_different”"},
		{"modality__fase", "column 1: there is no question or variable “modality__fase”; did you mean modality__face?"},
		{"role == supplier", "column 9: the code “supplier” needs quotes; write 'supplier'"},
		{"cost in concerns", "column 1: the code “cost” needs quotes; write 'cost'"},
		{"role == 'suplier'", "column 9: “suplier” is not an option of “role”; did you mean 'supplier'?"},
		{"role == 'x'", "column 9: “x” is not an option of “role”; its options are supplier, agency, academic"},
		{"region in ('europa', 'africa')", "column 12: “europa” is not an option of “region”; the nearest are europe"},
		{"region == 'x'", "column 11: “x” is not an option of “region”; its options are africa, asia, europe, oceania, americas, arctic, antarctic, …"},
		{"trust__vendors == 'middle'", "column 19: “middle” is not an option of “trust”; its options are low, high"},
		{"'speed' in concerns", "column 1: “speed” is not an option of “concerns”; its options are privacy, cost"},
		{"selected(concerns, 'costs')", "column 20: “costs” is not an option of “concerns”; did you mean 'cost'?"},
		{"role == 1", "column 9: a single choice is compared with a number; codes are written in quotes"},
		{"staff == '12'", "column 10: a number is compared with a text; write the number without quotes"},
		{"role == ''", "column 9: the quotes are empty, which no answer is; to ask whether there is no answer write not answered(role)"},
		{"comment != ''", "column 12: the quotes are empty, which no answer is; to ask whether there is no answer write not answered(comment)"},
		{"selected(role, '')", "column 16: the quotes are empty, which no answer is; to ask whether there is no answer write not answered(role)"},
		{"role < 'supplier'", "column 1: a single choice has no order, so < and > say nothing; compare with == or in"},
		{"concerns == 'cost'", "column 1: “concerns” can have several answers; write 'cost' in concerns"},
		{"concerns in ('cost', 'privacy')", "column 1: “concerns” can have several answers; write 'cost' in concerns"},
		{"'agency' in role", "column 13: “role” has one answer; write role == 'agency'"},
		{"staff in since", "column 10: “in” needs a list or a multiple choice, and this is a date; for example region in ('europe', 'africa')"},
		{"staff in concerns", "column 1: this is a number, where a code is needed; write the code in quotes"},
		{"'a' in ('a', 'b')", "column 1: this compares fixed values; write a question's key without quotes before “in”"},
		{"'role' == 'agency'", "column 1: this compares two fixed values; write a question's key without quotes on one side"},
		{"since == '1 May 2026'", "column 10: “1 May 2026” is no date; write it as '2026-05-01'"},
		{"since == '2026-02-30'", "column 10: “2026-02-30” is no date; write it as '2026-05-01'"},
		{"month == '2026-05-01'", "column 10: “2026-05-01” is no date; write it as '2026-05'"},
		{"modality__face == 'yes'", "column 19: a yes or no is compared with a text; write modality__face or not modality__face"},
		{"role", "column 1: “role” alone is a single choice, not a condition; write role == 'supplier', or answered(role)"},
		{"not concerns", "column 5: “concerns” alone is a multiple choice, not a condition; write 'privacy' in concerns, or answered(concerns)"},
		{"staff + 1", "column 1: this is a number, not a condition; compare it with something"},
		{"concerns + 1 > 2", "column 1: this is a multiple choice, where a number is needed; for the number of chosen options write count(concerns)"},
		{"staff > 1 + '2'", "column 13: this is a text, where a number is needed; write numbers without quotes"},
		{"answered('role')", "column 10: “answered” takes a question's key; write answered(question), without quotes"},
		{"count(role) > 1", "column 7: “role” is a single choice and has nothing to count; count takes a multiple choice or a roster"},
		{"selected(staff, '1')", "column 10: “staff” is a number and has no options; selected takes a choice"},
		{"selected(role, staff)", "column 16: the code is not a fixed text; write selected(question, 'code')"},
		{"length(staff) > 1", "column 8: this is a number, where a text is needed"},
		{"matches(role, 'a')", "column 9: this is a single choice, where a text is needed"},
		{"between(role, 1, 2)", "column 9: a single choice has no order, so < and > say nothing; compare with == or in"},
		{"between(staff, '1', since)", "column 16: a number is compared with a text; write the number without quotes"},
		{"code_at(role, 1) == 'x'", "column 9: this is a single choice, where a multiple choice is needed; code_at takes a multiple choice"},
		{"code_at(concerns, 1) == 'x'", "column 25: “x” is not an option of “concerns”; its options are privacy, cost"},
		{"year(staff) > 1", "column 6: this is a number, where a date is needed; for example today()"},
		{"day(month) > 1", "column 5: this is a month, where a date is needed; for example today()"},
		{"days(since, '2026-02-30') > 1", "column 13: “2026-02-30” is no date; write it as '2026-05-01'"},
		{"join(concerns) == comment", "column 6: this is a multiple choice, which is no text"},
		{"number(staff) > 1", "column 8: this is a number, which is no text"},
		{"contains(staff, 'x')", "column 10: this is a number, where a text is needed"},
		{"coalesce(staff, 'x') > 1", "column 17: this is a text, but the other result is a number; let both be of one kind"},
		{"coalesce(since, 'x') < today()", "column 17: “x” is no date; write it as '2026-05-01'"},
		{"if(staff, true, false)", "column 4: “staff” alone is a number, not a condition; write staff > 0, or answered(staff)"},
		{"if(modality__face, 1, 'a') == 1", "column 23: this is a text, but the other result is a number; let both be of one kind"},
	}
	for _, test := range tests {
		e, err := Parse(test.src)
		if err != nil {
			t.Errorf("Parse(%q): %v", test.src, err)
			continue
		}
		problems := e.Check(testScope)
		if len(problems) != 1 || problems[0].Error() != test.want {
			t.Errorf("%s\n got %v\nwant %s", test.src, problems, test.want)
		}
	}
}

// everywhere is a scope that says nothing of positions and attributes.
type everywhere struct{ Symbols }

func (s everywhere) In(roster string) Scope { return rosterScope(s).In(roster) }

func TestCheckOfRosters(t *testing.T) {
	tests := []struct{ src, want string }{
		{"budget > 1", "column 1: “budget” has one answer for each item of a roster; write count(budget), item(budget, 1) or, of numbers, sum(budget), min, max or mean"},
		{"answered(budget)", "column 10: “budget” has one answer for each item of a roster; write count(budget) > 0"},
		{"selected(purpose, 'aid')", "column 10: “purpose” has one answer for each item of a roster; write count(purpose), item(purpose, 1) or, of numbers, sum(purpose), min, max or mean"},
		{"sum(purpose) > 1", "column 5: “purpose” has one answer for each item of a roster; write count(purpose), item(purpose, 1) or, of numbers, sum(purpose), min, max or mean"},
		{"sum(budget + 1) > 1", "column 5: “budget” has one answer for each item of a roster; write count(budget), item(budget, 1) or, of numbers, sum(budget), min, max or mean"},
		{"projects", "column 1: “projects” is a roster and has no value; count its items: count(projects)"},
		{"projects == 'x'", "column 1: “projects” is a roster and has no value; count its items: count(projects)"},
		{"coalesce(projects, 1) > 1", "column 10: “projects” is a roster and has no value; count its items: count(projects)"},
		{"count(projects, budget) > 1", "column 17: “budget” alone is a number, not a condition; write budget > 0, or answered(budget)"},
		{"count(projects, purpose == 'ad') > 1", "column 28: “ad” is not an option of “purpose”; did you mean 'aid'?"},
		{"count(concerns, true) > 1", "column 7: “concerns” is a multiple choice and has no items; count takes a condition for a roster only"},
		{"count(projects, count(projects, true) > 1) > 1", "column 17: a count with a condition stands inside another one; give the inner one a name with a calculated question"},
		{"item(staff, 1) > 1", "column 6: “staff” is not asked for each item of a roster; name a question inside a roster, from outside it"},
		{"item(purpose, 1) == 'ad'", "column 21: “ad” is not an option of “purpose”; did you mean 'aid'?"},
		{"item(tags, 1) == 'x'", "column 1: “item(tags, 1)” can have several answers; write 'x' in item(tags, 1)"},
		{"item(budget, 'x') > 1", "column 14: this is a text, where a number is needed; write numbers without quotes"},
		{"position() > 1", "column 1: there is no item here whose number position() could be; use it in questions of a roster"},
		{"attribute('region') == 'x'", "column 11: there is no option here that could have attributes; use attribute('name') in conditions of options"},
	}
	for _, test := range tests {
		problems := mustParse(t, test.src).Check(rosterScope{testScope})
		if len(problems) != 1 || problems[0].Error() != test.want {
			t.Errorf("%s\n got %v\nwant %s", test.src, problems, test.want)
		}
	}
	problems := mustParse(t, "attribute('regon') == 'x'").Check(optionScope{testScope})
	if want := "column 11: no option has an attribute “regon”; did you mean region?"; len(problems) != 1 || problems[0].Error() != want {
		t.Errorf("got %v, want %s", problems, want)
	}
}

func TestCheckReportsAllInOrder(t *testing.T) {
	e := mustParse(t, "rol == 'supplier'\n and (region in ('europ', 'africa', 'aisa')\n or staff == 'x')")
	var got []string
	for _, p := range e.Check(testScope) {
		got = append(got, fmt.Sprintf("%d:%d@%d", p.Line, p.Column, p.Offset))
	}
	if want := "1:1@0 2:18@35 2:37@54 3:14@75"; strings.Join(got, " ") != want {
		t.Errorf("problems at %v, want %s", got, want)
	}
}

func TestCheckIsBounded(t *testing.T) {
	e := mustParse(t, "wrong"+strings.Repeat(" or wrong", 800))
	if n := len(e.Check(testScope)); n != 100 {
		t.Errorf("%d problems", n)
	}
}

func TestCheckCalculation(t *testing.T) {
	tests := []struct {
		src  string
		want Kind
	}{
		{"staff * 2", KindNumber},
		{"if(staff > 10, 'large', 'small')", KindText},
		{"today()", KindDate},
		{"staff > 2", KindBool},
		{"role", KindCode},
		{"concerns", 0},
		{"staff + comment", 0},
	}
	for _, test := range tests {
		got, problems := mustParse(t, test.src).CheckCalculation(testScope)
		if got != test.want || (got == 0) != (len(problems) > 0) {
			t.Errorf("%s: kind %v, problems %v; want %v", test.src, got, problems, test.want)
		}
	}
}
