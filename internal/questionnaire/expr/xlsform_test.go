package expr

import "testing"

// formScope holds the questions of the forms in these tests.
var formScope = Symbols{
	"sex":      {Kind: KindCode, Codes: []string{"male", "female"}},
	"level":    {Kind: KindCode, Codes: []string{"1", "2", "3", "9"}},
	"uses":     {Kind: KindCodes, Codes: []string{"a", "b", "none"}},
	"age":      {Kind: KindNumber},
	"children": {Kind: KindNumber},
	"town":     {Kind: KindText},
	"street":   {Kind: KindText},
	"born":     {Kind: KindDate},
	"moved":    {Kind: KindDate},
	"other":    {Kind: KindCode, Codes: []string{"male", "female"}},
	"agreed":   {Kind: KindBool},
	"member":   {Kind: KindItems},
	"income":   {Kind: KindNumber, Many: true},
}

func formOptions(column XLSFormColumn) XLSFormOptions {
	return XLSFormOptions{Column: column, Self: "age", Scope: formScope}
}

var formTests = []struct {
	column    XLSFormColumn
	src, want string
}{
	{XLSFormRelevant, "${sex}='female' and ${age}>=15", "sex == 'female' and age >= 15"},
	{XLSFormRelevant, "${sex} != 'female'", "not (sex == 'female')"},
	{XLSFormRelevant, "${town} = ''", "not answered(town)"},
	{XLSFormRelevant, "${town} != ‘’", "answered(town)"},
	{XLSFormRelevant, "not(${town} = '')", "answered(town)"},
	{XLSFormRelevant, "'' = ${age}", "not answered(age)"},
	{XLSFormRelevant, "string-length(${town}) > 0", "length(town) > 0"},
	{XLSFormRelevant, "string-length(${town}) < 5", "coalesce(length(town), 0) < 5"},
	{XLSFormRelevant, "${town}", "answered(town)"},
	{XLSFormRelevant, "${age}", "age != 0"},
	{XLSFormRelevant, "selected(${uses}, 'a')", "'a' in uses"},
	{XLSFormRelevant, "not(selected(${uses},\u00a0“none”))", "not ('none' in uses)"},
	{XLSFormRelevant, "Selected(${sex}, 'male') AND true()", "sex == 'male' and true"},
	{XLSFormRelevant, "count-selected(${uses}) >= 2", "count(uses) >= 2"},
	{XLSFormRelevant, "count-selected(${uses}) < 2", "coalesce(count(uses), 0) < 2"},
	{XLSFormRelevant, "${uses} = 'a'", "count(uses) == 1 and 'a' in uses"},
	{XLSFormRelevant, "selected(${uses}, 'a') = true()", "'a' in uses"},
	{XLSFormRelevant, "selected(${uses}, 'a') = false()", "not ('a' in uses)"},
	{XLSFormRelevant, "${age} = '5'", "age == 5"},
	{XLSFormRelevant, "${age} <> 5", "not (age == 5)"},
	{XLSFormRelevant, "${level} = 2", "level == '2'"},
	{XLSFormRelevant, "${level} >= 2", "level in ('2', '3', '9')"},
	{XLSFormRelevant, "${level} > 3", "level == '9'"},
	{XLSFormRelevant, "3 > ${level}", "level in ('1', '2')"},
	{XLSFormRelevant, "${sex} = ${other}", "sex == other or not (answered(sex) or answered(other))"},
	{XLSFormRelevant, "../sex = 'male'", "sex == 'male'"},
	{XLSFormRelevant, "/data/group/sex = 'male'", "sex == 'male'"},
	{XLSFormRelevant, "${age} div 2 + ${children} mod 3 > -1", "age / 2 + mod(children, 3) > -1"},
	{XLSFormRelevant, "${born} < today()", "born < today()"},
	{XLSFormRelevant, "${born} <= date('2020-02-03')", "born <= '2020-02-03'"},
	{XLSFormRelevant, "today() - ${born} > 30", "days(born, today()) > 30"},
	{XLSFormRelevant, "regex(${town}, '[A-Z]\\s+')", `matches(town, '[A-Z][ \t\r\n\f]+')`},
	{XLSFormRelevant, "count(${member}) > 0", "count(member) > 0"},
	{XLSFormRelevant, "count(${member}[${income} > 5]) > 0", "count(member, income > 5) > 0"},
	{XLSFormRelevant, "position(..) = 1", "position() == 1"},
	{XLSFormRelevant, "yes", "true"},
	{XLSFormRelevant, "${agreed} = 'true'", "agreed == true"},
	{XLSFormConstraint, ". > 0 and . != 5", "age > 0 and age != 5"},
	{XLSFormConstraint, ".<=${children}", "age <= children"},
	{XLSFormConstraint, ". = ${children}", "age == children"},
	{XLSFormConstraint, "regex(., '^[0-9]{2}$')", "matches(text(age), '^[0-9]{2}$')"},
	{XLSFormChoiceFilter, "state=${sex}", "attribute('state') == sex"},
	{XLSFormChoiceFilter, "not(selected(${uses}, name))", "not (attribute('code') in uses)"},
	{XLSFormChoiceFilter, "name != ''", "answered(attribute('code'))"},
	{XLSFormChoiceFilter, "selected(region, ${sex})", "answered(sex) and contains(join(' ', attribute('region'), ' '), join(' ', sex, ' '))"},
	{XLSFormCalculation, "if(${sex}='male', ${age}, '')", "if(sex == 'male', age, '')"},
	{XLSFormCalculation, "if(${sex}='male', ${age}, 'ERROR')", "if(sex == 'male', text(age), 'ERROR')"},
	{XLSFormCalculation, "sum(${income})", "sum(income)"},
	{XLSFormCalculation, "coalesce(${town}, ${street})", "coalesce(town, street)"},
	{XLSFormCalculation, "concat(${town}, ' ', ${age})", "join(town, ' ', age)"},
	{XLSFormCalculation, "int((today() - ${born}) div 365.25)", "days(born, today()) / 365.25 - mod(days(born, today()) / 365.25, 1)"},
	{XLSFormCalculation, "indexed-repeat(${income}, ${member}, 2)", "item(income, 2)"},
	{XLSFormCalculation, "${member}[2]/income", "item(income, 2)"},
	{XLSFormCalculation, "selected-at(${uses}, 0)", "code_at(uses, 1)"},
	{XLSFormCalculation, "format-date(${born}, '%Y')", "text(year(born))"},
	{XLSFormCalculation, "number(format-date(${born}, '%Y')) + 1", "year(born) + 1"},
	{XLSFormCalculation, "format-date(today(), '%d.%m.%Y')", "join(part(text(today()), 9, 2), '.', part(text(today()), 6, 2), '.', text(year(today())))"},
	{XLSFormCalculation, "substr(${town}, 0, 3)", "part(town, 1, 3)"},
	{XLSFormCalculation, "date(today() + 7)", "date_add(today(), 7)"},
	{XLSFormCalculation, "count-selected(${uses})", "coalesce(count(uses), 0)"},
	{XLSFormCalculation, "round(${age} * 1.5, 1)", "round(age * 1.5, 1)"},
	{XLSFormCalculation, "pow(${age}, 2)", "power(age, 2)"},
	{XLSFormRepeatCount, "${children}", "children"},
}

// TestFromXLSForm holds what translations look like, and that they mean what
// the form's expression does, over all kinds of answers.
func TestFromXLSForm(t *testing.T) {
	for _, test := range formTests {
		got, err := FromXLSForm(test.src, formOptions(test.column))
		if err != nil || got.Source != test.want {
			t.Errorf("%s: %s\n got %s (%v)\nwant %s", test.column, test.src, got.Source, err, test.want)
			continue
		}
		meaning(t, test.column, test.src)
	}
}
