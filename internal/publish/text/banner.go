package text

import (
	"strings"

	"barometer/internal/analyse/disclose"
	"barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
)

// The columns of a table by a banner.
const (
	bannerLabel  = 34
	bannerColumn = 11
	mostHeading  = 3 // lines that name a question over its columns
)

// banner writes column percentages, the total first in every panel.
func (out *printer) banner(p *disclose.Published) {
	perPanel := (lineWidth - bannerLabel) / bannerColumn
	for from := 1; from < len(p.Columns()); from += perPanel - 1 {
		if from > 1 {
			out.line("")
		}
		columns := []int{0}
		for i := from; i < min(from+perPanel-1, len(p.Columns())); i++ {
			columns = append(columns, i)
		}
		out.panel(p, columns)
	}
}

func (out *printer) panel(p *disclose.Published, columns []int) {
	out.groups(p, columns)
	out.headings(p, columns)
	out.columnLine(p, columns, out.Text("report.base.row"), func(c disclose.Column) string { return out.Integer(c.N) })
	if p.Weight() != "" {
		out.columnLine(p, columns, out.Text("report.base.effective"), func(c disclose.Column) string { return out.Fixed(c.EffectiveN, 1) })
	}
	rows, _ := wording.Order(p)
	for _, i := range rows {
		var cells strings.Builder
		for _, j := range columns {
			text := suppressedMark
			if c := p.Cell(i, j); !c.Suppressed {
				text = out.figure(c.Percent, 1)
			}
			cells.WriteString(right(text, bannerColumn))
		}
		out.labelled(out.Row(p.Rows()[i]), cells.String())
	}
	out.panelMeasures(p, columns)
}

// groups names the banner's questions over their columns.
func (out *printer) groups(p *disclose.Published, columns []int) {
	var headings [][]string
	var widths []int
	most := 1
	for i := 1; i < len(columns); {
		c := p.Columns()[columns[i]]
		n := 1
		for i+n < len(columns) && p.Columns()[columns[i+n]].Variable == c.Variable {
			n++
		}
		width := n*bannerColumn - 2
		lines := wrap(out.Of(c.Heading), width)
		if len(lines) > mostHeading {
			lines = append(lines[:mostHeading-1], cut(lines[mostHeading-1]+" "+lines[mostHeading], width))
		}
		headings, widths = append(headings, lines), append(widths, width)
		most = max(most, len(lines))
		i += n
	}
	for row := range most {
		line := strings.Repeat(" ", bannerLabel+bannerColumn)
		for i, lines := range headings {
			text := ""
			if row < len(lines) {
				text = lines[row]
			}
			line += "  " + left(text, widths[i])
		}
		out.line(line)
	}
}

// headings writes the labels of columns over each other, in as many lines as
// they need, at most four.
func (out *printer) headings(p *disclose.Published, columns []int) {
	labels := make([][]string, len(columns))
	most := 1
	for i, j := range columns {
		labels[i] = wrap(out.Column(p.Columns()[j]), bannerColumn-1)
		if len(labels[i]) > 4 {
			labels[i] = append(labels[i][:3], cut(labels[i][3]+" …", bannerColumn-1))
		}
		most = max(most, len(labels[i]))
	}
	for row := range most {
		var line strings.Builder
		line.WriteString(strings.Repeat(" ", bannerLabel))
		for _, label := range labels {
			text := ""
			if k := row - most + len(label); k >= 0 {
				text = label[k]
			}
			line.WriteString(right(text, bannerColumn))
		}
		out.line(line.String())
	}
}

// columnLine writes what is known of columns.
func (out *printer) columnLine(p *disclose.Published, columns []int, label string, of func(disclose.Column) string) {
	var cells strings.Builder
	for _, j := range columns {
		text := suppressedMark
		if c := p.Columns()[j]; !c.Suppressed {
			text = of(c)
		}
		cells.WriteString(right(text, bannerColumn))
	}
	out.labelled(label, cells.String())
}

// panelMeasures writes mean and what belongs to it by column.
func (out *printer) panelMeasures(p *disclose.Published, columns []int) {
	total := p.Columns()[0].Summary
	if !total.HasScores {
		return
	}
	for _, m := range measuresOf(total, p.Stub().Shape == questionnaire.ShapeNumber) {
		out.columnLine(p, columns, out.Text("report.summary."+m.key), func(c disclose.Column) string {
			return out.measured(p, c, m)
		})
	}
}

// labelled writes a label, wrapped, with cells beside its first line.
func (out *printer) labelled(label, cells string) {
	for _, s := range wrap(label, bannerLabel) {
		out.line(left(s, bannerLabel) + cells)
		cells = ""
	}
}
