package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"barometer/internal/account"
	"barometer/internal/fault"
	"barometer/internal/survey"
)

// editionCommand is barometer edition list|open|close|rollover.
type editionCommand struct {
	List     editionListCommand  `cmd:"" help:"List surveys and their editions."`
	Open     editionOpenCommand  `cmd:"" help:"Open an edition, now or at a time."`
	Close    editionCloseCommand `cmd:"" help:"Close an edition, now or at a time."`
	Rollover rolloverCommand     `cmd:"" help:"Begin the next edition with the questionnaire of the last."`
}

// editionListCommand is barometer edition list.
type editionListCommand struct{ databaseFlags }

// Run executes the command.
func (c *editionListCommand) Run(ctx context.Context, sys *system) error {
	return c.withStore(ctx, sys, func(s *store) error {
		surveys, err := s.surveys.Surveys(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(sys.stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "EDITION\tSTATE\tOPENS\tCLOSES\tCONFIDENTIALITY\tTITLE")
		for _, sv := range surveys {
			for _, e := range sv.Editions {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", e.Name(), e.State(s.surveys.Now()),
					localTime(e, e.Opens), localTime(e, e.Closes), e.Confidentiality, e.Title)
			}
		}
		return w.Flush()
	})
}

func localTime(e survey.Edition, t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.In(e.Location()).Format("2006-01-02 15:04 MST")
}

// editionTime is an edition and a moment in its time zone.
type editionTime struct {
	databaseFlags
	Edition string `arg:"" help:"Survey and edition, as in industry-survey/2026."`
	At      string `help:"When, in the edition's time zone: 2026-05-01T09:00. Now if left out." placeholder:"TIME"`
}

func (c editionTime) moment(e survey.Edition, now time.Time) (time.Time, error) {
	if c.At == "" {
		return now, nil
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.ParseInLocation(layout, c.At, e.Location()); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fault.New(fault.Invalid, "--at %q is not a time; write it as 2026-05-01T09:00", c.At)
}

// change sets the edition's times to what times makes of the moment.
func (c editionTime) change(ctx context.Context, sys *system, times func(e survey.Edition, at time.Time) (opens, closes time.Time)) error {
	return c.withStore(ctx, sys, func(s *store) error {
		e, err := s.edition(ctx, c.Edition)
		if err != nil {
			return err
		}
		at, err := c.moment(e, s.surveys.Now())
		if err != nil {
			return err
		}
		opens, closes := times(e, at)
		return s.setTimes(ctx, sys, e, opens, closes)
	})
}

// editionOpenCommand is barometer edition open S/E.
type editionOpenCommand struct{ editionTime }

// Run executes the command.
func (c *editionOpenCommand) Run(ctx context.Context, sys *system) error {
	return c.change(ctx, sys, func(e survey.Edition, at time.Time) (opens, closes time.Time) {
		if !e.Closes.After(at) {
			return at, time.Time{}
		}
		return at, e.Closes
	})
}

// editionCloseCommand is barometer edition close S/E.
type editionCloseCommand struct{ editionTime }

// Run executes the command.
func (c *editionCloseCommand) Run(ctx context.Context, sys *system) error {
	return c.change(ctx, sys, func(e survey.Edition, at time.Time) (opens, closes time.Time) { return e.Opens, at })
}

func (s *store) setTimes(ctx context.Context, sys *system, e survey.Edition, opens, closes time.Time) error {
	if err := s.surveys.SetTimes(ctx, e, opens, closes); err != nil {
		return err
	}
	if err := s.record(ctx, account.ChangedTimes, e.Name(), map[string]any{
		"opens": logTime(e, opens), "closes": logTime(e, closes),
		"opened before": logTime(e, e.Opens), "closed before": logTime(e, e.Closes),
	}); err != nil {
		return err
	}
	fmt.Fprintf(sys.stdout, "%s opens %s, closes %s\n", e.Name(), localTime(e, opens), localTime(e, closes))
	return nil
}

// edition finds an edition by its name, survey/edition.
func (s *store) edition(ctx context.Context, name string) (survey.Edition, error) {
	surveyKey, key, ok := strings.Cut(name, "/")
	if !ok {
		return survey.Edition{}, fault.New(fault.Invalid, "%q is not an edition; write it as survey/edition, as in industry-survey/2026", name)
	}
	return s.surveys.Edition(ctx, surveyKey, key)
}
