package expr

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// cell is an expression of a form.
type cell struct {
	place  string
	column XLSFormColumn
	src    string
}

var formColumns = map[string]XLSFormColumn{
	"relevant": XLSFormRelevant, "relevance": XLSFormRelevant, "constraint": XLSFormConstraint, "choice_filter": XLSFormChoiceFilter, "calculation": XLSFormCalculation, "calculate": XLSFormCalculation,
	"repeat_count": XLSFormRepeatCount, "required": XLSFormRequired,
}

// TestCorpusOfXLSForms holds that nearly all expressions of real forms can be
// translated. Forms in the old format are read where LibreOffice can convert
// them.
func TestCorpusOfXLSForms(t *testing.T) {
	cells := corpusCells(t, filepath.Join(testData(t), "xlsform"))
	read, expressions, translated := 0, 0, 0
	for _, c := range cells {
		got, err := FromXLSForm(c.src, XLSFormOptions{Column: c.column, Self: "self"})
		var problem *Untranslated
		if err != nil && !errors.As(err, &problem) {
			t.Fatalf("%s: error is a %T", c.place, err)
		}
		read++
		if err != nil {
			t.Logf("%s: %s: %s: %s: %v", c.place, c.column, c.src, problem.Reason, err)
		}
		if c.column == XLSFormRequired || c.column == XLSFormRepeatCount {
			if err != nil {
				t.Errorf("%s is not translated", c.place)
			}
			continue
		}
		if err != nil && problem.Reason == ReasonSyntax {
			continue // a sentence, no expression
		}
		expressions++
		if err == nil {
			translated++
			if _, err := Parse(got.Source); err != nil {
				t.Errorf("%s: %s is not read: %v", c.place, got.Source, err)
			}
		}
	}
	t.Logf("%d cells; %d of %d expressions translated", read, translated, expressions)
	const atLeast, share = 20, 0.98
	if expressions < atLeast || float64(translated) < share*float64(expressions) {
		t.Errorf("%d of %d expressions translated, want %.0f %%", translated, expressions, 100*share)
	}
}

// testData is the folder of real data.
func testData(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("BAROMETER_TESTDATA")
	if folder == "" {
		t.Skip("BAROMETER_TESTDATA names no folder of real data")
	}
	if _, err := os.Stat(folder); err != nil {
		t.Fatalf("BAROMETER_TESTDATA: %v", err)
	}
	return folder
}

func corpusCells(t *testing.T, folder string) []cell {
	t.Helper()
	var cells []cell
	var old []string
	err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		switch filepath.Ext(path) {
		case ".xlsx":
			cells = append(cells, formCells(t, path)...)
		case ".xls":
			old = append(old, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Logf("%d forms in the old format are not read: %v", len(old), err)
		return cells
	}
	for _, path := range converted(t, office, old) {
		cells = append(cells, formCells(t, path)...)
	}
	return cells
}

// converted makes .xlsx of .xls, folder by folder, since names repeat.
func converted(t *testing.T, office string, old []string) []string {
	t.Helper()
	folders := map[string][]string{}
	for _, path := range old {
		folders[filepath.Dir(path)] = append(folders[filepath.Dir(path)], path)
	}
	profile := "-env:UserInstallation=file://" + t.TempDir()
	var all []string
	for _, paths := range folders {
		out := t.TempDir()
		args := append([]string{profile, "--headless", "--convert-to", "xlsx", "--outdir", out}, paths...)
		if message, err := exec.CommandContext(t.Context(), office, args...).CombinedOutput(); err != nil {
			t.Fatalf("LibreOffice: %v: %s", err, message)
		}
		made, err := filepath.Glob(filepath.Join(out, "*.xlsx"))
		if err != nil || len(made) != len(paths) {
			t.Fatalf("LibreOffice made %d workbooks of %d (%v)", len(made), len(paths), err)
		}
		all = append(all, made...)
	}
	return all
}

// formCells reads the expressions of a form. Workbooks that are none, which
// are among the data as well, have none.
func formCells(t *testing.T, path string) []cell {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Logf("%s: %v", filepath.Base(path), err)
		return nil
	}
	defer book.Close()
	var cells []cell
	for _, sheet := range book.GetSheetList() {
		if !strings.EqualFold(strings.TrimSpace(sheet), "survey") {
			continue
		}
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for r, row := range rows[min(1, len(rows)):] {
			for c, src := range row[:min(len(row), len(rows[0]))] {
				header := strings.TrimLeft(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(rows[0][c])), "bind:"), ":")
				place, _ := excelize.CoordinatesToCellName(c+1, r+2)
				if column, ok := formColumns[header]; ok && strings.TrimSpace(src) != "" {
					cells = append(cells, cell{filepath.Base(path) + "!" + place, column, src})
				}
			}
		}
	}
	return cells
}
