package questionnaire

import (
	"strings"

	"barometer/internal/questionnaire/expr"
)

// addVariable adds a variable, claims its names and makes them known to
// conditions. Names that are built of a key and codes are claimed too, because
// they head columns of exports.
func (c *compiler) addVariable(v *Variable, path string) {
	owner, question, section := v.Name, -1, -1
	if v.Question != nil {
		owner, question, section = v.Question.Key, v.Question.order, v.Question.Section.Index
	}
	list, roster := &c.q.Variables, ""
	if v.Question != nil && v.Question.Roster != nil {
		list, roster = &v.Question.Roster.ItemVariables, v.Question.Roster.Key
	}
	if v.Name != owner && !c.claim(v.Name, path, "a variable of question “"+clip(owner)+"”") {
		return
	}
	v.Index = len(*list)
	*list = append(*list, v)
	c.q.variables[v.Name] = v
	s := symbol{variable: v, owner: owner, roster: roster, question: question, section: section}
	s.Symbol = expr.Symbol{Kind: kindOf(v), Codes: answerCodes(v), Question: owner}
	if v.Shape == ShapeNumber && v.Question != nil && v.Recode == nil && v.Question.Shape() == ShapeNumber {
		s.Min, s.Max = v.Question.Min, v.Question.Max
	}
	c.symbols[v.Name] = s
	if v.Shape != ShapeCodes {
		return
	}
	repeated := map[string]bool{} // codes, whose repetition is a problem of its own
	for _, o := range v.Options {
		name, code := v.Indicator(o), strings.ToLower(o.Code)
		if !repeated[code] {
			c.claim(name, path, "an option of question “"+clip(owner)+"”")
		}
		s.option = o
		s.Symbol = expr.Symbol{Kind: expr.KindBool, Question: owner}
		if o.Missing != NotMissing {
			s.refusal = "stands for not giving an answer; write not answered(" + v.Name + ")"
		}
		repeated[code] = true
		c.symbols[name] = s
		s.refusal = ""
	}
}

// answerCodes are the codes that a condition can compare a variable with: the
// missing kinds are not among them, because who chose one gave no answer.
func answerCodes(v *Variable) []string {
	var codes []string
	for _, o := range v.Options {
		if o.Missing == NotMissing {
			codes = append(codes, o.Code)
		}
	}
	return codes
}

func kindOf(v *Variable) expr.Kind {
	if v.CountsItems() {
		return expr.KindItems
	}
	switch v.Shape {
	case ShapeCode:
		return expr.KindCode
	case ShapeCodes, ShapeRanks:
		return expr.KindCodes
	case ShapeNumber:
		return expr.KindNumber
	case ShapeDate:
		return expr.KindDate
	case ShapeMonth:
		return expr.KindMonth
	}
	return expr.KindText
}
