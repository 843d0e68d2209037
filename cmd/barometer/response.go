package main

import (
	"context"
	"io"

	"barometer/internal/account"
	"barometer/internal/fault"
	"barometer/internal/publish/microdata"
	"barometer/internal/release"
	"barometer/internal/survey"
)

// responseCommand is barometer response import|export.
type responseCommand struct {
	Import importCommand `cmd:"" help:"Take in the responses of a past edition, all or none."`
	Export exportCommand `cmd:"" help:"Write an edition's responses to a file: .csv, .xlsx or .jsonl."`
}

// exportCommand is barometer response export S/E OUT.
type exportCommand struct {
	databaseFlags
	Edition  string `arg:"" help:"Survey and edition, as in industry-survey/2026."`
	Out      string `arg:"" help:"File to write; its suffix says the format. - writes CSV to standard output."`
	Labels   bool   `help:"Write the labels of options in place of their codes."`
	Language string `help:"Language of labels; the questionnaire's if left out." placeholder:"TAG"`
	Roster   string `help:"Write the items of this roster in place of the responses; a workbook holds both anyway." placeholder:"KEY"`
}

// Run executes the command.
func (c *exportCommand) Run(ctx context.Context, sys *system) error {
	format := microdata.Format(suffix(c.Out))
	if c.Out == "-" {
		format = microdata.CSV
	}
	return c.withStore(ctx, sys, func(s *store) error {
		e, err := s.edition(ctx, c.Edition)
		if err != nil {
			return err
		}
		return sys.during("exporting", func(*progress) error { return c.write(ctx, sys, s, e, format) })
	})
}

func (c *exportCommand) write(ctx context.Context, sys *system, s *store, e survey.Edition, format microdata.Format) error {
	releases := release.NewService(s.surveys, s.responses)
	data, err := releases.Dataset(ctx, e)
	if err != nil {
		return err
	}
	export, err := microdata.New(data, microdata.Options{Labels: c.Labels, Language: c.Language, Responses: releases.Responses(ctx, e)})
	if err == nil && c.Roster != "" {
		export, err = export.Roster(c.Roster)
	}
	if err != nil {
		return err
	}
	values := "codes"
	if c.Labels {
		values = "labels"
	}
	detail := map[string]any{"format": format, "values": values, "language": c.Language, "responses": export.N()}
	if err := s.record(ctx, account.DownloadedData, e.Name(), detail); err != nil {
		return err
	}
	return sys.create(c.Out, func(w io.Writer) error { return export.Write(ctx, w, format) })
}

// importCommand is barometer response import S/E DATA.
type importCommand struct {
	databaseFlags
	dataFlags
	Edition     string   `arg:"" help:"Survey and edition, as in industry-survey/2025."`
	Data        string   `arg:"" help:"Export of this program or another tool: .csv, .xlsx or SPSS (.sav, .zsav); - for standard input."`
	Items       []string `help:"Further file with the items of a roster, as exported with --roster; worksheets beside the responses are taken along anyway." placeholder:"FILE" sep:"none"`
	SkipRefused bool     `help:"Take the other rows in where some are refused; without it one refused row refuses the file."`
	DryRun      bool     `help:"Report what would be taken in, and take nothing."`
}

// Run executes the command.
func (c *importCommand) Run(ctx context.Context, sys *system) error {
	return c.withStore(ctx, sys, func(s *store) error {
		e, err := s.edition(ctx, c.Edition)
		if err != nil {
			return err
		}
		answered, err := s.surveys.HasResponses(ctx, e)
		if err != nil {
			return err
		}
		if answered {
			return fault.New(fault.Conflict, "edition %s has responses already; import into an edition that has none", e.Name())
		}
		return c.load(ctx, sys, s, e)
	})
}
