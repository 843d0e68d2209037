package intake_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"barometer/internal/collect/intake"
	"barometer/internal/collect/intake/sheet"
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
)

var update = flag.Bool("update", false, "write the golden files")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run go test -update and look at the difference. Got:\n%s", name, got)
	}
}

// infer drafts a questionnaire of a file and gives it as text.
func infer(t testing.TB, path string, o intake.InferOptions) (string, *intake.Draft) {
	t.Helper()
	draft, err := intake.Infer(context.Background(), openSheet(t, path), o)
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := yamlform.Write(&text, draft.Definition, draft.Comments); err != nil {
		t.Fatal(err)
	}
	return text.String(), draft
}

// TestDrafts compares drafts of two small exports with what they should be:
// their bytes, what reads them, and that they take in all responses.
func TestDrafts(t *testing.T) {
	for _, name := range []string{"conference", "members"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name+".csv")
			text, draft := infer(t, path, intake.InferOptions{Survey: name, Edition: "2023"})
			golden(t, name+".yaml", text)
			golden(t, name+".txt", draft.Report.String()+"\n")
			if again, _ := infer(t, path, intake.InferOptions{Survey: name, Edition: "2023"}); again != text {
				t.Error("a second draft of the same file differs")
			}
			q := compile(t, text)
			responses, report, err := importAll(t, path, q)
			if err != nil {
				t.Fatal(err)
			}
			if len(report.Extra)+len(report.Missing)+report.RefusedRows > 0 || len(responses) != draft.Report.File.Rows {
				t.Errorf("the draft does not fit its own file: %s", report)
			}
			golden(t, name+".jsonl", lines(t, responses[:5]))
		})
	}
}

func importAll(t testing.TB, path string, q *questionnaire.Questionnaire) ([]response.Response, *intake.ImportReport, error) {
	t.Helper()
	return importSheet(t, openSheet(t, path), q, intake.ImportOptions{})
}

func importSheet(t testing.TB, s *sheet.Sheet, q *questionnaire.Questionnaire, o intake.ImportOptions) ([]response.Response, *intake.ImportReport, error) {
	t.Helper()
	all, report, err := intake.Import(context.Background(), s, q, o)
	if err != nil {
		return nil, nil, err
	}
	var responses []response.Response
	for r, err := range all {
		if err != nil {
			return responses, report, err
		}
		responses = append(responses, r)
	}
	return responses, report, nil
}

// lines writes responses as JSON, one a line, in a readable order.
func lines(t *testing.T, responses []response.Response) string {
	t.Helper()
	var b strings.Builder
	for _, r := range responses {
		b.WriteString(string(r.Disposition) + " " + asJSON(t, r.Administrative) + " " + asJSON(t, r.Answers) + "\n")
	}
	return b.String()
}

// TestWorkbookLikeText takes the same table in as text and as a workbook, whose
// numbers and dates are cells of their own kinds.
func TestWorkbookLikeText(t *testing.T) {
	text := openSheet(t, filepath.Join("testdata", "members.csv"))
	book := excelize.NewFile()
	defer book.Close()
	header := make([]any, len(text.Columns))
	for i, c := range text.Columns {
		header[i] = c.Headers[0]
	}
	setRow(t, book, 1, header)
	for row, err := range text.Rows(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		cells := make([]any, len(row.Cells))
		for i, cell := range row.Cells {
			cells[i] = cell
			if x, err := strconv.ParseFloat(cell, 64); err == nil {
				cells[i] = x
			} else if day, err := time.Parse("2/1/2006", cell); err == nil {
				cells[i] = day
			}
		}
		setRow(t, book, row.Number, cells)
	}
	path := filepath.Join(t.TempDir(), "members.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	draft, _ := infer(t, filepath.Join("testdata", "members.csv"), intake.InferOptions{Edition: "2023"})
	q := compile(t, draft)
	want, _, err := importSheet(t, text, q, intake.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	got, report, err := importAll(t, path, q)
	if err != nil {
		t.Fatalf("%v\n%s", err, report)
	}
	if lines(t, got) != lines(t, want) {
		t.Errorf("from the workbook:\n%s\nfrom the text:\n%s", lines(t, got), lines(t, want))
	}
}

func setRow(t *testing.T, book *excelize.File, row int, cells []any) {
	t.Helper()
	if err := book.SetSheetRow("Sheet1", "A"+strconv.Itoa(row), &cells); err != nil {
		t.Fatal(err)
	}
}
