package intake

import (
	"cmp"
	"slices"

	"barometer/internal/questionnaire"
)

// questionPlan is the columns of one question.
type questionPlan struct {
	*questionnaire.Question
	main     *decoder
	ticks    []*decoder // in the order of options
	members  []*decoder // of a multiple choice, each with one chosen option
	others   []*decoder // of the texts of "other"
	parts    []*decoder // of a ranking or an allocation, one per option
	places   []*decoder // of a ranking, one per place
	currency *decoder   // of an amount
	rows     []rowPlan  // of a matrix, in the order of rows

	items  []itemPlan // of a roster, in columns beside the responses
	listed *itemSheet // the items of a roster in a table of their own, or nil
}

// rowPlan is the columns of one row of a matrix.
type rowPlan struct {
	row   *questionnaire.Row
	main  *decoder
	ticks []*decoder
	cells []*questionPlan // of a matrix with columns, in the order of columns
}

// itemPlan is the columns of one item of a roster.
type itemPlan struct {
	number    int // from 1
	questions []*questionPlan
}

func newQuestionPlan(q *questionnaire.Question) *questionPlan {
	qp := &questionPlan{Question: q}
	for _, row := range q.Rows {
		r := rowPlan{row: row}
		for _, column := range q.Columns {
			r.cells = append(r.cells, newQuestionPlan(column))
		}
		qp.rows = append(qp.rows, r)
	}
	return qp
}

// add adds a column to those of its question.
func (qp *questionPlan) add(d *decoder) {
	if d.row == nil {
		qp.addColumn(d)
		return
	}
	r := &qp.rows[d.row.Index]
	switch {
	case d.column != nil:
		r.cells[d.column.Index].addColumn(d)
	case d.option != nil:
		r.ticks = append(r.ticks, d)
	default:
		r.main = d
	}
}

// addColumn adds a column that is of no row, or of one cell.
func (qp *questionPlan) addColumn(d *decoder) {
	switch {
	case d.currency:
		qp.currency = d
	case d.place > 0:
		qp.places = append(qp.places, d)
	case d.isPart():
		qp.parts = append(qp.parts, d)
	case d.option != nil && (d.option.Other || d.text):
		qp.others = append(qp.others, d)
	case d.option != nil:
		qp.ticks = append(qp.ticks, d)
	case d.member > 0:
		qp.members = append(qp.members, d)
	default:
		qp.main = d
	}
}

// addItem adds a column to those of an item of the roster.
func (qp *questionPlan) addItem(d *decoder) {
	i := slices.IndexFunc(qp.items, func(x itemPlan) bool { return x.number == d.item })
	if i < 0 {
		i = len(qp.items)
		item := itemPlan{number: d.item}
		for _, q := range qp.Questions {
			item.questions = append(item.questions, newQuestionPlan(q))
		}
		qp.items = append(qp.items, item)
	}
	qp.items[i].questions[d.question.Index].add(d)
}

// finish puts columns in order once all are there.
func (qp *questionPlan) finish() {
	if len(qp.others) == 0 && qp.main != nil {
		qp.main.ownText = true
	}
	for _, ticks := range append([][]*decoder{qp.ticks}, qp.rowTicks()...) {
		slices.SortStableFunc(ticks, func(a, b *decoder) int { return cmp.Compare(a.option.Index, b.option.Index) })
	}
	slices.SortStableFunc(qp.items, func(a, b itemPlan) int { return cmp.Compare(a.number, b.number) })
	for _, item := range qp.items {
		for _, inner := range item.questions {
			inner.finish()
		}
	}
}

func (qp *questionPlan) rowTicks() [][]*decoder {
	var all [][]*decoder
	for i := range qp.rows {
		all = append(all, qp.rows[i].ticks)
		for _, cell := range qp.rows[i].cells {
			all = append(all, cell.ticks)
		}
	}
	return all
}

// answerable reports whether any column holds answers to the question.
func (qp *questionPlan) answerable() bool {
	return qp.first() != nil || len(qp.items) > 0 || qp.listed != nil
}

// answerable reports whether any column holds answers to the row.
func (r rowPlan) answerable() bool {
	return r.main != nil || len(r.ticks) > 0 || slices.ContainsFunc(r.cells, (*questionPlan).answerable)
}

// first is a column of the question, or nil if there is none. Items are columns
// of other questions.
func (qp *questionPlan) first() *decoder {
	for _, d := range slices.Concat([]*decoder{qp.main}, qp.members, qp.ticks, qp.parts, qp.places, qp.others) {
		if d != nil {
			return d
		}
	}
	for _, r := range qp.rows {
		for _, d := range append([]*decoder{r.main}, r.ticks...) {
			if d != nil {
				return d
			}
		}
		for _, cell := range r.cells {
			if d := cell.first(); d != nil {
				return d
			}
		}
	}
	return nil
}
