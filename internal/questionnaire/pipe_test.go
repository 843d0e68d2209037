package questionnaire

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

func TestParsePipes(t *testing.T) {
	tests := []struct{ text, want string }{
		{"none", ""},
		{"a ${key} b", "key@2-8"},
		{"${a}${b__c}", "a@0-4 b__c@4-11"},
		{"$${a} ${b}", "b@6-10"},
		{"${", "?@0-2"},
		{"${a", "?@0-2"},
		{"${ a}", "?@0-2"},
		{"${1}", "?@0-2"},
		{"${a b} ${c}", "?@0-2 c@7-11"},
		{"$a {b} $ #", ""},
		{"${a, plural, one {#} other {#s}}.", "a@0-32[one other]"},
		{"${a,plural,=0{}other{${b}${c}}}", "a@0-31[=0 other]"},
		{"${a, plural,\n one {# {x}}\n other {y}\n}", "a@0-38[one other]"},
		{"${a, plural, other {x}", "?@0-2"},
	}
	for _, test := range tests {
		var got []string
		for _, p := range ParsePipes(test.text) {
			key, names := p.Key, ""
			if key == "" {
				key = "?"
			}
			if p.Forms != nil {
				names = fmt.Sprint(formNames(p))
			}
			got = append(got, fmt.Sprintf("%s@%d-%d%s", key, p.Start, p.End, names))
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%q has %s, want %s", test.text, s, test.want)
		}
	}
}

func formNames(p Pipe) []string {
	var names []string
	for _, f := range p.Forms {
		names = append(names, f.Name)
	}
	return names
}

func TestPipeProblems(t *testing.T) {
	tests := []struct{ text, at, want string }{
		{"x ${}", "${}", "not complete"},
		{"x ${a b}", "${a b}", "“${a” is not closed"},
		{"${a, select, other {x}}", "select", "always plural"},
		{"${a, plural other {x}}", "other", "always plural"},
		{"${a, plural, lots {x} other {y}}", "lots", "named zero, one"},
		{"${a, plural, =01 {x} other {y}}", "=01", "named zero, one"},
		{"${a, plural, one x}", "x}", "“one” has no text"},
		{"${a, plural, one {x} one {y} other {z}}", "one {y}", "given twice"},
		{"${a, plural, one {x}}", "}", "“other” is missing"},
		{"${a, plural, one {x other {y}}", "", "end before their last }"},
		{"${a, plural, other {${b, plural, other {${c, plural, other {${d, plural, other {e}}}}}}}}", "", ""},
	}
	for _, test := range tests {
		p := ParsePipes(test.text)[0]
		if test.want == "" {
			if p.Problem != "" {
				t.Errorf("%q has the problem %s", test.text, p.Problem)
			}
			continue
		}
		if !strings.Contains(p.Problem, test.want) || !strings.HasPrefix(test.text[p.At:], test.at) || p.Key != "" {
			t.Errorf("%q has the problem %q at %q, want %q at %q", test.text, p.Problem, test.text[p.At:], test.want, test.at)
		}
	}
}

// TestDepth checks that plural forms are read to a bounded depth.
func TestDepth(t *testing.T) {
	text := "x"
	for range 5 {
		text = "${a, plural, other {" + text + "}}"
	}
	depth := 0
	for pipes := ParsePipes(text); len(pipes) > 0 && pipes[0].Forms != nil; pipes = pipes[0].Forms[0].Pipes() {
		depth++
	}
	if depth != maxDepth {
		t.Errorf("forms are read to the depth %d, want %d", depth, maxDepth)
	}
}

// numbers are inserts that know numbers by key.
type numbers map[string]float64

func (n numbers) Words(key string) string { return "[" + key + "]" }

func (n numbers) Number(key string) (float64, string, bool) {
	x, ok := n[key]
	return x, strconv.FormatFloat(x, 'f', -1, 64), ok
}

func TestRender(t *testing.T) {
	const projects = "${n, plural, =0 {no projects} one {# project of ${who}} other {# projects of ${who}}}"
	const arabic = "${n, plural, zero {z} one {o} two {t} few {f#} many {m#} other {x#}}"
	tests := []struct {
		text, language string
		n              float64
		want           string
	}{
		{"plain", "en", 1, "plain"},
		{"${a}, ${b}!", "en", 1, "[a], [b]!"},
		{"$${a} costs $5 #", "en", 1, "${a} costs $5 #"},
		{"${b}$${a} costs $5 #", "en", 1, "[b]${a} costs $5 #"},
		{"${a}$${b}${", "en", 1, "[a]${b}${"},
		{projects, "en", 0, "no projects"},
		{projects, "en", 1, "1 project of [who]"},
		{projects, "en", 1.5, "1.5 projects of [who]"},
		{projects, "fr", 1.5, "1.5 project of [who]"},
		{projects, "zh", 1, "1 projects of [who]"},
		{"${unknown, plural, one {# p} other {# ps}}", "en", 1, "[unknown] ps"},
		{"${n, plural, other {No. $## {$${a}}}}", "en", 7, "No. #7 {${a}}"},
		{arabic, "ar", 0, "z"}, {arabic, "ar", 1, "o"}, {arabic, "ar", 2, "t"},
		{arabic, "ar", 3, "f3"}, {arabic, "ar", 110, "f110"}, {arabic, "ar", 11, "m11"},
		{arabic, "ar", 100, "x100"}, {arabic, "ar", 1.5, "x1.5"}, {arabic, "ar", 1011, "m1011"},
		{arabic, "fr", 0, "o"}, {arabic, "fr", 1e6, "m1000000"}, {arabic, "fr", 1500000, "x1500000"},
		{arabic, "en", 1e6, "x1000000"}, {arabic, "pl", 22, "f22"}, {arabic, "pl", 25, "m25"},
		{arabic, "en", -1, "o"},
	}
	for _, test := range tests {
		got := PlainText(test.text).Render(test.language, numbers{"n": test.n})
		if got != test.want {
			t.Errorf("%q with %v in %s gives %q, want %q", test.text, test.n, test.language, got, test.want)
		}
	}
}

func FuzzRender(f *testing.F) {
	f.Add("a ${b} $${c} ${")
	f.Add("${b, plural, =0 {none} one {# {x} ${c}} other {$# #}}")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > maxString {
			return
		}
		end := 0
		for _, p := range ParsePipes(s) {
			if p.Start < end || p.Start >= p.End || p.End > len(s) || (p.Key == "") == (p.Problem == "") || p.At > len(s) {
				t.Fatalf("%q has pipe %+v", s, p)
			}
			if p.Key != "" && p.Forms == nil && s[p.Start:p.End] != "${"+p.Key+"}" {
				t.Fatalf("%q has pipe %+v", s, p)
			}
			for _, form := range p.Forms {
				if s[form.Start:form.Start+len(form.Text)] != form.Text {
					t.Fatalf("%q has form %+v", s, form)
				}
			}
			end = p.End
		}
		for _, inserts := range []Inserts{Words(func(key string) string { return key }), numbers{"a": 1, "b": 2}} {
			PlainText(s).Render("ar", inserts)
		}
	})
}
