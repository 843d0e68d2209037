package intake

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// dateOrder says how 06/08/2020 is read.
type dateOrder uint8

const (
	anyOrder   dateOrder = iota // where it makes no difference; else month first
	monthFirst                  // 8 June
	dayFirst                    // 6 August
)

// Forms of dates, after the time of day was cut off.
var (
	plainForms = []string{
		"2006-1-2", "2006/1/2", "2006.1.2", "20060102", "2 Jan 2006", "2-Jan-2006", "2 January 2006",
		"Jan 2 2006", "January 2 2006", "2-Jan-06", "Monday 2 January 2006", "Mon Jan 2 2006",
	}
	monthForms = []string{"1/2/2006", "1-2-2006", "1/2/06", "1.2.2006"}
	dayForms   = []string{"2/1/2006", "2-1-2006", "2/1/06", "2.1.2006"}
)

// Serial dates count days as spreadsheets do; the range is 1990 to 2060.
const firstSerialDate, lastSerialDate = 32874, 58500

// dateHead is how every date begins: with a number, or the name of a month or
// a day of the week and, soon, a number.
var dateHead = regexp.MustCompile(`^(?:\d[\d ./-]|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6},? ?\d?)`)

// parseDate reads a date of the usual forms, with or without a time of day,
// and gives it as YYYY-MM-DD. Serial numbers are dates only to parseSerial.
func parseDate(s string, order dateOrder) (string, bool) {
	s = label.Clean(s)
	if !dateHead.MatchString(s) || len(s) > 40 {
		return "", false
	}
	s = strings.ReplaceAll(cutTime(s), ",", "")
	forms := [][]string{plainForms, monthForms, dayForms}
	if order == dayFirst {
		forms[1], forms[2] = forms[2], nil
	} else if order == monthFirst {
		forms[2] = nil
	}
	for _, list := range forms {
		for _, form := range list {
			if t, err := time.Parse(form, s); err == nil {
				return t.Format(time.DateOnly), true
			}
		}
	}
	return "", false
}

// Forms of months: by name and by number.
var (
	namedMonths    = []string{"Jan 2006", "January 2006", "Jan-2006", "January-2006", "2006 January", "Jan-06", "Jan 06"}
	numberedMonths = []string{"2006-1", "2006/1", "2006.1", "1/2006", "1-2006", "1.2006", "200601"}
)

// parseMonth reads a month of the usual forms, and gives it as YYYY-MM.
func parseMonth(s string) (string, bool) {
	if len(s) > 20 {
		return "", false
	}
	s = strings.ReplaceAll(s, ",", "")
	for _, forms := range [][]string{namedMonths, numberedMonths} {
		for _, form := range forms {
			if t, err := time.Parse(form, s); err == nil {
				return t.Format(questionnaire.MonthOnly), true
			}
		}
	}
	return "", false
}

// readMonth reads a month or the month of a day.
func readMonth(s string, order dateOrder) (string, bool) {
	if month, ok := parseMonth(s); ok {
		return month, true
	}
	if day, ok := readDay(s, order); ok {
		return day[:len(questionnaire.MonthOnly)], true
	}
	return "", false
}

// cutTime drops the time of day behind a date: everything from the first word
// with a colon, or from the T of ISO 8601.
func cutTime(s string) string {
	colon := strings.IndexByte(s, ':')
	if colon < 0 {
		return s
	}
	if t := strings.LastIndexByte(s[:colon], 'T'); t > 0 && s[t-1] >= '0' && s[t-1] <= '9' {
		return s[:t]
	}
	if space := strings.LastIndexByte(s[:colon], ' '); space > 0 {
		return strings.TrimRight(s[:space], ", ")
	}
	return s
}

// parseSerial reads a date that a spreadsheet holds as a number of days.
func parseSerial(s string) (string, bool) {
	x, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || x < firstSerialDate || x > lastSerialDate {
		return "", false
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(x)).Format(time.DateOnly), true
}

// orderOf finds out whether the dates of a column write the day or the month
// first, from those where only one is possible.
func orderOf(values []string) dateOrder {
	for _, v := range values {
		_, month := parseDate(v, monthFirst)
		_, day := parseDate(v, dayFirst)
		switch {
		case month && !day:
			return monthFirst
		case day && !month:
			return dayFirst
		}
	}
	return anyOrder
}
