package demo_test

import (
	"context"
	"testing"
	"time"

	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/demo"
	"barometer/internal/fault"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
	"barometer/internal/survey"
	"barometer/surveys"
)

func shipped(t *testing.T) []*questionnaire.Questionnaire {
	t.Helper()
	var editions []*questionnaire.Questionnaire
	for _, year := range []string{"2024", "2025", "2026"} {
		q, problems := yamlform.CompileFS(surveys.FS, "industry-survey-"+year+".yaml")
		if q == nil {
			t.Fatal(problems)
		}
		editions = append(editions, q)
	}
	return editions
}

// TestLoad checks that what the demo makes up looks like three editions of one
// survey: enough responses, all valid, with routing, languages and a trend.
func TestLoad(t *testing.T) {
	ctx := t.Context()
	db := pgtest.DB(t)
	stores := demo.Stores{Surveys: postgres.NewSurveys(db), Responses: postgres.NewResponses(db)}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	editions := shipped(t)
	steps := 0
	if err := demo.Load(ctx, stores, editions, now, func(done, total int) { steps = total - done }); err != nil {
		t.Fatal(err)
	}
	if steps != 0 {
		t.Errorf("progress ended %d short", steps)
	}
	service := survey.NewService(stores.Surveys, func() time.Time { return now })
	answering := collect.NewService(stores.Responses, service)
	privacyIsFirst, ranked, counts := 0, 0, []int{}
	for _, q := range editions {
		e, err := service.Edition(ctx, q.Definition.Survey, q.Definition.Edition)
		if err != nil {
			t.Fatal(err)
		}
		want := survey.StateClosed
		if q == editions[2] {
			want = survey.StateOpen
		}
		if state := e.State(now); state != want {
			t.Errorf("%s is %s, want %s", e.Name(), state, want)
		}
		chosen, n := map[string]int{}, 0
		for r, err := range answering.Responses(ctx, e) {
			if err != nil {
				t.Fatal(err)
			}
			n++
			if broken := response.Trace(q, r.Context, r.Answers).Validate(q.Questions); len(broken) > 0 {
				t.Fatalf("%s: a response breaks %v", e.Name(), broken[0].Code)
			}
			for _, code := range r.Answers["restraints"].List() {
				chosen[code]++
			}
			if len(r.Answers["priorities"].List()) > 1 {
				ranked++
			}
		}
		counts = append(counts, n)
		if chosen["privacy"] > chosen["data_sharing"] && chosen["data_sharing"] > chosen["none"] {
			privacyIsFirst++
		}
	}
	for i, n := range counts {
		if n < 150 || n > 260 {
			t.Errorf("edition %d has %d responses, want 150 to 260", i+1, n)
		}
	}
	if ranked < counts[2]/2 {
		t.Errorf("%d of %d rank the priorities of the last year", ranked, counts[2])
	}
	if privacyIsFirst != 3 {
		t.Errorf("privacy leads the restraints in %d of 3 years", privacyIsFirst)
	}
	if err := demo.Load(ctx, stores, editions, now, func(int, int) { t.Error("a complete demo was loaded again") }); err != nil {
		t.Error(err)
	}
}

// TestLoadGoesOn interrupts a demo and completes it.
func TestLoadGoesOn(t *testing.T) {
	db := pgtest.DB(t)
	stores := demo.Stores{Surveys: postgres.NewSurveys(db), Responses: postgres.NewResponses(db)}
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	editions := shipped(t)[2:]
	halfway, cancelled := 0, false
	ctx, cancel := context.WithCancel(t.Context())
	err := demo.Load(ctx, stores, editions, now, func(done, _ int) {
		if done == 20 {
			halfway, cancelled = done, true
			cancel()
		}
	})
	if err == nil || !cancelled || fault.KindOf(err) != fault.Unavailable {
		t.Fatalf("interrupted after %d: %v", halfway, err)
	}
	first, last := 0, 0
	if err := demo.Load(t.Context(), stores, editions, now, func(done, total int) {
		if first == 0 {
			first = done
		}
		last = total - done
	}); err != nil {
		t.Fatal(err)
	}
	if first < 20 || first > 22 || last != 0 {
		t.Errorf("went on at %d and ended %d short; want to go on after 20", first, last)
	}
}
