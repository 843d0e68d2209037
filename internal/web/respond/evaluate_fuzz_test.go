package respond_test

import (
	"os"
	"reflect"
	"strconv"
	"testing"

	"barometer/internal/questionnaire/expr/exprtest"
)

// TestEvaluatorsAgree evaluates random expressions over random answers in Go
// and in the browser. BAROMETER_PAIRS says how many instead of five thousand,
// and BAROMETER_SEED which ones.
func TestEvaluatorsAgree(t *testing.T) {
	const batch = 10_000 // about 10 MB
	pairs, seed := setting(t, "BAROMETER_PAIRS", 5_000), setting(t, "BAROMETER_SEED", 1)
	g := exprtest.NewGenerator(uint64(seed))
	var counts resultCounts
	b := evaluator(t)
	for done := 0; done < pairs; done += batch {
		if done%(20*batch) == 0 && done > 0 {
			b = evaluator(t) // each browser has its time
		}
		cases := make([]exprtest.Case, min(batch, pairs-done))
		for i := range cases {
			cases[i] = g.Case()
		}
		for i, got := range evaluate(t, b, cases) {
			c := cases[i]
			want := exprtest.JSON(c.Expr.Value(exprtest.NewEnv(c.Expr, c.Surroundings)))
			counts.add(want)
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s\n  browser %#v\n  Go      %#v\n  over %+v", c.Expr, got, want, c.Surroundings)
			}
		}
		if t.Failed() {
			t.FailNow()
		}
	}
	t.Logf("%d pairs: %+v", pairs, counts)
	if least := pairs / 20; counts.Yes < least || counts.No < least || counts.Number < least || counts.Text < least || counts.Missing > pairs/2 {
		t.Errorf("the results say little: %+v", counts)
	}
}

// resultCounts tells whether random expressions yield enough of everything.
type resultCounts struct{ Missing, Yes, No, Number, Text int }

func (c *resultCounts) add(v any) {
	switch v := v.(type) {
	case bool:
		if v {
			c.Yes++
		} else {
			c.No++
		}
	case float64:
		c.Number++
	case string:
		c.Text++
	default:
		c.Missing++
	}
}

func setting(t *testing.T, name string, otherwise int) int {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return n
}
