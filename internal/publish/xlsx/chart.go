package xlsx

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"barometer/internal/publish/report"
)

// The sizes of charts, in points.
const (
	barHeight     = 16
	chartMargin   = 40
	stackedHeight = 112
	legendHeight  = 34
	barLabel      = 30 // characters of a label that fit on a line beside a bar
	gridLabel     = 70 // the same in the wider chart of a grid
	pixelPerPoint = 4.0 / 3
	columnPixels  = figureWidth*7 + 5
)

// chartHeight is how high a chart of a table's rows is, in points; 0 where
// there is none. A bar is as high as its label beside it needs.
func chartHeight(c *report.Chart, rows []report.Row) float64 {
	if c == nil {
		return 0
	}
	height := float64(chartMargin)
	switch c.Kind {
	case report.ChartStacked:
		return stackedHeight
	case report.ChartRows:
		for _, r := range rows {
			height += max(26, 12*float64(wrappedLines(r.Label, gridLabel)))
		}
		return height + legendHeight
	case report.ChartGrouped:
		return float64(len(rows)*c.Count)*14 + chartMargin + legendHeight
	}
	for _, r := range rows[c.First : c.First+c.Count] {
		height += max(barHeight, 12*float64(wrappedLines(r.Label, barLabel)))
	}
	return height
}

// tableChart puts a chart of a table's shares beside it and gives its height.
// First is the row of the table's first line, start that of its head.
func (w *flow) tableChart(t report.Table, c *report.Chart, first, start int) float64 {
	share := shareColumn(t)
	if share < 0 || c.Count == 0 {
		return 0
	}
	col := firstColumn + share
	from, to := first+c.First, first+c.First+c.Count-1
	chart := w.baseChart(c)
	if c.Kind == report.ChartStacked {
		chart.Type = excelize.BarStacked
		for i := range c.Count {
			row := t.Rows[c.First+i]
			w.series(chart, segment{
				name:       w.ref(labelColumn, from+i, labelColumn, from+i),
				categories: "", values: w.ref(col, from+i, col, from+i),
				index: i, count: c.Count, missing: row.Emphasis == report.EmphasisMissing,
			})
		}
	} else {
		chart.Type = excelize.Bar
		w.series(chart, segment{
			name:       w.ref(col, first-1, col, first-1),
			categories: w.ref(labelColumn, from, labelColumn, to),
			values:     w.ref(col, from, col, to), count: 1,
		})
	}
	height := chartHeight(c, t.Rows)
	w.add(chart, chartColumn, start, lastColumn-chartColumn+1, 0, height)
	return height
}

// gridChart puts a chart of a grid at the current row and gives its height.
func (w *flow) gridChart(b report.Block, first int) float64 {
	g, c := b.Grid, b.Chart
	if c.Count == 0 || len(g.Rows) == 0 {
		return 0
	}
	chart := w.baseChart(c)
	chart.Type = excelize.BarStacked
	if c.Kind == report.ChartGrouped {
		chart.Type = excelize.Bar
	}
	last := first + len(g.Rows) - 1
	for i := range c.Count {
		col := firstColumn + c.First + i
		w.series(chart, segment{
			name:       w.ref(col, first-1, col, first-1),
			categories: w.ref(labelColumn, first, labelColumn, last),
			values:     w.ref(col, first, col, last),
			index:      i, count: c.Count,
			missing: g.Columns[c.First+i].Emphasis == report.EmphasisMissing,
		})
	}
	height := w.gridChartHeight(b)
	w.add(chart, labelColumn, w.row, lastColumn-firstColumn+1, labelWidth*7+5, height)
	return height
}

// shareColumn is the first column of shares, -1 if there is none.
func shareColumn(t report.Table) int {
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			if c.Kind == report.CellPercent {
				return i
			}
		}
	}
	return -1
}

// baseChart is a chart with everything but its kind and its series.
func (w *flow) baseChart(c *report.Chart) *excelize.Chart {
	zero, one := 0.0, 1.0
	gap, overlap, plain := uint(45), 0, false
	chart := &excelize.Chart{
		VaryColors: &plain,
		GapWidth:   &gap,
		Legend:     excelize.ChartLegend{Position: "none"},
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: cleanText(c.Title), Font: chartFont(9, grey, true)}}},
		XAxis:      excelize.ChartAxis{ReverseOrder: true, Font: *chartFont(9, ink, false)},
		YAxis: excelize.ChartAxis{
			None: true, Minimum: &zero, ReverseOrder: w.book.rtl, Font: *chartFont(9, grey, false),
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0%"},
		},
		PlotArea: excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0%"}},
		Border:   excelize.LineOptions{Type: excelize.LineNone},
		Format:   excelize.GraphicOptions{AltText: cutUTF16(cleanText(c.Alt), 4000), Name: c.Title, ScaleX: 1, ScaleY: 1, Positioning: "oneCell"},
	}
	if c.Kind == report.ChartBar {
		return chart
	}
	chart.Legend = excelize.ChartLegend{Position: "bottom", Font: chartFont(9, ink, false)}
	if c.Kind == report.ChartGrouped {
		return chart
	}
	overlap = 100
	chart.Overlap, chart.YAxis.Maximum = &overlap, &one
	chart.PlotArea.NumFmt.CustomNumFmt = `[>=0.045]0%;""`
	if c.Kind == report.ChartStacked {
		chart.XAxis.None = true
	}
	return chart
}

func chartFont(size float64, colour string, bold bool) *excelize.Font {
	return &excelize.Font{Family: fontFamily, Size: size, Color: colour, Bold: bold}
}

// segment is one series of a chart and its place among the others.
type segment struct {
	name, categories, values string
	index, count             int
	missing                  bool
}

func (w *flow) series(chart *excelize.Chart, s segment) {
	fill, label := segmentColours(s)
	labelPosition := excelize.ChartDataLabelsPositionCenter
	if chart.Type == excelize.Bar {
		labelPosition, label = excelize.ChartDataLabelsPositionOutsideEnd, ink
	}
	chart.Series = append(chart.Series, excelize.ChartSeries{
		Name: s.name, Categories: s.categories, Values: s.values,
		Fill:              excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{fill}},
		DataLabel:         excelize.ChartDataLabel{Font: *chartFont(9, label, false)},
		DataLabelPosition: labelPosition,
	})
}

// segmentColours shades the accent from dark to pale over the segments; the
// missing kinds are grey. Labels are dark on pale and white on dark.
func segmentColours(s segment) (fill, label string) {
	if s.missing {
		return "D5DADF", ink
	}
	t := 0.0
	if s.count > 1 {
		t = float64(s.index) / float64(s.count-1) * 0.82
	}
	if t > 0.42 {
		return mix(accent, t), ink
	}
	return mix(accent, t), "FFFFFF"
}

// mix lightens a colour towards white by t from 0 to 1.
func mix(colour string, t float64) string {
	var r, g, b int
	if _, err := fmt.Sscanf(colour, "%02X%02X%02X", &r, &g, &b); err != nil {
		return colour
	}
	to := func(x int) int { return x + int(float64(255-x)*t+0.5) }
	return fmt.Sprintf("%02X%02X%02X", to(r), to(g), to(b))
}

// ref is an absolute reference to a range of the sheet.
func (s *sheet) ref(col, row, toCol, toRow int) string {
	first, err := excelize.CoordinatesToCellName(col, row, true)
	if err != nil && s.book.err == nil {
		s.book.err = err
	}
	last, err := excelize.CoordinatesToCellName(toCol, toRow, true)
	if err != nil && s.book.err == nil {
		s.book.err = err
	}
	if first == last {
		return quoteSheet(s.name) + "!" + first
	}
	return quoteSheet(s.name) + "!" + first + ":" + last
}

// add anchors a chart to a cell: so many columns of figures and extra pixels
// wide, and so many points high.
func (s *sheet) add(chart *excelize.Chart, col, row, columns int, extra, height float64) {
	chart.Dimension = excelize.ChartDimension{
		Width:  uint(float64(columns)*columnPixels + extra),
		Height: uint(height * pixelPerPoint),
	}
	s.book.do(func() error {
		cell, err := excelize.CoordinatesToCellName(col, row)
		if err != nil {
			return err
		}
		return s.book.file.AddChart(s.name, cell, chart)
	})
}

// pageBreak starts a new printed page at a row.
func (s *sheet) pageBreak(row int) {
	s.book.do(func() error {
		cell, err := excelize.CoordinatesToCellName(1, row)
		if err != nil {
			return err
		}
		return s.book.file.InsertPageBreak(s.name, cell)
	})
}

// table makes a table of Excel's of the range from A1.
func (s *sheet) table(columns, rows int) {
	s.book.do(func() error {
		last, err := excelize.CoordinatesToCellName(columns, max(rows, 2))
		if err != nil {
			return err
		}
		stripes := false
		return s.book.file.AddTable(s.name, &excelize.Table{
			Range: "A1:" + last, Name: s.book.tableName(), StyleName: "TableStyleLight1", ShowRowStripes: &stripes,
		})
	})
}
