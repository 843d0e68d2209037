package respond

import (
	"net/url"
	"time"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// date is the control of dates: three short entries, which work in every
// browser and language and can be typed without looking.
func date() control {
	return control{
		template: "date",
		names: func(q *questionnaire.Question) []string {
			return []string{q.Key + ".day", q.Key + ".month", q.Key + ".year", missingName(q)}
		},
		layout: func(f *Field, q *questionnaire.Question, w view) {
			f.Name = q.Key
			f.Day = Part{ID: f.ID, Name: q.Key + ".day", Label: w.printer.Text("respond.day")}
			f.Month = Part{ID: f.ID + "-month", Name: q.Key + ".month", Label: w.printer.Text("respond.month")}
			f.Year = Part{ID: f.ID + "-year", Name: q.Key + ".year", Label: w.printer.Text("respond.year")}
			layoutMissing(f, q, w)
		},
		fill: func(f *Field, entered url.Values) {
			for _, part := range []*Part{&f.Day, &f.Month, &f.Year} {
				part.Value = entered.Get(part.Name)
				f.Answered = f.Answered || part.Value != ""
			}
			fillMissing(f, entered)
		},
		parse: parseDate, format: formatDate,
	}
}

// parseDate reads the three entries. What is no date is given as typed, which
// is a violation, where nothing more helpful can be said of it.
func parseDate(q *questionnaire.Question, p *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
	names := []string{q.Key + ".day", q.Key + ".month", q.Key + ".year"}
	if found := several(q, entered, names...); found != nil {
		return nil, found
	}
	var parts [3]string
	typed := false
	for i, name := range names {
		parts[i] = trimmed(entered, name)
		typed = typed || parts[i] != ""
	}
	missing, found := parseMissing(q, entered, typed)
	if found != nil || !typed {
		return keep(q, missing), found
	}
	day, ok1 := wholePart(p, parts[0])
	month, ok2 := wholePart(p, parts[1])
	year, ok3 := wholePart(p, parts[2])
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	switch {
	case !ok1 || !ok2 || !ok3 || year >= 100 && year < 1000:
		return keep(q, response.String(parts[2]+"-"+parts[1]+"-"+parts[0])), nil
	case year < 100:
		return nil, []response.Violation{{Question: q, Code: violationYearDigits}}
	case t.Day() != day || int(t.Month()) != month:
		return nil, []response.Violation{{Question: q, Code: violationNoSuchDay}}
	}
	return keep(q, response.String(t.Format(time.DateOnly))), nil
}

// wholePart reads a whole number of at most four digits.
func wholePart(p *locale.Printer, s string) (int, bool) {
	x, ok := p.ParseNumber(s)
	n := int(x)
	return n, ok && float64(n) == x && 0 <= n && n <= 9999
}

func formatDate(q *questionnaire.Question, _ *locale.Printer, a response.Answers) url.Values {
	entered := formatMissing(q, a[q.Key])
	if t, err := time.Parse(time.DateOnly, a[q.Key].Str()); err == nil {
		entered.Set(q.Key+".day", t.Format("2"))
		entered.Set(q.Key+".month", t.Format("1"))
		entered.Set(q.Key+".year", t.Format("2006"))
	}
	return entered
}
