package expr

import "math"

// Value is what a variable holds in one response, or what an expression
// yields. The zero Value is missing.
type Value struct {
	kind  valueKind
	truth bool
	num   float64
	text  string
	codes []string
	many  []Value
}

type valueKind uint8

const (
	isMissing valueKind = iota
	isBool
	isNumber
	isString
	isCodes
	isMany
	isItems
)

// Missing is the value of a question without an answer, whatever the reason:
// not asked, not offered, not reached, skipped, don't know, prefer not to say.
func Missing() Value { return Value{} }

// Bool is the value of an option of a multiple choice (chosen or not) and of a
// condition.
func Bool(b bool) Value { return Value{kind: isBool, truth: b} }

// Number is the value of a numeric question. What is not finite is missing.
func Number(f float64) Value {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return Value{}
	}
	return Value{kind: isNumber, num: f}
}

// String is the value of a single choice (its code), of a text, of a date
// ("2026-05-01") or of a month ("2026-05"). The empty string is missing.
func String(s string) Value {
	if s == "" {
		return Value{}
	}
	return Value{kind: isString, text: s}
}

// Codes is the value of a multiple choice. The slice is read during the
// evaluation only and not kept, so that a caller may use it again for the next
// row. An empty slice is an answer in which nothing was chosen.
func Codes(codes []string) Value { return Value{kind: isCodes, codes: codes} }

// Many is the value of a question of a roster, seen from outside it: one value
// per item, in their order, missing ones included. The slice is read during the
// evaluation only and not kept. No item at all is not a missing value.
func Many(values []Value) Value { return Value{kind: isMany, many: values} }

// Items is the value of a roster: how many items it has. Without any it counts
// as not answered, but count gives 0. A roster that was not asked is missing.
func Items(n int) Value { return Value{kind: isItems, num: float64(max(0, n))} }

// IsMissing tells whether there is no value.
func (v Value) IsMissing() bool { return v.kind == isMissing }

// Text returns the text, code or date, and whether the value is one.
func (v Value) Text() (string, bool) { return v.text, v.kind == isString }

// Float returns the number, and whether the value is one.
func (v Value) Float() (float64, bool) { return v.num, v.kind == isNumber }

// Truth returns yes or no, and whether the value is one of them.
func (v Value) Truth() (truth, ok bool) { return v.truth, v.kind == isBool }
