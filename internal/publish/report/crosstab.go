package report

import (
	"cmp"
	"slices"
	"strings"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
)

// crosstabSheets groups the tables by their columns: those that share a banner
// go on one sheet.
func (b *builder) crosstabSheets() []Crosstab {
	var sheets []Crosstab
	index := map[string]int{}
	for _, v := range b.inOrder(b.in.Crosstabs) {
		banner := bannerOf(v)
		i, ok := index[banner]
		if !ok {
			i = len(sheets)
			index[banner] = i
			sheets = append(sheets, b.crosstab(v))
		}
		if block, ok := b.crosstabBlock(v); ok {
			sheets[i].Blocks = append(sheets[i].Blocks, block)
		}
	}
	return sheets
}

// inOrder puts recodes behind the question that they are of.
func (b *builder) inOrder(tables []*disclose.Published) []*disclose.Published {
	index := func(p *disclose.Published) int {
		if q, ok := b.q.Question(p.Stub().Question); ok {
			return q.Index
		}
		return len(b.q.Questions)
	}
	return slices.SortedStableFunc(slices.Values(tables), func(x, y *disclose.Published) int { return cmp.Compare(index(x), index(y)) })
}

// bannerOf identifies the columns of a table.
func bannerOf(v *disclose.Published) string {
	var s strings.Builder
	for _, c := range v.Columns() {
		s.WriteString(c.Variable + "\x00" + c.Code + "\x01")
	}
	return s.String()
}

func (b *builder) crosstab(v *disclose.Published) Crosstab {
	x := Crosstab{Heading: b.Text("report.crosstab.heading"), Title: b.bannerTitle(v)}
	for _, c := range v.Columns() {
		heading := ""
		if c.Variable != "" {
			heading = b.Of(c.Heading)
		}
		x.Columns = append(x.Columns, Column{Group: heading, Heading: b.Column(c)})
	}
	x.Intro = b.Text("report.crosstab.intro", "population", b.Population(v.Population()))
	for i := range v.Columns() {
		if wording.HidesIn(v, i) {
			x.Intro += " " + b.Text("report.suppressed_short") + "."
			break
		}
	}
	return x
}

// bannerTitle names the columns of a table: the chosen banner, else the
// declared one that has these columns, else the numbers of its questions.
func (b *builder) bannerTitle(v *disclose.Published) string {
	if b.in.Banner != "" {
		return b.Text("report.part.crosstab", "banner", b.in.Banner)
	}
	var names, numbers []string
	for _, c := range v.Columns()[1:] {
		if len(names) == 0 || names[len(names)-1] != c.Variable {
			names = append(names, c.Variable)
			numbers = append(numbers, b.numberOf(c.Variable))
		}
	}
	for _, banner := range b.q.Banners {
		same := func(v *questionnaire.Variable, name string) bool { return v.Name == name }
		if slices.EqualFunc(banner.Of, names, same) && !banner.Text.IsZero() {
			return b.Text("report.part.crosstab", "banner", b.Of(banner.Text))
		}
	}
	if len(names) == 0 {
		return b.Text("report.crosstab.default")
	}
	return b.Text("report.part.crosstab", "banner", strings.Join(numbers, ", "))
}

// numberOf is the number of the question of a variable, its name where it has
// none.
func (b *builder) numberOf(variable string) string {
	if v, ok := b.q.Variable(variable); ok && v.Question != nil && b.numbers[v.Question.Key] != "" {
		return b.numbers[v.Question.Key]
	}
	return variable
}

// crosstabBlock gives one question by the banner; false where the variable has
// nothing that columns could be compared by.
func (b *builder) crosstabBlock(v *disclose.Published) (CrosstabBlock, bool) {
	block := CrosstabBlock{
		Key: v.Stub().Variable, Number: b.numbers[v.Stub().Question], Wording: b.Of(v.Stub().Text),
		Base:     b.Text("report.base.line", "base", b.BaseOf(v)),
		Warnings: b.Warnings(v, tabulate.WarnMultiple),
	}
	if v.Stub().Row != "" {
		block.Row = b.Of(v.Stub().RowText)
	}
	block.Rows = append(block.Rows, columnRow(v, b.Text("report.base.row"), EmphasisBase, func(c disclose.Column) Cell { return countCell(c.N) }))
	if v.Weight() != "" {
		block.Rows = append(block.Rows, columnRow(v, b.Text("report.base.effective"), EmphasisBase,
			func(c disclose.Column) Cell { return numberCell(c.EffectiveN, 1) }))
	}
	var table Table
	for _, i := range b.order(&table, v) {
		row := Row{Label: b.Row(v.Rows()[i]), Emphasis: emphasisOf(v.Rows()[i])}
		for j := range v.Columns() {
			c := v.Cell(i, j)
			if c.Suppressed {
				row.Cells = append(row.Cells, Cell{Kind: CellSuppressed})
			} else {
				row.Cells = append(row.Cells, percentCell(c.Percent))
			}
		}
		block.Rows = append(block.Rows, row)
	}
	bases := len(block.Rows) - len(v.Rows())
	block.Rows = append(block.Rows, b.measureRows(v)...)
	return block, len(block.Rows) > bases
}

// measureRows are the mean and what belongs to it, by column.
func (b *builder) measureRows(v *disclose.Published) []Row {
	s := v.Columns()[0].Summary
	numeric := v.Stub().Shape == questionnaire.ShapeNumber
	if s.N == 0 || !s.HasScores && !numeric {
		return nil
	}
	measure := func(key string, decimals int, of func(tabulate.Summary) float64) Row {
		return columnRow(v, b.Text("report.summary."+key), EmphasisSummary, func(c disclose.Column) Cell {
			return numberCell(of(c.Summary), decimals)
		})
	}
	rows := []Row{measure("mean", 2, func(s tabulate.Summary) float64 { return s.Mean })}
	if numeric {
		rows = append(rows, measure("median", 1, func(s tabulate.Summary) float64 { return s.Median }))
	}
	if s.HasNPS {
		rows = append(rows, measure("nps", 1, func(s tabulate.Summary) float64 { return s.NPS }))
	}
	return rows
}

// columnRow is a row of what is known of columns, hidden where they are.
func columnRow(v *disclose.Published, label string, e Emphasis, of func(disclose.Column) Cell) Row {
	row := Row{Label: label, Emphasis: e}
	for _, c := range v.Columns() {
		if c.Suppressed {
			row.Cells = append(row.Cells, Cell{Kind: CellSuppressed})
		} else {
			row.Cells = append(row.Cells, of(c))
		}
	}
	return row
}
