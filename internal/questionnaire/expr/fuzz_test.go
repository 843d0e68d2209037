package expr

import (
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func seed(f *testing.F) {
	for _, src := range []string{
		"role == 'supplier' and not ('privacy' in concerns)",
		"region in ('europe', 'africa') or staff + 2 * -3 / 4 >= count(concerns)",
		"between(since, '2026-01-01', today()) and matches(comment, '[a-z]{2,3}')",
		"if(modality__face, sum(staff, 1), length(comment)) < min(1, max(2, 3))",
		"count(projects, budget > 1 and position() == 2) + sum(budget) > item(budget, 1) and attribute('code') == code_at(concerns, 1)",
		"coalesce(role, 'x') == 'x' and mean(staff, 1) > round(share, 2) - floor(2.5) * abs(-1) / mod(7, 2) + power(2, 0.5)",
		"year(since) + month(month) + day(today()) > days(since, today()) + years('1980-02-29', date_add(since, -1))",
		"contains(lower(comment), 'é') and starts_with(comment, upper('x')) or ends_with(comment, part(comment, 1, 2))",
		"number(comment) > 1 and text(staff) == join(comment, 1, since) and not (face and not face)",
		"selected(role, \"it\"\"s\") == true", "((a", "count(0, 0)", "1 < 2 < 3", "é = ‘x’", "a not in b", "selected(a, '')", "\x00\xff",
	} {
		f.Add(src)
	}
}

// FuzzParse holds that no source makes parsing, checking, evaluating or
// describing panic, that positions lie within the source, and that not turns
// every result around.
func FuzzParse(f *testing.F) {
	seed(f)
	words := english{Phrases()}
	f.Fuzz(func(t *testing.T, src string) {
		e, err := Parse(src)
		if err != nil {
			var problem *Error
			if !errors.As(err, &problem) {
				t.Fatalf("error is a %T", err)
			}
			checkPosition(t, src, *problem)
			return
		}
		for _, problem := range e.Check(testScope) {
			checkPosition(t, src, problem)
		}
		kind, problems := e.CheckCalculation(testScope)
		if (kind == 0) != (len(problems) > 0) {
			t.Fatalf("kind %v with problems %v", kind, problems)
		}
		if len(e.Names()) != len(slices.Compact(slices.Sorted(slices.Values(e.Names())))) {
			t.Fatalf("names %v hold one twice", e.Names())
		}
		if e.Describe(words) == "" {
			t.Fatal("empty description")
		}
		checkEvaluation(t, src, e, kind)
		checkTree(t, e)
		checkConstant(t, e)
	})
}

func checkPosition(t *testing.T, src string, e Error) {
	t.Helper()
	if e.Offset < 0 || e.Offset > len(src) || e.Line < 1 || e.Column < 1 || e.Message == "" {
		t.Fatalf("bad error %+v", e)
	}
	lines := strings.Split(src[:e.Offset], "\n")
	if e.Line != len(lines) || e.Column != utf8.RuneCountInString(lines[len(lines)-1])+1 {
		t.Fatalf("line %d, column %d do not agree with offset %d", e.Line, e.Column, e.Offset)
	}
}

// checkEvaluation evaluates over full, empty and wrongly typed answers.
func checkEvaluation(t *testing.T, src string, e *Expr, kind Kind) {
	t.Helper()
	wrong := map[string]Value{}
	for _, name := range e.Names() {
		wrong[name] = []Value{Bool(true), Number(1), String("x"), Codes([]string{"x"})}[len(name)%4]
	}
	not, err := Parse("not (" + src + "\n)")
	for _, values := range []map[string]Value{sample, nil, wrong} {
		env := answers{names: e.Names(), values: values}
		holds := e.Bool(env)
		if err == nil && not.Bool(env) == holds {
			t.Fatalf("not %q gives the same", src)
		}
		if truth, _ := e.Value(env).Truth(); truth != holds {
			t.Fatalf("Value says %v, Bool says %v", truth, holds)
		}
		_, isNumber := e.Number(env)
		if isNumber && kind == KindBool {
			t.Fatalf("a condition yields a number")
		}
	}
}

// checkTree holds that the browser can read every expression.
func checkTree(t *testing.T, e *Expr) {
	t.Helper()
	data, err := json.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	var tree []any
	if err := json.Unmarshal(data, &tree); err != nil || len(tree) != 2 || tree[1] == nil {
		t.Fatalf("%s is written as %s", e, data)
	}
	if strings.Contains(string(data), `[""`) && !strings.Contains(e.String(), `'`) && !strings.Contains(e.String(), `"`) {
		t.Fatalf("%s has an operation without a name: %s", e, data)
	}
}

// checkConstant holds that what never or always holds does so over answers and
// without.
func checkConstant(t *testing.T, e *Expr) {
	t.Helper()
	if len(e.Check(testScope)) > 0 {
		return
	}
	truth, known := e.Constant(testScope)
	for _, values := range []map[string]Value{sample, nil} {
		if holds := e.Bool(answers{names: e.Names(), values: values}); known && holds != truth {
			t.Fatalf("%s: %v although it is always %v", e, holds, truth)
		}
	}
}

// FuzzPattern holds that an accepted pattern matches whole texts only.
func FuzzPattern(f *testing.F) {
	for _, p := range []string{`[0-9]{4}`, `a|b`, `^\p{L}+?$`, `[\w-]*`, `(?:x)`, `[^\]]`} {
		f.Add(p, "a1b")
	}
	f.Fuzz(func(t *testing.T, pattern, text string) {
		compiled, err := compilePattern(pattern)
		if err != nil {
			return
		}
		longest := regexp.MustCompile(`(?s)` + pattern)
		longest.Longest()
		if compiled.MatchString(text) && !longest.MatchString(text) {
			t.Fatalf("%q matches %q as a whole but not in part", pattern, text)
		}
	})
}
