package intake

import (
	"context"
	"slices"
	"strings"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// own is what is particular to a file that this program exported: its columns
// are named by variable, and its cells say why there is no value.
type own struct {
	id, language, disposition int // columns, -1 for none; items of rosters have the first only

	// codes tells that choices are written as codes, as far as that can be
	// seen; labels are understood all the same.
	codes   bool
	guarded bool // texts like formulas have an apostrophe in front

	computed []bool // by column: not taken in, since it follows from others
}

// findOwn recognises a file of ours by its headers; nil for others.
func findOwn(s *sheet.Sheet) *own {
	find := func(name string) int {
		return slices.IndexFunc(s.Columns, func(c sheet.Column) bool { return c.Headers[0] == name })
	}
	o := &own{
		id: find(response.ColumnID), language: find(response.ColumnLanguage), disposition: find(response.ColumnDisposition),
		guarded: s.Format == "csv", computed: make([]bool, len(s.Columns)),
	}
	if o.disposition < 0 && find(response.ColumnItem) < 0 {
		return nil
	}
	for _, name := range []string{
		response.ColumnID, response.ColumnVersion, response.ColumnLanguage, response.ColumnSource, response.ColumnDisposition,
		response.ColumnRow, response.ColumnItem,
	} {
		if i := find(name); i >= 0 {
			o.computed[i] = true
		}
	}
	return o
}

// findCodes reads the first rows for a missing kind, which only files of codes
// tell.
func (o *own) findCodes(ctx context.Context, s *sheet.Sheet) error {
	n := 0
	for row, err := range s.Rows(ctx) {
		if err != nil {
			return err
		}
		for _, cell := range row.Cells {
			if _, ok := missingKind(cell); ok {
				o.codes = true
				return nil
			}
		}
		if n++; n == sampleRows {
			break
		}
	}
	return nil
}

// missingKind reads a cell such as #not_asked.
func missingKind(cell string) (m questionnaire.Missing, ok bool) {
	name, marked := strings.CutPrefix(cell, response.MissingMark)
	return m, marked && name != "" && m.UnmarshalText([]byte(name)) == nil
}

func isMissingMark(cell string) bool { _, ok := missingKind(cell); return ok }

// unguard takes the apostrophe away that keeps a spreadsheet from reading a
// text as a formula.
func unguard(cell string) string {
	rest, quoted := strings.CutPrefix(cell, "'")
	if bare := strings.TrimLeft(rest, "'"); quoted && bare != "" && strings.IndexByte("=+-@\t\r", bare[0]) >= 0 {
		return rest
	}
	return cell
}

// cell is the cell of a column, "" where there is none.
func (o *own) cell(row sheet.Row, column int) string {
	if column < 0 || column >= len(row.Cells) {
		return ""
	}
	return row.Cells[column]
}

// readOwn reads a cell in our notation; ok is false where it is to be read
// like that of any other file.
func (d *decoder) readOwn(cell string) (_ decoded, ok bool) {
	answers := d.question != nil && !d.currency && (d.option == nil || d.isPart())
	if m, missing := missingKind(cell); missing {
		if answers && m.Given() {
			return decoded{value: response.Missing(m)}, true
		}
		return decoded{}, true
	}
	if d.text {
		return decoded{option: d.option, text: plain(cell)}, true
	}
	if !d.own.codes {
		return decoded{}, false
	}
	switch {
	case d.currency || d.isPart():
	case d.option != nil && cell == "1":
		return decoded{option: d.option}, true
	case d.option != nil && cell == "0":
		return decoded{}, true
	case answers && d.shape() == questionnaire.ShapeText:
		return decoded{value: response.String(plain(cell))}, true
	case answers && d.shape() == questionnaire.ShapeCode:
		if o, found := d.asked().Option(cell); found {
			return choice(o), true
		}
	}
	return decoded{}, false
}
