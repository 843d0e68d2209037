package respond

import (
	"html/template"
	"slices"
	"strings"
	"sync"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
	"barometer/internal/web/page"
)

// wording is a questionnaire's texts in one language, as far as they are the
// same for every respondent. It is made once and never changes.
type wording struct {
	questionnaire *questionnaire.Questionnaire
	printer       *locale.Printer
	markdown      *page.Markdown
	introduction  template.HTML
	thanks        piped
	sections      []piped                            // texts under the titles, by Section.Index
	questions     map[*questionnaire.Question]*asked // those of rosters included
}

// asked is a question as far as it is the same for every respondent.
type asked struct {
	text     piped
	field    *Field        // nil where it depends on earlier answers
	pristine template.HTML // rendered without an answer; "" where there is no field
}

// unknownAnswer stands where an earlier answer would be inserted if there were
// one.
const unknownAnswer = "…"

// nobody's answers are not known.
func nobody(string) string { return unknownAnswer }

// wordings keeps the wordings that were made last.
type wordings struct {
	markdown *page.Markdown
	mu       sync.Mutex
	made     map[wordingKey]*wording
}

// wordingKey holds the questionnaire itself: what is made of it belongs to its
// questions, not to those of another one with the same content.
type wordingKey struct {
	questionnaire *questionnaire.Questionnaire
	language      string
}

// maxWordings is how many versions in one language each are kept.
const maxWordings = 100

func newWordings() *wordings {
	return &wordings{markdown: page.NewMarkdown(), made: map[wordingKey]*wording{}}
}

// of gives the wording of a questionnaire in a language.
func (w *wordings) of(q *questionnaire.Questionnaire, language string) (*wording, error) {
	key := wordingKey{q, language}
	w.mu.Lock()
	made, ok := w.made[key]
	w.mu.Unlock()
	if ok {
		return made, nil
	}
	made, err := w.make(q, language)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if len(w.made) >= maxWordings {
		clear(w.made)
	}
	w.made[key] = made
	return made, nil
}

func (w *wordings) make(q *questionnaire.Questionnaire, language string) (_ *wording, err error) {
	made := &wording{questionnaire: q, printer: locale.For(language), markdown: w.markdown, questions: map[*questionnaire.Question]*asked{}}
	if made.introduction, err = w.markdown.Block(q.Introduction.In(language)); err != nil {
		return nil, err
	}
	if made.thanks, err = w.piped(q.Thanks, language, w.markdown.Block); err != nil {
		return nil, err
	}
	for _, section := range q.Sections {
		text, err := w.piped(section.Text, language, w.markdown.Block)
		if err != nil {
			return nil, err
		}
		made.sections = append(made.sections, text)
	}
	return made, w.addQuestions(made, q.Questions, language)
}

func (w *wordings) addQuestions(made *wording, questions []*questionnaire.Question, language string) error {
	for _, q := range questions {
		if err := w.addQuestion(made, q, language); err != nil {
			return err
		}
		if err := w.addQuestions(made, q.Questions, language); err != nil {
			return err
		}
	}
	return nil
}

// addQuestion makes the texts of a question and, where these do not depend on
// earlier answers, its field as everyone gets it first.
func (w *wordings) addQuestion(made *wording, q *questionnaire.Question, language string) error {
	render := w.markdown.Inline
	if q.Shape() == questionnaire.ShapeNone {
		render = w.markdown.Block // a note, which may have paragraphs and lists
	}
	text, err := w.piped(q.Text, language, render)
	if err != nil {
		return err
	}
	a := &asked{text: text}
	made.questions[q] = a
	if isPiped(q, language) || varies(q) {
		return nil
	}
	a.field = made.layout(q, nil, nil)
	a.pristine, err = renderField(q, a.field)
	return err
}

// varies reports whether respondents are shown different options or rows of a
// question, or in different orders.
func varies(q *questionnaire.Question) bool {
	return q.Random || q.Shape() == questionnaire.ShapeItems || q.OptionsIf != nil ||
		slices.ContainsFunc(q.Options, func(o *questionnaire.Option) bool { return o.AskIf != nil }) ||
		slices.ContainsFunc(q.Rows, func(r *questionnaire.Row) bool { return r.AskIf != nil })
}

// isPiped reports whether an earlier answer is inserted anywhere in a question.
func isPiped(q *questionnaire.Question, language string) bool {
	texts := []questionnaire.Text{q.Text, q.Hint, q.Unit, q.Low, q.High}
	for _, column := range q.Columns {
		if isPiped(column, language) {
			return true
		}
	}
	for _, o := range q.Options {
		texts = append(texts, o.Text)
	}
	for _, g := range q.Groups {
		texts = append(texts, g.Text)
	}
	for _, row := range q.Rows {
		texts = append(texts, row.Text)
	}
	for _, t := range texts {
		if strings.Contains(t.In(language), "${") {
			return true
		}
	}
	return false
}

// layout makes the field of a question without an answer. earlier gives earlier
// answers; it may be nil where none is inserted. path says which options and
// rows are shown; nil shows all that this edition offers.
func (w *wording) layout(q *questionnaire.Question, earlier questionnaire.Inserts, path *response.Path) *Field {
	text := func(t questionnaire.Text) string { return t.Render(w.printer.Language(), earlier) }
	f := &Field{
		Printer: w.printer, Key: q.Key, ID: "q-" + q.Key, Required: q.Required,
		Text: w.questions[q].text.insert(earlier), Hint: text(q.Hint),
	}
	controlOf(q).layout(f, q, w.view(q, text, path))
	return f
}

func (w *wording) view(q *questionnaire.Question, text func(questionnaire.Text) string, path *response.Path) view {
	if path != nil {
		return view{printer: w.printer, text: text, options: path.Options(q), rows: path.Rows(q)}
	}
	return view{
		printer: w.printer, text: text,
		options: slices.DeleteFunc(slices.Clone(q.Options), func(o *questionnaire.Option) bool { return o.NotOffered }),
		rows:    slices.DeleteFunc(slices.Clone(q.Rows), func(r *questionnaire.Row) bool { return r.NotOffered }),
	}
}

// field gives the field of a question, to be filled in.
func (w *wording) field(q *questionnaire.Question, earlier questionnaire.Inserts, path *response.Path) *Field {
	if f := w.questions[q].field; f != nil {
		return f.clone()
	}
	return w.layout(q, earlier, path)
}

// plain gives HTML that this wording rendered as text without markup.
func (w *wording) plain(html template.HTML) string { return w.markdown.Plain(html) }
