package response

import (
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"barometer/internal/questionnaire"
)

// MaxText is the length of a text, in characters, where the question sets none.
const MaxText = 10000

// Validate checks the answers to the asked questions among those given and
// reports every violation, in the order of the questions. A question without
// an answer violates only Required.
func (p *Path) Validate(questions []*questionnaire.Question) []Violation {
	var found []Violation
	for _, q := range questions {
		if p.Asked(q) {
			c := checker{question: q, answers: p.answers}
			c.check()
			found = append(found, c.found...)
		}
	}
	return found
}

// unstorable are the violations by values that are no answers at all.
var unstorable = map[ViolationCode]bool{
	ViolationForm: true, ViolationNotOffered: true, ViolationText: true, ViolationNumber: true, ViolationDate: true,
}

// Storable splits a page's patch into what may be kept in a draft and the
// violations for the rest: values of a wrong form and codes that are not
// options, and texts longer than MaxText. An answer that breaks another rule, such as too many choices, is kept all
// the same, so that the respondent finds it again to mend it.
func Storable(questions []*questionnaire.Question, patch Answers) (Answers, []Violation) {
	kept := Answers{}
	var refused []Violation
	for _, q := range questions {
		c := checker{question: q, answers: patch}
		c.check()
		broken := false
		for _, v := range c.found {
			if unstorable[v.Code] || v.Code == ViolationTooLong && v.Params["got"].(int) > MaxText {
				refused, broken = append(refused, v), true
			}
		}
		for _, name := range AnswerNames(q) {
			if v, ok := patch[name]; ok && !broken {
				kept[name] = v
			}
		}
	}
	return kept, refused
}

// checker collects the violations of one question.
type checker struct {
	question *questionnaire.Question
	answers  Answers
	found    []Violation
}

func (c *checker) add(code ViolationCode, params map[string]any) {
	c.found = append(c.found, Violation{Question: c.question, Code: code, Params: params})
}

func (c *checker) check() {
	q := c.question
	if !c.answers.Has(q) {
		if q.Required {
			c.add(ViolationRequired, nil)
		}
		return
	}
	for _, o := range q.Options {
		if o.Other {
			c.otherText(o)
		}
	}
	value := c.answers.completed(q)
	if q.Rows != nil {
		c.rows(value)
		return
	}
	c.value(value)
}

// otherText checks the text of an "other" option.
func (c *checker) otherText(o *questionnaire.Option) {
	v := c.answers[c.question.OtherName(o)]
	before := len(c.found)
	switch {
	case v.kind != KindNone && v.kind != KindString:
		c.add(ViolationForm, nil)
	case strings.TrimSpace(v.str) != "":
		c.text(v.str, MaxText)
	case c.answers[c.question.Key].Chose(o.Code):
		c.add(ViolationOtherText, map[string]any{"option": o.Text})
	}
	for i := before; i < len(c.found); i++ {
		c.found[i].Option = o
	}
}

func (c *checker) rows(value Value) {
	q := c.question
	if value.kind != KindRows {
		c.add(ViolationForm, nil)
		return
	}
	known := map[string]bool{}
	for _, row := range q.Rows {
		known[row.Code] = true
		before := len(c.found)
		if v := value.Row(row.Code); v.isAnswer() {
			c.value(v)
		} else if q.Required {
			c.add(ViolationRequired, nil)
		}
		for i := before; i < len(c.found); i++ {
			c.found[i].Row = row
		}
	}
	for _, code := range value.RowCodes() {
		if !known[code] {
			c.add(ViolationNotOffered, nil)
		}
	}
}

// value checks one value by the shape of the question.
func (c *checker) value(v Value) {
	if v.kind == KindMissing {
		c.missing(v.missing)
		return
	}
	want := map[questionnaire.Shape]Kind{
		questionnaire.ShapeCode: KindString, questionnaire.ShapeCodes: KindList, questionnaire.ShapeNumber: KindNumber,
		questionnaire.ShapeText: KindString, questionnaire.ShapeDate: KindString,
	}[c.question.Shape()]
	if want == KindNone || v.kind != want {
		c.mistyped(v)
		return
	}
	switch c.question.Shape() {
	case questionnaire.ShapeCode:
		c.code(v.str)
	case questionnaire.ShapeCodes:
		c.codes(v.List())
	case questionnaire.ShapeNumber:
		c.number(v.number)
	case questionnaire.ShapeText:
		c.text(v.str, c.question.MaxLength)
	case questionnaire.ShapeDate:
		c.date(v.str)
	}
}

// mistyped reports a value of another kind than the shape has. Text where a
// number is due is what a respondent typed; anything else is not from a form.
func (c *checker) mistyped(v Value) {
	if c.question.Shape() == questionnaire.ShapeNumber && v.kind == KindString {
		c.add(ViolationNumber, nil)
		return
	}
	c.add(ViolationForm, nil)
}

// missing checks that "don't know" or "prefer not to say" was offered.
func (c *checker) missing(m questionnaire.Missing) {
	for _, o := range c.question.Options {
		if o.Missing == m {
			return
		}
	}
	c.add(ViolationNotOffered, nil)
}

func (c *checker) code(code string) {
	if o, ok := c.question.Option(code); !ok || o.Missing != questionnaire.NotMissing {
		c.add(ViolationNotOffered, nil)
	}
}

func (c *checker) codes(codes []string) {
	q := c.question
	seen := map[string]bool{}
	for _, code := range codes {
		o, ok := q.Option(code)
		if !ok || o.Missing != questionnaire.NotMissing || seen[code] {
			c.add(ViolationNotOffered, nil)
			return
		}
		seen[code] = true
		if o.Exclusive && len(codes) > 1 {
			c.add(ViolationExclusive, map[string]any{"option": o.Text})
		}
	}
	if q.Min != nil && len(codes) < int(*q.Min) && !c.exclusiveAlone(codes) {
		c.add(ViolationTooFew, map[string]any{"min": int(*q.Min), "got": len(codes)})
	}
	if q.Max != nil && len(codes) > int(*q.Max) {
		c.add(ViolationTooMany, map[string]any{"max": int(*q.Max), "got": len(codes)})
	}
}

// exclusiveAlone reports whether the only choice excludes all others, which
// answers a question however many choices it asks for.
func (c *checker) exclusiveAlone(codes []string) bool {
	if len(codes) != 1 {
		return false
	}
	o, ok := c.question.Option(codes[0])
	return ok && o.Exclusive
}

func (c *checker) number(x float64) {
	q := c.question
	if q.Decimals == 0 && x != math.Trunc(x) {
		c.add(ViolationInteger, nil)
	} else if places(x) > q.Decimals {
		c.add(ViolationDecimals, map[string]any{"max": q.Decimals})
	}
	if q.Min != nil && x < *q.Min {
		c.add(ViolationTooSmall, map[string]any{"min": *q.Min})
	}
	if q.Max != nil && x > *q.Max {
		c.add(ViolationTooLarge, map[string]any{"max": *q.Max})
	}
}

// places counts the digits after the point in the shortest form of x.
func places(x float64) int {
	s := strconv.FormatFloat(x, 'f', -1, 64)
	if i := strings.IndexByte(s, '.'); i >= 0 {
		return len(s) - i - 1
	}
	return 0
}

func (c *checker) text(s string, longest int) {
	if longest == 0 {
		longest = MaxText
	}
	if !utf8.ValidString(s) || strings.ContainsFunc(s, isControl) {
		c.add(ViolationText, nil)
	}
	if n := utf8.RuneCountInString(s); n > longest {
		c.add(ViolationTooLong, map[string]any{"max": longest, "got": n})
	}
}

func isControl(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' }

func (c *checker) date(s string) {
	q := c.question
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		c.add(ViolationDate, nil)
		return
	}
	if q.Earliest != "" && s < q.Earliest {
		c.add(ViolationTooEarly, map[string]any{"min": q.Earliest})
	}
	if q.Latest != "" && s > q.Latest {
		c.add(ViolationTooLate, map[string]any{"max": q.Latest})
	}
}
