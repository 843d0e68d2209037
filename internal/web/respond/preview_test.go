package respond

import (
	"strings"
	"testing"

	"barometer/internal/questionnaire/yamlform"
	"barometer/surveys"
)

// TestPreview renders every shipped questionnaire in all its languages.
func TestPreview(t *testing.T) {
	for _, name := range []string{"industry-survey-2026.yaml", "webinar-feedback.yaml"} {
		q, problems := yamlform.CompileFS(surveys.FS, name)
		if q == nil {
			t.Fatal(problems)
		}
		for _, language := range q.Languages {
			html, err := Preview(q, language)
			if err != nil {
				t.Fatal(err)
			}
			for _, question := range q.Questions {
				if !strings.Contains(string(html), `id="f-`+question.Key+`"`) {
					t.Errorf("%s in %s lacks question %s", name, language, question.Key)
				}
			}
			for _, s := range []string{"<form", "type=\"submit\"", "${", markStart} {
				if strings.Contains(string(html), s) {
					t.Errorf("%s in %s holds %q", name, language, s)
				}
			}
			routed := 0
			for _, question := range q.Questions {
				if question.AskIf != nil {
					routed++
				}
			}
			for _, s := range q.Sections {
				if s.AskIf != nil {
					routed++
				}
			}
			if got := strings.Count(string(html), `class="routing"`); got != routed {
				t.Errorf("%s in %s says of %d who is asked, want %d", name, language, got, routed)
			}
		}
	}
}
