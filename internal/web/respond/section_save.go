package respond

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/web/page"
)

// saveSection keeps what was entered and leads on.
func (p *pages) saveSection(w http.ResponseWriter, r *http.Request, v *visit) error {
	section, err := v.addressedSection(r)
	if err != nil {
		return err
	}
	in := readInput(v, section, r.PostForm, nil)
	was := v.path
	found, conflicts, err := p.save(r.Context(), v, in)
	if err != nil {
		return err
	}
	if found, err = p.sendFiles(r.Context(), v, in, found); err != nil {
		return err
	}
	v.session.had(in.shown)
	// Browsers keep pages to show them again on the way back, with the answers
	// of then, but not across a change of a cookie.
	if err := p.sessions.put(w, v.edition, v.session); err != nil {
		return err
	}
	// What cannot be read has to be mended first: the page that shows conflicts
	// has no room for it.
	if len(conflicts) > 0 && len(in.refused) == 0 {
		return p.conflict(w, r, v, section, in, conflicts)
	}
	action := in.entered.Get(fieldGo)
	if language, ok := strings.CutPrefix(action, "language:"); ok {
		if err := p.changeLanguage(w, r, v, language); err != nil {
			return err
		}
	}
	if blocking := v.blocking(in, action, found); in.unknown || len(blocking) > 0 {
		return p.sectionProblems(w, r, v, section, in, blocking)
	}
	return page.SeeOther(w, r, v.nextURL(section, in, action, was))
}

// blocking gives the violations that keep the respondent on the page: all on
// the way forward; on other ways only those of what could not be stored, since
// it would be lost.
func (v *visit) blocking(in input, action string, found []response.Violation) []response.Violation {
	if in.entered.Has(fieldClear) || action == "back" || staysOnPage(action) || strings.HasPrefix(action, "language:") {
		return slices.DeleteFunc(found, func(violation response.Violation) bool {
			return !v.unsaved(in, top(violation.Question)) && !isRefusedFile(violation)
		})
	}
	return found
}

// sectionProblems shows the page again with what was entered and what is wrong
// with it.
func (p *pages) sectionProblems(w http.ResponseWriter, r *http.Request, v *visit, section *questionnaire.Section, in input, found []response.Violation) error {
	v.sent, v.adding = &in, v.ofRefusedFile(found)
	problems := v.problems(found)
	if in.unknown {
		problems = append([]Problem{{Text: v.printer().Text("respond.unknown_field")}}, problems...)
	}
	data, err := p.sectionPage(r.Context(), v, section, &in, problems, url.Values{"from": in.entered[fieldReturn]})
	if err != nil {
		return err
	}
	return data.render(w, r, section, fault.Invalid.Status())
}

// nextURL is where to go from a section that was saved. was is the path that
// its page was shown with.
func (v *visit) nextURL(section *questionnaire.Section, in input, action string, was *response.Path) string {
	here := sectionURL(v.edition, section.Key)
	query := url.Values{}
	fromReview := in.entered.Get(fieldReturn) == "review"
	if fromReview {
		query.Set("from", "review")
	}
	if key := in.entered.Get(fieldClear); key != "" {
		return withQuery(here, query.Encode()) + "#f-" + url.PathEscape(key)
	}
	if staysOnPage(action) {
		return v.sameURL(here, query, action)
	}
	if strings.HasPrefix(action, "language:") {
		return withQuery(here, query.Encode())
	}
	before, after := v.neighbours(section)
	switch {
	case action == "back" && fromReview:
		return reviewURL(v.edition)
	case action == "back" && before == nil:
		return editionURL(v.edition)
	case action == "back":
		return sectionURL(v.edition, before.Key)
	}
	anchor := ""
	if v.doubts(in) {
		query.Set("look", "1")
		anchor = "#look"
	}
	if key := v.newlyAsked(section, in, was); key != "" {
		query.Set("more", "1")
		anchor = "#f-" + key
	}
	if anchor != "" {
		return withQuery(here, query.Encode()) + anchor
	}
	if fromReview || after == nil || v.path.ScreenedOut() {
		return reviewURL(v.edition)
	}
	return sectionURL(v.edition, after.Key)
}

func withQuery(address, query string) string {
	if query == "" {
		return address
	}
	return address + "?" + query
}

// newlyAsked is the key, on the page, of the first question of a section that
// the answers just saved led to: it has no answer, and it was not on the page or
// has more options or rows by now. "" if there is none.
func (v *visit) newlyAsked(section *questionnaire.Section, in input, before *response.Path) string {
	for _, q := range v.path.Questions(section) {
		if slices.Contains(in.shown, q) {
			if key := v.newlyAskedOfItem(q, in, before); key != "" {
				return key
			}
		}
		if v.draft.Answers.Has(q) || !q.IsAsked() {
			continue
		}
		if !slices.Contains(in.shown, q) || varies(q) && offersMore(q, before, v.path) {
			return q.Key
		}
	}
	return ""
}

// offersMore reports whether a path offers an option or a row of a question
// that another did not.
func offersMore(q *questionnaire.Question, before, now *response.Path) bool {
	options, rows := before.Options(q), before.Rows(q)
	return slices.ContainsFunc(now.Options(q), func(o *questionnaire.Option) bool { return !slices.Contains(options, o) }) ||
		slices.ContainsFunc(now.Rows(q), func(r *questionnaire.Row) bool { return !slices.Contains(rows, r) })
}
