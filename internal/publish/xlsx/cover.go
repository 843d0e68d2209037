package xlsx

import (
	"strconv"
	"strings"

	"barometer/internal/publish/report"
	"barometer/internal/publish/wording"
)

// cover writes the first sheet: title, key facts, notes.
func (b *book) cover(s *sheet, doc *report.Document) {
	c := doc.Cover
	s.widths(3, 30, 58)
	s.page(page{}, c.Heading)
	for row := 1; row <= 3; row++ {
		s.fill(1, 3, row, look{fill: accent})
		s.height(row, 14)
	}
	s.text(2, 2, c.Institute, look{fill: accent, colour: "FFFFFF", bold: true})
	s.height(2, 22)
	row := 6
	s.paragraph(2, 3, row, c.Heading, look{size: 26, bold: true, colour: accent})
	row++
	s.paragraph(2, 3, row, c.Subtitle, look{size: 14, colour: grey})
	row++
	if doc.Internal != "" {
		s.paragraph(2, 3, row, doc.Internal, look{size: 11, bold: true, colour: alertColour})
		row++
	}
	row += 2
	for _, fact := range c.Facts {
		row = s.fact(row, fact)
	}
	row++
	for _, note := range c.Notes {
		s.paragraph(2, 3, row, note, look{colour: grey})
		row++
	}
}

// fact writes a labelled line and gives the next row.
func (s *sheet) fact(row int, fact report.Fact) int {
	value := look{wrap: true, vertical: top, under: line}
	s.text(2, row, fact.Label, look{colour: grey, vertical: top, under: line, wrap: true})
	if fact.Number != nil {
		value.format, value.bold = formatCount, true
		s.number(3, row, float64(*fact.Number), value)
		s.height(row, max(18, textHeight(fact.Label, s.widthOf(2, 2), look{})+3))
		return row + 1
	}
	s.text(3, row, fact.Text, value)
	s.height(row, max(18, textHeight(fact.Label, s.widthOf(2, 2), look{}), textHeight(fact.Text, s.widthOf(3, 3), value)+3))
	return row + 1
}

// method writes what a reader must know to judge the figures.
func (b *book) method(s *sheet, doc *report.Document) {
	s.widths(3, 30, 78)
	s.page(page{repeat: 2}, doc.Cover.Heading)
	row := s.head(doc.Method.Title, subtitle(doc), 3)
	s.back(3, doc.Labels.Contents)
	s.freeze(1, row)
	b.place(0, "", doc.Method.Title, s.name, 1)
	row++
	for _, group := range doc.Method.Groups {
		s.fill(2, 3, row, look{under: accent})
		s.text(2, row, group.Title, look{size: 12, bold: true, colour: accent, under: accent})
		s.height(row, 20)
		row++
		for _, fact := range group.Facts {
			row = s.fact(row, fact)
		}
		row++
	}
}

// contentsSheet writes the noted places with links to them.
func (b *book) contentsSheet(s *sheet, doc *report.Document) {
	s.widths(3, 7, 104)
	s.page(page{repeat: 2}, doc.Cover.Heading)
	row := s.head(doc.Labels.Contents, subtitle(doc), 3)
	s.freeze(1, row)
	row++
	for _, p := range b.places {
		switch p.level {
		case 0:
			row++
			s.fill(2, 3, row, look{under: accent})
			s.text(2, row, p.text, look{size: 12, bold: true, colour: accent, under: accent})
			s.link(2, row, p.sheet, p.row)
			s.height(row, 20)
		case 1:
			s.text(2, row, p.text, look{bold: true, colour: grey})
			s.link(2, row, p.sheet, p.row)
			s.height(row, 20)
		default:
			s.text(2, row, p.number, look{colour: grey})
			// One line: some programs do not wrap the text of a link.
			s.text(3, row, wording.Shorten(p.text, 110), look{colour: accent})
			s.link(2, row, p.sheet, p.row)
			s.link(3, row, p.sheet, p.row)
		}
		row++
	}
}

// codebook writes every variable with its codes as a table of Excel's.
func (b *book) codebook(s *sheet, c report.Codebook) {
	s.page(page{landscape: true, repeat: 1}, c.Title)
	b.place(0, "", c.Title, s.name, 1)
	widths := codebookWidths(c)
	s.widths(widths...)
	for col, heading := range uniqueHeaders(c.Headings) {
		s.text(col+1, 1, heading, headerLook)
	}
	s.height(1, 18)
	for i, row := range c.Rows {
		height := float64(rowHeight)
		for col, text := range row {
			s.text(col+1, i+2, text, look{wrap: true, vertical: top})
			height = max(height, textHeight(text, widths[min(col, len(widths)-1)], look{}))
		}
		s.height(i+2, height)
	}
	s.freeze(2, 2)
	s.table(len(c.Headings), len(c.Rows)+1)
}

// codebookWidths gives names and codes the room to stand on one line: programs
// break them anywhere.
func codebookWidths(c report.Codebook) []float64 {
	widths := []float64{22, 16, 12, 46, 30, 12, 36, 16, 14, 36}
	widths = widths[:min(len(widths), len(c.Headings))]
	for _, row := range c.Rows {
		for col, text := range row[:min(len(row), len(widths))] {
			if !strings.Contains(text, " ") {
				widths[col] = max(widths[col], min(1.15*textWidth(text)+2, 40))
			}
		}
	}
	return widths
}

var headerLook = look{bold: true, colour: "FFFFFF", fill: accent}

// tableName names the next table: names are unique in a workbook.
func (b *book) tableName() string {
	b.tables++
	return "Table_" + strconv.Itoa(b.tables)
}
