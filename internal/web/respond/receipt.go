package respond

import (
	"errors"
	"html/template"
	"net/http"

	"github.com/gorilla/mux"

	"barometer/internal/fault"
	"barometer/internal/web/page"
)

// receipt says that the response has arrived.
func (p *pages) receipt(w http.ResponseWriter, r *http.Request) error {
	edition := addressedEdition(r)
	current, ok := p.sessions.get(r, edition)
	if !ok {
		return page.SeeOther(w, r, editionURL(edition))
	}
	_, err := p.collector.Receipt(r.Context(), current.ID)
	if errors.Is(err, fault.NotFound) {
		return page.SeeOther(w, r, editionURL(edition))
	}
	if err != nil {
		return err
	}
	vars := mux.Vars(r)
	form, err := p.collector.Form(r.Context(), vars["survey"], vars["edition"])
	if err != nil {
		return err
	}
	wording, err := p.wordings.of(form.Questionnaire, p.chooseLanguage(r, form.Questionnaire, current.Language))
	if err != nil {
		return err
	}
	current.Done = true
	if err := p.sessions.put(w, edition, current); err != nil {
		return err
	}
	title := form.Questionnaire.Title.In(wording.printer.Language())
	return receiptTemplate.Render(w, r, http.StatusOK, ReceiptPage{
		Base:    p.site.NewBase(wording.printer, wording.printer.Text("respond.receipt.title"), title, ""),
		Thanks:  wording.thanks,
		Contact: form.Questionnaire.Definition.Contact,
	})
}

// ReceiptPage is the last page.
type ReceiptPage struct {
	page.Base
	Thanks  template.HTML
	Contact string
}
