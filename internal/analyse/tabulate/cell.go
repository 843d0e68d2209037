package tabulate

import (
	"math"

	"barometer/internal/analyse/stats"
	"barometer/internal/questionnaire"
)

// cell computes one row's share in one column.
func (m *maker) cell(o origin, column int) Cell {
	t := m.tallies[column]
	in, base := o.of(t), t.base(m.base)
	c := Cell{N: in.n, WeightedN: in.w, Percent: math.NaN(), SE: math.NaN(), PercentResponses: math.NaN()}
	if base.w == 0 {
		c.Low, c.High = math.NaN(), math.NaN()
		return c
	}
	p := min(in.w/base.w, 1)
	c.Percent = 100 * p
	c.SE = 100 * stats.ProportionSE(p, base.n, base.w, in.w2, max(base.w2-in.w2, 0))
	low, high := stats.Wilson(p, stats.EffectiveN(base.w, base.w2), m.cut.spec.Level)
	c.Low, c.High = 100*low, 100*high
	c.PercentResponses = c.Percent
	if m.table.Stub.Multiple {
		c.PercentResponses = math.NaN()
		if all := m.responses[column]; o.kind != RowNet && o.index >= 0 && all.w > 0 {
			c.PercentResponses = 100 * in.w / all.w
		}
	}
	return c
}

// summary describes the numbers of a column: answers that are numbers, or the
// scores of options.
func (m *maker) summary(column int) Summary {
	masses, has := m.masses(column)
	nan := math.NaN()
	s := Summary{
		HasScores: has, N: stats.Count(masses), Mean: nan, SD: nan, SE: nan,
		Min: nan, Q1: nan, Median: nan, Q3: nan, Max: nan, Sum: nan, NPS: nan,
	}
	s.HasNPS = has && m.isNPS()
	if s.N == 0 {
		return s
	}
	s.Mean, s.SD, s.SE, s.Sum = stats.Mean(masses), stats.SD(masses), stats.MeanSE(masses), stats.Sum(masses)
	s.Min, s.Max = masses[0].Value, masses[len(masses)-1].Value
	s.Q1, s.Median, s.Q3 = stats.Quantile(masses, 0.25), stats.Quantile(masses, 0.5), stats.Quantile(masses, 0.75)
	if s.HasNPS {
		s.NPS = netPromoterScore(masses)
	}
	return s
}

func (m *maker) isNPS() bool {
	q := m.variable.Question
	return q != nil && m.variable.Recode == nil && q.Type.NPS
}

// masses lists the numbers of a column in rising order, and whether the
// variable has numbers at all.
func (m *maker) masses(column int) (masses []stats.Mass, has bool) {
	switch m.variable.Shape {
	case questionnaire.ShapeNumber:
		return m.numbers(column), true
	case questionnaire.ShapeCode:
		t := m.tallies[column]
		for i, o := range m.variable.Options {
			if !o.HasScore || o.Missing != questionnaire.NotMissing {
				continue
			}
			has = true
			if of := t.options[i]; of.n > 0 {
				masses = append(masses, stats.Mass{Value: o.Score, N: of.n, Weight: of.w, Squares: of.w2})
			}
		}
		stats.Sort(masses)
	}
	return masses, has
}

func (m *maker) numbers(column int) []stats.Mass {
	numbers, kinds := m.values.Numbers(), m.values.Kinds()
	masses := make([]stats.Mass, 0, m.tallies[column].kinds[questionnaire.NotMissing].n)
	each(m.cut.dataset.N(), m.cut.columns[column].rows, func(row int) {
		if kinds[row] == questionnaire.NotMissing {
			w := weightAt(m.cut.weights, row)
			masses = append(masses, stats.Mass{Value: numbers[row], N: 1, Weight: w, Squares: w * w})
		}
	})
	stats.Sort(masses)
	return masses
}

func netPromoterScore(masses []stats.Mass) float64 {
	var promoters, detractors, total float64
	for _, x := range masses {
		total += x.Weight
		switch {
		case x.Value >= 9:
			promoters += x.Weight
		case x.Value <= 6:
			detractors += x.Weight
		}
	}
	return stats.NPS(promoters, detractors, total)
}
