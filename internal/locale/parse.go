package locale

import (
	"math"
	"strconv"
	"strings"
	"unicode"
)

// ParseNumber reads a number as people type it in the language: with digits of
// any script, grouping, either decimal sign and any minus sign. A single point
// or comma that could be both is the language's decimal sign, or grouping if
// it is the other sign and three digits follow. Exponents, infinities and
// anything that is no number give false.
func (p *Printer) ParseNumber(s string) (float64, bool) {
	plain, ok := asciiNumber(s)
	if !ok {
		return 0, false
	}
	plain, ok = p.resolveSeparators(plain)
	if !ok {
		return 0, false
	}
	x, err := strconv.ParseFloat(plain, 64)
	if err != nil || math.IsInf(x, 0) {
		return 0, false
	}
	return x, true
}

// Ambiguous reports whether people of different languages read a number
// differently: whether its only sign is one point or comma before exactly three
// digits. It gives the number with the sign between thousands and as the
// decimal sign. Both are what was typed for somebody; ParseNumber gives one.
func Ambiguous(s string) (thousands, decimal float64, ok bool) {
	plain, isNumber := asciiNumber(s)
	i := strings.IndexAny(plain, ".,")
	if !isNumber || i < 0 || strings.ContainsAny(s, "٫٬'’") || !groupsOfThree(plain, plain[i]) || strings.Count(plain, plain[i:i+1]) > 1 {
		return 0, 0, false
	}
	if strings.HasPrefix(strings.TrimPrefix(plain, "-"), "0") {
		return 0, 0, false // no thousands begin with 0
	}
	thousands, err := strconv.ParseFloat(plain[:i]+plain[i+1:], 64)
	if err != nil {
		return 0, 0, false
	}
	return thousands, thousands / 1000, true
}

// asciiNumber writes a number with ASCII digits, '-', '.' and ',' only; false
// if it holds anything else.
func asciiNumber(s string) (string, bool) {
	var b strings.Builder
	for _, r := range strings.TrimSpace(s) {
		d, isDigit := digit(r)
		switch {
		case isDigit:
			b.WriteByte('0' + d)
		case r == '.' || r == '٫':
			b.WriteByte('.')
		case r == ',' || r == '،':
			b.WriteByte(',')
		case r == '-' || r == '−' || r == '–':
			b.WriteByte('-')
		case r == '+' && b.Len() == 0, unicode.IsSpace(r), r == '\'', r == '’', r == '٬', unicode.Is(unicode.Cf, r):
			// Signs of grouping or direction, without a meaning of their own.
		default:
			return "", false
		}
	}
	digits := strings.TrimPrefix(b.String(), "-")
	return b.String(), digits != "" && !strings.Contains(digits, "-")
}

// digitZeros are the zeros of the scripts whose digits people type: Latin,
// Arabic, Persian, the scripts of India, Thai, Lao, Tibetan, Burmese, Khmer,
// Mongolian and the wide digits of East Asia.
var digitZeros = [...]rune{'0', '٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០', '᠐', '０'}

// digit gives the value of a decimal digit.
func digit(r rune) (byte, bool) {
	for _, zero := range digitZeros {
		if zero <= r && r <= zero+9 {
			return byte(r - zero), true
		}
	}
	return 0, false
}

// resolveSeparators decides what the points and commas of a number mean and
// leaves one point at most.
func (p *Printer) resolveSeparators(s string) (string, bool) {
	points, commas := strings.Count(s, "."), strings.Count(s, ",")
	if points == 0 && commas == 0 {
		return s, true
	}
	decimal := byte('.')
	switch {
	case points > 0 && commas > 0:
		decimal = s[strings.LastIndexAny(s, ".,")]
	case points+commas > 1:
		decimal = 0
	default:
		sign := s[strings.IndexAny(s, ".,")]
		if sign == p.decimalSign() || !groupsOfThree(s, sign) {
			decimal = sign
		} else {
			decimal = 0
		}
	}
	whole, fraction := s, ""
	if decimal != 0 {
		i := strings.LastIndexByte(s, decimal)
		whole, fraction = s[:i], "."+s[i+1:]
	}
	for _, sign := range []byte{'.', ','} {
		if strings.IndexByte(whole, sign) >= 0 && (sign == decimal || !groupsOfThree(whole, sign)) {
			return "", false
		}
	}
	return strings.NewReplacer(".", "", ",", "").Replace(whole) + fraction, true
}

// groupsOfThree reports whether a sign parts the digits as thousands are.
func groupsOfThree(s string, sign byte) bool {
	groups := strings.Split(strings.TrimPrefix(s, "-"), string(sign))
	if len(groups[0]) == 0 || len(groups[0]) > 3 {
		return false
	}
	for _, group := range groups[1:] {
		if len(group) != 3 {
			return false
		}
	}
	return true
}

// decimalSign is the language's sign between units and tenths, '.' or ','.
func (p *Printer) decimalSign() byte {
	if strings.Contains(p.Fixed(1.5, 1), ",") {
		return ','
	}
	return '.'
}
