package respond

import (
	"context"
	"html/template"
	"net/http"
	"net/url"
	"slices"

	"github.com/gorilla/mux"

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
	TakesFiles    bool
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
	data, err := p.sectionPage(r.Context(), v, section, nil, nil, query)
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
func (p *pages) sectionPage(ctx context.Context, v *visit, section *questionnaire.Section, in *input, problems []Problem, query url.Values) (SectionPage, error) {
	fromReview := query.Get("from") == "review"
	asked, words := v.path.Questions(section), v.words()
	// Those that the script may show have been seen as well.
	instant := v.instant(section)
	present := slices.DeleteFunc(slices.Clone(section.Questions), func(q *questionnaire.Question) bool {
		return !slices.Contains(asked, q) && !instant.has(q)
	})
	var entered url.Values
	seen := fingerprints(v.draft.Answers, present)
	if in != nil {
		entered, seen = v.shownAgain(*in, asked), v.seenAgain(*in, present)
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
	if err := p.suggest(ctx, v, section); err != nil {
		return SectionPage{}, err
	}
	if query.Has("add") {
		v.adding = query.Get("add")
	}
	for _, q := range present {
		isAsked, isInstant := slices.Contains(asked, q), instant.has(q)
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
	data.TakesFiles = asksFor(asked, isFile)
	data.Script = instant != nil || slices.ContainsFunc(asked, gainsByScript)
	var err error
	data.Instant, err = instant.json()
	return data, err
}

// suggest finds what the questions of a section suggest.
func (p *pages) suggest(ctx context.Context, v *visit, section *questionnaire.Section) (err error) {
	suggests := func(q *questionnaire.Question) bool { return q.Type.Directory }
	if p.directory != nil && asksFor(section.Questions, suggests) {
		v.organisations, err = p.directory.Organisations(ctx, v.form.Edition.Survey)
	}
	return err
}

// gainsByScript reports whether the script does something for a question by
// itself.
func gainsByScript(q *questionnaire.Question) bool {
	return slices.ContainsFunc(q.Questions, gainsByScript) || q.Shape() == questionnaire.ShapeShares || q.Display == questionnaire.DisplayList || q.Device != ""
}

// asksFor reports whether any of some questions, or of those of rosters among
// them, is of a kind.
func asksFor(questions []*questionnaire.Question, is func(*questionnaire.Question) bool) bool {
	return slices.ContainsFunc(questions, func(q *questionnaire.Question) bool { return is(q) || asksFor(q.Questions, is) })
}

// render answers with the page of a section.
func (data SectionPage) render(w http.ResponseWriter, r *http.Request, section *questionnaire.Section, status int) error {
	if data.Script {
		page.AllowScript(w, asksFor(section.Questions, func(q *questionnaire.Question) bool { return q.Device != "" }))
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
	if q.Shape() == questionnaire.ShapeItems {
		return v.rosterHTML(q, entered, problems, doubtful)
	}
	isStored := entered == nil
	if isStored {
		entered = controlOf(q).format(q, v.printer(), v.initial(q))
	}
	another := func(problem Problem) bool { return problem.key != v.prefix+q.Key }
	own, doubts := slices.DeleteFunc(slices.Clone(problems), another), slices.DeleteFunc(slices.Clone(doubtful), another)
	suggests := q.Type.Directory && len(v.organisations) > 0
	if html := v.wording.questions[q].pristine; html != "" && v.prefix == "" && isStored && !holdsFile(stored(v.draft.Answers, q)) && len(entered) == 0 && len(own) == 0 && !suggests {
		return html, nil
	}
	f := v.wording.field(q, v.words(), v.path)
	controlOf(q).fill(f, entered)
	showFile(f, v.printer(), v.draft.Answers[q.Key])
	attach(f, own)
	if suggests {
		f.Suggestions = v.organisations
	}
	for _, doubt := range doubts {
		f.Warnings = append(f.Warnings, doubt.Text)
	}
	if v.prefix != "" {
		f.prefixed(v.prefix)
	}
	return renderField(q, f)
}
