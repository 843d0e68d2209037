package respond

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/gorilla/mux"

	"barometer/internal/web/page"
)

// The addresses of an edition's pages. edition is survey/edition.

func editionURL(edition string) string { return (&url.URL{Path: "/s/" + edition}).EscapedPath() }

func startURL(edition string) string    { return editionURL(edition) + "/start" }
func reviewURL(edition string) string   { return editionURL(edition) + "/review" }
func submitURL(edition string) string   { return editionURL(edition) + "/submit" }
func receiptURL(edition string) string  { return editionURL(edition) + "/receipt" }
func languageURL(edition string) string { return editionURL(edition) + "/language" }

// sectionURL is the address of a section. Keys need no escaping.
func sectionURL(edition, section string) string { return editionURL(edition) + "/section/" + section }

// withoutSlash leads on from an address that ends with a slash too many.
func (p *pages) withoutSlash(w http.ResponseWriter, r *http.Request) error {
	return redirect(w, r, (&url.URL{Path: "/s/" + strings.TrimRight(mux.Vars(r)["path"], "/")}).EscapedPath())
}

// redirect leads on to an address with the same query.
func redirect(w http.ResponseWriter, r *http.Request, address string) error {
	return page.SeeOther(w, r, withQuery(address, r.URL.RawQuery))
}

// inOtherCase is the address of the edition that the request's address would
// name if its letters were small or capital ones, "" if there is none. Keys of
// surveys have small letters only.
func (p *pages) inOtherCase(r *http.Request) string {
	survey, edition := mux.Vars(r)["survey"], mux.Vars(r)["edition"]
	for _, key := range []string{edition, strings.ToLower(edition), strings.ToUpper(edition)} {
		name := editionName(strings.ToLower(survey), key)
		if name == editionName(survey, edition) {
			continue
		}
		if _, err := p.collector.Form(r.Context(), strings.ToLower(survey), key); err == nil {
			return editionURL(strings.TrimSuffix(name, "/"))
		}
	}
	return ""
}
