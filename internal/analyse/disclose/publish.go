package disclose

import (
	"maps"
	"math"
	"slices"

	"barometer/internal/analyse/tabulate"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// DefaultThreshold is the number of respondents below which a group is
// suppressed unless a policy says otherwise.
const DefaultThreshold = 5

// Policy says how careful to be.
type Policy struct {
	Threshold int // least number of respondents of a group that is shown; 0 is DefaultThreshold, 1 shows all
}

// Publish makes of a table what a release may hand out. A table with an ad-hoc
// filter is fault.Forbidden: releases hold declared populations only.
func Publish(t *tabulate.Table, p Policy) (*Published, error) {
	if p.Threshold < 0 {
		return nil, fault.New(fault.Invalid, "the disclosure threshold is %d; write the least number of respondents that a group needs, such as 5", p.Threshold)
	}
	if t.Filter != "" {
		return nil, fault.New(fault.Forbidden, "a filter cannot be published, because filters together single people out; declare it under “populations” of the questionnaire")
	}
	if p.Threshold == 0 {
		p.Threshold = DefaultThreshold
	}
	return suppressed(t, p.Threshold), nil
}

// Internal makes of a table what staff may see, marked as internal. In an
// anonymous edition the threshold holds for staff too, and cuts that the
// questionnaire does not declare are fault.Forbidden. In others everything is
// shown.
func Internal(t *tabulate.Table, q *questionnaire.Questionnaire) (*Published, error) {
	threshold := 0
	if q.Definition.Confidentiality == questionnaire.Anonymous {
		if err := declared(t, q); err != nil {
			return nil, err
		}
		threshold = DefaultThreshold
	}
	p := suppressed(t, threshold)
	p.internal = true
	return p, nil
}

// declared refuses cuts that the questionnaire does not declare.
func declared(t *tabulate.Table, q *questionnaire.Questionnaire) error {
	if t.Filter != "" {
		return fault.New(fault.Forbidden, "the edition is anonymous, so results cannot be filtered at will; declare the filter under “populations” of the questionnaire and name that")
	}
	for _, c := range t.Columns {
		if c.Variable != "" && !slices.ContainsFunc(q.Banners, func(b *questionnaire.Banner) bool { return isOf(b, c.Variable) }) {
			return fault.New(fault.Forbidden, "the edition is anonymous, so results cannot be cut by “%s”; declare it under “banners” of the questionnaire, or use one that is declared there", c.Variable)
		}
	}
	return nil
}

func isOf(b *questionnaire.Banner, variable string) bool {
	return slices.ContainsFunc(b.Of, func(v *questionnaire.Variable) bool { return v.Name == variable })
}

// suppressed copies what may be seen of a table. A threshold of 0 or 1 shows
// all of it.
func suppressed(t *tabulate.Table, threshold int) *Published {
	p := &Published{
		threshold: threshold, stub: t.Stub, population: t.Population, base: t.Base, filter: t.Filter,
		weight: t.Weight, interval: t.Interval, level: t.Level, rows: slices.Clone(t.Rows),
	}
	s := newSystem(t, threshold)
	s.suppress()
	for j, c := range t.Columns {
		p.columns = append(p.columns, s.column(j, c))
	}
	for i, cells := range t.Cells {
		row := make([]Cell, len(cells))
		for j, c := range cells {
			row[j] = s.cell(i, j, c)
		}
		p.cells = append(p.cells, row)
	}
	for _, w := range t.Warnings {
		p.warnings = append(p.warnings, s.warning(w))
	}
	return p
}

func (s *system) cell(row, column int, c tabulate.Cell) Cell {
	if s.hidden[s.at(column, row)] || s.gone[column] {
		return Cell{Suppressed: true}
	}
	if s.table.Stub.Multiple && s.hidden[s.at(column, s.responses())] {
		c.PercentResponses = math.NaN()
	}
	return Cell{Cell: c}
}

func (s *system) column(j int, c tabulate.Column) Column {
	col := Column{Column: c, Suppressed: s.gone[j]}
	hidden := func(quantity int) bool { return s.gone[j] || s.hidden[s.at(j, quantity)] }
	col.MembersSuppressed = hidden(s.members())
	col.ResponsesSuppressed = hidden(s.responses())
	col.SummarySuppressed = hidden(s.sum())
	for kind := range col.Missing {
		col.MissingSuppressed[kind] = hidden(s.missing(kind))
	}
	if s.threshold > 1 && s.table.Stub.Shape == questionnaire.ShapeNumber {
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

// warning leaves the number out of a warning that would tell what is
// suppressed.
func (s *system) warning(w tabulate.Warning) tabulate.Warning {
	tells := w.Column >= 0 && s.gone[w.Column] ||
		w.Code == tabulate.WarnUnknownRouting && (s.gone[0] || s.hidden[s.at(0, s.missing(int(questionnaire.Unknown)))])
	if tells {
		w.Params = maps.Clone(w.Params)
		delete(w.Params, "n")
	}
	return w
}
