package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// NormalQuantile is the value that a standard normal variable is below with
// probability p, 0 < p < 1; it is infinite at the ends and NaN beyond.
func NormalQuantile(p float64) float64 {
	switch {
	case math.IsNaN(p) || p < 0 || p > 1:
		return math.NaN()
	case p == 0:
		return math.Inf(-1)
	case p == 1:
		return math.Inf(1)
	}
	return distuv.UnitNormal.Quantile(p)
}

// Wilson is the score interval of a proportion p, 0 to 1, observed among n
// respondents, at a confidence level such as 0.95, without continuity
// correction. With weights, n is their effective number. Both ends are NaN
// where n is not positive.
//
// Source: E. B. Wilson, Probable inference, the law of succession, and
// statistical inference, JASA 22 (1927), 209–212.
func Wilson(p, n, level float64) (low, high float64) {
	if !(n > 0) || !(p >= 0 && p <= 1) {
		return math.NaN(), math.NaN()
	}
	z := NormalQuantile((1 + level) / 2)
	z2 := z * z
	middle := p + z2/(2*n)
	half := z * math.Sqrt(p*(1-p)/n+z2/(4*n*n))
	low, high = (middle-half)/(1+z2/n), (middle+half)/(1+z2/n)
	if p == 0 {
		low = 0
	}
	if p == 1 {
		high = 1
	}
	return max(low, 0), min(high, 1)
}

// ProportionSE is the standard error of the weighted proportion p, 0 to 1,
// of n respondents. The sums of squared weights are of those who have the
// property and of those who have not, sumW is the sum of all weights. With
// weights of 1 it is √(p(1−p)/(n−1)). It is NaN where n is below 2.
//
// Source: Taylor linearisation of a ratio under sampling with replacement,
// C.-E. Särndal, B. Swensson and J. Wretman, Model Assisted Survey Sampling
// (1992), 5.5; what svymean of R's package survey gives without strata,
// clusters and finite population correction.
func ProportionSE(p float64, n int, sumW, squaresWith, squaresWithout float64) float64 {
	if n < 2 {
		return math.NaN()
	}
	q := 1 - p
	squares := q*q*squaresWith + p*p*squaresWithout
	return math.Sqrt(float64(n)/float64(n-1)*squares) / sumW
}

// EffectiveN is Kish's effective number of respondents: the number of an
// unweighted sample with the same precision. It is 0 where there are no
// weights.
//
// Source: L. Kish, Survey Sampling (1965), 11.7: (Σw)²/Σw².
func EffectiveN(sumW, sumW2 float64) float64 {
	if sumW2 == 0 {
		return 0
	}
	return sumW * sumW / sumW2
}

// NPS is the net promoter score: the percentage of promoters less that of
// detractors among all who gave a number from 0 to 10, the arguments being
// sums of weights. It is NaN where total is 0.
//
// Source: F. Reichheld, The one number you need to grow, Harvard Business
// Review (December 2003): promoters give 9 or 10, detractors 0 to 6.
func NPS(promoters, detractors, total float64) float64 {
	return 100 * (promoters - detractors) / total
}
