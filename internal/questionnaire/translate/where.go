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
	"recode": "Answers grouped for reports",
}

// where says where a string appears, for people who see neither keys nor codes.
func (n names) where(s questionnaire.SourceString) string {
	var lines []string
	if s.Section != "" {
		lines = append(lines, "Page “"+clip(n.sections[s.Section])+"”")
	}
	first, _, _ := strings.Cut(s.ID, ".")
	part := part(s.ID)
	what := ofSurvey[first]
	switch {
	case first == "list" && part == "note":
		what = "Remark on an option, in reports"
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

// part is what an id names of the section or question whose key it holds.
func part(id string) string {
	words := strings.SplitN(id, ".", 4)
	if len(words) < 3 {
		return ""
	}
	return words[2]
}

// narrow are the parts that stand in the head of a table or beside a number.
var narrow = []string{"low", "high", "unit", "item", "column"}

// note says what a translator must know of a string.
func (n names) note(e Entry, language string) string {
	var notes []string
	if e.State == questionnaire.StateStale {
		notes = append(notes, "The source has changed since this was translated.")
	}
	for _, inserted := range n.inserted(questionnaire.ParsePipes(e.Text), language) {
		if !slices.Contains(notes, inserted) {
			notes = append(notes, inserted)
		}
	}
	if e.Markdown && hasMarkdown(e.Text) {
		notes = append(notes, "Keep the Markdown: **bold**, *italic*, [text](address), and a blank line between paragraphs.")
	}
	if e.Label && slices.Contains(narrow, part(e.ID)) {
		notes = append(notes, "Keep it short: there is little room.")
	}
	return strings.Join(notes, "\n")
}

// inserted explains what a text inserts.
func (n names) inserted(pipes []questionnaire.Pipe, language string) []string {
	var notes []string
	for _, p := range pipes {
		question, _, _ := strings.Cut(p.Key, "__")
		answer := "an answer"
		if text, ok := n.questions[question]; ok {
			answer = "the answer to “" + clip(text) + "”"
		}
		switch {
		case p.Number:
		case p.Forms == nil:
			notes = append(notes, fmt.Sprintf("Keep ${%s} as it is: %s is inserted there.", p.Key, answer))
		default:
			notes = append(notes, fmt.Sprintf("${%s, plural, …} chooses words by %s; # is that number. Write the forms of this language: %s.",
				p.Key, answer, strings.Join(questionnaire.PluralForms(language), ", ")))
		}
		for _, f := range p.Forms {
			notes = append(notes, n.inserted(f.Pipes(), language)...)
		}
	}
	return notes
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
