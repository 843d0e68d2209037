package expr

import (
	"math"
	"strings"
	"testing"
)

// answers is an Env over a map: what is not in it is missing.
type answers struct {
	names  []string
	values map[string]Value
}

func (a answers) Value(i int) Value { return a.values[a.names[i]] }
func (a answers) Today() string     { return "2026-05-15" }

// Item implements [ItemEnv]: all items are alike, but for their number.
func (a answers) Item(_, n int) Env { return itemAnswers{a, n} }

// itemAnswers is an item of answers.
type itemAnswers struct {
	answers
	number int
}

func (a itemAnswers) Value(i int) Value {
	if v := a.answers.Value(i); v.kind == isMany && a.number < len(v.many) {
		return v.many[a.number]
	}
	return a.answers.Value(i)
}

func (a itemAnswers) Position() int { return a.number + 1 }

func (a itemAnswers) Attribute(name string) Value { return String(name) }

func mustParse(t testing.TB, src string) *Expr {
	t.Helper()
	e, err := Parse(src)
	if err != nil {
		t.Fatalf("Parse(%q): %v", src, err)
	}
	return e
}

func evalOver(t testing.TB, src string, values map[string]Value) (*Expr, Env) {
	t.Helper()
	e := mustParse(t, src)
	return e, answers{names: e.Names(), values: values}
}

var sample = map[string]Value{
	"role":             String("supplier"),
	"region":           String("africa"),
	"concerns":         Codes([]string{"privacy", "cost"}),
	"none":             Codes([]string{}),
	"staff":            Number(12),
	"share":            Number(0.1),
	"zero":             Number(0),
	"name":             String("Zoë"),
	"since":            String("2026-05-01"),
	"month":            String("2026-05"),
	"modality__face":   Bool(true),
	"modality__finger": Bool(false),
	"projects":         Items(2),
	"budget":           Many([]Value{Number(10), Missing()}),
	"purpose":          Many([]Value{String("aid"), String("health")}),
	"tags":             Many([]Value{Missing(), Codes([]string{"x"})}),
}

func TestBool(t *testing.T) {
	tests := []struct {
		src  string
		want bool
	}{
		{"role == 'supplier'", true},
		{`role == "supplier"`, true},
		{"'supplier' == role", true},
		{"role != 'supplier'", false},
		{"role != 'agency'", true},
		{"role == 'supplier' and not ('privacy' in concerns)", false},
		{"role == 'supplier' and not ('speed' in concerns)", true},
		{"not role == 'agency'", true},
		{"region in ('europe', 'africa')", true},
		{"region in ('europe')", false},
		{"'privacy' in (concerns)", true},
		{"region in concerns", false},
		{"staff in (11, 12)", true},
		{"staff in (-12, 11)", false},
		{"false and true or true", true},
		{"true or true and false", true},
		{"(true or true) and false", false},
		{"modality__face", true},
		{"not modality__finger", true},
		{"modality__finger == false", true},
		{"modality__face != false", true},
		{"staff > 10 and staff >= 12 and staff < 13 and staff <= 12", true},
		{"staff + 2 * 3 == 18", true},
		{"(staff + 2) * 3 == 42", true},
		{"staff - 2 - 3 == 7", true},
		{"staff / 2 / 3 == 2", true},
		{"-staff == 0 - 12", true},
		{"- -staff == 12", true},
		{"share + 0.2 == 0.3", true},
		{"share + 0.2 > 0.3", false},
		{"1000000000 == 1000000001", false},
		{"since == '2026-05-01'", true},
		{"since < today()", true},
		{"since >= '2026-06-01'", false},
		{"month <= '2026-05'", true},
		{"between(staff, 12, 20)", true},
		{"between(staff, 13, 20)", false},
		{"between(since, '2026-01-01', today())", true},
		{"count(concerns) == 2", true},
		{"count(none) == 0", true},
		{"answered(none)", true},
		{"selected(concerns, 'cost')", true},
		{"selected(concerns, 'speed')", false},
		{"selected(role, 'supplier')", true},
		{"sum(staff, share, 7.9) == 20", true},
		{"min(staff, 3, 4) == 3", true},
		{"max(3, staff, 4) == 12", true},
		{"length(name) == 3", true},
		{"matches(name, '[A-Z].*')", true},
		{"matches(name, 'Z')", false},
		{"matches(name, 'Zo|x')", false},
		{"if(role == 'supplier', staff, 0) == 12", true},
		{"if(role == 'agency', staff, 0) == 12", false},
		{"name == 'it''s'", false},
		{"role\n == \t'supplier'\u00a0", true},
	}
	for _, test := range tests {
		e, env := evalOver(t, test.src, sample)
		if got := e.Bool(env); got != test.want {
			t.Errorf("%s = %v, want %v", test.src, got, test.want)
		}
	}
}

// TestMissing holds the rule that a comparison with a missing answer is false,
// and what follows from it.
func TestMissing(t *testing.T) {
	tests := []struct {
		src  string
		want bool
	}{
		{"gone == 'x'", false},
		{"gone != 'x'", false},
		{"not (gone == 'x')", true},
		{"not (gone != 'x')", true},
		{"gone == gone", false},
		{"gone < 1", false},
		{"gone >= 1", false},
		{"not (gone < 1)", true},
		{"gone", false},
		{"not gone", true},
		{"gone == false", false},
		{"gone != true", false},
		{"gone in ('x', 'y')", false},
		{"not (gone in ('x', 'y'))", true},
		{"'x' in gone", false},
		{"gone in concerns", false},
		{"selected(gone, 'x')", false},
		{"answered(gone)", false},
		{"answered(role)", true},
		{"count(gone) == 0", false},
		{"length(gone) < 5", false},
		{"matches(gone, '.*')", false},
		{"between(gone, 0, 9)", false},
		{"between(staff, gone, 99)", false},
		{"gone + 1 > 0", false},
		{"staff + gone == 12", false},
		{"staff / zero > 0", false},
		{"sum(staff, gone) == 12", true},
		{"min(gone, 20, staff) == 12", true},
		{"max(gone) == 0", false},
		{"sum(gone, gone) == 0", false},
		{"if(gone == 'x', true, false)", false},
		{"if(gone, 1, 2) == 2", true},
		{"gone and true", false},
		{"gone or true", true},
	}
	for _, test := range tests {
		e, env := evalOver(t, test.src, sample)
		if got := e.Bool(env); got != test.want {
			t.Errorf("%s = %v, want %v", test.src, got, test.want)
		}
	}
}

// TestTruthTable goes through and, or, not with yes, no and missing.
func TestTruthTable(t *testing.T) {
	yes, no, missing := Bool(true), Bool(false), Missing()
	tests := []struct {
		a, b         Value
		and, or, not bool // not is that of a
	}{
		{yes, yes, true, true, false},
		{yes, no, false, true, false},
		{yes, missing, false, true, false},
		{no, yes, false, true, true},
		{no, no, false, false, true},
		{no, missing, false, false, true},
		{missing, yes, false, true, true},
		{missing, no, false, false, true},
		{missing, missing, false, false, true},
	}
	for _, test := range tests {
		values := map[string]Value{"a": test.a, "b": test.b}
		for src, want := range map[string]bool{"a and b": test.and, "a or b": test.or, "not a": test.not} {
			if e, env := evalOver(t, src, values); e.Bool(env) != want {
				t.Errorf("%s with a=%+v b=%+v: got %v", src, test.a, test.b, !want)
			}
		}
	}
}

func TestNumberAndValue(t *testing.T) {
	tests := []struct {
		src  string
		want float64
		ok   bool
	}{
		{"staff * 2", 24, true},
		{"staff / 0", 0, false},
		{"gone * 2", 0, false},
		{"role", 0, false},
		{"if(role == 'agency', 1, -2.5)", -2.5, true},
		{"9" + string(make9s(300)) + " * 9" + string(make9s(300)), 0, false},
	}
	for _, test := range tests {
		e, env := evalOver(t, test.src, sample)
		got, ok := e.Number(env)
		if ok != test.ok || ok && got != test.want {
			t.Errorf("%.40s = %v, %v, want %v, %v", test.src, got, ok, test.want, test.ok)
		}
	}
	e, env := evalOver(t, "if(staff > 10, 'large', 'small')", sample)
	if got, ok := e.Value(env).Text(); !ok || got != "large" {
		t.Errorf("text result = %q, %v", got, ok)
	}
	if got, ok := mustParse(t, "1 < 2").Value(env).Truth(); !ok || !got {
		t.Errorf("1 < 2 = %v, %v", got, ok)
	}
}

func make9s(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = '9'
	}
	return b
}

func TestConstructors(t *testing.T) {
	for name, v := range map[string]Value{
		"zero": {}, "empty string": String(""), "NaN": Number(math.NaN()), "infinite": Number(math.Inf(-1)),
	} {
		if !v.IsMissing() {
			t.Errorf("%s is not missing: %+v", name, v)
		}
	}
	if Codes(nil).IsMissing() || Number(0).IsMissing() || Bool(false).IsMissing() {
		t.Error("nothing chosen, 0 and no are answers")
	}
}

// row is an Env such as a dataset has: one row at a time, by index.
type row struct{ values []Value }

func (r *row) Value(i int) Value { return r.values[i] }
func (r *row) Today() string     { return "2026-05-15" }

const benchmarked = "role == 'supplier' and not ('privacy' in concerns) or region in ('europe', 'africa', 'asia') and staff + 1 > 250"

func benchmarkRow() *row {
	return &row{[]Value{String("supplier"), Codes([]string{"cost", "privacy"}), String("asia"), Number(100)}}
}

func TestEvaluationAllocatesNothing(t *testing.T) {
	e, env := mustParse(t, benchmarked), benchmarkRow()
	if n := testing.AllocsPerRun(100, func() { e.Bool(env) }); n != 0 {
		t.Errorf("%v allocations for one evaluation", n)
	}
}

// counted is an Env that counts how often it is asked.
type counted struct {
	row
	asked int
}

func (c *counted) Value(i int) Value {
	c.asked++
	return c.row.Value(i)
}

func (c *counted) Item(_, _ int) Env { return c }

// TestEvaluationIsLinear holds that every name is looked up once at most, and
// in the condition of a count once for each item.
func TestEvaluationIsLinear(t *testing.T) {
	items := &counted{row: row{[]Value{Items(50), Number(1)}}}
	for src, most := range map[string]int{
		"r + x" + strings.Repeat(" + x", 1000):                                      1002,
		"(r > 1 or x > 1) and between(x, 1, 2) and if(x > 0, x > 1, x > 2)":         5,
		"count(r, x > 1 or x < 0) + sum(x, x, x)":                                   1 + 100 + 3,
		"coalesce(r > 1, x > 2) and x in (1, 2, 3, 4) and matches(join(x, x), 'x')": 5,
	} {
		items.asked = 0
		mustParse(t, src).Value(items)
		if items.asked > most {
			t.Errorf("%.40s: asked %d times for values, want at most %d", src, items.asked, most)
		}
	}
}

func BenchmarkBool(b *testing.B) {
	e, env := mustParse(b, benchmarked), benchmarkRow()
	b.ReportAllocs()
	for b.Loop() {
		e.Bool(env)
	}
}
