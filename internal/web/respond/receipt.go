package respond

import (
	"errors"
	"html/template"
	"net/http"

	"barometer/internal/collect/response"
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
	sent, q, err := p.collector.Response(r.Context(), current.ID)
	if errors.Is(err, fault.NotFound) {
		return page.SeeOther(w, r, editionURL(edition))
	}
	if err != nil {
		return err
	}
	wording, err := p.wordings.of(q, p.chooseLanguage(r, q, current.Language))
	if err != nil {
		return err
	}
	current.Done = true
	if err := p.sessions.put(w, edition, current); err != nil {
		return err
	}
	answers := words{questionnaire: q, printer: wording.printer, path: response.Trace(q, sent.Context, sent.Answers), answers: sent.Answers, wording: wording}
	return receiptTemplate.Render(w, r, http.StatusOK, ReceiptPage{
		Base:    p.site.NewBase(wording.printer, wording.printer.Text("respond.receipt.title"), q.Title.In(wording.printer.Language()), ""),
		Thanks:  wording.thanks.insert(answers),
		Contact: q.Definition.Contact,
	})
}

// ReceiptPage is the last page.
type ReceiptPage struct {
	page.Base
	Thanks  template.HTML
	Contact string
}
