package text

import (
	"bufio"
	"io"
	"strings"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
)

const (
	lineWidth      = 100
	suppressedMark = "•"
)

// Write writes tables one under the other, in a language named by its BCP 47
// tag.
func Write(w io.Writer, tables []*disclose.Published, language string) error {
	out := &printer{Words: wording.For(language), w: bufio.NewWriter(w)}
	for i, p := range tables {
		if i > 0 {
			out.line("")
		}
		out.table(p)
	}
	return out.w.Flush()
}

// printer writes lines. Errors of the writer stay in w until it is flushed.
type printer struct {
	*wording.Words
	w *bufio.Writer
}

// line writes a line without blanks at its end.
func (out *printer) line(s string) {
	_, _ = out.w.WriteString(strings.TrimRight(s, " ") + "\n") // Flush gives the error
}

func (out *printer) table(p *disclose.Published) {
	out.head(p)
	switch {
	case len(p.Columns()) > 1:
		out.banner(p)
	case p.Stub().Shape == questionnaire.ShapeCode || p.Stub().Shape == questionnaire.ShapeCodes:
		out.frequencies(p)
	default:
		out.measures(p)
	}
	out.foot(p)
}

// head says what the table is of.
func (out *printer) head(p *disclose.Published) {
	if p.Internal() {
		out.line(out.Text("report.internal"))
	}
	stub := p.Stub()
	for _, s := range wrap(out.Of(stub.Text)+"  ["+stub.Variable+"]", lineWidth) {
		out.line(s)
	}
	if stub.Row != "" {
		for _, s := range wrap(out.Of(stub.RowText), lineWidth) {
			out.line(s)
		}
	}
	about := []string{out.Text("report.fact.population") + ": " + out.Population(p.Population())}
	if p.Filter() != "" {
		about = append(about, out.Text("report.method.filter")+": "+p.Filter())
	}
	if p.Weight() != "" {
		about = append(about, out.Text("report.method.weighting")+": "+p.Weight())
	}
	for _, s := range wrap(strings.Join(append(about, out.base(p)), ". "), lineWidth) {
		out.line(s)
	}
	out.line("")
}

// base says who the percentages are of and, for one column, how many.
func (out *printer) base(p *disclose.Published) string {
	base, total := out.BaseOf(p), p.Columns()[0]
	switch {
	case len(p.Columns()) > 1:
		return out.Text("report.base.line", "base", base)
	case total.Suppressed:
		return out.Text("report.base.hidden", "base", base)
	case p.Weight() != "":
		return out.Text("report.base.line_weighted", "base", base, "n", total.N, "effective", out.Fixed(total.EffectiveN, 1))
	}
	return out.Text("report.base.line_n", "base", base, "n", total.N)
}

// foot says what makes the table doubtful, and explains marks.
func (out *printer) foot(p *disclose.Published) {
	var notes []string
	if p.Stub().Multiple {
		notes = append(notes, out.Text("warning.multiple"))
	}
	if wording.Hides(p) {
		notes = append(notes, out.Text("report.suppressed_short"))
	}
	for _, note := range notes {
		out.paragraph("  ", note)
	}
	for _, warning := range out.Warnings(p, tabulate.WarnMultiple) {
		out.paragraph("! ", warning)
	}
}

// paragraph writes a text with a mark in front of its first line.
func (out *printer) paragraph(mark, text string) {
	for _, s := range wrap(text, lineWidth-2) {
		out.line(mark + s)
		mark = "  "
	}
}
