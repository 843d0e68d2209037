package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"barometer/internal/publish/report"
)

// page is how a sheet prints: on A4, one page wide unless it is full.
type page struct {
	landscape bool
	repeat    int  // rows 1 to repeat are printed on each page; 0 for none
	grid      bool // with gridlines
	full      bool // in full size over as many pages as it takes, with the first column on each
}

// Inches and points of an A4 page with our margins.
const (
	marginSide    = 0.5
	marginTop     = 0.5
	marginBottom  = 0.65
	marginFooter  = 0.3
	paperA4       = 9
	longSide      = 11.69
	shortSide     = 8.27
	pointsPerInch = 72
)

func (s *sheet) page(p page, title string) {
	f := s.book.file
	fit, once, many, paper := !p.full, 1, 0, paperA4
	orientation := "portrait"
	if p.landscape {
		orientation = "landscape"
	}
	s.book.do(func() error {
		return f.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &fit})
	})
	s.book.do(func() error {
		layout := &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation}
		if fit {
			layout.FitToWidth, layout.FitToHeight = &once, &many
		}
		return f.SetPageLayout(s.name, layout)
	})
	s.book.do(func() error {
		side, top, bottom, footer := marginSide, marginTop, marginBottom, marginFooter
		return f.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{
			Left: &side, Right: &side, Top: &top, Bottom: &bottom, Header: &footer, Footer: &footer,
		})
	})
	s.book.do(func() error {
		return f.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: &p.grid})
	})
	s.footer(title)
	if p.repeat > 0 {
		titles := fmt.Sprintf("%s!$1:$%d", quoteSheet(s.name), p.repeat)
		if p.full {
			titles = quoteSheet(s.name) + "!$A:$A," + titles
		}
		s.book.do(func() error {
			return f.SetDefinedName(&excelize.DefinedName{
				Name: "_xlnm.Print_Titles", Scope: s.name,
				RefersTo: titles,
			})
		})
	}
}

// footer prints the title and the mark on one side and the page on the other.
func (s *sheet) footer(title string) {
	if s.book.footer == "" {
		return
	}
	left := title
	if s.book.internal != "" {
		left = s.book.internal + " · " + title
	}
	left = strings.ReplaceAll(cutUTF16(cleanText(left), 120), "&", "&&")
	right := s.book.footer
	if s.book.rtl { // a page's foot has no direction of its own
		left = "\u202B" + left + "\u202C"
	}
	s.book.do(func() error {
		return s.book.file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{
			OddFooter: "&L&8 " + left + "&R&8 " + right,
		})
	})
}

// freeze keeps the rows above row and the columns before col in view.
func (s *sheet) freeze(col, row int) {
	s.book.do(func() error {
		cell, err := excelize.CoordinatesToCellName(col, row)
		if err != nil {
			return err
		}
		active := "bottomRight"
		if col == 1 {
			active = "bottomLeft"
		}
		return s.book.file.SetPanes(s.name, &excelize.Panes{
			Freeze: true, XSplit: col - 1, YSplit: row - 1, TopLeftCell: cell, ActivePane: active,
			Selection: []excelize.Selection{{SQRef: cell, ActiveCell: cell, Pane: active}},
		})
	})
}

// head writes the head that all sheets of a report share, in rows 1 and 2, and
// gives the first row under it.
func (s *sheet) head(title, subtitle string, last int) int {
	s.text(2, 1, title, look{size: 16, bold: true, colour: accent})
	s.height(1, 28)
	if s.book.internal != "" {
		subtitle = s.book.internal + " · " + subtitle
	}
	s.fill(2, last, 2, look{colour: grey, under: accent})
	s.text(2, 2, subtitle, look{colour: grey, under: accent})
	s.height(2, 18)
	return 3
}

// back puts a link to the contents into the head.
func (s *sheet) back(col int, label string) {
	if s.book.contents == "" {
		return
	}
	s.text(col, 1, label, look{colour: accent, link: true, align: alignEnd})
	s.link(col, 1, s.book.contents, 1)
}

// subtitle names the survey in the head of a sheet.
func subtitle(doc *report.Document) string {
	if doc.Cover.Subtitle == "" {
		return doc.Cover.Heading
	}
	return doc.Cover.Heading + " · " + doc.Cover.Subtitle
}
