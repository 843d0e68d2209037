package main

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"barometer/internal/account"
	"barometer/internal/analyse/dataset"
	"barometer/internal/collect/intake"
	"barometer/internal/collect/response"
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
	o := intake.ImportOptions{SkipRefused: c.SkipRefused}
	flags := c.dataFlags
	flags.Worksheet, flags.HeaderRows = "", 0 // they are about the responses
	for _, path := range c.Items {
		items, unopened := flags.openData(ctx, sys, path)
		if unopened != nil {
			return unopened
		}
		defer func() { err = errors.Join(err, items.Close()) }()
		o.Items = append(o.Items, items)
	}
	responses, report, err := intake.Import(ctx, data, q, o)
	if err != nil {
		return err
	}
	n := 0
	err = sys.during("importing", func(p *progress) error {
		responses := p.counting(responses)
		if c.DryRun {
			return drain(responses)
		}
		n, err = s.responses.Import(ctx, e, responses)
		return err
	})
	for _, line := range report.Lines() {
		fmt.Fprintln(sys.stdout, line)
	}
	if err != nil {
		return err
	}
	if c.DryRun {
		fmt.Fprintln(sys.stdout, "nothing was stored: this was a dry run")
		return nil
	}
	return s.record(ctx, account.ImportedData, e.Name(), map[string]any{"file": data.Name, "responses": n, "refused": report.RefusedRows})
}

// drain reads responses to their end for what is wrong with them.
func drain(responses iter.Seq2[response.Response, error]) error {
	for _, err := range responses {
		if err != nil {
			return err
		}
	}
	return nil
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
	err = sys.during("reading", func(p *progress) error {
		for r, err := range p.counting(responses) {
			if err != nil {
				return err
			}
			if err := b.Add(&r); err != nil {
				return err
			}
		}
		return nil
	})
	lines := report.Brief()
	if err != nil {
		lines = report.Lines()
	}
	for _, line := range lines {
		sys.note("%s", line)
	}
	if err != nil {
		return nil, err
	}
	return b.Dataset()
}
