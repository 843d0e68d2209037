package stats

import (
	"cmp"
	"math"
	"slices"
)

// Mass is respondents who gave the same number: how many, the sum of their
// weights and the sum of the squares of these. Unweighted, all three are
// equal.
type Mass struct {
	Value   float64
	N       int
	Weight  float64
	Squares float64
}

// Sort puts masses in rising order of their values, as Quantile needs them.
func Sort(ms []Mass) {
	slices.SortFunc(ms, func(a, b Mass) int { return cmp.Compare(a.Value, b.Value) })
}

// Count is the number of respondents.
func Count(ms []Mass) int {
	n := 0
	for _, m := range ms {
		n += m.N
	}
	return n
}

// sum adds without losing what is small beside what is large.
//
// Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation
// endlicher Summen, ZAMM 54 (1974), 39–51.
type sum struct{ total, lost float64 }

func (s *sum) add(x float64) {
	t := s.total + x
	if math.Abs(s.total) >= math.Abs(x) {
		s.lost += (s.total - t) + x
	} else {
		s.lost += (x - t) + s.total
	}
	s.total = t
}

func (s *sum) value() float64 { return s.total + s.lost }

func weightOf(ms []Mass) float64 {
	var s sum
	for _, m := range ms {
		s.add(m.Weight)
	}
	return s.value()
}

// Sum is the weighted sum, Σwx.
func Sum(ms []Mass) float64 {
	var s sum
	for _, m := range ms {
		s.add(m.Weight * m.Value)
	}
	return s.value()
}

// Mean is the weighted mean, Σwx/Σw, corrected by the mean of the remaining
// differences.
//
// Source: T. F. Chan, G. H. Golub and R. J. LeVeque, Algorithms for computing
// the sample variance, The American Statistician 37 (1983), 242–247.
func Mean(ms []Mass) float64 {
	w := weightOf(ms)
	mean := Sum(ms) / w
	var rest sum
	for _, m := range ms {
		rest.add(m.Weight * (m.Value - mean))
	}
	return mean + rest.value()/w
}

// SD is the standard deviation with the divisor n−1; with weights,
// √(n/(n−1) · Σw(x−x̄)²/Σw). It is NaN where there are fewer than two
// respondents.
//
// Source: Chan, Golub and LeVeque as for Mean (two passes, corrected);
// weighted as svyvar of R's package survey.
func SD(ms []Mass) float64 {
	n := Count(ms)
	if n < 2 {
		return math.NaN()
	}
	mean, w := Mean(ms), weightOf(ms)
	var squares, rest sum
	for _, m := range ms {
		d := m.Value - mean
		squares.add(m.Weight * d * d)
		rest.add(m.Weight * d)
	}
	r := rest.value()
	variance := (squares.value() - r*r/w) / w
	return math.Sqrt(max(variance, 0) * float64(n) / float64(n-1))
}

// MeanSE is the standard error of Mean: √(n/(n−1) · Σw²(x−x̄)²)/Σw, which
// without weights is SD/√n. It is NaN where there are fewer than two
// respondents.
//
// Source: as for ProportionSE.
func MeanSE(ms []Mass) float64 {
	n := Count(ms)
	if n < 2 {
		return math.NaN()
	}
	mean := Mean(ms)
	var squares sum
	for _, m := range ms {
		d := m.Value - mean
		squares.add(m.Squares * d * d)
	}
	return math.Sqrt(float64(n)/float64(n-1)*squares.value()) / weightOf(ms)
}

// Quantile is the value below which the share p, 0 to 1, of respondents lies,
// interpolated as type 7 of Hyndman and Fan. The masses are in rising order.
// Weights are scaled to add up to the number of respondents. It is NaN where
// there are none.
//
// Source: R. J. Hyndman and Y. Fan, Sample quantiles in statistical packages,
// The American Statistician 50 (1996), 361–365; weighted as wtd.quantile of
// R's package Hmisc with normwt.
func Quantile(ms []Mass, p float64) float64 {
	n := float64(Count(ms))
	if n == 0 || !(p >= 0 && p <= 1) {
		return math.NaN()
	}
	position := 1 + (n-1)*p
	low := math.Floor(position)
	scale := n / weightOf(ms)
	a := atRank(ms, low, scale)
	if position == low {
		return a
	}
	b := atRank(ms, min(low+1, n), scale)
	return a + (position-low)*(b-a)
}

// atRank is the first value up to which the scaled weights add up to rank.
func atRank(ms []Mass, rank, scale float64) float64 {
	const rounding = 1e-9
	cumulated := 0.0
	last := math.NaN()
	for _, m := range ms {
		if m.N == 0 {
			continue
		}
		cumulated += m.Weight * scale
		last = m.Value
		if cumulated >= rank*(1-rounding) {
			break
		}
	}
	return last
}
