package stats_test

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"barometer/internal/analyse/stats"
)

// reference gives a file of values that other programs computed, from the
// folder in BAROMETER_TESTDATA.
func reference(t *testing.T, path ...string) string {
	t.Helper()
	root := os.Getenv("BAROMETER_TESTDATA")
	if root == "" {
		t.Skip("BAROMETER_TESTDATA is not set; it names the folder with reference values")
	}
	file := filepath.Join(append([]string{root, "reference"}, path...)...)
	if _, err := os.Stat(file); err != nil {
		t.Fatal(err)
	}
	return file
}

// records reads a CSV file as maps from header to cell.
func records(t *testing.T, file string) []map[string]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []map[string]string
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, cell := range row {
			record[rows[0][i]] = cell
		}
		all = append(all, record)
	}
	if len(all) == 0 {
		t.Fatalf("%s holds nothing", file)
	}
	return all
}

func float(t *testing.T, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func TestWilsonReference(t *testing.T) {
	for _, r := range records(t, reference(t, "r-survey", "proportion_ci95.csv")) {
		x, n := float(t, r["x"]), float(t, r["n"])
		low, high := stats.Wilson(x/n, n, 0.95)
		if !near(low, float(t, r["wilson_lo"]), 1e-12) || !near(high, float(t, r["wilson_hi"]), 1e-12) {
			t.Errorf("%v of %v: %v to %v, want %s to %s", x, n, low, high, r["wilson_lo"], r["wilson_hi"])
		}
	}
}

// TestUnivariateNIST compares mean and standard deviation with the certified
// values of NIST's Statistical Reference Datasets to ten digits.
func TestUnivariateNIST(t *testing.T) {
	for _, r := range records(t, reference(t, "nist", "certified.csv")) {
		t.Run(r["set"], func(t *testing.T) {
			ms := nistData(t, r["set"])
			if len(ms) != int(float(t, r["n"])) {
				t.Fatalf("read %d numbers, want %s", len(ms), r["n"])
			}
			const digits = 1e-10
			mean, sd := stats.Mean(ms), stats.SD(ms)
			if want := float(t, r["mean_cert"]); abs(mean-want) > digits*abs(want) {
				t.Errorf("mean %.16g, want %.16g", mean, want)
			}
			// The decimals of NumAcc3 and NumAcc4 are not exact in binary, so
			// that no exact arithmetic on the numbers as read gives the
			// certified deviation: R's value is the one to meet there.
			want := float(t, r["sd_cert"])
			if strings.HasPrefix(r["set"], "NumAcc") {
				want = float(t, r["sd_R"])
			}
			if abs(sd-want) > digits*want {
				t.Errorf("sd %.16g, want %.16g", sd, want)
			}
		})
	}
}

func abs(x float64) float64 { return max(x, -x) }

// nistData reads the numbers below the header of a data set.
func nistData(t *testing.T, set string) []stats.Mass {
	t.Helper()
	f, err := os.Open(reference(t, "nist", set+".dat"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var values []float64
	lines := bufio.NewScanner(f)
	for reading := false; lines.Scan(); {
		line := strings.TrimSpace(lines.Text())
		if reading && line != "" {
			values = append(values, float(t, line))
		}
		reading = reading || strings.HasPrefix(line, "-----")
	}
	return masses(values, nil)
}

func TestMomentsReference(t *testing.T) {
	b, err := os.ReadFile(reference(t, "r-survey", "univariate.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		X, W            []float64
		Mean, SD, Wmean float64
		Quantiles       map[string][]float64
		WtdQuantile     []float64 `json:"wtd_quantile_normwt"`
		KishNeff        float64   `json:"kish_neff"`
		SvymeanSE       float64   `json:"svymean_se"`
	}
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	plain, weighted := masses(want.X, nil), masses(want.X, want.W)
	var w, w2 float64
	for _, x := range want.W {
		w, w2 = w+x, w2+x*x
	}
	for name, pair := range map[string][2]float64{
		"mean": {stats.Mean(plain), want.Mean}, "sd": {stats.SD(plain), want.SD},
		"weighted mean": {stats.Mean(weighted), want.Wmean}, "weighted se": {stats.MeanSE(weighted), want.SvymeanSE},
		"effective n": {stats.EffectiveN(w, w2), want.KishNeff},
	} {
		if !near(pair[0], pair[1], 1e-12) {
			t.Errorf("%s: %v, want %v", name, pair[0], pair[1])
		}
	}
	for i, p := range []float64{0.1, 0.25, 0.5, 0.75, 0.9} {
		if got := stats.Quantile(plain, p); !near(got, want.Quantiles["type7"][i], 1e-12) {
			t.Errorf("quantile %v: %v, want %v", p, got, want.Quantiles["type7"][i])
		}
		if got := stats.Quantile(weighted, p); !near(got, want.WtdQuantile[i], 1e-12) {
			t.Errorf("weighted quantile %v: %v, want %v", p, got, want.WtdQuantile[i])
		}
	}
}

// TestSurveyReference compares standard errors under unequal weights with
// those that R's package survey gives for the api data without strata.
func TestSurveyReference(t *testing.T) {
	b, err := os.ReadFile(reference(t, "r-survey", "api_designs.json"))
	if err != nil {
		t.Fatal(err)
	}
	var designs map[string]struct {
		Mean, Props struct{ Est, SE []float64 }
	}
	if err := json.Unmarshal(b, &designs); err != nil {
		t.Fatal(err)
	}
	want := designs["strat_weightsonly"]
	var scores []stats.Mass
	var w, in, out, inW float64
	schools := records(t, reference(t, "r-survey", "apistrat.csv"))
	for _, r := range schools {
		weight := float(t, r["pw"])
		scores = append(scores, stats.Mass{Value: float(t, r["api00"]), N: 1, Weight: weight, Squares: weight * weight})
		w += weight
		if r["stype"] == "E" {
			in, inW = in+weight*weight, inW+weight
		} else {
			out += weight * weight
		}
	}
	if got := stats.MeanSE(scores); !near(got, want.Mean.SE[0], 1e-10) {
		t.Errorf("se of the mean %v, want %v", got, want.Mean.SE[0])
	}
	if got := stats.ProportionSE(inW/w, len(schools), w, in, out); !near(got, want.Props.SE[0], 1e-10) {
		t.Errorf("se of the proportion %v, want %v", got, want.Props.SE[0])
	}
}
