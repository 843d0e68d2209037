package response

import (
	"slices"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

// pathEnv evaluates a condition over the answers of a path so far: of the
// response, or of one item of a roster with those of the response around it.
type pathEnv struct {
	path      *Path
	condition *questionnaire.Condition
	option    *questionnaire.Option // that the condition is about; nil if about none
}

// Today is the reference date of the response.
func (e pathEnv) Today() string { return e.path.context.Date }

// Position implements [expr.PositionEnv].
func (e pathEnv) Position() int { return e.path.position }

// Attribute implements [expr.OptionEnv].
func (e pathEnv) Attribute(name string) expr.Value {
	if e.option == nil {
		return expr.Missing()
	}
	return expr.String(e.option.Attribute(name))
}

// Item implements [expr.ItemEnv].
func (e pathEnv) Item(i, n int) expr.Env {
	return pathEnv{path: e.path.top().Items(e.condition.Variables[i].Question)[n], condition: e.condition}
}

// Value is the value of the condition's i-th variable. That of a question of
// another roster is one value for each of its items.
func (e pathEnv) Value(i int) expr.Value {
	v := e.condition.Variables[i]
	if v.Question == nil || v.Question.Roster == nil || v.Question.Roster == e.path.roster {
		return e.path.exprValue(v, e.condition.Options[i])
	}
	var values []expr.Value
	for _, item := range e.path.top().Items(v.Question.Roster) {
		values = append(values, item.exprValue(v, e.condition.Options[i]))
	}
	return expr.Many(values)
}

// exprValue is the value of a variable or, with an option, whether that was
// chosen; missing if the question has no answer.
func (p *Path) exprValue(v *questionnaire.Variable, o *questionnaire.Option) expr.Value {
	if v.CountsItems() {
		return p.items(v.Question)
	}
	answer := p.Of(v)
	switch {
	case o != nil && (answer.kind == KindList || answer.kind == KindString):
		return expr.Bool(answer.Chose(o.Code))
	case o != nil:
		return expr.Missing()
	}
	return toExpr(answer)
}

// items is the number of items of a roster; missing where it is not asked.
func (p *Path) items(roster *questionnaire.Question) expr.Value {
	if !p.top().Asked(roster) {
		return expr.Missing()
	}
	return expr.Items(len(p.top().Items(roster)))
}

func toExpr(v Value) expr.Value {
	switch v.kind {
	case KindString:
		return expr.String(v.str)
	case KindList:
		return expr.Codes(v.List())
	case KindNumber:
		return expr.Number(v.number)
	case KindFile:
		return expr.String(v.File().Name)
	}
	return expr.Missing()
}

// fromExpr is the value of a calculation. A code that is none of its options
// is no value.
func fromExpr(q *questionnaire.Question, x expr.Value) Value {
	if number, ok := x.Float(); ok && q.Shape() == questionnaire.ShapeNumber {
		return Number(number)
	}
	text, ok := x.Text()
	if !ok || q.Shape() == questionnaire.ShapeNumber {
		return Value{}
	}
	if q.Shape() == questionnaire.ShapeCode {
		if _, known := q.Option(text); !known {
			return Value{}
		}
	}
	return String(text)
}

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
