package report

import (
	"math"
	"slices"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
)

// What a chart can show at most.
const (
	mostBars  = 20
	mostParts = 7 // segments of a stacked bar whose labels can be read
)

// simple fills the block of a question with one variable.
func (b *builder) simple(block *Block, q *questionnaire.Question, v *disclose.Published) {
	t, shown := b.table(q, v)
	if len(t.Rows) == 0 {
		return
	}
	block.Tables = append(block.Tables, t)
	if c := b.chart(block, q, v, shown); c != nil {
		block.Chart = c
	}
}

// table makes the table of one variable's total, and gives the indexes of the
// published rows that it shows, in their order. Summaries follow the categories.
func (b *builder) table(q *questionnaire.Question, v *disclose.Published) (Table, []int) {
	t := Table{Base: b.baseLine(v)}
	switch v.Stub().Shape {
	case questionnaire.ShapeNumber:
		b.numbersTable(&t, q, v)
		return t, nil
	case questionnaire.ShapeCode, questionnaire.ShapeCodes:
	default:
		return t, nil
	}
	t.Columns = b.shareColumns(v)
	shown := b.order(&t, v)
	for _, i := range shown {
		t.Rows = append(t.Rows, Row{
			Label: b.rowLabel(q, v, i), Emphasis: emphasisOf(v.Rows()[i]), Cells: shareCells(v, v.Cell(i, 0)),
		})
	}
	b.scoreRows(&t, q, v)
	if v.Stub().Multiple {
		t.Notes = append(t.Notes, b.Text("warning.multiple"))
	}
	if wording.HidesIn(v, 0) {
		t.Notes = append(t.Notes, b.Text("report.suppressed_short"))
	}
	return t, shown
}

func (b *builder) shareColumns(v *disclose.Published) []Column {
	interval := b.Text("report.column.interval", "level", b.Level(v.Level()))
	columns := []Column{
		{Heading: b.Text("report.column.n")},
		{Heading: b.Text("report.column.percent")},
		{Group: interval, Heading: b.Text("report.column.low")},
		{Group: interval, Heading: b.Text("report.column.high")},
	}
	if v.Stub().Multiple {
		columns = append(columns, Column{Heading: b.Text("report.column.choices")})
	}
	return columns
}

// rowLabel is the label of a row; those of the ends of a rating say what the
// ends mean.
func (b *builder) rowLabel(q *questionnaire.Question, v *disclose.Published, i int) string {
	label := b.Row(v.Rows()[i])
	if q.Low.IsZero() && q.High.IsZero() || b.isRecode(v) {
		return label
	}
	var ends []*questionnaire.Option
	for _, o := range q.Options {
		if o.HasScore {
			ends = append(ends, o)
		}
	}
	end := ""
	switch code := v.Rows()[i].Code; {
	case len(ends) == 0 || v.Rows()[i].Kind != tabulate.RowCategory:
	case code == ends[0].Code:
		end = b.Of(q.Low)
	case code == ends[len(ends)-1].Code:
		end = b.Of(q.High)
	}
	if end == "" {
		return label
	}
	return label + " – " + end
}

// order lists the rows that a table shows, and notes where they are sorted.
func (b *builder) order(t *Table, v *disclose.Published) []int {
	rows, sorted := wording.Order(v)
	if sorted {
		t.Notes = append(t.Notes, b.Text("report.note.sorted"))
	}
	return rows
}

func emphasisOf(r tabulate.Row) Emphasis {
	switch r.Kind {
	case tabulate.RowMissing:
		return EmphasisMissing
	case tabulate.RowNet:
		return EmphasisNet
	}
	return ""
}

// shareCells are n, share, the ends of its interval and, of several choices,
// the share of choices.
func shareCells(v *disclose.Published, c disclose.Cell) []Cell {
	n := 4
	if v.Stub().Multiple {
		n = 5
	}
	cells := make([]Cell, n)
	if c.Suppressed {
		for i := range cells {
			cells[i].Kind = CellSuppressed
		}
		return cells
	}
	cells[0] = countCell(c.N)
	for i, x := range []float64{c.Percent, c.Low, c.High, c.PercentResponses}[:n-1] {
		cells[i+1] = percentCell(x)
	}
	return cells
}

func countCell(n int) Cell { return Cell{Kind: CellCount, Value: float64(n)} }

// percentCell makes a share of a percentage; one that is not a number is
// empty.
func percentCell(percent float64) Cell {
	if math.IsNaN(percent) {
		return Cell{}
	}
	return Cell{Kind: CellPercent, Value: percent / 100}
}

func numberCell(x float64, decimals int) Cell {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return Cell{}
	}
	return Cell{Kind: CellNumber, Value: x, Decimals: decimals}
}

// baseLine says who the figures are of and how many.
func (b *builder) baseLine(v *disclose.Published) string {
	base, total := b.BaseOf(v), v.Columns()[0]
	switch {
	case total.Suppressed:
		return b.Text("report.base.hidden", "base", base)
	case v.Weight() != "":
		return b.Text("report.base.line_weighted", "base", base, "n", total.N, "effective", math.Round(total.EffectiveN))
	}
	return b.Text("report.base.line_n", "base", base, "n", total.N)
}

// scoreRows adds mean and net promoter score where the options have numbers.
func (b *builder) scoreRows(t *Table, q *questionnaire.Question, v *disclose.Published) {
	s := v.Columns()[0].Summary
	if s.HasScores && (s.N > 0 || v.Columns()[0].SummarySuppressed) {
		t.Rows = append(t.Rows, b.scoreRow(b.meanLabel(q, v), summaryCell(v.Columns()[0], s.Mean, 2), len(t.Columns)))
	}
	if s.HasNPS && s.N > 0 {
		t.Rows = append(t.Rows, b.scoreRow(b.Text("report.summary.nps"), summaryCell(v.Columns()[0], s.NPS, 1), len(t.Columns)))
	}
}

func (b *builder) scoreRow(label string, c Cell, columns int) Row {
	cells := make([]Cell, columns)
	cells[1] = c
	return Row{Label: label, Emphasis: EmphasisSummary, Cells: cells}
}

// summaryCell is a measure of a column, hidden where the column is.
func summaryCell(c disclose.Column, x float64, decimals int) Cell {
	if c.SummarySuppressed {
		return Cell{Kind: CellSuppressed}
	}
	return numberCell(x, decimals)
}

// meanLabel says between which scores the mean can be.
func (b *builder) meanLabel(q *questionnaire.Question, v *disclose.Published) string {
	low, high := math.Inf(1), math.Inf(-1)
	for _, o := range q.Options {
		if o.HasScore {
			low, high = min(low, o.Score), max(high, o.Score)
		}
	}
	if variable, ok := b.q.Variable(v.Stub().Variable); low > high || ok && variable.Recode != nil {
		return b.Text("report.summary.mean")
	}
	return b.Text("report.summary.mean_score", "low", low, "high", high)
}

// numbersTable describes the numbers of a variable in one line.
func (b *builder) numbersTable(t *Table, q *questionnaire.Question, v *disclose.Published) {
	c := v.Columns()[0]
	s, places := c.Summary, max(q.Decimals, 0)
	t.Columns = []Column{{Heading: b.Text("report.summary.values")}}
	values := []Cell{countCell(s.N)}
	add := func(key string, x float64, decimals int) {
		t.Columns = append(t.Columns, Column{Heading: b.Text("report.summary." + key)})
		values = append(values, numberCell(x, decimals))
		if v.Threshold() > 1 && (key == "min" || key == "max") {
			values[len(values)-1] = Cell{Kind: CellSuppressed} // each is one respondent's
		}
	}
	add("mean", s.Mean, places+1)
	add("sd", s.SD, places+1)
	add("min", s.Min, places)
	add("q1", s.Q1, places)
	add("median", s.Median, places)
	add("q3", s.Q3, places)
	add("max", s.Max, places)
	if c.SummarySuppressed {
		for i := range values {
			values[i] = Cell{Kind: CellSuppressed}
		}
	}
	if c.SummarySuppressed || v.Threshold() > 1 {
		t.Notes = append(t.Notes, b.Text("report.suppressed_short"))
	}
	label := b.Of(q.Unit)
	if label == "" {
		label = b.Text("report.column.answers")
	}
	t.Rows = []Row{{Label: label, Cells: values}}
}

// blockWarnings collects the doubts about a question's tables, each once.
func (b *builder) blockWarnings(views []*disclose.Published) []string {
	var all []string
	for _, v := range views {
		if shape := v.Stub().Shape; shape == questionnaire.ShapeText || shape == questionnaire.ShapeDate {
			continue // there are no percentages to doubt
		}
		for _, text := range b.Warnings(v, tabulate.WarnMultiple, tabulate.WarnItems) {
			if v.Stub().Row != "" {
				text = wording.Sentence(b.Of(v.Stub().RowText)+":", text)
			}
			if !slices.Contains(all, text) {
				all = append(all, text)
			}
		}
	}
	return all
}
