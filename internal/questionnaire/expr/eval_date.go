package expr

import (
	"fmt"
	"math"
)

// civil is a day of the Gregorian calendar, which is used for all years. Of a
// month the day is 0.
type civil struct{ year, month, day int }

// parseCivil reads "2026-05-01" or "2026-05".
func parseCivil(s string) (d civil, ok bool) {
	if len(s) != 7 && len(s) != 10 || s[4] != '-' || len(s) == 10 && s[7] != '-' {
		return civil{}, false
	}
	year, okYear := digits(s[:4])
	month, okMonth := digits(s[5:7])
	if !okYear || !okMonth || month < 1 || month > 12 {
		return civil{}, false
	}
	d = civil{year: year, month: month}
	if len(s) == 7 {
		return d, true
	}
	day, okDay := digits(s[8:])
	d.day = day
	return d, okDay && day >= 1 && day <= daysIn(year, month)
}

func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

func daysIn(year, month int) int {
	if month == 2 {
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 30 + (month+month/8)%2
}

// number counts days from 1 March of the year 0, so that a leap day is the
// last of its year.
func (d civil) number() int {
	year, month := d.year, d.month-3
	if month < 0 {
		year, month = year-1, month+12
	}
	return year*365 + floorDivide(year, 4) - floorDivide(year, 100) + floorDivide(year, 400) + (month*153+2)/5 + d.day - 1
}

func floorDivide(a, b int) int { return int(math.Floor(float64(a) / float64(b))) }

// civilOf is the day of a number.
func civilOf(number int) civil {
	year := floorDivide(number*400, 146097) + 1
	for start := (civil{year, 3, 1}).number(); start > number; start = (civil{year, 3, 1}).number() {
		year--
	}
	rest := number - civil{year, 3, 1}.number()
	month := (rest*5 + 2) / 153
	day := rest - (month*153+2)/5 + 1
	if month += 3; month > 12 {
		year, month = year+1, month-12
	}
	return civil{year, month, day}
}

// before orders days within a year.
func (d civil) before(e civil) bool {
	return d.month < e.month || d.month == e.month && d.day < e.day
}

// calendar evaluates the functions of dates.
func (n *node) calendar(env Env) Value {
	a, ok := parseCivil(n.args[0].eval(env).text)
	if !ok {
		return Missing()
	}
	switch n.op {
	case opYear:
		return Number(float64(a.year))
	case opMonth:
		return Number(float64(a.month))
	}
	if a.day == 0 {
		return Missing()
	}
	switch n.op {
	case opDay:
		return Number(float64(a.day))
	case opDateAdd:
		return a.add(n.args[1].eval(env))
	}
	b, ok := parseCivil(n.args[1].eval(env).text)
	switch {
	case !ok || b.day == 0:
		return Missing()
	case n.op == opDays:
		return Number(float64(b.number() - a.number()))
	case b.number() < a.number():
		return Number(float64(0 - years(b, a)))
	default:
		return Number(float64(years(a, b)))
	}
}

// years counts full years from a to b, which is not before a.
func years(a, b civil) int {
	n := b.year - a.year
	if b.before(a) {
		n--
	}
	return n
}

// add is the day that is a whole number of days later, of the years 0 to 9999.
func (d civil) add(days Value) Value {
	const most = 4_000_000 // more than there are days in those years
	if days.kind != isNumber || days.num != math.Floor(days.num) || math.Abs(days.num) > most {
		return Missing()
	}
	e := civilOf(d.number() + int(days.num))
	if e.year < 0 || e.year > 9999 {
		return Missing()
	}
	return String(fmt.Sprintf("%04d-%02d-%02d", e.year, e.month, e.day))
}
