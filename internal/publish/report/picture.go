package report

import (
	"strings"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
)

// chart chooses the picture of a simple question: a stacked bar for a scale,
// bars for all else; none where there is nothing to see.
func (b *builder) chart(block *Block, q *questionnaire.Question, v *disclose.Published, shown []int) *Chart {
	count := 0
	for _, i := range shown {
		if v.Rows()[i].Kind == tabulate.RowNet || len(shown) > wording.LongList && v.Cell(i, 0).Suppressed {
			break
		}
		count++
	}
	if count == 0 || v.Columns()[0].Suppressed || v.Columns()[0].N == 0 {
		return nil
	}
	c := &Chart{Kind: ChartBar, Title: b.Text("report.chart.title", "number", block.Number), Count: min(count, mostBars)}
	if !v.Stub().Multiple && isScale(q) && count <= mostParts {
		c.Kind = ChartStacked
	}
	var values []string
	for _, i := range shown[:c.Count] {
		values = append(values, b.altValue(b.Row(v.Rows()[i]), v.Cell(i, 0)))
	}
	c.Alt = b.Text("report.chart.alt_"+string(c.Kind), "title", block.Wording, "values", strings.Join(values, "; "))
	return c
}

// isScale reports whether the options of a question have an order that a
// stacked bar shows: they stand for numbers.
func isScale(q *questionnaire.Question) bool {
	scores := 0
	for _, o := range q.Options {
		switch {
		case o.HasScore:
			scores++
		case o.Missing == questionnaire.NotMissing:
			return false
		}
	}
	return scores > 1
}

// gridChart draws a matrix: stacked where a row takes one option, else groups
// of bars while there are few.
func (b *builder) gridChart(block *Block, views []*disclose.Published) *Chart {
	count := len(block.Grid.Columns) - 1
	if count == 0 {
		return nil
	}
	c := &Chart{Kind: ChartRows, Title: b.Text("report.chart.title", "number", block.Number), First: 1, Count: count}
	if views[0].Stub().Multiple {
		if count > 4 {
			return nil
		}
		c.Kind = ChartGrouped
	}
	var lines []string
	for _, row := range block.Grid.Rows {
		var values []string
		for i, cell := range row.Cells[1:] {
			values = append(values, b.altCell(block.Grid.Columns[i+1].Heading, cell))
		}
		lines = append(lines, row.Label+": "+strings.Join(values, "; "))
	}
	c.Alt = b.Text("report.chart.alt_rows", "title", block.Wording, "values", strings.Join(lines, ". "))
	return c
}

func (b *builder) altValue(label string, c disclose.Cell) string {
	if c.Suppressed {
		return b.altCell(label, Cell{Kind: CellSuppressed})
	}
	return b.altCell(label, percentCell(c.Percent))
}

func (b *builder) altCell(label string, c Cell) string {
	if c.Kind == CellSuppressed {
		return b.Text("report.chart.hidden", "label", label)
	}
	return b.Text("report.chart.value", "label", label, "percent", b.Percent(c.Value*100))
}
