package staff

import (
	"iter"
	"testing"

	"github.com/google/uuid"

	"barometer/internal/account"
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
	"barometer/internal/web/webtest"
	"barometer/surveys"
)

// TestResultsInBrowser shows the results of a questionnaire with every kind of
// table in each language.
func TestResultsInBrowser(t *testing.T) {
	w := newWorld(t)
	q, problems := yamlform.CompileFS(surveys.FS, "industry-survey-2026.yaml")
	if q == nil {
		t.Fatal(problems)
	}
	e, err := w.surveys.Publish(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.collected.Import(t.Context(), e, firstOptions(q, 40)); err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, w.server.URL, 1280)
	b.open("/staff")
	b.Set("#email", string(account.Analyst)+"@example.org")
	b.Set("#password", password)
	b.Press("form .button")
	for language, received := range map[string]string{"en": "Responses received", "fr": "Réponses reçues", "ar": "الإجابات المستلمة"} {
		b.open("/staff/s/" + e.Name() + "/results?lang=" + language)
		b.look("results-"+language, "Results "+e.Name())
		if got := b.Text(".figures dt"); got != received {
			t.Errorf("%s: the number of responses is called %q", language, got)
		}
		direction := webtest.Eval[string](b.Chromium, "getComputedStyle(document.querySelector('.contents ol')).direction")
		if want := map[bool]string{true: "rtl", false: "ltr"}[language == "ar"]; direction != want {
			t.Errorf("%s: the contents are written %s", language, direction)
		}
	}
}

// firstOptions makes responses that choose the first two options of everything.
func firstOptions(q *questionnaire.Questionnaire, n int) iter.Seq2[response.Response, error] {
	answers := response.Answers{}
	for _, question := range q.Questions {
		var value response.Value
		switch question.Shape() {
		case questionnaire.ShapeCode:
			value = response.String(question.Options[0].Code)
		case questionnaire.ShapeCodes:
			value = response.Codes(question.Options[0].Code, question.Options[1].Code)
		default:
			continue
		}
		if question.Rows == nil {
			answers[question.Key] = value
			continue
		}
		rows := map[string]response.Value{}
		for _, row := range question.Rows {
			rows[row.Code] = value
		}
		answers[question.Key] = response.Rows(rows)
	}
	return func(yield func(response.Response, error) bool) {
		for range n {
			r := response.Response{ID: uuid.NewString(), Language: "en", Disposition: response.Complete, Answers: answers}
			if !yield(r, nil) {
				return
			}
		}
	}
}
