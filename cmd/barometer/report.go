package main

import (
	"context"
	"io"

	"barometer/internal/account"
	"barometer/internal/fault"
	"barometer/internal/publish/workbook"
	"barometer/internal/release"
	"barometer/internal/survey"
)

// reportCommand is barometer report S/E OUT.xlsx.
type reportCommand struct {
	databaseFlags
	Edition    string   `arg:"" help:"Survey and edition, as in industry-survey/2026."`
	Out        string   `arg:"" help:"Workbook to write, or - for standard output." type:"path"`
	Banner     []string `help:"Declared banner, or questions, for cross-tabulations." placeholder:"KEY"`
	Population string   `help:"Whose responses count; the edition's default if left out." placeholder:"NAME"`
	Language   string   `help:"Language of the report; the questionnaire's if left out." placeholder:"TAG"`
	NoData     bool     `help:"Leave the sheets of responses out."`
}

// Run executes the command.
func (c *reportCommand) Run(ctx context.Context, sys *system) error {
	if c.Out != "-" && suffix(c.Out) != "xlsx" {
		return fault.New(fault.Invalid, "%s: the report is a workbook; give a name that ends in .xlsx", c.Out)
	}
	return c.withStore(ctx, sys, func(s *store) error {
		e, err := s.edition(ctx, c.Edition)
		if err != nil {
			return err
		}
		return sys.during("writing the report", func(*progress) error { return c.write(ctx, sys, s, e) })
	})
}

func (c *reportCommand) write(ctx context.Context, sys *system, s *store, e survey.Edition) error {
	releases := release.NewService(s.surveys, s.responses)
	results, err := releases.Results(ctx, e, c.Population, c.Banner)
	if err != nil {
		return err
	}
	in := workbook.Input{Results: results, Language: c.Language, Produced: s.surveys.Now().In(e.Location())}
	if !c.NoData {
		if in.Data, err = releases.Dataset(ctx, e); err != nil {
			return err
		}
	}
	detail := map[string]any{"language": c.Language, "banner": c.Banner, "population": c.Population, "data": in.Data != nil}
	if err := s.record(ctx, account.DownloadedReport, e.Name(), detail); err != nil {
		return err
	}
	return sys.create(c.Out, func(w io.Writer) error { return workbook.Write(ctx, w, in) })
}
