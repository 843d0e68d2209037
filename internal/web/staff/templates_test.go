package staff

import (
	"testing"

	"github.com/jba/templatecheck"

	"barometer/internal/web/page"
)

// TestTemplates checks that every template uses only what its struct has, in
// all its branches.
func TestTemplates(t *testing.T) {
	checkTemplate(t, signInTemplate)
	checkTemplate(t, errorTemplate)
	checkTemplate(t, surveysTemplate)
	checkTemplate(t, editionTemplate)
	checkTemplate(t, resultsTemplate)
	checkTemplate(t, uploadTemplate)
	checkTemplate(t, uploadedTemplate)
	checkTemplate(t, previewTemplate)
}

func checkTemplate[T any](t *testing.T, template *page.Template[T]) {
	t.Helper()
	var data T
	if err := templatecheck.CheckHTML(template.HTML(), data); err != nil {
		t.Errorf("the template of %T: %v", data, err)
	}
}
