package main

import (
	"context"
	"fmt"
	"strings"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
)

// surveyCommand is barometer survey lint|infer|publish.
type surveyCommand struct {
	Lint    lintCommand    `cmd:"" help:"Report every problem of questionnaire files as FILE:LINE:COL: message."`
	Infer   inferCommand   `cmd:"" help:"Draft a questionnaire from a past edition's export."`
	Publish publishCommand `cmd:"" help:"Publish a questionnaire as an edition."`
}

// lintCommand is barometer survey lint FILE...
type lintCommand struct {
	Files []string `arg:"" name:"file" help:"Questionnaires in YAML; translations beside them are checked too."`
}

// Run executes the command.
func (c *lintCommand) Run(sys *system) error {
	failed := false
	for _, file := range c.Files {
		if _, _, translated := yamlform.SplitName(file); translated {
			continue // read with its source
		}
		_, problems := yamlform.Compile(file)
		for _, p := range problems {
			fmt.Fprintln(sys.stdout, p)
		}
		failed = failed || problems.HasErrors()
	}
	if failed {
		return errSilent
	}
	return nil
}

// mustReadQuestionnaire reads a questionnaire for commands that need it whole:
// errors come back as one, warnings are printed.
func mustReadQuestionnaire(sys *system, file string) (*questionnaire.Questionnaire, error) {
	q, problems := yamlform.Compile(file)
	if q == nil {
		return nil, fault.New(fault.Invalid, "%w", problems)
	}
	for _, p := range problems {
		fmt.Fprintln(sys.stderr, p)
	}
	return q, nil
}

// publishCommand is barometer survey publish FILE --survey S --edition E.
type publishCommand struct {
	databaseFlags
	File    string `arg:"" help:"Questionnaire in YAML."`
	Survey  string `help:"Key of the survey; must be the one in the file." placeholder:"S"`
	Edition string `help:"Key of the edition; must be the one in the file." placeholder:"E"`
}

// Run executes the command.
func (c *publishCommand) Run(ctx context.Context, sys *system) error {
	q, err := mustReadQuestionnaire(sys, c.File)
	if err != nil {
		return err
	}
	def := q.Definition
	if c.Survey != "" && c.Survey != def.Survey || c.Edition != "" && c.Edition != def.Edition {
		return fault.New(fault.Invalid, "%s is the questionnaire of %s/%s, not of %s; correct the file or the flags",
			c.File, def.Survey, def.Edition, strings.Trim(c.Survey+"/"+c.Edition, "/"))
	}
	return c.withStore(ctx, sys, func(s *store) error {
		e, err := s.surveys.Publish(ctx, q)
		if err != nil {
			return err
		}
		fmt.Fprintf(sys.stdout, "published %s, version %.8s: %d questions in %s\n",
			e.Name(), e.Version, len(q.Questions), strings.Join(q.Languages, ", "))
		return nil
	})
}
