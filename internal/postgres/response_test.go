package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

// openEdition publishes a small questionnaire and opens its edition.
func openEdition(t *testing.T) (*collect.Service, *survey.Service, *collect.Form) {
	t.Helper()
	db := pgtest.DB(t)
	surveys := survey.NewService(postgres.NewSurveys(db), time.Now)
	answering := collect.NewService(postgres.NewResponses(db), surveys)
	edition, err := surveys.Publish(t.Context(), small(t, "2026", "A or B?"))
	if err != nil {
		t.Fatal(err)
	}
	if err := surveys.SetTimes(t.Context(), edition, time.Now().Add(-time.Hour), time.Time{}); err != nil {
		t.Fatal(err)
	}
	form, err := answering.Form(t.Context(), "s", "")
	if err != nil {
		t.Fatal(err)
	}
	return answering, surveys, form
}

// small is a questionnaire of two questions.
func small(t *testing.T, edition, text string) *questionnaire.Questionnaire {
	t.Helper()
	q, problems := questionnaire.Compile(&questionnaire.Definition{
		Survey: "s", Edition: edition, Language: "en", Title: "Small", Confidentiality: questionnaire.Identified, TimeZone: "Pacific/Auckland",
		Sections: []questionnaire.SectionDef{{Key: "one", Title: "One", Questions: []questionnaire.QuestionDef{
			{Key: "ab", Type: "single", Text: text, Required: true, Options: []questionnaire.OptionDef{{Code: "a", Text: "A"}, {Code: "b", Text: "B"}}},
			{Key: "why", Type: "text", Text: "Why?"},
		}}},
	}, func(path string) questionnaire.Position { return questionnaire.Position{File: path} })
	if q == nil {
		t.Fatal(problems)
	}
	return q
}

func all(t *testing.T, responses iter.Seq2[response.Response, error]) []response.Response {
	t.Helper()
	var got []response.Response
	for r, err := range responses {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, r)
	}
	return got
}

func TestAnswering(t *testing.T) {
	ctx := t.Context()
	answering, surveys, form := openEdition(t)
	questions := form.Questionnaire.Questions
	d, err := answering.Start(ctx, form, collect.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	_, violations, err := answering.Submit(ctx, d.ID)
	if err != nil || len(violations) != 1 {
		t.Fatalf("submitting nothing: %v, %v; want one violation", violations, err)
	}
	saved, _, err := answering.SavePage(ctx, d.ID, d.Revision, questions, response.Answers{"ab": response.String("a"), "why": response.String("because")})
	if err != nil || saved.Revision != 2 {
		t.Fatalf("saving: %+v, %v", saved, err)
	}
	// A page sent from a second tab is refused and changes nothing.
	if _, _, err := answering.SavePage(ctx, d.ID, d.Revision, questions, response.Answers{"ab": response.String("b")}); !errors.Is(err, fault.Conflict) {
		t.Errorf("saving an old revision: %v; want fault.Conflict", err)
	}
	// A value that cannot be stored leaves the answer as it was; an answer
	// that is taken out goes.
	saved, violations, err = answering.SavePage(ctx, d.ID, saved.Revision, questions, response.Answers{"ab": response.String("c")})
	if err != nil || len(violations) != 1 || saved.Answers["ab"].Str() != "a" || !saved.Answers["why"].IsNone() {
		t.Fatalf("saving an unknown code: %+v, %v, %v", saved, violations, err)
	}
	receipt, violations, err := answering.Submit(ctx, d.ID)
	if err != nil || violations != nil {
		t.Fatalf("submitting: %v, %v", violations, err)
	}
	again, _, err := answering.Submit(ctx, d.ID)
	if err != nil || again != receipt {
		t.Errorf("submitting again: %+v, %v; want the receipt %+v", again, err, receipt)
	}
	if _, _, err := answering.SavePage(ctx, d.ID, saved.Revision, questions, response.Answers{}); !errors.Is(err, fault.NotFound) {
		t.Errorf("saving after submission: %v; want fault.NotFound", err)
	}
	got := all(t, answering.Responses(ctx, form.Edition))
	if len(got) != 1 || got[0].ID != d.ID || got[0].Answers["ab"].Str() != "a" || got[0].Disposition != response.Complete {
		t.Errorf("stored %+v", got)
	}
	days, err := surveys.Days(ctx, form.Edition)
	if err != nil || len(days) != 1 || days[0].Started != 1 || days[0].Submitted != 1 {
		t.Errorf("days %+v, %v; want one start and one submission", days, err)
	}
}

func TestClosedEdition(t *testing.T) {
	ctx := t.Context()
	answering, surveys, form := openEdition(t)
	d, err := answering.Start(ctx, form, collect.Visitor{})
	if err != nil {
		t.Fatal(err)
	}
	if err := surveys.SetTimes(ctx, form.Edition, form.Edition.Opens, time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, _, err := answering.SavePage(ctx, d.ID, 1, form.Questionnaire.Questions, response.Answers{"ab": response.String("a")}); !errors.Is(err, fault.Closed) {
		t.Errorf("saving: %v; want fault.Closed", err)
	}
	if _, _, err := answering.Submit(ctx, d.ID); !errors.Is(err, fault.Closed) {
		t.Errorf("submitting: %v; want fault.Closed", err)
	}
	closed, err := answering.Form(ctx, "s", "2026")
	if err != nil || closed.State != survey.StateClosed {
		t.Fatalf("form: %+v, %v", closed, err)
	}
	if _, err := answering.Start(ctx, closed, collect.Visitor{}); !errors.Is(err, fault.Closed) {
		t.Errorf("starting: %v; want fault.Closed", err)
	}
}

func TestUnknownDraft(t *testing.T) {
	answering, _, _ := openEdition(t)
	for _, id := range []string{"", "x", "'; drop table drafts", uuid.NewString()} {
		if _, _, err := answering.Draft(t.Context(), id); !errors.Is(err, fault.NotFound) {
			t.Errorf("draft %q: %v; want fault.NotFound", id, err)
		}
		if _, _, err := answering.Submit(t.Context(), id); !errors.Is(err, fault.NotFound) {
			t.Errorf("submit %q: %v; want fault.NotFound", id, err)
		}
	}
}

// TestConcurrentSubmissions sends every submission several times at once,
// among them page saves of other tabs.
func TestConcurrentSubmissions(t *testing.T) {
	ctx := t.Context()
	answering, surveys, form := openEdition(t)
	const respondents, tries = 100, 4
	ids := make([]string, respondents)
	for i := range ids {
		d, err := answering.Start(ctx, form, collect.Visitor{})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := answering.SavePage(ctx, d.ID, 1, form.Questionnaire.Questions, response.Answers{"ab": response.String("b")}); err != nil {
			t.Fatal(err)
		}
		ids[i] = d.ID
	}
	var wg sync.WaitGroup
	for _, id := range ids {
		for range tries {
			wg.Go(func() {
				if receipt, violations, err := answering.Submit(ctx, id); err != nil || receipt.ID != id {
					t.Errorf("submit: %+v, %v, %v", receipt, violations, err)
				}
			})
		}
		wg.Go(func() {
			_, _, err := answering.SavePage(ctx, id, 2, form.Questionnaire.Questions[1:], response.Answers{"why": response.String("late")})
			if err != nil && !errors.Is(err, fault.NotFound) {
				t.Errorf("late save: %v", err)
			}
		})
	}
	wg.Wait()
	if got := all(t, answering.Responses(ctx, form.Edition)); len(got) != respondents {
		t.Errorf("%d responses, want %d", len(got), respondents)
	}
	days, err := surveys.Days(ctx, form.Edition)
	if err != nil || days[0].Submitted != respondents {
		t.Errorf("counted %+v, %v; want %d submissions", days, err, respondents)
	}
}

func TestImportIsWhole(t *testing.T) {
	ctx := t.Context()
	answering, _, form := openEdition(t)
	sequence := func(n int, fail error) iter.Seq2[response.Response, error] {
		return func(yield func(response.Response, error) bool) {
			for i := range n {
				r := response.Response{
					ID: fmt.Sprintf("00000000-0000-8000-8000-%012d", i), Language: "en", Disposition: response.Complete,
					Answers: response.Answers{"ab": response.String("a")}, Administrative: map[string]string{"row": fmt.Sprint(i)},
				}
				if !yield(r, nil) {
					return
				}
			}
			if fail != nil {
				yield(response.Response{}, fail)
			}
		}
	}
	bad := errors.New("row 251 cannot be read")
	if n, err := answering.Import(ctx, form.Edition, sequence(250, bad)); !errors.Is(err, bad) || n != 0 {
		t.Errorf("import with a bad row: %d, %v", n, err)
	}
	if got := all(t, answering.Responses(ctx, form.Edition)); len(got) != 0 {
		t.Fatalf("%d responses are half imported", len(got))
	}
	if n, err := answering.Import(ctx, form.Edition, sequence(250, nil)); err != nil || n != 250 {
		t.Fatalf("import: %d, %v", n, err)
	}
	for i, r := range all(t, answering.Responses(ctx, form.Edition)) {
		if r.Administrative["row"] != fmt.Sprint(i) || r.Source != response.FromImport {
			t.Fatalf("response %d is %+v", i, r)
		}
	}
	if _, err := answering.Import(ctx, form.Edition, sequence(1, nil)); !errors.Is(err, fault.Conflict) {
		t.Errorf("importing a response again: %v; want fault.Conflict", err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := answering.Import(cancelled, form.Edition, sequence(10, nil)); err == nil {
		t.Error("a cancelled import succeeded")
	}
}
