package expr

import "testing"

// TestXPathByHand holds both the translation and the evaluator that it is
// compared with to results worked out from the specification by hand: an
// answer left blank is ”, which is equal to ” only, and no number.
func TestXPathByHand(t *testing.T) {
	tests := []struct {
		src                string
		age, children, sex Value
		want               bool
	}{
		{"${age} = ''", Missing(), Missing(), Missing(), true},
		{"${age} != ''", Missing(), Missing(), Missing(), false},
		{"${age} != 5", Missing(), Missing(), Missing(), true},
		{"${age} = 0", Missing(), Missing(), Missing(), false},
		{"${age} > 5", Missing(), Missing(), Missing(), false},
		{"${age} <= 5", Missing(), Missing(), Missing(), false},
		{"not(${age} > 5)", Missing(), Missing(), Missing(), true},
		{"${age} = ${children}", Missing(), Missing(), Missing(), true},
		{"${age} != ${children}", Missing(), Missing(), Missing(), false},
		{"${age} != ${children}", Number(1), Missing(), Missing(), true},
		{"${age} = ${children} + 1", Missing(), Missing(), Missing(), false},
		{"${age} != ${children} + 1", Missing(), Missing(), Missing(), true},
		{"${sex} != 'male'", Missing(), Missing(), Missing(), true},
		{"${sex} != 'male'", Missing(), Missing(), String("male"), false},
		{"${sex} != 'male' and ${sex} != ''", Missing(), Missing(), Missing(), false},
		{"${age} = '05'", Number(5), Missing(), Missing(), true},
		{"${age} = 'five'", Number(5), Missing(), Missing(), false},
		{"${age}", Number(0), Missing(), Missing(), false},
		{"${age}", Number(3), Missing(), Missing(), true},
		{"${sex}", Missing(), Missing(), String("male"), true},
		{"string-length(${sex}) = 0", Missing(), Missing(), Missing(), true},
		{"string-length(${sex}) < 5", Missing(), Missing(), Missing(), true},
		{"coalesce(${age}, 0) + 1 = 1", Missing(), Missing(), Missing(), true},
		{"${age} + 1 > 0", Missing(), Missing(), Missing(), false},
		{"int(${age}) = -2", Number(-2.5), Missing(), Missing(), true},
		{"round(${age}) = -2", Number(-2.5), Missing(), Missing(), true},
		{"${age} mod 2 = -1", Number(-3), Missing(), Missing(), true},
		{"if(${age} > 3, ${children}, '') = ''", Number(5), Missing(), Missing(), true},
		{"(${age} > 5) = false()", Missing(), Missing(), Missing(), true},
		{"1 + 2 * 3 = 7 and 8 div 2 div 2 = 2", Missing(), Missing(), Missing(), true},
		{"true() or false() and false()", Missing(), Missing(), Missing(), true},
	}
	for _, test := range tests {
		values := map[string]Value{"age": test.age, "children": test.children, "sex": test.sex}
		x := XPathEnv{Values: map[string]XPathValue{}}
		for name, v := range values {
			x.Values[name] = xpathOf(formScope[name].Kind, v)
		}
		if got, err := EvaluateXPath(test.src, x); err != nil || got.Truth() != test.want {
			t.Errorf("%s by XPath: %v (%v), want %v over %+v", test.src, got.Truth(), err, test.want, values)
		}
		translation, err := FromXLSForm(test.src, formOptions(XLSFormRelevant))
		if err != nil {
			t.Errorf("%s: %v", test.src, err)
			continue
		}
		e, env := evalOver(t, translation.Source, values)
		if got := e.Bool(env); got != test.want {
			t.Errorf("%s is read %s: %v, want %v over %+v", test.src, translation.Source, got, test.want, values)
		}
	}
}
