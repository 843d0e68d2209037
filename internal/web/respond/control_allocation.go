package respond

import (
	"net/url"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// allocation is the control of numbers that add up to a total: an entry for
// each option.
func allocation() control {
	return control{
		template: "allocation",
		names:    func(q *questionnaire.Question) []string { return append(partNames(q), missingName(q)) },
		layout:   layoutAllocation, fill: fillRanking, parse: parseAllocation, format: formatAllocation,
	}
}

func layoutAllocation(f *Field, q *questionnaire.Question, w view) {
	for _, o := range w.options {
		if o.Missing == questionnaire.NotMissing {
			f.Parts = append(f.Parts, Part{ID: choiceID(f.ID, len(f.Parts)), Name: q.PartName(o), Label: w.text(o.Text), option: o})
		}
	}
	f.Unit, f.InputMode, f.Total = w.text(q.Unit), inputMode(q), q.Total
	f.Instruction = w.printer.Text("respond.add_up", "total", withUnit(w.printer.Number(q.Total), f.Unit))
	layoutMissing(f, q, w)
}

// inputMode is the keyboard for a question's numbers.
func inputMode(q *questionnaire.Question) string {
	if q.Decimals == 0 {
		return "numeric"
	}
	return "decimal"
}

// withUnit writes a number with its unit, if it has one.
func withUnit(number, unit string) string {
	if unit == "" {
		return number
	}
	return number + "\u00a0" + unit
}

// parseAllocation reads the numbers. Options that are left blank have none.
func parseAllocation(q *questionnaire.Question, p *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
	if found := several(q, entered, partNames(q)...); found != nil {
		return nil, found
	}
	shares := map[string]response.Value{}
	var found []response.Violation
	for _, o := range q.Options {
		typed := trimmed(entered, q.PartName(o))
		if o.Missing != questionnaire.NotMissing || typed == "" {
			continue
		}
		share, refused := parseNumber(q, p, typed)
		if refused == nil && share.Kind() != response.KindNumber {
			refused = []response.Violation{{Question: q, Code: response.ViolationNumber}}
		}
		for i := range refused {
			refused[i].Option = o
		}
		shares[o.Code], found = share, append(found, refused...)
	}
	missing, contradicted := parseMissing(q, entered, len(shares) > 0)
	if found = append(found, contradicted...); found != nil || len(shares) == 0 {
		return keep(q, missing), found
	}
	return keep(q, response.Rows(shares)), nil
}

func formatAllocation(q *questionnaire.Question, p *locale.Printer, a response.Answers) url.Values {
	entered := formatMissing(q, a[q.Key])
	for _, o := range q.Options {
		if share := a[q.Key].Row(o.Code); share.Kind() == response.KindNumber {
			entered.Set(q.PartName(o), p.PlainNumber(share.Num()))
		}
	}
	return entered
}
