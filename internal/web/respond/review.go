package respond

import (
	"net/http"

	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/web/page"
)

// ReviewPage shows all answers before they are submitted.
type ReviewPage struct {
	page.Base
	Summary     []Problem
	Groups      []ReviewGroup
	Action      string // where the form goes that submits
	Back        string // the last section, "" if there is none
	ScreenedOut bool   // the answers end the form early
	Languages   []Language
	LanguageURL string // where the form goes that changes the language
}

// ReviewGroup is a section.
type ReviewGroup struct {
	Title string
	Items []ReviewItem
}

// ReviewItem is a question with its answer.
type ReviewItem struct {
	ID       string
	Question string
	Answers  []Answer // none where it was left out
	Change   string   // leads to the question
	Problem  string   // what is wrong with the answer, "" for nothing
}

// review shows all answers.
func (p *pages) review(w http.ResponseWriter, r *http.Request, v *visit) error {
	if err := v.mustBeOpen(); err != nil {
		return err
	}
	return reviewTemplate.Render(w, r, http.StatusOK, p.reviewPage(v, nil))
}

// submit turns the answers into a response.
func (p *pages) submit(w http.ResponseWriter, r *http.Request, v *visit) error {
	_, found, err := p.collector.Submit(r.Context(), v.session.ID)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return page.SeeOther(w, r, receiptURL(v.edition))
	}
	if err := p.load(r.Context(), v); err != nil {
		return err
	}
	return reviewTemplate.Render(w, r, fault.Invalid.Status(), p.reviewPage(v, found))
}

func (p *pages) reviewPage(v *visit, found []response.Violation) ReviewPage {
	data := ReviewPage{
		Base: p.base(v, v.printer().Text("respond.review.title")), Action: submitURL(v.edition),
		ScreenedOut: v.path.ScreenedOut(),
		Languages:   languages(v.form.Questionnaire, v.draft.Language), LanguageURL: languageURL(v.edition),
	}
	data.Problem = len(found) > 0
	problems := v.problems(found)
	for _, section := range v.path.Sections() {
		data.Back = sectionURL(v.edition, section.Key)
		if group := v.reviewGroup(section, problems); len(group.Items) > 0 {
			data.Groups = append(data.Groups, group)
		}
	}
	for _, problem := range problems {
		problem.Href = "#r-" + problem.top
		data.Summary = append(data.Summary, problem)
	}
	return data
}

func (v *visit) reviewGroup(section *questionnaire.Section, problems []Problem) ReviewGroup {
	words := v.words()
	group := ReviewGroup{Title: words.text(section.Title)}
	for _, q := range v.path.Questions(section) {
		if q.Shape() == questionnaire.ShapeNone {
			continue
		}
		item := ReviewItem{
			ID: "r-" + q.Key, Question: v.plain(q), Answers: words.answer(q),
			Change: sectionURL(v.edition, section.Key) + "?from=review#f-" + q.Key,
		}
		for _, problem := range problems {
			if problem.top == q.Key && item.Problem == "" {
				item.Problem = problem.Text
			}
		}
		group.Items = append(group.Items, item)
	}
	return group
}
