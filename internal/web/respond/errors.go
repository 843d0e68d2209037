package respond

import (
	"net/http"

	"github.com/gorilla/mux"

	"barometer/internal/collect"
	"barometer/internal/fault"
	"barometer/internal/locale"
	"barometer/internal/survey"
	"barometer/internal/web/page"
)

// NotOpenPage says that an edition is not open, and when it was or will be.
type NotOpenPage struct {
	page.Base
	Message   string
	Detail    string
	Contact   string
	Open      string // title of the edition that is open instead, "" if there is none
	OpenURL   string
	Languages []Language
}

// errorPage shows an error in the respondent's language. Where a form could
// not be stored, it keeps what was entered; where the edition is closed, it
// says since when.
func (p *pages) errorPage(w http.ResponseWriter, r *http.Request, status int, err error) error {
	vars := mux.Vars(r)
	switch {
	case fault.KindOf(err) == fault.Closed:
		form, err := p.collector.Form(r.Context(), vars["survey"], vars["edition"])
		if err != nil {
			return err
		}
		current, _ := p.sessions.get(r, form.Edition.Name())
		return p.notOpen(w, r, form, p.chooseLanguage(r, form.Questionnaire, current.Language))
	case status >= http.StatusInternalServerError && vars["section"] != "" && r.PostForm != nil:
		return p.sendAgain(w, r, status, err)
	}
	return p.site.ShowError(w, r, status, p.printerFor(r), err)
}

// printerFor is the printer of the language that the respondent chose, else of
// the one that the browser prefers. It asks no store.
func (p *pages) printerFor(r *http.Request) *locale.Printer {
	if current, ok := p.sessions.get(r, addressedEdition(r)); ok && current.Language != "" {
		return locale.For(current.Language)
	}
	return locale.For(locale.Match(r.Header.Get("Accept-Language"), locale.Languages()))
}

// sectionVar is the section that the address names, "" if none.
func sectionVar(r *http.Request) string { return mux.Vars(r)["section"] }

// notOpen shows that an edition is not open.
func (p *pages) notOpen(w http.ResponseWriter, r *http.Request, form *collect.Form, language string) error {
	printer, q := locale.For(language), form.Questionnaire
	data := NotOpenPage{Contact: q.Definition.Contact, Languages: languages(q, language)}
	in := form.Edition.Location()
	switch {
	case form.State == survey.StateDraft:
		data.Message, data.Detail = printer.Text("respond.scheduled.title"), printer.Text("respond.scheduled.undated")
	case form.State == survey.StateScheduled:
		data.Message = printer.Text("respond.scheduled.title")
		data.Detail = printer.Text("respond.scheduled.text", "time", printer.Time(form.Edition.Opens.In(in)))
	case form.Edition.Closes.IsZero():
		data.Message, data.Detail = printer.Text("respond.closed.title"), printer.Text("respond.closed.undated")
	default:
		data.Message = printer.Text("respond.closed.title")
		data.Detail = printer.Text("respond.closed.text", "time", printer.Time(form.Edition.Closes.In(in)))
	}
	data.Base = p.site.NewBase(printer, data.Message, q.Title.In(language), "")
	status := http.StatusOK
	if form.State == survey.StateClosed {
		status = fault.Closed.Status()
	}
	// The survey's own address leads to the open edition.
	instead, err := p.collector.Form(r.Context(), form.Edition.Survey, "")
	if err != nil {
		return err
	}
	if instead.State == survey.StateOpen {
		data.Open, data.OpenURL = instead.Questionnaire.Title.In(language), editionURL(instead.Edition.Name())
	}
	return notOpenTemplate.Render(w, r, status, data)
}
