package release_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"barometer/internal/analyse/dataset"
	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
	"barometer/internal/questionnaire"
	"barometer/internal/release"
	"barometer/internal/survey"
)

// world is the services on a database, with a clock that tests move.
type world struct {
	db        *sqlx.DB
	now       time.Time
	surveys   *survey.Service
	responses *collect.Service
	releases  *release.Service
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{db: pgtest.DB(t), now: time.Date(2026, 5, 10, 12, 0, 0, 0, time.UTC)}
	w.surveys = survey.NewService(postgres.NewSurveys(w.db), func() time.Time { return w.now })
	w.responses = collect.NewService(postgres.NewResponses(w.db), w.surveys)
	w.releases = release.NewService(w.surveys, w.responses)
	return w
}

// publish publishes an edition that opened a day ago and is open for a month.
func (w *world) publish(t *testing.T, key string, confidentiality questionnaire.Confidentiality) survey.Edition {
	t.Helper()
	option := func(code string) questionnaire.OptionDef {
		return questionnaire.OptionDef{Code: code, Text: "Label " + code}
	}
	q, problems := questionnaire.Compile(&questionnaire.Definition{
		Survey: "pets", Edition: key, Language: "en", Title: "Pets", Confidentiality: confidentiality,
		Banners: []questionnaire.BannerDef{{Key: "home", Text: "Home", Of: []string{"region"}}},
		Sections: []questionnaire.SectionDef{{Key: "s", Title: "S", Questions: []questionnaire.QuestionDef{
			{Key: "region", Type: "single", Text: "Region", Options: []questionnaire.OptionDef{option("north"), option("south")}},
			{Key: "r", Type: "single", Text: "R", Options: []questionnaire.OptionDef{option("a"), option("b"), option("c"), option("d")},
				Recodes: []questionnaire.RecodeDef{{Key: "g", Text: "G", Groups: []questionnaire.GroupDef{
					{Code: "ac", Text: "AC", Codes: []string{"a", "c"}}, {Code: "bd", Text: "BD", Codes: []string{"b", "d"}}}}}},
		}}},
	}, nil)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	e, err := w.surveys.Publish(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.surveys.SetTimes(t.Context(), e, w.now.AddDate(0, 0, -1), w.now.AddDate(0, 1, 0)); err != nil {
		t.Fatal(err)
	}
	if e, err = w.surveys.EditionByID(t.Context(), e.ID); err != nil {
		t.Fatal(err)
	}
	return e
}

// submit answers an edition once through the form.
func (w *world) submit(t *testing.T, e survey.Edition, region, r string) {
	t.Helper()
	f, err := w.responses.Form(t.Context(), e.Survey, e.Key)
	if err != nil {
		t.Fatal(err)
	}
	d, err := w.responses.Start(t.Context(), f, collect.Visitor{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	answers := response.Answers{"region": response.String(region), "r": response.String(r)}
	if _, violations, err := w.responses.SavePage(t.Context(), d.ID, d.Revision, f.Questionnaire.Questions, answers); err != nil || len(violations) > 0 {
		t.Fatal(violations, err)
	}
	if _, violations, err := w.responses.Submit(t.Context(), d.ID); err != nil || len(violations) > 0 {
		t.Fatal(violations, err)
	}
}

// take imports so many answers to r from a region.
func (w *world) take(t *testing.T, e survey.Edition, region string, counts map[string]int) {
	t.Helper()
	_, err := w.responses.Import(t.Context(), e, func(yield func(response.Response, error) bool) {
		for code, n := range counts {
			for range n {
				r := response.Response{ID: uuid.NewString(), Disposition: response.Complete, Language: "en", Answers: response.Answers{
					"region": response.String(region), "r": response.String(code)}}
				if !yield(r, nil) {
					return
				}
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (w *world) dataset(t *testing.T, e survey.Edition) *dataset.Dataset {
	t.Helper()
	d, err := w.releases.Dataset(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestMayShow holds who sees results when: of an anonymous edition nobody as
// long as it is open.
func TestMayShow(t *testing.T) {
	w := newWorld(t)
	for _, confidentiality := range []questionnaire.Confidentiality{questionnaire.Identified, questionnaire.Confidential, questionnaire.Anonymous} {
		published := w.publish(t, string(confidentiality), confidentiality)
		for _, state := range []survey.State{survey.StateDraft, survey.StateScheduled, survey.StateOpen, survey.StateClosed} {
			t.Run(fmt.Sprintf("%s %s", confidentiality, state), func(t *testing.T) {
				e := published
				switch state {
				case survey.StateDraft:
					e.Opens, e.Closes = time.Time{}, time.Time{}
				case survey.StateScheduled:
					e.Opens = w.now.Add(time.Hour)
				case survey.StateClosed:
					e.Closes = w.now
				}
				if got := e.State(w.now); got != state {
					t.Fatalf("the edition is %s", got)
				}
				refused := confidentiality == questionnaire.Anonymous && state == survey.StateOpen
				_, load := w.releases.Dataset(t.Context(), e)
				_, results := w.releases.Results(t.Context(), e, "", nil)
				for what, err := range map[string]error{"MayShow": w.releases.MayShow(e), "Dataset": load, "Results": results} {
					if refused && !errors.Is(err, fault.Forbidden) || !refused && err != nil {
						t.Errorf("%s: %v, refused should be %v", what, err, refused)
					}
				}
			})
		}
	}
}

func TestSubmissionIsSeen(t *testing.T) {
	w := newWorld(t)
	e := w.publish(t, "2026", questionnaire.Confidential)
	w.submit(t, e, "north", "a")
	first := w.dataset(t, e)
	if again := w.dataset(t, e); first.N() != 1 || again != first {
		t.Errorf("%d responses, loaded again though nothing changed: %v", first.N(), again != first)
	}
	w.submit(t, e, "south", "b")
	if second := w.dataset(t, e); second.N() != 2 || first.N() != 1 {
		t.Errorf("%d responses after a second submission; the first dataset has %d", second.N(), first.N())
	}
}

// TestEviction holds that the datasets used least recently go, and no others.
func TestEviction(t *testing.T) {
	const held = 8
	w := newWorld(t)
	var editions []survey.Edition
	var loaded []*dataset.Dataset
	for i := range held {
		editions = append(editions, w.publish(t, fmt.Sprint(i), questionnaire.Confidential))
		loaded = append(loaded, w.dataset(t, editions[i]))
	}
	if w.dataset(t, editions[0]) != loaded[0] {
		t.Error("one of as many datasets as are held was loaded twice")
	}
	w.dataset(t, w.publish(t, "one_more", questionnaire.Confidential))
	if w.dataset(t, editions[0]) != loaded[0] {
		t.Error("a dataset that was used lately is gone")
	}
	if w.dataset(t, editions[1]) == loaded[1] {
		t.Error("the dataset used least recently is held still")
	}
}

// TestWaitingEnds holds that who waits for another's load can stop waiting.
func TestWaitingEnds(t *testing.T) {
	w := newWorld(t)
	e := w.publish(t, "2026", questionnaire.Confidential)
	w.dataset(t, e)
	tx, err := w.db.BeginTxx(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(t.Context(), `LOCK TABLE responses IN ACCESS EXCLUSIVE MODE`); err != nil {
		t.Fatal(err)
	}
	loading := make(chan error, 1)
	go func() {
		_, err := w.releases.Dataset(t.Context(), e)
		loading <- err
	}()
	w.untilBlocked(t)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	waiting := make(chan error, 1)
	go func() {
		_, err := w.releases.Dataset(ctx, e)
		waiting <- err
	}()
	select {
	case err := <-waiting:
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("waiting ended with %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("still waiting for another's load")
	}
	if err := tx.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := <-loading; err != nil {
		t.Errorf("the load that was waited for: %v", err)
	}
}

// untilBlocked waits until a query waits for a lock.
func (w *world) untilBlocked(t *testing.T) {
	t.Helper()
	for range 500 {
		var n int
		err := w.db.GetContext(t.Context(), &n, `
			SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database() AND wait_event_type = 'Lock'`)
		if err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("nothing waits for the lock")
}

// show draws the total of a table with x for what is suppressed.
func show(p *disclose.Published) string {
	var b strings.Builder
	b.WriteString(p.Stub().Variable)
	for i, r := range p.Rows() {
		if c := p.Cell(i, 0); c.Suppressed {
			fmt.Fprintf(&b, " %s=x", r.Code)
		} else {
			fmt.Fprintf(&b, " %s=%d", r.Code, c.N)
		}
	}
	return b.String()
}

// TestResultsAreOneFamily holds that no table of the results gives away what
// another hides.
func TestResultsAreOneFamily(t *testing.T) {
	w := newWorld(t)
	e := w.publish(t, "2026", questionnaire.Anonymous)
	w.take(t, e, "north", map[string]int{"a": 1, "b": 10, "c": 15, "d": 20})
	w.take(t, e, "south", map[string]int{"b": 10, "c": 15, "d": 20})
	w.now = e.Closes
	results, err := w.releases.Results(t.Context(), e, "", []string{"home"})
	if err != nil {
		t.Fatal(err)
	}
	if results.Banner == nil || results.Dispositions[response.Complete] != 91 {
		t.Errorf("banner %v, dispositions %v", results.Banner, results.Dispositions)
	}
	var got []string
	for _, p := range slices.Concat(results.Frequencies, results.Crosstabs) {
		if !p.Internal() {
			t.Errorf("%s is not marked as internal", p.Stub().Variable)
		}
		got = append(got, show(p))
	}
	want := []string{"region north=46 south=45", "r a=x b=x c=30 d=40", "g ac=x bd=x"}
	slices.Sort(want)
	slices.Sort(got)
	if got = slices.Compact(got); !slices.Equal(got, want) {
		t.Errorf("tables are %q, want %q", got, want)
	}
	plain, err := w.releases.Results(t.Context(), e, "", nil)
	if err != nil || len(plain.Crosstabs) != 0 || len(plain.Frequencies) != 3 {
		t.Errorf("without a banner: %+v, %v", plain, err)
	}
}

func TestTablesRefuse(t *testing.T) {
	w := newWorld(t)
	e := w.publish(t, "2026", questionnaire.Anonymous)
	w.now = e.Closes
	d := w.dataset(t, e)
	for _, test := range []struct {
		spec tabulate.Spec
		rows string
		want error
	}{
		{tabulate.Spec{}, "s", fault.NotFound},
		{tabulate.Spec{Banner: []string{"r"}}, "region", fault.Forbidden},
		{tabulate.Spec{Filter: "r == 'a'"}, "region", fault.Forbidden},
	} {
		if _, err := release.Tables(d, []string{"r", test.rows}, test.spec); !errors.Is(err, test.want) {
			t.Errorf("%s of %+v: %v, want %v", test.rows, test.spec, err, test.want)
		}
	}
}
