package page

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gorilla/mux"
	"github.com/jba/templatecheck"

	"barometer/internal/fault"
	"barometer/internal/locale"
)

// newSite makes a site that logs to a buffer.
func newSite(t *testing.T, https bool) (*Site, *bytes.Buffer) {
	t.Helper()
	assets, err := NewAssets()
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	return &Site{Log: slog.New(slog.NewTextHandler(&log, nil)), Assets: assets, HTTPS: https}, &log
}

func request(method, target string, header ...string) *http.Request {
	r := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	return r
}

func TestErrorsBecomePages(t *testing.T) {
	failing := errors.New("broken template")
	for name, test := range map[string]struct {
		handler Handler
		show    ErrorPage
		accept  string
		status  int
		words   string
		logged  string
	}{
		"not found": {func(http.ResponseWriter, *http.Request) error { return fault.New(fault.NotFound, "no such thing") }, nil, "", 404, "<h1>Page not found</h1>", "level=INFO"},
		"french":    {func(http.ResponseWriter, *http.Request) error { return fault.New(fault.NotFound, "no such thing") }, nil, "fr", 404, "<h1>Page introuvable</h1>", "status=404"},
		"internal":  {func(http.ResponseWriter, *http.Request) error { return errors.New("secret detail") }, nil, "", 500, "Something went wrong on our side", "secret detail"},
		"panic":     {func(http.ResponseWriter, *http.Request) error { panic("boom") }, nil, "", 500, "Something went wrong on our side", "level=ERROR"},
		"own page": {func(http.ResponseWriter, *http.Request) error { return fault.New(fault.Closed, "closed") }, func(w http.ResponseWriter, r *http.Request, status int, _ error) error {
			Send(w, r, status, "text/html", []byte("own"))
			return nil
		}, "", 410, "own", "status=410"},
		"own page fails": {func(http.ResponseWriter, *http.Request) error { return fault.New(fault.Closed, "closed") },
			func(http.ResponseWriter, *http.Request, int, error) error { return failing }, "", 410, "This survey is not open", "broken template"},
	} {
		t.Run(name, func(t *testing.T) {
			s, log := newSite(t, false)
			router := mux.NewRouter()
			router.Handle("/x/{token}", s.Handle(test.handler, test.show))
			w := httptest.NewRecorder()
			router.ServeHTTP(w, request("GET", "/x/hidden-token", "Accept-Language", test.accept))
			if w.Code != test.status || !strings.Contains(w.Body.String(), test.words) {
				t.Errorf("got %d %s", w.Code, w.Body)
			}
			if strings.Contains(w.Body.String(), "secret") || strings.Contains(w.Body.String(), "no such thing") {
				t.Error("the page tells details of the error")
			}
			if !strings.Contains(log.String(), test.logged) || strings.Contains(log.String(), "hidden-token") || !strings.Contains(log.String(), "/x/{token}") {
				t.Errorf("the log is %s", log)
			}
			if w.Header().Get("Cache-Control") != "no-store" {
				t.Error("the error may be cached")
			}
		})
	}
}

func TestSecure(t *testing.T) {
	for _, https := range []bool{false, true} {
		s, _ := newSite(t, https)
		w := httptest.NewRecorder()
		s.Secure(s.NotFound()).ServeHTTP(w, request("GET", "/"))
		h := w.Header()
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin",
		} {
			if !strings.HasPrefix(h.Get(name), want) {
				t.Errorf("%s is %q", name, h.Get(name))
			}
		}
		if got := h.Get("Strict-Transport-Security") != ""; got != https {
			t.Errorf("with HTTPS %v, Strict-Transport-Security is %q", https, h.Get("Strict-Transport-Security"))
		}
		if strings.Contains(h.Get("Content-Security-Policy"), "unsafe") {
			t.Error("the policy allows something unsafe")
		}
	}
}

func TestCrossOrigin(t *testing.T) {
	s, _ := newSite(t, false)
	h := s.CrossOrigin(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
	for _, test := range []struct {
		method string
		header []string
		want   int
	}{
		{"GET", []string{"Sec-Fetch-Site", "cross-site"}, 204},
		{"POST", []string{"Sec-Fetch-Site", "cross-site"}, 403},
		{"POST", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"POST", []string{"Sec-Fetch-Site", "same-origin"}, 204},
		{"POST", []string{"Origin", "http://example.com"}, 204},
		{"POST", []string{"Origin", "http://elsewhere.example"}, 403},
		{"POST", nil, 204}, // no browser
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, request(test.method, "http://example.com/", test.header...))
		if w.Code != test.want {
			t.Errorf("%s %v: got %d, want %d", test.method, test.header, w.Code, test.want)
		}
	}
}

func TestAssets(t *testing.T) {
	s, _ := newSite(t, false)
	address := s.Assets.URL("style.css")
	for _, encoding := range []string{"", "gzip", "br;q=1, gzip;q=0.5", "gzip;q=0"} {
		w := httptest.NewRecorder()
		s.Assets.ServeHTTP(w, request("GET", address, "Accept-Encoding", encoding))
		size, body := w.Body.Len(), unzipped(t, w)
		if w.Code != 200 || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/css") ||
			!strings.Contains(w.Header().Get("Cache-Control"), "immutable") || !strings.Contains(body, "--brand") {
			t.Errorf("%q: %d %v", encoding, w.Code, w.Header())
		}
		zipped := w.Header().Get("Content-Encoding") == "gzip"
		if zipped != (strings.Contains(encoding, "gzip") && encoding != "gzip;q=0") {
			t.Errorf("%q: zipped is %v", encoding, zipped)
		}
		if zipped && size > 6_000 {
			t.Errorf("the style sheet has %d bytes when packed", size)
		}
	}
	for _, path := range []string{"/assets/style.css", "/assets/", "/assets/../page.go"} {
		w := httptest.NewRecorder()
		s.Assets.ServeHTTP(w, request("GET", path))
		if w.Code != 404 {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
	if s.Assets.URL("none.css") != "" {
		t.Error("a file that does not exist has an address")
	}
}

func unzipped(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	if w.Header().Get("Content-Encoding") != "gzip" {
		return w.Body.String()
	}
	z, err := gzip.NewReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSend(t *testing.T) {
	long := strings.Repeat("long ", 1000)
	for _, test := range []struct{ method, body, encoding string }{
		{"GET", "short", "gzip"}, {"GET", long, "gzip"}, {"GET", long, ""}, {"HEAD", long, "gzip"},
	} {
		w := httptest.NewRecorder()
		Send(w, request(test.method, "/", "Accept-Encoding", test.encoding), 201, "text/plain", []byte(test.body))
		want := test.body
		if test.method == "HEAD" {
			want = ""
		} else if got := unzipped(t, w); got != want {
			t.Errorf("%s %s: body %.20q", test.method, test.encoding, got)
		}
		if w.Code != 201 || w.Header().Get("Content-Length") == "" {
			t.Errorf("%s: %d %v", test.method, w.Code, w.Header())
		}
	}
}

func TestErrorTemplate(t *testing.T) {
	if err := templatecheck.CheckHTML(errorTemplate.HTML(), ErrorData{}); err != nil {
		t.Error(err)
	}
}

func TestDocumentTitle(t *testing.T) {
	b := Base{Printer: locale.For("fr"), Title: "Page", Site: "Enquête", Problem: true}
	if got := b.DocumentTitle(); got != "Erreur : Page – Enquête" {
		t.Errorf("got %q", got)
	}
	if got := (Base{Printer: locale.For("en"), Title: "Same", Site: "Same"}).DocumentTitle(); got != "Same" {
		t.Errorf("got %q", got)
	}
}
