package lss

import (
	"errors"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

// translateExpression writes an expression of LimeSurvey as one of ours. It
// may name the questions before the place where it stands.
func (c *converter) translateExpression(src string, self *question, before int) (string, error) {
	return "", errors.New("not yet")
}

// translateRule translates a rule about a question, or about one of its fields.
func (c *converter) translateRule(src string, q *question, field *variable) (string, error) {
	return "", errors.New("not yet")
}

// check reports what is wrong with a condition of ours.
func (c *converter) check(src string) error {
	e, err := expr.Parse(src)
	if err != nil {
		return err
	}
	if problems := e.Check(c.symbols); len(problems) > 0 {
		return &problems[0]
	}
	return nil
}

// resultOf says what a calculation yields.
func (c *converter) resultOf(src string) (questionnaire.Result, error) {
	e, err := expr.Parse(src)
	if err != nil {
		return "", err
	}
	kind, problems := e.CheckCalculation(c.symbols)
	if len(problems) > 0 {
		return "", &problems[0]
	}
	switch kind {
	case expr.KindNumber:
		return questionnaire.ResultNumber, nil
	case expr.KindText, expr.KindCode, expr.KindMonth:
		return questionnaire.ResultText, nil
	case expr.KindDate:
		return questionnaire.ResultDate, nil
	}
	return "", errors.New("it yields " + kind.String() + ", which cannot be kept or inserted")
}
