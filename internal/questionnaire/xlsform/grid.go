package xlsform

import (
	"fmt"
	"io"
	"slices"

	"github.com/xuri/excelize/v2"
)

// grid is a sheet that is being written: its columns come as they are needed.
type grid struct {
	name    string
	headers []string
	rows    []*gridRow
}

// gridRow is a row of it, by header.
type gridRow struct {
	cells map[string]string
}

func newGrid(name string, headers ...string) *grid { return &grid{name: name, headers: headers} }

// add adds an empty row.
func (g *grid) add() *gridRow {
	r := &gridRow{cells: map[string]string{}}
	g.rows = append(g.rows, r)
	return r
}

// set writes a cell; an empty text leaves it alone.
func (r *gridRow) set(header, text string) {
	if text != "" {
		r.cells[header] = text
	}
}

// cells gives headers and rows. A column that nothing stands in is left out,
// but for those that the sheet begins with.
func (g *grid) cells() [][]string {
	headers := slices.Clone(g.headers)
	var more []string
	for _, r := range g.rows {
		for h := range r.cells {
			if !slices.Contains(headers, h) && !slices.Contains(more, h) {
				more = append(more, h)
			}
		}
	}
	slices.SortFunc(more, compareHeaders)
	headers = append(headers, more...)
	all := [][]string{headers}
	for _, r := range g.rows {
		cells := make([]string, len(headers))
		for i, h := range headers {
			cells[i] = r.cells[h]
		}
		all = append(all, clean(cells))
	}
	return all
}

// compareHeaders puts the columns of XLSForm before ours.
func compareHeaders(a, b string) int {
	rank := func(h string) int {
		i := slices.Index(known, h)
		switch {
		case isOwn(&column{name: h}):
			return len(known) + 1
		case i < 0:
			return len(known)
		}
		return i
	}
	if d := rank(a) - rank(b); d != 0 {
		return d
	}
	if a < b {
		return -1
	}
	return 1
}

// place is the place of a cell of a row, for reports: the row's, as columns may
// still come.
func (g *grid) place(r *gridRow, header string) string {
	i := slices.Index(g.rows, r)
	return fmt.Sprintf("%s!%d, %s", g.name, i+2, header)
}

// maxCell is how much one cell of a workbook holds, in characters.
const maxCell = 32_767

// save writes the sheets as a workbook, every cell as a text.
func save(w io.Writer, b *book) (err error) {
	f := excelize.NewFile()
	defer func() {
		if closing := f.Close(); err == nil {
			err = closing
		}
	}()
	for i, s := range b.sheets {
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.name)
		} else {
			_, err = f.NewSheet(s.name)
		}
		if err != nil {
			return fmt.Errorf("adding sheet %s: %w", s.name, err)
		}
		if err := saveSheet(f, s); err != nil {
			return err
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("writing the workbook: %w", err)
	}
	return nil
}

func saveSheet(f *excelize.File, s *sheet) error {
	set := func(column, row int, text string) error {
		if text == "" {
			return nil
		}
		cell, err := excelize.CoordinatesToCellName(column, row)
		if err != nil {
			return err
		}
		if len(text) > maxCell {
			return fmt.Errorf("cell %s!%s would hold %d characters, more than a workbook can", s.name, cell, len(text))
		}
		return f.SetCellStr(s.name, cell, text)
	}
	for i := range s.columns {
		if err := set(i+1, 1, s.columns[i].header); err != nil {
			return err
		}
	}
	for _, r := range s.rows {
		for i, text := range r.cells {
			if err := set(i+1, r.number, text); err != nil {
				return err
			}
		}
	}
	return f.SetPanes(s.name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"})
}
