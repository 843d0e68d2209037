package web

import (
	"context"
	"net/http"
	"time"

	"github.com/gorilla/mux"

	"barometer/internal/fault"
	"barometer/internal/web/page"
	"barometer/internal/web/respond"
	"barometer/internal/web/staff"
)

// Config is what the server is made of.
type Config struct {
	Site    *page.Site
	Respond respond.Config // its Site is the one above
	Staff   staff.Config   // its Site is the one above, its Preview the form's
	// Ready reports whether the server can do its work: whether the database
	// answers.
	Ready func(ctx context.Context) error
}

// readyTimeout is how long the database may take to answer.
const readyTimeout = 2 * time.Second

// New makes the handler of all requests.
func New(c Config) (http.Handler, error) {
	c.Respond.Site, c.Staff.Site = c.Site, c.Site
	c.Staff.Preview = respond.Preview
	r := mux.NewRouter()
	r.NotFoundHandler = c.Site.NotFound()
	r.MethodNotAllowedHandler = c.Site.NotFound()

	// Respondents: /s/{survey} and everything below.
	if err := respond.Routes(r.PathPrefix("/s").Subrouter(), c.Respond); err != nil {
		return nil, err
	}
	// Those who run surveys: /staff and everything below.
	staff.Routes(r, c.Staff)

	r.PathPrefix(page.AssetsPath).Handler(c.Site.Assets).Methods(http.MethodGet, http.MethodHead)
	r.HandleFunc("/healthz", healthy).Methods(http.MethodGet, http.MethodHead)
	r.HandleFunc("/readyz", c.ready).Methods(http.MethodGet, http.MethodHead)
	r.Handle("/", http.RedirectHandler("/staff", http.StatusFound)).Methods(http.MethodGet, http.MethodHead)

	return c.Site.Secure(c.Site.CrossOrigin(r)), nil
}

// healthy says that the process runs.
func healthy(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") }

// ready says whether requests can be served.
func (c Config) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), readyTimeout)
	defer cancel()
	if err := c.Ready(ctx); err != nil {
		c.Site.Log.WarnContext(ctx, "not ready", "error", err)
		plain(w, fault.Unavailable.Status(), "unavailable")
		return
	}
	plain(w, http.StatusOK, "ok")
}

func plain(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	page.NoStore(w)
	w.WriteHeader(status)
	// The client has gone if this fails.
	_, _ = w.Write([]byte(text + "\n"))
}
