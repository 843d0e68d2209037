package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"barometer/internal/publish/report"
)

// book is a workbook being written. Its methods do nothing after the first
// error, which stays in err.
type book struct {
	file     *excelize.File
	rtl      bool
	percent  string // number format of shares
	footer   string
	internal string

	names    map[string]bool // sheet names in use, in lower case
	reserved map[string]string
	styles   map[look]int
	sheets   int
	tables   int
	contents string // name of the sheet of contents, "" without one
	places   []place
	err      error
}

// place is a line of the contents: a level, a number, a text and where it is.
type place struct {
	level        int
	number, text string
	sheet        string
	row          int
}

func newBook(f *excelize.File, doc *report.Document) (*book, error) {
	b := &book{
		file: f, rtl: doc.RightToLeft, internal: doc.Internal,
		percent: percentFormat(doc.Language),
		names:   map[string]bool{}, reserved: map[string]string{}, styles: map[look]int{},
	}
	if doc.Labels.Page != "" {
		b.footer = strings.NewReplacer("{page}", "&P", "{pages}", "&N").Replace(doc.Labels.Page)
	}
	if err := f.SetDefaultFont(fontFamily); err != nil {
		return nil, err
	}
	// Widths of columns count digits of the standard font, which is set here so
	// that they are what charts are anchored by.
	if fonts := f.Styles.Fonts; fonts != nil && len(fonts.Font) > 0 && fonts.Font[0].Sz != nil {
		size := float64(fontSize)
		fonts.Font[0].Sz.Val = &size
	}
	return b, setProperties(f, doc)
}

func setProperties(f *excelize.File, doc *report.Document) error {
	p := doc.Properties
	if p.Title == "" {
		return nil
	}
	day := p.Created.UTC().Format("2006-01-02T15:04:05Z")
	err := f.SetDocProps(&excelize.DocProperties{
		Title: cleanText(p.Title), Subject: cleanText(p.Subject), Creator: cleanText(p.Creator),
		LastModifiedBy: cleanText(p.Creator), Description: cleanText(p.Description),
		Keywords: cleanText(p.Keywords), Language: doc.Language, Created: day, Modified: day,
	})
	if err != nil {
		return err
	}
	return f.SetAppProps(&excelize.AppProperties{Application: "Barometer", Company: cleanText(p.Creator)})
}

// place notes a line for the contents.
func (b *book) place(level int, number, text, sheet string, row int) {
	b.places = append(b.places, place{level, number, text, sheet, row})
}

// reserve picks the name that a sheet with this title will have.
func (b *book) reserve(title string) string {
	if name, ok := b.reserved[title]; ok {
		return name
	}
	name := sheetName(title, b.names)
	b.names[foldName(name)] = true
	b.reserved[title] = name
	return name
}

// sheet adds a sheet and sets what all sheets share.
func (b *book) sheet(title string) *sheet {
	name, ok := b.reserved[title]
	if !ok {
		name = sheetName(title, b.names)
		b.names[foldName(name)] = true
	}
	delete(b.reserved, title)
	s := &sheet{book: b, name: name}
	if b.err != nil {
		return s
	}
	if b.sheets == 0 {
		b.err = b.file.SetSheetName("Sheet1", name)
	} else {
		_, b.err = b.file.NewSheet(name)
	}
	b.sheets++
	if b.err == nil && b.rtl {
		yes := true
		b.err = b.file.SetSheetView(name, 0, &excelize.ViewOptions{RightToLeft: &yes})
	}
	return s
}

// do runs f unless something failed before.
func (b *book) do(f func() error) {
	if b.err == nil {
		b.err = f()
	}
}

// sheet is one sheet being written.
type sheet struct {
	book *book
	name string
}

// text writes a string, never a formula, number or date.
func (s *sheet) text(col, row int, text string, l look) {
	s.book.do(func() error {
		cell, err := excelize.CoordinatesToCellName(col, row)
		if err != nil {
			return err
		}
		if text != "" {
			text = cleanText(text)
			if s.book.rtl && l.wrap {
				text = directed(text)
			}
			if err := s.book.file.SetCellStr(s.name, cell, text); err != nil {
				return err
			}
		}
		return s.style(cell, cell, l)
	})
}

// number writes a finite number.
func (s *sheet) number(col, row int, x float64, l look) {
	s.book.do(func() error {
		cell, err := excelize.CoordinatesToCellName(col, row)
		if err != nil {
			return err
		}
		if err := s.book.file.SetCellFloat(s.name, cell, x, -1, 64); err != nil {
			return err
		}
		return s.style(cell, cell, l)
	})
}

// fill gives a range of a row a look.
func (s *sheet) fill(from, to, row int, l look) {
	s.book.do(func() error {
		first, last, err := rowRange(from, to, row)
		if err != nil {
			return err
		}
		return s.style(first, last, l)
	})
}

// paragraph writes a text over merged columns, high enough to be read, and
// returns the height in points.
func (s *sheet) paragraph(from, to, row int, text string, l look) float64 {
	l.wrap = true
	s.fill(from, to, row, l)
	s.text(from, row, text, l)
	if to > from {
		s.book.do(func() error {
			first, last, err := rowRange(from, to, row)
			if err != nil {
				return err
			}
			return s.book.file.MergeCell(s.name, first, last)
		})
	}
	height := textHeight(text, s.widthOf(from, to), l)
	s.height(row, height)
	return height
}

func (s *sheet) height(row int, points float64) {
	s.book.do(func() error { return s.book.file.SetRowHeight(s.name, row, points) })
}

// widths sets the widths of columns from the first on, in characters.
func (s *sheet) widths(widths ...float64) {
	for i, w := range widths {
		s.book.do(func() error {
			col, err := excelize.ColumnNumberToName(i + 1)
			if err != nil {
				return err
			}
			return s.book.file.SetColWidth(s.name, col, col, w)
		})
	}
}

func (s *sheet) widthOf(from, to int) float64 {
	sum := 0.0
	for c := from; c <= to; c++ {
		s.book.do(func() error {
			col, err := excelize.ColumnNumberToName(c)
			if err != nil {
				return err
			}
			w, err := s.book.file.GetColWidth(s.name, col)
			sum += w
			return err
		})
	}
	return sum
}

// heightOf is the height of rows from one to before another, in points.
func (s *sheet) heightOf(from, to int) float64 {
	sum := 0.0
	for row := from; row < to; row++ {
		s.book.do(func() error {
			h, err := s.book.file.GetRowHeight(s.name, row)
			sum += h
			return err
		})
	}
	return sum
}

// link makes a cell lead to a row of a sheet.
func (s *sheet) link(col, row int, sheet string, toRow int) {
	s.book.do(func() error {
		cell, err := excelize.CoordinatesToCellName(col, row)
		if err != nil {
			return err
		}
		target := fmt.Sprintf("%s!A%d", quoteSheet(sheet), toRow)
		return s.book.file.SetCellHyperLink(s.name, cell, target, "Location")
	})
}

func (s *sheet) style(first, last string, l look) error {
	id, err := s.book.styleOf(l)
	if err != nil {
		return err
	}
	return s.book.file.SetCellStyle(s.name, first, last, id)
}

func rowRange(from, to, row int) (first, last string, err error) {
	if first, err = excelize.CoordinatesToCellName(from, row); err != nil {
		return "", "", err
	}
	last, err = excelize.CoordinatesToCellName(to, row)
	return first, last, err
}
