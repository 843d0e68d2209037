package response

import (
	"math"
	"net/mail"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"barometer/internal/questionnaire"
)

// value checks one value by the shape of the question.
func (c *checker) value(v Value) {
	if v.kind == KindMissing {
		c.missing(v.missing)
		return
	}
	want := kindOf[c.question.Shape()]
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
		c.date(v.str, time.DateOnly, ViolationDate)
	case questionnaire.ShapeMonth:
		c.date(v.str, questionnaire.MonthOnly, ViolationMonth)
	case questionnaire.ShapeRanks:
		c.ranks(v.List())
	case questionnaire.ShapeShares:
		c.shares(v)
	case questionnaire.ShapeAmount:
		c.amount(v)
	case questionnaire.ShapeFile:
		c.file(v.File())
	case questionnaire.ShapeItems:
		c.items(v.Items())
	}
}

// kindOf is the form that answers of a shape have.
var kindOf = map[questionnaire.Shape]Kind{
	questionnaire.ShapeCode: KindString, questionnaire.ShapeCodes: KindList, questionnaire.ShapeNumber: KindNumber,
	questionnaire.ShapeText: KindString, questionnaire.ShapeDate: KindString, questionnaire.ShapeMonth: KindString,
	questionnaire.ShapeRanks: KindList, questionnaire.ShapeShares: KindRows, questionnaire.ShapeAmount: KindRows,
	questionnaire.ShapeFile: KindFile, questionnaire.ShapeItems: KindItems,
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
	o, ok := c.question.Option(code)
	if !ok || o.Missing != questionnaire.NotMissing {
		c.add(ViolationNotOffered, nil)
	}
}

// least is how many choices an answer has at least: no more than are shown.
func (c *checker) least() int {
	switch {
	case c.question.Min == nil:
		return 0
	case c.path == nil || !c.question.Selective:
		return int(*c.question.Min)
	}
	return min(int(*c.question.Min), c.path.choices(c.question))
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
	if least := c.least(); len(codes) < least && !c.exclusiveAlone(codes) {
		c.add(ViolationTooFew, map[string]any{"min": least, "got": len(codes)})
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

// mostNumber is far above what anybody counts, and low enough that sums and
// squares of answers are numbers.
const mostNumber = 1e15

func (c *checker) number(x float64) {
	c.places(x)
	c.bounds(x)
}

func (c *checker) places(x float64) {
	if c.question.Decimals == 0 && x != math.Trunc(x) {
		c.add(ViolationInteger, nil)
	} else if places(x) > c.question.Decimals {
		c.add(ViolationDecimals, map[string]any{"max": c.question.Decimals})
	}
}

func (c *checker) bounds(x float64) {
	q := c.question
	if math.Abs(x) > mostNumber {
		c.add(ViolationTooLarge, map[string]any{"max": mostNumber})
		return
	}
	if q.Min != nil && x < *q.Min {
		c.add(ViolationTooSmall, map[string]any{"min": *q.Min})
	}
	if q.Step > 0 && !onStep(x, q) {
		c.add(ViolationStep, map[string]any{"step": q.Step})
	}
	if q.Max != nil && x > *q.Max {
		c.add(ViolationTooLarge, map[string]any{"max": *q.Max})
	}
}

// onStep reports whether a number is a whole number of steps from the least
// one, but for rounding.
func onStep(x float64, q *questionnaire.Question) bool {
	if q.Min != nil {
		x -= *q.Min
	}
	steps := x / q.Step
	const rounding = 1e-9
	return math.Abs(steps-math.Round(steps)) <= rounding*max(1, math.Abs(steps))
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
	switch f := c.question.Type.Format; {
	case Fits(f, s):
	case f == questionnaire.FormatEmail:
		c.add(ViolationEmail, nil)
	default:
		c.add(ViolationURL, nil)
	}
}

// Fits reports whether a text is what a format asks for; any is for none.
func Fits(f questionnaire.Format, s string) bool {
	switch f {
	case questionnaire.FormatEmail:
		return isEmail(s)
	case questionnaire.FormatURL:
		return isURL(s)
	}
	return true
}

// isEmail reports whether a text is one e-mail address and nothing else.
func isEmail(s string) bool {
	address, err := mail.ParseAddress(s)
	if err != nil || address.Address != s {
		return false
	}
	_, domain, _ := strings.Cut(s, "@")
	return strings.Contains(domain, ".") && !strings.HasSuffix(domain, ".")
}

// isURL reports whether a text is the full address of a page.
func isURL(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && !strings.ContainsAny(s, " \t\n")
}

func isControl(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' }

func (c *checker) date(s, layout string, violation ViolationCode) {
	q := c.question
	if _, err := time.Parse(layout, s); err != nil {
		c.add(violation, nil)
		return
	}
	if q.Earliest != "" && s < q.Earliest {
		c.add(ViolationTooEarly, map[string]any{"min": q.Earliest})
	}
	if q.Latest != "" && s > q.Latest {
		c.add(ViolationTooLate, map[string]any{"max": q.Latest})
	}
}

// amount checks an amount of money.
func (c *checker) amount(v Value) {
	for _, part := range v.RowCodes() {
		if part != amountPart && part != currencyPart || v.Row(part).kind != KindString {
			c.add(ViolationForm, nil)
			return
		}
	}
	amount, currency := v.Amount()
	x, err := strconv.ParseFloat(amount, 64)
	rate, ok := c.question.Rate(currency)
	switch {
	case err != nil || math.IsInf(x, 0) || math.IsNaN(x):
		c.add(ViolationNumber, nil)
	case currency == "":
		c.add(ViolationCurrency, nil)
	case !ok:
		c.add(ViolationNotOffered, nil)
	default:
		c.places(x)
		c.bounds(x * rate) // limits are in the first currency
	}
}

// file checks what an answer says of a file.
func (c *checker) file(f File) {
	q := c.question
	switch suffix := strings.ToLower(path.Ext(f.Name)); {
	case f.ID == "" || f.Name == "":
		c.add(ViolationForm, nil)
	case !slices.Contains(q.Accept, suffix):
		c.add(ViolationFileType, map[string]any{"accept": strings.Join(q.Accept, ", ")})
	case f.Size > q.MaxBytes:
		c.add(ViolationFileSize, map[string]any{"max": float64(q.MaxBytes) / (1 << 20)})
	}
}
