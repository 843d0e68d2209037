package xlsform

import (
	"context"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"barometer/internal/fault"
	"barometer/internal/xlsxfile"
)

// MaxSize is how large a workbook may be, in bytes; it may unpack to four times
// as much.
const MaxSize = 10 << 20

// Limits of one sheet, far above what any form has.
const (
	maxCells   = 4_000_000 // empty ones included
	maxRows    = 50_000    // filled ones
	maxColumns = 2_000
	maxPart    = 4 << 20 // bytes of texts or styles
)

// Source is a workbook with the files beside it.
type Source struct {
	Name   string // for messages
	Data   io.ReaderAt
	Size   int64
	Beside fs.FS // where select_one_from_file finds its files; nil for none
}

// The first bytes of files that are no .xlsx.
var magics = []struct{ head, remedy string }{
	{"\xD0\xCF\x11\xE0", "this is an old .xls workbook or one with a password; save it as .xlsx without password, for example with LibreOffice: soffice --headless --convert-to xlsx FILE.xls"},
	{"%PDF", "this is a PDF; save the form as .xlsx"},
}

// load reads the sheets of a workbook into memory. Errors that the owner of
// the file can mend are of kind fault.Invalid or fault.TooLarge.
func load(ctx context.Context, src Source) (*book, error) {
	if src.Size == 0 {
		return nil, fault.New(fault.Invalid, "%s is empty; save the form again", src.Name)
	}
	if src.Size > MaxSize {
		return nil, fault.New(fault.TooLarge, "%s is larger than %d MB; no form is", src.Name, MaxSize>>20)
	}
	head := make([]byte, 8)
	n, err := src.Data.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, fault.New(fault.Invalid, "%s cannot be read: %w", src.Name, err)
	}
	for _, m := range magics {
		if strings.HasPrefix(string(head[:n]), m.head) {
			return nil, fault.New(fault.Invalid, "%s: %s", src.Name, m.remedy)
		}
	}
	opened, err := xlsxfile.Open(src.Data, src.Size, src.Name, xlsxfile.Limits{Unpacked: 4 * MaxSize, Part: maxPart, Cells: maxCells})
	if err != nil {
		return nil, err
	}
	b, err := loadSheets(ctx, opened, src.Name)
	if closing := opened.Close(); err == nil {
		err = closing
	}
	return b, err
}

// loadSheets reads the sheets that a form can be made of; of others only their
// names are kept.
func loadSheets(ctx context.Context, opened *xlsxfile.Book, name string) (*book, error) {
	b := &book{name: name}
	names := opened.Sheets()
	for _, sheetName := range names {
		if len(names) > 1 && !isSheet(sheetName) {
			b.sheets = append(b.sheets, &sheet{name: sheetName})
			continue
		}
		cells, err := loadCells(ctx, opened, sheetName)
		if err != nil {
			return nil, err
		}
		s := table(sheetName, cells)
		s.unsaved = opened.Unsaved(sheetName, maxUnsaved)
		b.sheets = append(b.sheets, s)
	}
	return b, nil
}

// maxUnsaved is how many formulas without a value are reported of a sheet.
const maxUnsaved = 20

// sheetNames are the sheets that are read.
var sheetNames = []string{"survey", "choices", "columns", "external_choices", "settings", own}

func isSheet(name string) bool { return slices.Contains(sheetNames, strings.ToLower(name)) }

// wholeNumber is how files have whole numbers that were computed with: 3.0.
var wholeNumber = regexp.MustCompile(`^-?[0-9]+\.0+$`)

// loadCells reads a sheet, cleaned, up to its last filled row.
func loadCells(ctx context.Context, opened *xlsxfile.Book, sheetName string) ([][]string, error) {
	var all [][]string
	n, filled, whole := 0, 0, false
	for cells, err := range opened.Rows(ctx, sheetName) {
		if err != nil {
			return nil, err
		}
		n++
		cells = clean(cells)
		if len(cells) > 0 {
			filled++
			all = append(all, make([][]string, n-len(all))...)
			all[n-1] = cells
		}
		if filled > maxRows || n > excelize.TotalRows || len(cells) > maxColumns {
			return nil, fault.New(fault.TooLarge, "sheet %s has more than %d filled rows, %d rows or %d columns; no form has: remove what does not belong to it", sheetName, maxRows, excelize.TotalRows, maxColumns)
		}
		whole = whole || slices.ContainsFunc(cells, wholeNumber.MatchString)
	}
	if whole {
		return all, writeWhole(ctx, opened, sheetName, all)
	}
	return all, nil
}

// clean trims the cells of a row and drops the empty ones at its end. What no
// text holds is left out.
func clean(cells []string) []string {
	for i, c := range cells {
		c = strings.ToValidUTF8(strings.ReplaceAll(c, "\r\n", "\n"), "\uFFFD")
		if strings.ContainsFunc(c, isControl) {
			c = strings.Map(func(r rune) rune {
				if isControl(r) {
					return -1
				}
				return r
			}, c)
		}
		cells[i] = strings.Trim(c, " \t\n\u00a0")
	}
	for len(cells) > 0 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

func isControl(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r == 0x7F }

// writeWhole replaces numbers such as 3.0 by what the spreadsheet shows of
// them, and leaves texts that look alike.
func writeWhole(ctx context.Context, opened *xlsxfile.Book, sheetName string, all [][]string) error {
	n := 0
	for cells, err := range opened.Shown(ctx, sheetName) {
		if err != nil {
			return err
		}
		for i, c := range cells {
			if n < len(all) && i < len(all[n]) && wholeNumber.MatchString(all[n][i]) {
				all[n][i] = strings.TrimSpace(c)
			}
		}
		n++
	}
	return nil
}
