package xlsform

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// workbook makes a workbook of one sheet “survey”; more fills it further.
func workbook(t testing.TB, rows [][]any, more func(*excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "survey"); err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if err := f.SetSheetRow("survey", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	if more != nil {
		more(f)
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// small is a form of one question.
var small = [][]any{{"type", "name", "label"}, {"text", "q", "Q"}}

// withPart replaces a part of a workbook by a text repeated as often as it has
// to be for so many bytes.
func withPart(t testing.TB, data []byte, name, begin, repeated, end string, size int) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range archive.File {
		to, err := w.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if part.Name != name {
			from, err := part.Open()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(to, from); err != nil {
				t.Fatal(err)
			}
			continue
		}
		chunk := strings.Repeat(repeated, 1+(1<<16)/len(repeated))
		if _, err := io.WriteString(to, begin); err != nil {
			t.Fatal(err)
		}
		for n := 0; n < size; n += len(chunk) {
			if _, err := io.WriteString(to, chunk); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := io.WriteString(to, end); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const main = `<?xml version="1.0"?><%s xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`

// TestHostileWorkbooks reads files that unpack to far more than they are: each
// is refused or read within 256 MB and 5 s.
func TestHostileWorkbooks(t *testing.T) {
	plain := workbook(t, small, nil)
	sheet := fmt.Sprintf(main, "worksheet") + "<sheetData>"
	for _, test := range []struct {
		name    string
		data    []byte
		refused bool
	}{
		{"spaces in a sheet", withPart(t, plain, "xl/worksheets/sheet1.xml", sheet, strings.Repeat(" ", 1024), "</sheetData></worksheet>", 200<<20), true},
		{"empty texts", withPart(t, plain, "xl/sharedStrings.xml", fmt.Sprintf(main, "sst"), "<si/>", "</sst>", 30<<20), true},
		{"fewer empty texts", withPart(t, plain, "xl/sharedStrings.xml", fmt.Sprintf(main, "sst"), "<si/>", "</sst>", 3<<20), true},
		{"styles", withPart(t, plain, "xl/styles.xml", fmt.Sprintf(main, "styleSheet")+"<cellXfs>", "<xf/>", "</cellXfs></styleSheet>", 30<<20), true},
		{"empty rows without numbers", withPart(t, plain, "xl/worksheets/sheet1.xml", sheet, "<row/>", "</sheetData></worksheet>", 12<<20), true},
		{"a million empty rows", workbook(t, small, func(f *excelize.File) {
			if err := f.SetCellStr("survey", "A1048576", "note"); err != nil {
				t.Fatal(err)
			}
		}), false},
		{"cells far to the right", workbook(t, append(small, []any{"text", "r", "R"}), func(f *excelize.File) {
			if err := f.SetCellStr("survey", "XFD3", "x"); err != nil {
				t.Fatal(err)
			}
		}), true},
		{"many rows", withPart(t, plain, "xl/worksheets/sheet1.xml", sheet, `<row><c t="str"><v>text</v></c></row>`, "</sheetData></worksheet>", 30<<20), true},
	} {
		t.Run(test.name, func(t *testing.T) {
			var err error
			peak, took := cost(func() {
				_, _, err = Read(t.Context(), Source{Name: "form.xlsx", Data: bytes.NewReader(test.data), Size: int64(len(test.data))})
			})
			if refused := err != nil; refused != test.refused {
				t.Errorf("refused: %v (%v), want %v", refused, err, test.refused)
			}
			if err != nil && !errors.Is(err, fault.Invalid) && !errors.Is(err, fault.TooLarge) {
				t.Errorf("%v is no error about the file", err)
			}
			if peak > 256<<20 || took > 5*time.Second {
				t.Errorf("reading took %v and %d MB", took, peak>>20)
			}
			t.Logf("%d bytes: %v, %d MB, %v", len(test.data), took, peak>>20, err)
		})
	}
}

// cost measures the greatest memory in use, in bytes, and the time of a call.
func cost(do func()) (peak uint64, took time.Duration) {
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	done, measured := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(measured)
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapInuse-min(m.HeapInuse, before.HeapInuse))
			select {
			case <-done:
				return
			case <-time.After(10 * time.Millisecond):
			}
		}
	}()
	start := time.Now()
	do()
	took = time.Since(start)
	close(done)
	<-measured
	return peak, took
}

func TestOddWorkbooks(t *testing.T) {
	for _, test := range []struct {
		name string
		rows [][]any
		more func(f *excelize.File) error
		want string // in the error, or in the report
	}{
		{"no survey", small, func(f *excelize.File) error {
			if _, err := f.NewSheet("choices"); err != nil {
				return err
			}
			return f.SetSheetName("survey", "questions")
		}, "has no sheet named “survey”, so it is no XLSForm; its sheets are “questions”, “choices”"},
		{"no type", [][]any{{"name", "label"}, {"q", "Q"}}, nil, "has no column “type” in its first row"},
		{"no rows", [][]any{{"type", "name", "label"}}, nil, "holds no questions"},
		{"only a device's rows", [][]any{{"type", "name"}, {"start", "s"}}, nil, "holds no questions"},
		{"merged headers", [][]any{{"type", "name", "label"}, {"text", "q", "Q", "lost"}}, func(f *excelize.File) error {
			return f.MergeCell("survey", "C1", "D1")
		}, "survey!D2: column without a header (left out)"},
		{"a formula with its value", [][]any{{"type", "name", "label"}, {"text", "q", "Q"}}, func(f *excelize.File) error {
			return errors.Join(f.SetCellStr("survey", "C2", "worked out"), f.SetCellFormula("survey", "C2", `"worked "&"out"`))
		}, ""},
		{"a formula without a value", [][]any{{"type", "name", "label"}, {"text", "q"}}, func(f *excelize.File) error {
			return f.SetCellFormula("survey", "C2", `"worked "&"out"`)
		}, "survey!C2: formula (left out)"},
		{"another sheet", small, func(f *excelize.File) error {
			_, err := f.NewSheet("notes")
			return err
		}, "notes: sheet (left out)"},
		{"only one sheet of another name", small, func(f *excelize.File) error {
			return f.SetSheetName("survey", "Tabelle1")
		}, "Tabelle1: sheet (changed)"},
		{"an own type without rows", [][]any{{"type", "name", "label", "barometer::type"}, {"begin group", "g", "G", "matrix"}, {"end group"}, {"text", "q", "Q"}}, nil, "to be mended|problem"},
	} {
		t.Run(test.name, func(t *testing.T) {
			data := workbook(t, test.rows, func(f *excelize.File) {
				if test.more != nil {
					if err := test.more(f); err != nil {
						t.Fatal(err)
					}
				}
			})
			_, report, err := Read(t.Context(), Source{Name: "form.xlsx", Data: bytes.NewReader(data), Size: int64(len(data))})
			said := fmt.Sprint(err)
			if report != nil {
				said = fmt.Sprint(report.Entries)
			}
			found := false
			for part := range strings.SplitSeq(test.want, "|") {
				found = found || strings.Contains(said, part)
			}
			if !found {
				t.Errorf("got %s, want %q", said, test.want)
			}
		})
	}
}

// FuzzRead checks that no sheets crash the reader, that all it says has a
// place, and that what it makes comes back from a form again.
func FuzzRead(f *testing.F) {
	f.Add("type|name|label\nbegin repeat|r|R\nselect_one l|q|Q ${r}\nend repeat", "list_name|name|label|f\nl|a|A|x\nl|b|B|", "form_title|default_language\nT|fr")
	f.Add("type|name|label::x|barometer::type|relevant\nbegin group|g|G|matrix|${q}\nselect_one l|q|Q||.=1\nend group", "list name|name|barometer_list\nl|a|l", "")
	f.Add("type|name|calculation|constraint|barometer::options\ncalculate|c|1+1||[]\ninteger|i||. > 3|{}\ngeopoint|p\nrange|x", "", "barometer::minutes\nx")
	f.Add("type|label\nbegin group|G\nbarcode|B\nbegin group|H\nbarcode|C", "", "")
	f.Add("type|label\x00\x10|name\ntext|\x91|q\x00", "", "form_title\nT\x91fr\r")
	f.Fuzz(func(t *testing.T, survey, choices, settings string) {
		b := parseBook("f.xlsx", "## survey\n"+survey+"\n## choices\n"+choices+"\n## settings\n"+settings+"\n")
		d, report, err := read(context.Background(), b, Source{Name: "f.xlsx"})
		if err != nil {
			if !errors.Is(err, fault.Invalid) {
				t.Fatal(err)
			}
			return
		}
		for _, e := range report.Entries {
			if e.Place == "" || e.What == "" || e.Outcome == "" {
				t.Errorf("an entry without place or words: %q", e)
			}
		}
		if questionnaire.Lint(d, nil).HasErrors() {
			return
		}
		again, written, err := form(d)
		if err != nil {
			t.Fatal(err)
		}
		if len(written.Of(convert.LeftOut)) > 0 {
			t.Errorf("%v: %v", written.Entries, again.name)
		}
	})
}
