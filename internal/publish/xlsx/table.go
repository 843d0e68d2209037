package xlsx

import (
	"math"

	"barometer/internal/publish/report"
)

// suppressedMark stands where a value is hidden: never 0, never blank.
const suppressedMark = "•"

// tableHead writes the headings of columns in one row, or in two where some
// have a group, with the base in front of them.
func (w *flow) tableHead(columns []report.Column, base string, width float64) {
	start := w.row
	if grouped(columns) {
		w.groups(columns)
	}
	headings := look{size: 9, bold: true, colour: grey, align: alignEnd, wrap: true, vertical: bottom, under: accent}
	headings.indent = w.gap()
	above := w.heightOf(start, w.row)
	w.corner(start, base)
	height := max(headerHeight, textHeight(base, width, look{size: 9})-above)
	for i, c := range columns {
		l := headings
		if c.Emphasis == report.EmphasisMissing {
			l.italic = true
		}
		w.text(firstColumn+i, w.row, c.Heading, l)
		height = max(height, textHeight(c.Heading, w.widthOf(firstColumn+i, firstColumn+i), headings))
	}
	w.advance(height)
}

// baseLook is that of the base in front of the headings.
var baseLook = look{size: 9, colour: grey, wrap: true, vertical: bottom, under: accent}

// corner writes the base in front of the headings, over both rows of them.
func (w *flow) corner(start int, base string) {
	for row := start; row <= w.row; row++ {
		w.fill(labelColumn, labelColumn, row, baseLook)
	}
	w.text(labelColumn, start, base, baseLook)
	if start == w.row {
		return
	}
	w.book.do(func() error {
		first, _, err := rowRange(labelColumn, labelColumn, start)
		if err != nil {
			return err
		}
		last, _, err := rowRange(labelColumn, labelColumn, w.row)
		if err != nil {
			return err
		}
		return w.book.file.MergeCell(w.name, first, last)
	})
}

// groups writes the headings over several columns.
func (w *flow) groups(columns []report.Column) {
	l := look{size: 9, bold: true, colour: accent, align: alignCentre, wrap: true, vertical: bottom, under: line}
	height := float64(headerHeight)
	for from := 0; from < len(columns); {
		to := from
		for to+1 < len(columns) && columns[to+1].Group == columns[from].Group {
			to++
		}
		if group := columns[from].Group; group != "" {
			height = max(height, w.paragraph(firstColumn+from, firstColumn+to, w.row, group, l))
		}
		from = to + 1
	}
	w.advance(height)
}

func grouped(columns []report.Column) bool {
	for _, c := range columns {
		if c.Group != "" {
			return true
		}
	}
	return false
}

// line writes one row of a table, without going to the next.
func (w *flow) line(r report.Row) {
	label, value := rowLooks(r.Emphasis)
	label.wrap, value.indent = true, w.gap()
	w.text(labelColumn, w.row, r.Label, label)
	for i, c := range r.Cells {
		w.cell(firstColumn+i, w.row, c, value)
	}
}

// gap is the indent that keeps figures and headings of neighbouring columns
// apart where numbers stand at the near ends of right-to-left headings.
func (w *flow) gap() int {
	if w.book.rtl {
		return 1
	}
	return 0
}

// rowLooks gives the looks of a row's label and of its cells.
func rowLooks(e report.Emphasis) (label, cell look) {
	label = look{under: paleGrey}
	switch e {
	case report.EmphasisMissing:
		label.italic, label.colour = true, grey
	case report.EmphasisNet:
		label.bold, label.fill = true, accentPale
	case report.EmphasisBase:
		label.size, label.colour = 9, grey
	case report.EmphasisSummary:
		label.bold, label.over = true, line
	}
	cell = label
	cell.align = alignEnd
	return label, cell
}

// cell writes a typed value.
func (s *sheet) cell(col, row int, c report.Cell, l look) {
	if c.Kind != report.CellText && c.Kind != report.CellSuppressed && (math.IsNaN(c.Value) || math.IsInf(c.Value, 0)) {
		c = report.Cell{}
	}
	switch c.Kind {
	case report.CellCount:
		l.format = formatCount
		s.number(col, row, c.Value, l)
	case report.CellPercent:
		l.format = s.book.percent
		s.number(col, row, c.Value, l)
	case report.CellNumber:
		l.format = numberFormat(c.Decimals)
		s.number(col, row, c.Value, l)
	case report.CellSuppressed:
		s.text(col, row, suppressedMark, l)
	case report.CellText:
		s.text(col, row, c.Text, l)
	default:
		s.fill(col, col, row, l)
	}
}

// grid writes the table of a matrix with its chart under it.
func (w *flow) grid(b report.Block) {
	if len(b.Grid.Columns) > gridColumns {
		return
	}
	first := w.table(*b.Grid)
	if b.Chart != nil {
		w.space()
		w.ensure(w.gridChartHeight(b))
		height := w.gridChart(b, first)
		for below := 0.0; below < height; below += rowHeight {
			w.advance(rowHeight)
		}
	}
	w.lines(b.Grid.Notes, lastColumn, noteLook)
}

// The functions below tell how high things will be, so that a page is begun
// where they would not fit.

func labelHeight(r report.Row) float64 {
	return max(rowHeight, textHeight(r.Label, labelWidth, look{bold: r.Emphasis == report.EmphasisNet}))
}

func tableHeight(t report.Table) float64 {
	height := 3.0 * headerHeight
	for _, r := range t.Rows {
		height += labelHeight(r)
	}
	return height + 14*float64(len(t.Notes))
}

// gridChartHeight is the height of the chart of a grid, which never exceeds a
// page.
func (w *flow) gridChartHeight(b report.Block) float64 {
	return min(chartHeight(b.Chart, b.Grid.Rows), w.capacity-2*rowHeight)
}

// blockHeight is the height of what has to stay together: a simple question
// altogether, of a matrix the grid and its chart.
func (w *flow) blockHeight(b report.Block) float64 {
	height := textHeight(b.Wording, 110, look{size: 11, bold: true}) + 16*float64(len(b.Remarks)+1)
	switch {
	case b.Grid != nil:
		height += tableHeight(*b.Grid)
		if chart := w.gridChartHeight(b); height+chart < w.capacity {
			height += chart
		}
	case len(b.Tables) > 0:
		height += max(tableHeight(b.Tables[0]), chartHeight(b.Chart, b.Tables[0].Rows))
	}
	return height + 14*float64(len(b.Warnings))
}
