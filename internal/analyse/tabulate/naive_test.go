package tabulate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"barometer/internal/analyse/tabulate"
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// person is what a response says of one variable, read without the dataset.
type person struct {
	codes  []string
	number float64
	kind   questionnaire.Missing
}

// read is a second, plain implementation of what a response says.
func read(r *response.Response, variable string) person {
	order := []string{"role", "uses", "trust", "rate", "recommend", "staff"}
	key := variable
	switch variable {
	case "trust__bank":
		key = "trust"
	case "size":
		key = "staff"
	}
	last := -1
	for i, k := range order {
		if _, ok := r.Answers[k]; ok {
			last = i
		}
	}
	v, ok := r.Answers[key]
	p := person{kind: questionnaire.NotMissing, number: math.NaN()}
	switch {
	case key == "uses" && r.Answers["role"].Str() != "user":
		return person{kind: questionnaire.NotAsked}
	case key == "rate" && r.Administrative["channel"] != "mail":
		return person{kind: questionnaire.NotApplicable}
	case !ok && r.Disposition == response.Partial && slices.Index(order, key) > last:
		return person{kind: questionnaire.NotReached}
	case !ok:
		return person{kind: questionnaire.Skipped}
	case key == "uses":
		p.codes = v.List()
	case key == "trust":
		p.codes = []string{v.Row("bank").Str()}
	case variable == "size":
		p.codes = []string{"small"}
		if v.Num() >= 50 {
			p.codes = []string{"large"}
		}
	case key == "staff":
		p.number = v.Num()
	default:
		p.codes = []string{v.Str()}
	}
	if len(p.codes) == 1 && p.codes[0] == "dk" {
		p.kind = questionnaire.DontKnow
	}
	if x, err := strconv.ParseFloat(append(p.codes, "")[0], 64); err == nil && (key == "rate" || key == "recommend") {
		p.number = x
	}
	return p
}

func weightOf(r *response.Response, s tabulate.Spec) (float64, bool) {
	if s.Weight == "" {
		return 1, true
	}
	w, err := strconv.ParseFloat(r.Administrative["w"], 64)
	return w, err == nil
}

// inColumn says whether a respondent counts in a column of the table at all.
func inColumn(r *response.Response, s tabulate.Spec, c tabulate.Column) bool {
	if _, ok := weightOf(r, s); !ok {
		return false
	}
	if s.Population == "vendors" && r.Answers["role"].Str() != "vendor" {
		return false
	}
	if s.Filter != "" && (read(r, "staff").kind != 0 || !(r.Answers["staff"].Num() >= 20)) {
		return false
	}
	return c.Variable == "" || slices.Contains(read(r, c.Variable).codes, c.Code)
}

// naiveBase is the definition of the bases in words.
func naiveBase(b questionnaire.Base, k questionnaire.Missing) bool {
	outside := []questionnaire.Missing{questionnaire.NotAsked, questionnaire.NotApplicable}
	excluded := map[questionnaire.Base][]questionnaire.Missing{
		questionnaire.BaseAsked:    outside,
		questionnaire.BaseReached:  append(outside, questionnaire.NotReached),
		questionnaire.BaseAnswered: append(outside, questionnaire.NotReached, questionnaire.Skipped),
		questionnaire.BaseValid:    append(outside, questionnaire.NotReached, questionnaire.Skipped, questionnaire.DontKnow),
	}
	return !slices.Contains(excluded[b], k)
}

// matches says whether a respondent belongs to a row.
func matches(p person, row tabulate.Row) bool {
	switch {
	case row.Kind == tabulate.RowNet:
		return slices.ContainsFunc(p.codes, func(code string) bool { return slices.Contains(row.Codes, code) })
	case row.Kind == tabulate.RowMissing && row.Code != "dk":
		return p.kind == row.Missing
	}
	return slices.Contains(p.codes, row.Code)
}

func TestAgainstNaiveLoop(t *testing.T) {
	q := compile(t, definition())
	rng := rand.New(rand.NewPCG(7, 11))
	variables := []string{"role", "uses", "trust__bank", "rate", "recommend", "staff", "size"}
	pick := func(s ...string) string { return s[rng.IntN(len(s))] }
	for round := range 40 {
		responses := randomResponses(rng, rng.IntN(300))
		d := build(t, q, responses)
		for _, variable := range variables {
			s := tabulate.Spec{
				Rows: variable, Base: questionnaire.Bases()[rng.IntN(5)],
				Population: pick("", "vendors"), Filter: pick("", "staff >= 20"), Weight: pick("", "w"),
				Banner: [][]string{nil, {"role"}, {"uses"}, {"profile", "uses"}}[rng.IntN(4)],
			}
			t.Run(fmt.Sprintf("%d/%s", round, variable), func(t *testing.T) {
				checkNaively(t, tableOf(t, d, s), s, responses)
			})
		}
	}
}

func checkNaively(t *testing.T, table *tabulate.Table, s tabulate.Spec, responses []*response.Response) {
	t.Helper()
	for j, column := range table.Columns {
		var members, n int
		var missing [questionnaire.NumMissing]int
		var w, w2, wx, wv float64
		in, inW := make([]int, len(table.Rows)), make([]float64, len(table.Rows))
		for _, r := range responses {
			if !inColumn(r, s, column) {
				continue
			}
			p := read(r, s.Rows)
			weight, _ := weightOf(r, s)
			members++
			missing[p.kind]++
			if !math.IsNaN(p.number) && p.kind == questionnaire.NotMissing {
				wx, wv = wx+weight*p.number, wv+weight
			}
			if !naiveBase(s.Base, p.kind) {
				continue
			}
			n, w, w2 = n+1, w+weight, w2+weight*weight
			for i, row := range table.Rows {
				if matches(p, row) {
					in[i], inW[i] = in[i]+1, inW[i]+weight
				}
			}
		}
		if column.Members != members || column.N != n || column.Missing != missing || !near(column.WeightedN, w) {
			t.Errorf("%+v column %d: members %d, n %d, missing %v, weighted %v; want %d, %d, %v, %v",
				s, j, column.Members, column.N, column.Missing, column.WeightedN, members, n, missing, w)
		}
		if n > 0 && !near(column.EffectiveN, w*w/w2) {
			t.Errorf("%+v column %d: effective n %v, want %v", s, j, column.EffectiveN, w*w/w2)
		}
		if column.Summary.HasScores && !near(column.Summary.Mean, wx/wv) {
			t.Errorf("%+v column %d: mean %v, want %v", s, j, column.Summary.Mean, wx/wv)
		}
		for i, row := range table.Rows {
			c := table.Cells[i][j]
			if c.N != in[i] || !near(c.WeightedN, inW[i]) || !near(c.Percent, 100*inW[i]/w) {
				t.Errorf("%+v row %s column %d: %d, %v, %v %%; want %d, %v, %v", s, row.Code, j, c.N, c.WeightedN, c.Percent, in[i], inW[i], 100*inW[i]/w)
			}
		}
	}
}

func near(a, b float64) bool {
	return math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-9*max(1, math.Abs(b))
}
