package staff

import (
	"context"
	"html/template"
	"log/slog"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"github.com/jmoiron/sqlx"

	"barometer/internal/account"
	"barometer/internal/collect"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
	"barometer/internal/release"
	"barometer/internal/survey"
	"barometer/internal/web/page"
	"barometer/internal/web/webtest"
)

// password is that of all users.
const password = "four plain words here"

// questionnaireYAML is a questionnaire of two questions.
const questionnaireYAML = `survey: pets
edition: "2026"
language: en
title: Pets at work
confidentiality: CONFIDENTIALITY
time_zone: Europe/London
sections:
  - key: pets
    title: Your pets
    questions:
      - key: owns
        type: single
        text: Do you have a pet?
        options:
          - {code: "yes", text: "Yes"}
          - {code: "no", text: "No"}
      - key: name
        type: text
        text: What is its name?
        ask_if: owns == 'yes'
`

// world is a server with its database and a clock that tests move.
type world struct {
	db        *sqlx.DB
	now       time.Time
	pages     *pages
	router    *mux.Router
	server    *httptest.Server
	accounts  *account.Service
	surveys   *survey.Service
	collected *collect.Service
}

// newWorld serves the pages for one user of each role, named after it.
func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{db: pgtest.DB(t), now: time.Date(2026, 5, 10, 12, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return w.now }
	assets, err := page.NewAssets()
	if err != nil {
		t.Fatal(err)
	}
	w.accounts = account.NewService(postgres.NewAccounts(w.db), clock)
	w.surveys = survey.NewService(postgres.NewSurveys(w.db), clock)
	w.collected = collect.NewService(postgres.NewResponses(w.db), w.surveys)
	config := Config{
		Site:     &page.Site{Log: slog.New(slog.DiscardHandler), Assets: assets},
		Accounts: w.accounts, Surveys: w.surveys, Sessions: postgres.NewSessions(w.db),
		Uploads: postgres.NewUploads(w.db), Releases: release.NewService(w.surveys, w.collected),
		Preview: func(q *questionnaire.Questionnaire, language string) (template.HTML, error) {
			return template.HTML("<p>The form in " + language + "</p>"), nil
		},
	}
	w.router = mux.NewRouter()
	w.pages = newPages(config)
	w.pages.register(w.router)
	w.router.PathPrefix(page.AssetsPath).Handler(assets)
	w.server = httptest.NewServer(config.Site.Secure(config.Site.CrossOrigin(w.router)))
	t.Cleanup(w.server.Close)
	for _, role := range account.Roles() {
		if _, err := w.accounts.Add(t.Context(), "test", string(role)+"@example.org", "", role, password); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

// publish publishes the questionnaire with a confidentiality.
func (w *world) publish(t *testing.T, confidentiality string) survey.Edition {
	t.Helper()
	source := strings.Replace(questionnaireYAML, "CONFIDENTIALITY", confidentiality, 1)
	q, problems := yamlform.CompileSources(yamlform.Source{Name: "pets.yaml", Data: []byte(source)})
	if q == nil {
		t.Fatal(problems)
	}
	e, err := w.surveys.Publish(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// setTimes opens an edition so many days ago and closes it in so many days.
func (w *world) setTimes(t *testing.T, e survey.Edition, opened, closes int) survey.Edition {
	t.Helper()
	if err := w.surveys.SetTimes(t.Context(), e, w.now.AddDate(0, 0, -opened), w.now.AddDate(0, 0, closes)); err != nil {
		t.Fatal(err)
	}
	e, err := w.surveys.EditionByID(t.Context(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// exec changes the database behind the program's back.
func (w *world) exec(t *testing.T, query string, args ...any) {
	t.Helper()
	if _, err := w.db.ExecContext(t.Context(), query, args...); err != nil {
		t.Fatal(err)
	}
}

// lastEvent is the newest entry of the audit log.
func (w *world) lastEvent(t *testing.T) account.Event {
	t.Helper()
	events, err := w.accounts.Events(t.Context(), 1)
	if err != nil || len(events) != 1 {
		t.Fatalf("the audit log has %v, %v", events, err)
	}
	return events[0]
}

// visitor is a person with a browser.
type visitor struct {
	*webtest.Browser
	t testing.TB
}

// visitor gives someone who is not signed in.
func (w *world) visitor(t *testing.T) *visitor {
	t.Helper()
	b, err := webtest.New(w.server.URL)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{b, t}
}

// signedIn gives someone who is signed in with a role.
func (w *world) signedIn(t *testing.T, role account.Role) *visitor {
	t.Helper()
	v := w.visitor(t)
	p := v.send(v.get("/staff/signin", 200), "Sign in", 200, "email", string(role)+"@example.org", "password", password)
	if p.URL.Path != "/staff" {
		t.Fatalf("signing in leads to %s:\n%s", p.URL, p.Text())
	}
	return v
}

// get visits an address and checks the status of what it leads to.
func (v *visitor) get(address string, status int) *webtest.Page {
	v.t.Helper()
	p, err := v.Browser.Get(context.Background(), address)
	if err != nil {
		v.t.Fatal(err)
	}
	return v.check(p, status)
}

// send presses the button of a form after changing values (name, value …).
func (v *visitor) send(p *webtest.Page, label string, status int, changes ...string) *webtest.Page {
	v.t.Helper()
	form, button := p.Form(label)
	if form == nil {
		v.t.Fatalf("%s has no button %q:\n%s", p.URL, label, p.Text())
	}
	values := form.Values()
	for i := 0; i+1 < len(changes); i += 2 {
		if !values.Has(changes[i]) {
			v.t.Fatalf("the form of %q has no field %s", label, changes[i])
		}
		values.Set(changes[i], changes[i+1])
	}
	return v.submit(form, values, button, status)
}

func (v *visitor) submit(form *webtest.Form, values url.Values, button *webtest.Button, status int) *webtest.Page {
	v.t.Helper()
	p, err := v.Browser.Send(context.Background(), form, values, button)
	if err != nil {
		v.t.Fatal(err)
	}
	return v.check(p, status)
}

func (v *visitor) check(p *webtest.Page, status int) *webtest.Page {
	v.t.Helper()
	if p.Status != status {
		v.t.Fatalf("%s answers %d, want %d:\n%s", p.URL, p.Status, status, p.Text())
	}
	return p
}

// says checks that a page says each of the texts.
func says(t *testing.T, p *webtest.Page, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if !strings.Contains(p.Text(), s) {
			t.Errorf("%s does not say %q:\n%s", p.URL, s, p.Text())
		}
	}
}

// saysNot checks that a page says none of the texts.
func saysNot(t *testing.T, p *webtest.Page, texts ...string) {
	t.Helper()
	for _, s := range texts {
		if strings.Contains(p.Text(), s) {
			t.Errorf("%s says %q:\n%s", p.URL, s, p.Text())
		}
	}
}
