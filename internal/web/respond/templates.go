package respond

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"slices"

	"barometer/internal/questionnaire"
	"barometer/internal/web/page"
)

//go:embed templates
var files embed.FS

//go:embed assets/evaluate.js
var evaluator []byte

//go:embed assets/form.js
var formScript []byte

// scripts is the one script of the pages: it evaluates conditions and makes
// forms quicker to use.
func scripts() []byte { return slices.Concat(evaluator, formScript) }

// The pages.
var (
	introductionTemplate = parse[IntroductionPage]("introduction")
	sectionTemplate      = parse[SectionPage]("section")
	conflictTemplate     = parse[ConflictPage]("conflict")
	retryTemplate        = parse[RetryPage]("retry")
	reviewTemplate       = parse[ReviewPage]("review")
	receiptTemplate      = parse[ReceiptPage]("receipt")
	notOpenTemplate      = parse[NotOpenPage]("notopen")
)

func parse[T any](name string) *page.Template[T] {
	return page.Must(page.Parse[T](files, "templates/"+name+".html", "templates/shared.html"))
}

// controlTemplates are the templates of controls; each is filled in from a
// Field.
var controlTemplates = template.Must(template.ParseFS(files, "templates/controls/*.html"))

// renderField renders a question by the control of its type.
func renderField(q *questionnaire.Question, f *Field) (template.HTML, error) {
	var b bytes.Buffer
	if err := controlTemplates.ExecuteTemplate(&b, controlOf(q).template, f); err != nil {
		return "", fmt.Errorf("render question %s: %w", q.Key, err)
	}
	return template.HTML(b.String()), nil
}
