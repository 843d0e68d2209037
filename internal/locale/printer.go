package locale

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// Printer writes texts, numbers and dates in one language. It is immutable.
type Printer struct {
	tag   string       // as asked for
	parse language.Tag // of tag, with Latin digits
	texts string       // the language whose texts are used
}

func newPrinter(tag string) *Printer {
	parsed := language.Make(tag)
	p := &Printer{tag: tag, texts: fallback}
	if _, i, confidence := catalogs().matcher.Match(parsed); confidence != language.No {
		p.texts = catalogs().tags[i]
	}
	// Without this, numbers in Arabic come in Arabic-Indic digits, unlike those
	// in the same institute's workbooks, which a spreadsheet writes.
	if latin, err := parsed.SetTypeForKey("nu", "latn"); err == nil {
		parsed = latin
	}
	p.parse = parsed
	return p
}

// Language is the BCP 47 tag that the printer was asked for.
func (p *Printer) Language() string { return p.tag }

// TextLanguage is the language that its texts are in, which is another one
// where there are none in Language.
func (p *Printer) TextLanguage() string { return p.texts }

// Dir is the direction of Language: "ltr" or "rtl".
func (p *Printer) Dir() string { return Dir(p.tag) }

// Text gives the text of a key. args are names of placeholders, each followed
// by its value: numbers are written as in the language, anything else as %v. A
// text with plural forms follows its placeholder n. An unknown key gives the
// key itself, and a placeholder without a value stays.
func (p *Printer) Text(key string, args ...any) string {
	params := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		params[fmt.Sprint(args[i])] = args[i+1]
	}
	return p.TextOf(key, params)
}

// TextOf is Text with the values by name of placeholder.
func (p *Printer) TextOf(key string, params map[string]any) string {
	t, ok := catalogs().find(p.texts, key)
	if !ok {
		return key
	}
	s := t.form(language.Make(p.texts), count(params["n"]))
	if !strings.Contains(s, "{") {
		return s
	}
	pairs := make([]string, 0, 2*len(params))
	for name, value := range params {
		pairs = append(pairs, "{"+name+"}", p.format(value))
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// Has reports whether there is a text for the key.
func (p *Printer) Has(key string) bool {
	_, ok := catalogs().find(p.texts, key)
	return ok
}

// count is the number that plural forms follow. Numbers with a fraction take
// the form of large ones, which differs from other only for a few of them.
func count(n any) int {
	switch n := n.(type) {
	case int:
		return n
	case int64:
		return int(n)
	case float64:
		if n == math.Trunc(n) && math.Abs(n) < 1e15 {
			return int(n)
		}
	}
	return 100
}

func (p *Printer) format(value any) string {
	switch value := value.(type) {
	case string:
		return value
	case int:
		return p.Integer(value)
	case int64:
		return p.Integer(int(value))
	case float64:
		return p.Number(value)
	}
	return fmt.Sprint(value)
}

// Integer writes a whole number with the language's grouping.
func (p *Printer) Integer(n int) string {
	return message.NewPrinter(p.parse).Sprint(number.Decimal(n))
}

// Number writes a number with the language's grouping and decimal sign, with
// as many places as it has, at most six.
func (p *Printer) Number(x float64) string { return p.decimal(x, 0, 6) }

// Rounded is Number with at most the given places.
func (p *Printer) Rounded(x float64, places int) string { return p.decimal(x, 0, places) }

// Fixed writes a number with exactly the given places.
func (p *Printer) Fixed(x float64, places int) string { return p.decimal(x, places, places) }

func (p *Printer) decimal(x float64, least, most int) string {
	return message.NewPrinter(p.parse).Sprint(
		number.Decimal(x, number.MinFractionDigits(least), number.MaxFractionDigits(most)))
}

// Date writes a day in words, such as "1 May 2026".
func (p *Printer) Date(t time.Time) string {
	return p.Text("date.day", "day", t.Day(), "month", p.Month(t.Month()), "year", t.Format("2006"))
}

// Time writes a day and a time of day with the name of its time zone, such as
// "1 May 2026, 14:30 BST".
func (p *Printer) Time(t time.Time) string {
	return p.Text("date.time", "date", p.Date(t), "time", t.Format("15:04"), "zone", t.Format("MST"))
}

// ISODate writes a day that is given as 2026-05-01, or a month that is given as
// 2026-05, in words; anything else comes back as it is.
func (p *Printer) ISODate(s string) string {
	if t, err := time.Parse(time.DateOnly, s); err == nil {
		return p.Date(t)
	}
	if t, err := time.Parse("2006-01", s); err == nil {
		return p.Text("date.month", "month", p.Month(t.Month()), "year", t.Format("2006"))
	}
	return s
}

// Month is the name of a month.
func (p *Printer) Month(m time.Month) string { return p.Text(monthKeys[m-1]) }

var monthKeys = [12]string{
	"month.1", "month.2", "month.3", "month.4", "month.5", "month.6",
	"month.7", "month.8", "month.9", "month.10", "month.11", "month.12",
}

// PlainNumber writes a number for an entry to be edited: without grouping, all
// its places, the language's decimal sign, and a fourth place where three would
// be Ambiguous. ParseNumber reads it.
func (p *Printer) PlainNumber(x float64) string {
	s := strconv.FormatFloat(x, 'f', -1, 64)
	if _, _, ok := Ambiguous(s); ok {
		s += "0"
	}
	return strings.Replace(s, ".", string(p.decimalSign()), 1)
}

// PlainFixed is PlainNumber with exactly the given places.
func (p *Printer) PlainFixed(x float64, places int) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', places, 64), ".", string(p.decimalSign()), 1)
}

// List joins several items in a sentence, such as "a, b and c".
func (p *Printer) List(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	return p.Text("list.last", "first", strings.Join(items[:last], p.Text("list.comma")), "last", items[last])
}
