package xlsx

import (
	"barometer/internal/publish/report"
)

// The columns of the sheet of frequencies: a margin, the labels, and equal
// columns for figures and charts.
const (
	labelColumn  = 2
	firstColumn  = 3
	chartColumn  = 8
	lastColumn   = 15
	labelWidth   = 42
	figureWidth  = 9.5
	gridColumns  = lastColumn - firstColumn + 1
	keyColumns   = 3 // columns at the end of a block's first row that hold its key
	headerHeight = 16
	rowHeight    = 15
)

// flow is the place where the next row of a sheet is written, and how far
// down the printed page that is.
type flow struct {
	*sheet
	row      int
	used     float64 // points used of the page
	capacity float64 // points that a page takes at the scale it is printed in
}

// frequencies writes a block per question, each with its chart beside or under
// its tables, and never broken by a page where it fits on one.
func (b *book) frequencies(s *sheet, doc *report.Document) {
	widths := []float64{2, labelWidth}
	for len(widths) < lastColumn {
		widths = append(widths, figureWidth)
	}
	s.widths(widths...)
	s.page(page{landscape: true, repeat: 2}, doc.Cover.Heading)
	row := s.head(doc.Frequencies.Title, subtitle(doc), lastColumn)
	s.back(lastColumn, doc.Labels.Contents)
	s.freeze(1, row)
	b.place(0, "", doc.Frequencies.Title, s.name, 1)
	w := &flow{sheet: s, row: row + 1, capacity: capacity(widths, s.heightOf(1, row))}
	for _, section := range doc.Frequencies.Sections {
		w.section(section)
	}
}

// capacity is how many points of rows a landscape page takes when the columns
// are fitted to its width, less the head that is repeated and some slack.
func capacity(widths []float64, head float64) float64 {
	total := 0.0
	for _, w := range widths {
		total += w*7 + 5 // pixels
	}
	printed := (longSide - 2*marginSide) * pointsPerInch
	scale := min(1, printed/(total*0.75))
	return (shortSide-marginTop-marginBottom)*pointsPerInch/scale*0.95 - head
}

func (w *flow) section(section report.Section) {
	for i, block := range section.Blocks {
		need := w.blockHeight(block)
		if i == 0 {
			need += 40
		}
		w.ensure(need)
		if i == 0 {
			w.band(section.Title)
		}
		w.block(block)
	}
}

// band writes the title of a section.
func (w *flow) band(title string) {
	w.book.place(1, "", title, w.name, w.row)
	w.fill(labelColumn, lastColumn, w.row, look{fill: accent})
	w.text(labelColumn, w.row, title, look{size: 12, bold: true, colour: "FFFFFF", fill: accent})
	w.advance(24)
	w.space()
}

// ensure starts a new page where height does not fit on this one any more but
// would on a new one.
func (w *flow) ensure(height float64) {
	if w.used == 0 || w.used+height <= w.capacity {
		return
	}
	w.pageBreak(w.row)
	w.used = 0
}

// advance sets the height of the row, which starts a new page where it does
// not fit any more, and goes to the next.
func (w *flow) advance(points float64) {
	w.height(w.row, points)
	if w.capacity > 0 && w.used+points > w.capacity {
		w.pageBreak(w.row)
		w.used = 0
	}
	w.row++
	w.used += points
}

// space leaves a row empty.
func (w *flow) space() { w.advance(9) }

// lines writes paragraphs over all columns.
func (w *flow) lines(texts []string, last int, l look) {
	for _, text := range texts {
		if text != "" {
			w.advance(w.paragraph(labelColumn, last, w.row, text, l))
		}
	}
}

var (
	routingLook = look{colour: grey, italic: true}
	remarkLook  = look{colour: accent}
	noteLook    = look{size: 9, colour: grey}
	warningLook = look{size: 9, colour: alertColour}
)

// block writes one question.
func (w *flow) block(b report.Block) {
	w.book.place(2, b.Number, b.Wording, w.name, w.row)
	heading := look{size: 11, bold: true, over: accent}
	height := w.paragraph(labelColumn, lastColumn-keyColumns, w.row, numbered(b.Number, b.Wording), heading)
	w.fill(lastColumn-keyColumns+1, lastColumn, w.row, look{over: accent})
	w.text(lastColumn, w.row, b.Key, look{size: 9, colour: grey, align: alignEnd, over: accent})
	w.advance(max(height, 18))
	w.lines([]string{b.Routing}, lastColumn, routingLook)
	w.lines(b.Remarks, lastColumn, remarkLook)
	if b.Grid != nil {
		w.grid(b)
	}
	for i, table := range b.Tables {
		if i > 0 || b.Grid != nil {
			w.space()
			w.ensure(tableHeight(table))
		}
		var chart *report.Chart
		if i == 0 && b.Grid == nil {
			chart = b.Chart
		}
		var warnings []string
		if i == len(b.Tables)-1 {
			warnings = b.Warnings
		}
		w.simple(table, chart, warnings)
	}
	if len(b.Tables) == 0 {
		w.lines(b.Warnings, lastColumn, warningLook)
	}
	w.space()
	w.space()
}

// simple writes the table of one variable with what there is to say about it,
// and its chart beside it.
func (w *flow) simple(t report.Table, chart *report.Chart, warnings []string) {
	if t.Title != "" {
		w.advance(w.paragraph(labelColumn, lastColumn, w.row, t.Title, look{bold: true}))
	}
	start, last := w.row, lastColumn
	first := w.table(t)
	height := 0.0
	if chart != nil {
		height = w.tableChart(t, chart, first, start)
		last = chartColumn - 1
	}
	w.lines(t.Notes, last, noteLook)
	w.lines(warnings, last, warningLook)
	for below := w.heightOf(start, w.row); below < height; below += rowHeight {
		w.advance(rowHeight)
	}
}

// table writes head and rows and gives the row of its first line.
func (w *flow) table(t report.Table) int {
	w.tableHead(t.Columns, t.Base, labelWidth)
	first := w.row
	for _, r := range t.Rows {
		w.line(r)
		w.advance(labelHeight(r))
	}
	return first
}

func numbered(number, wording string) string {
	if number == "" {
		return wording
	}
	return number + "   " + wording
}
