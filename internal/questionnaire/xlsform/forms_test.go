package xlsform

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
)

// parseBook reads sheets as tests write them: “## name”, and a row on each line
// with | between the cells.
func parseBook(name, text string) *book {
	b := &book{name: name}
	var sheetName string
	var cells [][]string
	flush := func() {
		if sheetName != "" {
			b.sheets = append(b.sheets, table(sheetName, cells))
		}
		cells = nil
	}
	for line := range strings.Lines(text) {
		if next, ok := strings.CutPrefix(line, "## "); ok {
			flush()
			sheetName = strings.TrimSpace(next)
			continue
		}
		cells = append(cells, clean(strings.Split(strings.TrimSuffix(line, "\n"), "|")))
	}
	flush()
	return b
}

// TestForms compares what is read of each form in testdata/forms, and the
// report, with the golden file beside it.
func TestForms(t *testing.T) {
	files, err := filepath.Glob("testdata/forms/*.txt")
	if err != nil || len(files) < 6 {
		t.Fatalf("found %d forms, want at least 6 (%v)", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := strings.TrimSuffix(filepath.Base(file), ".txt")
			d, report, err := read(t.Context(), parseBook(name+".xlsx", string(text)), Source{Name: name + ".xlsx", Beside: os.DirFS("testdata/forms")})
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range questionnaire.Lint(d, nil) {
				if p.Severity == questionnaire.Error {
					t.Error(p)
				}
			}
			roundTrip(t, d)
			var b bytes.Buffer
			if err := yamlform.Write(&b, d, nil); err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, s := range d.Strings() {
				ids = append(ids, s.ID)
			}
			for _, tag := range d.Languages()[1:] {
				translation, err := yamlform.UpdateTranslation(nil, d.Translations[tag], ids)
				if err != nil {
					t.Fatal(err)
				}
				b.Write(translation)
			}
			for _, e := range report.Entries {
				b.WriteString("# " + e.String() + "\n")
			}
			b.WriteString("# " + report.Summary() + "\n")
			compareGolden(t, strings.TrimSuffix(file, ".txt")+".golden", b.String())
		})
	}
}

// compareGolden compares with a golden file, or writes it.
func compareGolden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: got:\n%s\nwant:\n%s", file, got, want)
	}
}
