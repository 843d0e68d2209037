package expr

import (
	"math"
	"slices"
	"testing"
)

// formValues are the answers that are tried, besides none.
var formValues = map[Kind][]Value{
	KindCode:   {String("male"), String("female"), String("2"), String("9")},
	KindCodes:  {Codes([]string{"a"}), Codes([]string{"b", "a"}), Codes([]string{"none"})},
	KindNumber: {Number(0), Number(1), Number(5), Number(15), Number(-2.5), Number(36)},
	KindText:   {String("x"), String("A "), String("5"), String("Utrecht")},
	KindDate:   {String("2020-02-03"), String("2026-05-14"), String("2026-05-15"), String("2027-01-01"), String("1990-12-31")},
	KindBool:   {Bool(true), Bool(false)},
}

// formEnv is an Env with a roster and an option.
type formEnv struct {
	answers
	items      []map[string]Value
	attributes map[string]Value
	position   int
}

func (f formEnv) Position() int               { return f.position }
func (f formEnv) Attribute(name string) Value { return f.attributes[name] }

func (f formEnv) Value(i int) Value {
	switch name := f.names[i]; name {
	case "member":
		return Items(len(f.items))
	case "income":
		if f.position > 0 {
			return f.values[name]
		}
		var all []Value
		for _, item := range f.items {
			all = append(all, item[name])
		}
		return Many(all)
	}
	return f.answers.Value(i)
}

func (f formEnv) Item(_, n int) Env {
	inner := f
	inner.values, inner.position = map[string]Value{"income": f.items[n]["income"]}, n+1
	for name, v := range f.values {
		inner.values[name] = v
	}
	inner.values["income"] = f.items[n]["income"]
	return inner
}

// xpathOf is an answer as forms hold it.
func xpathOf(kind Kind, v Value) XPathValue {
	switch {
	case v.kind == isNumber:
		return xNumber(v.num)
	case v.kind == isBool:
		return xText(map[bool]string{true: "true", false: "false"}[v.truth])
	case v.kind == isCodes:
		text := ""
		for _, code := range v.codes {
			text += " " + code
		}
		return xText(text[min(1, len(text)):])
	case v.kind == isString && kind == KindDate:
		return XPathValue{Kind: 'd', S: v.text}
	}
	return xText(v.text)
}

// eachAnswer tries all combinations of answers to some questions.
func eachAnswer(names []string, f func(map[string]Value)) {
	values := map[string]Value{}
	var try func(i int)
	try = func(i int) {
		if i == len(names) {
			f(values)
			return
		}
		for _, v := range append([]Value{Missing()}, formValues[formScope[names[i]].Kind]...) {
			values[names[i]] = v
			try(i + 1)
		}
	}
	try(0)
}

// agree compares a result of ours with one of XPath. No number is missing.
func agree(ours Value, xpath XPathValue) bool {
	switch {
	case ours.kind == isNumber:
		return math.Abs(ours.num-xpath.number()) <= 1e-9*max(1, math.Abs(ours.num))
	case xpath.Kind == 'b':
		return ours.kind == isBool && ours.truth == xpath.B
	case xpath.Kind == 'n' && ours.kind == isString:
		return ours.text == xpath.text()
	case xpath.Kind == 'n':
		return ours.IsMissing() && (math.IsNaN(xpath.N) || math.IsInf(xpath.N, 0))
	}
	return ours.text == xpath.S
}

// meaning compares what an expression of a form and its translation give, over
// all answers.
func meaning(t *testing.T, column XLSFormColumn, src string) {
	t.Helper()
	translation, err := FromXLSForm(src, formOptions(column))
	if err != nil {
		t.Errorf("%s: %v", src, err)
		return
	}
	blanksDiffer := false
	for _, n := range translation.Notices {
		blanksDiffer = blanksDiffer || n.Code == NoticeBlanks
		if n.Code == NoticeOrder {
			return // and so do orders
		}
	}
	e := mustParse(t, translation.Source)
	var names []string
	for _, name := range e.Names() {
		if _, ok := formValues[formScope[name].Kind]; ok && name != "income" {
			names = append(names, name)
		}
	}
	if column == XLSFormConstraint && !slices.Contains(names, "age") {
		names = append(names, "age") // constraints count only where it is answered
	}
	incomes := []Value{Number(3), Number(7)}
	failed := false
	eachAnswer(names, func(values map[string]Value) {
		missing := false
		for _, v := range values {
			missing = missing || v.IsMissing()
		}
		if failed || missing && blanksDiffer || column == XLSFormConstraint && values["age"].IsMissing() {
			return
		}
		for items := range 3 {
			if blanksDiffer && items == 0 {
				continue
			}
			x := XPathEnv{Today: "2026-05-15", Self: "age", Position: 1, Values: map[string]XPathValue{}, Roster: map[string]string{"income": "member"},
				Items: map[string][]map[string]XPathValue{"member": {}}, Attributes: map[string]string{"code": "a", "state": "male", "region": "male female"}}
			env := formEnv{answers: answers{names: e.Names(), values: values}, attributes: map[string]Value{"code": String("a"), "state": String("male"), "region": String("male female")}}
			for name, v := range values {
				x.Values[name] = xpathOf(formScope[name].Kind, v)
			}
			for _, income := range incomes[:items] {
				env.items = append(env.items, map[string]Value{"income": income})
				x.Items["member"] = append(x.Items["member"], map[string]XPathValue{"income": xpathOf(KindNumber, income)})
			}
			want, err := EvaluateXPath(src, x)
			if err != nil {
				t.Errorf("%s: %v", src, err)
				failed = true
				return
			}
			inItem := env
			if src == "position(..) = 1" {
				inItem.position = 1
			}
			got := e.Value(inItem)
			if column.yieldsCondition() {
				got, want = Bool(e.Bool(inItem)), xTruth(want.Truth())
			}
			if !agree(got, want) {
				t.Errorf("%s is read %s, which gives %+v, want %+v over %+v with %d items", src, translation.Source, got, want, values, items)
				failed = true
				return
			}
		}
	})
}

// TestMeaningOfXLSForm compares translations with what the form's expression
// does, over all kinds of answers, for what people write.
func TestMeaningOfXLSForm(t *testing.T) {
	for _, src := range []string{
		"${level} = 9", "${level} != 9", "${level} < '3'", "${sex} = 'x'", "${age} = ''", "${age} != ''", "${age} = '' or ${age} < 5",
		"${age} != ${children}", "${age} = ${children}", "${age} >= ${children}", "not(${age} >= ${children})", "${sex} != ${other}",
		"${town} = ${street}", "${town} != ${street}", "${town} = ${sex}", "${town} != ${sex}", "${age} = ${town}", "${town} < 6", "${town} = 5", "${town} != 5",
		"${born} = ${moved}", "${born} != ${moved}", "${born} < ${moved}", "${born} != today()", "${born} > '2020-01-01'", "${born} + 30 < today()",
		"today() - 365 > ${born}", "(${moved} - ${born}) div 7 >= 2", "${age} + ${children} = 6", "${age} + ${children} != 6", "${age} * 2 - 1 > 4",
		"${age} div ${children} != 1", "${age} mod 2 = 1", "-${age} < 0", "selected(${uses}, 'a') and not(selected(${uses}, 'b'))", "${uses} = 'a b'",
		"${uses} != 'a'", "${uses} != ''", "${uses} = ''", "${uses}", "not(${uses})", "not(${age})", "not(${born})", "count-selected(${uses}) = 0",
		"count-selected(${uses}) != 0", "count-selected(${uses}) = ${age}", "count-selected(${uses}) + 1 > 1", "string-length(${town}) = 0",
		"string-length(${town}) != 2", "string-length(${age}) > 1", "coalesce(${town}, ${street}) = 'x'", "coalesce(${town}, 'x') = 'x'",
		"coalesce(${age}, 0) = 0", "coalesce(${age}, ${children}) != 5", "if(${age} > 3, ${children}, 0) > 2", "if(${age} > 3, 'a', '') = ''",
		"if(${age} > 3, ${children}, '') != ''", "if(${sex} = 'male', true(), false())", "if(${sex} = 'male', 'yes', 'no') != 'yes'",
		"regex(${town}, '[A-Z].*')", "regex(${town}, '.*')", "not(regex(${town}, '.*'))", "regex(${age}, '[0-9]*')", "contains(${town}, 'r')",
		"contains(${town}, ${street})", "starts-with(${town}, '')", "starts-with(${town}, 'U') = true()", "${age} > 5 = true()", "(${age} > 5) = (${children} > 5)",
		"(${age} > 5) != (${children} > 5)", "true() = false()", "1 = '1'", "'' = ''", "'a' != 'b'", "number(${town}) > 4", "number(${town}) != 5", "int(${age}) = -2",
		"int(${age} div 2) = 2", "round(${age}) = -2", "round(${age} div 2) = 3", "abs(${age}) > 2", "pow(${age}, 2) = 25", "min(${age}, 3) < 3", "max(${age}, ${children}) = 5",
		"count(${member}) = 0", "count(${member}) != 1", "count(${member}[${income} > 5]) = 1", "sum(${income}) > 5", "selected-at(${uses}, 1) = 'a'",
		"selected-at(${uses}, 0) != 'a'", "indexed-repeat(${income}, ${member}, 1) = 3", "indexed-repeat(${income}, ${member}, 1) != 3",
		"format-date(${born}, '%Y-%m') = '2026-05'", "format-date(${born}, '%m') != '05'", "number(format-date(${born}, '%d')) > 3", "concat(${town}, ${age}) = 'x5'",
		"concat(${town}, ${street}) = ''", "concat(${town}, '-') != '-'", "substr(${town}, 0, 1) = 'U'", "substr(${town}, 1) != ''", "selected('male x', ${sex})",
		"selected(${sex}, 'male') = selected(${other}, 'male')", "${agreed} = 'false'", "${agreed} != 'true'", "${age}!=''and${age}>3", "string(${age}) = '5'",
		"selected(${uses}, '')", "not(selected(${uses}, ''))", "${age} = 'x'", "${age} != 'x'", "${sex} = '' or ${sex} = 'male'", "boolean(${town})",
	} {
		meaning(t, XLSFormRelevant, src)
	}
	for _, src := range []string{
		". > 3", ". != 5", ". = ${children}", ". != ${children}", "not(. = 5)", ". >= 0 and . <= 10 or . = 36", "regex(., '[0-9]+')", "string-length(.) < 2", ". = ''", ". > ''",
	} {
		meaning(t, XLSFormConstraint, src)
	}
	for _, src := range []string{"state = ${sex}", "state != ${sex}", "selected(region, ${sex})", "selected(${uses}, name)", "not(selected(${uses}, name))", "name = 'a' or ${age} > 3", "state = ''"} {
		meaning(t, XLSFormChoiceFilter, src)
	}
	for _, src := range []string{
		"${age} + 1", "${age} * ${children}", "if(${age} > 3, ${sex}, '')", "coalesce(${age}, 0) + coalesce(${children}, 0)", "string-length(${town})", "${sex}", "'x'", "12",
		"concat(${town}, ' ', ${sex})", "if(${age} >= 15, 'adult', if(${age} >= 5, 'child', 'infant'))", "round(${age} div 7, 2)", "int(${age} div 2)",
		"if(selected(${uses}, 'a'), 1, 0) + if(selected(${uses}, 'b'), 1, 0)", "format-date(${born}, '%d/%m/%Y')", "${moved} - ${born}",
	} {
		meaning(t, XLSFormCalculation, src)
	}
}
