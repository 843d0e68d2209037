package main

import (
	"cmp"
	"context"
	"fmt"

	"barometer/internal/fault"
	"barometer/internal/survey/diff"
)

// rolloverCommand is barometer edition rollover S/E NEW [OUT.yaml].
type rolloverCommand struct {
	databaseFlags
	Edition string `arg:"" help:"Survey and edition to begin with, as in industry-survey/2026."`
	New     string `arg:"" help:"Key of the new edition, as in 2027."`
	Out     string `arg:"" optional:"" help:"File for the new questionnaire; its translations are written beside it. SURVEY-NEW.yaml if left out."`
}

// Run executes the command.
func (c *rolloverCommand) Run(ctx context.Context, sys *system) error {
	return c.withStore(ctx, sys, func(s *store) error {
		e, err := s.edition(ctx, c.Edition)
		if err != nil {
			return err
		}
		if c.New == e.Key {
			return fault.New(fault.Invalid, "%s is the key of the old edition; give the new one another", c.New)
		}
		last, err := s.surveys.Questionnaire(ctx, e.Version)
		if err != nil {
			return err
		}
		out := cmp.Or(c.Out, e.Survey+"-"+c.New+".yaml")
		if out != "-" && exists(out) {
			return fault.New(fault.Conflict, "%s exists already; move it away or name another file", out)
		}
		next := diff.Rollover(last.Definition, c.New)
		if _, err := writeYAML(sys, out, next); err != nil {
			return err
		}
		if out != "-" {
			fmt.Fprintf(sys.stdout, "wrote %s with everything declared the same as in %s; edit it, then compare: barometer survey diff OLD %s\n", out, e.Name(), out)
		}
		return nil
	})
}
