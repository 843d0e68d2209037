package intake

import (
	"context"
	"strconv"
	"strings"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/questionnaire/label"
)

// table is all that Infer looks at: every column as numbers of its distinct
// values, so that questions can be compared respondent by respondent.
type table struct {
	sheet   *sheet.Sheet
	headers []sheet.Column
	columns []*profile
	rows    []int // number in the sheet of each respondent's row
	blank   int   // blank rows, dropped
	tooWide int   // first row with cells beyond the last column, 0 if none

	codebook *Codebook // nil if there is none
}

// profile is one column. Value 0 is a blank; value v > 0 is values[v-1].
// Cells that differ in spaces, case, quotes or dashes have one value, written
// as in the first of them.
type profile struct {
	*sheet.Column
	values []string
	norms  []string // of values
	counts []int    // of values
	cells  []uint16 // value of each respondent
	filled int      // cells that are not blank
	length int      // characters in them

	beyond  int // cells whose value is overflow
	numbers int // of those, numbers
	dates   int // of those, dates

	dropped map[string]int // cells that the file counts as missing, by cell

	byCell map[string]uint16
	byNorm map[string]uint16
}

// overflow is the value of all cells of a column beyond the first maxValues
// distinct ones: the column is free text, numbers or dates.
const (
	maxValues = 4000
	overflow  = maxValues + 1
)

// readTable reads the whole sheet.
func readTable(ctx context.Context, s *sheet.Sheet) (*table, error) {
	t := &table{sheet: s, headers: cutVariables(s.Columns)}
	for i := range t.headers {
		t.columns = append(t.columns, &profile{
			Column: &t.headers[i], byCell: map[string]uint16{}, byNorm: map[string]uint16{}, dropped: map[string]int{},
		})
	}
	for row, err := range s.Rows(ctx) {
		if err != nil {
			return nil, err
		}
		if row.Blank() {
			t.blank++
			continue
		}
		t.rows = append(t.rows, row.Number)
		for i, p := range t.columns {
			cell := ""
			if i < len(row.Cells) {
				cell = row.Cells[i]
			}
			p.add(cell)
		}
		if t.tooWide == 0 && len(row.Cells) > len(t.columns) && !(sheet.Row{Cells: row.Cells[len(t.columns):]}).Blank() {
			t.tooWide = row.Number
		}
	}
	for _, p := range t.columns {
		p.byCell = nil
	}
	return t, nil
}

func (p *profile) add(cell string) {
	if cell != "" && drops(p.Known, cell) {
		p.drop(cell)
		cell = ""
	}
	v, known := p.byCell[cell]
	if !known {
		v = p.value(cell)
		if v != overflow {
			p.byCell[strings.Clone(cell)] = v
		}
	}
	p.cells = append(p.cells, v)
	switch {
	case v == 0:
		return
	case v == overflow:
		p.beyond++
		if _, ok := parseNumber(cell); ok {
			p.numbers++
		}
		if _, ok := parseDate(cell, anyOrder); ok {
			p.dates++
		}
	default:
		p.counts[v-1]++
	}
	p.filled++
	p.length += len(cell)
}

// mostDropped is how many different missing cells are counted apart.
const mostDropped = 50

func (p *profile) drop(cell string) {
	if _, known := p.dropped[cell]; known || len(p.dropped) < mostDropped {
		p.dropped[strings.Clone(cell)]++
	}
}

// value finds or makes the value of a cell.
func (p *profile) value(cell string) uint16 {
	clean := label.Clean(cell)
	if clean == "" {
		return 0
	}
	n := label.Norm(clean)
	if v, known := p.byNorm[n]; known {
		return v
	}
	if len(p.values) == maxValues {
		return overflow
	}
	p.values = append(p.values, strings.Clone(clean))
	p.norms = append(p.norms, n)
	p.counts = append(p.counts, 0)
	v := uint16(len(p.values))
	p.byNorm[n] = v
	return v
}

// has reports whether respondent r has a cell in the column.
func (p *profile) has(r int) bool { return p.cells[r] != 0 }

// empty reports whether the column holds nothing.
func (p *profile) empty() bool { return p.filled == 0 }

// share is how many of the cells hold a value that passes a test; beyond is
// how many of those that overflow count as passing it.
func (p *profile) share(beyond int, test func(value string) bool) float64 {
	if p.filled == 0 {
		return 0
	}
	n := beyond
	for i, v := range p.values {
		if test(v) {
			n += p.counts[i]
		}
	}
	return float64(n) / float64(p.filled)
}

// averageLength is that of its cells, in bytes.
func (p *profile) averageLength() float64 { return float64(p.length) / float64(max(p.filled, 1)) }

// parseNumber reads a number as exports write it, with thousands separators
// or a percent sign.
func parseNumber(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if x, err := strconv.ParseFloat(s, 64); err == nil {
		return x, x-x == 0 // neither infinite nor NaN
	}
	s = strings.TrimSuffix(s, "%")
	if grouped(s) {
		s = strings.ReplaceAll(s, ",", "")
	}
	x, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return x, err == nil && x-x == 0
}

// grouped reports whether the commas of a number separate thousands.
func grouped(s string) bool {
	whole, _, _ := strings.Cut(strings.TrimLeft(s, "+-"), ".")
	parts := strings.Split(whole, ",")
	for i, part := range parts {
		if i > 0 && len(part) != 3 || i == 0 && (len(part) == 0 || len(part) > 3) {
			return false
		}
	}
	return len(parts) > 1
}
