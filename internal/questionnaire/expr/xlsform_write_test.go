package expr

import (
	"strings"
	"testing"
)

func TestToXLSForm(t *testing.T) {
	scope := Symbols{"uses__a": {Kind: KindBool, Question: "uses"}, "month": {Kind: KindMonth}}
	for name, symbol := range formScope {
		scope[name] = symbol
	}
	tests := []struct {
		column    XLSFormColumn
		src, want string
	}{
		{XLSFormRelevant, "sex == 'female' and age >= 15", "${sex} = 'female' and ${age} >= 15"},
		{XLSFormRelevant, "not (sex == 'female')", "${sex} != 'female'"},
		{XLSFormRelevant, "sex != 'female'", "${sex} != '' and ${sex} != 'female'"},
		{XLSFormRelevant, "answered(town)", "${town} != ''"},
		{XLSFormRelevant, "not answered(town)", "${town} = ''"},
		{XLSFormRelevant, "'a' in uses or uses__a", "selected(${uses}, 'a') or selected(${uses}, 'a')"},
		{XLSFormRelevant, "sex in ('male', 'female')", "${sex} = 'male' or ${sex} = 'female'"},
		{XLSFormRelevant, "not (sex in ('male', 'female')) and agreed", "not(${sex} = 'male' or ${sex} = 'female') and ${agreed} = 'true'"},
		{XLSFormRelevant, "sex == other", "${sex} != '' and ${sex} = ${other}"},
		{XLSFormRelevant, "between(age, 1, 5)", "${age} >= 1 and ${age} <= 5"},
		{XLSFormRelevant, "(age + 1) * 2 / children > -3", "if(${children} != 0, (${age} + 1) * 2 div ${children}, '') > -3"},
		{XLSFormRelevant, "born < '2020-01-01'", "${born} < date('2020-01-01')"},
		{XLSFormRelevant, "month == '2026-05'", "${month} = date('2026-05-01')"},
		{XLSFormRelevant, "days(born, today()) > 30", "today() - ${born} > 30"},
		{XLSFormRelevant, "count(uses) > 1", "if(${uses} != '', count-selected(${uses}), '') > 1"},
		{XLSFormRelevant, "coalesce(count(uses), 0) < 2", "count-selected(${uses}) < 2"},
		{XLSFormRelevant, "count(member, income > age) > 0", "count(${member}[income > ${age}]) > 0"},
		{XLSFormRelevant, "matches(town, '[A-Z]+')", "regex(${town}, '[A-Z]+')"},
		{XLSFormRelevant, `town == "it's"`, `${town} = "it's"`},
		{XLSFormConstraint, "age > 0 and age != 5", ". > 0 and . != 5"},
		{XLSFormChoiceFilter, "attribute('state') == sex and attribute('code') in uses", "state != '' and state = ${sex} and selected(${uses}, name)"},
		{XLSFormCalculation, "if(age > 5, join(town, ' ', sex), '')", "if(${age} > 5, concat(${town}, ' ', ${sex}), '')"},
		{XLSFormCalculation, "item(income, 2)", "indexed-repeat(${income}, ${member}, 2)"},
		{XLSFormCalculation, "coalesce(town, street, 'x')", "coalesce(${town}, coalesce(${street}, 'x'))"},
		{XLSFormCalculation, "max(age, children)", "if(${age} != '' or ${children} != '', max(coalesce(${age}, coalesce(${children}, '')), coalesce(${children}, coalesce(${age}, ''))), '')"},
		{XLSFormCalculation, "year(born)", "number(format-date(${born}, '%Y'))"},
		{XLSFormCalculation, "code_at(uses, 1)", "selected-at(${uses}, 0)"},
	}
	for _, test := range tests {
		options := ToXLSFormOptions{Column: test.column, Self: "age", Scope: scope, Roster: formRoster}
		if got, err := mustParse(t, test.src).ToXLSForm(options); err != nil || got != test.want {
			t.Errorf("%s: %s\n got %s (%v)\nwant %s", test.column, test.src, got, err, test.want)
		}
	}
}

func formRoster(key string) string {
	if key == "income" {
		return "member"
	}
	return ""
}

// TestXLSFormNames holds that names and codes go through the options, both
// ways.
func TestXLSFormNames(t *testing.T) {
	in := XLSFormOptions{
		Column: XLSFormChoiceFilter, Scope: formScope, Name: strings.ToLower,
		Code:      func(key, code string) string { return map[string]string{"sex/M": "male"}[key+"/"+code] },
		Attribute: func(column string) (string, bool) { return "c_" + column, false },
	}
	got, err := FromXLSForm("${Sex} = 'M' and state = ${Sex} and ../Age > 3", in)
	const want = "sex == 'male' and attribute('c_state') == sex and age > 3"
	if err != nil || got.Source != want {
		t.Fatalf("got %s (%v), want %s", got.Source, err, want)
	}
	out := ToXLSFormOptions{
		Column: XLSFormChoiceFilter, Scope: formScope, Name: strings.ToUpper,
		Code:      func(key, code string) string { return key + "." + code },
		Attribute: func(name string) string { return strings.TrimPrefix(name, "c_") },
	}
	form, err := mustParse(t, want).ToXLSForm(out)
	const wantForm = "${SEX} = 'sex.male' and (state != '' and state = ${SEX}) and ${AGE} > 3"
	if err != nil || form != wantForm {
		t.Errorf("got %s (%v), want %s", form, err, wantForm)
	}
}

// TestXLSFormRefused holds that what cannot be said has a reason and a place.
func TestXLSFormRefused(t *testing.T) {
	tests := []struct {
		src    string
		reason Reason
		offset int
	}{
		{"", ReasonSyntax, 0},
		{"${age} >", ReasonSyntax, 8},
		{"${age > 5", ReasonSyntax, 0},
		{"${age} > 5 and age = 3", ReasonPath, 15},
		{"${age} > 5)", ReasonSyntax, 10},
		{"1 + pulldata('a', 'b', 'c', ${town}) > 2", ReasonFunction, 4},
		{"${age} = random()", ReasonFunction, 9},
		{"jr:choice-name(${sex}, '${sex}') = 'Male'", ReasonFunction, 0},
		{"instance('x')/root/item[name = ${sex}]/label = 'a'", ReasonPath, 39},
		{"regex(${town}, '(?=a)b')", ReasonPattern, 15},
		{"${uses} > 3", ReasonKind, 0},
		{"${last-saved#age} > 3", ReasonPath, 0},
		{"selected(${age}, ${uses})", ReasonKind, 0},
		{"sum(${member}[${income} > 3]/income) > 3", ReasonPath, 29},
		{strings.Repeat("int(", 40) + "${age} div 2" + strings.Repeat(")", 40), ReasonSize, 0},
		{strings.Repeat("(", 100) + "1", ReasonSyntax, 64},
	}
	for _, test := range tests {
		_, err := FromXLSForm(test.src, formOptions(XLSFormRelevant))
		problem, ok := err.(*Untranslated)
		if !ok || problem.Reason != test.reason || test.reason != ReasonSize && problem.Problem.Offset != test.offset {
			t.Errorf("%s: %+v, want %s at %d", test.src, problem, test.reason, test.offset)
		}
	}
}

// TestXLSFormNotices holds what a person should look at.
func TestXLSFormNotices(t *testing.T) {
	tests := []struct {
		src  string
		code NoticeCode
	}{
		{"${born} < now()", NoticeTime},
		{"${sex} = 'x'", NoticeOption},
		{"${level} = 7", NoticeNever},
		{"${uses} = 'a b'", NoticeOrder},
		{"once(${age}) > 3", NoticeOnce},
		{"min(${age}, ${children}) > 3", NoticeBlanks},
	}
	for _, test := range tests {
		got, err := FromXLSForm(test.src, formOptions(XLSFormRelevant))
		if err != nil || len(got.Notices) != 1 || got.Notices[0].Code != test.code || got.Notices[0].Message == "" {
			t.Errorf("%s: %+v (%v), want %s", test.src, got.Notices, err, test.code)
		}
	}
}
