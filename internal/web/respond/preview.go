package respond

import (
	"bytes"
	"html/template"

	reports "barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
)

// previewData is a whole questionnaire on one page, for looking at only.
type previewData struct {
	Heading      string
	Institute    string
	Introduction template.HTML
	PromiseTitle string
	Promise      string
	Sections     []previewSection
	Thanks       template.HTML
}

// previewSection is one section. Routing says who is asked, "" for everyone.
type previewSection struct {
	Heading string
	Text    template.HTML
	Routing string
	Fields  []previewField
}

type previewField struct {
	Routing string
	HTML    template.HTML
}

var previewTemplate = template.Must(template.ParseFS(files, "templates/preview.html"))

// sample renders a question without an answer, and of a roster one item.
func (w *wording) sample(q *questionnaire.Question, earlier questionnaire.Inserts) (template.HTML, error) {
	f := w.field(q, earlier, nil)
	if q.Shape() != questionnaire.ShapeItems {
		return renderField(q, f)
	}
	const id = "1"
	item := ItemField{ID: "f-" + q.Key + "." + id, Title: w.itemTitle(q, 1, ""), Listed: id}
	for _, inner := range q.Questions {
		field := w.field(inner, earlier, nil)
		field.prefixed(itemPrefix(q, id))
		html, err := renderField(inner, field)
		if err != nil {
			return "", err
		}
		item.Fields = append(item.Fields, html)
	}
	f.Items = []ItemField{item}
	return renderField(q, f)
}

// Preview renders a questionnaire in one of its languages as respondents see
// it, all sections one after the other and with who is asked in words. Nothing
// can be sent from it.
func Preview(q *questionnaire.Questionnaire, language string) (template.HTML, error) {
	made, err := newWordings().of(q, language)
	if err != nil {
		return "", err
	}
	nobody := questionnaire.Words(nobody)
	printer := made.printer
	institute := q.Definition.Institute
	data := previewData{
		Heading: q.Title.In(language), Introduction: made.introduction, Thanks: made.thanks.insert(nobody),
		PromiseTitle: printer.Text("confidentiality." + string(q.Definition.Confidentiality)),
	}
	if institute == "" {
		institute = printer.Text("respond.the_institute")
	} else {
		data.Institute = printer.Text("respond.by", "institute", institute)
	}
	data.Promise = printer.Text("confidentiality."+string(q.Definition.Confidentiality)+".promise", "institute", institute)
	words := reports.For(language)
	routing := func(c *questionnaire.Condition) string {
		if c == nil {
			return ""
		}
		return printer.Text("report.routing.if", "condition", words.Condition(q, c))
	}
	for _, s := range q.Sections {
		section := previewSection{Heading: s.Title.Render(language, nobody), Text: made.sections[s.Index].insert(nobody), Routing: routing(s.AskIf)}
		for _, question := range s.Questions {
			if question.Calculate != nil || question.Type.Skipped {
				continue
			}
			html, err := made.sample(question, nobody)
			if err != nil {
				return "", err
			}
			section.Fields = append(section.Fields, previewField{Routing: routing(question.AskIf), HTML: html})
		}
		data.Sections = append(data.Sections, section)
	}
	var b bytes.Buffer
	err = previewTemplate.Execute(&b, data)
	return template.HTML(b.String()), err
}
