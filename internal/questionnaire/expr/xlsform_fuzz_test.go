package expr

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// FuzzXLSForm holds that no expression of a form makes the reader panic, that
// errors and notices have places, and that every translation can be read,
// checked and written for a form again.
func FuzzXLSForm(f *testing.F) {
	for _, test := range formTests {
		f.Add(test.src)
	}
	for _, src := range []string{"${a", "../..[1]/x", "/", "a::b != ''", ". mod -.5 = ..", "‘x”", "instance('a')/root/item[b=${c}]/d", "count(${member}[position() = 1])", "if(1,'',${age})<'x'"} {
		f.Add(src)
	}
	columns := []XLSFormColumn{XLSFormRelevant, XLSFormConstraint, XLSFormChoiceFilter, XLSFormCalculation}
	f.Fuzz(func(t *testing.T, src string) {
		for _, column := range columns {
			got, err := FromXLSForm(src, formOptions(column))
			e := checkTranslation(t, src, got, err)
			if e == nil {
				continue
			}
			form, err := e.ToXLSForm(ToXLSFormOptions{Column: column, Self: "age", Scope: formScope, Roster: formRoster})
			var problem *Untranslated
			if err != nil && !errors.As(err, &problem) {
				t.Fatalf("error is a %T", err)
			}
			if err == nil && len(form) > 5*MaxLength {
				t.Fatalf("%q becomes %d bytes", src, len(form))
			}
		}
	})
}

// FuzzLimeSurvey holds the same of expressions of LimeSurvey.
func FuzzLimeSurvey(f *testing.F) {
	for _, src := range []string{
		`((sex.NAOK == "F"))`, `uses_A != "Y" && !is_empty(age)`, "count(that.uses) > 1 or 12X3X4A eq 'Y'", `regexMatch('/^\d+$/', name)`,
		`countif("2", self) > 0`, "this/2 == floor(.5)", "sum(self.one.NAOK, -+1) ge 3", `if(name == "a\"b", 1, '')`, "self.x.y.z", `regexMatch("//", "\\")`,
	} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		for _, o := range []LimeSurveyOptions{
			{Self: "age", Variable: limeVariable, Members: limeMembers, Scope: limeScope}, {Calculation: true},
		} {
			got, err := FromLimeSurvey(src, o)
			checkTranslation(t, src, got, err)
		}
	})
}

// checkTranslation returns the translation, read; nil where there is none.
func checkTranslation(t *testing.T, src string, got Translation, err error) *Expr {
	t.Helper()
	if err != nil {
		var problem *Untranslated
		if !errors.As(err, &problem) || problem.Reason == "" {
			t.Fatalf("error is a %T", err)
		}
		checkPosition(t, src, problem.Problem)
		return nil
	}
	for _, n := range got.Notices {
		if n.Offset < 0 || n.Offset > len(src) || n.Code == "" || n.Message == "" {
			t.Fatalf("bad notice %+v", n)
		}
	}
	e, err := Parse(got.Source)
	if err != nil {
		t.Fatalf("%q is read %q: %v", src, got.Source, err)
	}
	e.Check(formScope)
	return e
}

// TestCostIsBounded holds that expressions in which parts have to be repeated
// at every depth are refused at once.
func TestCostIsBounded(t *testing.T) {
	nested := func(open, inner, end string, n int) string {
		return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
	}
	forms := []string{
		nested("int(", "${age} div 2", ")", 30), nested("concat(", "${age}", "=${town})", 30),
		nested("format-date(date(number(", "${born}", ")),'%m%m%m%m')", 15), "concat(" + strings.Repeat("${age},", 150) + "1)",
	}
	lime := []string{nested("count(", "age", ")", 60), nested("countif(1, ", "age", ")", 60), nested("if(is_empty(", "age", "),1,2)", 30)}
	ours := []string{
		nested("floor(", "age / 2", ")", 30), nested("if(", "age", " == 1, 2, 3)", 60), nested("coalesce(abs(", "age", "), children)", 30),
		nested("min(age, ", "children", ")", 60), nested("max(", strings.Repeat("age, ", 150)+"1", ")", 5), nested("mean(", "age", ", children)", 60),
		nested("years('2020-01-01', date_add(born, ", "age", "))", 30),
	}
	start := time.Now()
	for _, src := range forms {
		_, _ = FromXLSForm(src, formOptions(XLSFormCalculation))
	}
	for _, src := range lime {
		_, _ = FromLimeSurvey(src, LimeSurveyOptions{Calculation: true})
	}
	for _, src := range ours {
		_, _ = mustParse(t, src).ToXLSForm(ToXLSFormOptions{Column: XLSFormCalculation, Scope: formScope})
	}
	if took := time.Since(start); took > 5*time.Second {
		t.Errorf("took %v", took)
	}
}
