package respond

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"github.com/jmoiron/sqlx"

	"barometer/internal/collect"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
	"barometer/internal/survey"
	"barometer/internal/web/page"
)

// server is the form's pages over a real database, with a clock of its own.
type server struct {
	*httptest.Server
	collect *collect.Service
	surveys *survey.Service
	edition survey.Edition
	now     time.Time
	log     *strings.Builder
	db      *sqlx.DB
}

var testKey = []byte("a key of thirty-two bytes for us")

// newServer publishes a questionnaire, opens it and serves it.
func newServer(t testing.TB, q *questionnaire.Questionnaire) *server {
	t.Helper()
	s := &server{now: time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC), log: &strings.Builder{}}
	db := pgtest.DB(t)
	s.db = db
	s.surveys = survey.NewService(postgres.NewSurveys(db), func() time.Time { return s.now })
	s.collect = collect.NewService(postgres.NewResponses(db), s.surveys)
	s.edition = s.publish(t, q)
	s.Server = serve(t, s.collect, s.log)
	return s
}

// serve serves the pages on a collector, as the real server does.
func serve(t testing.TB, c Collector, log io.Writer) *httptest.Server {
	t.Helper()
	assets, err := page.NewAssets()
	if err != nil {
		t.Fatal(err)
	}
	site := &page.Site{Log: slog.New(slog.NewTextHandler(log, nil)), Assets: assets}
	r := mux.NewRouter()
	r.NotFoundHandler = site.NotFound()
	r.PathPrefix(page.AssetsPath).Handler(assets)
	if err := Routes(r.PathPrefix("/s").Subrouter(), Config{Site: site, Collector: c, SessionKey: testKey}); err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(site.Secure(site.CrossOrigin(r)))
	t.Cleanup(srv.Close)
	return srv
}

// every is the questionnaire of testdata with a question of every type,
// translated mechanically to two languages.
func every(t testing.TB) *questionnaire.Questionnaire {
	t.Helper()
	def, _, problems := yamlform.ReadFile("testdata/every.yaml")
	if def == nil {
		t.Fatal(problems)
	}
	def.Translations = map[string]questionnaire.Translation{}
	for tag, word := range map[string]string{"fr": "[fr] ", "ar": "[ع] "} {
		translation := questionnaire.Translation{Language: tag, Strings: map[string]questionnaire.TranslatedString{}}
		for _, s := range def.Strings() {
			translation.Strings[s.ID] = questionnaire.TranslatedString{Hash: questionnaire.SourceHash(s.Text), Text: word + s.Text}
		}
		def.Translations[tag] = translation
	}
	q, problems := questionnaire.Compile(def, nil)
	if q == nil {
		t.Fatal(problems)
	}
	return q
}

// visitor is one respondent's browser, without script.
type visitor struct {
	t    testing.TB
	base string
	http *http.Client
}

// visitor opens a new browser.
func (s *server) visitor(t testing.TB) *visitor { return newVisitor(t, s.URL) }

func newVisitor(t testing.TB, base string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t: t, base: base, http: &http.Client{Jar: jar, Timeout: 20 * time.Second}}
}

// get opens an address.
func (v *visitor) get(path string) *doc {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodGet, v.base+path, nil)
	if err != nil {
		v.t.Fatal(err)
	}
	return v.do(req)
}

func (v *visitor) do(req *http.Request) *doc {
	v.t.Helper()
	resp, err := v.http.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return newDoc(v.t, resp, body)
}

// send sends values to an address, as a form of the site does.
func (v *visitor) send(path string, values url.Values) *doc {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.base+path, strings.NewReader(values.Encode()))
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	return v.do(req)
}

// begin starts a response and gives the first section.
func (v *visitor) begin(edition string) *doc {
	v.t.Helper()
	action, values := v.get("/s/" + edition).form("")
	return v.send(action, values)
}

// fill sends the form of a page with some fields changed: "name=value" sets,
// "name=" empties, further ones of the same name add.
func (v *visitor) fill(d *doc, fields ...string) *doc {
	v.t.Helper()
	id := ""
	for _, known := range []string{"answers", "submit"} {
		if len(d.all("form#"+known)) > 0 {
			id = known
		}
	}
	action, values := d.form(id)
	for _, field := range fields {
		name, _, _ := strings.Cut(field, "=")
		values.Del(name)
	}
	for _, field := range fields {
		if name, value, _ := strings.Cut(field, "="); value != "" {
			values.Add(name, value)
		}
	}
	return v.send(action, values)
}
