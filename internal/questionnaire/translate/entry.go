// Package translate hands the texts of a questionnaire to translators and takes
// them back: as a workbook for people (XLSX) and as XLIFF 2 for the tools of
// agencies. It says how far each translation has come, and merges what comes
// back into the translations that there are, all or nothing.
//
// It reads and writes no translation files; those are the work of package
// yamlform, and what a translation must be is checked by package questionnaire.
package translate

import (
	"fmt"
	"strings"

	"barometer/internal/questionnaire"
)

// Entry is one string of a questionnaire in one language, as a translator sees
// it.
type Entry struct {
	questionnaire.SourceString
	Where       string // where it appears: the section, and what it is of which question
	Translation string // "" where there is none
	State       questionnaire.TranslationState
	Note        string // what the translator must know; "" if nothing
}

// Entries lists every string of a definition in a language, in the order of
// the questionnaire. The language may have no translation yet.
func Entries(d *questionnaire.Definition, language string) []Entry {
	names := namesOf(d)
	translation := d.Translations[language]
	var entries []Entry
	for _, s := range d.Strings() {
		e := Entry{
			SourceString: s, Where: names.where(s), Translation: translation.Strings[s.ID].Text,
			State: translation.State(s),
		}
		e.Note = names.note(e, language)
		entries = append(entries, e)
	}
	return entries
}

// stamp says what an entry was when it was exported, so that the import can
// tell what translators have changed from what they were given.
type stamp struct {
	source, translation string // hashes
	state               questionnaire.TranslationState
}

func (e Entry) stamp() stamp {
	return stamp{questionnaire.SourceHash(e.Text), questionnaire.SourceHash(e.Translation), e.State}
}

func (s stamp) String() string { return fmt.Sprintf("%s %s %s", s.source, s.translation, s.state) }

// parseStamp undoes String; false for anything else.
func parseStamp(s string) (stamp, bool) {
	parts := strings.Fields(s)
	if len(parts) != 3 || len(parts[0]) != 8 || len(parts[1]) != 8 {
		return stamp{}, false
	}
	return stamp{parts[0], parts[1], questionnaire.TranslationState(parts[2])}, true
}

// Status is how far the translation to one language has come.
type Status struct {
	Language string
	Counts   map[questionnaire.TranslationState]int
	Open     []string // ids of what is missing or stale, in the order of the questionnaire
}

// Statuses gives the status of each language that a definition is translated
// to, in alphabetical order.
func Statuses(d *questionnaire.Definition) []Status {
	var all []Status
	source := d.Strings()
	for _, language := range d.Languages()[1:] {
		status := Status{Language: language, Counts: map[questionnaire.TranslationState]int{}}
		translation := d.Translations[language]
		for _, s := range source {
			state := translation.State(s)
			status.Counts[state]++
			if state == questionnaire.StateMissing || state == questionnaire.StateStale {
				status.Open = append(status.Open, s.ID)
			}
		}
		all = append(all, status)
	}
	return all
}

// Lacking says for each language what keeps respondents from reading only that:
// a sentence with the counts and the first strings; none where all is
// translated.
func Lacking(d *questionnaire.Definition) []string {
	var lacks []string
	for _, s := range Statuses(d) {
		if len(s.Open) > 0 {
			lacks = append(lacks, fmt.Sprintf("%s: %d missing and %d stale (%s)", s.Language,
				s.Counts[questionnaire.StateMissing], s.Counts[questionnaire.StateStale], FirstOf(s.Open)))
		}
	}
	return lacks
}

// FirstOf lists the first few of many ids.
func FirstOf(ids []string) string {
	const most = 5
	if len(ids) <= most {
		return strings.Join(ids, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(ids[:most], ", "), len(ids)-most)
}
