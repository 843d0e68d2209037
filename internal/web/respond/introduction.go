package respond

import (
	"errors"
	"html/template"
	"net/http"
	"slices"

	"github.com/gorilla/mux"

	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
	"barometer/internal/survey"
	"barometer/internal/web/page"
)

// IntroductionPage is the first page: what is asked, by whom, what is promised.
type IntroductionPage struct {
	page.Base
	Institute    string
	Contact      string
	Introduction template.HTML
	PromiseTitle string // what is promised, in a word
	Promise      string // and in sentences
	Minutes      int    // how long it takes; 0 if unknown
	Closes       string // when the edition closes, "" if that is not set
	HasRequired  bool   // some questions need an answer
	Languages    []Language
	Language     string
	Action       string // where the form goes that starts
	Continue     string // where to continue, "" if nothing was begun
	Submitted    bool   // this browser has submitted a response
	Ended        bool   // there should have been a session, but there is none
}

// introduction shows the first page or, if the edition is not open, why not.
func (p *pages) introduction(w http.ResponseWriter, r *http.Request) error {
	vars := mux.Vars(r)
	form, err := p.collector.Form(r.Context(), vars["survey"], vars["edition"])
	if fault.KindOf(err) == fault.NotFound {
		if address := p.inOtherCase(r); address != "" {
			return redirect(w, r, address)
		}
	}
	if err != nil {
		return err
	}
	edition := form.Edition.Name()
	current, hasSession := p.sessions.get(r, edition)
	language := p.chooseLanguage(r, form.Questionnaire, current.Language)
	if form.State != survey.StateOpen {
		return p.notOpen(w, r, form, language)
	}
	data, err := p.introductionPage(form, language)
	if err != nil {
		return err
	}
	data.Ended = r.URL.Query().Has("ended")
	if hasSession {
		v := &visit{edition: edition, session: current}
		switch err := p.load(r.Context(), v); {
		case err == nil:
			data.Continue, data.Ended = v.resumeURL(), false
		case errors.Is(err, errSubmitted):
			data.Submitted, data.Ended = true, false
		case !errors.Is(err, errNoSession):
			return err
		}
	}
	return introductionTemplate.Render(w, r, http.StatusOK, data)
}

// chooseLanguage gives the questionnaire's language that the address asks for,
// else the one chosen before, else the one that the browser prefers.
func (p *pages) chooseLanguage(r *http.Request, q *questionnaire.Questionnaire, before string) string {
	for _, wanted := range []string{r.URL.Query().Get("lang"), r.PostForm.Get("_language"), before} {
		if slices.Contains(q.Languages, wanted) {
			return wanted
		}
	}
	return locale.Match(r.Header.Get("Accept-Language"), q.Languages)
}

func (p *pages) introductionPage(form *collect.Form, language string) (IntroductionPage, error) {
	q := form.Questionnaire
	wording, err := p.wordings.of(q, language)
	if err != nil {
		return IntroductionPage{}, err
	}
	printer := wording.printer
	institute := q.Definition.Institute
	if institute == "" {
		institute = printer.Text("respond.the_institute")
	}
	kind := string(form.Edition.Confidentiality)
	data := IntroductionPage{
		Base:      p.site.NewBase(printer, q.Title.In(language), q.Definition.Institute, ""),
		Institute: q.Definition.Institute, Contact: q.Definition.Contact, Introduction: wording.introduction,
		PromiseTitle: printer.Text("confidentiality." + kind), Promise: printer.Text("confidentiality."+kind+".promise", "institute", institute),
		Minutes: q.Definition.Minutes, Languages: languages(q, language), Language: language,
		Action:      startURL(form.Edition.Name()),
		HasRequired: asksFor(q.Questions, func(q *questionnaire.Question) bool { return q.Required }),
	}
	if !form.Edition.Closes.IsZero() {
		data.Closes = printer.Time(form.Edition.Closes.In(form.Edition.Location()))
	}
	return data, nil
}

// start begins a response and leads to its first section. Who has begun one
// already in this browser continues it, unless a new one is asked for. Answers
// that a page carried along, because its session had ended, are kept in it.
func (p *pages) start(w http.ResponseWriter, r *http.Request) error {
	edition := addressedEdition(r)
	if r.PostForm.Get("_new") == "" {
		if v, err := p.find(r); err == nil {
			return page.SeeOther(w, r, v.resumeURL())
		}
	}
	vars := mux.Vars(r)
	form, err := p.collector.Form(r.Context(), vars["survey"], vars["edition"])
	if err != nil {
		return err
	}
	before, _ := p.sessions.get(r, edition)
	d, err := p.collector.Start(r.Context(), form, collect.Visitor{Language: p.chooseLanguage(r, form.Questionnaire, before.Language)})
	if err != nil {
		return err
	}
	v := &visit{edition: edition, session: session{ID: d.ID, Language: d.Language}, form: form}
	if err := p.use(v, d); err != nil {
		return err
	}
	section, in, err := p.keepCarried(r, v)
	if err != nil {
		return err
	}
	if err := p.sessions.put(w, edition, v.session); err != nil {
		return err
	}
	// Not all that was carried along can be read: it has to be mended first.
	refused := slices.DeleteFunc(in.refused, func(found response.Violation) bool { return !v.path.Asked(top(found.Question)) })
	if len(refused) > 0 {
		return p.sectionProblems(w, r, v, section, in, refused)
	}
	return page.SeeOther(w, r, firstURL(v))
}

// firstURL is the address of the first section.
func firstURL(v *visit) string {
	sections := v.path.Sections()
	if len(sections) == 0 {
		return reviewURL(v.edition)
	}
	return sectionURL(v.edition, sections[0].Key)
}

// keepCarried saves the answers of the section named in the form, if there is
// one, and gives it with what it read.
func (p *pages) keepCarried(r *http.Request, v *visit) (*questionnaire.Section, input, error) {
	key := r.PostForm.Get("_section")
	for _, section := range v.form.Questionnaire.Sections {
		if section.Key != key {
			continue
		}
		in := readInput(v, section, r.PostForm, section.Questions)
		_, _, err := p.save(r.Context(), v, in)
		return section, in, err
	}
	return nil, input{}, nil
}
