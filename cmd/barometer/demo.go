package main

import (
	"context"
	"crypto/rand"
	"errors"
	"maps"
	"slices"
	"strings"

	"barometer/internal/account"
	"barometer/internal/demo"
	"barometer/internal/fault"
	"barometer/internal/localpg"
	"barometer/internal/postgres"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
	"barometer/surveys"
)

// demoCommand is barometer demo. Its data is apart from that of serve.
type demoCommand struct {
	databaseFlags
	listenFlags
}

// demoUser signs in to the demo's staff pages.
const demoUser = "demo@barometer.example"

// demoForms are the files of the surveys that are open and that nobody has
// answered yet, by the keys of the surveys.
func demoForms() map[string]string {
	return map[string]string{
		"webinar-feedback":              "webinar-feedback",
		"vulnerability-questions":       "vulnerability-questions-2026",
		"implementation-considerations": "implementation-considerations-2026",
		"global-assessment":             "global-assessment-2026",
	}
}

// Run executes the command.
func (c *demoCommand) Run(ctx context.Context, sys *system) (err error) {
	if sys.env("DATABASE_URL") != "" {
		return fault.New(fault.Invalid, "DATABASE_URL is set, and made-up answers have no place in that database; unset it, so that the demo uses a private one")
	}
	if c.Data == "" {
		dir, err := localpg.DefaultDir("barometer-demo")
		if err != nil {
			return err
		}
		c.Data = dir
	}
	listener, err := c.listen(ctx)
	if err != nil {
		return err
	}
	s, err := c.open(ctx, sys, true)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := onlyDemo(ctx, s); err != nil {
		return errors.Join(err, listener.Close())
	}
	password, err := prepareDemo(ctx, sys, s)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	return c.serve(ctx, sys, s, c.databaseFlags, listener, func() {
		sys.note(`
The demo is ready. Ctrl-C stops it.

  the survey        http://%[1]s/s/industry-survey
  a feedback form   http://%[1]s/s/webinar-feedback
  self-assessment   http://%[1]s/s/vulnerability-questions
  a checklist       http://%[1]s/s/implementation-considerations
  offices report    http://%[1]s/s/global-assessment
  staff pages       http://%[1]s/staff
                    e-mail    %[2]s
                    password  %[3]s
  commands          bin/barometer tabulate industry-survey/2025 --rows restraints --data %[4]s
`, listener.Addr(), demoUser, password, c.Data)
	})
}

// onlyDemo refuses a database with surveys of somebody's own, among which
// made-up answers have no place.
func onlyDemo(ctx context.Context, s *store) error {
	all, err := s.surveys.Surveys(ctx)
	if err != nil {
		return err
	}
	for _, sv := range all {
		if _, form := demoForms()[sv.Key]; !form && sv.Key != "industry-survey" {
			return fault.New(fault.Conflict, "this data directory holds the survey %q, and made-up answers have no place beside it; give another one with --data", sv.Key)
		}
	}
	return nil
}

// prepareDemo fills the database and gives the staff user a new password.
func prepareDemo(ctx context.Context, sys *system, s *store) (password string, err error) {
	var editions []*questionnaire.Questionnaire
	for _, name := range []string{"industry-survey-2024", "industry-survey-2025", "industry-survey-2026"} {
		q, err := shipped(name)
		if err != nil {
			return "", err
		}
		editions = append(editions, q)
	}
	stores := demo.Stores{Surveys: postgres.NewSurveys(s.db), Responses: postgres.NewResponses(s.db)}
	err = sys.during("answering", func(p *progress) error {
		return demo.Load(ctx, stores, editions, s.surveys.Now(), p.set)
	})
	if err != nil {
		return "", err
	}
	for _, name := range slices.Sorted(maps.Values(demoForms())) {
		if err := openForm(ctx, s, name); err != nil {
			return "", err
		}
	}
	password = strings.ToLower(rand.Text()[:16])
	_, err = s.accounts.Add(ctx, commandLine, demoUser, "Demo", account.Admin, password)
	if errors.Is(err, fault.Conflict) {
		err = s.accounts.SetPassword(ctx, commandLine, demoUser, password)
	}
	return password, err
}

// openForm publishes and opens a form.
func openForm(ctx context.Context, s *store, name string) error {
	q, err := shipped(name)
	if err != nil {
		return err
	}
	e, err := s.surveys.Publish(ctx, q)
	if err != nil || !e.Opens.IsZero() {
		return err
	}
	return s.surveys.SetTimes(ctx, e, s.surveys.Now(), e.Closes)
}

// shipped compiles a questionnaire that ships with the program.
func shipped(name string) (*questionnaire.Questionnaire, error) {
	q, problems := yamlform.CompileFS(surveys.FS, name+".yaml")
	if q == nil {
		return nil, problems
	}
	return q, nil
}
