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
	builder  *Builder
	version  *questionnaire.Questionnaire
	response *response.Response
	path     *response.Path
	last     int // index of the last answered question
	against  []*questionnaire.Variable
}

func newReading(b *Builder, p *plan, r *response.Response) *reading {
	path := response.Trace(p.questionnaire, r.Context, r.Answers)
	return &reading{builder: b, version: p.questionnaire, response: r, path: path, last: path.LastAnswered()}
}

// cell is the value of a variable, or the reason why there is none.
func (r *reading) cell(s source) (cell, error) {
	switch {
	case !s.offered:
		return missingCell(questionnaire.NotOffered), nil
	case s.question == nil:
		return administrativeCell(s.variable, r.response.Administrative[s.variable.Name])
	}
	x, err := r.decode(s.variable)
	if err != nil {
		return x, err
	}
	if !r.path.Asked(s.question) {
		if !x.isBlank() {
			r.against = append(r.against, s.variable)
		}
		return missingCell(questionnaire.NotAsked), nil
	}
	if x.isBlank() {
		return missingCell(r.blank(s)), nil
	}
	return x, nil
}

// blank says why a question that was asked has no answer.
func (r *reading) blank(s source) questionnaire.Missing {
	q := s.question
	answered := r.response.Answers.Has(q)
	brokeOff := r.response.Disposition != response.Complete && r.response.Disposition != ""
	switch {
	case answered && s.variable.Other != nil && !r.chose(q, s.variable.Other):
		return questionnaire.NotApplicable
	case answered:
		return questionnaire.Skipped
	case brokeOff && q.Index > r.last:
		return questionnaire.NotReached
	case !r.version.RoutingKnown() && q.AskIf == nil && q.Section.AskIf == nil:
		return questionnaire.Unknown
	}
	return questionnaire.Skipped
}

func (r *reading) chose(q *questionnaire.Question, o *questionnaire.Option) bool {
	return r.response.Answers[q.Key].Chose(o.Code)
}

// decode reads the answer to a variable; a blank is Skipped.
func (r *reading) decode(v *questionnaire.Variable) (cell, error) {
	value := r.value(v)
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
// declined in every row.
func (r *reading) value(v *questionnaire.Variable) response.Value {
	if v.Row != nil {
		if whole := r.response.Answers[v.Question.Key]; whole.Kind() == response.KindMissing {
			return whole
		}
	}
	return r.response.Answers.Of(v)
}

// single reads one code. The text of "other" alone stands for its option.
func (r *reading) single(v *questionnaire.Variable, value response.Value) (cell, bool) {
	switch {
	case value.Kind() == response.KindMissing:
		return givenCell(v, value.MissingKind()), true
	case value.Kind() == response.KindString && value.Str() != "":
		option, ok := r.builder.codes[v.Index][value.Str()]
		return cell{option: option}, ok
	case !value.IsNone() && value.Kind() != response.KindString:
		return cell{}, false
	}
	for _, o := range r.builder.others[v.Index] {
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
		option, ok := r.builder.codes[v.Index][code]
		if !ok {
			return x, false
		}
		x.options = append(x.options, option)
	}
	for _, o := range r.builder.others[v.Index] {
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
	return strings.TrimSpace(r.response.Answers[v.Question.OtherName(o)].Str()) != ""
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
