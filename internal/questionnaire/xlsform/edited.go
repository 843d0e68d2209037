package xlsform

import (
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

// edited reports whether an expression was edited in its column of XLSForm
// since the form was written: whether it is no longer what is written for the
// one in our column, which otherwise wins. The row is that of a question, a
// section or a row of a matrix; self is the question.
func (r *reader) edited(row *row, column expr.XLSFormColumn, self, ours string) bool {
	cell := row.get(string(column))
	if ours == "" || cell == "" {
		return false
	}
	parsed, err := expr.Parse(ours)
	if err != nil {
		return false
	}
	symbols, rosters := r.symbols()
	written, err := parsed.ToXLSForm(toForm(column, self, symbols, rosters))
	if err != nil || written == cell {
		return false
	}
	r.report.Add(convert.Changed, row.at(string(column)), string(column), "it no longer says what our column says, so it counts, and our column does not")
	return true
}

// toForm are the options for writing an expression of ours.
func toForm(column expr.XLSFormColumn, self string, symbols expr.Symbols, rosters map[string]string) expr.ToXLSFormOptions {
	return expr.ToXLSFormOptions{
		Column: column, Self: self, Scope: symbols,
		Roster: func(key string) string { return rosters[owner(key)] },
	}
}

// symbols are the names of the form as the writer knows them.
func (r *reader) symbols() (expr.Symbols, map[string]string) {
	if r.known == nil {
		d := &questionnaire.Definition{Lists: r.def.Lists}
		for _, p := range r.pages {
			r.eachItem(p.items, func(it *item) {
				if it.def.Type == "calculated" && it.def.Result == "" && len(it.def.Options) == 0 {
					it.def.Result = resultOf(it)
				}
			})
			d.Sections = append(d.Sections, questionnaire.SectionDef{Questions: definitions(p.items)})
		}
		r.known, r.knownRosters = symbolsOf(d)
	}
	return r.known, r.knownRosters
}

// resultOf is the result of a calculation as far as its expression tells.
func resultOf(it *item) questionnaire.Result {
	switch it.yields {
	case expr.KindText, expr.KindCode:
		return questionnaire.ResultText
	case expr.KindDate:
		return questionnaire.ResultDate
	}
	return ""
}
