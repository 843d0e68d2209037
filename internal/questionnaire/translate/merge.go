package translate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
)

// File is what came back from a translator.
type File struct {
	Name     string // for messages
	Language string // BCP 47 tag, "" if the file does not say
	Survey   string // survey/edition that it was exported of, "" if the file does not say
	Rows     []Row
}

// Row is one string of a File.
type Row struct {
	ID          string
	Source      string
	Translation string
	State       string
	At          questionnaire.Position // of the row
	Text        questionnaire.Position // of the translation
	StateAt     questionnaire.Position
	stamp       stamp
	stamped     bool
}

// Merged is what a File makes of the translations that there were.
type Merged struct {
	Translation questionnaire.Translation // all strings of the language
	Changed     []string                  // ids of those that the file has changed
	Stale       []string                  // those of them whose source has changed since the export
	Problems    questionnaire.Problems    // with an error among them, nothing may be kept
}

// Merge puts what translators have changed into the translation of a
// definition, which stays as it is. A string whose source has changed since
// the export keeps the hash of what was translated, so that it counts as stale.
func Merge(d *questionnaire.Definition, f *File) Merged {
	m := &merge{def: d, file: f, before: d.Translations[f.Language], source: map[string]questionnaire.SourceString{}, rows: map[string]Row{}}
	m.Translation = questionnaire.Translation{Language: f.Language, Strings: map[string]questionnaire.TranslatedString{}}
	maps.Copy(m.Translation.Strings, m.before.Strings)
	for _, s := range d.Strings() {
		m.source[s.ID] = s
	}
	if !m.fits() {
		return m.Merged
	}
	for _, row := range f.Rows {
		m.row(row)
	}
	m.check()
	return m.Merged
}

type merge struct {
	Merged
	def    *questionnaire.Definition
	file   *File
	before questionnaire.Translation
	source map[string]questionnaire.SourceString
	rows   map[string]Row // by id
}

func (m *merge) fail(at questionnaire.Position, format string, args ...any) {
	m.Problems = append(m.Problems, questionnaire.Problem{Position: at, Message: fmt.Sprintf(format, args...)})
}

func (m *merge) warn(at questionnaire.Position, format string, args ...any) {
	m.Problems = append(m.Problems, questionnaire.Problem{Position: at, Severity: questionnaire.Warning, Message: fmt.Sprintf(format, args...)})
}

// fits checks that the file is a translation of this questionnaire.
func (m *merge) fits() bool {
	at := questionnaire.Position{File: m.file.Name}
	here := m.def.Survey + "/" + m.def.Edition
	switch {
	case m.file.Language == "":
		m.fail(at, "the file does not say which language it is in; export it again and copy the translations over")
	case m.file.Language == m.def.Language:
		m.fail(at, "“%s” is the source language of the questionnaire; change it in the questionnaire itself", m.file.Language)
	case m.file.Survey != "" && m.file.Survey != here:
		m.fail(at, "this is a translation of %s, and the questionnaire is %s; import it where it belongs", m.file.Survey, here)
	case len(m.file.Rows) == 0:
		m.fail(at, "there are no strings in the file; export it again")
	default:
		return true
	}
	return false
}

// row takes one string over if the translator has changed it.
func (m *merge) row(row Row) {
	s, known := m.source[row.ID]
	if !known {
		m.fail(row.At, "there is no string “%s” in the questionnaire; ids must stay as they were exported: restore it, or remove the row if the question was removed", clip(row.ID))
		return
	}
	if first, twice := m.rows[row.ID]; twice {
		m.fail(row.At, "“%s” stands at %s already; remove one of the rows", row.ID, first.At)
		return
	}
	m.rows[row.ID] = row
	before := m.before.Strings[row.ID]
	if !row.stamped {
		row.stamp = stamp{questionnaire.SourceHash(row.Source), questionnaire.SourceHash(before.Text), m.before.State(s)}
	}
	typed := questionnaire.SourceHash(row.Translation) != row.stamp.translation
	decided := row.State != "" && row.State != string(row.stamp.state)
	switch {
	case !typed && !decided:
	case strings.TrimSpace(row.Translation) == "" && before.Text == "":
		m.fail(row.StateAt, "“%s” is %s, but there is no translation; write it, or leave the state as it was", row.ID, clip(row.State))
	case strings.TrimSpace(row.Translation) == "":
		m.warn(row.Text, "the translation of “%s” was emptied; the one that there was is kept", row.ID)
	case decided && row.State != string(questionnaire.StateTranslated) && row.State != string(questionnaire.StateReviewed):
		m.fail(row.StateAt, "“%s” is no state that can be given; choose translated or reviewed", clip(row.State))
	case slices.Contains(sheetErrors, row.Translation):
		m.fail(row.Text, "the cell holds an error of the spreadsheet, “%s”, in place of a translation; write the text again, with an apostrophe before a = at its start", row.Translation)
	case typed && before.Text != row.Translation && questionnaire.SourceHash(before.Text) != row.stamp.translation:
		m.fail(row.Text, "“%s” was translated as “%s” in the meantime; write that here or, to keep this translation, write it into the translation file too", row.ID, clip(before.Text))
	default:
		m.take(s, row, decided)
	}
}

// sheetErrors are what a cell shows whose formula went wrong, such as a text
// that begins with =.
var sheetErrors = []string{"#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!"}

// take keeps a row. A text that was changed after somebody reviewed it is not
// reviewed until somebody says so.
func (m *merge) take(s questionnaire.SourceString, row Row, decided bool) {
	now := questionnaire.TranslatedString{
		Hash: row.stamp.source, Text: row.Translation,
		Reviewed: decided && row.State == string(questionnaire.StateReviewed),
	}
	if now == m.before.Strings[row.ID] {
		return
	}
	if now.Hash != questionnaire.SourceHash(s.Text) {
		if m.before.Strings[row.ID].Hash == questionnaire.SourceHash(s.Text) {
			m.fail(row.Text, "the source of “%s” has changed since this file was exported, and was translated anew in the meantime; write “%s” here, or correct the translation file", row.ID, clip(m.before.Strings[row.ID].Text))
			return
		}
		m.Stale = append(m.Stale, row.ID)
		m.warn(row.Text, "the source of “%s” has changed since this file was exported; the translation is kept as stale: export it again and check it against “%s”", row.ID, clip(s.Text))
	}
	m.Changed = append(m.Changed, row.ID)
	m.Translation.Strings[row.ID] = now
}

// check lets the compiler look at what has changed.
func (m *merge) check() {
	d := *m.def
	d.Translations = map[string]questionnaire.Translation{m.file.Language: m.Translation}
	prefix := "translations." + m.file.Language + "."
	at := func(path string) questionnaire.Position {
		value, _, _ := questionnaire.SplitByte(path)
		id, isOurs := strings.CutPrefix(value, prefix)
		if text, ok := strings.CutSuffix(id, ".text"); ok && isOurs && slices.Contains(m.Changed, text) {
			return m.rows[text].Text
		}
		return questionnaire.Position{}
	}
	for _, p := range questionnaire.Lint(&d, at) {
		if p.Position != (questionnaire.Position{}) {
			m.Problems = append(m.Problems, p)
		}
	}
	m.Problems.Sort()
}
