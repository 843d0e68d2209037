// Package staff is the pages of those who run surveys: signing in, surveys and
// their editions with counts by day, opening and closing times, uploading and
// publishing questionnaires, results, reports and data.
//
// What may be done is decided by packages survey and release, and by whom by
// account; this package shows it and records it in the audit log. Its pages
// are in English. Every page works without script.
package staff

import (
	"net/http"

	"github.com/alexedwards/scs/v2"
	"github.com/gorilla/mux"

	"barometer/internal/account"
	"barometer/internal/release"
	"barometer/internal/survey"
	"barometer/internal/web/page"
)

// Config is what the pages are made of.
type Config struct {
	Site     *page.Site
	Accounts *account.Service
	Surveys  *survey.Service
	Uploads  survey.UploadStore
	Releases *release.Service
	Sessions scs.CtxStore // gets tokens hashed
	Preview  Preview
}

// pages holds the handlers.
type pages struct {
	Config
	uploads  *survey.Uploads
	sessions *scs.SessionManager
	making   chan struct{} // holds an entry for each download being made
}

// A route is one address with who may ask for it. An empty permission lets
// anyone in, signed in or not.
type route struct {
	method, path string
	permission   account.Permission
	handler      page.Handler
}

// routes lists all addresses. What a GET answers is only shown; whatever
// changes something is sent with POST.
func (p *pages) routes() []route {
	const (
		edition = "/staff/s/{survey}/{edition}"
		upload  = uploadPath + "/{upload}"
	)
	return []route{
		{http.MethodGet, "/staff/signin", "", p.signInForm},
		{http.MethodPost, "/staff/signin", "", p.signIn},
		{http.MethodPost, "/staff/signout", "", p.signOut},
		{http.MethodGet, "/staff", account.View, p.surveyList},
		{http.MethodGet, edition, account.View, p.edition},
		{http.MethodPost, edition + "/times", account.SetTimes, p.setTimes},
		{http.MethodGet, edition + "/results", account.View, p.results},
		{http.MethodGet, edition + "/report", account.Download, p.report},
		{http.MethodGet, edition + "/data", account.Download, p.data},
		{http.MethodGet, edition + "/files", account.Download, p.files},
		{http.MethodGet, edition + "/preview", account.View, p.previewEdition},
		{http.MethodGet, uploadPath, account.Upload, p.uploadForm},
		{http.MethodPost, uploadPath, account.Upload, p.upload},
		{http.MethodGet, upload, account.Upload, p.uploaded},
		{http.MethodGet, upload + "/preview", account.Upload, p.previewUpload},
		{http.MethodPost, upload + "/publish", account.Publish, p.publish},
		{http.MethodPost, upload + "/discard", account.Upload, p.discard},
	}
}

// Routes registers the pages on a router, under their whole paths.
func Routes(r *mux.Router, c Config) { newPages(c).register(r) }

func (p *pages) register(r *mux.Router) {
	for _, route := range p.routes() {
		methods := []string{route.method}
		// Files are made, and recorded as handed out, for GET only.
		if route.method == http.MethodGet && route.permission != account.Download {
			methods = append(methods, http.MethodHead)
		}
		r.Handle(route.path, p.handler(route)).Methods(methods...)
	}
	r.Handle("/staff/", http.RedirectHandler("/staff", http.StatusMovedPermanently)).Methods(http.MethodGet)
}

func newPages(c Config) *pages {
	p := &pages{Config: c, uploads: survey.NewUploads(c.Uploads, c.Surveys), making: make(chan struct{}, maxDownloads)}
	p.sessions = p.newSessions()
	return p
}

// handler puts the session and the check of the permission around a route's
// handler.
func (p *pages) handler(route route) http.Handler {
	h := route.handler
	if route.permission != "" {
		h = p.require(route.permission, h)
	}
	return p.sessions.LoadAndSave(p.Site.Handle(noStore(h), p.showError))
}

// noStore keeps all these pages out of caches.
func noStore(next page.Handler) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		page.NoStore(w)
		return next(w, r)
	}
}

// editionURL is the address of an edition's page.
func editionURL(e survey.Edition) string { return "/staff/s/" + e.Survey + "/" + e.Key }

// addressedEdition finds the edition that the request's address names.
func (p *pages) addressedEdition(r *http.Request) (survey.Edition, error) {
	vars := mux.Vars(r)
	return p.Surveys.Edition(r.Context(), vars["survey"], vars["edition"])
}
