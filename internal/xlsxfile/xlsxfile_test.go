package xlsxfile_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"barometer/internal/fault"
	"barometer/internal/xlsxfile"
)

// workbook makes a workbook with two sheets, of which the first is empty.
func workbook(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.NewSheet("Data"); err != nil {
		t.Fatal(err)
	}
	for cell, value := range map[string]any{"A1": "name", "B1": "share", "B3": 2.0, "C3": true} {
		if err := f.SetCellValue("Data", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	b, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(data []byte, limits xlsxfile.Limits) (*xlsxfile.Book, error) {
	return xlsxfile.Open(bytes.NewReader(data), int64(len(data)), "test.xlsx", limits)
}

var wide = xlsxfile.Limits{Unpacked: 1 << 24, Cells: 1000}

// rows joins the rows of a sheet.
func rows(ctx context.Context, b *xlsxfile.Book, sheet string) (string, error) {
	var lines []string
	for cells, err := range b.Rows(ctx, sheet) {
		if err != nil {
			return strings.Join(lines, "\n"), err
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return strings.Join(lines, "\n"), nil
}

func TestRows(t *testing.T) {
	b, err := open(workbook(t), wide)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if got := strings.Join(b.Sheets(), ","); got != "Sheet1,Data" || b.Filled("Sheet1", 10) || !b.Filled("Data", 10) {
		t.Errorf("sheets %s, filled %v and %v", got, b.Filled("Sheet1", 10), b.Filled("Data", 10))
	}
	got, err := rows(t.Context(), b, "Data")
	if want := "name|share\n\n|2|1"; err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	for cells, err := range b.Shown(t.Context(), "Data") {
		if err != nil {
			t.Fatal(err)
		}
		got = strings.Join(cells, "|")
	}
	if want := "|2|TRUE"; got != want {
		t.Errorf("shown: got %q, want %q", got, want)
	}
	if _, err := rows(t.Context(), b, "Nowhere"); !errors.Is(err, fault.Invalid) {
		t.Errorf("a sheet that does not exist: %v, want an error of kind invalid", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := rows(ctx, b, "Data"); !errors.Is(err, context.Canceled) {
		t.Errorf("after nobody waits any more: %v", err)
	}
}

func TestLimits(t *testing.T) {
	data := workbook(t)
	for name, test := range map[string]struct {
		data   []byte
		limits xlsxfile.Limits
		kind   error
	}{
		"unpacked":  {data, xlsxfile.Limits{Unpacked: 500, Cells: 1000}, fault.TooLarge},
		"part":      {data, xlsxfile.Limits{Unpacked: 1 << 24, Part: 100, Cells: 1000}, fault.TooLarge},
		"cut off":   {data[:len(data)/2], wide, fault.Invalid},
		"text":      {[]byte("type,name,label"), wide, fault.Invalid},
		"no sheets": {[]byte("PK\x05\x06" + strings.Repeat("\x00", 18)), wide, fault.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := open(test.data, test.limits)
			if err == nil {
				_, err = rows(t.Context(), b, "Data")
				b.Close()
			}
			if !errors.Is(err, test.kind) {
				t.Errorf("got %v, want an error of kind %v", err, test.kind)
			}
		})
	}
	b, err := open(data, xlsxfile.Limits{Unpacked: 1 << 24, Cells: 3})
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	if _, err := rows(t.Context(), b, "Data"); !errors.Is(err, fault.TooLarge) || !strings.Contains(err.Error(), "column C") {
		t.Errorf("got %v, want an error of kind too large that names column C", err)
	}
}

func TestUnsaved(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	if _, err := f.NewSheet("A & B"); err != nil {
		t.Fatal(err)
	}
	for _, err := range []error{
		f.SetCellInt("A & B", "A1", 2), f.SetCellFormula("A & B", "A1", "1+1"),
		f.SetCellFormula("A & B", "C2", "1+2"), f.SetCellFormula("A & B", "C3", "1+3"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	data, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	b, err := open(data.Bytes(), wide)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	for _, test := range []struct {
		sheet string
		most  int
		want  string
	}{{"A & B", 10, "C2,C3"}, {"A & B", 1, "C2"}, {"Sheet1", 10, ""}, {"Nowhere", 10, ""}} {
		if got := strings.Join(b.Unsaved(test.sheet, test.most), ","); got != test.want {
			t.Errorf("of %s, at most %d: got %s, want %s", test.sheet, test.most, got, test.want)
		}
	}
}
