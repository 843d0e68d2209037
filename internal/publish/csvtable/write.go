package csvtable

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
)

// suppressedMark stands in every field of a value that is hidden: never 0,
// never empty.
const suppressedMark = "•"

// header names the fields of a line. A line is one row of a table in one
// column of it (kind category, missing or net), one measure of a column (kind
// summary, with its value) or one doubt about the table (kind warning).
// Percentages are from 0 to 100, in full precision; what cannot be computed is
// empty.
var header = []string{
	"variable", "question", "row", "population", "base_of", "filter", "weight",
	"kind", "code", "label", "column_variable", "column", "column_label",
	"n", "weighted_n", "base", "percent", "se", "ci_low", "ci_high", "effective_n", "percent_responses", "value",
}

const figures = 10 // fields at the end that hold numbers

// Write writes tables as one CSV file, with the labels of a language named by
// its BCP 47 tag.
func Write(w io.Writer, tables []*disclose.Published, language string) error {
	out := &writer{Words: wording.For(language), csv: csv.NewWriter(w)}
	out.write(header)
	for _, p := range tables {
		out.table(p)
	}
	out.csv.Flush()
	return out.csv.Error()
}

// writer writes lines; an error stays in csv until it is asked for.
type writer struct {
	*wording.Words
	csv *csv.Writer
}

func (out *writer) write(fields []string) {
	_ = out.csv.Write(fields) // Error gives it
}

func (out *writer) table(p *disclose.Published) {
	stub := p.Stub()
	about := []string{stub.Variable, stub.Question, stub.Row, p.Population().Code, string(p.Base()), Guard(p.Filter()), p.Weight()}
	for i, r := range p.Rows() {
		for j := range p.Columns() {
			out.cell(about, p, i, j, r)
		}
	}
	for _, c := range p.Columns() {
		out.summary(about, p, c)
	}
	warnings := p.Warnings()
	for _, w := range warnings {
		line := out.line(about, "warning", string(w.Code), out.Warning(p, w))
		if w.Column >= 0 {
			out.head(line, p.Columns()[w.Column])
		}
		out.write(line)
	}
}

// line begins a line, with the fields of figures empty.
func (out *writer) line(about []string, kind, code, label string) []string {
	line := make([]string, len(header))
	n := copy(line, about)
	line[n], line[n+1], line[n+2] = kind, code, Guard(label)
	return line
}

// head fills in the fields of the column.
func (out *writer) head(line []string, c disclose.Column) {
	code := c.Code
	if c.Variable == "" {
		code = "total"
	}
	at := len(header) - figures - 3
	line[at], line[at+1], line[at+2] = c.Variable, code, Guard(out.Column(c))
}

func (out *writer) cell(about []string, p *disclose.Published, i, j int, r tabulate.Row) {
	line := out.line(about, string(r.Kind), r.Code, out.Row(r))
	column := p.Columns()[j]
	out.head(line, column)
	at := len(header) - figures
	c := p.Cell(i, j)
	if c.Suppressed {
		for k := at; k < len(header)-1; k++ {
			line[k] = suppressedMark
		}
		out.write(line)
		return
	}
	responses := ""
	if p.Stub().Multiple {
		responses = number(c.PercentResponses)
	}
	copy(line[at:], []string{
		strconv.Itoa(c.N), number(c.WeightedN), strconv.Itoa(column.N), number(c.Percent), number(c.SE),
		number(c.Low), number(c.High), number(column.EffectiveN), responses,
	})
	out.write(line)
}

// summary writes a line for each measure of a column's numbers.
func (out *writer) summary(about []string, p *disclose.Published, c disclose.Column) {
	s := c.Summary
	numeric := p.Stub().Shape == questionnaire.ShapeNumber
	hidden := numeric && c.SummarySuppressed
	if !hidden && (!s.HasScores || s.N == 0) {
		return
	}
	measures := []struct {
		code  string
		value float64
		has   bool
	}{
		{"mean", s.Mean, true}, {"sd", s.SD, true}, {"min", s.Min, true}, {"q1", s.Q1, true}, {"median", s.Median, true},
		{"q3", s.Q3, true}, {"max", s.Max, true}, {"nps", s.NPS, s.HasNPS},
	}
	for _, m := range measures {
		if !m.has {
			continue
		}
		line := out.line(about, "summary", m.code, out.Text("report.summary."+m.code))
		out.head(line, c)
		at := len(header) - figures
		line[at], line[len(header)-1] = strconv.Itoa(s.N), number(m.value)
		if hidden {
			line[at] = suppressedMark
		}
		// The least and the greatest number are one respondent's each.
		if extreme := m.code == "min" || m.code == "max"; hidden || numeric && extreme && p.Threshold() > 1 {
			line[len(header)-1] = suppressedMark
		}
		out.write(line)
	}
}

// number writes a number in full precision, "" where there is none.
func number(x float64) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return ""
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}
