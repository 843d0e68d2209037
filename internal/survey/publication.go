package survey

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/survey/diff"
)

// Replacement says what a published questionnaire takes the place of.
type Replacement struct {
	Version  string // hash of the version it was compared with; "" for a new edition
	Answered bool   // it may take the place of one that has been answered, since it has all that it had
}

// Outcome is what publishing a questionnaire would do.
type Outcome string

// The outcomes.
const (
	OutcomeNew       Outcome = "new"       // a new edition
	OutcomeReplaces  Outcome = "replaces"  // another questionnaire for an edition that nobody has answered
	OutcomeCorrects  Outcome = "corrects"  // wordings of an edition that has been answered
	OutcomeAdds      Outcome = "adds"      // questions or options to an edition that has been answered
	OutcomeUnchanged Outcome = "unchanged" // the edition has this questionnaire already
)

// Forecast is what publishing a questionnaire would do, and what it would
// change of an edition that has been answered, a sentence for each change.
type Forecast struct {
	Outcome Outcome
	Changes []string
}

// Publish makes a questionnaire the current one of its edition, which is
// created if it does not exist. Publishing the same content again changes
// nothing. Once anyone has begun to answer, only corrections of wordings and
// additions are taken: drafts are carried over, and submitted responses stay
// with the version that they answered, to which an addition was not offered.
// Anything else is refused with fault.Conflict, and so is a change of
// confidentiality, always.
func (s *Service) Publish(ctx context.Context, q *questionnaire.Questionnaire) (_ Edition, err error) {
	def := q.Definition
	defer fault.Wrap(&err, "survey.Publish(%s/%s)", def.Survey, def.Edition)
	e, forecast, err := s.foresee(ctx, q)
	if err != nil || forecast.Outcome == OutcomeUnchanged {
		return e, err
	}
	replaced := Replacement{Version: e.Version}
	switch forecast.Outcome {
	case OutcomeNew:
		e = Edition{ID: uuid.NewString(), Survey: def.Survey, Key: def.Edition, Confidentiality: def.Confidentiality}
	case OutcomeCorrects, OutcomeAdds:
		replaced.Answered = true
	}
	e.Version, e.TimeZone, e.Title = q.Version, def.TimeZone, def.Title
	if e.TimeZone == "" {
		e.TimeZone = "UTC"
	}
	if err := s.store.Publish(ctx, e, q, replaced); err != nil {
		return Edition{}, err
	}
	return s.store.EditionByID(ctx, e.ID)
}

// Foresee tells what publishing a questionnaire would do, or gives the error
// with which it would be refused now.
func (s *Service) Foresee(ctx context.Context, q *questionnaire.Questionnaire) (_ Forecast, err error) {
	defer fault.Wrap(&err, "survey.Foresee(%s/%s)", q.Definition.Survey, q.Definition.Edition)
	_, forecast, err := s.foresee(ctx, q)
	return forecast, err
}

// foresee finds the edition too; the zero Edition if it is new.
func (s *Service) foresee(ctx context.Context, q *questionnaire.Questionnaire) (Edition, Forecast, error) {
	e, err := s.store.Edition(ctx, q.Definition.Survey, q.Definition.Edition)
	switch {
	case fault.KindOf(err) == fault.NotFound:
		return Edition{}, Forecast{Outcome: OutcomeNew}, nil
	case err != nil:
		return Edition{}, Forecast{}, err
	case e.Version == q.Version:
		return e, Forecast{Outcome: OutcomeUnchanged}, nil
	case e.Confidentiality != q.Definition.Confidentiality:
		return e, Forecast{}, fault.New(fault.Conflict, "edition %s was published as %s; what respondents are promised is fixed at publication: publish under another edition key",
			e.Name(), e.Confidentiality)
	}
	answered, err := s.store.HasResponses(ctx, e.ID)
	if err != nil || !answered {
		return e, Forecast{Outcome: OutcomeReplaces}, err
	}
	forecast, err := s.change(ctx, e, q)
	return e, forecast, err
}

// change classifies a new questionnaire for an edition that has been answered.
func (s *Service) change(ctx context.Context, e Edition, q *questionnaire.Questionnaire) (Forecast, error) {
	current, err := s.Questionnaire(ctx, e.Version)
	if err != nil {
		return Forecast{}, err
	}
	switch effect, changes := diff.Classify(current, q); effect {
	case diff.EffectNone, diff.Text:
		return Forecast{OutcomeCorrects, changes}, nil
	case diff.Additive:
		return Forecast{OutcomeAdds, changes}, nil
	default:
		return Forecast{}, fault.New(fault.Conflict, "edition %s has been answered already, and answers from before and after this change would not belong to one questionnaire (%s); publish under another edition key",
			e.Name(), strings.Join(changes, "; "))
	}
}

// Answered is why an edition's questionnaire cannot be replaced that had not
// been answered when it was compared: a fault.Conflict.
func Answered(e Edition) error {
	return fault.New(fault.Conflict, "edition %s has just been answered for the first time; publish again to see what can be changed now", e.Name())
}
