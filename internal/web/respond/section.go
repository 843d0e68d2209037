package respond

import (
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gorilla/mux"

	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/web/page"
)

// SectionPage is one section of the form.
type SectionPage struct {
	page.Base
	Action        string
	Number, Total int // the section's place on the respondent's path
	Heading       string
	Text          template.HTML
	Summary       []Problem
	Notice        string    // what the respondent should know, "" for nothing
	LookAgain     []Problem // answers that may not be meant
	Fields        []template.HTML
	Script        bool   // a script makes the page quicker to use
	Instant       string // what the script needs to show questions at once, as JSON
	Hidden        []Hidden
	Languages     []Language
	FromReview    bool // the page was opened from the review and leads back there
}

// section shows a section with the answers so far.
func (p *pages) section(w http.ResponseWriter, r *http.Request, v *visit) error {
	section, err := v.addressedSection(r)
	if err != nil {
		return err
	}
	if len(v.path.Questions(section)) == 0 {
		return page.SeeOther(w, r, v.resumeURL())
	}
	if err := v.mustBeOpen(); err != nil {
		return err
	}
	query := r.URL.Query()
	data, err := p.sectionPage(v, section, nil, nil, query)
	if err != nil {
		return err
	}
	if query.Has("more") {
		data.Notice = v.printer().Text("respond.more_questions")
	}
	return data.render(w, r, section, http.StatusOK)
}

// addressedSection is the section that the request's address names.
func (v *visit) addressedSection(r *http.Request) (*questionnaire.Section, error) {
	key := mux.Vars(r)["section"]
	i := slices.IndexFunc(v.form.Questionnaire.Sections, func(s *questionnaire.Section) bool { return s.Key == key })
	if i < 0 {
		return nil, fault.New(fault.NotFound, "the questionnaire has no section %q", key)
	}
	return v.form.Questionnaire.Sections[i], nil
}

// sectionPage makes the page of a section. in is what the respondent sent last,
// where that is shown again as far as it is not stored; nil for nothing. query
// says where the page was opened from, and what for.
func (p *pages) sectionPage(v *visit, section *questionnaire.Section, in *input, problems []Problem, query url.Values) (SectionPage, error) {
	fromReview := query.Get("from") == "review"
	asked, words := v.path.Questions(section), v.words()
	var entered url.Values
	seen := fingerprints(v.draft.Answers, asked)
	if in != nil {
		entered, seen = v.shownAgain(*in, asked), v.seenAgain(*in, asked)
	}
	sections := v.path.Sections()
	data := SectionPage{
		Action:  sectionURL(v.edition, section.Key),
		Number:  slices.Index(sections, section) + 1,
		Total:   len(sections),
		Heading: words.text(section.Title),
		Text:    v.wording.sections[section.Index].insert(words),
		Summary: problems, Languages: languages(v.form.Questionnaire, v.draft.Language), FromReview: fromReview,
		Hidden: hiddenFields(asked, seen, fromReview),
	}
	data.Base = p.base(v, data.Heading)
	data.Problem = len(problems) > 0
	var doubtful []Problem
	if query.Has("look") {
		doubtful = v.lookAgain(&data, asked)
	}
	instant := v.instant(section)
	var err error
	for _, q := range section.Questions {
		isAsked, isInstant := slices.Contains(asked, q), instant.has(q)
		if !isAsked && !isInstant {
			continue
		}
		of := entered
		if !isAsked {
			of = nil
		}
		html, err := v.fieldHTML(q, of, problems, doubtful)
		if err != nil {
			return SectionPage{}, err
		}
		if isInstant {
			html = place(q, html, isAsked)
		}
		data.Fields = append(data.Fields, html)
	}
	data.Script = instant != nil || slices.ContainsFunc(asked, gainsByScript)
	data.Instant, err = instant.json()
	return data, err
}

// gainsByScript reports whether the script does something for a question by
// itself.
func gainsByScript(q *questionnaire.Question) bool {
	return q.Shape() == questionnaire.ShapeShares || q.Display == questionnaire.DisplayList || q.Device != ""
}

// render answers with the page of a section.
func (data SectionPage) render(w http.ResponseWriter, r *http.Request, section *questionnaire.Section, status int) error {
	if data.Script {
		page.AllowScript(w, slices.ContainsFunc(section.Questions, func(q *questionnaire.Question) bool { return q.Device != "" }))
	}
	return sectionTemplate.Render(w, r, status, data)
}

// hiddenFields are the fields that tell what the page showed.
func hiddenFields(asked []*questionnaire.Question, seen map[string]string, fromReview bool) []Hidden {
	fields := []Hidden{{fieldSeen, formatSeen(seen)}, {fieldShown, keys(asked)}}
	if fromReview {
		fields = append(fields, Hidden{fieldReturn, "review"})
	}
	return fields
}

// fieldHTML renders a question with what was entered or, where entered is nil,
// with what is stored.
func (v *visit) fieldHTML(q *questionnaire.Question, entered url.Values, problems, doubtful []Problem) (template.HTML, error) {
	isStored := entered == nil
	if isStored {
		entered = controls[q.Type.Name].format(q, v.printer(), v.initial(q))
	}
	another := func(problem Problem) bool { return problem.key != q.Key }
	own, doubts := slices.DeleteFunc(slices.Clone(problems), another), slices.DeleteFunc(slices.Clone(doubtful), another)
	if html := v.wording.questions[q].pristine; html != "" && isStored && len(entered) == 0 && len(own) == 0 {
		return html, nil
	}
	f := v.wording.field(q, v.words(), v.path)
	controls[q.Type.Name].fill(f, entered)
	attach(f, own)
	for _, doubt := range doubts {
		f.Warnings = append(f.Warnings, doubt.Text)
	}
	return renderField(q, f)
}

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
	if in.entered.Has(fieldClear) || action == "back" || strings.HasPrefix(action, "language:") {
		return slices.DeleteFunc(found, func(violation response.Violation) bool {
			return !v.unsaved(in, violation.Question)
		})
	}
	return found
}

// sectionProblems shows the page again with what was entered and what is wrong
// with it.
func (p *pages) sectionProblems(w http.ResponseWriter, r *http.Request, v *visit, section *questionnaire.Section, in input, found []response.Violation) error {
	problems := v.problems(found)
	if in.unknown {
		problems = append([]Problem{{Text: v.printer().Text("respond.unknown_field")}}, problems...)
	}
	data, err := p.sectionPage(v, section, &in, problems, url.Values{"from": in.entered[fieldReturn]})
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
	if q := v.newlyAsked(section, in, was); q != nil {
		query.Set("more", "1")
		anchor = "#f-" + q.Key
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

// newlyAsked is the first question of a section that the answers just saved
// led to: it has no answer, and it was not on the page or has more options or
// rows by now. Nil if there is none.
func (v *visit) newlyAsked(section *questionnaire.Section, in input, before *response.Path) *questionnaire.Question {
	for _, q := range v.path.Questions(section) {
		if v.draft.Answers.Has(q) || !q.IsAsked() {
			continue
		}
		if !slices.Contains(in.shown, q) || varies(q) && offersMore(q, before, v.path) {
			return q
		}
	}
	return nil
}

// offersMore reports whether a path offers an option or a row of a question
// that another did not.
func offersMore(q *questionnaire.Question, before, now *response.Path) bool {
	options, rows := before.Options(q), before.Rows(q)
	return slices.ContainsFunc(now.Options(q), func(o *questionnaire.Option) bool { return !slices.Contains(options, o) }) ||
		slices.ContainsFunc(now.Rows(q), func(r *questionnaire.Row) bool { return !slices.Contains(rows, r) })
}
