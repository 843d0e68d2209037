package survey_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"barometer/internal/fault"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/fixture"
	"barometer/internal/survey"
)

func TestUploads(t *testing.T) {
	db := pgtest.DB(t)
	now := time.Date(2026, 5, 10, 12, 0, 0, 0, time.UTC)
	surveys := survey.NewService(postgres.NewSurveys(db), func() time.Time { return now })
	uploads := survey.NewUploads(postgres.NewUploads(db), surveys)
	q := fixture.Load(t, fixture.Names(t)[0])
	warnings := questionnaire.Problems{{
		Position: questionnaire.Position{File: "a.yaml", Line: 3, Column: 7}, Severity: questionnaire.Warning, Message: "weigh this",
	}}
	add := func() survey.Upload {
		t.Helper()
		u, err := uploads.Add(t.Context(), "ada@example.org", []string{"a.yaml", "a.fr.yaml"}, q, warnings)
		if err != nil {
			t.Fatal(err)
		}
		return u
	}
	old := add()
	now = now.Add(31 * 24 * time.Hour)
	kept := add()
	if _, _, err := uploads.Find(t.Context(), old.ID); !errors.Is(err, fault.NotFound) {
		t.Errorf("an upload of a month ago: %v, want not_found", err)
	}
	got, compiled, err := uploads.Find(t.Context(), kept.ID)
	if err != nil {
		t.Fatal(err)
	}
	if compiled.Version != q.Version {
		t.Errorf("the questionnaire comes back as version %.8s, want %.8s", compiled.Version, q.Version)
	}
	if got.By != "ada@example.org" || !got.At.Equal(now) || !slices.Equal(got.Files, kept.Files) || !slices.Equal(got.Warnings, warnings) {
		t.Errorf("the upload comes back as %+v", got)
	}
	foresee(t, surveys, q, survey.OutcomeNew)
	e, err := uploads.Publish(t.Context(), kept.ID)
	if err != nil || e.Version != q.Version {
		t.Fatalf("Publish = %+v, %v", e, err)
	}
	foresee(t, surveys, q, survey.OutcomeUnchanged)
	if list, err := uploads.List(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("after publishing there are %d uploads (%v)", len(list), err)
	}
	discarded := add()
	if err := uploads.Discard(t.Context(), discarded.ID); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{discarded.ID, "no id", "00000000-0000-0000-0000-000000000000"} {
		if _, err := uploads.Publish(t.Context(), id); !errors.Is(err, fault.NotFound) {
			t.Errorf("Publish(%s): %v, want not_found", id, err)
		}
	}
}

func foresee(t *testing.T, surveys *survey.Service, q *questionnaire.Questionnaire, want survey.Outcome) {
	t.Helper()
	if got, err := surveys.Foresee(t.Context(), q); got.Outcome != want || err != nil {
		t.Errorf("Foresee = %q, %v, want %q", got, err, want)
	}
}
