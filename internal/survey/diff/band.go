package diff

import (
	"math"

	"barometer/internal/questionnaire/label"
)

// bandDistance compares two ranges of numbers. Lower ends that differ by one,
// as those of “1,000–10,000” and “1,001–10,000” do, are the same.
func bandDistance(a, b label.Band) degree {
	if nearLow(a.Low, b.Low) && nearHigh(a.High, b.High) {
		return edited
	}
	return rewritten
}

// sameBand reports whether two ranges end at the same number, or both go on
// from the same one: one band of a scale, whose lower end follows from the band
// before it.
func sameBand(a, b label.Band) bool {
	if math.IsInf(a.High, 1) && math.IsInf(b.High, 1) {
		return nearLow(a.Low, b.Low)
	}
	return nearHigh(a.High, b.High)
}

func nearLow(a, b float64) bool { return nearHigh(a, b) || min(a, b) >= 1 && math.Abs(a-b) <= 1 }

// nearHigh reports whether two ends differ by no more than a hundredth.
func nearHigh(a, b float64) bool {
	return a == b || math.Abs(a-b) <= max(math.Abs(a), math.Abs(b))/100
}

// within reports whether a range is a part of another.
func within(part, whole label.Band) bool {
	return (part.Low >= whole.Low || nearLow(part.Low, whole.Low)) && (part.High <= whole.High || nearHigh(part.High, whole.High))
}
