package intake

import (
	"cmp"
	"fmt"
	"slices"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// isComputed reports whether a column follows from others.
func (p *plan) isComputed(column int) bool { return p.own != nil && p.own.computed[column] }

// reportColumns lists what does not match, in the responses or in a table of
// items.
func (in *importer) reportColumns() {
	report := in.report
	for i, d := range in.columns {
		c := &in.sheet.Columns[i]
		e := &ExtraColumn{
			Column: in.letter(c), Header: joinHeader(label.Header(c.Question), c), Reason: in.left[i], worksheet: in.worksheet, index: i,
			Remedy: cmp.Or(in.hints[i], defaultRemedy),
		}
		switch {
		case e.Reason != "":
			report.Left = append(report.Left, e)
		case d != nil || !c.Named() || in.isComputed(i):
		default:
			report.Extra = append(report.Extra, e)
		}
	}
	for _, qp := range in.questions {
		in.missingColumns(qp, report)
	}
	for _, a := range in.questionnaire.Definition.Administrative {
		if in.worksheet == "" && !slices.ContainsFunc(in.admin, func(d *decoder) bool { return d.admin.Name == a.Key }) {
			report.Missing = append(report.Missing, MissingColumn{a.Key, "no column is headed by the administrative column's key or text; correct the text, or remove it"})
		}
	}
}

// defaultRemedy is what to do about a column of which nothing is known.
const defaultRemedy = "add its header to the aliases of a question, or add an administrative column with it as text, if they are wanted"

// missingColumns lists what of a question has no column.
func (p *plan) missingColumns(qp *questionPlan, report *ImportReport) {
	add := func(name, remedy string, args ...any) {
		report.Missing = append(report.Missing, MissingColumn{name, fmt.Sprintf(remedy, args...)})
	}
	switch {
	case leftOut(qp.Question) != "":
		return
	case qp.Shape() == questionnaire.ShapeItems:
		p.missingItems(qp, report)
		return
	case !qp.answerable():
		add(qp.Key, "no column is headed by its key or its wording %q; add the header in the file to the question's aliases if it was asked", clip(wording(qp.Text)))
		return
	case qp.Shape() == questionnaire.ShapeAmount && qp.currency == nil && len(qp.Currencies) > 1:
		add(qp.CurrencyName(), "no column is of the currency; amounts that do not name theirs are taken to be in %s", qp.Currencies[0].Code)
	}
	for _, r := range qp.rows {
		if !r.answerable() {
			add(qp.RowName(r.row), "no column of question %s is headed by the row %q; add the header in the file to the row's aliases if it was asked", qp.Key, clip(wording(r.row.Text)))
			continue
		}
		for i, cell := range r.cells {
			if !cell.answerable() {
				add(qp.CellName(r.row, qp.Columns[i]), "no column of question %s is headed by this row and column; head it by the name of the cell if it was asked", qp.Key)
			}
		}
	}
	p.missingTicks(qp, report)
}

// missingItems reports a roster whose items are nowhere, and the questions about
// them that have no column beside the responses.
func (p *plan) missingItems(qp *questionPlan, report *ImportReport) {
	if len(qp.items) == 0 && qp.listed == nil {
		report.Missing = append(report.Missing, MissingColumn{qp.Key, fmt.Sprintf(
			"no columns hold its items; head them such as %s__1__%s, or put the items on a worksheet with %s and %s if they were asked",
			qp.Key, qp.Questions[0].Key, response.ColumnID, response.ColumnItem)})
	}
	for i, question := range qp.Questions {
		has := func(item itemPlan) bool { return item.questions[i].answerable() }
		if len(qp.items) > 0 && leftOut(question) == "" && !slices.ContainsFunc(qp.items, has) {
			report.Missing = append(report.Missing, MissingColumn{question.Key, fmt.Sprintf(
				"no column of roster %s is of this question; head it such as %s__1__%s if it was asked", qp.Key, qp.Key, question.Key)})
		}
	}
}

// missingTicks lists the options of a question with a column per option that
// have none.
func (p *plan) missingTicks(qp *questionPlan, report *ImportReport) {
	columns := slices.Concat(qp.ticks, qp.parts)
	if qp.main != nil || len(qp.members)+len(qp.places) > 0 || len(columns) == 0 {
		return
	}
	for _, o := range qp.Options {
		has := func(d *decoder) bool { return d.option == o }
		if len(qp.parts) > 0 && o.Missing != questionnaire.NotMissing {
			continue // what was said instead of an answer stands in any column
		}
		if !slices.ContainsFunc(columns, has) && !slices.ContainsFunc(qp.others, has) {
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
