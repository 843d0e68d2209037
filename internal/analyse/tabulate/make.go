package tabulate

import (
	"strings"

	"barometer/internal/analyse/dataset"
	"barometer/internal/analyse/stats"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// Table makes the table of one variable. Its errors are like those of NewCut.
func (c *Cut) Table(rows string) (*Table, error) {
	values, err := c.dataset.Restricted(rows)
	if err != nil {
		return nil, fault.New(fault.KindOf(err), "%s", noVariable(c.dataset, rows, err))
	}
	m := &maker{cut: c, values: values, variable: values.Variable()}
	m.base = c.baseOf(m.variable)
	for _, column := range c.columns {
		m.tallies = append(m.tallies, countColumn(values, c.dataset.N(), column.rows, c.weights, m.nets()))
	}
	t := &Table{
		Stub: stubOf(m.variable), Roster: c.dataset.Roster(), Population: c.population, Base: m.base, Filter: c.spec.Filter,
		Weight: c.spec.Weight, Interval: "wilson", Level: c.spec.Level,
	}
	m.table = t
	m.rows()
	m.responses = make([]mass, len(m.tallies))
	for i := range m.tallies {
		m.responses[i] = m.chosen(i)
	}
	for i, column := range c.columns {
		t.Columns = append(t.Columns, m.column(i, column))
	}
	for _, origin := range m.origins {
		cells := make([]Cell, len(c.columns))
		for i := range cells {
			cells[i] = m.cell(origin, i)
		}
		t.Cells = append(t.Cells, cells)
	}
	m.warn()
	return t, nil
}

// noVariable says why a name has no table.
func noVariable(d *dataset.Dataset, name string, err error) string {
	q, ok := d.Questionnaire().Question(name)
	switch {
	case ok && len(q.Variables) > 0:
		return "“" + name + "” is answered in several variables, which are tabulated one by one; name one, for example " + Expand(d.Questionnaire(), name)[0]
	case ok:
		return "“" + name + "” is nothing that is answered, such as a note; name a question"
	}
	return fault.Message(err)
}

// baseOf is the base that was asked for, or the question's own. A recode of
// numbers has categories, so its own is that of categories.
func (c *Cut) baseOf(v *questionnaire.Variable) questionnaire.Base {
	switch {
	case c.spec.Base != "":
		return c.spec.Base
	case v.Question == nil || v.Question.Base == "":
		return questionnaire.BaseAnswered
	case v.Recode != nil && v.Recode.Source.Shape == questionnaire.ShapeNumber:
		return questionnaire.BaseAnswered
	}
	return v.Question.Base
}

func stubOf(v *questionnaire.Variable) Stub {
	s := Stub{Variable: v.Name, Shape: v.Shape, Text: v.Text, Multiple: v.Shape == questionnaire.ShapeCodes}
	if v.Question != nil {
		s.Question = v.Question.Key
	}
	if v.Recode != nil {
		s.Derived = v
	}
	if v.Recode == nil && !v.Label.IsZero() {
		s.Row, s.RowText, s.Text = strings.TrimPrefix(v.Name, v.Question.Key+"__"), v.Label, v.Question.Text
	}
	return s
}

// maker is the state of making one table.
type maker struct {
	cut       *Cut
	table     *Table
	values    *dataset.Column
	variable  *questionnaire.Variable
	base      questionnaire.Base
	tallies   []*tally // by column
	responses []mass   // by column: codes chosen in all
	origins   []origin // of the rows
}

// origin says where in a tally a row's count is.
type origin struct {
	kind  RowKind
	index int // of the option or net; -1 for a computed missing kind
	plain questionnaire.Missing
}

func (o origin) of(t *tally) mass {
	switch {
	case o.kind == RowNet:
		return t.nets[o.index]
	case o.index >= 0:
		return t.options[o.index]
	}
	return t.plain[o.plain]
}

// nets are those of the question, which a recode of it does not have.
func (m *maker) nets() netting {
	n := netting{base: m.base}
	if m.variable.Question != nil && m.variable.Recode == nil {
		n.nets = m.variable.Question.Nets
	}
	return n
}

// rows lists the categories: options, missing kinds that the base includes,
// then nets.
func (m *maker) rows() {
	v, total := m.variable, m.tallies[0]
	if v.Shape != questionnaire.ShapeCode && v.Shape != questionnaire.ShapeCodes {
		return
	}
	for i, o := range v.Options {
		if !m.base.Includes(o.Missing) || len(v.Options) > maxListed && total.options[i].n == 0 {
			continue
		}
		row := Row{Kind: RowCategory, Code: o.Code, Text: o.Text}
		if o.Missing != questionnaire.NotMissing {
			row.Kind, row.Missing = RowMissing, o.Missing
		} else {
			row.Score, row.HasScore = o.Score, o.HasScore
		}
		m.addRow(row, origin{kind: row.Kind, index: i})
	}
	for _, kind := range questionnaire.MissingKinds() {
		if m.base.Includes(kind) && total.plain[kind].n > 0 {
			m.addRow(Row{Kind: RowMissing, Code: kind.String(), Missing: kind}, origin{RowMissing, -1, kind})
		}
	}
	for i, net := range m.nets().nets {
		row := Row{Kind: RowNet, Code: net.Key, Text: net.Text}
		for _, o := range net.Options {
			row.Codes = append(row.Codes, o.Code)
		}
		m.addRow(row, origin{kind: RowNet, index: i})
	}
}

func (m *maker) addRow(r Row, o origin) {
	m.table.Rows = append(m.table.Rows, r)
	m.origins = append(m.origins, o)
}

func (m *maker) column(i int, c column) Column {
	t := m.tallies[i]
	base := t.base(m.base)
	col := Column{
		Members: c.members, N: base.n, WeightedN: base.w, EffectiveN: stats.EffectiveN(base.w, base.w2),
		Responses: base.n, Summary: m.summary(i),
	}
	if c.variable != nil {
		col.Variable, col.Heading = c.variable.Name, c.variable.Text
		col.Code, col.Text = c.option.Code, c.option.Text
		col.Overlaps = c.variable.Shape == questionnaire.ShapeCodes
		if c.variable.Recode != nil {
			col.Derived = c.variable
		}
	}
	for kind, of := range t.kinds {
		col.Missing[kind] = of.n
	}
	if m.table.Stub.Multiple {
		col.Responses = m.responses[i].n
	}
	return col
}

// chosen adds up the codes that were chosen, among those that have a row.
func (m *maker) chosen(column int) mass {
	var sum mass
	for _, o := range m.origins {
		if o.kind != RowNet && o.index >= 0 {
			sum.join(o.of(m.tallies[column]))
		}
	}
	return sum
}
