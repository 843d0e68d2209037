package respond

import (
	"html/template"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
)

// piped is a text as HTML with marks where earlier answers go.
type piped struct {
	language string
	html     template.HTML
	places   []pipedPlace // of the marks, by their number
}

// pipedPlace is what goes in the place of a mark.
type pipedPlace struct {
	pipe  questionnaire.Pipe
	forms map[string]piped // by name, where the pipe has plural forms
}

// The marks are private characters, which no Markdown or HTML changes.
const (
	markStart = "\uE000"
	markEnd   = "\uE001"
)

func mark(i int) string { return markStart + strconv.Itoa(i) + markEnd }

// piped renders a text with marks in the places of earlier answers.
func (w *wordings) piped(t questionnaire.Text, language string, render func(string) (template.HTML, error)) (piped, error) {
	return w.mark(language, render, func(insert func(questionnaire.Pipe) string) string {
		return questionnaire.Expand(t.In(language), insert)
	})
}

// mark renders what expand makes of a text or of a plural form, which is
// rendered on its own.
func (w *wordings) mark(language string, render func(string) (template.HTML, error), expand func(func(questionnaire.Pipe) string) string) (piped, error) {
	made := piped{language: language}
	var failed error
	text := expand(func(p questionnaire.Pipe) string {
		place := pipedPlace{pipe: p, forms: map[string]piped{}}
		for _, form := range p.Forms {
			rendered, err := w.mark(language, w.markdown.Inline, form.Expand)
			if err != nil {
				failed = err
			}
			place.forms[form.Name] = rendered
		}
		made.places = append(made.places, place)
		return mark(len(made.places) - 1)
	})
	if failed != nil {
		return made, failed
	}
	var err error
	made.html, err = render(text)
	return made, err
}

// insert puts the words of earlier answers in the places of the marks.
func (t piped) insert(earlier questionnaire.Inserts) template.HTML {
	if len(t.places) == 0 {
		return t.html
	}
	pairs := make([]string, 0, 2*len(t.places))
	for i, p := range t.places {
		pairs = append(pairs, mark(i), string(p.insert(t.language, earlier)))
	}
	return template.HTML(strings.NewReplacer(pairs...).Replace(string(t.html)))
}

func (p pipedPlace) insert(language string, earlier questionnaire.Inserts) template.HTML {
	form, words := p.pipe.Resolve(language, earlier)
	if form != nil {
		return p.forms[form.Name].insert(earlier)
	}
	return template.HTML(template.HTMLEscapeString(words))
}
