package questionnaire

import (
	"fmt"
	"testing"
)

func TestParsePipes(t *testing.T) {
	tests := []struct{ text, want string }{
		{"none", "[]"},
		{"a ${key} b", "[{key 2 8}]"},
		{"${a}${b__c}", "[{a 0 4} {b__c 4 11}]"},
		{"$${a} ${b}", "[{b 6 10}]"},
		{"${", "[{ 0 2}]"},
		{"${a", "[{ 0 2}]"},
		{"${ a}", "[{ 0 2}]"},
		{"${1}", "[{ 0 2}]"},
		{"${a b} ${c}", "[{ 0 2} {c 7 11}]"},
		{"$a {b} $", "[]"},
	}
	for _, test := range tests {
		if got := fmt.Sprint(ParsePipes(test.text)); got != test.want {
			t.Errorf("%q has %s, want %s", test.text, got, test.want)
		}
	}
}

func TestRender(t *testing.T) {
	tests := []struct{ text, want string }{
		{"plain", "plain"},
		{"${a}, ${b}!", "[a], [b]!"},
		{"$${a} costs $5", "${a} costs $5"},
		{"${a}$${b}${", "[a]${b}${"},
	}
	for _, test := range tests {
		got := PlainText(test.text).Render("en", func(key string) string { return "[" + key + "]" })
		if got != test.want {
			t.Errorf("%q gives %q, want %q", test.text, got, test.want)
		}
	}
}

func FuzzRender(f *testing.F) {
	f.Add("a ${b} $${c} ${")
	f.Fuzz(func(t *testing.T, s string) {
		for _, p := range ParsePipes(s) {
			if p.Start >= p.End || p.Key != "" && s[p.Start:p.End] != "${"+p.Key+"}" {
				t.Fatalf("%q has pipe %+v", s, p)
			}
		}
		PlainText(s).Render("en", func(key string) string { return key })
	})
}
