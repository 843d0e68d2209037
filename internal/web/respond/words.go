package respond

import (
	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// words puts answers into words of one language.
type words struct {
	questionnaire *questionnaire.Questionnaire
	printer       *locale.Printer
	path          *response.Path
	answers       response.Answers
	nested        bool // these words are inserted into a text
}

// Words gives the answer that stands for ${key} in a text: "…" where the
// question was not asked, not answered, or answered with a missing kind. What
// is inserted inserts nothing itself.
func (w words) Words(key string) string {
	v, answer, ok := w.known(key)
	if !ok {
		return unknownAnswer
	}
	w.nested = true
	lines := w.value(v.Question, answer)
	if len(lines) == 0 {
		return unknownAnswer
	}
	return w.printer.List(lines)
}

// Number gives the number that plural forms of a key follow: an answer that is
// one, or how many options were chosen.
func (w words) Number(key string) (n float64, written string, known bool) {
	_, answer, _ := w.known(key)
	switch answer.Kind() {
	case response.KindNumber:
		n = answer.Num()
	case response.KindList:
		n = float64(len(answer.List()))
	default:
		return 0, "", false
	}
	return n, w.printer.Number(n), true
}

// known finds the answer that a text inserts, if there is one to show.
func (w words) known(key string) (*questionnaire.Variable, response.Value, bool) {
	v, ok := w.questionnaire.Variable(key)
	if !ok || w.nested || v.Question == nil || !w.path.Asked(v.Question) {
		return nil, response.Value{}, false
	}
	answer := w.answers.Of(v)
	return v, answer, answer.Kind() != response.KindMissing
}

// Answer is the answer to a question, or to a row of a matrix, in words.
type Answer struct {
	Row   string // wording of the row; "" where there are none
	Lines []string
}

// answer gives the answer to a question in words, a row at a time; nothing
// where there is none.
func (w words) answer(q *questionnaire.Question) []Answer {
	v := w.answers[q.Key]
	if q.Rows == nil {
		if lines := w.value(q, v); len(lines) > 0 {
			return []Answer{{Lines: lines}}
		}
		return nil
	}
	var answers []Answer
	for _, row := range q.Rows {
		if lines := w.value(q, v.Row(row.Code)); len(lines) > 0 {
			answers = append(answers, Answer{Row: w.text(row.Text), Lines: lines})
		}
	}
	return answers
}

// value gives one value in words, a line for each code.
func (w words) value(q *questionnaire.Question, v response.Value) []string {
	switch v.Kind() {
	case response.KindString:
		switch q.Shape() {
		case questionnaire.ShapeCode:
			return []string{w.label(q, v.Str())}
		case questionnaire.ShapeDate:
			return []string{w.printer.ISODate(v.Str())}
		}
		return []string{v.Str()}
	case response.KindList:
		var lines []string
		for _, code := range v.List() {
			lines = append(lines, w.label(q, code))
		}
		return lines
	case response.KindNumber:
		s := w.printer.Number(v.Num())
		if unit := w.text(q.Unit); unit != "" {
			s += "\u00a0" + unit
		}
		return []string{s}
	case response.KindMissing:
		return []string{w.label(q, missingCode(q, v.MissingKind()))}
	}
	return nil
}

// label gives an option in words, with the text that was typed for "other".
func (w words) label(q *questionnaire.Question, code string) string {
	o, ok := q.Option(code)
	if !ok {
		return code
	}
	label := w.text(o.Text)
	if s := w.answers[q.OtherName(o)].Str(); o.Other && s != "" {
		return w.printer.Text("respond.other_answer", "option", label, "text", s)
	}
	return label
}

// text gives a text with earlier answers inserted.
func (w words) text(t questionnaire.Text) string {
	return t.Render(w.printer.Language(), w)
}
