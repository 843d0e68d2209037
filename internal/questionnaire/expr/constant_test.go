package expr_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"barometer/internal/questionnaire/expr"
	"barometer/internal/questionnaire/expr/exprtest"
)

func bound(f float64) *float64 { return &f }

var constantScope = expr.Symbols{
	"role":         {Kind: expr.KindCode, Codes: []string{"a", "b", "c"}},
	"other":        {Kind: expr.KindCode, Codes: []string{"a", "b", "c"}},
	"organisation": {Kind: expr.KindCode},
	"concerns":     {Kind: expr.KindCodes, Codes: []string{"x", "y", "z"}},
	"face":         {Kind: expr.KindBool},
	"share":        {Kind: expr.KindNumber, Min: bound(0), Max: bound(100)},
	"staff":        {Kind: expr.KindNumber, Min: bound(1)},
	"net":          {Kind: expr.KindNumber},
	"comment":      {Kind: expr.KindText},
	"since":        {Kind: expr.KindDate},
	"projects":     {Kind: expr.KindItems},
	"budget":       {Kind: expr.KindNumber, Many: true},
}

func TestConstant(t *testing.T) {
	const always, never, depends = "always", "never", "depends"
	for src, want := range map[string]string{
		"true":                                          always,
		"false":                                         never,
		"role == 'a'":                                   depends,
		"role == 'a' and role == 'b'":                   never,
		"role == 'a' and not (role == 'a')":             never,
		"role == 'a' or not (role == 'a')":              always,
		"role == 'a' or role != 'a'":                    depends, // a comparison with nothing does not hold
		"role != 'a' and role != 'b'":                   depends,
		"role != 'a' and role != 'b' and role != 'c'":   never,
		"role in ('a', 'b', 'c')":                       depends,
		"role in ('a', 'b', 'c') or not answered(role)": always,
		"role == 'a' or role == 'b' or role == 'c' or not answered(role)":  always,
		"answered(role) and not (role in ('a', 'b', 'c'))":                 never,
		"answered(organisation) and not (organisation in ('a', 'b', 'c'))": depends,
		"organisation == 'a' and organisation in ('b', 'c')":               never,
		"not answered(role) and role == 'a'":                               never,
		"role == other and role == 'a' and other == 'b'":                   depends, // not looked into
		"face and not face":                                           never,
		"face or not face":                                            always,
		"face == true and face == false":                              never,
		"answered(face) and not face and face != false":               never,
		"'x' in concerns and not ('x' in concerns)":                   never,
		"'x' in concerns and 'y' in concerns":                         depends,
		"'x' in concerns and count(concerns) == 0":                    never,
		"'x' in concerns and 'y' in concerns and count(concerns) < 2": never,
		"count(concerns) > 3":                                         never,
		"count(concerns) >= 3":                                        depends,
		"count(concerns) == 1.5":                                      never,
		"count(concerns) >= 0 or not answered(concerns)":              always,
		"not ('x' in concerns) and not ('y' in concerns) and not ('z' in concerns) and count(concerns) > 0": never,
		"share > 100":                                                         never,
		"share >= 100":                                                        depends,
		"share < 0":                                                           never,
		"share >= 0":                                                          depends,
		"share >= 0 or not answered(share)":                                   always,
		"staff > 0 and staff < 1":                                             never,
		"staff < 10 and staff > 20":                                           never,
		"net < 10 or net > 5 or not answered(net)":                            always,
		"net < 10 or net > 10 or not answered(net)":                           depends,
		"net > 3 and net < 4":                                                 depends,
		"net in (1, 2) and net in (3, 4)":                                     never,
		"between(net, 10, 5)":                                                 never,
		"between(net, 5, 5)":                                                  depends,
		"between(net, 1, 2) and between(net, 2, 3)":                           depends,
		"between(share, 101, 200)":                                            never,
		"net + 1 > 5 and net < 2":                                             depends, // not looked into
		"net < 1000000000000 and net > 999999999999.9999":                     depends,
		"comment == 'a' and comment == 'b'":                                   never,
		"comment == 'a' and matches(comment, 'b')":                            depends,
		"since < '2026-01-01' and since > '2026-02-01'":                       never,
		"since > '2026-01-01' and since < '2026-02-01'":                       depends,
		"between(since, '2026-02-01', '2026-01-01')":                          never,
		"since < today()":                                                     depends,
		"count(projects) < 0":                                                 never,
		"count(projects) > 2 and not answered(projects)":                      never,
		"count(projects) == 0 and answered(projects)":                         never,
		"count(projects) > 30":                                                depends,
		"count(projects, budget > 1) > 2":                                     depends,
		"sum(budget) > 1 and face and not face":                               never,
		"if(face, role == 'a', role == 'b') and role == 'c'":                  never,
		"(role == 'a' and role == 'b') or face":                               depends,
		"not (role == 'a' and role == 'b')":                                   always,
		"(face or not face) and (role == 'a' or not (role == 'a'))":           always,
		"role == 'a' and other == 'b' and staff > 1 and face and role == 'b'": never,
	} {
		e, err := expr.Parse(src)
		if err != nil {
			t.Fatalf("%s: %v", src, err)
		}
		if problems := e.Check(constantScope); len(problems) > 0 && !strings.Contains(src, "other") && !strings.Contains(src, "budget > 1") && src != "true" {
			t.Errorf("%s: %v", src, problems)
		}
		got := depends
		if truth, known := e.Constant(constantScope); known && truth {
			got = always
		} else if known {
			got = never
		}
		if got != want {
			t.Errorf("%s: %s, want %s", src, got, want)
		}
	}
}

// TestConstantIsSound evaluates random conditions that are said to be constant
// over random answers.
func TestConstantIsSound(t *testing.T) {
	g := exprtest.NewGenerator(3)
	found := map[bool]int{}
	for range 8_000 {
		e := g.Condition()
		truth, known := e.Constant(exprtest.Scope())
		if !known {
			continue
		}
		found[truth]++
		for range 30 {
			s := g.Surroundings()
			if e.Bool(exprtest.NewEnv(e, s)) != truth {
				t.Fatalf("%s is not always %v, such as over %v", e, truth, s.Values)
			}
		}
	}
	if found[true] < 100 || found[false] < 100 {
		t.Errorf("only %v were constant", found)
	}
}

// What cannot be told in bounded time is not told.
func TestConstantIsBounded(t *testing.T) {
	scope := expr.Symbols{}
	name := func(i int) string { return "n" + strconv.Itoa(i) }
	parts := make([]string, 160)
	for i := range parts {
		scope[name(i)] = expr.Symbol{Kind: expr.KindNumber}
		scope[name(i+1)] = expr.Symbol{Kind: expr.KindNumber}
		parts[i] = fmt.Sprintf("(%s > 1 or %s < 0)", name(i), name(i+1))
	}
	for _, src := range []string{
		strings.Join(parts, " and ") + " and n160 > 2",
		"not (n0 == 1 and (" + strings.Join(parts, " and ") + ")) or n0 == 1",
		"n0 + n1 > 1" + strings.Repeat(" and n0 > 1", 700),
		"not (n0 > 1" + strings.Repeat(" or n0 + n1 > 1", 400) + ")",
	} {
		e, err := expr.Parse(src)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		e.Constant(scope)
		if took := time.Since(start); took > time.Second {
			t.Errorf("%.40s… took %v", src, took)
		}
	}
}

func BenchmarkConstant(b *testing.B) {
	e, err := expr.Parse("role in ('a', 'b') and not ('x' in concerns) and staff > 10 or face")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		e.Constant(constantScope)
	}
}
