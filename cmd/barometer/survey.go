package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"barometer/internal/account"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
	"barometer/internal/survey"
)

// surveyCommand is barometer survey lint|infer|convert|translate|diff|publish.
type surveyCommand struct {
	Lint      lintCommand      `cmd:"" help:"Report every problem of questionnaire files as FILE:LINE:COL: message."`
	Infer     inferCommand     `cmd:"" help:"Draft a questionnaire from a past edition's export."`
	Convert   convertCommand   `cmd:"" help:"Turn a questionnaire into another format: YAML, XLSForm, LimeSurvey (in only) or JSON."`
	Translate translateCommand `cmd:"" help:"Hand the texts of a questionnaire to translators and take them back."`
	Diff      diffCommand      `cmd:"" help:"List what changed from one edition to the next, and which trends end."`
	Publish   publishCommand   `cmd:"" help:"Publish a questionnaire as an edition."`
}

// lintCommand is barometer survey lint FILE...
type lintCommand struct {
	Files []string `arg:"" name:"file" help:"Questionnaires in YAML, - for standard input; translations beside them are checked too."`
}

// Run executes the command.
func (c *lintCommand) Run(sys *system) error {
	failed := false
	seen := map[string]bool{}
	for _, file := range c.Files {
		if file = sourceOf(file); seen[filepath.Clean(file)] {
			continue
		}
		seen[filepath.Clean(file)] = true
		_, problems, err := compileFile(sys, file)
		if err != nil {
			return err
		}
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

// sourceOf is the questionnaire that a translation is checked with: the one
// beside it. Where the translation or that one does not exist it is the file
// itself, which Compile then says.
func sourceOf(file string) string {
	name, _, translated := yamlform.SplitName(filepath.Base(file))
	source := filepath.Join(filepath.Dir(file), name)
	if !translated || !exists(file) || !exists(source) {
		return file
	}
	return source
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// compileFile reads a questionnaire with the translations beside it, or one
// without any from standard input for "-".
func compileFile(sys *system, file string) (*questionnaire.Questionnaire, questionnaire.Problems, error) {
	if file != "-" {
		q, problems := yamlform.Compile(file)
		return q, problems, nil
	}
	stdin, err := sys.input()
	if err != nil {
		return nil, nil, err
	}
	data, err := io.ReadAll(io.LimitReader(stdin, yamlform.MaxSize+1))
	if err != nil {
		return nil, nil, fmt.Errorf("reading %s: %w", standardInput, err)
	}
	q, problems := yamlform.CompileSources(yamlform.Source{Name: "-", Data: data})
	return q, problems, nil
}

// mustReadQuestionnaire reads a questionnaire for commands that need it whole:
// errors come back as one, warnings are printed.
func mustReadQuestionnaire(sys *system, file string) (*questionnaire.Questionnaire, error) {
	q, problems, err := compileFile(sys, file)
	if err != nil {
		return nil, err
	}
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
	File    string `arg:"" help:"Questionnaire in YAML; - for standard input."`
	Survey  string `help:"Key of the survey; must be the one in the file." placeholder:"S"`
	Edition string `help:"Key of the edition; must be the one in the file." placeholder:"E"`

	AllowUntranslated bool `help:"Publish although strings are not translated, or their source has changed since; the source is shown, or the old translation."`
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
	if !c.AllowUntranslated {
		if err := requireTranslated(def, c.File); err != nil {
			return err
		}
	}
	return c.withStore(ctx, sys, func(s *store) error {
		forecast, err := s.surveys.Foresee(ctx, q)
		if err != nil {
			return err
		}
		if forecast.Outcome == survey.OutcomeUnchanged {
			fmt.Fprintf(sys.stdout, "%s/%s has this version %.8s already; nothing was changed\n", def.Survey, def.Edition, q.Version)
			return nil
		}
		e, err := s.surveys.Publish(ctx, q)
		if err != nil {
			return err
		}
		detail := map[string]any{"files": []string{filepath.Base(c.File)}, "version": q.Version, "outcome": forecast.Outcome, "changes": forecast.Changes}
		if err := s.record(ctx, account.Published, e.Name(), detail); err != nil {
			return err
		}
		for _, change := range forecast.Changes {
			fmt.Fprintln(sys.stdout, change)
		}
		fmt.Fprintf(sys.stdout, "published %s, version %.8s: %d questions in %s\n",
			e.Name(), e.Version, q.Asks(), strings.Join(q.Languages, ", "))
		return nil
	})
}
