package respond

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
	"barometer/internal/web/page"
)

// saveAttempts is how often a page is saved again that met another request.
const saveAttempts = 5

// save keeps what was entered and brings the visit up to date. It gives the
// violations, in the order of the questions, and the questions in conflict,
// whose stored answers stay: see merge.
func (p *pages) save(ctx context.Context, v *visit, in input) ([]response.Violation, []*questionnaire.Question, error) {
	for range saveAttempts {
		merged, conflicts := v.merge(in)
		d, found, err := p.collector.SavePage(ctx, v.draft.ID, v.draft.Revision, in.readable, merged)
		if err == nil {
			found = append(found, in.refused...)
			slices.SortStableFunc(found, func(a, b response.Violation) int { return cmp.Compare(top(a.Question).Index, top(b.Question).Index) })
			return found, conflicts, p.use(v, d)
		}
		if kind := fault.KindOf(err); kind != fault.Conflict && kind != fault.NotFound {
			return nil, nil, err
		}
		// Another request has stored something since the draft was read, or
		// submitted it.
		if err := p.load(ctx, v); err != nil {
			return nil, nil, err
		}
	}
	return nil, nil, fault.New(fault.Conflict, "the answers keep changing elsewhere; close the other windows of this form")
}

// mustBeOpen is fault.Closed if the edition is not open.
func (v *visit) mustBeOpen() error {
	if v.form.State != survey.StateOpen {
		return fault.New(fault.Closed, "edition %s is not open", v.edition)
	}
	return nil
}

// setLanguage changes the language on a page without questions and shows it
// again.
func (p *pages) setLanguage(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := p.changeLanguage(w, r, v, r.PostForm.Get("_language")); err != nil {
		return err
	}
	return page.SeeOther(w, r, reviewURL(v.edition))
}

// changeLanguage shows the form in another language from now on.
func (p *pages) changeLanguage(w http.ResponseWriter, r *http.Request, v *visit, language string) error {
	if err := p.collector.SetLanguage(r.Context(), v.draft.ID, language); err != nil {
		return err
	}
	v.session.Language, v.draft.Language = language, language
	if err := p.sessions.put(w, v.edition, v.session); err != nil {
		return err
	}
	return p.use(v, v.draft)
}
