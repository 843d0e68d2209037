package disclose_test

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"barometer/internal/analyse/dataset"
	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

func options(codes ...string) []questionnaire.OptionDef {
	var all []questionnaire.OptionDef
	for _, code := range codes {
		o := questionnaire.OptionDef{Code: code, Text: "Label " + code}
		if code == "dk" {
			o.Missing = questionnaire.DontKnow
		}
		all = append(all, o)
	}
	return all
}

func compile(t testing.TB, confidentiality questionnaire.Confidentiality) *questionnaire.Questionnaire {
	t.Helper()
	q, problems := questionnaire.Compile(&questionnaire.Definition{
		Survey: "test", Edition: "2026", Language: "en", Title: "Test", Confidentiality: confidentiality,
		Administrative: []questionnaire.AdministrativeDef{{Key: "w", Kind: "weight"}},
		Banners:        []questionnaire.BannerDef{{Key: "profile", Of: []string{"region", "uses"}}},
		Sections: []questionnaire.SectionDef{{Key: "s", Title: "S", Questions: []questionnaire.QuestionDef{
			{Key: "region", Type: "single", Text: "Region", Options: options("africa", "asia", "europe", "oceania", "dk")},
			{Key: "role", Type: "single", Text: "Role", Options: options("user", "vendor", "lab", "dk"),
				Nets: []questionnaire.NetDef{{Key: "industry", Text: "Industry", Codes: []string{"vendor", "lab"}}}},
			{Key: "uses", Type: "multiple", Text: "Uses", AskIf: "role != 'lab'", Options: options("face", "iris", "voice", "dk"),
				Nets: []questionnaire.NetDef{{Key: "head", Text: "Head", Codes: []string{"face", "iris"}}, {Key: "ear", Text: "Ear", Codes: []string{"voice"}}}},
			{Key: "rate", Type: "rating", Text: "Rate",
				Nets: []questionnaire.NetDef{{Key: "top2", Text: "Top 2", Codes: []string{"4", "5"}}}},
			{Key: "recommend", Type: "nps", Text: "Recommend"},
			{Key: "staff", Type: "integer", Text: "Staff"},
		}}},
	}, nil)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return q
}

// randomDataset makes responses with skewed answers, so that small cells are
// frequent.
func randomDataset(t testing.TB, q *questionnaire.Questionnaire, rng *rand.Rand, n int) *dataset.Dataset {
	t.Helper()
	skew := 0.3 + rng.Float64()
	pick := func(codes ...string) string {
		i := 0
		for i < len(codes)-1 && rng.Float64() > skew/1.6 {
			i++
		}
		return codes[i]
	}
	var all []*response.Response
	for range n {
		a := response.Answers{}
		add := func(key string, v response.Value) {
			if rng.IntN(15) > 0 {
				a[key] = v
			}
		}
		add("region", response.String(pick("europe", "asia", "africa", "oceania", "dk")))
		add("role", response.String(pick("vendor", "user", "lab", "dk")))
		var chosen []string
		for i, code := range []string{"face", "iris", "voice"} {
			if rng.IntN(i+2) == 0 {
				chosen = append(chosen, code)
			}
		}
		if len(chosen) == 0 {
			chosen = []string{"dk"}
		}
		add("uses", response.Codes(chosen...))
		add("rate", response.String(pick("4", "5", "3", "1", "2")))
		add("recommend", response.String(strconv.Itoa(rng.IntN(11))))
		add("staff", response.Number(float64(rng.IntN(500))))
		r := &response.Response{Disposition: response.Complete, Answers: a,
			Administrative: map[string]string{"w": strconv.FormatFloat(0.5+rng.Float64(), 'g', -1, 64)}}
		if rng.IntN(4) == 0 {
			r.Disposition = response.Partial
		}
		all = append(all, r)
	}
	d, err := dataset.Build(q, nil, all)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func tabulated(t testing.TB, d *dataset.Dataset, s tabulate.Spec) *tabulate.Table {
	t.Helper()
	table, err := tabulate.Tabulate(d, s)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func publish(t testing.TB, table *tabulate.Table, threshold int) *disclose.Published {
	t.Helper()
	p, err := disclose.Publish(table, disclose.Policy{Threshold: threshold})
	if err != nil {
		t.Fatal(err)
	}
	return p
}
