package staff

import (
	"html/template"
	"net/http"
	"slices"

	"github.com/gorilla/mux"

	"barometer/internal/locale"
	"barometer/internal/questionnaire"
	"barometer/internal/web/page"
)

// A Preview renders a whole questionnaire in one of its languages, as
// respondents see it but on one page and for looking at only.
type Preview func(q *questionnaire.Questionnaire, language string) (template.HTML, error)

// previewPage shows a questionnaire as respondents see it.
type previewPage struct {
	page.Base
	Name      string // survey/edition
	Back      string // the page that it was opened from
	Form      template.HTML
	Languages []languageItem
	Language  string // of the form
	FormDir   string // direction of the form
}

// languageItem is one language of a questionnaire.
type languageItem struct {
	Tag, Name, URL string
	Current        bool
}

var previewTemplate = page.Must(page.Parse[previewPage](files, "templates/preview.html"))

// previewUpload shows an upload as respondents would see it.
func (p *pages) previewUpload(w http.ResponseWriter, r *http.Request) error {
	u, q, err := p.uploads.Find(r.Context(), mux.Vars(r)["upload"])
	if err != nil {
		return err
	}
	return p.showPreview(w, r, q, uploadURL(u))
}

// previewEdition shows an edition's questionnaire as respondents see it.
func (p *pages) previewEdition(w http.ResponseWriter, r *http.Request) error {
	e, err := p.addressedEdition(r)
	if err != nil {
		return err
	}
	q, err := p.Surveys.Questionnaire(r.Context(), e.Version)
	if err != nil {
		return err
	}
	return p.showPreview(w, r, q, editionURL(e))
}

func (p *pages) showPreview(w http.ResponseWriter, r *http.Request, q *questionnaire.Questionnaire, back string) error {
	language := r.URL.Query().Get("lang")
	if !slices.Contains(q.Languages, language) {
		language = q.Languages[0]
	}
	form, err := p.Preview(q, language)
	if err != nil {
		return err
	}
	title := "Preview of " + q.Title.Source()
	return previewTemplate.Render(w, r, http.StatusOK, previewPage{
		Base: p.Site.NewBase(printer(), title, "Barometer", "/staff"),
		Name: q.Definition.Survey + "/" + q.Definition.Edition, Back: back, Form: form,
		Languages: languageItems(q, language, back+"/preview"), Language: language, FormDir: locale.Dir(language),
	})
}

// languageItems lists a questionnaire's languages with the addresses of its
// previews.
func languageItems(q *questionnaire.Questionnaire, current, preview string) []languageItem {
	items := make([]languageItem, len(q.Languages))
	for i, tag := range q.Languages {
		items[i] = languageItem{Tag: tag, Name: locale.LanguageName(tag), URL: preview + "?lang=" + tag, Current: tag == current}
	}
	return items
}
