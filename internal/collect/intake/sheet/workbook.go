package sheet

import (
	"context"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"barometer/internal/fault"
)

// workbook is one worksheet of an XLSX file, read row by row.
type workbook struct {
	file  *os.File
	book  *excelize.File
	sheet string
}

// unzipRatio is how much larger than its greatest size a file may become when
// it is unpacked, and unzipMemory how large a part of it may become before it
// is kept in a temporary file.
const (
	unzipRatio  = 4
	unzipMemory = 16 << 20
)

// maxCells is how many cells a worksheet may have, those left empty before the
// last filled one of each row included. One filled cell far to the right makes
// 16,384 of a few bytes. A worksheet with as many filled cells unpacks to more
// than is allowed anyway.
const maxCells = 50_000_000

func openWorkbook(s *Sheet, f *os.File, size int64, o Options) (_ source, err error) {
	s.Format = "xlsx"
	defer catch(s.Name, &err)
	book, err := excelize.OpenReader(io.NewSectionReader(f, 0, size), excelize.Options{
		RawCellValue:      true,
		UnzipSizeLimit:    unzipRatio * o.maxBytes(),
		UnzipXMLSizeLimit: min(unzipMemory, unzipRatio*o.maxBytes()),
	})
	if err != nil && strings.Contains(err.Error(), "unzip size exceeds") {
		return nil, fault.New(fault.TooLarge, "%s unpacks to more than %d MB; save the worksheet as CSV UTF-8, or raise the limit", s.Name, unzipRatio*o.maxBytes()>>20)
	}
	if err != nil {
		return nil, refuse(s.Name, "this cannot be read as an XLSX workbook (%v), so it is cut off, damaged or of another kind; save it again as .xlsx or CSV UTF-8", err)
	}
	w := &workbook{file: f, book: book}
	if err := w.choose(s, o.Worksheet); err != nil {
		book.Close()
		return nil, err
	}
	return w, nil
}

// catch turns a panic of the workbook library on a damaged file into an error
// about the file.
func catch(name string, err *error) {
	if p := recover(); p != nil {
		*err = refuse(name, "this workbook is damaged (%v); save it again as .xlsx or CSV UTF-8", p)
	}
}

// choose picks the worksheet asked for, or the first that holds anything.
func (w *workbook) choose(s *Sheet, wanted string) error {
	names := w.book.GetSheetList()
	if wanted != "" && !slices.Contains(names, wanted) {
		return refuse(s.Name, "there is no worksheet %q; it has %s", wanted, strings.Join(names, ", "))
	}
	for _, name := range names {
		if wanted == "" && s.Worksheet == "" && w.filled(name) || name == wanted {
			s.Worksheet, w.sheet = name, name
		} else if w.filled(name) {
			s.Unread = append(s.Unread, name)
		}
	}
	if w.sheet == "" {
		return refuse(s.Name, "no worksheet holds anything; export the responses again")
	}
	return nil
}

// filled reports whether a worksheet holds anything in its first rows.
func (w *workbook) filled(name string) bool {
	rows, err := w.book.Rows(name)
	if err != nil {
		return false
	}
	defer rows.Close()
	for range sampleRecords {
		if !rows.Next() {
			return false
		}
		if cells, err := rows.Columns(); err == nil && !isSpaces(cells) {
			return true
		}
	}
	return false
}

func (w *workbook) records(ctx context.Context) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		rows, err := w.book.Rows(w.sheet)
		if err != nil {
			yield(nil, fault.New(fault.Invalid, "worksheet %s cannot be read (%w); save the workbook again", w.sheet, err))
			return
		}
		defer rows.Close()
		budget := cellBudget{left: maxCells}
		for n := 0; ; n++ {
			if n%cancelled == 0 && ctx.Err() != nil {
				yield(nil, ctx.Err())
				return
			}
			cells, more, err := nextRow(rows)
			if err == nil {
				err = budget.take(w.sheet, len(cells))
			}
			if err != nil {
				yield(nil, err)
				return
			}
			if !more || !yield(cells, nil) {
				return
			}
		}
	}
}

// cellBudget counts the cells of a worksheet down.
type cellBudget struct {
	left   int
	widest int // cells of the widest row so far
}

// take counts a row of so many cells; fault.TooLarge when there are too many.
func (b *cellBudget) take(sheet string, cells int) error {
	b.left -= cells
	b.widest = max(b.widest, cells)
	if b.left < 0 {
		return fault.New(fault.TooLarge, "up to here worksheet %s has more than %d million cells, empty ones included, as its rows reach up to column %s; delete the columns that hold no answers, or save it as CSV UTF-8",
			sheet, maxCells/1_000_000, Letter(b.widest-1))
	}
	return nil
}

// nextRow reads one row; more is false after the last.
func nextRow(rows *excelize.Rows) (cells []string, more bool, err error) {
	defer catch("the worksheet", &err)
	if !rows.Next() {
		if err := rows.Error(); err != nil {
			return nil, false, fault.New(fault.Invalid, "the worksheet breaks off (%w); save the workbook again", err)
		}
		return nil, false, nil
	}
	if cells, err = rows.Columns(); err != nil {
		return nil, false, fault.New(fault.Invalid, "a row cannot be read (%w); save the workbook again", err)
	}
	return cells, true, nil
}

// Close closes the file and removes what was unpacked of it.
func (w *workbook) Close() error {
	if err := w.book.Close(); err != nil {
		w.file.Close()
		return fmt.Errorf("closing the workbook: %w", err)
	}
	return w.file.Close()
}
