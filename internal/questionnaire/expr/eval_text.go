package expr

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// textual evaluates the functions that make or read texts.
func (n *node) textual(env Env) Value {
	v := n.args[0].eval(env)
	if n.op == opTextOf {
		return String(textOf(v))
	}
	if v.kind != isString {
		return Missing()
	}
	switch n.op {
	case opLength:
		return Number(float64(utf8.RuneCountInString(v.text)))
	case opNumberOf:
		return numberOf(v.text)
	case opLower:
		return String(strings.Map(lower, v.text))
	case opUpper:
		return String(strings.Map(upper, v.text))
	case opPart:
		length := Number(math.MaxInt32)
		if len(n.args) > 2 {
			length = n.args[2].eval(env)
		}
		return part(v.text, n.args[1].eval(env), length)
	}
	return Missing()
}

// holdsText evaluates contains, starts_with and ends_with.
func (n *node) holdsText(env Env) bool {
	a, b := n.args[0].eval(env), n.args[1].eval(env)
	if a.kind != isString || b.kind != isString {
		return false
	}
	switch n.op {
	case opContains:
		return strings.Contains(a.text, b.text)
	case opStartsWith:
		return strings.HasPrefix(a.text, b.text)
	default:
		return strings.HasSuffix(a.text, b.text)
	}
}

// join strings texts and numbers together and passes over missing ones.
func (n *node) join(env Env) Value {
	var b strings.Builder
	for _, arg := range n.args {
		b.WriteString(textOf(arg.eval(env)))
	}
	return String(b.String())
}

// textOf writes a value: a text, code or date as it is, a number with at most
// ten decimals and without those that would be noise. Numbers from 10^15 on and
// all other values give "".
func textOf(v Value) string {
	const largest = 1e15
	size := math.Abs(v.num)
	if v.kind == isString {
		return v.text
	}
	if v.kind != isNumber || size >= largest {
		return ""
	}
	decimals := maxDecimals
	for scale := 1e10; decimals > 0 && size*scale >= largest; scale /= 10 {
		decimals--
	}
	text := strconv.FormatFloat(round(v.num, float64(decimals)).num, 'f', decimals, 64)
	if decimals > 0 {
		text = strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
	}
	return text
}

var decimalNumber = regexp.MustCompile(`^ *(-?[0-9]+(?:\.[0-9]+)?) *$`)

// numberOf reads a decimal number as conditions write it.
func numberOf(text string) Value {
	match := decimalNumber.FindStringSubmatch(text)
	if match == nil {
		return Missing()
	}
	number, err := strconv.ParseFloat(match[1], 64)
	if err != nil {
		return Missing() // too large
	}
	return Number(number)
}

// part cuts characters from start, which counts from 1, out of a text.
func part(text string, start, length Value) Value {
	if start.kind != isNumber || length.kind != isNumber ||
		start.num < 1 || start.num != math.Floor(start.num) || length.num < 0 || length.num != math.Floor(length.num) {
		return Missing()
	}
	first, end := start.num, start.num+length.num
	number := 0.0
	from, to := len(text), len(text)
	for i := range text {
		number++
		if number == first {
			from = i
		}
		if number == end {
			to = i
			break
		}
	}
	return String(text[min(from, to):to])
}

// Case is changed only where Go and browsers of every age agree and one letter
// stays one letter: Latin with its accents, Greek and Cyrillic.
var (
	capitals = regexp.MustCompile(`[A-ZÀ-ÖØ-ÞĀ-ĮĲ-ŇŊ-žΆ-ΏΑ-ΫЀ-Я]`)
	smalls   = regexp.MustCompile(`[a-zà-öø-įĳ-ňŋ-žά-ία-ώа-џ]`)
)

func lower(r rune) rune { return cased(r, capitals, unicode.ToLower) }
func upper(r rune) rune { return cased(r, smalls, unicode.ToUpper) }

func cased(r rune, among *regexp.Regexp, change func(rune) rune) rune {
	if among.MatchString(string(r)) {
		return change(r)
	}
	return r
}
