package sav

import (
	"math"
	"time"
)

// Format is how values of a variable are printed.
type Format struct {
	Type     FormatType
	Width    int
	Decimals int
}

// FormatType is the number that the format gives a kind of printing.
type FormatType int

// The kinds of printing that tell more than that a value is a number or text.
const (
	Date     FormatType = 20 // 08-JUN-2020
	Time     FormatType = 21 // 10:36:30
	DateTime FormatType = 22
	ADate    FormatType = 23 // 06/08/2020
	JDate    FormatType = 24 // 2020160
	DTime    FormatType = 25 // days and time
	EDate    FormatType = 38 // 08.06.2020
	SDate    FormatType = 39 // 2020/06/08
	MonthYr  FormatType = 28
	QuartYr  FormatType = 29
	WeekYr   FormatType = 30
	MTime    FormatType = 40 // minutes and seconds
	YMDTime  FormatType = 41 // 2020-06-08 10:36:30
)

// IsDate reports whether values are points in time, to the day or finer.
func (f Format) IsDate() bool {
	switch f.Type {
	case Date, DateTime, ADate, JDate, EDate, SDate, MonthYr, QuartYr, WeekYr, YMDTime:
		return true
	}
	return false
}

// HasTime reports whether values are points in time with a time of day.
func (f Format) HasTime() bool { return f.Type == DateTime || f.Type == YMDTime }

// IsDuration reports whether values are lengths of time, in seconds.
func (f Format) IsDuration() bool { return f.Type == Time || f.Type == DTime || f.Type == MTime }

// epoch is the first day of the Gregorian calendar, from which seconds count.
var epoch = time.Date(1582, time.October, 14, 0, 0, 0, 0, time.UTC)

// lastSecond is the end of the year 9999.
var lastSecond = float64(time.Date(10000, time.January, 1, 0, 0, 0, 0, time.UTC).Unix() - epoch.Unix())

// AsTime is the point in time that a number stands for, in UTC, to the second;
// ok is false outside the years 1582 to 9999.
func AsTime(x float64) (t time.Time, ok bool) {
	if math.IsNaN(x) || x < 0 || x >= lastSecond {
		return time.Time{}, false
	}
	return time.Unix(epoch.Unix()+int64(x), 0).UTC(), true
}
