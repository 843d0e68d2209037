package dataset

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// reading is one response being turned into cells.
type reading struct {
	table    *table
	version  *questionnaire.Questionnaire
	response *response.Response
	path     *response.Path   // of the response, or of an item of a roster
	answers  response.Answers // of the same
	last     int              // index of the last answered question of the response
	against  []*questionnaire.Variable
}

func newReading(p *plan, r *response.Response) *reading {
	path := response.Trace(p.questionnaire, r.Context, r.Answers)
	return &reading{version: p.questionnaire, response: r, path: path, answers: r.Answers, last: path.LastAnswered()}
}

// of reads an item of a roster of the response.
func (r *reading) of(item *response.Path) *reading {
	return &reading{version: r.version, response: r.response, path: item, answers: item.Answers(), last: r.last}
}

// cell is the value of a variable, or the reason why there is none.
func (r *reading) cell(s source) (cell, error) {
	switch {
	case !s.offered:
		return missingCell(questionnaire.NotOffered), nil
	case s.question == nil:
		return administrativeCell(s.variable, r.response.Administrative[s.variable.Name])
	}
	x, err := r.decode(s)
	if err != nil {
		return x, err
	}
	if !r.path.Asked(s.question) || s.own.Row != nil && !r.path.AsksRow(s.question, s.own.Row) {
		if !x.isBlank() {
			r.against = append(r.against, s.variable)
		}
		return missingCell(questionnaire.NotAsked), nil
	}
	if !x.isBlank() {
		return x, nil
	}
	if s.question.Shape() == questionnaire.ShapeShares && r.answers.Has(s.question) {
		return cell{option: -1}, nil // a part left empty has none of the total
	}
	return missingCell(r.blank(s)), nil
}

// blank says why a question that was asked has no answer.
func (r *reading) blank(s source) questionnaire.Missing {
	q := s.question
	answered := r.answers.Has(q)
	switch {
	case answered && s.variable.Other != nil && !r.chose(q, s.variable.Other),
		answered && q.Shape() == questionnaire.ShapeRanks, // beyond those that were to be ranked
		q.Calculate != nil:
		return questionnaire.NotApplicable
	case answered:
		return questionnaire.Skipped
	case r.brokeOff() && r.index(q) > r.last:
		return questionnaire.NotReached
	case !r.version.RoutingKnown() && q.AskIf == nil && q.Section.AskIf == nil:
		return questionnaire.Unknown
	}
	return questionnaire.Skipped
}

// brokeOff reports whether the respondent did not come to the end.
func (r *reading) brokeOff() bool {
	return r.response.Disposition != response.Complete && r.response.Disposition != ""
}

func (r *reading) chose(q *questionnaire.Question, o *questionnaire.Option) bool {
	return r.answers[q.Key].Chose(o.Code)
}

// index is the place of a question, or of the roster that it is asked in.
func (r *reading) index(q *questionnaire.Question) int {
	if q.Roster != nil {
		return q.Roster.Index
	}
	return q.Index
}

// decode reads the answer to a variable; a blank is Skipped.
func (r *reading) decode(s source) (cell, error) {
	v, value := s.variable, r.value(s)
	blank := missingCell(questionnaire.Skipped)
	var x cell
	var ok bool
	switch v.Shape {
	case questionnaire.ShapeCode:
		x, ok = r.single(v, value)
	case questionnaire.ShapeCodes:
		x, ok = r.multiple(v, value)
	default:
		x, ok = plain(v, value)
	}
	switch {
	case value.Kind() == response.KindMissing && v.Shape != questionnaire.ShapeCode && v.Shape != questionnaire.ShapeCodes:
		return missingCell(value.MissingKind()), nil
	case !ok:
		return blank, fault.New(fault.Invalid, "variable “%s”: a response holds something that is no answer to it in version %.12s of the questionnaire", v.Name, r.version.Version)
	}
	return x, nil
}

// value is the answer to a variable. A matrix that was declined as a whole was
// declined in every row. The number of a roster's items follows from other
// answers where it is not the respondent who lists them.
func (r *reading) value(s source) response.Value {
	switch {
	case s.question.Calculate != nil:
		return r.path.Of(s.own)
	case s.own.Row != nil && r.answers[s.question.Key].Kind() == response.KindMissing:
		return r.answers[s.question.Key]
	case s.own.CountsItems():
		n := len(r.path.Items(s.question))
		if n == 0 && (r.brokeOff() && s.question.Index > r.last || !r.version.RoutingKnown()) {
			return response.Value{}
		}
		return response.Number(float64(n))
	}
	return r.answers.Of(s.own)
}

// single reads one code. The text of "other" alone stands for its option.
func (r *reading) single(v *questionnaire.Variable, value response.Value) (cell, bool) {
	switch {
	case value.Kind() == response.KindMissing:
		return givenCell(v, value.MissingKind()), true
	case value.Kind() == response.KindString && value.Str() != "":
		option, ok := r.table.codes[v.Index][value.Str()]
		return cell{option: option}, ok
	case !value.IsNone() && value.Kind() != response.KindString:
		return cell{}, false
	}
	for _, o := range r.table.others[v.Index] {
		if r.hasText(v, o) {
			return cell{option: o.Index}, true
		}
	}
	return missingCell(questionnaire.Skipped), true
}

// multiple reads a set of codes. The text of "other" stands for its option.
func (r *reading) multiple(v *questionnaire.Variable, value response.Value) (cell, bool) {
	x := cell{option: -1}
	switch value.Kind() {
	case response.KindMissing:
		x = givenCell(v, value.MissingKind())
		if x.option >= 0 {
			x.options = []int{x.option}
		}
		x.kind = value.MissingKind()
		return x, true
	case response.KindNone, response.KindList:
	default:
		return x, false
	}
	for _, code := range value.List() {
		option, ok := r.table.codes[v.Index][code]
		if !ok {
			return x, false
		}
		x.options = append(x.options, option)
	}
	for _, o := range r.table.others[v.Index] {
		if r.hasText(v, o) && !slices.Contains(x.options, o.Index) {
			x.options = append(x.options, o.Index)
		}
	}
	x.kind = kindOfSet(v, x.options)
	return x, true
}

// kindOfSet is Skipped where nothing was chosen and the kind of the option
// where nothing but missing kinds was.
func kindOfSet(v *questionnaire.Variable, options []int) questionnaire.Missing {
	kind := questionnaire.Skipped
	for _, o := range options {
		kind = v.Options[o].Missing
		if kind == questionnaire.NotMissing {
			return kind
		}
	}
	return kind
}

func (r *reading) hasText(v *questionnaire.Variable, o *questionnaire.Option) bool {
	return strings.TrimSpace(r.answers[v.Question.OtherName(o)].Str()) != ""
}

// givenCell is the option that stands for a missing kind, or the kind itself
// where no option does.
func givenCell(v *questionnaire.Variable, m questionnaire.Missing) cell {
	for _, o := range v.Options {
		if o.Missing == m {
			return cell{option: o.Index}
		}
	}
	return missingCell(m)
}

// plain reads a number, a text or a date.
func plain(v *questionnaire.Variable, value response.Value) (cell, bool) {
	number := v.Shape == questionnaire.ShapeNumber
	switch {
	case value.IsNone() || value.Kind() == response.KindString && strings.TrimSpace(value.Str()) == "":
		return missingCell(questionnaire.Skipped), true
	case number && value.Kind() == response.KindNumber:
		return cell{option: -1, number: value.Num()}, true
	case !number && value.Kind() == response.KindString:
		return cell{option: -1, text: value.Str()}, true
	}
	return cell{}, false
}

// administrativeCell reads a column that accompanies a response. A blank one
// is Unknown.
func administrativeCell(v *questionnaire.Variable, text string) (cell, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return missingCell(questionnaire.Unknown), nil
	}
	if v.Shape != questionnaire.ShapeNumber {
		return cell{option: -1, text: text}, nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
		return missingCell(questionnaire.Unknown), fault.New(fault.Invalid, "administrative column “%s”: a response holds something that is no number", v.Name)
	}
	return cell{option: -1, number: x}, nil
}
