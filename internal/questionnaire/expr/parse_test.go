package expr

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestParseMessages(t *testing.T) {
	tests := []struct{ src, want string }{
		{"", "column 1: the condition is empty; write a condition, or leave the line out"},
		{" \n ", "column 1: the condition is empty; write a condition, or leave the line out"},
		{"role = 'x'", "column 6: “=” is not used in conditions; write == for “is”"},
		{"role <> 'x'", "column 6: “<>” is not used in conditions; write != for “is not”"},
		{"a && b", "column 3: “&&” is not used in conditions; write and"},
		{"!a", "column 1: “!” is not used in conditions; write not"},
		{"a ≥ 1", "column 3: “≥” is not used in conditions; write >="},
		{"role == ‘x’", "column 9: “‘” is not used in conditions; write straight quotes: 'like this'"},
		{"region in ['x']", "column 11: “[” is not used in conditions; write round brackets: ("},
		{"${role} == 'x'", "column 1: “$” is not used in conditions; write the question's key alone"},
		{"a AND b", "column 3: “AND” is a word of the language and is written small; write and"},
		{"Not a", "column 1: “Not” is a word of the language and is written small; write not"},
		{"a == True", "column 6: “True” is a word of the language and is written small; write true"},
		{"a not in ('x')", "column 3: “not” cannot stand here; write “and not”, or for a list: not (region in ('europe', 'africa'))"},
		{"role 'x'", "column 6: something is missing before 'x'; connect the parts with and, or, or a comparison such as =="},
		{"role ==", "column 8: the condition ends too early; write what follows, or remove the last word"},
		{"role == and a", "column 9: a question, a value or a bracket is missing before “and”"},
		{"(a or b", "column 1: this bracket is never closed; add ) where it ends"},
		{"a or b)", "column 7: this bracket closes nothing; remove it, or add the bracket that opens it"},
		{"role == 'x", "column 9: the quote is never closed; put ' behind the text"},
		{"1 < a < 5", "column 7: two comparisons follow each other; join them with and, or write between(value, lowest, highest)"},
		{"a in ()", "column 6: the list is empty; write its codes in quotes: ('europe', 'africa')"},
		{"a in ('x', b)", "column 12: a list holds only fixed values; write codes in quotes: ('europe', 'africa')"},
		{"('x', 'y')", "column 1: a list can only stand behind “in”; write one condition in the brackets, or: region in ('europe', 'africa')"},
		{"cont(a) > 1", "column 1: there is no function “cont”; did you mean count?"},
		{"Count(a) > 1", "column 1: “Count” is a word of the language and is written small; write count"},
		{"attribute(a) == 'x'", "column 11: the name of the attribute is not a fixed text; write attribute('name')"},
		{"between(a, 1)", "column 1: “between” has 2 values in its brackets; write between(value, lowest, highest)"},
		{"matches(a, b)", "column 12: the pattern is not a fixed text; write matches(question, 'pattern')"},
		{"matches(a, '(')", "column 12: the pattern cannot be used: missing closing ); see “Patterns” in the documentation of conditions"},
		{"3d == 1", "column 1: a number runs into a word; put a code in quotes, or a space behind the number"},
		{"größe > 1", "column 3: the letter “ö” cannot stand here; keys use the letters A to Z, digits and _; put other text in quotes"},
		{"a == 'é' and\n b @ 1", "line 2, column 4: the character '@' cannot stand here; put text in quotes"},
		{"'é\U0001F600' == a ?", "column 11: the character '?' cannot stand here; put text in quotes"},
		{"a == 'x\xff'", "column 6: the text in quotes holds characters that cannot be read; save the file as UTF-8"},
		{"a == .5", "column 6: “.” is not used in conditions; a decimal number has digits on both sides of the point: 0.5"},
	}
	for _, test := range tests {
		e, err := Parse(test.src)
		if e != nil || err == nil || err.Error() != test.want {
			t.Errorf("Parse(%q)\n got %v\nwant %s", test.src, err, test.want)
		}
		var problem *Error
		if !errors.As(err, &problem) {
			t.Errorf("Parse(%q): error is a %T", test.src, err)
		}
	}
}

func TestLimits(t *testing.T) {
	tests := []struct {
		name, src string
		ok        bool
	}{
		{"longest", "a == '" + strings.Repeat("x", MaxLength-7) + "'", true},
		{"too long", "a == '" + strings.Repeat("x", MaxLength-6) + "'", false},
		{"deep brackets", strings.Repeat("(", MaxDepth-1) + "a" + strings.Repeat(")", MaxDepth-1), true},
		{"too deep brackets", strings.Repeat("(", MaxDepth) + "a" + strings.Repeat(")", MaxDepth), false},
		{"too many not", strings.Repeat("not ", MaxDepth) + "a", false},
		{"long chain", "a" + strings.Repeat(" or a", 1500), true},
	}
	for _, test := range tests {
		if _, err := Parse(test.src); (err == nil) != test.ok {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func TestNames(t *testing.T) {
	e := mustParse(t, "b == 'x' and (a > 1 or count(c) > b__x) and b != 'role' and not a == 2")
	if got, want := e.Names(), []string{"b", "a", "c", "b__x"}; !slices.Equal(got, want) {
		t.Errorf("Names() = %v, want %v", got, want)
	}
	e.Names()[0] = "changed"
	if e.Names()[0] != "b" {
		t.Error("Names() hands out the expression's own slice")
	}
	if src := "  a  == 'x' "; mustParse(t, src).String() != src {
		t.Error("String() is not the source")
	}
}

func TestIsReserved(t *testing.T) {
	for word, want := range map[string]bool{
		"and": true, "OR": true, "Not": true, "in": true, "true": true, "false": true,
		"count": false, "today": false, "if": false, "role": false, "": false, "==": true, "android": false,
	} {
		if IsReserved(word) != want {
			t.Errorf("IsReserved(%q) = %v", word, !want)
		}
	}
}

func TestPatterns(t *testing.T) {
	tests := []struct {
		pattern string
		ok      bool
	}{
		{`[0-9]{4}`, true}, {`\d+(?:,\d{2,3})?`, true}, {`[^@]+@[^@]+\.[a-z]{2,}`, true}, {`\p{L}+?`, true},
		{`[\w.\-]+`, true}, {`[\w-]`, true}, {`^a|b$`, true}, {`\(\/\)`, true}, {`a\b`, true}, {``, true},
		{`\s`, false}, {`(?i)a`, false}, {`(?=a)`, false}, {`(?P<n>a)`, false}, {`(a)\1`, false}, {`\A`, false},
		{`\pL`, false}, {`\p{Greek}`, false}, {`[[:alpha:]]`, false}, {`[]a]`, false}, {`a]`, false}, {`a}`, false},
		{`a{,3}`, false}, {`a**`, false}, {`a{2}{3}`, false}, {`*a`, false}, {`^*`, false}, {`\b+`, false}, {`(*)`, false},
		{`[a`, false}, {`[\b]`, false}, {`[\d-x]`, false}, {`\-`, false}, {`\x41`, false}, {`a\`, false}, {`\é`, false},
		{`a{1001}`, false}, {`a{3,2}`, false}, {`a)`, false}, {`a)|(b`, false}, {strings.Repeat("a", maxPattern+1), false},
	}
	for _, test := range tests {
		if _, err := compilePattern(test.pattern); (err == nil) != test.ok {
			t.Errorf("pattern %.40q: error %v, want ok %v", test.pattern, err, test.ok)
		}
	}
}
