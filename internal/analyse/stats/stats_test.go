package stats_test

import (
	"math"
	"testing"

	"barometer/internal/analyse/stats"
)

func near(got, want, tolerance float64) bool {
	return math.IsNaN(got) && math.IsNaN(want) || math.Abs(got-want) <= tolerance*max(1, math.Abs(want))
}

// sample is fifteen numbers with weights and what R makes of them.
var (
	sample  = []float64{12, 15, 15, 18, 20, 20, 20, 23, 25, 31, 40, 42, 42, 57, 61}
	weights = []float64{1.2, 0.8, 1, 1, 0.5, 2, 1.5, 1, 0.7, 0.9, 1.1, 1.3, 0.6, 0.4, 1}
)

func masses(values, weights []float64) []stats.Mass {
	var ms []stats.Mass
	for i, x := range values {
		w := 1.0
		if weights != nil {
			w = weights[i]
		}
		ms = append(ms, stats.Mass{Value: x, N: 1, Weight: w, Squares: w * w})
	}
	stats.Sort(ms)
	return ms
}

func TestNormalQuantile(t *testing.T) {
	// Standard tables; R: qnorm.
	for p, want := range map[float64]float64{
		0.5: 0, 0.975: 1.959963984540054, 0.995: 2.5758293035489, 0.05: -1.6448536269514722,
		0: math.Inf(-1), 1: math.Inf(1), 1.5: math.NaN(),
	} {
		if got := stats.NormalQuantile(p); got != want && !near(got, want, 1e-12) {
			t.Errorf("NormalQuantile(%v) = %v, want %v", p, got, want)
		}
	}
}

func TestWilson(t *testing.T) {
	// R: binom::binom.confint(x, n, methods = "wilson").
	tests := []struct{ x, n, low, high float64 }{
		{0, 10, 0, 0.27753279986288915},
		{1, 10, 0.017876213095072892, 0.40415002679523837},
		{15, 29, 0.344310218819947333, 0.68613909847316512},
		{27, 30, 0.743789174208159265, 0.96540011125266578},
		{10, 10, 0.722467200137110854, 1},
		{0, 0, math.NaN(), math.NaN()},
	}
	for _, test := range tests {
		low, high := stats.Wilson(test.x/test.n, test.n, 0.95)
		if !near(low, test.low, 1e-12) || !near(high, test.high, 1e-12) {
			t.Errorf("Wilson of %v in %v: %v to %v, want %v to %v", test.x, test.n, low, high, test.low, test.high)
		}
	}
}

func TestMoments(t *testing.T) {
	// R: mean, sd, quantile(type = 7); weighted: survey::svymean, Hmisc::wtd.var
	// and wtd.quantile with normwt = TRUE.
	tests := []struct {
		name                 string
		weights              []float64
		mean, sd, se, median float64
		quantiles            [5]float64 // 10, 25, 50, 75 and 90 %
	}{
		{"unweighted", nil, 29.4, 15.5048379546514, 15.5048379546514 / math.Sqrt(15), 23, [5]float64{15, 19, 23, 41, 51}},
		{"weighted", weights, 27.6933333333333, math.Sqrt(211.542095238095), 3.76804174366614, 20, [5]float64{15, 19, 20, 41, 51}},
	}
	for _, test := range tests {
		ms := masses(sample, test.weights)
		if got := stats.Mean(ms); !near(got, test.mean, 1e-13) {
			t.Errorf("%s: mean %v, want %v", test.name, got, test.mean)
		}
		if got := stats.SD(ms); !near(got, test.sd, 1e-13) {
			t.Errorf("%s: sd %v, want %v", test.name, got, test.sd)
		}
		if got := stats.MeanSE(ms); !near(got, test.se, 1e-13) {
			t.Errorf("%s: se %v, want %v", test.name, got, test.se)
		}
		for i, p := range []float64{0.1, 0.25, 0.5, 0.75, 0.9} {
			if got := stats.Quantile(ms, p); !near(got, test.quantiles[i], 1e-12) {
				t.Errorf("%s: quantile %v is %v, want %v", test.name, p, got, test.quantiles[i])
			}
		}
	}
}

// TestGrouped holds the moments of equal values counted together to those of
// the same values one by one.
func TestGrouped(t *testing.T) {
	one := masses([]float64{1, 1, 1, 4, 5, 5}, nil)
	grouped := []stats.Mass{{Value: 1, N: 3, Weight: 3, Squares: 3}, {Value: 4, N: 1, Weight: 1, Squares: 1}, {Value: 5, N: 2, Weight: 2, Squares: 2}}
	for name, f := range map[string]func([]stats.Mass) float64{
		"Sum": stats.Sum, "Mean": stats.Mean, "SD": stats.SD, "MeanSE": stats.MeanSE,
		"median": func(ms []stats.Mass) float64 { return stats.Quantile(ms, 0.5) },
		"least":  func(ms []stats.Mass) float64 { return stats.Quantile(ms, 0) },
		"most":   func(ms []stats.Mass) float64 { return stats.Quantile(ms, 1) },
		"count":  func(ms []stats.Mass) float64 { return float64(stats.Count(ms)) },
	} {
		if a, b := f(one), f(grouped); !near(a, b, 1e-14) {
			t.Errorf("%s: %v one by one, %v together", name, a, b)
		}
	}
}

func TestNothing(t *testing.T) {
	none, single := []stats.Mass(nil), []stats.Mass{{Value: 4, N: 1, Weight: 1, Squares: 1}}
	for name, got := range map[string]float64{
		"mean of nothing": stats.Mean(none), "sd of one": stats.SD(single), "se of one": stats.MeanSE(single),
		"quantile of nothing": stats.Quantile(none, 0.5), "quantile beyond": stats.Quantile(single, 1.5),
		"proportion of one": stats.ProportionSE(1, 1, 1, 1, 0), "nps of nothing": stats.NPS(0, 0, 0),
	} {
		if !math.IsNaN(got) {
			t.Errorf("%s is %v, want NaN", name, got)
		}
	}
	if got := stats.EffectiveN(0, 0); got != 0 {
		t.Errorf("effective n of nothing is %v", got)
	}
}

func TestEffectiveN(t *testing.T) {
	var w, w2 float64
	for _, x := range weights {
		w, w2 = w+x, w2+x*x
	}
	if got := stats.EffectiveN(w, w2); !near(got, 13.0057803468208, 1e-13) { // by hand, and R: sum(w)^2/sum(w^2)
		t.Errorf("effective n %v", got)
	}
	if got := stats.EffectiveN(10, 10); got != 10 {
		t.Errorf("effective n of ten equal weights is %v", got)
	}
}

func TestProportionSE(t *testing.T) {
	// 71 % of 200: R, survey::svymean of a simple random sample without finite
	// population correction.
	if got := stats.ProportionSE(0.71, 200, 200, 142, 58); !near(got, 0.0321663390337504, 1e-13) {
		t.Errorf("se %v", got)
	}
}

func TestNPS(t *testing.T) {
	if got := stats.NPS(50, 20, 100); got != 30 { // 50 % promoters, 20 % detractors
		t.Errorf("nps %v", got)
	}
}
