package questionnaire

import (
	"math"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// defaultValue checks and sets what the form holds at first. A respondent who
// sends it as it is has to get on.
func (b *builder) defaultValue() {
	value := b.def.Default
	if value == "" || !b.takes("default") {
		return
	}
	path := b.path + ".default"
	b.q.Default = value
	switch b.q.Shape() {
	case ShapeCode:
		b.defaultCode(path, value)
	case ShapeCodes:
		b.defaultCodes(path, strings.Fields(value))
	case ShapeNumber:
		b.defaultNumber(path, value)
	case ShapeDate:
		b.defaultTime(path, value, time.DateOnly)
	case ShapeMonth:
		b.defaultTime(path, value, MonthOnly)
	case ShapeText:
		b.defaultText(path, value)
	}
}

func (b *builder) defaultCode(path, code string) *Option {
	o, ok := b.knownCode(path, code)
	if ok && o.Missing != NotMissing {
		b.fail(path, "a missing kind cannot be what the form holds at first: nobody would have said so; remove the line")
	}
	return o
}

func (b *builder) defaultCodes(path string, codes []string) {
	excludes := false
	for _, code := range codes {
		o := b.defaultCode(path, code)
		excludes = excludes || o != nil && o.Exclusive
	}
	switch {
	case excludes && len(codes) > 1:
		b.fail(path, "one of these codes cannot be chosen with another; write it alone, or remove it")
	case b.q.Max != nil && float64(len(codes)) > *b.q.Max:
		b.fail(path, "the default has %d codes and at most %v can be chosen; write fewer", len(codes), *b.q.Max)
	case b.q.Min != nil && float64(len(codes)) < *b.q.Min && !excludes:
		b.fail(path, "the default has %d codes and at least %v are to be chosen; write more, or remove the line", len(codes), *b.q.Min)
	}
}

func (b *builder) defaultNumber(path, value string) {
	x, err := strconv.ParseFloat(value, 64)
	places := 0
	if _, after, ok := strings.Cut(value, "."); ok {
		places = len(after)
	}
	switch {
	case err != nil || math.IsInf(x, 0) || math.IsNaN(x):
		b.fail(path, "“%s” is no number; write one such as 5", clip(value))
	case b.q.Min != nil && x < *b.q.Min || b.q.Max != nil && x > *b.q.Max:
		b.fail(path, "“%s” is outside of “min” and “max”; write a number that can be answered", clip(value))
	case places > b.q.Decimals:
		b.fail(path, "“%s” has more places after the point than can be answered, which are %d", clip(value), b.q.Decimals)
	}
}

func (b *builder) defaultTime(path, value, layout string) {
	_, err := time.Parse(layout, value)
	switch {
	case err != nil:
		b.fail(path, "“%s” cannot be used; write it as %s", clip(value), layout)
	case b.q.Earliest != "" && value < b.q.Earliest || b.q.Latest != "" && value > b.q.Latest:
		b.fail(path, "“%s” is outside of “earliest” and “latest”; write one that can be answered", clip(value))
	}
}

func (b *builder) defaultText(path, value string) {
	if b.q.MaxLength > 0 && utf8.RuneCountInString(value) > b.q.MaxLength {
		b.fail(path, "the default is longer than %d characters; shorten it", b.q.MaxLength)
	}
	_, err := mail.ParseAddress(value)
	web := slices.ContainsFunc([]string{"http://", "https://"}, func(scheme string) bool { return strings.HasPrefix(value, scheme) })
	if b.q.Type.Format == FormatEmail && err != nil || b.q.Type.Format == FormatURL && !web {
		b.fail(path, "“%s” is no %s; write one, or remove the line", clip(value), b.q.Type.Name)
	}
}
