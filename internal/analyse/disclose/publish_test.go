package disclose_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"barometer/internal/analyse/dataset"
	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	var pretty bytes.Buffer
	if err := json.Indent(&pretty, got, "", "  "); err != nil {
		t.Fatal(err)
	}
	pretty.WriteByte('\n')
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, pretty.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(pretty.Bytes(), want) {
		t.Errorf("%s differs; run with -update and look at the difference:\n%s", file, pretty.Bytes())
	}
}

// roles makes a dataset of complete answers to role, by region.
func roles(t *testing.T, q *questionnaire.Questionnaire, counts map[string]map[string]int) *dataset.Dataset {
	t.Helper()
	var all []*response.Response
	for _, region := range []string{"africa", "asia", "europe"} {
		for _, role := range []string{"user", "vendor", "lab", "dk"} {
			for range counts[region][role] {
				all = append(all, &response.Response{Disposition: response.Complete, Answers: response.Answers{
					"region": response.String(region), "role": response.String(role), "rate": response.String("4")}})
			}
		}
	}
	return build(t, q, all)
}

func small(t *testing.T, q *questionnaire.Questionnaire) *dataset.Dataset {
	return roles(t, q, map[string]map[string]int{
		"africa": {"user": 2, "vendor": 1},
		"asia":   {"user": 12, "vendor": 9, "lab": 2},
		"europe": {"user": 20, "vendor": 14, "lab": 8, "dk": 6},
	})
}

// show draws a table with x for what is suppressed.
func show(p *disclose.Published) string {
	var b strings.Builder
	for j, c := range p.Columns() {
		fmt.Fprintf(&b, "%s=%d", c.Code, c.N)
		if c.Suppressed {
			b.WriteString("x")
		}
		for i := range p.Rows() {
			if cell := p.Cell(i, j); cell.Suppressed {
				b.WriteString(" x")
			} else {
				fmt.Fprintf(&b, " %d", cell.N)
			}
		}
		b.WriteString("; ")
	}
	return strings.TrimSuffix(b.String(), "; ")
}

func TestPublish(t *testing.T) {
	q := compile(t, questionnaire.Anonymous)
	table := tabulated(t, small(t, q), tabulate.Spec{Rows: "role"})
	if got, want := show(publish(t, table, 5)), "=74 34 24 10 6 34"; got != want {
		t.Errorf("nothing is small: %s, want %s", got, want)
	}
	if got, want := show(publish(t, table, 7)), "=74 34 24 x x x"; got != want {
		t.Errorf("6 do not know: %s, want %s", got, want)
	}
	if got, want := show(publish(t, table, 1)), "=74 34 24 10 6 34"; got != want {
		t.Errorf("threshold of 1: %s, want %s", got, want)
	}
	cut := tabulated(t, small(t, q), tabulate.Spec{Rows: "role", Banner: []string{"region"}})
	p := publish(t, cut, 0)
	if p.Threshold() != disclose.DefaultThreshold || p.Internal() || !p.Columns()[1].Suppressed || p.Columns()[0].Suppressed {
		t.Errorf("threshold %d, internal %v: %s", p.Threshold(), p.Internal(), show(p))
	}
	if p.SuppressedCells() < 10 {
		t.Errorf("%d cells suppressed: %s", p.SuppressedCells(), show(p))
	}
	for _, w := range p.Warnings() {
		if _, told := w.Params["n"]; told && w.Column >= 0 && p.Columns()[w.Column].Suppressed {
			t.Errorf("warning %v tells the base of a suppressed column", w)
		}
	}
}

func TestPublishRefuses(t *testing.T) {
	q := compile(t, questionnaire.Identified)
	d := small(t, q)
	if _, err := disclose.Publish([]*tabulate.Table{tabulated(t, d, tabulate.Spec{Rows: "role", Filter: "rate == '4'"})}, disclose.Policy{}); !errors.Is(err, fault.Forbidden) {
		t.Errorf("a filter in a release: %v", err)
	}
	if _, err := disclose.Publish([]*tabulate.Table{tabulated(t, d, tabulate.Spec{Rows: "role"})}, disclose.Policy{Threshold: -1}); !errors.Is(err, fault.Invalid) {
		t.Errorf("a negative threshold: %v", err)
	}
}

func TestInternal(t *testing.T) {
	for confidentiality, shown := range map[questionnaire.Confidentiality]bool{
		questionnaire.Identified: true, questionnaire.Confidential: true, questionnaire.Anonymous: false,
	} {
		q := compile(t, confidentiality)
		d := small(t, q)
		internal := func(s tabulate.Spec) ([]*disclose.Published, error) {
			return disclose.Internal([]*tabulate.Table{tabulated(t, d, s)}, q)
		}
		all, err := internal(tabulate.Spec{Rows: "role", Banner: []string{"region"}})
		if err != nil {
			t.Fatal(err)
		}
		if p := all[0]; !p.Internal() || (p.SuppressedCells() == 0) != shown {
			t.Errorf("%s: internal %v, %d cells suppressed", confidentiality, all[0].Internal(), all[0].SuppressedCells())
		}
		for _, s := range []tabulate.Spec{
			{Rows: "role", Filter: "rate == '4'"},
			{Rows: "role", Banner: []string{"rate"}},
		} {
			_, err := internal(s)
			if shown && err != nil || !shown && (!errors.Is(err, fault.Forbidden) || !strings.Contains(fault.Message(err), "questionnaire")) {
				t.Errorf("%s: %+v: %v", confidentiality, s, err)
			}
		}
	}
}

func TestSummariesAreSuppressed(t *testing.T) {
	q := compile(t, questionnaire.Anonymous)
	var all []*response.Response
	for i := range 40 {
		a := response.Answers{"region": response.String("europe"), "staff": response.Number(float64(i))}
		if i < 3 { // Asia answers the region only
			a["region"] = response.String("asia")
		} else if i < 12 {
			delete(a, "staff")
			a["region"] = response.String("asia")
		}
		all = append(all, &response.Response{Disposition: response.Complete, Answers: a})
	}
	d := build(t, q, all)
	p := publish(t, tabulated(t, d, tabulate.Spec{Rows: "staff", Base: questionnaire.BaseAll, Banner: []string{"region"}}), 5)
	asia, europe := p.Columns()[2], p.Columns()[3]
	if asia.Suppressed || !asia.SummarySuppressed || asia.Summary.N != 0 || asia.Summary.Mean != 0 {
		t.Errorf("three numbers are shown: %+v", asia)
	}
	if !europe.SummarySuppressed && !p.Columns()[0].SummarySuppressed {
		t.Error("the sum of three numbers is the difference of two that are shown")
	}
	alone := publish(t, tabulated(t, d, tabulate.Spec{Rows: "staff"}), 5).Columns()[0].Summary
	if !math.IsNaN(alone.Max) || !math.IsNaN(alone.Min) || math.IsNaN(alone.Median) {
		t.Errorf("extremes of one respondent each are shown: %+v", alone)
	}
}

func TestJSON(t *testing.T) {
	q := compile(t, questionnaire.Anonymous)
	d := small(t, q)
	for name, spec := range map[string]tabulate.Spec{
		"frequencies.json": {Rows: "role"},
		"banner.json":      {Rows: "role", Banner: []string{"region"}},
		"empty.json":       {Rows: "recommend"},
	} {
		b, err := json.Marshal(publish(t, tabulated(t, d, spec), 0))
		if err != nil {
			t.Fatal(err)
		}
		golden(t, name, b)
	}
}

func TestEncode(t *testing.T) {
	q := compile(t, questionnaire.Anonymous)
	rng := rand.New(rand.NewPCG(2, 2))
	for range 10 {
		d := randomDataset(t, q, rng, rng.IntN(80))
		for _, rows := range []string{"role", "uses", "recommend", "staff"} {
			p := publish(t, tabulated(t, d, tabulate.Spec{Rows: rows, Banner: []string{"profile"}, Weight: "w"}), 0)
			b, err := p.Encode()
			if err != nil {
				t.Fatal(err)
			}
			back, err := disclose.Decode(b)
			if err != nil {
				t.Fatal(err)
			}
			again, err := back.Encode()
			if err != nil || !bytes.Equal(b, again) {
				t.Fatalf("what was read differs from what was written: %v", err)
			}
			before, _ := json.Marshal(p)
			after, _ := json.Marshal(back)
			if !bytes.Equal(before, after) || !reflect.DeepEqual(p.Warnings(), back.Warnings()) {
				t.Errorf("%s prints otherwise after being stored:\n%s\n%s", rows, before, after)
			}
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	q := compile(t, questionnaire.Anonymous)
	b, err := publish(t, tabulated(t, small(t, q), tabulate.Spec{Rows: "role"}), 0).Encode()
	if err != nil {
		t.Fatal(err)
	}
	for _, damaged := range []string{
		"", "[]", string(b[:len(b)/2]),
		strings.Replace(string(b), `"format":1`, `"format":9`, 1),
		strings.Replace(string(b), `"cells":[[`, `"cells":[[],[`, 1),
		strings.Replace(string(b), `"cells":[[`, `"cells":[[null,`, 1),
	} {
		if _, err := disclose.Decode([]byte(damaged)); !errors.Is(err, fault.Invalid) {
			t.Errorf("damaged table is read: %v", err)
		}
	}
}

// TestLargeTable holds the time that a table of 200 rows by 60 columns takes.
func TestLargeTable(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	table := &tabulate.Table{Stub: tabulate.Stub{Variable: "home", Shape: questionnaire.ShapeCode}, Base: questionnaire.BaseAnswered, Level: 0.95}
	const rows, columns = 200, 60
	table.Columns = make([]tabulate.Column, columns+1)
	for i := range rows {
		code := fmt.Sprintf("c%d", i)
		table.Rows = append(table.Rows, tabulate.Row{Kind: tabulate.RowCategory, Code: code, Text: questionnaire.PlainText(code)})
		cells := make([]tabulate.Cell, columns+1)
		for j := 1; j <= columns; j++ {
			n := int(20 * math.Pow(rng.Float64(), 3))
			for _, k := range []int{0, j} {
				cells[k].N += n
				c := &table.Columns[k]
				c.N, c.Members, c.Missing[0] = c.N+n, c.Members+n, c.Missing[0]+n
			}
			table.Columns[j].Variable, table.Columns[j].Code = "sector", fmt.Sprintf("s%d", j)
		}
		table.Cells = append(table.Cells, cells)
	}
	start := time.Now()
	p := publish(t, table, 5)
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("suppressing in %d cells took %v", rows*columns, took)
	}
	t.Logf("%d of %d cells suppressed in %v", p.SuppressedCells(), rows*(columns+1), time.Since(start))
	if p.Columns()[0].Suppressed {
		t.Error("a large table is suppressed whole")
	}
}
