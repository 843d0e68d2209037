package collect

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"iter"
	"slices"
	"time"

	"github.com/google/uuid"

	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

// Service holds the use cases of answering. It is safe for concurrent use, by
// several processes on one store.
type Service struct {
	store   Store
	surveys *survey.Service
}

// NewService makes a service on a store and the surveys that are answered.
func NewService(store Store, surveys *survey.Service) *Service {
	return &Service{store: store, surveys: surveys}
}

// Form is an edition with its current questionnaire, ready to be answered.
type Form struct {
	Edition       survey.Edition
	Questionnaire *questionnaire.Questionnaire
	State         survey.State
}

// Receipt says that a response was submitted.
type Receipt struct {
	ID        string
	EditionID string
}

// Form finds an edition by its keys; with edition "" the survey's current one.
// It gives forms in any state, so that a page can say when the edition opens
// or that it has closed; fault.NotFound if there is none.
func (s *Service) Form(ctx context.Context, surveyKey, edition string) (_ *Form, err error) {
	defer fault.Wrap(&err, "collect.Form")
	var e survey.Edition
	if edition == "" {
		e, err = s.surveys.Current(ctx, surveyKey)
	} else {
		e, err = s.surveys.Edition(ctx, surveyKey, edition)
	}
	if err != nil {
		return nil, err
	}
	q, err := s.surveys.Questionnaire(ctx, e.Version)
	if err != nil {
		return nil, err
	}
	return &Form{Edition: e, Questionnaire: q, State: e.State(s.surveys.Now())}, nil
}

// Visitor is who begins to answer.
type Visitor struct {
	ID       string            // UUID of the response; "" for a new one that nobody can guess
	Source   response.Source   // how they came; "" for an open link
	Language string            // BCP 47 tag that they asked for
	Frame    map[string]string // attributes of their organisation, if it is known
}

// Start begins a response, in the questionnaire's source language if it has
// not the one asked for. fault.Closed unless the edition is open,
// fault.Conflict if the visitor's id has begun already.
func (s *Service) Start(ctx context.Context, f *Form, v Visitor) (_ Draft, err error) {
	defer fault.Wrap(&err, "collect.Start(%s)", f.Edition.Name())
	now := s.surveys.Now()
	if err := mustBeOpen(f.Edition, now); err != nil {
		return Draft{}, err
	}
	if !slices.Contains(f.Questionnaire.Languages, v.Language) {
		v.Language = f.Questionnaire.Languages[0]
	}
	d := Draft{
		ID: cmp.Or(v.ID, uuid.NewString()), EditionID: f.Edition.ID, Version: f.Questionnaire.Version, Revision: 1,
		Language: v.Language, Source: cmp.Or(v.Source, response.FromOpenLink),
		Context: response.Context{Date: referenceDate(f.Edition, now), Frame: v.Frame, Seed: newSeed()},
		Answers: response.Answers{},
	}
	if err := s.store.CreateDraft(ctx, d, day(f.Edition, now)); err != nil {
		return Draft{}, err
	}
	return d, nil
}

// newSeed makes the seed of the order of options, also for questions that a later
// version of the questionnaire may add. Nobody can tell it from when the response
// began, and it has 53 bits, which every reader of JSON keeps.
func newSeed() uint64 {
	var b [8]byte
	rand.Read(b[:]) // never fails
	const unread = 64 - 53
	return binary.BigEndian.Uint64(b[:]) >> unread
}

// referenceDate is what "today" means in conditions. In an anonymous edition
// it is the same for everyone, since the context is kept with the answers.
func referenceDate(e survey.Edition, now time.Time) string {
	if e.Confidentiality == questionnaire.Anonymous {
		now = e.Opens
	}
	return day(e, now)
}

func day(e survey.Edition, t time.Time) string { return t.In(e.Location()).Format(time.DateOnly) }

func mustBeOpen(e survey.Edition, now time.Time) error {
	switch e.State(now) {
	case survey.StateOpen:
		return nil
	case survey.StateClosed:
		return fault.New(fault.Closed, "edition %s has closed", e.Name())
	}
	return fault.New(fault.Closed, "edition %s is not open yet", e.Name())
}

// Draft finds a draft with the form that it answers; fault.NotFound. A draft
// that was started with an earlier version of the questionnaire is carried over
// to the current one, which has all that it had: what was answered stays, and
// is checked by the new version when it is saved or submitted.
func (s *Service) Draft(ctx context.Context, id string) (_ Draft, _ *Form, err error) {
	defer fault.Wrap(&err, "collect.Draft")
	d, err := s.store.Draft(ctx, id)
	if err != nil {
		return Draft{}, nil, err
	}
	f, err := s.form(ctx, d)
	if err != nil {
		return Draft{}, nil, err
	}
	d.Version = f.Questionnaire.Version
	return d, f, nil
}

func (s *Service) form(ctx context.Context, d Draft) (*Form, error) {
	e, err := s.surveys.EditionByID(ctx, d.EditionID)
	if err != nil {
		return nil, err
	}
	q, err := s.surveys.Questionnaire(ctx, e.Version)
	if err != nil {
		return nil, err
	}
	return &Form{Edition: e, Questionnaire: q, State: e.State(s.surveys.Now())}, nil
}

// SavePage keeps the answers of one section and reports the rules that they
// break. The patch replaces what the draft holds of the section's questions
// that are in shown (those on the page that was sent); other answers stay.
// Values that are no answers at all are left out and reported among the
// violations. fault.Conflict if the draft has another revision, fault.Closed
// if the edition is not open; nothing is stored then.
func (s *Service) SavePage(ctx context.Context, id string, revision int, shown []*questionnaire.Question, patch response.Answers) (_ Draft, _ []response.Violation, err error) {
	defer fault.Wrap(&err, "collect.SavePage")
	before, f, err := s.Draft(ctx, id)
	if err != nil {
		return Draft{}, nil, err
	}
	if err := mustBeOpen(f.Edition, s.surveys.Now()); err != nil {
		return Draft{}, nil, err
	}
	set, refused := response.Storable(shown, patch)
	saved, err := s.store.PatchDraft(ctx, id, revision, f.Questionnaire.Version, set, unset(shown, patch, set))
	if err != nil {
		return Draft{}, refused, err
	}
	if err := s.store.RemoveFiles(ctx, id, dropped(before.Answers, saved.Answers)); err != nil {
		return Draft{}, refused, err
	}
	path := response.Trace(f.Questionnaire, saved.Context, saved.Answers)
	found := append(refused, unrefused(path.Hidden(shown), refused)...)
	return saved, append(found, unrefused(path.Validate(shown), found)...), nil
}

// unset names what the shown questions no longer have. A value that was
// refused leaves the stored answer as it was.
func unset(shown []*questionnaire.Question, patch, set response.Answers) []string {
	names := []string{}
	for _, q := range shown {
		for _, name := range response.AnswerNames(q) {
			_, given := patch[name]
			if _, kept := set[name]; !given && !kept {
				names = append(names, name)
			}
		}
	}
	return names
}

// unrefused leaves out the questions that have a refused value already.
func unrefused(found, refused []response.Violation) []response.Violation {
	return slices.DeleteFunc(found, func(v response.Violation) bool {
		return slices.ContainsFunc(refused, func(r response.Violation) bool { return r.Question == v.Question })
	})
}

// SetLanguage changes the language that a draft is shown in; fault.Invalid if
// the questionnaire does not have it.
func (s *Service) SetLanguage(ctx context.Context, id, language string) (err error) {
	defer fault.Wrap(&err, "collect.SetLanguage(%q)", language)
	_, f, err := s.Draft(ctx, id)
	if err != nil {
		return err
	}
	if !slices.Contains(f.Questionnaire.Languages, language) {
		return fault.New(fault.Invalid, "the questionnaire is not available in %q; choose one of %v", language, f.Questionnaire.Languages)
	}
	return s.store.SetDraftLanguage(ctx, id, language)
}

// Submit turns a draft into a response. If a rule is broken, the violations
// come back and the draft stays. Submitting again what was submitted gives the
// same receipt. fault.Closed if the edition is not open, fault.NotFound if
// there is neither draft nor response.
func (s *Service) Submit(ctx context.Context, id string) (_ Receipt, _ []response.Violation, err error) {
	defer fault.Wrap(&err, "collect.Submit")
	for {
		receipt, violations, err := s.submit(ctx, id)
		if errors.Is(err, fault.NotFound) {
			receipt, err = s.Receipt(ctx, id)
			return receipt, nil, err
		}
		// Another tab saved a page between our reading and our writing.
		if errors.Is(err, fault.Conflict) && ctx.Err() == nil {
			continue
		}
		return receipt, violations, err
	}
}

// Receipt finds the receipt of a submitted response; fault.NotFound if there
// is none.
func (s *Service) Receipt(ctx context.Context, id string) (Receipt, error) {
	editionID, ok, err := s.store.Submitted(ctx, id)
	if err != nil {
		return Receipt{}, err
	}
	if !ok {
		return Receipt{}, fault.New(fault.NotFound, "no answers were submitted under this address")
	}
	return Receipt{ID: id, EditionID: editionID}, nil
}

// Response finds a submitted response with the questionnaire that it answered;
// fault.NotFound if there is none.
func (s *Service) Response(ctx context.Context, id string) (_ response.Response, _ *questionnaire.Questionnaire, err error) {
	defer fault.Wrap(&err, "collect.Response")
	r, err := s.store.Response(ctx, id)
	if err != nil {
		return response.Response{}, nil, err
	}
	q, err := s.surveys.Questionnaire(ctx, r.Version)
	return r, q, err
}

func (s *Service) submit(ctx context.Context, id string) (Receipt, []response.Violation, error) {
	d, f, err := s.Draft(ctx, id)
	if err != nil {
		return Receipt{}, nil, err
	}
	now := s.surveys.Now()
	if err := mustBeOpen(f.Edition, now); err != nil {
		return Receipt{}, nil, err
	}
	path := response.Trace(f.Questionnaire, d.Context, d.Answers)
	if !path.ScreenedOut() {
		if violations := path.Validate(f.Questionnaire.Questions); len(violations) > 0 {
			return Receipt{}, violations, nil
		}
	}
	r := response.Response{
		ID: d.ID, Version: d.Version, Language: d.Language, Source: d.Source,
		Disposition: response.Complete, Context: d.Context, Answers: path.Prune(),
	}
	if path.ScreenedOut() {
		r.Disposition = response.ScreenedOut
	}
	if err := s.store.Submit(ctx, d.Revision, d.EditionID, r, keptFiles(f.Questionnaire, r.Answers), day(f.Edition, now)); err != nil {
		return Receipt{}, nil, err
	}
	return Receipt{ID: d.ID, EditionID: d.EditionID}, nil, nil
}

// Import keeps a past edition's responses, all or, on any error, none, and
// tells how many. They come with ids; one that is kept already is a
// fault.Conflict.
func (s *Service) Import(ctx context.Context, e survey.Edition, responses iter.Seq2[response.Response, error]) (_ int, err error) {
	defer fault.Wrap(&err, "collect.Import(%s)", e.Name())
	return s.store.AddResponses(ctx, e.ID, func(yield func(response.Response, error) bool) {
		for r, err := range responses {
			r.Version, r.Source = e.Version, response.FromImport
			if !yield(r, err) {
				return
			}
		}
	})
}

// Responses gives all responses of an edition in the order of their ids, which
// is random.
func (s *Service) Responses(ctx context.Context, e survey.Edition) iter.Seq2[response.Response, error] {
	return s.store.Responses(ctx, e.ID)
}

// Stamp is a text that changes whenever a response of the edition does, so that
// what was computed from responses can be kept until then.
func (s *Service) Stamp(ctx context.Context, e survey.Edition) (string, error) {
	return s.store.Stamp(ctx, e.ID)
}
