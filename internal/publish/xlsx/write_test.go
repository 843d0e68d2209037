package xlsx_test

import (
	"archive/zip"
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"barometer/internal/publish/report"
	"barometer/internal/publish/xlsx"
)

var update = flag.Bool("update", false, "write the golden files")

func write(t *testing.T, doc *report.Document, data ...xlsx.DataSheet) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := xlsx.Write(t.Context(), &b, doc, data...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(t *testing.T, workbook []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

func TestWorkbookCellByCell(t *testing.T) {
	got := dump(t, open(t, write(t, sample(), records())))
	golden := filepath.Join("testdata", "sample.txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the workbook differs from %s; run with -update and look at the difference:\n%s", golden, firstDifference(got, string(want)))
	}
}

// dump writes every cell of a workbook as a line: place, type, value.
func dump(t *testing.T, f *excelize.File) string {
	t.Helper()
	var b strings.Builder
	for _, sheet := range f.GetSheetList() {
		fmt.Fprintf(&b, "== %s\n", sheet)
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c, value := range row {
				if value != "" {
					b.WriteString(cellLine(t, f, sheet, c+1, r+1, value))
				}
			}
		}
	}
	return b.String()
}

func cellLine(t *testing.T, f *excelize.File, sheet string, col, row int, value string) string {
	t.Helper()
	cell, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		t.Fatal(err)
	}
	kind, err := f.GetCellType(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	line := fmt.Sprintf("%s\tnumber\t%s", cell, value)
	if kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		line = fmt.Sprintf("%s\ttext\t%q", cell, value)
	}
	if has, target, err := f.GetCellHyperLink(sheet, cell); err != nil {
		t.Fatal(err)
	} else if has {
		line += "\t-> " + target
	}
	return line + "\n"
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

func TestEqualInputGivesEqualBytes(t *testing.T) {
	first := write(t, sample(), records(), records())
	for range 8 {
		if !bytes.Equal(first, write(t, sample(), records(), records())) {
			t.Fatal("two workbooks of the same document differ")
		}
	}
	r, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	if r.File[0].Name != "[Content_Types].xml" {
		t.Errorf("first part is %s", r.File[0].Name)
	}
	for _, f := range r.File {
		if y := f.Modified.Year(); y > 1980 {
			t.Errorf("part %s carries the time %v", f.Name, f.Modified)
		}
	}
}

// part reads one part of a workbook.
func part(t *testing.T, workbook []byte, name string) string {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestNothingIsAFormula(t *testing.T) {
	workbook := write(t, sample(), records())
	r, err := zip.NewReader(bytes.NewReader(workbook), int64(len(workbook)))
	if err != nil {
		t.Fatal(err)
	}
	formula := regexp.MustCompile(`<f[ >]`)
	for _, f := range r.File {
		if strings.HasPrefix(f.Name, "xl/worksheets/sheet") && formula.MatchString(part(t, workbook, f.Name)) {
			t.Errorf("%s holds a formula", f.Name)
		}
	}
	value, err := open(t, workbook).GetCellValue("Data- codes", "E2")
	if err != nil || value != `=HYPERLINK("http://x")` {
		t.Errorf("E2 = %q, %v; a respondent's text must come through as it is", value, err)
	}
}

func TestSuppressedIsNeverZero(t *testing.T) {
	f := open(t, write(t, sample()))
	rows, err := f.GetRows("Frequencies")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if len(row) > 1 && row[1] == "Privacy expert" {
			if got := strings.Join(row[2:6], " "); got != "• • • •" {
				t.Errorf("cells are %q", got)
			}
			return
		}
	}
	t.Error("the row is not there")
}

func TestChartsAreNativeAndDescribed(t *testing.T) {
	workbook := write(t, sample())
	drawing := part(t, workbook, "xl/drawings/drawing1.xml")
	for _, alt := range []string{"Bar chart. Supplier 42 %", "Stacked bar."} {
		if !strings.Contains(drawing, `descr="`+alt) {
			t.Errorf("no chart has the alternative text %q", alt)
		}
	}
	if n := strings.Count(drawing, "<c:chart "); n != 3 {
		t.Errorf("%d charts, want 3", n)
	}
	bar := part(t, workbook, "xl/charts/chart1.xml")
	for _, want := range []string{"barDir val=\"bar\"", "&#39;Frequencies&#39;!$D$", "&#39;Frequencies&#39;!$B$"} {
		if !strings.Contains(bar, want) {
			t.Errorf("the bar chart lacks %q", want)
		}
	}
	if rows := part(t, workbook, "xl/charts/chart3.xml"); strings.Count(rows, "<ser>") != 6 || !strings.Contains(rows, `grouping val="stacked"`) {
		t.Error("the chart of the matrix is not stacked of six series")
	}
}

func TestArabicSheetsRunRightToLeft(t *testing.T) {
	doc := sample()
	doc.Language, doc.RightToLeft = "ar", true
	f := open(t, write(t, doc, records()))
	for _, sheet := range f.GetSheetList() {
		view, err := f.GetSheetView(sheet, 0)
		if err != nil {
			t.Fatal(err)
		}
		if view.RightToLeft == nil || !*view.RightToLeft {
			t.Errorf("sheet %s runs left to right", sheet)
		}
	}
}

func TestPrintSetUp(t *testing.T) {
	workbook := write(t, sample(), records())
	sheets := map[string]string{"sheet4.xml": "landscape", "sheet2.xml": "portrait", "sheet6.xml": "landscape"}
	for name, orientation := range sheets {
		xml := part(t, workbook, "xl/worksheets/"+name)
		for _, want := range []string{`orientation="` + orientation + `"`, `fitToHeight="0"`, "Page &amp;P of &amp;N"} {
			if !strings.Contains(xml, want) {
				t.Errorf("%s lacks %q", name, want)
			}
		}
	}
	if names := part(t, workbook, "xl/workbook.xml"); !strings.Contains(names, "&#39;Frequencies&#39;!$1:$2") {
		t.Error("the head of the frequencies is not repeated on each page")
	}
	if footer := part(t, workbook, "xl/worksheets/sheet4.xml"); !strings.Contains(footer, "Internal: not for publication") {
		t.Error("the mark is not on the printed page")
	}
}
