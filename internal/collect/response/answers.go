package response

import (
	"slices"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
)

// AnswerNames lists the names under which Answers may hold something of a
// question: its key and the texts of its "other" options.
func AnswerNames(q *questionnaire.Question) []string {
	names := []string{q.Key}
	for _, o := range q.Options {
		if o.Other {
			names = append(names, q.OtherName(o))
		}
	}
	return names
}

// Has reports whether a question has an answer. An empty list and a matrix
// without an answered row are none; the text of "other" alone is one.
func (a Answers) Has(q *questionnaire.Question) bool { return a.completed(q).isAnswer() }

// Of gives the value of a variable of a question: the answer, the value of a
// row, a cell or a part, or the text of "other". Recodes, calculations and
// administrative columns have none here: see [Path.Of].
func (a Answers) Of(v *questionnaire.Variable) Value {
	switch {
	case v.Question == nil || v.Recode != nil:
		return Value{}
	case v.Other != nil:
		return a[v.Name]
	case v.Column != nil:
		return a[v.Question.Key].Row(v.Row.Code).Row(v.Column.Key)
	case v.Row != nil:
		return a[v.Question.Key].Row(v.Row.Code)
	case v.Part != nil:
		return a[v.Question.Key].part(v.Part.Code)
	case v.Question.Shape() == questionnaire.ShapeAmount:
		return money(v, a[v.Question.Key])
	case a[v.Question.Key].kind == KindFile:
		return String(a[v.Question.Key].File().Name)
	}
	return a.completed(v.Question)
}

// part is the rank or the share of an option.
func (v Value) part(code string) Value {
	switch v.kind {
	case KindList:
		if i := slices.Index(v.List(), code); i >= 0 {
			return Number(float64(i + 1))
		}
		return Value{}
	case KindRows:
		return v.Row(code)
	}
	return v // a missing kind is one of every part
}

// money is the amount in the first currency of the question, or the currency.
func money(v *questionnaire.Variable, answer Value) Value {
	if answer.kind != KindRows {
		return answer
	}
	amount, currency := answer.Amount()
	rate, ok := v.Question.Rate(currency)
	if v.Currency || !ok {
		return String(currency)
	}
	x, err := strconv.ParseFloat(amount, 64)
	if err != nil {
		return String(amount)
	}
	return Number(x * rate)
}

// completed is the answer to a question in which every "other" option with a
// text counts as chosen, as far as the shape allows: the text alone says it.
func (a Answers) completed(q *questionnaire.Question) Value {
	value := a[q.Key]
	for _, o := range q.Options {
		if !o.Other || value.Chose(o.Code) || strings.TrimSpace(a[q.OtherName(o)].Str()) == "" {
			continue
		}
		switch {
		case q.Shape() == questionnaire.ShapeCode && value.IsNone():
			value = String(o.Code)
		case q.Shape() == questionnaire.ShapeCodes && (value.IsNone() || value.kind == KindList):
			value = list(append(slices.Clone(value.List()), o.Code))
		}
	}
	return value
}

// Chose reports whether a code is the value or, for a multiple choice, among
// its codes.
func (v Value) Chose(code string) bool {
	return v.kind == KindString && v.str == code || v.kind == KindList && slices.Contains(v.List(), code)
}

func (v Value) isAnswer() bool {
	switch v.kind {
	case KindNone:
		return false
	case KindString:
		return v.str != ""
	case KindList:
		return len(v.List()) > 0
	case KindItems:
		return len(v.Items()) > 0
	case KindRows:
		for _, row := range v.byRow() {
			if row.isAnswer() {
				return true
			}
		}
		return false
	}
	return true
}
