package respond

import (
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// of is the answers that hold that to a question: within an item of a roster,
// those about the item or those of the response around it.
func (w words) of(q *questionnaire.Question) response.Answers {
	if w.outer != nil && q.Roster == nil {
		return w.outer
	}
	return w.answers
}

// itemTitle is what an item is called, with its number or by its name.
func (w words) itemTitle(roster *questionnaire.Question, item *response.Path) string {
	name := item.ItemName(w.printer.Language())
	if roster.ItemsFrom != nil && name != "" {
		return name
	}
	return w.wording.itemTitle(roster, item.Position(), name)
}

// itemTitle is what an item of a roster is called by its number, and by its
// name if it has one.
func (w *wording) itemTitle(roster *questionnaire.Question, position int, name string) string {
	word := roster.Item.In(w.printer.Language())
	if word == "" {
		word = w.printer.Text("respond.entry")
	}
	if name == "" {
		return w.printer.Text("respond.item", "item", word, "n", position)
	}
	return w.printer.Text("respond.item_named", "item", word, "n", position, "name", name)
}

// items gives the answers about each item of a roster in words, a line for each
// question.
func (w words) items(roster *questionnaire.Question, v response.Value) []Answer {
	answers := response.Answers{}
	for name, value := range w.path.Answers() {
		answers[name] = value
	}
	answers[roster.Key] = v
	var list []Answer
	for _, item := range w.path.With(answers).Items(roster) {
		about := w
		about.path, about.answers, about.outer = item, item.Answers(), w.answers
		if lines := about.item(item); len(lines) > 0 {
			list = append(list, Answer{Row: about.itemTitle(roster, item), Lines: lines})
		}
	}
	return list
}

func (w words) item(item *response.Path) []string {
	var lines []string
	for _, q := range item.Shown() {
		question := w.wording.plain(w.wording.questions[q].text.insert(w))
		for _, answer := range w.answer(q) {
			about := question
			if answer.Row != "" {
				about = w.printer.Text("respond.about_item", "item", question, "question", answer.Row)
			}
			lines = append(lines, w.answering(about, answer.Lines))
		}
	}
	return lines
}

// answering gives a question with the answer to it on one line.
func (w words) answering(question string, lines []string) string {
	answer := w.printer.List(lines)
	if strings.ContainsAny(question[max(len(question)-2, 0):], "?؟.!:") {
		return question + " " + answer
	}
	return w.printer.Text("respond.other_answer", "option", question, "text", answer)
}

// row gives one row of a matrix in words, a line for each code or column.
func (w words) row(q *questionnaire.Question, v response.Value) []string {
	if len(q.Columns) == 0 {
		return w.value(q, v)
	}
	var lines []string
	for _, column := range q.Columns {
		if cell := w.value(column, v.Row(column.Key)); len(cell) > 0 {
			lines = append(lines, w.answering(w.text(column.Text), cell))
		}
	}
	return lines
}
