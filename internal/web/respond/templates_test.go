package respond

import (
	"html/template"
	"testing"

	"github.com/jba/templatecheck"

	"barometer/internal/web/page"
)

// Every template uses only what its struct has, in all its branches.
func TestTemplates(t *testing.T) {
	check(t, introductionTemplate)
	check(t, sectionTemplate)
	check(t, conflictTemplate)
	check(t, retryTemplate)
	check(t, reviewTemplate)
	check(t, receiptTemplate)
	check(t, notOpenTemplate)
	for name, c := range controls {
		// Parsed again, since what has been executed cannot be checked.
		all := template.Must(template.ParseFS(files, "templates/controls/*.html"))
		if err := templatecheck.CheckHTML(all.Lookup(c.template), &Field{}); err != nil {
			t.Errorf("the control of %s: %v", name, err)
		}
	}
}

func check[T any](t *testing.T, template *page.Template[T]) {
	t.Helper()
	var data T
	if err := templatecheck.CheckHTML(template.HTML(), data); err != nil {
		t.Errorf("the template of %T: %v", data, err)
	}
	if _, err := template.Execute(data); err != nil {
		t.Errorf("the template of %T, empty: %v", data, err)
	}
}
