package intake

import (
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// mostScale is how many labels the scale of a matrix may have.
const mostScale = 15

// sharingScale parts columns into those that share one scale of labels, which
// are the rows of a matrix, and the others.
func (t *table) sharingScale(columns []*profile) (rows, left []*profile) {
	var base *profile
	for _, p := range columns {
		if isCategorical(p) && len(p.values) <= mostScale && (base == nil || len(p.values) > len(base.values)) {
			base = p
		}
	}
	if base == nil {
		return nil, columns
	}
	for _, p := range columns {
		if p.beyond == 0 && len(p.values) <= mostScale && rowLabel(p) != "" && mostlyIn(p, base) {
			rows = append(rows, p)
		} else {
			left = append(left, p)
		}
	}
	if len(rows) < 2 {
		return nil, columns
	}
	return rows, left
}

// mostlyIn reports whether nearly all cells of p hold labels of base.
func mostlyIn(p, base *profile) bool {
	in := 0
	for i, n := range p.norms {
		if slices.Contains(base.norms, n) {
			in += p.counts[i]
		}
	}
	return in*10 >= p.filled*9
}

// matrix drafts a matrix with one choice per row.
func (t *table) matrix(g group, rows []*profile) *question {
	q := newQuestion(g.question, nil)
	q.def.Type = "matrix"
	c := newChoices()
	codes := newCodes()
	for _, p := range rows {
		q.columns = append(q.columns, p.Index)
		for i, v := range p.values {
			c.add(v, p.norms[i], p.counts[i])
		}
		text := rowLabel(p)
		q.def.Rows = append(q.def.Rows, questionnaire.RowDef{Code: codes.unique(optionSlug(text)), Text: text})
	}
	q.setOptions(c, false)
	if areRanks(c.labels, len(rows)) {
		q.remark(".type", "check: this looks like a ranking, 1 to the number of rows")
	}
	q.answered = t.anyOf(q.columns...)
	return q
}

// rowLabel is the label of a matrix row.
func rowLabel(p *profile) string {
	var parts []string
	for _, part := range []string{p.Row, p.Sub} {
		if h := label.Header(part); h != "" {
			parts = append(parts, h)
		}
	}
	return strings.Join(parts, " – ")
}

// areRanks reports whether the labels are the numbers 1 to n.
func areRanks(labels []string, n int) bool {
	if len(labels) != n {
		return false
	}
	for _, s := range labels {
		x, ok := parseNumber(s)
		if !ok || x < 1 || x > float64(n) || x != float64(int(x)) {
			return false
		}
	}
	return n > 2
}

// isCategorical reports whether a column holds labels: few different values
// that come again and again.
func isCategorical(p *profile) bool {
	d := len(p.values)
	if p.beyond > 0 || d == 0 || p.averageLength() > 250 {
		return false
	}
	switch {
	case d <= 12:
		return p.filled >= 2*d
	case d <= 30:
		return p.filled >= 5*d
	}
	return d <= 100 && p.filled >= 20*d
}
