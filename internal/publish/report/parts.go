package report

import (
	"barometer/internal/analyse/disclose"
	"barometer/internal/questionnaire"
)

// parts fills the block of a question whose answer makes several variables:
// ranks, shares, an amount and its currency, the cells of a matrix with columns.
// Numbers stand in one table, a line for each.
func (b *builder) parts(block *Block, q *questionnaire.Question, views []*disclose.Published) {
	numbers := -1 // index of the table of numbers
	for _, v := range views {
		t, _ := b.table(q, v)
		label := b.Of(v.Stub().RowText)
		switch {
		case len(t.Rows) == 0:
		case v.Stub().Shape != questionnaire.ShapeNumber:
			t.Title = label
			block.Tables = append(block.Tables, t)
		default:
			if label != "" {
				t.Rows[0].Label = label
			}
			if numbers < 0 {
				numbers = len(block.Tables)
				block.Tables = append(block.Tables, t)
			} else {
				block.Tables[numbers].Rows = append(block.Tables[numbers].Rows, t.Rows...)
			}
		}
	}
}

// itemsRemark says that a question of a roster is answered once for each item.
func (b *builder) itemsRemark(q *questionnaire.Question) string {
	item := b.Of(q.Roster.Item)
	if item == "" {
		item = b.Of(q.Roster.Text)
	}
	return b.Text("report.note.items", "item", item)
}
