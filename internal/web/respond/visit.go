package respond

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
	"barometer/internal/web/page"
)

// visit is a respondent's request with the answers so far.
type visit struct {
	edition string // survey/edition
	session session
	draft   collect.Draft
	form    *collect.Form
	wording *wording
	path    *response.Path

	files  []upload         // that came with the request
	sent   *input           // the page that is shown again, nil for none
	adding string           // "KEY:ID" of the item of a roster that the respondent adds, "" for none
	outer  response.Answers // of the response, where the visit is of one item: see visit.item
	prefix string           // of the names of that item's fields

	organisations []string // whose names questions for one suggest
}

// Why there is no visit.
var (
	errNoSession = errors.New("the browser has no session")
	errSubmitted = errors.New("the response was submitted")
)

// find finds the visit of a request: errNoSession, errSubmitted.
func (p *pages) find(r *http.Request) (*visit, error) {
	v := &visit{edition: addressedEdition(r)}
	var ok bool
	if v.session, ok = p.sessions.get(r, v.edition); !ok {
		return nil, errNoSession
	}
	if err := p.load(r.Context(), v); err != nil {
		return nil, err
	}
	return v, nil
}

// load reads the draft of a visit's session.
func (p *pages) load(ctx context.Context, v *visit) error {
	d, form, err := p.collector.Draft(ctx, v.session.ID)
	if fault.KindOf(err) == fault.NotFound {
		_, err := p.collector.Receipt(ctx, v.session.ID)
		switch {
		case err == nil:
			return errSubmitted
		case errors.Is(err, fault.NotFound):
			return errNoSession
		}
		return err
	}
	if err != nil {
		return err
	}
	if form.Edition.Name() != v.edition {
		return errNoSession
	}
	v.form = form
	return p.use(v, d)
}

// use puts a draft's state into a visit.
func (p *pages) use(v *visit, d collect.Draft) (err error) {
	v.draft = d
	v.path = response.Trace(v.form.Questionnaire, d.Context, d.Answers)
	v.wording, err = p.wordings.of(v.form.Questionnaire, d.Language)
	return err
}

// A visitHandler answers a request of someone who has begun to answer.
type visitHandler func(w http.ResponseWriter, r *http.Request, v *visit) error

// visited finds the visit. Who has submitted gets the receipt, who has no
// session the introduction or, so that nothing entered is lost, a page that
// keeps it.
func (p *pages) visited(next visitHandler) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		v, err := p.find(r)
		return p.attend(w, r, v, err, next)
	}
}

// attend answers the request of a visit that was looked for with some outcome.
func (p *pages) attend(w http.ResponseWriter, r *http.Request, v *visit, err error, next visitHandler) error {
	if err == nil {
		err = next(w, r, v)
	}
	switch {
	case errors.Is(err, errSubmitted):
		return page.SeeOther(w, r, receiptURL(addressedEdition(r)))
	case errors.Is(err, errNoSession) && r.Method == http.MethodPost:
		return p.expired(w, r)
	case errors.Is(err, errNoSession):
		return page.SeeOther(w, r, editionURL(addressedEdition(r))+"?ended=1")
	}
	return err
}

func (v *visit) printer() *locale.Printer { return v.wording.printer }

// words puts the visit's answers into words.
func (v *visit) words() words {
	return words{questionnaire: v.form.Questionnaire, printer: v.printer(), path: v.path, answers: v.draft.Answers, outer: v.outer, wording: v.wording}
}

// base is the base of a page of the visit.
func (p *pages) base(v *visit, title string) page.Base {
	return p.site.NewBase(v.printer(), title, v.form.Questionnaire.Title.In(v.draft.Language), "")
}

// resumeURL is where to continue.
func (v *visit) resumeURL() string {
	if section := v.path.Resume(); section != nil && !v.path.ScreenedOut() {
		return sectionURL(v.edition, section.Key)
	}
	return reviewURL(v.edition)
}

// neighbours gives the asked sections before and after one, nil where there is
// none.
func (v *visit) neighbours(section *questionnaire.Section) (before, after *questionnaire.Section) {
	for _, s := range v.path.Sections() {
		switch {
		case s.Index < section.Index:
			before = s
		case s.Index > section.Index && after == nil:
			after = s
		}
	}
	return before, after
}

// A Language is one that the form can be read in.
type Language struct {
	Tag, Name string
	Current   bool
}

// languages lists those of a questionnaire; nothing where there is one only.
func languages(q *questionnaire.Questionnaire, current string) []Language {
	if len(q.Languages) < 2 {
		return nil
	}
	var list []Language
	for _, tag := range q.Languages {
		list = append(list, Language{Tag: tag, Name: locale.LanguageName(tag), Current: tag == current})
	}
	return list
}

// Hidden is a form field that a page carries along.
type Hidden struct{ Name, Value string }

// carried lists what was entered, for a page that keeps it. The fields of the
// form itself, which begin with an underscore, are left out.
func carried(entered url.Values) []Hidden {
	var fields []Hidden
	for name, values := range entered {
		if strings.HasPrefix(name, "_") {
			continue
		}
		for _, value := range values {
			fields = append(fields, Hidden{name, value})
		}
	}
	slices.SortStableFunc(fields, func(a, b Hidden) int { return strings.Compare(a.Name, b.Name) })
	return fields
}
