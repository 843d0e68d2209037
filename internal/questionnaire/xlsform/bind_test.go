package xlsform

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert/converttest"
	"barometer/internal/questionnaire/expr"
)

// bind is what the reference converter says of one question or group.
type bind struct {
	Nodeset    string `xml:"nodeset,attr"`
	Relevant   string `xml:"relevant,attr"`
	Constraint string `xml:"constraint,attr"`
	Required   string `xml:"required,attr"`
	Calculate  string `xml:"calculate,attr"`
}

// readBinds reads the binds of an XForm.
func readBinds(t *testing.T, path string) []bind {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Binds []bind `xml:"head>model>bind"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Binds
}

// asked is a question of ours with everything that has to hold for it.
type asked struct {
	*questionnaire.QuestionDef
	conditions []string
}

func questionsOf(d *questionnaire.Definition) map[string]asked {
	all := map[string]asked{}
	for i := range d.Sections {
		s := &d.Sections[i]
		for j := range s.Questions {
			q := &s.Questions[j]
			all[q.Key] = asked{q, parts(s.AskIf, q.AskIf)}
			for k := range q.Questions {
				inner := &q.Questions[k]
				all[inner.Key] = asked{inner, parts(s.AskIf, q.AskIf, inner.AskIf)}
			}
		}
	}
	return all
}

// parts lists the conditions that are not empty, each once.
func parts(conditions ...string) []string {
	conditions = slices.DeleteFunc(conditions, func(c string) bool { return c == "" })
	slices.Sort(conditions)
	return slices.Compact(conditions)
}

// testBindings compares what has to hold for each question, and what its answer
// has to be, with the XForms that the reference converter makes of the same
// workbooks. Both sides are compared in our language.
func testBindings(t *testing.T, files []string) {
	compared := 0
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".xlsx")
		expected := filepath.Join(converttest.Folder(t, "xlsform"), "pyxform", "expected", name+".xml")
		if _, err := os.Stat(expected); err != nil {
			continue
		}
		t.Run(name, func(t *testing.T) {
			d, _, err := readFile(t.Context(), path)
			if err != nil {
				t.Fatal(err)
			}
			compared += compareBinds(t, readBinds(t, expected), d)
		})
	}
	if compared < 50 {
		t.Errorf("compared %d bindings, want at least 50", compared)
	}
}

// compareBinds compares and counts the bindings of one form.
func compareBinds(t *testing.T, binds []bind, d *questionnaire.Definition) int {
	symbols, rosters := symbolsOf(d)
	translate := func(source, self string, column expr.XLSFormColumn) string {
		if source == "" {
			return ""
		}
		translated, err := expr.FromXLSForm(source, expr.XLSFormOptions{
			Column: column, Self: self, Name: keyOf, Scope: symbols,
			Roster: func(key string) string { return rosters[key] },
		})
		if err != nil {
			t.Errorf("%s of %s: %v", column, self, err)
		}
		return translated.Source
	}
	relevant := map[string]string{}
	for _, b := range binds {
		relevant[b.Nodeset] = translate(b.Relevant, "", expr.XLSFormRelevant)
	}
	ours := questionsOf(d)
	n := 0
	for _, b := range binds {
		key := keyOf(filepath.Base(b.Nodeset))
		q, ok := ours[key]
		if !ok || q.Type == "unsupported" {
			continue
		}
		var around []string
		for path := b.Nodeset; path != "/"; path = filepath.Dir(path) {
			around = append(around, relevant[path])
		}
		if want := parts(around...); !slices.Equal(q.conditions, want) && !isMoved(q, want) {
			t.Errorf("%s is relevant if %q, want %q", key, q.conditions, want)
		}
		if want := translate(b.Constraint, key, expr.XLSFormConstraint); want != ruleOf(q) {
			t.Errorf("%s has the constraint %q, want %q", key, ruleOf(q), want)
		}
		if want := b.Required == "true()"; q.Required != want && q.Type != "note" {
			t.Errorf("%s is required: %v, want %v", key, q.Required, want)
		}
		if want := translate(b.Calculate, key, expr.XLSFormCalculation); q.Type == "calculated" && q.Foreign["type"] == "" && q.Calculate != want {
			t.Errorf("%s is %q, want %q", key, q.Calculate, want)
		}
		n++
	}
	return n
}

// isMoved reports whether a note stands behind the question that its condition
// names, on a page that is asked whenever that question is.
func isMoved(q asked, want []string) bool {
	return q.Type == "note" && len(want) > 0 && !slices.ContainsFunc(want, func(w string) bool { return !slices.Contains(q.conditions, w) })
}

// ruleOf is the constraint of a question, "" if it has none of its own.
func ruleOf(q asked) string {
	for _, r := range q.Require {
		if r.Key == "constraint" {
			return r.That
		}
	}
	return ""
}
