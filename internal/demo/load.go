package demo

import (
	"context"
	"math"
	"slices"
	"time"

	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

// Members is how many member organisations the demo has; others answer too.
const (
	Members = 240
	others  = 120
)

// breakOffs is the share of respondents who stop half-way.
const breakOffs = 0.06

// Stores are where the demo is put.
type Stores struct {
	Surveys   survey.Store
	Responses collect.Store
}

// Load publishes the editions given, oldest first, and lets organisations
// answer them; the last one is open from three weeks before now to two weeks
// after it, the others were in May and June of earlier years. progress is told
// how many of all responses are in. A demo that was interrupted is completed;
// one that is complete is left alone.
func Load(ctx context.Context, to Stores, editions []*questionnaire.Questionnaire, now time.Time, progress func(done, total int)) (err error) {
	defer fault.Wrap(&err, "demo.Load")
	people := organisations(seed("organisations", 0), Members+others)
	for i := range people[Members:] {
		people[Members+i].member = "no"
	}
	clock := &clock{}
	surveys := survey.NewService(to.Surveys, clock.now)
	l := loader{clock: clock, surveys: surveys, answering: collect.NewService(to.Responses, surveys), progress: progress,
		visits: map[*questionnaire.Questionnaire][]visit{}}
	for i, q := range editions {
		l.visits[q] = visits(q, people, i, len(editions), now)
		l.total += len(l.visits[q])
	}
	for _, q := range editions {
		if err := l.edition(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// clock is the time that the use cases see.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// visit is one respondent answering one edition at one time.
type visit struct {
	respondent
	questionnaire *questionnaire.Questionnaire
	at            time.Time
	opens, closes time.Time // of the edition
}

// visits plans who answers an edition, and when: most soon after the
// invitation, some after the reminder.
func visits(q *questionnaire.Questionnaire, people []organisation, year, years int, now time.Time) []visit {
	opens := time.Date(now.Year()-(years-1-year), time.May, 5, 8, 0, 0, 0, time.UTC)
	closes := opens.AddDate(0, 0, 35)
	last := closes
	if year == years-1 {
		opens, closes, last = now.AddDate(0, 0, -21), now.AddDate(0, 0, 14), now
	}
	r := seed("visits", year)
	var planned []visit
	for i, o := range people {
		if r.Float64() >= o.keen {
			continue
		}
		share := min(0.25*r.ExpFloat64(), 0.99)
		if r.Float64() < 0.3 {
			share = min(0.5+0.1*r.ExpFloat64(), 0.99)
		}
		planned = append(planned, visit{
			respondent:    respondent{organisation: o, r: seed("answers", year*1000+i), year: year + max(0, 3-years)},
			questionnaire: q, at: opens.Add(time.Duration(share * float64(last.Sub(opens)))), opens: opens, closes: closes,
		})
	}
	slices.SortFunc(planned, func(a, b visit) int { return a.at.Compare(b.at) })
	return planned
}

// loader answers editions.
type loader struct {
	clock     *clock
	surveys   *survey.Service
	answering *collect.Service
	visits    map[*questionnaire.Questionnaire][]visit // in the order of time
	done      int
	total     int
	progress  func(done, total int)
}

func (l *loader) edition(ctx context.Context, q *questionnaire.Questionnaire) error {
	e, err := l.surveys.Publish(ctx, q)
	if err != nil {
		return err
	}
	started, err := l.started(ctx, e)
	if err != nil {
		return err
	}
	for i, v := range l.visits[q] {
		l.done++
		if i < started {
			continue
		}
		if e, err = l.open(ctx, e, v); err != nil {
			return err
		}
		l.clock.at = v.at
		if err := l.answer(ctx, v, e); err != nil {
			return err
		}
		l.progress(l.done, l.total)
	}
	return nil
}

// started counts who has begun to answer, so that a demo that was interrupted
// goes on where it stopped.
func (l *loader) started(ctx context.Context, e survey.Edition) (int, error) {
	days, err := l.surveys.Days(ctx, e)
	n := 0
	for _, day := range days {
		n += day.Started
	}
	return n, err
}

// open sets the times of an edition that has none.
func (l *loader) open(ctx context.Context, e survey.Edition, v visit) (survey.Edition, error) {
	if !e.Opens.IsZero() {
		return e, nil
	}
	if err := l.surveys.SetTimes(ctx, e, v.opens, v.closes); err != nil {
		return e, err
	}
	return l.surveys.EditionByID(ctx, e.ID)
}

// answer starts, saves section by section and submits, as a browser would.
func (l *loader) answer(ctx context.Context, v visit, e survey.Edition) error {
	form := &collect.Form{Edition: e, Questionnaire: v.questionnaire, State: survey.StateOpen}
	d, err := l.answering.Start(ctx, form, collect.Visitor{Language: v.language()})
	if err != nil {
		return err
	}
	stopAfter := math.MaxInt
	if v.r.Float64() < breakOffs {
		stopAfter = 1 + v.r.IntN(len(v.questionnaire.Sections)-1)
	}
	for i, section := range v.questionnaire.Sections {
		if i >= stopAfter {
			return nil
		}
		patch, shown := v.section(section, d)
		if len(shown) == 0 {
			continue
		}
		saved, violations, err := l.answering.SavePage(ctx, d.ID, d.Revision, shown, patch)
		if err != nil {
			return err
		}
		if len(violations) > 0 {
			return fault.New(fault.Internal, "the demo answers question %q wrongly: %s", violations[0].Question.Key, violations[0].Code)
		}
		d = saved
	}
	_, _, err = l.answering.Submit(ctx, d.ID)
	return err
}

// section answers the questions of a section in order, each after what the
// earlier ones say.
func (v visit) section(section *questionnaire.Section, d collect.Draft) (patch response.Answers, shown []*questionnaire.Question) {
	answers := response.Answers{}
	for name, value := range d.Answers {
		answers[name] = value
	}
	patch = response.Answers{}
	for _, q := range section.Questions {
		if !response.Trace(v.questionnaire, d.Context, answers).Asked(q) {
			continue
		}
		shown = append(shown, q)
		for name, value := range v.respondent.answer(q) {
			answers[name], patch[name] = value, value
		}
	}
	return patch, shown
}

// language is the one of the country where the questionnaire has it.
func (v visit) language() string {
	byCountry := map[string]string{"FR": "fr", "MA": "ar", "AE": "ar", "SA": "ar"}
	return byCountry[v.country]
}
