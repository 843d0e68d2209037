package response

import (
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
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

// Of gives the value of a variable of a question: the answer, the row's value
// or the text of "other". Recodes and administrative columns have none here.
func (a Answers) Of(v *questionnaire.Variable) Value {
	switch {
	case v.Question == nil || v.Recode != nil:
		return Value{}
	case v.Other != nil:
		return a[v.Name]
	case v.Row != nil:
		return a[v.Question.Key].Row(v.Row.Code)
	}
	return a.completed(v.Question)
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

// pathEnv evaluates a condition over the answers of a path so far.
type pathEnv struct {
	path      *Path
	condition *questionnaire.Condition
}

// Today is the reference date of the response.
func (e pathEnv) Today() string { return e.path.context.Date }

// Value is the value of the condition's i-th variable.
func (e pathEnv) Value(i int) expr.Value {
	v := e.condition.Variables[i]
	if o := e.condition.Options[i]; o != nil {
		return e.path.chosen(v, o)
	}
	return e.path.value(v)
}

// chosen tells whether an option was chosen; missing if the question has no
// answer.
func (p *Path) chosen(v *questionnaire.Variable, o *questionnaire.Option) expr.Value {
	answer := p.answer(v)
	if answer.kind != KindList && answer.kind != KindString {
		return expr.Missing()
	}
	return expr.Bool(answer.Chose(o.Code))
}

func (p *Path) value(v *questionnaire.Variable) expr.Value { return toExpr(p.answer(v)) }

// recoded is the answer to a recode: the code of the group that the source's
// answer belongs to or, of a multiple choice, of each group that it touches.
func recoded(v *questionnaire.Variable, source Value) Value {
	switch source.kind {
	case KindNumber:
		if i, ok := v.Recode.GroupOfNumber(source.number); ok {
			return String(v.Options[i].Code)
		}
	case KindString:
		if i, ok := v.Recode.GroupOfCode(source.str); ok {
			return String(v.Options[i].Code)
		}
	case KindList:
		return recodedList(v, source.List())
	}
	return Value{}
}

func recodedList(v *questionnaire.Variable, codes []string) Value {
	var groups []string
	for _, code := range codes {
		if i, ok := v.Recode.GroupOfCode(code); ok && !slices.Contains(groups, v.Options[i].Code) {
			groups = append(groups, v.Options[i].Code)
		}
	}
	if groups == nil {
		return Value{} // as in a dataset: in no group is no answer
	}
	return list(groups)
}

// answer is the value of a variable, none if its question is not asked.
func (p *Path) answer(v *questionnaire.Variable) Value {
	if v.Recode != nil {
		return recoded(v, p.answer(v.Recode.Source))
	}
	if v.Question == nil || !p.questions[v.Question.Index] {
		return Value{}
	}
	return p.answers.Of(v)
}

func toExpr(v Value) expr.Value {
	switch v.kind {
	case KindString:
		return expr.String(v.str)
	case KindList:
		return expr.Codes(v.List())
	case KindNumber:
		return expr.Number(v.number)
	}
	return expr.Missing()
}
