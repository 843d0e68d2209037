package label

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words are the words of a text in the form of Norm, without accents and
// without what stands in brackets and the 's of possessives. Digits are words
// too.
func Words(s string) []string {
	n := possessive.ReplaceAllString(Norm(withoutBrackets(s)), "$1")
	var b strings.Builder
	for _, r := range norm.NFD.String(n) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		default:
			b.WriteByte(' ')
		}
	}
	return strings.Fields(b.String())
}

var possessive = regexp.MustCompile(`(\pL)'s\b`)

// withoutBrackets drops remarks in round brackets, unless nothing else is
// there.
func withoutBrackets(s string) string {
	var b strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth > 0:
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	if strings.TrimSpace(b.String()) == "" {
		return s
	}
	return b.String()
}

// Join makes a key or code of words: those that are plain letters and digits,
// joined by _ up to most bytes. It is "" if no word will do.
func Join(words []string, most int) string {
	var b strings.Builder
	for _, w := range words {
		if strings.ContainsFunc(w, func(r rune) bool { return r >= utf8.RuneSelf }) {
			continue
		}
		if b.Len() == 0 && len(w) > most {
			w = w[:most]
		}
		if b.Len() > 0 && b.Len()+1+len(w) > most {
			break
		}
		if b.Len() > 0 {
			b.WriteByte('_')
		}
		b.WriteString(w)
	}
	return b.String()
}

// BandCode is a code that says which numbers a label covers, the same for all
// wordings: "more_10000" for "> 10,000", "Greater than 10,000". It is "" for a
// label that is no band.
func BandCode(s string) string {
	b, ok := ParseBand(s)
	n := Norm(s)
	if !ok || strings.ContainsFunc(n, unicode.IsLetter) && hasUnit(n) {
		return ""
	}
	low, high := plainNumber(b.Low), plainNumber(b.High)
	switch {
	case b.Low == b.High:
		return low
	case math.IsInf(b.High, 1) && isBeyond(b.Low):
		return "more_" + plainNumber(math.Nextafter(b.Low, math.Inf(-1)))
	case math.IsInf(b.High, 1):
		return low + "_plus"
	case math.IsInf(b.Low, -1) && isBeyond(b.High):
		return "less_" + plainNumber(math.Nextafter(b.High, math.Inf(1)))
	case math.IsInf(b.Low, -1):
		return "up_to_" + high
	}
	return low + "-" + high
}

// hasUnit reports whether a band counts time, whose numbers are days.
func hasUnit(n string) bool {
	for unit := range days {
		if strings.Contains(n, unit) {
			return true
		}
	}
	return false
}

// isBeyond reports whether an end was moved off its number to leave it out.
func isBeyond(x float64) bool { return x != math.Round(x*1e6)/1e6 }

func plainNumber(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
