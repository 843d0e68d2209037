package tabulate_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"barometer/internal/analyse/tabulate"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

func TestExpand(t *testing.T) {
	q := compile(t, definition())
	for name, want := range map[string]string{
		"role":    "[role]",
		"trust":   "[trust__bank trust__state]",
		"size":    "[size]",
		"profile": "[role size]",
		"thanks":  "[thanks]",
		"nothing": "[nothing]",
	} {
		if got := fmt.Sprint(tabulate.Expand(q, name)); got != want {
			t.Errorf("Expand(%q) = %s, want %s", name, got, want)
		}
	}
}

func TestErrors(t *testing.T) {
	d := build(t, compile(t, definition()), nil)
	tests := []struct {
		spec tabulate.Spec
		kind *fault.Kind
		want string
	}{
		{tabulate.Spec{Rows: "rolle"}, fault.NotFound, "did you mean role"},
		{tabulate.Spec{Rows: "trust"}, fault.NotFound, "trust__bank"},
		{tabulate.Spec{Rows: "thanks"}, fault.NotFound, "note"},
		{tabulate.Spec{Rows: "role", Banner: []string{"sise"}}, fault.NotFound, "did you mean size"},
		{tabulate.Spec{Rows: "role", Banner: []string{"staff"}}, fault.Invalid, "recode"},
		{tabulate.Spec{Rows: "role", Population: "vendor"}, fault.NotFound, "did you mean vendors"},
		{tabulate.Spec{Rows: "role", Population: "all"}, fault.NotFound, "write everyone"},
		{tabulate.Spec{Rows: "role", Filter: "staf > 1"}, fault.Invalid, "did you mean staff"},
		{tabulate.Spec{Rows: "role", Weight: "wt"}, fault.NotFound, "did you mean w?"},
		{tabulate.Spec{Rows: "role", Base: "valids"}, fault.Invalid, "valid"},
		{tabulate.Spec{Rows: "role", Level: 95}, fault.Invalid, "0.95"},
	}
	for _, test := range tests {
		_, err := tabulated(d, test.spec)
		if !errors.Is(err, test.kind) || !strings.Contains(fault.Message(err), test.want) {
			t.Errorf("%+v: %v; want %v with %q", test.spec, err, test.kind, test.want)
		}
	}
}

// answered makes complete responses to one question from its codes.
func answered(key string, codes ...string) []*response.Response {
	var all []*response.Response
	for _, code := range codes {
		v := response.String(code)
		if strings.Contains(code, "+") {
			v = response.Codes(strings.Split(code, "+")...)
		}
		all = append(all, &response.Response{Disposition: response.Complete,
			Answers: response.Answers{key: v, "role": response.String("user")}})
		if key == "role" {
			all[len(all)-1].Answers["role"] = v
		}
	}
	return all
}

func TestFrequencies(t *testing.T) {
	q := compile(t, definition())
	codes := append(slices.Repeat([]string{"user"}, 6), "vendor", "vendor", "vendor", "dk")
	table := tableOf(t, build(t, q, answered("role", codes...)), tabulate.Spec{Rows: "role"})
	var got []string
	for i, row := range table.Rows {
		got = append(got, fmt.Sprintf("%s %s %d %.1f", row.Kind, row.Code, table.Cells[i][0].N, table.Cells[i][0].Percent))
	}
	want := []string{"category user 6 60.0", "category vendor 3 30.0", "category lab 0 0.0", "missing dk 1 10.0"}
	if !slices.Equal(got, want) {
		t.Errorf("rows %q, want %q", got, want)
	}
	cell := table.Cells[1][0] // 3 of 10: Wilson's interval as in R's binom package
	if math.Abs(cell.Low-10.7791) > 1e-4 || math.Abs(cell.High-60.3222) > 1e-4 || math.Abs(cell.SE-100*math.Sqrt(.21/9)) > 1e-9 {
		t.Errorf("interval of 3 of 10: %v to %v, se %v", cell.Low, cell.High, cell.SE)
	}
	if table.Base != questionnaire.BaseAnswered || table.Interval != "wilson" || table.Level != 0.95 || table.Population.Code != questionnaire.Everyone {
		t.Errorf("base %s, interval %s, level %v, population %s", table.Base, table.Interval, table.Level, table.Population.Code)
	}
	if !hasWarning(table, tabulate.WarnSmallBase) {
		t.Error("no warning about a base of 10")
	}
	valid := tableOf(t, build(t, q, answered("role", codes...)), tabulate.Spec{Rows: "role", Base: questionnaire.BaseValid})
	if valid.Columns[0].N != 9 || len(valid.Rows) != 3 || valid.Columns[0].Missing[questionnaire.DontKnow] != 1 {
		t.Errorf("valid base %d of %d rows", valid.Columns[0].N, len(valid.Rows))
	}
}

func TestMultiple(t *testing.T) {
	q := compile(t, definition())
	responses := answered("uses", "face+iris", "face+iris+voice", "voice+face")
	responses = append(responses, &response.Response{Disposition: response.Complete, Answers: response.Answers{
		"role": response.String("user"), "uses": response.Missing(questionnaire.DontKnow)}})
	table := tableOf(t, build(t, q, responses), tabulate.Spec{Rows: "uses"})
	if table.Columns[0].N != 4 || table.Columns[0].Responses != 8 {
		t.Errorf("%d respondents, %d responses; want 4 and 8", table.Columns[0].N, table.Columns[0].Responses)
	}
	want := map[string][3]float64{"face": {3, 75, 37.5}, "iris": {2, 50, 25}, "voice": {2, 50, 25}, "dk": {1, 25, 12.5}, "head": {3, 75, math.NaN()}}
	for i, row := range table.Rows {
		c := table.Cells[i][0]
		got := [3]float64{float64(c.N), c.Percent, c.PercentResponses}
		for k := range got {
			if !near(got[k], want[row.Code][k]) {
				t.Errorf("%s: %v, want %v", row.Code, got, want[row.Code])
			}
		}
	}
	if len(table.Rows) != 5 || !hasWarning(table, tabulate.WarnMultiple) {
		t.Errorf("%d rows; warnings %v", len(table.Rows), table.Warnings)
	}
}

func TestSummaries(t *testing.T) {
	q := compile(t, definition())
	d := build(t, q, answered("recommend", "10", "9", "9", "7", "6", "0", "dk"))
	s := tableOf(t, d, tabulate.Spec{Rows: "recommend"}).Columns[0].Summary
	if !s.HasNPS || s.N != 6 || !near(s.NPS, 100*(3-2)/6.) || !near(s.Mean, 41./6) || s.Min != 0 || s.Max != 10 {
		t.Errorf("nps %+v", s)
	}
	// quartiles of type 7, by hand: sorted 0 6 7 9 9 10, positions 2.25, 3.5, 4.75
	if !near(s.Q1, 6.25) || !near(s.Median, 8) || !near(s.Q3, 9) {
		t.Errorf("quartiles %v %v %v", s.Q1, s.Median, s.Q3)
	}
	if s := tableOf(t, d, tabulate.Spec{Rows: "role"}).Columns[0].Summary; s.HasScores || s.HasNPS {
		t.Error("a choice without scores has numbers")
	}
	if s := tableOf(t, d, tabulate.Spec{Rows: "staff"}).Columns[0].Summary; !s.HasScores || !math.IsNaN(s.Mean) || s.N != 0 {
		t.Errorf("numbers of nobody: %+v", s)
	}
}

func TestWarnings(t *testing.T) {
	def := definition()
	def.Routing = "unknown"
	q := compile(t, def)
	against := answered("uses", "face+iris")[0]
	against.Answers["role"] = response.String("vendor")
	rated := &response.Response{Disposition: response.Complete, Answers: response.Answers{"rate": response.String("3")}}
	d := build(t, q, []*response.Response{against, rated})
	warnings := func(s tabulate.Spec) string {
		var codes []string
		for _, w := range tableOf(t, d, s).Warnings {
			codes = append(codes, fmt.Sprintf("%s %d %v", w.Code, w.Column, w.Params))
		}
		return strings.Join(codes, " ")
	}
	for want, spec := range map[string]tabulate.Spec{
		"against_routing -1 map[n:1]":    {Rows: "uses"},
		"outside_base -1 map[n:1]":       {Rows: "rate"},
		"unknown_routing -1 map[n:1]":    {Rows: "role", Base: questionnaire.BaseReached},
		"empty_base 0 map[]":             {Rows: "recommend"},
		"small_base 0 map[least:30 n:1]": {Rows: "role"},
		"no_weight -1 map[n:2]":          {Rows: "role", Weight: "w"},
	} {
		if got := warnings(spec); !strings.Contains(got, want) {
			t.Errorf("%+v warns %q, want %q", spec, got, want)
		}
	}
	if got := warnings(tabulate.Spec{Rows: "uses", Filter: "role == 'user'"}); strings.Contains(got, "against_routing") {
		t.Errorf("answers against the routing outside the filter are counted: %s", got)
	}
	if got := warnings(tabulate.Spec{Rows: "role"}); strings.Contains(got, "unknown_routing") {
		t.Errorf("blanks outside the base are warned of: %s", got)
	}
}

func TestNotOfferedWarning(t *testing.T) {
	before := definition()
	before.Sections[0].Questions[0].Options = options("user", "vendor", "dk")
	old, now := compile(t, before), compile(t, definition())
	responses := answered("role", "user", "user", "vendor")
	responses[0].Version, responses[1].Version = old.Version, old.Version
	d := build(t, now, responses, old)
	table := tableOf(t, d, tabulate.Spec{Rows: "role"})
	i := slices.IndexFunc(table.Warnings, func(w tabulate.Warning) bool { return w.Code == tabulate.WarnNotOffered })
	if i < 0 || table.Warnings[i].Params["option"] != "lab" || table.Warnings[i].Params["n"] != 2 {
		t.Errorf("warnings %v", table.Warnings)
	}
}

func TestMissingRows(t *testing.T) {
	responses := append(answered("role", "user"), &response.Response{Disposition: response.Complete, Answers: response.Answers{
		"role": response.Missing(questionnaire.Refused)}}, &response.Response{Disposition: response.Partial})
	d := build(t, compile(t, definition()), responses)
	codes := func(base questionnaire.Base) string {
		var all []string
		for _, row := range tableOf(t, d, tabulate.Spec{Rows: "role", Base: base}).Rows {
			all = append(all, row.Code)
		}
		return strings.Join(all, " ")
	}
	for base, want := range map[questionnaire.Base]string{
		questionnaire.BaseAll:      "user vendor lab dk not_reached refused",
		questionnaire.BaseAnswered: "user vendor lab dk refused",
		questionnaire.BaseValid:    "user vendor lab",
	} {
		if got := codes(base); got != want {
			t.Errorf("rows of base %s: %q, want %q", base, got, want)
		}
	}
}

func TestLongLists(t *testing.T) {
	def := definition()
	def.Sections[0].Questions = append(def.Sections[0].Questions, questionnaire.QuestionDef{Key: "home", Type: "country", Text: "Home"})
	d := build(t, compile(t, def), answered("home", "FR", "FR", "DE"))
	table := tableOf(t, d, tabulate.Spec{Rows: "home", Banner: []string{"home"}})
	if len(table.Rows) != 2 || len(table.Columns) != 3 || table.Columns[1].Code != "DE" || table.Cells[1][2].N != 2 {
		t.Errorf("rows %v, columns %v", table.Rows, table.Columns)
	}
}

func TestChildDataset(t *testing.T) {
	def := definition()
	def.Sections[0].Questions = append(def.Sections[0].Questions, questionnaire.QuestionDef{
		Key: "projects", Type: "roster", Text: "Projects", Questions: []questionnaire.QuestionDef{{Key: "useful", Type: "nps", Text: "Useful"}},
	})
	project := func(id, code string) response.Item {
		return response.Item{ID: id, Answers: response.Answers{"useful": response.String(code)}}
	}
	responses := answered("role", "user", "vendor")
	responses[0].Answers["projects"] = response.Items(project("1", "10"), project("2", "10"))
	responses[1].Answers["projects"] = response.Items(project("1", "0"))
	child, err := build(t, compile(t, def), responses).Child("projects")
	if err != nil {
		t.Fatal(err)
	}
	table := tableOf(t, child, tabulate.Spec{Rows: "useful", Banner: []string{"role"}})
	if table.Columns[0].N != 3 || table.Columns[1].Members != 2 || table.Columns[1].Summary.Mean != 10 || table.Columns[2].Summary.NPS != -100 {
		t.Errorf("columns %+v", table.Columns)
	}
}

func TestConcurrentUse(t *testing.T) {
	q := compile(t, definition())
	d := build(t, q, randomResponses(rand.New(rand.NewPCG(1, 1)), 200))
	done := make(chan error)
	for range 8 {
		go func() {
			_, err := tabulated(d, tabulate.Spec{Rows: "size", Banner: []string{"profile"}, Filter: "staff > 5"})
			done <- err
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}
