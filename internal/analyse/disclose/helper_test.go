package disclose_test

import (
	"fmt"
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
			{Key: "region", Type: "single", Text: "Region", Options: options("africa", "asia", "europe", "oceania", "dk"), Recodes: recodes("continent", "old", "new")},
			{Key: "role", Type: "single", Text: "Role", Options: options("user", "vendor", "lab", "dk"), Recodes: recodes("side", "buy", "sell"),
				Nets: []questionnaire.NetDef{{Key: "industry", Text: "Industry", Codes: []string{"vendor", "lab"}}}},
			{Key: "uses", Type: "multiple", Text: "Uses", AskIf: "role != 'lab'", Options: options("face", "iris", "voice", "dk"), Recodes: recodes("where", "eye", "other"),
				Nets: []questionnaire.NetDef{{Key: "head", Text: "Head", Codes: []string{"face", "iris"}}, {Key: "ear", Text: "Ear", Codes: []string{"voice"}}}},
			{Key: "rate", Type: "rating", Text: "Rate", Recodes: append(recodes("stars", "low", "high"), recodes("parity", "odd", "even")...),
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
	return build(t, q, all)
}

func build(t testing.TB, q *questionnaire.Questionnaire, responses []*response.Response) *dataset.Dataset {
	t.Helper()
	b := dataset.NewBuilder(q, nil)
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

// long is a questionnaire of 60 questions, three of which head columns.
func long(t testing.TB) *questionnaire.Questionnaire {
	t.Helper()
	var questions []questionnaire.QuestionDef
	for i := range 60 {
		q := questionnaire.QuestionDef{Key: fmt.Sprintf("q%d", i), Type: "single", Text: "Q", Options: options("a", "b", "c", "d", "e", "dk"),
			Recodes: []questionnaire.RecodeDef{{Key: fmt.Sprintf("r%d", i), Text: "R", Groups: []questionnaire.GroupDef{
				{Code: "x", Text: "X", Codes: []string{"a", "b"}}, {Code: "y", Text: "Y", Codes: []string{"c", "d", "e"}}}}}}
		switch {
		case i < 3:
			q.Key, q.Recodes = fmt.Sprintf("head%d", i), nil
		case i%4 == 0:
			q.Type, q.Recodes = "multiple", nil
		}
		questions = append(questions, q)
	}
	q, problems := questionnaire.Compile(&questionnaire.Definition{
		Survey: "test", Edition: "2026", Language: "en", Title: "Test", Confidentiality: questionnaire.Anonymous,
		Sections: []questionnaire.SectionDef{{Key: "s", Title: "S", Questions: questions}},
	}, nil)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return q
}

func longDataset(t testing.TB, q *questionnaire.Questionnaire, rng *rand.Rand, n int) *dataset.Dataset {
	t.Helper()
	var all []*response.Response
	for range n {
		a := response.Answers{}
		for _, question := range q.Questions {
			code := question.Options[int(6*rng.Float64()*rng.Float64())].Code
			switch {
			case rng.IntN(20) == 0:
			case question.Type.Name == "multiple":
				a[question.Key] = response.Codes(code)
			default:
				a[question.Key] = response.String(code)
			}
		}
		all = append(all, &response.Response{Disposition: response.Complete, Answers: a})
	}
	return build(t, q, all)
}

func tabulated(t testing.TB, d *dataset.Dataset, s tabulate.Spec) *tabulate.Table {
	t.Helper()
	cut, err := tabulate.NewCut(d, s)
	if err != nil {
		t.Fatal(err)
	}
	table, err := cut.Table(s.Rows)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func publish(t testing.TB, table *tabulate.Table, threshold int) *disclose.Published {
	t.Helper()
	return publishAll(t, []*tabulate.Table{table}, threshold)[0]
}

func publishAll(t testing.TB, tables []*tabulate.Table, threshold int) []*disclose.Published {
	t.Helper()
	all, err := disclose.Publish(tables, disclose.Policy{Threshold: threshold})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
