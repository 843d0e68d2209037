package sheet_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/fault"
)

// workbook makes an XLSX file of worksheets with rows of cells.
func workbook(t testing.TB, sheets map[string][][]any, order ...string) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, name := range order {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for r, row := range sheets[name] {
			cell, err := excelize.CoordinatesToCellName(1, r+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetSheetRow(name, cell, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestWorkbook(t *testing.T) {
	data := workbook(t, map[string][][]any{
		"Cover":     {},
		"Responses": {{"ID", "Why?", nil}, {"ID", "Cost", "Speed"}, {10103000748, "Cost", nil}, {nil}, {2, nil, "Speed"}},
		"Notes":     {{"nothing to see"}},
	}, "Cover", "Responses", "Notes")
	s, err := read(t, string(data), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Format != "xlsx" || s.Worksheet != "Responses" || len(s.Unread) != 1 || s.Unread[0] != "Notes" {
		t.Errorf("format %s, worksheet %s, unread %q", s.Format, s.Worksheet, s.Unread)
	}
	if got, want := rows(t, s), "10103000748|Cost\n\n2||Speed"; got != want {
		t.Errorf("rows %q, want %q", got, want)
	}
	if _, err := read(t, string(data), sheet.Options{Worksheet: "Answers"}); err == nil {
		t.Error("a worksheet that does not exist is read")
	}
	other, err := read(t, string(data), sheet.Options{Worksheet: "Notes"})
	if err != nil || other.Worksheet != "Notes" {
		t.Errorf("the worksheet asked for is not read: %v", err)
	}
}

func TestWorkbookCutOff(t *testing.T) {
	data := workbook(t, map[string][][]any{"S": {{"a", "b"}, {1, 2}}}, "S")
	for _, n := range []int{len(data) - 1, len(data) / 2, 100, 5} {
		if _, err := read(t, string(data[:n]), sheet.Options{}); !errors.Is(err, fault.Invalid) {
			t.Errorf("the first %d of %d bytes: %v, want an error of kind invalid", n, len(data), err)
		}
	}
}

func TestWorkbookThatUnpacksTooLarge(t *testing.T) {
	var rows [][]any
	for range 3000 {
		rows = append(rows, []any{"the same text over and over", "the same text over and over"})
	}
	data := workbook(t, map[string][][]any{"S": rows}, "S")
	limit := int64(len(data) + 1)
	if _, err := read(t, string(data), sheet.Options{MaxBytes: limit}); !errors.Is(err, fault.TooLarge) {
		t.Errorf("%d bytes that unpack to more than %d: %v, want an error of kind too large", len(data), 4*limit, err)
	}
}

// TestWorkbookThatIsFarTooWide reads a small file with one cell at the right
// end of each row, which makes hundreds of millions of empty ones.
func TestWorkbookThatIsFarTooWide(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 50 million cells; run without -short")
	}
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	for r := range 4000 {
		if err := w.SetRow(fmt.Sprintf("XFD%d", r+1), []any{"x"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	s, err := read(t, buf.String(), sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	last := 0
	for row, rowErr := range s.Rows(t.Context()) {
		last, err = row.Number, rowErr
	}
	// Row 3051 has the last of 50 million cells.
	if message := fault.Message(err); !errors.Is(err, fault.TooLarge) || last != 3052 ||
		!strings.Contains(message, "row 3052 of test.csv") || !strings.Contains(message, "worksheet Sheet1") || !strings.Contains(message, "column XFD") {
		t.Errorf("reading ends in row %d with %v, want an error of kind too large in row 3052", last, err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("a,b\n1,\"2\n\",\n"))
	f.Add([]byte("title\nID,Why?,\nID,Cost,Speed\n1,Cost,\n"))
	f.Add([]byte("\xff\xfea\x00;\x00b\x00\n\x00"))
	f.Add([]byte("caf\x8e,\xca\r1,2\r"))
	f.Add(workbook(f, map[string][][]any{"S": {{"a", "b"}, {1, "x"}}}, "S"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := sheet.Read(context.Background(), bytes.NewReader(data), "fuzz", sheet.Options{MaxBytes: 1 << 20})
		if err != nil {
			if k := fault.KindOf(err); k != fault.Invalid && k != fault.TooLarge {
				t.Fatalf("kind %v of %v", k, err)
			}
			return
		}
		defer s.Close()
		last := s.HeaderRows
		for row, err := range s.Rows(context.Background()) {
			if err != nil {
				break
			}
			if row.Number <= last {
				t.Fatalf("row %d comes after row %d", row.Number, last)
			}
			last = row.Number
		}
	})
}
