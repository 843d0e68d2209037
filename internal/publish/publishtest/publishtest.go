// Package publishtest makes results of invented respondents, so that what
// publish writes can be tested and looked at. It is for tests only.
package publishtest

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"testing"

	"barometer/internal/analyse/dataset"
	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
)

// Questionnaire compiles one of the questionnaires that ship.
func Questionnaire(t testing.TB, file string) *questionnaire.Questionnaire {
	t.Helper()
	_, here, _, ok := runtime.Caller(0)
	if !ok {
		t.Fatal("the folder of the surveys is not known")
	}
	q, problems := yamlform.Compile(filepath.Join(filepath.Dir(here), "..", "..", "..", "surveys", file))
	if q == nil {
		t.Fatal(problems)
	}
	return q
}

// Dataset invents n responses that follow the routing. Equal arguments give
// equal responses.
func Dataset(t testing.TB, q *questionnaire.Questionnaire, n int) *dataset.Dataset {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, uint64(n)))
	b := dataset.NewBuilder(q, nil)
	for i := range n {
		r := &response.Response{
			ID: fmt.Sprintf("r%06d", i), Version: q.Version, Language: q.Languages[i%len(q.Languages)],
			Source: response.FromOpenLink, Disposition: response.Complete,
			Context: response.Context{Date: "2026-05-01"}, Answers: answers(rng, q, i),
		}
		if i%17 == 3 {
			r.Disposition = response.Partial
		}
		if err := b.Add(r); err != nil {
			t.Fatal(err)
		}
	}
	d, err := b.Dataset()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// answers answers one question after the other, as far as it is asked; every
// seventeenth respondent breaks off.
func answers(rng *rand.Rand, q *questionnaire.Questionnaire, i int) response.Answers {
	a := response.Answers{}
	context := response.Context{Date: "2026-05-01"}
	for _, question := range q.Questions {
		if i%17 == 3 && question.Index > len(q.Questions)/2 {
			break
		}
		if rng.IntN(25) == 0 || !response.Trace(q, context, a).Asked(question) {
			continue
		}
		if len(question.Rows) > 0 {
			rows := map[string]response.Value{}
			for _, row := range question.Rows {
				rows[row.Code] = answer(rng, question, a)
			}
			a[question.Key] = response.Rows(rows)
		} else if v := answer(rng, question, a); !v.IsNone() {
			a[question.Key] = v
		}
	}
	return a
}

// answer answers one question or one row; earlier options are likelier.
func answer(rng *rand.Rand, q *questionnaire.Question, a response.Answers) response.Value {
	pick := func() *questionnaire.Option {
		x := rng.Float64()
		return q.Options[int(x*x*float64(len(q.Options)))]
	}
	switch q.Shape() {
	case questionnaire.ShapeCode:
		o := pick()
		if o.Other {
			a[q.OtherName(o)] = response.String("=something else")
		}
		return response.String(o.Code)
	case questionnaire.ShapeCodes, questionnaire.ShapeRanks:
		return several(rng, q, pick)
	case questionnaire.ShapeNumber:
		return response.Number(float64(rng.IntN(200)))
	case questionnaire.ShapeText:
		return response.String("In a respondent’s own words")
	case questionnaire.ShapeDate:
		return response.String(fmt.Sprintf("20%02d-%02d-15", rng.IntN(26), 1+rng.IntN(12)))
	}
	return response.Value{}
}

func several(rng *rand.Rand, q *questionnaire.Question, pick func() *questionnaire.Option) response.Value {
	most := 3
	if q.Max != nil {
		most = min(most, int(*q.Max))
	}
	var codes []string
	seen := map[string]bool{}
	for range 1 + rng.IntN(most) {
		o := pick()
		if o.Exclusive || o.Missing != questionnaire.NotMissing || o.Other {
			if len(codes) == 0 && !o.Other {
				return response.Codes(o.Code)
			}
			continue
		}
		if !seen[o.Code] {
			seen[o.Code] = true
			codes = append(codes, o.Code)
		}
	}
	if len(codes) == 0 {
		return response.Codes(q.Options[0].Code)
	}
	return response.Codes(codes...)
}

// Frequencies publishes the table of every variable that has one. Threshold 0
// makes internal tables that hide nothing.
func Frequencies(t testing.TB, d *dataset.Dataset, threshold int) []*disclose.Published {
	t.Helper()
	return Crosstabs(t, d, threshold)
}

// Crosstabs publishes the table of every variable by a banner. A ranking has
// one for the rank of each option.
func Crosstabs(t testing.TB, d *dataset.Dataset, threshold int, banner ...string) []*disclose.Published {
	t.Helper()
	cut, err := tabulate.NewCut(d, tabulate.Spec{Banner: banner})
	if err != nil {
		t.Fatal(err)
	}
	var all []*tabulate.Table
	for _, v := range d.Questionnaire().Variables {
		if v.Administrative != "" || v.Other != nil || v.Shape == questionnaire.ShapeNone || v.Shape == questionnaire.ShapeRanks {
			continue
		}
		table, err := cut.Table(v.Name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, table)
	}
	return publish(t, all, d.Questionnaire(), threshold)
}

func publish(t testing.TB, tables []*tabulate.Table, q *questionnaire.Questionnaire, threshold int) []*disclose.Published {
	t.Helper()
	var all []*disclose.Published
	var err error
	if threshold == 0 {
		all, err = disclose.Internal(tables, q)
	} else {
		all, err = disclose.Publish(tables, disclose.Policy{Threshold: threshold})
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}
