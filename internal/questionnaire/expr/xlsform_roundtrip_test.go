package expr_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"barometer/internal/questionnaire/expr"
	"barometer/internal/questionnaire/expr/exprtest"
)

// vectorScope holds the variables of the vectors.
type vectorScope struct{ expr.Symbols }

// In implements [expr.ItemScope].
func (s vectorScope) In(string) expr.Scope {
	inner := expr.Symbols{}
	for name, symbol := range s.Symbols {
		symbol.Many = false
		inner[name] = symbol
	}
	return inner
}

var vectorRoster = map[string]expr.Kind{
	"budget": expr.KindNumber, "purpose": expr.KindCode, "tags": expr.KindCodes, "note": expr.KindText, "start": expr.KindDate, "live": expr.KindBool,
}

func vectorKinds(q expr.Kind) vectorScope {
	s := vectorScope{expr.Symbols{}}
	for kind, names := range map[expr.Kind][]string{
		expr.KindCode: {"role", "region", "level"}, expr.KindCodes: {"concerns"}, expr.KindNumber: {"staff", "share", "zero", "low"},
		expr.KindText: {"comment"}, expr.KindDate: {"since", "born", "leap"}, expr.KindMonth: {"spring"}, expr.KindBool: {"face", "finger"},
		expr.KindItems: {"projects", "empty"}, q: {"q", "gone"},
	} {
		for _, name := range names {
			s.Symbols[name] = expr.Symbol{Kind: kind}
		}
	}
	for name, kind := range vectorRoster {
		s.Symbols[name] = expr.Symbol{Kind: kind, Many: true}
	}
	return s
}

func rosterOf(key string) string {
	if _, ok := vectorRoster[key]; ok {
		return "projects"
	}
	return ""
}

// outsideForms tells the vectors that forms cannot agree with: an answer in
// which nothing is chosen is a blank there, a group that was not asked has no
// items, int() knows no rounding errors, and texts in quotes are no numbers.
func outsideForms(source string) bool {
	return strings.Contains(source, "tags") || strings.Contains(source, "none") || strings.HasPrefix(source, "count(q, ") ||
		strings.HasPrefix(source, "floor((share") || strings.HasPrefix(source, "number('")
}

// TestXLSFormRoundTrip holds that what is written for a form and read again
// gives the same results over all vectors.
func TestXLSFormRoundTrip(t *testing.T) {
	all, err := exprtest.Load(".")
	if err != nil {
		t.Fatal(err)
	}
	same, refused := 0, 0
	for _, v := range all.Vectors {
		e, err := expr.Parse(v.Source)
		if err != nil {
			t.Fatal(err)
		}
		scope, ok := scopeOfVector(e)
		if !ok || outsideForms(v.Source) {
			continue
		}
		column := expr.XLSFormCalculation
		if kind, _ := e.CheckCalculation(scope); kind == expr.KindBool {
			column = expr.XLSFormChoiceFilter
		}
		form, err := e.ToXLSForm(expr.ToXLSFormOptions{Column: column, Scope: scope, Roster: rosterOf})
		if err != nil {
			var problem *expr.Untranslated
			if !errors.As(err, &problem) || problem.Reason == expr.ReasonSyntax {
				t.Errorf("%s: %v", v.Source, err)
			}
			t.Logf("%s: %v", v.Source, err)
			refused++
			continue
		}
		options := expr.XLSFormOptions{Column: column, Scope: scope, Roster: rosterOf, Attribute: func(name string) (string, bool) { return name, true }}
		back, err := expr.FromXLSForm(form, options)
		if err != nil {
			t.Errorf("%s is written %s, which is not read: %v", v.Source, form, err)
			continue
		}
		again, err := expr.Parse(back.Source)
		if err != nil {
			t.Errorf("%s is read %s: %v", form, back.Source, err)
			continue
		}
		got := result(again, all.Surrounding(v), column)
		if want := result(e, all.Surrounding(v), column); !reflect.DeepEqual(got, want) {
			t.Errorf("%s\nis written %s\nand read %s\nwhich gives %v, want %v over %v", v.Source, form, back.Source, got, want, v.Values)
			continue
		}
		same++
	}
	t.Logf("%d the same, %d cannot be written", same, refused)
	if same < 600 || refused > same/10 {
		t.Error("too few can be written")
	}
}

func result(e *expr.Expr, s exprtest.Surroundings, column expr.XLSFormColumn) any {
	env := exprtest.NewEnv(e, s)
	if column == expr.XLSFormCalculation {
		return exprtest.JSON(e.Value(env))
	}
	return e.Bool(env)
}

// scopeOfVector finds the kind of q with which a vector has no problem.
func scopeOfVector(e *expr.Expr) (vectorScope, bool) {
	for kind := expr.KindCode; kind <= expr.KindItems; kind++ {
		scope := vectorKinds(kind)
		if _, problems := e.CheckCalculation(scope); len(problems) == 0 {
			return scope, true
		}
	}
	return vectorScope{}, false
}
