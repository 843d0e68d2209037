package survey

import (
	"context"
	"math"
	"regexp"
	"sync"
	"time"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// Store is what keeps surveys, editions and questionnaires.
type Store interface {
	// Surveys lists all surveys with their editions, newest first.
	Surveys(ctx context.Context) ([]Survey, error)
	// Edition finds an edition by the keys of survey and edition; fault.NotFound.
	Edition(ctx context.Context, survey, edition string) (Edition, error)
	// EditionByID finds an edition by its id; fault.NotFound.
	EditionByID(ctx context.Context, id string) (Edition, error)
	// Publish keeps a questionnaire and makes it the current version of its
	// edition, which is created if it does not exist. fault.Conflict if the
	// edition's version is not the one that is replaced ("" for a new edition)
	// and, unless the new one may replace answered ones, if anyone has begun
	// to answer, however closely before: Answered.
	Publish(ctx context.Context, e Edition, q *questionnaire.Questionnaire, r Replacement) error
	// SetTimes changes when an edition opens and closes; zero times unset.
	SetTimes(ctx context.Context, editionID string, opens, closes time.Time) error
	// Definition gives a published questionnaire by its hash; fault.NotFound.
	Definition(ctx context.Context, hash string) (*questionnaire.Definition, error)
	// Versions lists the hashes that an edition was published with, oldest first.
	Versions(ctx context.Context, editionID string) ([]string, error)
	// Days counts starts and submissions by day, oldest first.
	Days(ctx context.Context, editionID string) ([]DayCount, error)
	// Totals counts starts and submissions of all editions, by id.
	Totals(ctx context.Context) (map[string]Totals, error)
	// HasResponses reports whether anyone has begun or submitted an answer.
	HasResponses(ctx context.Context, editionID string) (bool, error)
}

// Service holds the use cases of surveys and their editions. It is safe for
// concurrent use.
type Service struct {
	store Store
	now   func() time.Time

	mu       sync.Mutex
	compiled map[string]*questionnaire.Questionnaire // by hash; published versions never change
}

// NewService makes a service on a store. now is the clock.
func NewService(store Store, now func() time.Time) *Service {
	return &Service{store: store, now: now, compiled: map[string]*questionnaire.Questionnaire{}}
}

// Now is the service's clock.
func (s *Service) Now() time.Time { return s.now() }

// Surveys lists all surveys with their editions, newest first.
func (s *Service) Surveys(ctx context.Context) ([]Survey, error) { return s.store.Surveys(ctx) }

// Edition finds an edition by the keys of survey and edition; fault.NotFound.
func (s *Service) Edition(ctx context.Context, survey, edition string) (Edition, error) {
	if !isKey(survey) || !isKey(edition) {
		return Edition{}, fault.New(fault.NotFound, "there is no such edition")
	}
	return s.store.Edition(ctx, survey, edition)
}

// isKey reports whether a word can be the key of a survey or an edition. Others
// are not looked up, nor repeated in logs.
func isKey(word string) bool { return len(word) <= 64 && keyPattern.MatchString(word) }

var keyPattern = regexp.MustCompile(`^[A-Za-z0-9_.-]+$`)

// EditionByID finds an edition by its id; fault.NotFound.
func (s *Service) EditionByID(ctx context.Context, id string) (Edition, error) {
	return s.store.EditionByID(ctx, id)
}

// Current is the edition of a survey that respondents get at its address: the
// open one, else the one that opens or closed nearest to now.
func (s *Service) Current(ctx context.Context, survey string) (Edition, error) {
	if !isKey(survey) {
		return Edition{}, fault.New(fault.NotFound, "there is no such survey")
	}
	surveys, err := s.store.Surveys(ctx)
	if err != nil {
		return Edition{}, err
	}
	for _, sv := range surveys {
		if sv.Key == survey && len(sv.Editions) > 0 {
			return current(sv.Editions, s.now()), nil
		}
	}
	return Edition{}, fault.New(fault.NotFound, "survey %q does not exist", survey)
}

// current picks the open edition, else the one whose opening or closing is
// nearest to now.
func current(editions []Edition, now time.Time) Edition {
	nearest, least := editions[0], time.Duration(math.MaxInt64)
	for _, e := range editions {
		distance := time.Duration(math.MaxInt64)
		switch e.State(now) {
		case StateOpen:
			return e
		case StateScheduled:
			distance = e.Opens.Sub(now)
		case StateClosed:
			distance = now.Sub(e.Closes)
		}
		if distance < least {
			nearest, least = e, distance
		}
	}
	return nearest
}

// Questionnaire gives a published questionnaire by its hash; fault.NotFound.
func (s *Service) Questionnaire(ctx context.Context, hash string) (_ *questionnaire.Questionnaire, err error) {
	defer fault.Wrap(&err, "survey.Questionnaire(%.8s)", hash)
	s.mu.Lock()
	q, ok := s.compiled[hash]
	s.mu.Unlock()
	if ok {
		return q, nil
	}
	def, err := s.store.Definition(ctx, hash)
	if err != nil {
		return nil, err
	}
	q, problems := questionnaire.Compile(def, func(path string) questionnaire.Position {
		return questionnaire.Position{File: path}
	})
	if q == nil {
		return nil, fault.New(fault.Internal, "the stored questionnaire does not compile: %w", problems)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if first, ok := s.compiled[hash]; ok {
		return first, nil // of somebody who asked at the same time: there is one of each version
	}
	s.compiled[hash] = q
	return q, nil
}

// Versions gives the questionnaires that an edition was published with, by
// hash.
func (s *Service) Versions(ctx context.Context, e Edition) (map[string]*questionnaire.Questionnaire, error) {
	hashes, err := s.store.Versions(ctx, e.ID)
	if err != nil {
		return nil, err
	}
	versions := make(map[string]*questionnaire.Questionnaire, len(hashes))
	for _, hash := range hashes {
		if versions[hash], err = s.Questionnaire(ctx, hash); err != nil {
			return nil, err
		}
	}
	return versions, nil
}

// SetTimes changes when an edition opens and closes; zero times unset.
// Closing must come after opening: fault.Invalid. An anonymous edition that
// has been answered opens once only: fault.Conflict.
func (s *Service) SetTimes(ctx context.Context, e Edition, opens, closes time.Time) error {
	if !closes.IsZero() && (opens.IsZero() || !opens.Before(closes)) {
		return fault.New(fault.Invalid, "edition %s would close before it opens; set an opening time before the closing time", e.Name())
	}
	if err := s.keepsPromise(ctx, e, opens, closes); err != nil {
		return err
	}
	return s.store.SetTimes(ctx, e.ID, opens, closes)
}

// keepsPromise refuses to open an anonymous edition a second time once it has
// been answered: results of before and after would tell what those in between
// answered.
func (s *Service) keepsPromise(ctx context.Context, e Edition, opens, closes time.Time) error {
	now := s.now()
	if e.Confidentiality != questionnaire.Anonymous || e.Opens.IsZero() || now.Before(e.Opens) {
		return nil
	}
	changed := e
	changed.Opens, changed.Closes = opens, closes
	if after := changed.State(now); after == StateClosed || after == e.State(now) {
		return nil
	}
	answered, err := s.store.HasResponses(ctx, e.ID)
	if err != nil || !answered {
		return err
	}
	return fault.New(fault.Conflict, "edition %s is anonymous and has been answered, so it can be closed but not opened again: results from before and after would tell who answered what", e.Name())
}

// Totals counts starts and submissions of all editions, by id.
func (s *Service) Totals(ctx context.Context) (map[string]Totals, error) { return s.store.Totals(ctx) }

// HasResponses reports whether anyone has begun or submitted an answer.
func (s *Service) HasResponses(ctx context.Context, e Edition) (bool, error) {
	return s.store.HasResponses(ctx, e.ID)
}

// Days counts starts and submissions by day, oldest first.
func (s *Service) Days(ctx context.Context, e Edition) ([]DayCount, error) {
	return s.store.Days(ctx, e.ID)
}
