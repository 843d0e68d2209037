package disclose_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// groups are the recodes of the questionnaire: the codes of each category.
var groups = map[string]map[string][]string{
	"continent": {"old": {"africa", "asia", "europe"}, "new": {"oceania"}},
	"side":      {"buy": {"user"}, "sell": {"vendor"}}, // lab is in none
	"where":     {"eye": {"iris"}, "other": {"face", "voice"}},
	"stars":     {"low": {"1", "2", "3"}, "high": {"4", "5"}},
	"parity":    {"odd": {"1", "3"}, "even": {"2", "4"}}, // 5 is in none
}

// root is the variable that a recode is of, or the variable itself.
func root(variable string) string {
	of := map[string]string{"continent": "region", "side": "role", "where": "uses", "stars": "rate", "parity": "rate", "size": "staff"}
	if source, ok := of[variable]; ok {
		return source
	}
	return variable
}

func recodes(key string, codes ...string) []questionnaire.RecodeDef {
	def := questionnaire.RecodeDef{Key: key, Text: key}
	for _, code := range codes {
		def.Groups = append(def.Groups, questionnaire.GroupDef{Code: code, Text: code, Codes: groups[key][code]})
	}
	return []questionnaire.RecodeDef{def}
}

var variables = []string{"region", "continent", "role", "side", "uses", "where", "rate", "stars", "parity", "recommend", "staff"}

func TestNothingSuppressedIsDerivable(t *testing.T) {
	q := compile(t, questionnaire.Anonymous)
	rng := rand.New(rand.NewPCG(3, 5))
	suppressed, tables := 0, 0
	for range 120 {
		d := randomDataset(t, q, rng, 5+rng.IntN(250))
		for _, rows := range variables {
			spec := tabulate.Spec{Rows: rows, Base: questionnaire.Bases()[rng.IntN(5)], Banner: banners[rng.IntN(len(banners))]}
			one := []*tabulate.Table{tabulated(t, d, spec)}
			threshold := []int{3, 5, 10}[rng.IntN(3)]
			p := publishAll(t, one, threshold)
			suppressed, tables = suppressed+p[0].SuppressedCells(), tables+1
			for _, name := range attack(t, p, one, threshold) {
				t.Errorf("%+v of %d, threshold %d: %q can be computed", spec, d.N(), threshold, name)
			}
			checkPrimary(t, p[0], one[0], threshold)
		}
	}
	if suppressed < tables {
		t.Errorf("%d cells suppressed in %d tables: the test is not sharp", suppressed, tables)
	}
}

var banners = [][]string{nil, {"region"}, {"uses"}, {"profile"}, {"continent"}, {"region", "continent", "side"}, {"role", "where"}}

// TestNothingInAFamilyIsDerivable attacks all tables of an edition at once:
// frequencies, and cross-tabulations by one or two banners.
func TestNothingInAFamilyIsDerivable(t *testing.T) {
	q := compile(t, questionnaire.Anonymous)
	rng := rand.New(rand.NewPCG(6, 7))
	shown, suppressed := 0, 0
	for round := range 12 {
		d := randomDataset(t, q, rng, 10+rng.IntN(400))
		var family []*tabulate.Table
		for _, banner := range [][]string{nil, banners[rng.IntN(len(banners))], banners[rng.IntN(len(banners))]} {
			base := questionnaire.Bases()[rng.IntN(5)]
			for _, rows := range variables {
				if rng.IntN(2) > 0 {
					family = append(family, tabulated(t, d, tabulate.Spec{Rows: rows, Base: base, Banner: banner}))
				}
			}
		}
		published := publishAll(t, family, 5)
		for _, name := range attack(t, published, family, 5) {
			t.Errorf("round %d, %d responses, %s: %q can be computed", round, d.N(), describe(family), name)
		}
		for i, p := range published {
			checkPrimary(t, p, family[i], 5)
			suppressed += p.SuppressedCells()
			shown += len(p.Rows())*len(p.Columns()) - p.SuppressedCells()
		}
	}
	t.Logf("%d cells shown, %d suppressed", shown, suppressed)
	if shown < suppressed/2 || suppressed < 100 {
		t.Errorf("%d cells are shown and %d suppressed", shown, suppressed)
	}
}

// ratings makes complete answers to rate and to region.
func ratings(t *testing.T, q *questionnaire.Questionnaire, region string, counts map[string]int) []*response.Response {
	t.Helper()
	var all []*response.Response
	for code, n := range counts {
		for range n {
			all = append(all, &response.Response{Disposition: response.Complete, Answers: response.Answers{
				"rate": response.String(code), "region": response.String(region), "role": response.String("user")}})
		}
	}
	return all
}

// TestFamily holds that what is hidden in one table is in no other.
func TestFamily(t *testing.T) {
	q := compile(t, questionnaire.Anonymous)
	d := build(t, q, append(ratings(t, q, "europe", map[string]int{"1": 1, "2": 20, "4": 30, "5": 40}),
		ratings(t, q, "asia", map[string]int{"2": 11, "3": 12, "4": 13, "5": 14})...))
	table := func(s tabulate.Spec) *tabulate.Table { return tabulated(t, d, s) }
	e := build(t, q, ratings(t, q, "europe", map[string]int{"1": 1, "2": 20, "3": 30, "4": 40}))
	crossed := []*tabulate.Table{tabulated(t, e, tabulate.Spec{Rows: "rate"}), tabulated(t, e, tabulate.Spec{Rows: "parity"})}
	tests := []struct {
		name   string
		tables []*tabulate.Table
		want   []string
	}{
		{"alone", []*tabulate.Table{table(tabulate.Spec{Rows: "rate"})}, []string{"=141 x 31 x 43 54 97"}},
		{"with its recode", []*tabulate.Table{table(tabulate.Spec{Rows: "rate"}), table(tabulate.Spec{Rows: "stars"})},
			[]string{"=141 x 31 x 43 54 97", "=141 44 97"}},
		{"with a recode across", crossed, []string{"=91 x x 30 40 0 40", "=91 x x"}},
		{"recode that groups otherwise", []*tabulate.Table{table(tabulate.Spec{Rows: "region"}), table(tabulate.Spec{Rows: "continent"})},
			[]string{"=141 0 50 91 0 0", "=141 141 0"}},
		{"in another base", []*tabulate.Table{table(tabulate.Spec{Rows: "rate"}), table(tabulate.Spec{Rows: "rate", Base: questionnaire.BaseAll})},
			[]string{"=141 x 31 x 43 54 97", "=141 x 31 x 43 54 97"}},
		{"by region", []*tabulate.Table{table(tabulate.Spec{Rows: "rate"}), table(tabulate.Spec{Rows: "rate", Banner: []string{"region"}})},
			[]string{"=141 x 31 x 43 54 97", "=141 x 31 x 43 54 97; africa=0 0 0 0 0 0 0; asia=50 0 x x 13 14 27; europe=91 x x 0 30 40 70; oceania=0 0 0 0 0 0 0"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			published := publishAll(t, test.tables, 5)
			for i, p := range published {
				if got := show(p); got != test.want[i] {
					t.Errorf("table %d is\n%s, want\n%s", i, got, test.want[i])
				}
			}
			if names := attack(t, published, test.tables, 5); len(names) > 0 {
				t.Errorf("%q can be computed", names)
			}
		})
	}
}

// TestDontKnowIsAnAnswer holds that few who do not know are hidden in whatever
// base, and so is who is left without them.
func TestDontKnowIsAnAnswer(t *testing.T) {
	q := compile(t, questionnaire.Anonymous)
	d := roles(t, q, map[string]map[string]int{"europe": {"user": 20, "vendor": 14, "lab": 8, "dk": 1}})
	for _, base := range questionnaire.Bases() {
		p := publish(t, tabulated(t, d, tabulate.Spec{Rows: "role", Base: base}), 5)
		c := p.Columns()[0]
		if !c.MissingSuppressed[questionnaire.DontKnow] || c.Missing[questionnaire.DontKnow] != 0 {
			t.Errorf("base %s tells how many do not know: %v", base, c.Missing)
		}
		if base == questionnaire.BaseValid && !c.Suppressed && !c.MembersSuppressed {
			t.Errorf("base valid of %d is shown beside %d members", c.N, c.Members)
		}
	}
}

// TestWarningsTellNoSmallGroup holds that numbers of doubts are suppressed too.
func TestWarningsTellNoSmallGroup(t *testing.T) {
	q := compile(t, questionnaire.Anonymous)
	var all []*response.Response
	for i := range 40 {
		a := response.Answers{"role": response.String("user"), "uses": response.Codes("face")}
		if i < 2 {
			a["role"] = response.String("lab") // who is not asked for uses
		}
		all = append(all, &response.Response{Disposition: response.Complete, Answers: a})
	}
	table := tabulated(t, build(t, q, all), tabulate.Spec{Rows: "uses"})
	for threshold, told := range map[int]bool{1: true, 5: false} {
		found := false
		for _, w := range publish(t, table, threshold).Warnings() {
			if w.Code == tabulate.WarnAgainstRouting {
				found = true
				if _, ok := w.Params["n"]; ok != told {
					t.Errorf("threshold %d: %v", threshold, w)
				}
			}
		}
		if !found {
			t.Errorf("threshold %d: no warning of answers against the routing", threshold)
		}
	}
}

// TestLargeFamily holds the time that the report of a long questionnaire by a
// banner of three variables takes.
func TestLargeFamily(t *testing.T) {
	q := long(t)
	rng := rand.New(rand.NewPCG(9, 9))
	d := longDataset(t, q, rng, 400)
	var family []*tabulate.Table
	for _, v := range q.Variables {
		for _, banner := range [][]string{nil, {"head0", "head1", "head2"}} {
			family = append(family, tabulated(t, d, tabulate.Spec{Rows: v.Name, Banner: banner}))
		}
	}
	start := time.Now()
	published := publishAll(t, family, disclose.DefaultThreshold)
	took := time.Since(start)
	suppressed, gone := 0, 0
	for _, p := range published {
		suppressed += p.SuppressedCells()
		if p.Columns()[0].Suppressed {
			gone++
		}
	}
	t.Logf("%d cells suppressed in %d tables, %d of them whole, in %v", suppressed, len(family), gone, took)
	if took > 5*time.Second {
		t.Errorf("suppressing took %v", took)
	}
	if gone > len(family)/10 {
		t.Errorf("%d of %d tables are suppressed whole", gone, len(family))
	}
}
