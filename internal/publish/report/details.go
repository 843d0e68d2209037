package report

import (
	"slices"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
)

// mostDetails is the number of columns of figures that stand side by side on a
// page.
const mostDetails = 12

// details are the tables of a matrix's rows: as many side by side as a page
// takes, a line per category, net and measure.
func (b *builder) details(q *questionnaire.Question, views []*disclose.Published) []Table {
	var tables []Table
	lines := append(gridRows(views), netRows(views)...)
	for band := range slices.Chunk(views, mostDetails/len(b.shareColumns(views[0]))) {
		tables = append(tables, b.detail(q, band, lines))
	}
	return tables
}

// detail puts the tables of some rows side by side.
func (b *builder) detail(q *questionnaire.Question, band []*disclose.Published, lines []tabulate.Row) Table {
	t := Table{Base: b.Text("report.base.line", "base", b.BaseOf(band[0]))}
	base := Row{Label: b.Text("report.base.row"), Emphasis: EmphasisBase}
	shares := make([]Row, len(lines))
	for i, r := range lines {
		shares[i] = Row{Label: b.Row(r), Emphasis: emphasisOf(r)}
	}
	for _, v := range band {
		columns := b.rowColumns(v)
		t.Columns = append(t.Columns, columns...)
		n := countCell(v.Columns()[0].N)
		if v.Columns()[0].Suppressed {
			n = Cell{Kind: CellSuppressed}
		}
		base.Cells = append(base.Cells, padded(n, 0, len(columns))...)
		for i, r := range lines {
			shares[i].Cells = append(shares[i].Cells, detailCells(v, r, len(columns))...)
		}
	}
	t.Rows = append(append([]Row{base}, shares...), b.detailMeasures(q, band)...)
	if band[0].Stub().Multiple {
		t.Notes = append(t.Notes, b.Text("warning.multiple"))
	}
	if slices.ContainsFunc(band, func(v *disclose.Published) bool { return wording.HidesIn(v, 0) }) {
		t.Notes = append(t.Notes, b.Text("report.suppressed_short"))
	}
	return t
}

// rowColumns are the columns of shares under the wording of the matrix row;
// their headings say what the ends are of.
func (b *builder) rowColumns(v *disclose.Published) []Column {
	columns := b.shareColumns(v)
	for i, c := range columns {
		if c.Group != "" {
			columns[i].Heading = b.Text("report.column.end", "end", c.Heading, "level", b.Level(v.Level()))
		}
		columns[i].Group = b.Of(v.Stub().RowText)
	}
	return columns
}

// detailCells are those of one category; nobody gave one that is not listed.
func detailCells(v *disclose.Published, r tabulate.Row, columns int) []Cell {
	i := rowIndex(v, r)
	switch {
	case i >= 0:
		return shareCells(v, v.Cell(i, 0))
	case v.Columns()[0].Suppressed:
		return slices.Repeat([]Cell{{Kind: CellSuppressed}}, columns)
	}
	return padded(countCell(0), 0, columns)
}

// detailMeasures are the mean and the net promoter score of each row.
func (b *builder) detailMeasures(q *questionnaire.Question, band []*disclose.Published) []Row {
	mean := Row{Label: b.meanLabel(q, band[0]), Emphasis: EmphasisSummary}
	nps := Row{Label: b.Text("report.summary.nps"), Emphasis: EmphasisSummary}
	hasMean, hasNPS := false, false
	for _, v := range band {
		c, columns := v.Columns()[0], len(b.shareColumns(v))
		var m, n Cell
		if c.Summary.HasScores && (c.Summary.N > 0 || c.SummarySuppressed) {
			hasMean, m = true, summaryCell(c, c.Summary.Mean, 2)
		}
		if c.Summary.HasNPS && c.Summary.N > 0 {
			hasNPS, n = true, summaryCell(c, c.Summary.NPS, 1)
		}
		mean.Cells = append(mean.Cells, padded(m, 1, columns)...)
		nps.Cells = append(nps.Cells, padded(n, 1, columns)...)
	}
	var rows []Row
	if hasMean {
		rows = append(rows, mean)
	}
	if hasNPS {
		rows = append(rows, nps)
	}
	return rows
}

// netRows lists the nets that any of the tables has.
func netRows(views []*disclose.Published) []tabulate.Row {
	var nets []tabulate.Row
	for _, v := range views {
		for _, r := range v.Rows() {
			same := func(x tabulate.Row) bool { return x.Code == r.Code }
			if r.Kind == tabulate.RowNet && !slices.ContainsFunc(nets, same) {
				nets = append(nets, r)
			}
		}
	}
	return nets
}

// rowIndex finds a category, missing kind or net in a table; -1 where it is
// not listed.
func rowIndex(v *disclose.Published, r tabulate.Row) int {
	return slices.IndexFunc(v.Rows(), func(x tabulate.Row) bool { return x.Code == r.Code && x.Kind == r.Kind })
}

// padded is one cell at a place among empty ones.
func padded(c Cell, at, columns int) []Cell {
	cells := make([]Cell, columns)
	cells[at] = c
	return cells
}
