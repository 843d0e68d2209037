package xlsform

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

// Write writes a definition as a form. The report lists what other programs
// will not understand of it.
func Write(w io.Writer, d *questionnaire.Definition) (*convert.Report, error) {
	b, report, err := form(d)
	if err != nil {
		return nil, err
	}
	return report, save(w, b)
}

// writer is the state of writing one form.
type writer struct {
	def     *questionnaire.Definition
	report  *convert.Report
	symbols expr.Symbols
	rosters map[string]string // by the keys of their questions
	names   map[string]bool   // of rows, which expressions and texts can name

	survey, choices, settings, own *grid
	lists                          names           // of choices
	used                           map[string]bool // keys of questions, in small letters

	questions map[string]*gridRow            // the row that says most of a question, by key
	sections  map[string]*gridRow            // by key
	options   map[string]map[string]*gridRow // rows of choices, by question or “list KEY”, and code
	rows      map[string]map[string]*gridRow // rows of matrices, by question and code
}

// form makes the sheets of a form. What its columns do not bring back when
// they are read goes to columns of ours, until nothing is missing.
func form(d *questionnaire.Definition) (*book, *convert.Report, error) {
	w := &writer{
		def: d, report: new(convert.Report), lists: names{}, used: map[string]bool{},
		questions: map[string]*gridRow{}, sections: map[string]*gridRow{},
		options: map[string]map[string]*gridRow{}, rows: map[string]map[string]*gridRow{},
	}
	w.symbols, w.rosters = symbolsOf(d)
	w.names = formNames(d)
	w.survey = newGrid("survey", w.languageHeaders("label", "hint")...)
	w.choices = newGrid("choices", append([]string{"list_name", "name"}, w.languageHeaders("label")...)...)
	w.settings = newGrid("settings", "form_title", "form_id", "version", "default_language")
	w.own = newGrid(own, columnID, columnLanguage, columnText, columnHash, columnReviewed)
	w.head()
	w.sharedLists()
	for i := range d.Sections {
		w.section(&d.Sections[i])
	}
	whole, err := w.untilWhole()
	if err != nil {
		return nil, nil, err
	}
	if !whole {
		w.report.Add(convert.LeftOut, "workbook", "definition", "the form does not bring back all of the questionnaire; keep the file that it was made of")
	}
	return w.book(), w.report, nil
}

// rounds is how often what is missing is added: what a column of ours says can
// change how others are read.
const rounds = 4

// untilWhole adds what is missing until the form brings back all of the
// definition, and reports whether it does.
func (w *writer) untilWhole() (bool, error) {
	want := questionnaire.Hash(w.def)
	for range rounds {
		read, err := w.readBack()
		if err != nil || questionnaire.Hash(read) == want {
			return err == nil, err
		}
		if err := w.complete(read); err != nil {
			return false, err
		}
		w.own.rows = nil // begin again, as what they are compared with has changed
		if read, err = w.readBack(); err != nil {
			return false, err
		}
		w.translations(read)
	}
	read, err := w.readBack()
	return err == nil && questionnaire.Hash(read) == want, err
}

// readBack reads what has been written so far.
func (w *writer) readBack() (*questionnaire.Definition, error) {
	d, _, err := read(context.Background(), w.book(), Source{Name: w.def.Survey + ".xlsx"})
	if err != nil {
		return nil, fmt.Errorf("reading back the form: %w", err)
	}
	return d, nil
}

func (w *writer) book() *book {
	b := &book{name: w.def.Survey + ".xlsx"}
	for _, g := range []*grid{w.survey, w.choices, w.settings, w.own} {
		if g != w.own || len(g.rows) > 0 {
			b.sheets = append(b.sheets, table(g.name, g.cells()))
		}
	}
	return b
}

// head writes the settings.
func (w *writer) head() {
	d := w.def
	row := w.settings.add()
	row.set("form_title", d.Title)
	row.set("form_id", d.Survey)
	row.set("version", d.Edition)
	row.set("default_language", languageHeader(d.Language))
}

// languageHeaders gives the columns of a text in all languages. A form in one
// language has a single column without its name.
func (w *writer) languageHeaders(columns ...string) []string {
	headers := []string{"type", "name"}
	if !slices.Contains(columns, "hint") {
		headers = nil
	}
	for _, c := range columns {
		headers = append(headers, w.sourceHeader(c))
		for _, tag := range slices.Sorted(maps.Keys(w.def.Translations)) {
			headers = append(headers, c+"::"+languageHeader(tag))
		}
	}
	return headers
}

// sourceHeader is the column of a text in the source language.
func (w *writer) sourceHeader(column string) string {
	return column + "::" + languageHeader(w.def.Language)
}

// text writes a text and its translations.
func (w *writer) text(row *gridRow, column, id, text string) {
	row.set(w.sourceHeader(column), w.shown(text))
	for tag, t := range w.def.Translations {
		if s, ok := t.Strings[id]; ok && text != "" {
			row.set(column+"::"+languageHeader(tag), w.shown(s.Text))
		}
	}
}

// shown writes a text as other programs show it: what it inserts that is no
// question of the form is left out.
func (w *writer) shown(text string) string {
	if !strings.Contains(text, "${") {
		return text
	}
	var b strings.Builder
	end := 0
	for _, p := range questionnaire.ParsePipes(text) {
		b.WriteString(strings.ReplaceAll(text[end:p.Start], "$${", "$ {"))
		if end = p.End; w.names[p.Key] && text[p.Start:p.End] == "${"+p.Key+"}" {
			b.WriteString(text[p.Start:p.End])
		} else {
			b.WriteString("…")
		}
	}
	b.WriteString(strings.ReplaceAll(text[end:], "$${", "$ {"))
	return b.String()
}

// expression writes an expression of ours in a column of the form. What cannot
// be said there stands in a column of ours only.
func (w *writer) expression(row *gridRow, column expr.XLSFormColumn, self, source string) {
	if source == "" {
		return
	}
	if written, ok := w.translate(row, column, self, source); ok {
		row.set(string(column), written)
	}
}

func (w *writer) translate(row *gridRow, column expr.XLSFormColumn, self, source string) (string, bool) {
	parsed, err := expr.Parse(source)
	if err == nil {
		var written string
		written, err = parsed.ToXLSForm(toForm(column, self, w.symbols, w.rosters))
		if err == nil {
			err = w.unknown(written)
		}
		if err == nil {
			return written, true
		}
	}
	w.report.Add(convert.Untranslated, w.survey.place(row, string(column)), string(column), "%s: %v", clip(source), err)
	return "", false
}

// unknown reports a name in an expression that no row of the form has.
func (w *writer) unknown(written string) error {
	for _, m := range insertion.FindAllStringSubmatch(written, -1) {
		if !w.names[m[1]] {
			return fmt.Errorf("the form has no row “%s”", m[1])
		}
	}
	return nil
}
