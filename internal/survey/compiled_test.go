package survey_test

import (
	"sync"
	"testing"
	"time"

	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

// TestOneOfEachVersion asks for a version from many sides at once: all get the
// same questionnaire, since its questions are told apart by their addresses.
func TestOneOfEachVersion(t *testing.T) {
	store := postgres.NewSurveys(pgtest.DB(t))
	q, problems := questionnaire.Compile(&questionnaire.Definition{
		Survey: "s", Edition: "2026", Language: "en", Title: "S", Confidentiality: questionnaire.Confidential,
		Sections: []questionnaire.SectionDef{{Key: "a", Title: "A", Questions: []questionnaire.QuestionDef{{Key: "q", Type: "text", Text: "Q?"}}}},
	}, nil)
	if q == nil {
		t.Fatal(problems)
	}
	if _, err := survey.NewService(store, time.Now).Publish(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		surveys := survey.NewService(store, time.Now)
		got := make([]*questionnaire.Questionnaire, 8)
		var wg sync.WaitGroup
		for i := range got {
			wg.Go(func() { got[i], _ = surveys.Questionnaire(t.Context(), q.Version) })
		}
		wg.Wait()
		for _, other := range got {
			if other == nil || other != got[0] {
				t.Fatalf("two questionnaires of one version: %p and %p", got[0], other)
			}
		}
	}
}
