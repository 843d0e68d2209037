package response

import (
	"math"
	"slices"

	"barometer/internal/questionnaire"
)

// rows checks the answer to a matrix.
func (c *checker) rows(value Value) {
	q := c.question
	if value.kind == KindMissing {
		c.missing(value.missing)
		return
	}
	if value.kind != KindRows {
		c.add(ViolationForm, nil)
		return
	}
	asked := q.Rows
	if c.path != nil {
		asked = c.path.Rows(q)
	}
	for _, row := range q.Rows {
		before := len(c.found)
		switch v := value.Row(row.Code); {
		case !slices.Contains(asked, row):
		case v.isAnswer() && len(q.Columns) > 0:
			c.cells(v)
		case v.isAnswer():
			c.value(v)
		case q.Required:
			c.add(ViolationRequired, nil)
		}
		for i := before; i < len(c.found); i++ {
			c.found[i].Row = row
		}
	}
	for _, code := range value.RowCodes() {
		if !slices.ContainsFunc(q.Rows, func(r *questionnaire.Row) bool { return r.Code == code }) {
			c.add(ViolationNotOffered, nil)
		}
	}
}

// cells checks one row of a matrix with columns. Each column is checked as the
// question that it is.
func (c *checker) cells(row Value) {
	if row.kind != KindRows {
		c.add(ViolationForm, nil)
		return
	}
	for _, column := range c.question.Columns {
		cell := checker{question: column, answers: Answers{column.Key: row.Row(column.Key)}}
		cell.check()
		for _, v := range cell.found {
			c.add(v.Code, v.Params)
			c.found[len(c.found)-1].Column = column
		}
	}
	for _, code := range row.RowCodes() {
		if !slices.ContainsFunc(c.question.Columns, func(q *questionnaire.Question) bool { return q.Key == code }) {
			c.add(ViolationNotOffered, nil)
		}
	}
}

// ranks checks codes in an order.
func (c *checker) ranks(codes []string) {
	before := len(c.found)
	c.codes(codes)
	if len(c.found) > before || c.exclusiveAlone(codes) || c.path == nil {
		return
	}
	if q, n := c.question, c.path.choices(c.question); q.Max == nil && q.Min == nil && len(codes) < n {
		c.add(ViolationUnranked, map[string]any{"min": n, "got": len(codes)})
	}
}

// shares checks the parts of an allocation.
func (c *checker) shares(parts Value) {
	sum, before := 0.0, len(c.found)
	for _, code := range parts.RowCodes() {
		o, ok := c.question.Option(code)
		share, already := parts.Row(code), len(c.found)
		switch {
		case !ok || o.Missing != questionnaire.NotMissing:
			c.add(ViolationNotOffered, nil)
		case share.kind != KindNumber:
			c.mistyped(share)
		case share.number < 0:
			c.add(ViolationNegative, nil)
		default:
			c.number(share.number)
		}
		sum += share.number
		for i := already; i < len(c.found); i++ {
			c.found[i].Option = o
		}
	}
	const rounding = 1e-9
	if total := c.question.Total; len(c.found) == before && math.Abs(sum-total) > rounding*total {
		c.add(ViolationTotal, map[string]any{"total": total, "got": roundedTo(sum, c.question.Decimals)})
	}
}

func roundedTo(x float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(x*scale) / scale
}

// items checks the answer to a roster, but not what is answered about each
// item.
func (c *checker) items(items []Item) {
	q := c.question
	seen := map[string]bool{}
	for _, item := range items {
		if item.ID == "" || len(item.ID) > maxItemID || seen[item.ID] {
			c.add(ViolationForm, nil)
			return
		}
		seen[item.ID] = true
	}
	most := questionnaire.MaxItems
	if q.Max != nil {
		most = min(most, int(*q.Max))
	}
	if len(items) > most {
		c.add(ViolationManyItems, map[string]any{"max": most, "got": len(items)})
	}
	if q.Min != nil && len(items) < int(*q.Min) {
		c.add(ViolationFewItems, map[string]any{"min": int(*q.Min), "got": len(items)})
	}
}

// maxItemID is how long the id of an item can be, in bytes: as a code.
const maxItemID = 64
