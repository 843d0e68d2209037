package intake

import (
	"fmt"
	"slices"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// isComputed reports whether a column follows from others.
func (p *plan) isComputed(column int) bool { return p.own != nil && p.own.computed[column] }

// reportColumns lists what does not match.
func (p *plan) reportColumns(s *sheet.Sheet, report *ImportReport) {
	for i, d := range p.columns {
		if c := &s.Columns[i]; d == nil && c.Named() && !p.isComputed(i) {
			report.Extra = append(report.Extra, &ExtraColumn{
				Column: c.Letter(), Header: joinHeader(label.Header(c.Question), c), index: i,
			})
		}
	}
	for _, qp := range p.questions {
		if qp.Shape() == questionnaire.ShapeNone {
			continue
		}
		if !qp.answerable() {
			report.Missing = append(report.Missing, MissingColumn{qp.Key, fmt.Sprintf(
				"no column is headed by its key or its wording %q; add the header in the file to the question's aliases if it was asked", clip(wording(qp.Text)))})
			continue
		}
		for _, r := range qp.rows {
			if r.main == nil && len(r.ticks) == 0 {
				report.Missing = append(report.Missing, MissingColumn{qp.Key + "__" + r.row.Code, fmt.Sprintf(
					"no column of question %s is headed by the row %q; add the header in the file to the row's aliases if it was asked", qp.Key, clip(wording(r.row.Text)))})
			}
		}
		p.missingTicks(qp, report)
	}
	for _, a := range p.questionnaire.Definition.Administrative {
		if !slices.ContainsFunc(p.admin, func(d *decoder) bool { return d.admin.Name == a.Key }) {
			report.Missing = append(report.Missing, MissingColumn{a.Key, "no column is headed by the administrative column's key or text; correct the text, or remove it"})
		}
	}
}

// missingTicks lists the options of a question with a column per option that
// have none.
func (p *plan) missingTicks(qp *questionPlan, report *ImportReport) {
	if qp.main != nil || len(qp.members) > 0 || len(qp.ticks) == 0 {
		return
	}
	for _, o := range qp.Options {
		has := func(d *decoder) bool { return d.option == o }
		if !slices.ContainsFunc(qp.ticks, has) && !slices.ContainsFunc(qp.others, has) {
			report.Missing = append(report.Missing, MissingColumn{qp.Key + "__" + o.Code, fmt.Sprintf(
				"no column of question %s is headed by the option %q; add the header in the file to the option's aliases if it was offered", qp.Key, clip(wording(o.Text)))})
		}
	}
}

// clip shortens a wording for a message.
func clip(s string) string {
	const most = 60
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}
