package translate

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"barometer/internal/fault"
)

// edited changes a workbook as a spreadsheet program would.
func edited(t *testing.T, data []byte, edit func(f *excelize.File) error) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := edit(f); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if _, err := f.WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestWorkbook checks what a translator meets: what is locked, what can be
// chosen, the direction, and that no text is a formula.
func TestWorkbook(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(formats["xlsx"].write(t, club(t), "ar")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if view, err := f.GetSheetView("ar", -1); err != nil || view.RightToLeft == nil || !*view.RightToLeft {
		t.Error("the Arabic sheet runs from left to right")
	}
	rows, err := f.GetRows("ar")
	if err != nil || len(rows) != len(club(t).Strings())+1 || strings.Join(rows[0][:6], "|") != "Id|Where it appears|Source (English)|Translation (Arabic, العربية)|State|Note to translators" {
		t.Fatalf("%d rows, the first %q (%v)", len(rows), rows[0], err)
	}
	for row := 1; row <= len(rows); row++ {
		for column := columnID; column <= columnStamp; column++ {
			name := cell(column, row)
			if formula, _ := f.GetCellFormula("ar", name); formula != "" {
				t.Errorf("%s holds the formula %s", name, formula)
			}
			id, _ := f.GetCellStyle("ar", name)
			style, err := f.GetStyle(id)
			if open := row > 1 && (column == columnTranslation || column == columnState); err != nil || style.Protection == nil || style.Protection.Locked == open {
				t.Errorf("%s is locked: %+v, want %v (%v)", name, style.Protection, !open, err)
			}
		}
	}
	if protection, err := f.GetSheetProtection("ar"); err != nil || protection.Password != "" || !protection.SelectUnlockedCells {
		t.Errorf("the sheet is protected as %+v (%v)", protection, err)
	}
	if lists, err := f.GetDataValidations("ar"); err != nil || len(lists) != 1 || lists[0].Formula1 != `"translated,reviewed"` {
		t.Errorf("what can be chosen is %+v (%v)", lists, err)
	}
}

// TestEditedWorkbook checks rows that were moved and added, columns without
// their headers, and formulas.
func TestEditedWorkbook(t *testing.T) {
	d := club(t)
	data := edited(t, formats["xlsx"].write(t, d, "fr"), func(f *excelize.File) error {
		return errors.Join(
			f.SetCellStr("fr", "D8", "Vous"),
			f.RemoveCol("fr", "G"), f.RemoveCol("fr", "B"), f.RemoveRow("fr", 3),
			f.SetCellStr("fr", "A300", " "), f.SetCellStr("fr", "E300", "x"),
		)
	})
	data = withPart(t, data, "xl/worksheets/sheet1.xml", func(w io.Writer, before string) {
		fmt.Fprint(w, regexp.MustCompile(`<c r="C8"[^>]*><v>\d+</v></c>`).ReplaceAllString(before, `<c r="C8" t="str"><f>"How often"</f><v>Combien ?</v></c>`))
	})
	f, err := formats["xlsx"].read(t, data)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Rows) != len(d.Strings())-1 {
		t.Errorf("%d rows", len(f.Rows))
	}
	m := Merge(d, f)
	if m.Problems.HasErrors() || strings.Join(m.Changed, " ") != "section.you.title question.name.text" || m.Translation.Strings["section.you.title"].Text != "Vous" || m.Translation.Strings["question.name.text"].Text != "Combien ?" {
		t.Errorf("%v changed, problems:\n%v", m.Changed, m.Problems)
	}
}

// TestForeignWorkbooks checks workbooks that are no translations.
func TestForeignWorkbooks(t *testing.T) {
	export := formats["xlsx"].write(t, club(t), "fr")
	tests := []struct {
		name string
		data []byte
		want string
		kind error
	}{
		{"no workbook", []byte("id,source"), "cannot be read as an XLSX workbook", fault.Invalid},
		{"cut off", export[:len(export)/2], "cannot be read as an XLSX workbook", fault.Invalid},
		{"sheet renamed", edited(t, export, func(f *excelize.File) error { return f.SetSheetName("fr", "Français") }), "has no worksheet of translations", fault.Invalid},
		{"header removed", edited(t, export, func(f *excelize.File) error { return f.RemoveRow("fr", 1) }), "has no worksheet of translations", fault.Invalid},
		{"bomb", bomb(t, export, "xl/worksheets/sheet1.xml", "<a/>", 100<<20), "unpacks to more than", fault.TooLarge},
		{"bomb of texts", bomb(t, export, "xl/sharedStrings.xml", "<si><t>x</t></si>", 100<<20), "unpacks to more than", fault.TooLarge},
		{"empty rows", bomb(t, export, "xl/worksheets/sheet1.xml", `<row/>`, 60<<20), "", fault.Invalid},
	}
	for _, test := range tests {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		_, err := formats["xlsx"].read(t, test.data)
		runtime.ReadMemStats(&after)
		if !errors.Is(err, test.kind) && test.want != "" || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
		if took, grown := time.Since(start), int64(after.HeapSys)-int64(before.HeapSys); took > 5*time.Second || grown > 256<<20 {
			t.Errorf("%s took %v and %d MB", test.name, took, grown>>20)
		}
	}
}

// bomb replaces a part of a workbook by a worksheet of size bytes that repeats
// something.
func bomb(t *testing.T, data []byte, part, repeat string, size int) []byte {
	t.Helper()
	return withPart(t, data, part, func(w io.Writer, _ string) {
		fmt.Fprint(w, `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`)
		block := strings.Repeat(repeat, 10_000)
		for n := 0; n < size; n += len(block) {
			fmt.Fprint(w, block)
		}
		fmt.Fprint(w, `</sheetData></worksheet>`)
	})
}

// withPart writes a part of a workbook anew.
func withPart(t *testing.T, data []byte, part string, write func(w io.Writer, before string)) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		if f.Name != part {
			if err := w.Copy(f); err != nil {
				t.Fatal(err)
			}
			continue
		}
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		before, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		out, err := w.Create(part)
		if err != nil {
			t.Fatal(err)
		}
		write(out, string(before))
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
