package lss

import (
	"strings"
	"testing"

	"barometer/internal/questionnaire/convert"
)

type entry = convert.Entry

func TestNextExpression(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Hello {name}!", "{name}"},
		{"no { name}", ""},
		{"none {}", ""},
		{"{if(a == '}', \"}\", 'it\\'s')} end", `{if(a == '}', "}", 'it\'s')}`},
		{"css { a: {b} }", "{b}"},
		{"function() {alert({x: 1})}", "{x: 1}"},
		{"open {name", ""},
		{"{'never closed}", ""},
	}
	for _, test := range tests {
		got := ""
		if start, end := nextExpression(test.text); start >= 0 {
			got = test.text[start:end]
		}
		if got != test.want {
			t.Errorf("%s: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestOurPattern(t *testing.T) {
	tests := []struct{ preg, want, problem string }{
		{"/^[0-9]{2}$/", "[0-9]{2}", ""},
		{"/cat|dog/", ".*(?:cat|dog).*", ""},
		{`/^a\/b\$/`, `a/b\$.*`, ""},
		{`/^\s[\sx]\S+$/`, `[ \t\r\n][ \t\r\nx][^ \t\r\n]+`, ""},
		{"/a/i", "", "“i”"},
		{"a", "", "between slashes"},
	}
	for _, test := range tests {
		got, err := ourPattern(test.preg)
		switch {
		case err == nil && got != test.want:
			t.Errorf("%s: got %s, want %s", test.preg, got, test.want)
		case (err != nil) != (test.problem != "") || err != nil && !strings.Contains(err.Error(), test.problem):
			t.Errorf("%s: got the error %v, want %q", test.preg, err, test.problem)
		}
	}
}

func TestFormulaOf(t *testing.T) {
	tests := []struct{ text, want string }{
		{"{a + b}", "a + b"},
		{" <p>{a &lt; b}</p> ", "a < b"},
		{"Total {a} of {b}.", `join("Total", a, "of", b, ".")`},
		{"only words", `"only words"`},
		{"", ""},
	}
	for _, test := range tests {
		if got := formulaOf(test.text); got != test.want {
			t.Errorf("%q: got %s, want %s", test.text, got, test.want)
		}
	}
}

func TestNames(t *testing.T) {
	keys := newNames(true, "question")
	for _, test := range [][2]string{
		{"Q1", "Q1"}, {"q1", "q1_2"}, {"q1", "q1_3"}, {"1a", "q1a"}, {"a__b", "a_b"}, {"in", "in_2"}, {"ü", "question"}, {"", "question_2"},
		{"missing", "missing_2"}, {strings.Repeat("x", 80), strings.Repeat("x", 64)}, {strings.Repeat("x", 80), strings.Repeat("x", 62) + "_2"},
	} {
		if got := keys.give(test[0]); got != test[1] {
			t.Errorf("%s: got %s, want %s", test[0], got, test[1])
		}
	}
}

func TestPicks(t *testing.T) {
	tests := []struct {
		word, rest string
		want       bool
	}{
		{"sq_A", "A", true}, {"sq_A", "A_x", true}, {"sq_x", "A_x", true}, {"sq_A", "B_x", false}, {"nosq_A", "B_x", true},
		{"nosq_A", "A", false}, {"comments", "Acomment", true}, {"nocomments", "Acomment", false}, {"nocomments", "A", true},
	}
	for _, test := range tests {
		if got := picks(test.word, test.rest); got != test.want {
			t.Errorf("%s of %s: got %v", test.word, test.rest, got)
		}
	}
}

func TestAlternativeOf(t *testing.T) {
	tests := []struct {
		src  string
		want alternative
	}{
		{`if(a == 'x', "he", 'she, too')`, alternative{"a == 'x'", "he", "she, too"}},
		{"if ((max(a, b)) > 1 , 'his' , 'her')", alternative{"(max(a, b)) > 1", "his", "her"}},
		{"if(a, '', 'b')", alternative{}},
		{"if(a, b, 'c')", alternative{}},
		{"if(a, 'b', 'c') + 1", alternative{}},
		{"if(a), 'b', ('c')", alternative{}},
		{"sum(a, 'b', 'c')", alternative{}},
	}
	for _, test := range tests {
		got, ok := alternativeOf(test.src)
		if ok != (test.want != alternative{}) || ok && got != test.want {
			t.Errorf("%s: got %+v, %v; want %+v", test.src, got, ok, test.want)
		}
	}
}
