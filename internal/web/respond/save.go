package respond

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"

	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/survey"
	"barometer/internal/web/page"
)

// saveAttempts is how often a page is saved again that only seemed to conflict.
const saveAttempts = 5

// save keeps what was entered, brings the visit up to date and gives the
// violations, in the order of the questions. It is fault.Conflict only if the
// answers to this page's own questions were changed since the page was shown,
// to others than those just entered: another tab, a second click and a page
// sent again are no conflicts. The visit has the stored answers then.
func (p *pages) save(ctx context.Context, v *visit, in input) ([]response.Violation, error) {
	revision := in.revision
	for range saveAttempts {
		d, found, err := p.collector.SavePage(ctx, v.draft.ID, revision, in.readable, in.patch)
		if err == nil {
			found = append(found, in.refused...)
			slices.SortStableFunc(found, func(a, b response.Violation) int { return cmp.Compare(a.Question.Index, b.Question.Index) })
			return found, p.use(v, d)
		}
		if fault.KindOf(err) != fault.Conflict {
			return nil, err
		}
		if err := p.load(ctx, v); err != nil {
			return nil, err
		}
		now := fingerprint(stored(v.draft.Answers, in.shown))
		if now != in.seen && now != fingerprint(stored(in.patch, in.shown)) {
			return nil, err
		}
		revision = v.draft.Revision
	}
	return nil, fault.New(fault.Conflict, "the answers keep changing elsewhere; close the other windows of this form")
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

func itoa(n int) string { return strconv.Itoa(n) }
