// Package xlsxfile opens XLSX workbooks that strangers made and streams their
// rows, within limits of memory and time: a file that unpacks to more than is
// allowed, worksheets of endless empty cells and damaged parts are errors, and
// no panic of the library below comes through.
//
// It knows nothing of what the cells mean, and writes no workbooks.
package xlsxfile

import (
	"archive/zip"
	"context"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/xuri/excelize/v2"

	"barometer/internal/fault"
)

// Limits bound what a workbook may cost.
type Limits struct {
	Unpacked int64 // bytes that all of the file may unpack to
	Part     int64 // bytes that each part but a worksheet may unpack to, as these are kept in memory; 0 for no limit but Unpacked
	Cells    int   // cells of a worksheet, those left empty before the last filled one of each row included
}

// unzipMemory is how large a part of a workbook may become before it is kept
// in a temporary file, in bytes.
const unzipMemory = 16 << 20

// Book is an open workbook. One goroutine may use it at a time.
type Book struct {
	name   string
	file   io.ReaderAt
	size   int64
	limits Limits
	book   *excelize.File
}

// Open opens a workbook of size bytes; name is for messages. Errors that the
// owner of the file can mend are of kind fault.Invalid or fault.TooLarge.
func Open(r io.ReaderAt, size int64, name string, limits Limits) (_ *Book, err error) {
	defer catch(name, &err)
	if err := checkParts(r, size, name, limits); err != nil {
		return nil, err
	}
	book, err := excelize.OpenReader(io.NewSectionReader(r, 0, size), excelize.Options{
		RawCellValue:      true,
		UnzipSizeLimit:    limits.Unpacked,
		UnzipXMLSizeLimit: min(unzipMemory, limits.Unpacked),
	})
	if err != nil && strings.Contains(err.Error(), "unzip size exceeds") {
		return nil, tooLarge(name, limits)
	}
	if err != nil {
		return nil, refuse(name, "this cannot be read as an XLSX workbook (%v), so it is cut off, damaged or of another kind; save it again as .xlsx or CSV UTF-8", err)
	}
	return &Book{name: name, file: r, size: size, limits: limits, book: book}, nil
}

// A part that is larger than bombBytes and packed more than bombRatio to one holds
// the same all over: no data does.
const (
	bombBytes = 64 << 20
	bombRatio = 200
)

// checkParts looks into the directory of the file for parts that would take
// much memory: a few bytes of styles or texts make a hundred of a tree.
func checkParts(r io.ReaderAt, size int64, name string, limits Limits) error {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil // opening it says what is wrong
	}
	for _, part := range archive.File {
		if part.UncompressedSize64 > bombBytes && part.UncompressedSize64/max(part.CompressedSize64, 1) > bombRatio {
			return tooLarge(name, limits)
		}
		if limits.Part > 0 && !strings.HasPrefix(part.Name, "xl/worksheets/") && !strings.HasPrefix(part.Name, "xl/media/") && part.UncompressedSize64 > uint64(limits.Part) {
			return tooLarge(name, limits)
		}
	}
	return nil
}

func tooLarge(name string, limits Limits) error {
	return fault.New(fault.TooLarge, "%s unpacks to more than %d MB, or to a part that is too large; save the worksheet as CSV UTF-8, or raise the limit", name, limits.Unpacked>>20)
}

// refuse makes the error of a file that cannot be read.
func refuse(name, format string, args ...any) error {
	return fault.New(fault.Invalid, "%s: %s", name, fmt.Sprintf(format, args...))
}

// catch turns a panic of the workbook library on a damaged file into an error
// about the file.
func catch(name string, err *error) {
	if p := recover(); p != nil {
		*err = refuse(name, "this workbook is damaged (%v); save it again as .xlsx or CSV UTF-8", p)
	}
}

// Sheets lists the names of the worksheets in their order.
func (b *Book) Sheets() []string { return b.book.GetSheetList() }

// Filled reports whether one of the first rows of a worksheet holds anything;
// rows is how many of them are looked at.
func (b *Book) Filled(sheet string, rows int) bool {
	r, err := b.book.Rows(sheet)
	if err != nil {
		return false
	}
	defer r.Close()
	for range rows {
		cells, more, err := b.next(r, excelize.Options{RawCellValue: true})
		if err != nil || !more {
			return false
		}
		for _, c := range cells {
			if strings.TrimSpace(c) != "" {
				return true
			}
		}
	}
	return false
}

// cancelled is after how many rows Rows looks whether somebody still waits.
const cancelled = 1000

// Rows streams the rows of a worksheet, empty ones included, up to the last
// that the file describes. A formula gives the value that it had when the file
// was saved. The slice of cells is the caller's. After an error there are no
// more rows.
func (b *Book) Rows(ctx context.Context, sheet string) iter.Seq2[[]string, error] {
	return b.rows(ctx, sheet, excelize.Options{RawCellValue: true})
}

// Shown is Rows with numbers and dates as a spreadsheet shows them.
func (b *Book) Shown(ctx context.Context, sheet string) iter.Seq2[[]string, error] {
	return b.rows(ctx, sheet, excelize.Options{})
}

func (b *Book) rows(ctx context.Context, sheet string, o excelize.Options) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		rows, err := b.book.Rows(sheet)
		if err != nil {
			yield(nil, fault.New(fault.Invalid, "worksheet %s cannot be read (%w); save the workbook again", sheet, err))
			return
		}
		defer rows.Close()
		left, widest := b.limits.Cells, 0
		for n := 0; ; n++ {
			if n%cancelled == 0 && ctx.Err() != nil {
				yield(nil, ctx.Err())
				return
			}
			cells, more, err := b.next(rows, o)
			left -= len(cells)
			widest = max(widest, len(cells))
			if err == nil && left < 0 {
				err = b.tooMany(sheet, widest)
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

// tooMany is the error of a worksheet with more cells than allowed.
func (b *Book) tooMany(sheet string, widest int) error {
	column, err := excelize.ColumnNumberToName(max(1, widest))
	if err != nil {
		column = fmt.Sprint(widest)
	}
	return fault.New(fault.TooLarge, "up to here worksheet %s has more than %s cells, empty ones included, as its rows reach up to column %s; delete the columns that hold nothing, or save it as CSV UTF-8",
		sheet, millions(b.limits.Cells), column)
}

func millions(n int) string {
	if n%1_000_000 == 0 {
		return fmt.Sprintf("%d million", n/1_000_000)
	}
	return fmt.Sprint(n)
}

// next reads one row; more is false after the last.
func (b *Book) next(rows *excelize.Rows, o excelize.Options) (cells []string, more bool, err error) {
	defer catch("the worksheet", &err)
	if !rows.Next() {
		if err := rows.Error(); err != nil {
			return nil, false, fault.New(fault.Invalid, "the worksheet breaks off (%w); save the workbook again", err)
		}
		return nil, false, nil
	}
	if cells, err = rows.Columns(o); err != nil {
		return nil, false, fault.New(fault.Invalid, "a row cannot be read (%w); save the workbook again", err)
	}
	return cells, true, nil
}

// Close removes what was unpacked of the workbook.
func (b *Book) Close() error {
	if err := b.book.Close(); err != nil {
		return fmt.Errorf("closing %s: %w", b.name, err)
	}
	return nil
}
