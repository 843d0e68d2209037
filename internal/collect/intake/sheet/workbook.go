package sheet

import (
	"context"
	"iter"
	"os"
	"slices"
	"strings"

	"barometer/internal/fault"
	"barometer/internal/xlsxfile"
)

// workbook is one worksheet of an XLSX file, read row by row.
type workbook struct {
	file  *os.File
	book  *xlsxfile.Book
	sheet string
}

// unzipRatio is how much larger than its greatest size a file may become when
// it is unpacked.
const unzipRatio = 4

// maxCells is how many cells a worksheet may have, those left empty before the
// last filled one of each row included. One filled cell far to the right makes
// 16,384 of a few bytes. A worksheet with as many filled cells unpacks to more
// than is allowed anyway.
const maxCells = 50_000_000

func openWorkbook(s *Sheet, f *os.File, size int64, o Options) (source, error) {
	s.Format = "xlsx"
	book, err := xlsxfile.Open(f, size, s.Name, xlsxfile.Limits{Unpacked: unzipRatio * o.maxBytes(), Cells: maxCells})
	if err != nil {
		return nil, err
	}
	w := &workbook{file: f, book: book}
	if err := w.choose(s, o.Worksheet); err != nil {
		book.Close()
		return nil, err
	}
	return w, nil
}

// choose picks the worksheet asked for, or the first that holds anything.
func (w *workbook) choose(s *Sheet, wanted string) error {
	names := w.book.Sheets()
	if wanted != "" && !slices.Contains(names, wanted) {
		return refuse(s.Name, "there is no worksheet %q; it has %s", wanted, strings.Join(names, ", "))
	}
	for _, name := range names {
		filled := w.book.Filled(name, sampleRecords)
		if wanted == "" && s.Worksheet == "" && filled || name == wanted {
			s.Worksheet, w.sheet = name, name
		} else if filled {
			s.Unread = append(s.Unread, name)
		}
	}
	if w.sheet == "" {
		return refuse(s.Name, "no worksheet holds anything; export the responses again")
	}
	return nil
}

func (w *workbook) records(ctx context.Context) iter.Seq2[[]string, error] {
	return w.book.Rows(ctx, w.sheet)
}

// Close closes the file and removes what was unpacked of it.
func (w *workbook) Close() error {
	if err := w.book.Close(); err != nil {
		w.file.Close()
		return err
	}
	return w.file.Close()
}

// Beside gives another worksheet of the same workbook as a sheet. It lives as
// long as s, and closing it does nothing. It fails with a fault.NotFound if the
// file has no such worksheet.
func (s *Sheet) Beside(ctx context.Context, name string) (*Sheet, error) {
	w, ok := s.source.(*workbook)
	if !ok || !slices.Contains(w.book.Sheets(), name) {
		return nil, fault.New(fault.NotFound, "%s has no worksheet %q", s.Name, name)
	}
	other := &Sheet{Name: s.Name, Format: s.Format, Worksheet: name, source: beside{&workbook{book: w.book, sheet: name}}}
	if err := other.findLayout(ctx, Options{}); err != nil {
		return nil, err
	}
	return other, nil
}

// beside is a worksheet of a workbook that another sheet closes.
type beside struct{ *workbook }

// Close does nothing.
func (beside) Close() error { return nil }
