package disclose

import (
	"maps"
	"math"
	"slices"

	"barometer/internal/analyse/tabulate"
	"barometer/internal/questionnaire"
)

// view is what a system leaves of one table. Without a system all is shown.
type view struct {
	table     *tabulate.Table
	threshold int
	system    *system
	stub      *stub
	slots     []*slot // by column; nil for columns of the variable of the rows
}

func (s *system) view(t *tabulate.Table) *view {
	v := &view{table: t, threshold: s.threshold, system: s, stub: s.byStub[stubName(t)]}
	for _, c := range t.Columns {
		if isOwn(t, c) {
			v.slots = append(v.slots, nil)
		} else {
			v.slots = append(v.slots, v.stub.byName[columnName(c)])
		}
	}
	return v
}

// gone reports whether a column is suppressed whole.
func (v *view) gone(column int) bool {
	return v.system != nil && (v.slots[column] == nil || v.slots[column].gone)
}

// hides reports whether a quantity of a column is suppressed.
func (v *view) hides(column, quantity int) bool {
	return v.gone(column) || v.system != nil && v.system.variables[v.slots[column].vars[quantity]].hidden
}

// published copies what may be seen.
func (v *view) published() *Published {
	t := v.table
	p := &Published{
		threshold: v.threshold, stub: t.Stub, population: t.Population, base: t.Base, roster: t.Roster, filter: t.Filter,
		weight: t.Weight, interval: t.Interval, level: t.Level, rows: slices.Clone(t.Rows),
	}
	if v.stub == nil {
		v.stub = &stub{table: t}
	}
	for j, c := range t.Columns {
		p.columns = append(p.columns, v.column(j, c))
	}
	for i, cells := range t.Cells {
		row := make([]Cell, len(cells))
		for j, c := range cells {
			row[j] = v.cell(i, j, c)
		}
		p.cells = append(p.cells, row)
	}
	for _, w := range t.Warnings {
		p.warnings = append(p.warnings, v.warning(w))
	}
	return p
}

func (v *view) cell(row, column int, c tabulate.Cell) Cell {
	if v.hides(column, row) {
		return Cell{Suppressed: true}
	}
	if v.table.Stub.Multiple && v.hides(column, v.stub.responses()) {
		c.PercentResponses = math.NaN()
	}
	return Cell{Cell: c}
}

func (v *view) column(j int, c tabulate.Column) Column {
	col := Column{Column: c, Suppressed: v.gone(j)}
	col.MembersSuppressed = v.hides(j, v.stub.members())
	col.ResponsesSuppressed = v.hides(j, v.stub.responses())
	col.SummarySuppressed = v.hides(j, v.stub.sum())
	for kind := range questionnaire.Missing(questionnaire.NumMissing) {
		col.MissingSuppressed[kind] = v.hides(j, v.stub.missing(kind))
	}
	if v.system != nil && v.table.Stub.Shape == questionnaire.ShapeNumber {
		col.Summary.Min, col.Summary.Max = math.NaN(), math.NaN() // each is one respondent's
	}
	col.clear()
	return col
}

// clear removes what is suppressed.
func (c *Column) clear() {
	if c.Suppressed {
		c.N, c.WeightedN, c.EffectiveN = 0, 0, 0
	}
	if c.MembersSuppressed {
		c.Members = 0
	}
	if c.ResponsesSuppressed {
		c.Responses = 0
	}
	for kind, suppressed := range c.MissingSuppressed {
		if suppressed {
			c.Missing[kind] = 0
		}
	}
	if c.SummarySuppressed {
		c.Summary = tabulate.Summary{HasScores: c.Summary.HasScores, HasNPS: c.Summary.HasNPS}
	}
}

// warning leaves the number out of a warning that would tell of a small group
// or what is suppressed.
func (v *view) warning(w tabulate.Warning) tabulate.Warning {
	n, counts := w.Params["n"].(int)
	if v.system == nil || !counts {
		return w
	}
	tells := v.gone(max(w.Column, 0)) || v.system.small(n)
	switch w.Code {
	case tabulate.WarnUnknownRouting:
		tells = tells || v.hides(0, v.stub.missing(questionnaire.Unknown))
	case tabulate.WarnAgainstRouting:
		tells = tells || v.hides(0, v.stub.missing(questionnaire.NotAsked))
	case tabulate.WarnOutsideBase:
		tells = tells || v.hides(0, v.stub.missing(questionnaire.NotApplicable))
	}
	if tells {
		w.Params = maps.Clone(w.Params)
		delete(w.Params, "n")
		if len(w.Params) == 0 {
			w.Params = nil
		}
	}
	return w
}
