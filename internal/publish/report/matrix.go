package report

import (
	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
)

// matrix fills the block of a matrix: a grid of shares, a line per row, and
// below it the counts and intervals of the rows.
func (b *builder) matrix(block *Block, q *questionnaire.Question, views []*disclose.Published) {
	if len(views) == 0 {
		return
	}
	block.Grid = b.grid(views)
	block.Chart = b.gridChart(block, views)
	block.Tables = b.details(q, views)
}

// grid has the base and the shares of every option in a line per matrix row.
func (b *builder) grid(views []*disclose.Published) *Table {
	shown := gridRows(views)
	g := &Table{
		Base:    b.Text("report.base.line", "base", b.BaseOf(views[0])),
		Columns: []Column{{Heading: b.Text("report.column.n"), Emphasis: EmphasisBase}},
	}
	for _, r := range shown {
		g.Columns = append(g.Columns, Column{Heading: b.Row(r), Emphasis: emphasisOf(r)})
	}
	for _, v := range views {
		line := Row{Label: b.Of(v.Stub().RowText), Cells: []Cell{countCell(v.Columns()[0].N)}}
		if v.Columns()[0].Suppressed {
			line.Cells[0] = Cell{Kind: CellSuppressed}
		}
		for _, r := range shown {
			line.Cells = append(line.Cells, gridCell(v, r))
		}
		g.Rows = append(g.Rows, line)
		if wording.HidesIn(v, 0) && len(g.Notes) == 0 {
			g.Notes = append(g.Notes, b.Text("report.suppressed_short"))
		}
	}
	return g
}

// gridRows lists the categories that any of the tables has, without nets: the
// missing kinds come last.
func gridRows(views []*disclose.Published) []tabulate.Row {
	var categories, missing []tabulate.Row
	seen := map[string]bool{}
	for _, v := range views {
		for _, r := range v.Rows() {
			id := string(r.Kind) + " " + r.Code
			if r.Kind == tabulate.RowNet || seen[id] {
				continue
			}
			seen[id] = true
			if r.Kind == tabulate.RowMissing {
				missing = append(missing, r)
			} else {
				categories = append(categories, r)
			}
		}
	}
	return append(categories, missing...)
}

// gridCell is the share of a category in the table of one matrix row. A
// category that a table does not list was given by nobody of its base.
func gridCell(v *disclose.Published, r tabulate.Row) Cell {
	i := rowIndex(v, r)
	switch {
	case i < 0 && v.Columns()[0].Suppressed:
		return Cell{Kind: CellSuppressed}
	case i < 0:
		return percentCell(0)
	case v.Cell(i, 0).Suppressed:
		return Cell{Kind: CellSuppressed}
	}
	return percentCell(v.Cell(i, 0).Percent)
}
