package xlsform

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// book is a workbook in memory: the sheets that a form is made of.
type book struct {
	name   string
	sheets []*sheet
}

// find gives the sheet of a name in any case, nil if there is none.
func (b *book) find(name string) *sheet {
	i := slices.IndexFunc(b.sheets, func(s *sheet) bool { return strings.EqualFold(s.name, name) })
	if i < 0 {
		return nil
	}
	return b.sheets[i]
}

// sheet is a table under one row of headers.
type sheet struct {
	name    string
	columns []column
	rows    []row
	unsaved []string // cells with a formula whose value the file does not hold
}

// column is one column of a sheet.
type column struct {
	index    int    // from 0
	header   string // as it is written
	name     string // what it holds, in one spelling: relevant, label, media::image, barometer::note
	language string // as the header names it, "" for none
}

// row is one row of a sheet that holds anything.
type row struct {
	sheet  *sheet
	number int      // from 1, as spreadsheets count
	cells  []string // by index of the column; those behind the last filled one may be absent
}

// cell gives what stands in a column.
func (r *row) cell(c *column) string {
	if c.index >= len(r.cells) {
		return ""
	}
	return r.cells[c.index]
}

// column finds the first column of a name that is filled in this row, or else
// the first of that name; nil if there is none.
func (r *row) column(name string) *column {
	var first *column
	for i := range r.sheet.columns {
		c := &r.sheet.columns[i]
		if c.name != name {
			continue
		}
		if r.cell(c) != "" {
			return c
		}
		if first == nil {
			first = c
		}
	}
	return first
}

// get gives what the row says under a name, "" for nothing.
func (r *row) get(name string) string {
	if c := r.column(name); c != nil {
		return r.cell(c)
	}
	return ""
}

// at is the place of what the row says under a name: survey!C14. Where it says
// nothing it is the row.
func (r *row) at(name string) string {
	if c := r.column(name); c != nil {
		return r.place(c)
	}
	return fmt.Sprintf("%s!%d", r.sheet.name, r.number)
}

// place is the place of a cell.
func (r *row) place(c *column) string {
	letter, err := excelize.ColumnNumberToName(c.index + 1)
	if err != nil {
		letter = ""
	}
	return fmt.Sprintf("%s!%s%d", r.sheet.name, letter, r.number)
}

// headerPlace is the place of a column's header.
func (s *sheet) headerPlace(c *column) string {
	header := row{sheet: s, number: 1}
	return header.place(c)
}

// has reports whether a column of a name exists.
func (s *sheet) has(name string) bool {
	return s != nil && slices.ContainsFunc(s.columns, func(c column) bool { return c.name == name })
}

// table makes a sheet of rows of cells, the first of which is that of headers.
// Columns without a header are kept: their name is empty.
func table(name string, cells [][]string) *sheet {
	s := &sheet{name: name}
	for n, values := range cells {
		if n == 0 {
			s.columns = columnsOf(values)
			continue
		}
		if slices.ContainsFunc(values, func(v string) bool { return v != "" }) {
			s.rows = append(s.rows, row{sheet: s, number: n + 1, cells: values})
			for len(s.columns) < len(values) {
				s.columns = append(s.columns, column{index: len(s.columns)})
			}
		}
	}
	return s
}

// columnsOf reads a row of headers.
func columnsOf(headers []string) []column {
	double := slices.ContainsFunc(headers, func(h string) bool { return strings.Contains(h, "::") })
	columns := make([]column, len(headers))
	for i, h := range headers {
		columns[i] = parseHeader(h, double)
		columns[i].index = i
	}
	return columns
}
