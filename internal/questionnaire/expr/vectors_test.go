package expr_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"barometer/internal/questionnaire/expr"
	"barometer/internal/questionnaire/expr/exprtest"
)

// TestVectors holds the evaluator to the vectors that the browser's is held
// to, too.
func TestVectors(t *testing.T) {
	all, err := exprtest.Load(".")
	if err != nil {
		t.Fatal(err)
	}
	if len(all.Vectors) < 300 {
		t.Errorf("only %d vectors", len(all.Vectors))
	}
	for _, v := range all.Vectors {
		e, err := expr.Parse(v.Source)
		if err != nil {
			t.Errorf("%s: %v", v.Source, err)
			continue
		}
		env := exprtest.NewEnv(e, all.Surrounding(v))
		got := exprtest.JSON(e.Value(env))
		if !reflect.DeepEqual(got, v.Want) {
			t.Errorf("%s with %v: got %v, want %v", v.Source, v.Values, got, v.Want)
		}
		if holds := e.Bool(env); holds != (v.Want == true) {
			t.Errorf("%s with %v: holds is %v, want %v", v.Source, v.Values, holds, v.Want)
		}
	}
}

// TestVectorsAreComplete finds operators and functions without a vector, with
// answers and with each missing kind.
func TestVectorsAreComplete(t *testing.T) {
	all, err := exprtest.Load(".")
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string][]string{}
	for _, v := range all.Vectors {
		kind := ""
		if q, ok := v.Values["q"].(map[string]any); ok {
			kind, _ = q["missing"].(string)
		}
		sources[kind] = append(sources[kind], v.Source)
	}
	if kinds := slices.Sorted(maps.Keys(sources)); len(kinds) != 7 {
		t.Errorf("vectors for %q", kinds)
	}
	withoutMissing := []string{"attribute(", "position(", "today("}
	for kind, list := range sources {
		text := strings.Join(list, "\n")
		for _, word := range expr.Spellings() {
			if kind != "" && slices.Contains(withoutMissing, word) {
				continue
			}
			if !strings.Contains(text, word) {
				t.Errorf("no vector has %q for kind %q", word, kind)
			}
		}
	}
}

// TestRandomExpressionsAreComplete finds operators and functions that random
// expressions never use.
func TestRandomExpressionsAreComplete(t *testing.T) {
	g := exprtest.NewGenerator(1)
	var all strings.Builder
	for range 2_000 {
		all.WriteString(g.Case().Expr.String() + "\n")
	}
	for _, word := range expr.Spellings() {
		if !strings.Contains(all.String(), word) {
			t.Errorf("no random expression has %q", word)
		}
	}
}
