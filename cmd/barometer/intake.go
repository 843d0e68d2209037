package main

import (
	"context"
	"errors"
	"fmt"

	"barometer/internal/analyse/dataset"
	"barometer/internal/collect/intake"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

// load takes a data file into an edition and prints what became of it.
func (c *importCommand) load(ctx context.Context, sys *system, s *store, e survey.Edition) (err error) {
	q, err := s.surveys.Questionnaire(ctx, e.Version)
	if err != nil {
		return err
	}
	data, err := c.openData(ctx, sys, c.Data)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	responses, report, err := intake.Import(ctx, data, q, intake.ImportOptions{SkipRefused: c.SkipRefused})
	if err != nil {
		return err
	}
	if c.DryRun {
		for _, rowErr := range responses {
			err = rowErr
		}
	} else {
		_, err = s.responses.Import(ctx, e, responses)
	}
	for _, line := range report.Lines() {
		fmt.Fprintln(sys.stdout, line)
	}
	if err == nil && c.DryRun {
		fmt.Fprintln(sys.stdout, "nothing was stored: this was a dry run")
	}
	return err
}

// readData makes a dataset of a data file without a database. What the file
// has that the questionnaire does not fit is told on the way.
func readData(ctx context.Context, sys *system, flags dataFlags, path string, q *questionnaire.Questionnaire) (_ *dataset.Dataset, err error) {
	data, err := flags.openData(ctx, sys, path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	responses, report, err := intake.Import(ctx, data, q, intake.ImportOptions{})
	if err != nil {
		return nil, err
	}
	b := dataset.NewBuilder(q, map[string]*questionnaire.Questionnaire{q.Version: q})
	for r, err := range responses {
		if err != nil {
			for _, line := range report.Lines() {
				sys.note("%s", line)
			}
			return nil, err
		}
		if err := b.Add(&r); err != nil {
			return nil, err
		}
	}
	return b.Dataset()
}
