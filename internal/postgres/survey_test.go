package postgres_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

func TestPublish(t *testing.T) {
	ctx := t.Context()
	surveys := survey.NewService(postgres.NewSurveys(pgtest.DB(t)), time.Now)
	first, err := surveys.Publish(ctx, small(t, "2026", "A or B?"))
	if err != nil {
		t.Fatal(err)
	}
	if first.TimeZone != "Pacific/Auckland" || first.Title != "Small" || first.State(time.Now()) != survey.StateDraft {
		t.Errorf("published %+v", first)
	}
	if again, err := surveys.Publish(ctx, small(t, "2026", "A or B?")); err != nil || again != first {
		t.Errorf("publishing the same: %+v, %v; want no change", again, err)
	}
	second, err := surveys.Publish(ctx, small(t, "2026", "B or A?"))
	if err != nil || second.ID != first.ID || second.Version == first.Version {
		t.Fatalf("replacing before anyone answered: %+v, %v", second, err)
	}
	versions, err := surveys.Versions(ctx, second)
	if err != nil || len(versions) != 2 || versions[first.Version] == nil {
		t.Errorf("versions %v, %v; want both", versions, err)
	}
	other := small(t, "2026", "A or B?")
	changed := *other.Definition
	changed.Confidentiality = questionnaire.Anonymous
	q, _ := questionnaire.Compile(&changed, func(string) questionnaire.Position { return questionnaire.Position{} })
	if _, err := surveys.Publish(ctx, q); !errors.Is(err, fault.Conflict) {
		t.Errorf("changing the promise: %v; want fault.Conflict", err)
	}
}

// TestPublishAfterAnswers replaces the questionnaire of an edition that is
// being answered: a correction and an addition are taken, with which a draft
// goes on, and anything else is refused.
func TestPublishAfterAnswers(t *testing.T) {
	ctx := t.Context()
	answering, surveys, form := openEdition(t)
	started, err := answering.Start(ctx, form, collect.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	change := func(of func(q *questionnaire.QuestionDef)) *questionnaire.Questionnaire {
		def := *small(t, "2026", "A or B?").Definition
		of(&def.Sections[0].Questions[0])
		q, problems := questionnaire.Compile(&def, nil)
		if q == nil {
			t.Fatal(problems)
		}
		return q
	}
	fewer := change(func(q *questionnaire.QuestionDef) { q.Options[0].Code = "x" })
	if _, err := surveys.Publish(ctx, fewer); !errors.Is(err, fault.Conflict) {
		t.Errorf("another code in an answered questionnaire: %v; want fault.Conflict", err)
	}
	corrected := change(func(q *questionnaire.QuestionDef) { q.Text = "A, or B?" })
	if forecast, err := surveys.Foresee(ctx, corrected); err != nil || forecast.Outcome != survey.OutcomeCorrects || len(forecast.Changes) != 1 {
		t.Errorf("a correction: %+v, %v", forecast, err)
	}
	more := change(func(q *questionnaire.QuestionDef) {
		q.Options = append(q.Options, questionnaire.OptionDef{Code: "c", Text: "C"})
	})
	if forecast, err := surveys.Foresee(ctx, more); err != nil || forecast.Outcome != survey.OutcomeAdds || len(forecast.Changes) != 1 {
		t.Errorf("an addition: %+v, %v", forecast, err)
	}
	if _, err := surveys.Publish(ctx, more); err != nil {
		t.Fatal(err)
	}
	draft, carried, err := answering.Draft(ctx, started.ID)
	if err != nil || carried.Questionnaire.Version != more.Version || draft.Version != more.Version {
		t.Fatalf("the draft has version %.8s, %v; want the new one", draft.Version, err)
	}
	answer := response.Answers{"ab": response.String("c")}
	if _, violations, err := answering.SavePage(ctx, draft.ID, draft.Revision, carried.Questionnaire.Questions, answer); err != nil || violations != nil {
		t.Fatalf("answering with the new option: %v, %v", violations, err)
	}
	if _, violations, err := answering.Submit(ctx, draft.ID); err != nil || violations != nil {
		t.Fatalf("submitting: %v, %v", violations, err)
	}
	if got := all(t, answering.Responses(ctx, form.Edition)); len(got) != 1 || got[0].Version != more.Version {
		t.Errorf("responses %+v; want one of the new version", got)
	}
}

func TestCurrentEdition(t *testing.T) {
	ctx := t.Context()
	now := time.Date(2026, 5, 10, 0, 0, 0, 0, time.UTC)
	surveys := survey.NewService(postgres.NewSurveys(pgtest.DB(t)), func() time.Time { return now })
	day := func(d int) time.Time { return now.AddDate(0, 0, d) }
	for _, e := range []struct {
		key           string
		opens, closes time.Time
	}{
		{"2024", day(-700), day(-680)}, {"2025", day(-380), day(-340)}, {"2026", day(-5), day(5)}, {"2027", day(300), day(330)}, {"2028", time.Time{}, time.Time{}},
	} {
		edition, err := surveys.Publish(ctx, small(t, e.key, "A or B?"))
		if err != nil {
			t.Fatal(err)
		}
		if err := surveys.SetTimes(ctx, edition, e.opens, e.closes); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		now  time.Time
		want string
	}{
		{day(0), "2026"}, {day(4), "2026"}, {day(5), "2026"}, {day(200), "2027"}, {day(310), "2027"}, {day(400), "2027"}, {day(-390), "2025"}, {day(-360), "2025"},
	} {
		now = test.now
		if e, err := surveys.Current(ctx, "s"); err != nil || e.Key != test.want {
			t.Errorf("on %s the current edition is %s, %v; want %s", test.now.Format(time.DateOnly), e.Key, err, test.want)
		}
	}
	if _, err := surveys.Current(ctx, "none"); !errors.Is(err, fault.NotFound) {
		t.Errorf("a survey that does not exist: %v", err)
	}
}

func TestSetTimes(t *testing.T) {
	_, surveys, form := openEdition(t)
	now := time.Now()
	for _, times := range [][2]time.Time{{now, now}, {now, now.Add(-time.Hour)}, {{}, now}} {
		if err := surveys.SetTimes(t.Context(), form.Edition, times[0], times[1]); !errors.Is(err, fault.Invalid) {
			t.Errorf("opening %v and closing %v: %v; want fault.Invalid", times[0], times[1], err)
		}
	}
}

func TestAnonymousOpensOnce(t *testing.T) {
	ctx := t.Context()
	db := pgtest.DB(t)
	now := time.Now().Truncate(time.Second) // as precise as the database
	surveys := survey.NewService(postgres.NewSurveys(db), func() time.Time { return now })
	answering := collect.NewService(postgres.NewResponses(db), surveys)
	def := *small(t, "2026", "A or B?").Definition
	def.Confidentiality = questionnaire.Anonymous
	q, _ := questionnaire.Compile(&def, nil)
	e, err := surveys.Publish(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	set := func(opens, closes time.Time) error {
		err := surveys.SetTimes(ctx, e, opens, closes)
		e, _ = surveys.EditionByID(ctx, e.ID)
		return err
	}
	opened := now.Add(-time.Hour)
	for _, times := range [][2]time.Time{{opened, {}}, {opened, now}, {opened, {}}} {
		if err := set(times[0], times[1]); err != nil {
			t.Fatalf("before anyone answered: %v", err)
		}
	}
	form, err := answering.Form(ctx, "s", "2026")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := answering.Start(ctx, form, collect.Visitor{}); err != nil {
		t.Fatal(err)
	}
	if err := set(time.Time{}, time.Time{}); !errors.Is(err, fault.Conflict) {
		t.Errorf("unsetting the opening of an answered edition: %v; want fault.Conflict", err)
	}
	if err := set(opened, now.Add(time.Hour)); err != nil {
		t.Errorf("setting a closing time: %v", err)
	}
	if err := set(opened, now); err != nil {
		t.Errorf("closing: %v", err)
	}
	if err := set(opened, now.Add(time.Hour)); !errors.Is(err, fault.Conflict) {
		t.Errorf("opening again: %v; want fault.Conflict", err)
	}
}

// TestPublishMeetsStart replaces a questionnaire by one that asks for something
// else while respondents start: either the one or the others must fail, so that
// no draft has a version that does not fit the edition's.
func TestPublishMeetsStart(t *testing.T) {
	answering, surveys, form := openEdition(t)
	for round := range 20 {
		var wg sync.WaitGroup
		var published error
		started := make([]error, 4)
		wg.Go(func() {
			_, published = surveys.Publish(t.Context(), another(t, round))
		})
		for i := range started {
			wg.Go(func() { _, started[i] = answering.Start(t.Context(), form, collect.Visitor{}) })
		}
		wg.Wait()
		for _, err := range started {
			if (err == nil) == (published == nil) || err != nil && !errors.Is(err, fault.Conflict) {
				t.Fatalf("round %d: published %v, started %v", round, published, err)
			}
		}
		if published != nil {
			return // answered now: nothing can be published any more
		}
		var err error
		if form, err = answering.Form(t.Context(), "s", "2026"); err != nil {
			t.Fatal(err)
		}
	}
}

// another is a questionnaire of the same edition with another question for each
// number, so that it replaces none that has been answered.
func another(t *testing.T, number int) *questionnaire.Questionnaire {
	t.Helper()
	def := *small(t, "2026", "A or B?").Definition
	def.Sections[0].Questions[0].Key = fmt.Sprintf("ab%d", number)
	q, problems := questionnaire.Compile(&def, nil)
	if q == nil {
		t.Fatal(problems)
	}
	return q
}
