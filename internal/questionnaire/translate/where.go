package translate

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"barometer/internal/questionnaire"
)

// names are the texts by which people know sections and questions.
type names struct {
	source    string // language of the questionnaire
	sections  map[string]string
	questions map[string]string
}

func namesOf(d *questionnaire.Definition) names {
	n := names{source: d.Language, sections: map[string]string{}, questions: map[string]string{}}
	for _, s := range d.Sections {
		n.sections[s.Key] = s.Title
		n.add(s.Questions)
	}
	return n
}

func (n names) add(questions []questionnaire.QuestionDef) {
	for i := range questions {
		n.questions[questions[i].Key] = questions[i].Text
		n.add(questions[i].Questions)
	}
}

// ofQuestion says what the parts of a question are, by the word behind its key
// in the id.
var ofQuestion = map[string]string{
	"text": "Question", "hint": "Hint", "unit": "Unit behind the number", "low": "Label of the lowest point", "high": "Label of the highest point",
	"item": "Word for one item", "option": "Option", "row": "Row", "group": "Heading over options", "column": "Column",
	"require": "Message: the answer cannot be accepted", "warn": "Message: please look again",
	"net": "Group of options, in reports", "note": "Remark, in reports",
}

// ofSurvey says what the strings that belong to no question are, by the first
// word of the id.
var ofSurvey = map[string]string{
	"title": "Title of the survey", "introduction": "Introduction, on the first page", "thanks": "Thanks, on the last page",
	"note": "Remark on the edition, in reports", "method": "Method, in reports", "population": "Name of a population, in reports",
	"banner": "Name of a set of columns, in reports", "list": "Option in a list that several questions share",
	"recode": "Grouped answers, in reports",
}

// where says where a string appears, for people who see neither keys nor codes.
func (n names) where(s questionnaire.SourceString) string {
	var lines []string
	if s.Section != "" {
		lines = append(lines, "Page “"+clip(n.sections[s.Section])+"”")
	}
	first, rest, _ := strings.Cut(s.ID, ".")
	_, part, _ := strings.Cut(rest, ".")
	part, _, _ = strings.Cut(part, ".")
	what := ofSurvey[first]
	switch {
	case first == "section" && part == "title":
		what = "Heading of the page"
	case first == "section":
		what = "Text under the heading"
	case first == "question":
		what = ofQuestion[part]
	}
	if s.Question != "" && part != "text" {
		what += " of “" + clip(n.questions[s.Question]) + "”"
	}
	return strings.Join(append(lines, what), "\n")
}

// note says what a translator must know of a string.
func (n names) note(e Entry, language string) string {
	var notes []string
	if e.State == questionnaire.StateStale {
		notes = append(notes, "The source has changed since this was translated.")
	}
	var seen []string
	plural := false
	for _, p := range questionnaire.ParsePipes(e.Text) {
		plural = plural || p.Forms != nil
		for _, key := range append([]string{p.Key}, innerKeys(p)...) {
			if !slices.Contains(seen, key) {
				seen = append(seen, key)
				notes = append(notes, n.inserted(key))
			}
		}
	}
	if plural {
		notes = append(notes, fmt.Sprintf("Keep the form ${…, plural, …}; # is the number. Write the forms of this language: %s.", strings.Join(questionnaire.PluralForms(language), ", ")))
	}
	if e.Markdown && hasMarkdown(e.Text) {
		notes = append(notes, "Keep the Markdown: **bold**, *italic*, [text](address), and a blank line between paragraphs.")
	}
	if e.Label && len(seen) == 0 {
		notes = append(notes, "Short: there is little room.")
	}
	return strings.Join(notes, "\n")
}

// inserted explains a placeholder.
func (n names) inserted(key string) string {
	question, _, _ := strings.Cut(key, "__")
	if text, ok := n.questions[question]; ok {
		return fmt.Sprintf("Keep ${%s} as it is: the answer to “%s” is inserted there.", key, clip(text))
	}
	return fmt.Sprintf("Keep ${%s} as it is.", key)
}

func innerKeys(p questionnaire.Pipe) []string {
	var keys []string
	for _, f := range p.Forms {
		for _, inner := range f.Pipes() {
			keys = append(append(keys, inner.Key), innerKeys(inner)...)
		}
	}
	return keys
}

// hasMarkdown reports whether a text holds markup that a translator could lose.
func hasMarkdown(text string) bool {
	return strings.ContainsAny(text, "*_`[") || strings.Contains(text, "\n")
}

// clip keeps a text that names something short, on one line.
func clip(s string) string {
	const most = 70
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
