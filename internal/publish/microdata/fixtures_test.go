package microdata_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"barometer/internal/collect/intake"
	"barometer/internal/collect/intake/sheet"
	"barometer/internal/collect/response"
	"barometer/internal/publish/microdata"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
)

// TestEveryTypeComesBack exports made-up responses to every fixture and takes
// them in again: all answers are the same, but those that files do not hold.
func TestEveryTypeComesBack(t *testing.T) {
	paths, err := filepath.Glob("../../questionnaire/testdata/*.yaml")
	if err != nil || len(paths) < 20 {
		t.Fatalf("%d fixtures, %v", len(paths), err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".yaml")
		if strings.Contains(name, ".") {
			continue // a translation
		}
		t.Run(name, func(t *testing.T) {
			q, problems := yamlform.Compile(path)
			if problems.HasErrors() {
				t.Fatal(problems)
			}
			f := filler{rand.New(rand.NewPCG(1, 2)), q}
			all := f.responses(60)
			for _, format := range microdata.Formats() {
				for _, labels := range []bool{false, true} {
					t.Run(fmt.Sprintf("%s labels %v", format, labels), func(t *testing.T) {
						compareAnswers(t, all, comesBack(t, q, all, format, labels))
					})
				}
			}
		})
	}
}

// draftOf drafts a questionnaire of a file, whatever its questions were.
func draftOf(t *testing.T, file []byte, name string) {
	t.Helper()
	draft, err := intake.Infer(t.Context(), open(t, file, name), intake.InferOptions{Survey: "fixture", Edition: "2026"})
	if err != nil {
		t.Fatal(err)
	}
	if _, problems := questionnaire.Compile(draft.Definition, nil); problems.HasErrors() {
		t.Errorf("the draft of %s has errors: %v", name, problems)
	}
}

// comesBack writes responses and takes them in again.
func comesBack(t *testing.T, q *questionnaire.Questionnaire, all []*response.Response, format microdata.Format, labels bool) []response.Answers {
	t.Helper()
	e, err := microdata.New(build(t, q, all), microdata.Options{Labels: labels, Responses: each(all)})
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, e, format)
	if format == microdata.JSONL {
		return readLines(t, file)
	}
	draftOf(t, file, "responses")
	var o intake.ImportOptions
	for _, question := range q.Questions {
		if format == microdata.CSV && len(question.Questions) > 0 {
			items, err := e.Roster(question.Key)
			if err != nil {
				t.Fatal(err)
			}
			table := write(t, items, format)
			draftOf(t, table, question.Key)
			o.Items = append(o.Items, open(t, table, question.Key))
		}
	}
	responses, report, err := intake.Import(t.Context(), open(t, file, "responses"), q, o)
	if err != nil {
		t.Fatal(err)
	}
	var back []response.Answers
	for r, err := range responses {
		if err != nil {
			t.Fatalf("%v\n%s", err, report)
		}
		back = append(back, r.Answers)
	}
	if len(report.Extra)+len(report.Missing)+len(report.File.Unread) > 0 {
		t.Errorf("not everything is taken in:\n%s", report)
	}
	return back
}

func open(t *testing.T, file []byte, name string) *sheet.Sheet {
	t.Helper()
	s, err := sheet.Read(t.Context(), bytes.NewReader(file), name, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// readLines reads the answers of a file of JSON lines.
func readLines(t *testing.T, file []byte) []response.Answers {
	t.Helper()
	var all []response.Answers
	for line := range bytes.Lines(file) {
		var record struct{ Answers response.Answers }
		if err := json.Unmarshal(line, &record); err != nil {
			t.Fatal(err)
		}
		all = append(all, withoutFiles(record.Answers))
	}
	return all
}

// withoutFiles are answers as tables hold them.
func withoutFiles(answers response.Answers) response.Answers {
	kept := response.Answers{}
	for name, v := range answers {
		var items []response.Item
		for _, item := range v.Items() {
			items = append(items, response.Item{ID: item.ID, Answers: withoutFiles(item.Answers)})
		}
		if items != nil {
			v = response.Items(items...)
		}
		if v.Kind() != response.KindFile {
			kept[name] = v
		}
	}
	return kept
}

// compareAnswers compares what came back with what there was, files aside.
func compareAnswers(t *testing.T, all []*response.Response, back []response.Answers) {
	t.Helper()
	if len(back) != len(all) {
		t.Fatalf("%d responses come back, want %d", len(back), len(all))
	}
	wrong := 0
	for i, r := range all {
		got, err := json.Marshal(back[i])
		if err != nil {
			t.Fatal(err)
		}
		wanted, err := json.Marshal(withoutFiles(r.Answers))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, wanted) {
			if wrong++; wrong <= 3 {
				t.Errorf("response %d comes back as\n%s, want\n%s", i, got, wanted)
			}
		}
	}
}
