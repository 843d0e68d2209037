package text

import (
	"math"
	"slices"
	"strings"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/publish/wording"
)

// The columns of a frequency table: label, n, percentage, interval, bar.
const (
	mostLabel     = 46
	countWidth    = 8
	percentWidth  = 8
	intervalWidth = 15
)

// frequencies writes a line per category with a bar.
func (out *printer) frequencies(p *disclose.Published) {
	rows, _ := wording.Order(p)
	labels := make([]string, len(p.Rows()))
	label, scale := 12, 0.0
	for _, i := range rows {
		labels[i] = out.Row(p.Rows()[i])
		label = max(label, width(labels[i]))
		if c := p.Cell(i, 0); !c.Suppressed && !math.IsNaN(c.Percent) {
			scale = max(scale, c.Percent)
		}
	}
	label = min(label, mostLabel)
	bar := lineWidth - label - countWidth - percentWidth - intervalWidth - 2
	out.line(strings.Repeat(" ", label) + right(out.Text("report.column.n"), countWidth) + right("%", percentWidth) +
		right(out.Text("report.column.interval", "level", out.Level(p.Level())), intervalWidth))
	last := tabulate.RowCategory
	for _, i := range rows {
		r := p.Rows()[i]
		if r.Kind == tabulate.RowNet && last != tabulate.RowNet {
			out.line("")
		}
		last = r.Kind
		figures := out.figures(p.Cell(i, 0), bar, scale)
		for j, s := range wrap(labels[i], label) {
			out.line(left(s, label) + figures)
			if j == 0 {
				figures = ""
			}
		}
	}
	out.scores(p, label)
}

// figures are the count, the percentage, its interval and its bar.
func (out *printer) figures(c disclose.Cell, bar int, scale float64) string {
	if c.Suppressed {
		return right(suppressedMark, countWidth) + right(suppressedMark, percentWidth) + right(suppressedMark, intervalWidth)
	}
	interval := ""
	if !math.IsNaN(c.Low) && !math.IsNaN(c.High) {
		interval = out.Percent(c.Low) + "–" + out.Percent(c.High)
	}
	return right(out.Integer(c.N), countWidth) + right(out.figure(c.Percent, 1), percentWidth) +
		right(interval, intervalWidth) + "  " + barOf(c.Percent, scale, bar)
}

// figure writes a number, "–" where there is none.
func (out *printer) figure(x float64, places int) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	return out.Fixed(x, places)
}

// barOf draws a percentage in eighths of a cell; a full bar is the least of
// 25, 50, 75 and 100 percent that holds them all.
func barOf(percent, largest float64, cells int) string {
	if math.IsNaN(percent) || percent <= 0 {
		return ""
	}
	full := min(100, math.Ceil(largest/25)*25)
	eighths := int(math.Round(percent / full * float64(cells) * 8))
	bar := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		bar += string([]rune(" ▏▎▍▌▋▊▉")[rest])
	}
	return bar
}

// measure is one number that describes a column.
type measure struct {
	key    string
	places int
	of     func(tabulate.Summary) float64
}

// measuresOf lists what is said of the numbers of a table.
func measuresOf(s tabulate.Summary, numeric bool) []measure {
	all := []measure{{"mean", 2, func(s tabulate.Summary) float64 { return s.Mean }}}
	if numeric {
		all = append(all,
			measure{"sd", 2, func(s tabulate.Summary) float64 { return s.SD }},
			measure{"min", 2, func(s tabulate.Summary) float64 { return s.Min }},
			measure{"q1", 2, func(s tabulate.Summary) float64 { return s.Q1 }},
			measure{"median", 2, func(s tabulate.Summary) float64 { return s.Median }},
			measure{"q3", 2, func(s tabulate.Summary) float64 { return s.Q3 }},
			measure{"max", 2, func(s tabulate.Summary) float64 { return s.Max }})
	}
	if s.HasNPS {
		all = append(all, measure{"nps", 1, func(s tabulate.Summary) float64 { return s.NPS }})
	}
	return all
}

// measured is a measure of a column. The least and the greatest number are
// hidden where anything is: each is one respondent's.
func (out *printer) measured(p *disclose.Published, c disclose.Column, m measure) string {
	extreme := m.key == "min" || m.key == "max"
	if c.SummarySuppressed || extreme && p.Threshold() > 1 {
		return suppressedMark
	}
	return out.figure(m.of(c.Summary), m.places)
}

// scores writes mean and net promoter score under the categories.
func (out *printer) scores(p *disclose.Published, label int) {
	total := p.Columns()[0]
	if !total.Summary.HasScores || total.Summary.N == 0 || total.SummarySuppressed {
		return
	}
	out.line("")
	for _, m := range measuresOf(total.Summary, false) {
		out.line(left(out.Text("report.summary."+m.key), label) + right("", countWidth) + right(out.measured(p, total, m), percentWidth))
	}
}

// measures describes the numbers of a variable without categories; of texts
// and dates it counts the answers.
func (out *printer) measures(p *disclose.Published) {
	total := p.Columns()[0]
	if total.SummarySuppressed || total.Suppressed {
		out.line("  " + suppressedMark)
		return
	}
	if !total.Summary.HasScores {
		out.line("  " + out.Text("report.summary.values") + ": " + out.Integer(total.Missing[0]))
		return
	}
	pairs := []string{out.Text("report.summary.values") + " " + out.Integer(total.Summary.N)}
	for _, m := range measuresOf(total.Summary, true) {
		pairs = append(pairs, out.Text("report.summary."+m.key)+" "+out.measured(p, total, m))
	}
	for chunk := range slices.Chunk(pairs, 4) {
		out.line("  " + strings.Join(chunk, "   "))
	}
}
