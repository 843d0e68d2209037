package xlsform

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"testing"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/yamlform"
)

// TestRoundTrip writes every questionnaire that ships, and every fixture, as a
// form and reads it back: nothing may be missing.
func TestRoundTrip(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../../surveys/*.yaml", "../testdata/*.yaml", "testdata/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	if len(files) < 15 {
		t.Fatalf("found %d questionnaires, want at least 15", len(files))
	}
	for _, file := range files {
		if _, _, translation := yamlform.SplitName(filepath.Base(file)); translation {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			d, _, problems := yamlform.ReadFile(file)
			if problems.HasErrors() {
				t.Fatal(problems)
			}
			roundTrip(t, d)
		})
	}
}

// roundTrip writes a definition as a form that keeps the rules, reads it back
// and compares.
func roundTrip(t *testing.T, d *questionnaire.Definition) {
	t.Helper()
	checkRules(t, d)
	var b bytes.Buffer
	report, err := Write(&b, d)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range report.Of(convert.LeftOut) {
		t.Error(e)
	}
	again, _, err := Read(t.Context(), Source{Name: "form.xlsx", Data: bytes.NewReader(b.Bytes()), Size: int64(b.Len())})
	if err != nil {
		t.Fatal(err)
	}
	if questionnaire.Hash(again) != questionnaire.Hash(d) {
		want, _ := json.MarshalIndent(d, "", " ")
		got, _ := json.MarshalIndent(again, "", " ")
		t.Errorf("it is not the same: %s", firstDifference(string(want), string(got)))
	}
}

// firstDifference shows where two texts part.
func firstDifference(want, got string) string {
	i := 0
	for i < min(len(want), len(got)) && want[i] == got[i] {
		i++
	}
	start := max(0, i-200)
	return "want …" + want[start:min(len(want), i+200)] + "…\ngot …" + got[start:min(len(got), i+200)] + "…"
}

// TestEveryType checks that the fixture above has every type, so that none is
// without a place in a form.
func TestEveryType(t *testing.T) {
	d, _, problems := yamlform.ReadFile("testdata/every_type.yaml")
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	found := map[string]bool{}
	for _, s := range d.Sections {
		eachQuestion(s.Questions, func(q *questionnaire.QuestionDef) { found[q.Type] = true })
	}
	for _, name := range questionnaire.TypeNames() {
		if !found[name] && name != "text" {
			t.Errorf("the fixture has no question of type %s", name)
		}
	}
	for _, p := range questionnaire.Lint(d, nil) {
		if p.Severity == questionnaire.Error {
			t.Error(p)
		}
	}
}
