package release_test

import (
	"errors"
	"fmt"
	"testing"

	"barometer/internal/analyse/dataset"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/release"
)

// TestPopulationsThatDifferByFew declares populations of an edition with 80
// respondents, of whom one left early and thirty are from the south.
func TestPopulationsThatDifferByFew(t *testing.T) {
	for _, test := range []struct {
		confidentiality questionnaire.Confidentiality
		population      string
		refused         bool
	}{
		{questionnaire.Anonymous, "", false},
		{questionnaire.Anonymous, "stayed", true},
		{questionnaire.Anonymous, "south", false},
		{questionnaire.Confidential, "stayed", false},
	} {
		d := attendance(t, test.confidentiality)
		_, err := release.Tables(d, []string{"rating"}, tabulate.Spec{Population: test.population})
		if errors.Is(err, fault.Forbidden) != test.refused || err != nil && !test.refused {
			t.Errorf("%s, population %q: %v; want refused: %v", test.confidentiality, test.population, err, test.refused)
		}
	}
}

func attendance(t *testing.T, confidentiality questionnaire.Confidentiality) *dataset.Dataset {
	t.Helper()
	choice := func(key string, codes ...string) questionnaire.QuestionDef {
		q := questionnaire.QuestionDef{Key: key, Type: "single", Text: key + "?"}
		for _, code := range codes {
			q.Options = append(q.Options, questionnaire.OptionDef{Code: code, Text: code})
		}
		return q
	}
	q, problems := questionnaire.Compile(&questionnaire.Definition{
		Survey: "s", Edition: "e", Language: "en", Title: "T", Confidentiality: confidentiality,
		Populations: []questionnaire.PopulationDef{
			{Key: "stayed", Text: "Stayed", If: "attended == 'whole'"}, {Key: "south", Text: "South", If: "region == 'south'"},
		},
		Sections: []questionnaire.SectionDef{{Key: "a", Title: "A", Questions: []questionnaire.QuestionDef{
			choice("attended", "whole", "part"), choice("region", "north", "south"), choice("rating", "good", "bad"),
		}}},
	}, nil)
	if q == nil {
		t.Fatal(problems)
	}
	b := dataset.NewBuilder(q, map[string]*questionnaire.Questionnaire{q.Version: q})
	for i := range 80 {
		pick := func(yes bool, a, b string) response.Value {
			if yes {
				return response.String(a)
			}
			return response.String(b)
		}
		if err := b.Add(&response.Response{ID: fmt.Sprint(i), Version: q.Version, Disposition: response.Complete, Answers: response.Answers{
			"attended": pick(i > 0, "whole", "part"), "region": pick(i < 30, "south", "north"), "rating": pick(i%2 == 0, "good", "bad"),
		}}); err != nil {
			t.Fatal(err)
		}
	}
	d, err := b.Dataset()
	if err != nil {
		t.Fatal(err)
	}
	return d
}
