package xlsx

import (
	"barometer/internal/publish/report"
)

// crosstab writes the questions by one banner: the headings of the banner stay
// in view, every question has the same columns.
func (b *book) crosstab(s *sheet, doc *report.Document, x report.Crosstab) {
	widths := []float64{2, labelWidth}
	for range x.Columns {
		widths = append(widths, 11)
	}
	s.widths(widths...)
	last := max(len(widths), 4)
	row := s.head(x.Title, subtitle(doc), last)
	s.back(last, doc.Labels.Contents)
	b.place(0, "", x.Title, s.name, 1)
	s.paragraph(2, last, row, x.Intro, noteLook)
	w := &flow{sheet: s, row: row + 1}
	w.tableHead(x.Columns, x.Heading, labelWidth)
	s.page(page{landscape: true, repeat: w.row - 1}, doc.Cover.Heading)
	w.capacity, w.used = capacity(widths, s.heightOf(1, w.row)), 0
	s.freeze(firstColumn, w.row)
	number := ""
	for _, block := range x.Blocks {
		if block.Number != number {
			b.place(2, block.Number, block.Wording, s.name, w.row+1)
			number = block.Number
		}
		w.crosstabBlock(block, last)
	}
}

func (w *flow) crosstabBlock(b report.CrosstabBlock, last int) {
	height := 6 + textHeight(b.Wording, labelWidth+8*11, look{bold: true}) + 16*float64(1+len(b.Warnings))
	for _, r := range b.Rows {
		height += labelHeight(r)
	}
	w.ensure(height)
	w.advance(6)
	end := min(last, labelColumn+8)
	w.fill(labelColumn, last, w.row, look{over: accent})
	w.advance(w.paragraph(labelColumn, end, w.row, numbered(b.Number, b.Wording), look{bold: true, over: accent}))
	w.lines([]string{b.Row}, end, look{bold: true, colour: accent})
	w.lines([]string{b.Base}, end, noteLook)
	for _, r := range b.Rows {
		w.line(r)
		w.advance(labelHeight(r))
	}
	w.lines(b.Warnings, end, warningLook)
}
