package exprtest

import (
	"math"
	"slices"
	"strings"

	"barometer/internal/questionnaire/expr"
)

// codes are those of all choices.
var codes = []string{"a", "b", "3", "x.y-z"}

// kinds are the kinds of the variables that expressions name, by the first
// letters of their names. Those within the roster r begin with r.
var kinds = map[string]expr.Kind{
	"c": expr.KindCode, "m": expr.KindCodes, "n": expr.KindNumber, "t": expr.KindText,
	"d": expr.KindDate, "o": expr.KindMonth, "b": expr.KindBool,
}

// namesOf lists the variables of a kind.
func namesOf(kind expr.Kind, inside bool) []string {
	for letter, k := range kinds {
		switch {
		case k != kind:
		case inside:
			return []string{"r" + letter}
		default:
			return []string{letter + "1", letter + "2", letter + "3"}
		}
	}
	return nil
}

// rosterScope is the scope of random expressions.
type rosterScope struct {
	expr.Symbols
	inner expr.Symbols
}

// In implements [expr.ItemScope].
func (s rosterScope) In(string) expr.Scope { return s.inner }

// Scope says what random expressions may name.
func Scope() expr.ItemScope {
	s := rosterScope{expr.Symbols{"r": {Kind: expr.KindItems}}, expr.Symbols{"r": {Kind: expr.KindItems}}}
	for _, kind := range kinds {
		symbol := expr.Symbol{Kind: kind}
		if kind == expr.KindCode || kind == expr.KindCodes {
			symbol.Codes = codes
		}
		for _, name := range namesOf(kind, false) {
			s.Symbols[name], s.inner[name] = symbol, symbol
		}
		for _, name := range namesOf(kind, true) {
			s.inner[name] = symbol
			symbol.Many = true
			s.Symbols[name] = symbol
		}
	}
	return s
}

// Surroundings makes answers to everything, a good part of them missing.
func (g *Generator) Surroundings() Surroundings {
	s := Surroundings{Values: g.answers(false), Today: g.dateValue(), Position: max(0, g.random.IntN(6)-3)}
	if g.random.IntN(2) == 0 {
		s.Attributes = Answers{"code": pick(g, codes), "region": pick(g, codes)}
	}
	if g.random.IntN(8) == 0 {
		return s // the roster was not asked
	}
	list := []any{}
	for g.random.IntN(3) > 0 && len(list) < 4 {
		list = append(list, map[string]any(g.answers(true)))
	}
	s.Values["r"] = map[string]any{"items": list}
	return s
}

// letters are those of kinds in an order that does not change.
var letters = strings.Split("cmntdob", "")

func (g *Generator) answers(inside bool) Answers {
	answers := Answers{}
	for _, letter := range letters {
		for _, name := range namesOf(kinds[letter], inside) {
			answers[name] = g.value(kinds[letter])
		}
	}
	return answers
}

var missingKinds = []string{"not_asked", "not_offered", "not_reached", "skipped", "dont_know", "refused"}

// value makes an answer of a kind.
func (g *Generator) value(kind expr.Kind) any {
	switch g.random.IntN(12) {
	case 0:
		return nil
	case 1:
		return map[string]any{"missing": pick(g, missingKinds)}
	}
	switch kind {
	case expr.KindCode:
		return pick(g, codes)
	case expr.KindCodes:
		chosen := []any{}
		for _, i := range g.random.Perm(len(codes))[:g.random.IntN(len(codes)+1)] {
			chosen = append(chosen, codes[i])
		}
		return chosen
	case expr.KindNumber:
		return g.numberValue()
	case expr.KindText:
		return g.textValue()
	case expr.KindDate:
		return g.dateValue()
	case expr.KindMonth:
		return g.dateValue()[:7]
	default:
		return g.random.IntN(2) == 0
	}
}

// plainNumbers are those at which rounding and formatting change.
var plainNumbers = []float64{
	0, 1, -1, 2, 3, 0.5, -0.5, 1.5, 2.5, 0.1, 0.2, 0.3, -7.25, 12, 100, 2.675, 1.005, 1e-7, 1e-11, 5e-11, 1e12, 1e15, 999999999999999,
	4503599627370497.5, 9007199254740993, 1e21, 1e22, 1e300, 5e-324, 1.7976931348623157e308, 0.49999999999999994, 33.333333333333336,
}

func (g *Generator) numberValue() float64 {
	switch g.random.IntN(5) {
	case 0, 1:
		return pick(g, plainNumbers)
	case 2:
		return float64(g.random.IntN(2001) - 1000)
	case 3:
		return float64(g.random.IntN(2_000_001)-1_000_000) / 100
	}
	f := math.Float64frombits(g.random.Uint64())
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return 0
	}
	return f
}

// alphabet holds letters of which some change their case, and some in a way
// that Go and JavaScript do not agree on.
var alphabet = []rune("abcxyzABCXYZ0123456789 .-+'\"\\éÉßẞœŒžŽıİſŉǅÿŸαΑςσΣΐΰάΆжЖёЁ日本🙂🇫🇷\u0301\u00a0\n\u2028")

func (g *Generator) textValue() string {
	switch g.random.IntN(4) {
	case 0:
		return pick(g, []string{"", " ", "12", "-0.5", " 7 ", "1e3", "0012", "3", "a", "ab", "2024-02-29", "2026-05", "999999999999999999999"})
	case 1:
		return strings.TrimRight(strings.Repeat("x", g.random.IntN(4))+"é", "x")
	}
	text := slices.Repeat([]rune{0}, g.random.IntN(7))
	for i := range text {
		text[i] = pick(g, alphabet)
	}
	return string(text)
}
