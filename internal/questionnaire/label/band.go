package label

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Band is the range of numbers that a label covers, Low to High. Either end
// may be infinite. Ends with units of time are in days.
type Band struct{ Low, High float64 }

// number is one number with thousands separators, a sign of money before it
// and k, m or a unit behind it.
const number = `[$€£]?(\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?) ?(k|m)?(?: ?%)?`

// unit is a unit of time or of other things that are counted.
const unit = `(?: ?(hour|day|week|month|quarter|year)s?| (?:people|persons|employees|projects|times|staff|developers|members))?`

// remark is what may follow a band: "0 (no dedicated staff yet)".
const remark = `(?: from now| ago| old| times| of age| \([^)]*\))?`

var (
	bandBetween = regexp.MustCompile(`^(?:from )?` + number + unit + ` ?(?:-|to|and) ?` + number + unit + remark + `$`)
	bandAbove   = regexp.MustCompile(`^(?:more than|greater than|over|above|>|longer than) ?` + number + unit + remark + `$`)
	bandAtLeast = regexp.MustCompile(`^(?:at least|>=|≥) ?` + number + unit + remark + `$`)
	bandBelow   = regexp.MustCompile(`^(?:less than|fewer than|under|below|<|shorter than) ?` + number + unit + remark + `$`)
	bandAtMost  = regexp.MustCompile(`^(?:up to|at most|<=|≤|(?:in the |within the )?next) ?` + number + unit + remark + `$`)
	bandPlus    = regexp.MustCompile(`^` + number + ` ?\+` + unit + remark + `$`)
	bandAndUp   = regexp.MustCompile(`^` + number + unit + ` ?(?:or|and) (?:more|up|older|over|above|longer|greater)$`)
	bandAndDown = regexp.MustCompile(`^` + number + unit + ` ?(?:or|and) (?:less|fewer|younger|under|below|shorter)$`)
	bandExact   = regexp.MustCompile(`^` + number + unit + remark + `$`)
	bandNext    = regexp.MustCompile(`^(?:in the |within the )?next (hour|day|week|month|quarter|year)$`)
)

// days are the lengths of the units of time.
var days = map[string]float64{
	"hour": 1. / 24, "day": 1, "week": 7, "month": 30.4375, "quarter": 91.3125, "year": 365.25,
}

// ParseBand reads the numbers that a label covers: "251-1,000", "10+",
// "More than 100", "Less than 1 month", "10 or younger", "0". A single number
// is a band from it to itself. ok is false if the label is no band.
func ParseBand(s string) (b Band, ok bool) {
	n := Norm(s)
	if m := bandNext.FindStringSubmatch(n); m != nil {
		return Band{0, days[m[1]]}, true
	}
	if m := bandBetween.FindStringSubmatch(n); m != nil {
		lowUnit, highUnit := m[3], m[6]
		if lowUnit == "" {
			lowUnit = highUnit
		}
		b = Band{value(m[1], m[2], lowUnit), value(m[4], m[5], highUnit)}
		return b, b.Low <= b.High
	}
	for _, form := range []struct {
		pattern *regexp.Regexp
		band    func(x float64) Band
	}{
		{bandAbove, func(x float64) Band { return Band{math.Nextafter(x, math.Inf(1)), math.Inf(1)} }},
		{bandAtLeast, func(x float64) Band { return Band{x, math.Inf(1)} }},
		{bandBelow, func(x float64) Band { return Band{math.Inf(-1), math.Nextafter(x, math.Inf(-1))} }},
		{bandAtMost, func(x float64) Band { return Band{math.Inf(-1), x} }},
		{bandPlus, func(x float64) Band { return Band{x, math.Inf(1)} }},
		{bandAndUp, func(x float64) Band { return Band{x, math.Inf(1)} }},
		{bandAndDown, func(x float64) Band { return Band{math.Inf(-1), x} }},
		{bandExact, func(x float64) Band { return Band{x, x} }},
	} {
		if m := form.pattern.FindStringSubmatch(n); m != nil {
			return form.band(value(m[1], m[2], m[3])), true
		}
	}
	return Band{}, false
}

// value is the number that digits, a multiplier and a unit make.
func value(digits, multiplier, unit string) float64 {
	x, err := strconv.ParseFloat(strings.NewReplacer(",", "", " ", "").Replace(digits), 64)
	if err != nil {
		return math.NaN()
	}
	switch multiplier {
	case "k":
		x *= 1e3
	case "m":
		x *= 1e6
	}
	if d, ok := days[unit]; ok {
		x *= d
	}
	return x
}

// ParseOrdinal reads the number at the head of a point of a scale, such as
// "1 – Extremely critical".
func ParseOrdinal(s string) (int, bool) {
	m := ordinal.FindStringSubmatch(Norm(s))
	if m == nil {
		return 0, false
	}
	n, err := strconv.Atoi(m[1])
	return n, err == nil
}

var ordinal = regexp.MustCompile(`^(\d{1,2}) ?[-:.)=] ?\p{L}`)
