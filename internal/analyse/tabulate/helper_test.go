package tabulate_test

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"barometer/internal/analyse/dataset"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

func compile(t testing.TB, d *questionnaire.Definition) *questionnaire.Questionnaire {
	t.Helper()
	q, problems := questionnaire.Compile(d, nil)
	if problems.HasErrors() {
		t.Fatalf("Compile: %v", problems)
	}
	return q
}

func options(codes ...string) []questionnaire.OptionDef {
	var all []questionnaire.OptionDef
	for _, code := range codes {
		o := questionnaire.OptionDef{Code: code, Text: code}
		if code == "dk" {
			o.Missing = questionnaire.DontKnow
		}
		all = append(all, o)
	}
	return all
}

func number(x float64) *float64 { return &x }

func definition() *questionnaire.Definition {
	return &questionnaire.Definition{
		Survey: "test", Edition: "2026", Language: "en", Title: "Test", Confidentiality: "identified",
		Administrative: []questionnaire.AdministrativeDef{{Key: "channel"}, {Key: "w", Kind: "weight"}},
		Populations:    []questionnaire.PopulationDef{{Key: "vendors", Text: "Vendors", If: "role == 'vendor'"}},
		Banners:        []questionnaire.BannerDef{{Key: "profile", Of: []string{"role", "size"}}},
		Sections: []questionnaire.SectionDef{{Key: "s", Title: "S", Questions: []questionnaire.QuestionDef{
			{Key: "role", Type: "single", Text: "Role", Options: options("user", "vendor", "lab", "dk")},
			{Key: "uses", Type: "multiple", Text: "Uses", AskIf: "role == 'user'", Options: options("face", "iris", "voice", "dk"),
				Nets: []questionnaire.NetDef{{Key: "head", Text: "Head", Codes: []string{"face", "iris"}}}},
			{Key: "trust", Type: "matrix", Text: "Trust", Options: options("low", "high", "dk"),
				Rows: []questionnaire.RowDef{{Code: "bank", Text: "Bank"}, {Code: "state", Text: "State"}}},
			{Key: "rate", Type: "rating", Text: "Rate", BaseIf: "channel == 'mail'",
				Nets: []questionnaire.NetDef{{Key: "top2", Text: "Top 2", Codes: []string{"4", "5"}}}},
			{Key: "recommend", Type: "nps", Text: "Recommend", Options: options("dk")},
			{Key: "staff", Type: "integer", Text: "Staff", Recodes: []questionnaire.RecodeDef{{Key: "size", Groups: []questionnaire.GroupDef{
				{Code: "small", Text: "Small", To: number(50)}, {Code: "large", Text: "Large", From: number(50)}}}}},
			{Key: "why", Type: "text", Text: "Why"},
			{Key: "thanks", Type: "note", Text: "Thanks"},
		}}},
	}
}

// randomResponses makes coherent and incoherent responses: blanks everywhere,
// answers against the routing, some who broke off.
func randomResponses(rng *rand.Rand, n int) []*response.Response {
	all := make([]*response.Response, n)
	pick := func(codes ...string) response.Value { return response.String(codes[rng.IntN(len(codes))]) }
	for i := range all {
		a := response.Answers{}
		add := func(key string, v response.Value) {
			if rng.IntN(6) > 0 {
				a[key] = v
			}
		}
		add("role", pick("user", "user", "vendor", "lab", "dk"))
		if v := a["role"]; v.Str() == "user" || rng.IntN(10) == 0 {
			var codes []string
			for _, code := range []string{"face", "iris", "voice"} {
				if rng.IntN(2) == 0 {
					codes = append(codes, code)
				}
			}
			if len(codes) == 0 {
				codes = []string{"dk"}
			}
			add("uses", response.Codes(codes...))
		}
		add("trust", response.Rows(map[string]response.Value{"bank": pick("low", "high", "dk")}))
		add("rate", pick("1", "2", "3", "4", "5"))
		add("recommend", response.String(strconv.Itoa(rng.IntN(11))))
		add("staff", response.Number(float64(rng.IntN(100))))
		r := &response.Response{Disposition: response.Complete, Answers: a, Administrative: map[string]string{}}
		if rng.IntN(3) == 0 {
			r.Disposition = response.Partial
			delete(a, "staff")
		}
		if rng.IntN(2) == 0 {
			r.Administrative["channel"] = "mail"
		}
		if rng.IntN(8) > 0 {
			r.Administrative["w"] = strconv.FormatFloat(0.5+rng.Float64(), 'g', -1, 64)
		}
		all[i] = r
	}
	return all
}

func build(t testing.TB, q *questionnaire.Questionnaire, responses []*response.Response, older ...*questionnaire.Questionnaire) *dataset.Dataset {
	t.Helper()
	versions := map[string]*questionnaire.Questionnaire{}
	for _, old := range older {
		versions[old.Version] = old
	}
	b := dataset.NewBuilder(q, versions)
	for _, r := range responses {
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

func tableOf(t testing.TB, d *dataset.Dataset, s tabulate.Spec) *tabulate.Table {
	t.Helper()
	table, err := tabulated(d, s)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func tabulated(d *dataset.Dataset, s tabulate.Spec) (*tabulate.Table, error) {
	c, err := tabulate.NewCut(d, s)
	if err != nil {
		return nil, err
	}
	return c.Table(s.Rows)
}

func hasWarning(t *tabulate.Table, code tabulate.WarningCode) bool {
	return slices.ContainsFunc(t.Warnings, func(w tabulate.Warning) bool { return w.Code == code })
}
