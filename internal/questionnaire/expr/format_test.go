package expr

import "testing"

// sameTree compares what two trees say, not where it stands.
func sameTree(a, b *node) bool {
	if a.op != b.op || a.text != b.text || a.slot != b.slot || len(a.args) != len(b.args) {
		return false
	}
	if a.value.kind != b.value.kind || a.value.num != b.value.num || a.value.text != b.value.text || a.value.truth != b.value.truth {
		return false
	}
	for i := range a.args {
		if !sameTree(a.args[i], b.args[i]) {
			return false
		}
	}
	return true
}

func TestFormat(t *testing.T) {
	tests := []struct{ src, want string }{
		{"a=='x'", "a == 'x'"},
		{`a == "it's"`, `a == "it's"`},
		{`a == 'it''s "so"'`, `a == 'it''s "so"'`},
		{"((a and (b)))or c", "a and b or c"},
		{"a and (b or c)", "a and (b or c)"},
		{"a and (b and c)", "a and (b and c)"},
		{"(a and b) and c", "a and b and c"},
		{"not (a == 'x')", "not (a == 'x')"},
		{"not (a and b)", "not (a and b)"},
		{"not (not (a))", "not not a"},
		{"(not a) == b", "(not a) == b"},
		{"a == (not b)", "a == (not b)"},
		{"a == (b == c)", "a == (b == c)"},
		{"(a == b) == c", "(a == b) == c"},
		{"a - (b - c) - d", "a - (b - c) - d"},
		{"(a + b) * -c / (d * e)", "(a + b) * -c / (d * e)"},
		{"-(a + 1) < -0.50", "-(a + 1) < -0.5"},
		{"- (- a)", "- -a"},
		{"-(not a) == b", "-(not a) == b"},
		{"- not a == b", "-(not (a == b))"},
		{"a-(-3)", "a - -3"},
		{"a in (b)", "a in b"},
		{"a in ('x',2,-3,true)", "a in ('x', 2, -3, true)"},
		{"a in - b and c", "a in -b and c"},
		{"if(a,max(1,b),count( c ))", "if(a, max(1, b), count(c))"},
		{"matches(a, '[0-9]+') or between(a,1,2)", "matches(a, '[0-9]+') or between(a, 1, 2)"},
		{"a < 100000000000000000000000", "a < 100000000000000000000000"},
	}
	for _, test := range tests {
		e := mustParse(t, test.src)
		if got := e.Format(); got != test.want {
			t.Errorf("%s is written %s, want %s", test.src, got, test.want)
		}
		if again := mustParse(t, e.Format()); !sameTree(e.root, again.root) {
			t.Errorf("%s has another tree than %s", e.Format(), test.src)
		}
	}
}

func height(n *node) int {
	most := 0
	for _, arg := range n.args {
		most = max(most, height(arg))
	}
	return most + 1
}

// FuzzFormat holds that what Format writes is read as the same tree.
func FuzzFormat(f *testing.F) {
	seed(f)
	for _, src := range []string{"a in b + not c == d", "not - not a", "-a in (b) or c", "(a in b) == (not c)", "1 - -0 - - 0"} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		e, err := Parse(src)
		if err != nil || height(e.root) > MaxDepth/3 {
			return
		}
		again, err := Parse(e.Format())
		if err != nil {
			t.Fatalf("%q is written %q: %v", src, e.Format(), err)
		}
		if !sameTree(e.root, again.root) {
			t.Fatalf("%q is written %q, another tree", src, e.Format())
		}
	})
}
