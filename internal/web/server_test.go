package web

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"barometer/internal/account"
	"barometer/internal/collect"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
	"barometer/internal/questionnaire/yamlform"
	"barometer/internal/release"
	"barometer/internal/survey"
	"barometer/internal/web/page"
	"barometer/internal/web/respond"
	"barometer/internal/web/staff"
	"barometer/surveys"
)

// newServer serves everything, with the industry survey open.
func newServer(t *testing.T, ready func(context.Context) error) *httptest.Server {
	t.Helper()
	db := pgtest.DB(t)
	studies := survey.NewService(postgres.NewSurveys(db), time.Now)
	responses := collect.NewService(postgres.NewResponses(db), studies)
	q, problems := yamlform.CompileFS(surveys.FS, "industry-survey-2026.yaml")
	if q == nil {
		t.Fatal(problems)
	}
	edition, err := studies.Publish(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if err := studies.SetTimes(t.Context(), edition, time.Now().Add(-time.Hour), time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	assets, err := page.NewAssets()
	if err != nil {
		t.Fatal(err)
	}
	handler, err := New(Config{
		Site:    &page.Site{Log: slog.New(slog.DiscardHandler), Assets: assets},
		Respond: respond.Config{Collector: responses, SessionKey: make([]byte, respond.MinKey)},
		Staff: staff.Config{
			Accounts: account.NewService(postgres.NewAccounts(db), time.Now), Surveys: studies, Sessions: postgres.NewSessions(db),
			Releases: release.NewService(studies, responses), Uploads: postgres.NewUploads(db),
		},
		Ready: ready,
	})
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	return s
}

func up(context.Context) error { return nil }

// visitor keeps cookies and weighs what it loads.
type visitor struct {
	t    *testing.T
	base string
	http *http.Client
}

func newVisitor(t *testing.T, base string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	// Without the transport's own decompression, bodies have the size they were
	// sent with.
	return &visitor{t, base, &http.Client{Jar: jar, Transport: &http.Transport{DisableCompression: true}}}
}

// load gives the bytes sent for an address, headers left out.
func (v *visitor) load(method, path string, form url.Values, encoding string) (resp *http.Response, body []byte) {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), method, v.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header.Set("Accept-Encoding", encoding)
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if resp, err = v.http.Do(req); err != nil {
		v.t.Fatal(err)
	}
	defer resp.Body.Close()
	if body, err = io.ReadAll(resp.Body); err != nil {
		v.t.Fatal(err)
	}
	return resp, body
}

var loaded = regexp.MustCompile(`<(?:link|img|script|source|iframe|object|embed)\b[^>]*(?:href|src|data)="([^"]+)"`)

// weigh checks that a page and all it loads are at most 30 KB compressed, in
// at most three requests and one more for a script, which nobody waits for.
func (v *visitor) weigh(path string) {
	v.t.Helper()
	resp, plain := v.load("GET", path, nil, "")
	if resp.StatusCode != 200 || resp.Request.URL.RequestURI() != path {
		v.t.Fatalf("%s: status %d at %s", path, resp.StatusCode, resp.Request.URL)
	}
	_, zipped := v.load("GET", path, nil, "gzip")
	size, requests := len(zipped), 1
	for _, m := range loaded.FindAllStringSubmatch(string(plain), -1) {
		resp, body := v.load("GET", m[1], nil, "gzip")
		if resp.StatusCode != 200 {
			v.t.Errorf("%s loads %s: status %d", path, m[1], resp.StatusCode)
		}
		size, requests = size+len(body), requests+1
	}
	most := 3 + strings.Count(string(plain), "<script src=")
	if size > 30_000 || requests > most || most > 4 {
		v.t.Errorf("%s: %d bytes in %d requests", path, size, requests)
	}
	if requests < 2 || len(zipped) >= len(plain) {
		v.t.Errorf("%s: %d bytes, %d uncompressed, in %d requests: nothing is weighed", path, len(zipped), len(plain), requests)
	}
}

func TestPagesAreLight(t *testing.T) {
	s := newServer(t, up)
	const edition = "/s/industry-survey/2026"
	for _, language := range []string{"en", "fr", "ar"} {
		v := newVisitor(t, s.URL)
		v.weigh("/s/industry-survey?lang=" + language)
		v.load("POST", edition+"/start", url.Values{"_language": {language}}, "")
		// A supplier is asked most.
		v.load("POST", edition+"/section/organisation", url.Values{"organisation_type": {"supplier"}, "country": {"FR"}, "_go": {"next"},
			"_shown": {"organisation_type country"}}, "")
		weighed := 0
		_, review := v.load("GET", edition+"/review", nil, "")
		for _, m := range regexp.MustCompile(`/section/[a-z_]+`).FindAllString(string(review), -1) {
			v.weigh(edition + m)
			weighed++
		}
		if weighed < 6 {
			t.Errorf("%d sections were weighed", weighed)
		}
		v.weigh(edition + "/review")
	}
}

func TestHealth(t *testing.T) {
	for _, test := range []struct {
		ready func(context.Context) error
		path  string
		want  int
	}{
		{up, "/healthz", 200}, {up, "/readyz", 200},
		{func(context.Context) error { return errors.New("down") }, "/readyz", 503},
		{func(context.Context) error { return errors.New("down") }, "/healthz", 200},
	} {
		v := newVisitor(t, newServer(t, test.ready).URL)
		if resp, body := v.load("GET", test.path, nil, ""); resp.StatusCode != test.want || len(body) == 0 {
			t.Errorf("%s: %d %s", test.path, resp.StatusCode, body)
		}
	}
}

// Every answer carries the headers, whoever it is for; methods that a route
// does not have and addresses that lead nowhere get a page.
func TestEveryAnswer(t *testing.T) {
	v := newVisitor(t, newServer(t, up).URL)
	for _, test := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/s/industry-survey", 200}, {"HEAD", "/s/industry-survey", 200}, {"GET", "/staff/signin", 200}, {"GET", "/", 200},
		{"GET", "/nowhere", 404}, {"PUT", "/s/industry-survey", 404}, {"GET", "/healthz", 200}, {"GET", "/assets/none", 404},
		{"GET", "/s/industry-survey/2026/" + strings.Repeat("x/", 300), 404},
	} {
		resp, body := v.load(test.method, test.path, nil, "")
		if resp.StatusCode != test.status {
			t.Errorf("%s %s: status %d", test.method, test.path, resp.StatusCode)
		}
		if resp.Header.Get("Content-Security-Policy") == "" || resp.Header.Get("Referrer-Policy") == "" {
			t.Errorf("%s %s lacks headers: %v", test.method, test.path, resp.Header)
		}
		if test.method != "HEAD" && len(body) == 0 {
			t.Errorf("%s %s: nothing is shown", test.method, test.path)
		}
	}
}
