package label

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	serialDate = regexp.MustCompile(`^(\d{5})(?:\.0+)?$`)
	dayMonth   = regexp.MustCompile(`^(\d{1,2})[- ]([a-z]{3})$`)
	monthYear  = regexp.MustCompile(`^([a-z]{3})[- ](\d{2})$`)
	isoDate    = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})(?: 00:00:00)?$`)
)

// The days 2000-01-01 and 2051-01-01 as spreadsheets count them. A range that
// somebody typed became a day of the year in which it was typed.
const firstSerial, lastSerial = 36526, 55153

// Damaged tells which range a label was before a spreadsheet took it for a
// date: 43470 (5 January 2019) was 1-5, "5-Jan" too, "Oct-49" was 10-49. ok is
// false if the label does not look like one. Whether it is one depends on the
// labels beside it: see AreDamaged.
func Damaged(s string) (proposal string, ok bool) {
	n := Norm(s)
	if m := serialDate.FindStringSubmatch(n); m != nil {
		serial, err := strconv.Atoi(m[1])
		if err != nil || serial < firstSerial || serial >= lastSerial {
			return "", false
		}
		day := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, serial)
		return rangeOf(int(day.Month()), day.Day())
	}
	if m := dayMonth.FindStringSubmatch(n); m != nil {
		return rangeOfText(monthNumber(m[2]), m[1])
	}
	if m := monthYear.FindStringSubmatch(n); m != nil {
		return rangeOfText(monthNumber(m[1]), m[2])
	}
	if m := isoDate.FindStringSubmatch(n); m != nil {
		month, _ := strconv.Atoi(m[2])
		return rangeOfText(month, m[3])
	}
	return "", false
}

// AreDamaged finds among the labels of one question those that a spreadsheet
// took for dates, by index with the proposed range. They count as damaged only
// where the other labels are bands, so that years and amounts are left alone.
func AreDamaged(labels []string) map[int]string {
	damaged, bands, rest := map[int]string{}, 0, 0
	for i, s := range labels {
		if proposal, ok := Damaged(s); ok {
			damaged[i] = proposal
		} else if _, ok := ParseBand(s); ok {
			bands++
		} else if Missing(s) == 0 && !IsOther(s) {
			rest++
		}
	}
	if bands == 0 || rest > 1 || len(damaged) > bands+1 {
		return nil
	}
	return damaged
}

func rangeOfText(low int, high string) (string, bool) {
	n, err := strconv.Atoi(high)
	if err != nil {
		return "", false
	}
	return rangeOf(low, n)
}

func rangeOf(low, high int) (string, bool) {
	if low < 1 || high <= low {
		return "", false
	}
	return fmt.Sprintf("%d-%d", low, high), true
}

// monthNumber is 1 to 12 for the first three letters of a month's English
// name in lower case, else 0.
func monthNumber(abbreviation string) int {
	i := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", abbreviation)
	if i < 0 || i%3 != 0 {
		return 0
	}
	return i/3 + 1
}
