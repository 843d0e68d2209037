package staff

import (
	"fmt"
	"time"

	"barometer/internal/locale"
	"barometer/internal/survey"
)

// The chart's size in its own units; the page stretches it.
const (
	chartWidth  = 640.0
	chartHeight = 160.0
	maxDays     = 120 // drawn at most, the newest
)

// dayChart draws starts and submissions by day, one bar each, the submitted in
// front of the started.
type dayChart struct {
	Width, Height float64
	Bars          []dayBar
	First, Last   string // days in words
	Most          int    // of one day: what the height stands for
	Description   string // the picture in words
}

// dayBar is one day.
type dayBar struct {
	Title               string // the day with its counts
	X, Width            float64
	StartedY, Started   float64 // top and height
	SubmittedY, Submits float64
}

// newDayChart lays out the days from the first to the last count, with those
// in between on which nothing happened. It is nil where there is nothing to
// draw.
func newDayChart(days []survey.DayCount) *dayChart {
	first, last, counts := daySpan(days)
	if len(counts) == 0 {
		return nil
	}
	p := printer()
	c := &dayChart{Width: chartWidth, Height: chartHeight, First: p.Date(first), Last: p.Date(last)}
	started, submitted := 0, 0
	for _, d := range counts {
		c.Most = max(c.Most, d.Started, d.Submitted)
		started += d.Started
		submitted += d.Submitted
	}
	if c.Most == 0 {
		return nil
	}
	n := int(last.Sub(first).Hours()/24+0.5) + 1
	step := chartWidth / float64(max(n, 10)) // few days make no walls
	for i := range n {
		day := first.AddDate(0, 0, i)
		d := counts[day.Format(time.DateOnly)]
		c.Bars = append(c.Bars, newDayBar(p, day, d, float64(i)*step, step, c.Most))
	}
	c.Description = fmt.Sprintf("From %s to %s, %s started and %s submitted; at most %s on one day.",
		c.First, c.Last, p.Integer(started), p.Integer(submitted), p.Integer(c.Most))
	return c
}

func newDayBar(p *locale.Printer, day time.Time, d survey.DayCount, x, step float64, most int) dayBar {
	height := func(n int) float64 { return chartHeight * float64(n) / float64(most) }
	return dayBar{
		Title: fmt.Sprintf("%s: %s started, %s submitted", p.Date(day), p.Integer(d.Started), p.Integer(d.Submitted)),
		X:     x + 0.1*step, Width: 0.8 * step,
		StartedY: chartHeight - height(d.Started), Started: height(d.Started),
		SubmittedY: chartHeight - height(d.Submitted), Submits: height(d.Submitted),
	}
}

// daySpan gives the newest days with their counts by day, and the first and
// last of them. Days that cannot be read are left out.
func daySpan(days []survey.DayCount) (first, last time.Time, counts map[string]survey.DayCount) {
	counts = map[string]survey.DayCount{}
	for i := len(days) - 1; i >= 0; i-- {
		day, err := time.Parse(time.DateOnly, days[i].Day)
		if err != nil {
			continue
		}
		if last.IsZero() {
			last = day
		}
		if last.Sub(day) >= maxDays*24*time.Hour {
			break
		}
		first = day
		counts[days[i].Day] = days[i]
	}
	return first, last, counts
}
