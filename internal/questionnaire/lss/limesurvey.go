package lss

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

// expression is one of LimeSurvey's, with where it stands.
type expression struct {
	src     string
	place   string
	feature string
	value   bool      // it yields a value, not a condition
	self    *question // that it belongs to, if to one
	field   *variable // that “this” stands for, if not for all of self
	before  int       // it may name the questions before this one
}

// maxExpressions bounds all expressions of a survey together, in bytes: many
// times what a survey has.
const maxExpressions = 1 << 20

var errTooMany = fmt.Errorf("the file holds more than %d MB of expressions", maxExpressions>>20)

// translateExpression writes an expression of LimeSurvey as one of ours.
// Remarks on it are listed.
func (c *converter) translateExpression(e expression) (string, error) {
	if c.expressionBytes += len(e.src); c.expressionBytes > maxExpressions {
		return "", errTooMany
	}
	options := expr.LimeSurveyOptions{
		Calculation: e.value, Variable: c.variable, Code: c.code, Scope: c.symbols,
		Members: func(reference string) []string { return c.members(reference, e.self) },
	}
	if e.field != nil {
		options.Self = e.field.name
	} else if e.self != nil {
		if parts := e.self.parts(); len(parts) == 1 {
			options.Self = parts[0].name
		}
	}
	got, err := expr.FromLimeSurvey(dateToday.ReplaceAllString(strings.TrimSpace(e.src), "date('Y-m-d')"), options)
	if err != nil {
		return "", reason(err)
	}
	if err := c.known(got.Source, e.before); err != nil {
		return "", err
	}
	if !e.value {
		if err := c.check(got.Source); err != nil {
			return "", err
		}
	}
	for _, notice := range got.Notices {
		c.report.Add(convert.Changed, e.place, e.feature, "“%s”: %s", clip(e.src), notice.Message)
	}
	return got.Source, nil
}

// dateToday is today as authors write it in bounds of dates, where LimeSurvey
// reads the year with two digits too.
var dateToday = regexp.MustCompile(`date\(["']y-m-d["']\)`)

// reason is an error without its place inside the expression, which is quoted
// beside it.
func reason(err error) error {
	var u *expr.Untranslated
	if errors.As(err, &u) {
		return errors.New(strings.TrimSuffix(u.Problem.Message+"; "+u.Problem.Remedy, "; "))
	}
	return err
}

// known reports a name of a question that is not asked before.
func (c *converter) known(src string, before int) error {
	parsed, err := expr.Parse(src)
	if err != nil {
		return err
	}
	for _, name := range parsed.Names() {
		key, _, _ := strings.Cut(name, "__")
		switch index, ok := c.indexes[key]; {
		case ok && index == before:
			return fmt.Errorf("it depends on other answers to the question itself, “%s”", key)
		case ok && index > before:
			return fmt.Errorf("“%s” is asked later", key)
		}
	}
	return nil
}

// variable says what a name stands for here.
func (c *converter) variable(name string) (expr.LimeSurveyVariable, bool) {
	if q := c.survey.byCode[strings.ToLower(name)]; q != nil && slices.Contains([]form{formCodes, formRanks}, kindOf(q).form) {
		return expr.LimeSurveyVariable{Key: q.key}, true
	}
	v, ok := c.survey.lookup(name)
	if ok && v.rank > 0 && v.question.index < c.asked {
		key, ok := c.rankKey(v)
		return expr.LimeSurveyVariable{Key: key}, ok
	}
	if _, symbol := c.symbols[v.name]; !ok || v.rank > 0 || !symbol && v.option == "" {
		return expr.LimeSurveyVariable{}, false
	}
	if v.option == "" {
		return expr.LimeSurveyVariable{Key: v.name}, true
	}
	return expr.LimeSurveyVariable{Key: strings.TrimSuffix(v.name, "__"+v.option), Option: v.code}, true
}

// code gives our code for one of LimeSurvey's.
func (c *converter) code(key, code string) string {
	if ours, ok := c.codes[key][code]; ok {
		return ours
	}
	return code
}

// members lists what self and that stand for: the fields of a question, or
// those of one row or column.
func (c *converter) members(reference string, self *question) []string {
	words := strings.Split(reference, ".")
	q, words := self, words[1:]
	if strings.HasPrefix(reference, "that.") && len(words) > 0 {
		q, words = c.survey.byCode[strings.ToLower(words[0])], words[1:]
	}
	if q == nil {
		return nil
	}
	form := kindOf(q).form
	if len(words) == 0 && (form == formCodes && q.kind == "M" || form == formRanks) {
		return []string{q.code}
	}
	if _, single := q.part(""); single {
		return []string{q.code}
	}
	var names []string
	for _, rest := range q.rests() {
		if slices.ContainsFunc(words, func(w string) bool { return !picks(w, rest) }) {
			continue
		}
		names = append(names, q.code+"_"+rest)
	}
	return names
}

// picks reports whether a word behind self takes a field: sq_A those of a row
// or column, nosq_A the others, comments and nocomments those of comments.
func picks(word, rest string) bool {
	isComment := strings.HasSuffix(rest, "comment")
	switch word {
	case "comments":
		return isComment
	case "nocomments":
		return !isComment
	}
	code, without := strings.CutPrefix(word, "nosq_")
	if !without {
		code = strings.TrimPrefix(word, "sq_")
	}
	row, column, _ := cutLast(rest)
	return (rest == code || row == code || column == code) != without
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
		return "", nil
	case expr.KindText, expr.KindCode, expr.KindMonth:
		return questionnaire.ResultText, nil
	case expr.KindDate:
		return questionnaire.ResultDate, nil
	}
	return "", errors.New("it yields " + kind.String() + ", which cannot be kept or inserted")
}
