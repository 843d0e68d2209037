package respond

import (
	"context"
	"io"
	"net/http"

	"github.com/gorilla/mux"

	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
	"barometer/internal/web/page"
)

// Collector is what these pages need of package collect: see collect.Service.
type Collector interface {
	Form(ctx context.Context, survey, edition string) (*collect.Form, error)
	Start(ctx context.Context, f *collect.Form, v collect.Visitor) (collect.Draft, error)
	Draft(ctx context.Context, id string) (collect.Draft, *collect.Form, error)
	SavePage(ctx context.Context, id string, revision int, shown []*questionnaire.Question, patch response.Answers) (collect.Draft, []response.Violation, error)
	SendFile(ctx context.Context, id string, q *questionnaire.Question, item, name string, r io.Reader) (collect.Draft, []response.Violation, error)
	SetLanguage(ctx context.Context, id, language string) error
	Submit(ctx context.Context, id string) (collect.Receipt, []response.Violation, error)
	Receipt(ctx context.Context, id string) (collect.Receipt, error)
	Response(ctx context.Context, id string) (response.Response, *questionnaire.Questionnaire, error)
}

// Directory knows the names of organisations, which questions for one suggest.
type Directory interface {
	Organisations(ctx context.Context, survey string) ([]string, error)
}

// Config is what the pages are made of.
type Config struct {
	Directory  Directory // nil where no names are known
	Site       *page.Site
	Collector  Collector
	SessionKey []byte // at least MinKey bytes, shared by all server processes
}

// pages holds the handlers.
type pages struct {
	site      *page.Site
	collector Collector
	directory Directory
	sessions  *sessions
	wordings  *wordings
}

// Routes registers the pages on a router for the paths under /s.
func Routes(r *mux.Router, c Config) error {
	sessions, err := newSessions(c.SessionKey, c.Site.HTTPS)
	if err != nil {
		return err
	}
	c.Site.Assets.Add("form.js", scripts())
	p := &pages{site: c.Site, collector: c.Collector, directory: c.Directory, sessions: sessions, wordings: newWordings()}
	const edition = "/{survey}/{edition}"
	for _, route := range []struct {
		method, path string
		handler      page.Handler
	}{
		{http.MethodGet, "/{survey}", p.introduction},
		{http.MethodGet, edition, p.introduction},
		{http.MethodPost, edition + "/start", p.form(p.start)},
		{http.MethodGet, edition + "/section/{section}", p.visited(p.section)},
		{http.MethodPost, edition + "/section/{section}", p.received(p.saveSection)},
		{http.MethodGet, edition + "/review", p.visited(p.review)},
		{http.MethodPost, edition + "/submit", p.form(p.visited(p.submit))},
		{http.MethodGet, edition + "/receipt", p.receipt},
		{http.MethodPost, edition + "/language", p.form(p.visited(p.setLanguage))},
		// Where a reload or a bookmark asks for what is only ever sent.
		{http.MethodGet, edition + "/{action:start|submit|language}", p.backToForm},
		{http.MethodGet, "/{path:.+}/", p.withoutSlash},
	} {
		methods := []string{route.method}
		if route.method == http.MethodGet {
			methods = append(methods, http.MethodHead)
		}
		r.Handle(route.path, c.Site.Handle(noStore(route.handler), p.errorPage)).Methods(methods...)
	}
	return nil
}

// noStore keeps all these pages out of caches: they show answers, or whether
// there are any.
func noStore(next page.Handler) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		page.NoStore(w)
		return next(w, r)
	}
}

// form reads the form of a POST.
func (p *pages) form(next page.Handler) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := page.ReadForm(w, r); err != nil {
			return err
		}
		return next(w, r)
	}
}

// addressedEdition gives the words survey/edition of the request's address.
func addressedEdition(r *http.Request) string {
	vars := mux.Vars(r)
	return editionName(vars["survey"], vars["edition"])
}

// backToForm sends on to the review, which sends on to wherever it has to.
func (p *pages) backToForm(w http.ResponseWriter, r *http.Request) error {
	return page.SeeOther(w, r, reviewURL(addressedEdition(r)))
}
