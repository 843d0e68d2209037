package respond

import (
	"fmt"
	"net/url"
	"strconv"
	"time"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// month is the control of months: a list of their names and an entry for the
// year, since browsers have no such field that works everywhere.
func month() control {
	return control{
		template: "month",
		names: func(q *questionnaire.Question) []string {
			return []string{q.Key + ".month", q.Key + ".year", missingName(q)}
		},
		layout: func(f *Field, q *questionnaire.Question, w view) {
			f.Name = q.Key
			f.Month = Part{ID: f.ID, Name: q.Key + ".month", Label: w.printer.Text("respond.month")}
			f.Year = Part{ID: f.ID + "-year", Name: q.Key + ".year", Label: w.printer.Text("respond.year")}
			for m := time.January; m <= time.December; m++ {
				f.Options = append(f.Options, Choice{Value: strconv.Itoa(int(m)), Text: w.printer.Month(m)})
			}
			layoutMissing(f, q, w)
		},
		fill: func(f *Field, entered url.Values) {
			f.Month.Value, f.Year.Value = entered.Get(f.Month.Name), entered.Get(f.Year.Name)
			for i := range f.Options {
				f.Options[i].Checked = f.Options[i].Value == f.Month.Value
			}
			f.Answered = f.Month.Value != "" || f.Year.Value != ""
			fillMissing(f, entered)
		},
		parse: parseMonth, format: formatMonth,
	}
}

func parseMonth(q *questionnaire.Question, p *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
	names := []string{q.Key + ".month", q.Key + ".year"}
	if found := several(q, entered, names...); found != nil {
		return nil, found
	}
	typedMonth, typedYear := trimmed(entered, names[0]), trimmed(entered, names[1])
	typed := typedMonth != "" || typedYear != ""
	missing, found := parseMissing(q, entered, typed)
	if found != nil || !typed {
		return keep(q, missing), found
	}
	m, ok1 := wholePart(p, typedMonth)
	year, ok2 := wholePart(p, typedYear)
	switch {
	case !ok1 || !ok2 || m < 1 || m > 12 || year >= 100 && year < 1000:
		return keep(q, response.String(typedYear+"-"+typedMonth)), nil
	case year < 100:
		return nil, []response.Violation{{Question: q, Code: violationYearDigits}}
	}
	return keep(q, response.String(fmt.Sprintf("%04d-%02d", year, m))), nil
}

func formatMonth(q *questionnaire.Question, _ *locale.Printer, a response.Answers) url.Values {
	entered := formatMissing(q, a[q.Key])
	if t, err := time.Parse(questionnaire.MonthOnly, a[q.Key].Str()); err == nil {
		entered.Set(q.Key+".month", t.Format("1"))
		entered.Set(q.Key+".year", t.Format("2006"))
	}
	return entered
}
