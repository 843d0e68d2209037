package respond

import (
	"math"
	"strconv"
	"strings"

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
	wording       *wording
	outer         response.Answers // of the response, in words about one item of a roster
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
	lines := w.variable(v, answer)
	if len(lines) == 0 {
		return unknownAnswer
	}
	return w.printer.List(lines)
}

// variable gives the value of a variable in words. An amount is given as it was
// stated, not in the currency of the report.
func (w words) variable(v *questionnaire.Variable, value response.Value) []string {
	q := v.Question
	switch {
	case v.Part != nil && q.Shape() == questionnaire.ShapeRanks, v.Currency, v.Other != nil:
		return w.plain(value)
	case q.Shape() == questionnaire.ShapeAmount:
		return w.value(q, w.of(q)[q.Key])
	case q.Shape() == questionnaire.ShapeRanks:
		return w.labels(q, value)
	case q.Shape() == questionnaire.ShapeItems:
		return w.itemNames(q)
	case v.Column != nil:
		return w.value(v.Column, value)
	}
	return w.value(q, value)
}

// itemNames lists the items of a roster that have a name.
func (w words) itemNames(roster *questionnaire.Question) []string {
	var names []string
	for _, item := range w.path.Items(roster) {
		if name := item.ItemName(w.printer.Language()); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// plain gives a number or a text as it is.
func (w words) plain(value response.Value) []string {
	switch value.Kind() {
	case response.KindNumber:
		return []string{w.printer.Number(value.Num())}
	case response.KindString:
		return []string{value.Str()}
	}
	return nil
}

// Number gives the number that plural forms of a key follow: an answer that is
// one, how many options were chosen, or how many items a roster has.
func (w words) Number(key string) (n float64, written string, known bool) {
	v, answer, ok := w.known(key)
	if ok && v.Question.Shape() == questionnaire.ShapeItems {
		n = float64(len(w.path.Items(v.Question)))
		return n, w.printer.Number(n), true
	}
	switch answer.Kind() {
	case response.KindNumber:
		scale := math.Pow10(places(v.Question))
		n = math.Round(answer.Num()*scale) / scale
	case response.KindList:
		n = float64(len(answer.List()))
	default:
		return 0, "", false
	}
	return n, w.printer.Number(n), true
}

// places is to how many decimals a question's numbers are written. What is
// calculated has more than anybody wants to read; what was entered is not
// rounded.
func places(q *questionnaire.Question) int {
	const most = 6
	if q.Calculate != nil {
		return q.Decimals
	}
	return most
}

// known finds the answer that a text inserts, if there is one to show.
func (w words) known(key string) (*questionnaire.Variable, response.Value, bool) {
	v, ok := w.questionnaire.Variable(key)
	if !ok || w.nested || v.Question == nil || !w.path.Asked(v.Question) {
		return nil, response.Value{}, false
	}
	answer := w.path.Of(v)
	return v, answer, answer.Kind() != response.KindMissing
}

// Answer is the answer to a question, or to a row of a matrix, in words.
type Answer struct {
	Row      string // wording of the row; "" where there are none
	Lines    []string
	Numbered bool // the lines begin with numbers
}

// answer gives the answer to a question in words, a row at a time; nothing
// where there is none.
func (w words) answer(q *questionnaire.Question) []Answer {
	v := w.answers[q.Key]
	if q.Shape() == questionnaire.ShapeItems {
		return w.items(q, v)
	}
	if q.Rows == nil {
		if lines := w.value(q, v); len(lines) > 0 {
			return []Answer{{Lines: lines, Numbered: q.Shape() == questionnaire.ShapeRanks}}
		}
		return nil
	}
	var answers []Answer
	for _, row := range q.Rows {
		if lines := w.row(q, v.Row(row.Code)); len(lines) > 0 {
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
		case questionnaire.ShapeDate, questionnaire.ShapeMonth:
			return []string{w.printer.ISODate(v.Str())}
		}
		return []string{v.Str()}
	case response.KindList:
		if q.Shape() == questionnaire.ShapeRanks {
			return w.ranked(q, v)
		}
		return w.labels(q, v)
	case response.KindRows:
		if q.Shape() == questionnaire.ShapeAmount {
			return w.amount(v)
		}
		return w.shares(q, v)
	case response.KindNumber:
		return []string{withUnit(w.printer.Rounded(v.Num(), places(q)), w.text(q.Unit))}
	case response.KindFile:
		return []string{v.File().Name}
	case response.KindMissing:
		return []string{w.label(q, missingCode(q, v.MissingKind()))}
	}
	return nil
}

// labels gives each option of a list in words.
func (w words) labels(q *questionnaire.Question, v response.Value) []string {
	var lines []string
	for _, code := range v.List() {
		lines = append(lines, w.label(q, code))
	}
	return lines
}

// ranked gives options in words with the ranks that they were given. One that
// excludes all others has none.
func (w words) ranked(q *questionnaire.Question, v response.Value) []string {
	lines := w.labels(q, v)
	for i, code := range v.List() {
		if o, ok := q.Option(code); ok && o.Exclusive {
			continue
		}
		lines[i] = w.printer.Text("respond.ranked", "rank", i+1, "option", lines[i])
	}
	return lines
}

// shares gives the parts of an allocation in words, in the order of the options.
func (w words) shares(q *questionnaire.Question, v response.Value) []string {
	var lines []string
	for _, o := range q.Options {
		if share := v.Row(o.Code); share.Kind() == response.KindNumber {
			number := withUnit(w.printer.Number(share.Num()), w.text(q.Unit))
			lines = append(lines, w.printer.Text("respond.other_answer", "option", w.text(o.Text), "text", number))
		}
	}
	return lines
}

// amount gives an amount of money in words.
func (w words) amount(v response.Value) []string {
	number, currency := v.Amount()
	if number == "" {
		return nil
	}
	if x, err := strconv.ParseFloat(number, 64); err == nil {
		_, decimals, _ := strings.Cut(number, ".")
		number = w.printer.Fixed(x, len(decimals))
	}
	return []string{withUnit(number, currency)}
}

// label gives an option in words, with the text that was typed for "other".
func (w words) label(q *questionnaire.Question, code string) string {
	o, ok := q.Option(code)
	if !ok {
		return code
	}
	label := w.text(o.Text)
	if s := w.of(q)[q.OtherName(o)].Str(); o.Other && s != "" {
		return w.printer.Text("respond.other_answer", "option", label, "text", s)
	}
	return label
}

// text gives a text with earlier answers inserted.
func (w words) text(t questionnaire.Text) string {
	return t.Render(w.printer.Language(), w)
}
