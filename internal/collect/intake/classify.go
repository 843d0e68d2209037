package intake

import (
	"strings"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/questionnaire/label"
)

// classify drafts the questions of a group: a multiple choice where columns
// hold ticks, a matrix where several share a scale, a single column with its
// "other" texts, and a question of its own for every column left.
func (t *table) classify(g group) []*question {
	ticks, others, rest := t.part(g)
	var drafted []*question
	switch {
	case len(ticks) > 0:
		drafted = append(drafted, t.multiple(g, ticks, others))
		others = nil
	case len(rest) == 1:
		q := t.column(g.question, rest[0])
		if joined := joinHeader(g.question, rest[0].Column); joined != g.question {
			q.def.Aliases = append(q.def.Aliases, joined)
		}
		drafted, rest = append(drafted, q), nil
		if t.attachOther(q, others) {
			others = nil
		}
	default:
		if rows, left := t.sharingScale(rest); len(rows) > 1 {
			drafted = append(drafted, t.matrix(g, rows))
			rest = left
		}
	}
	for _, p := range append(rest, others...) {
		drafted = append(drafted, t.column(joinHeader(g.question, p.Column), p))
	}
	if len(drafted) > 0 {
		drafted[0].header = g.key
	}
	return drafted
}

// part tells the columns of a group that hold ticks, those of an "other" and
// the rest apart.
func (t *table) part(g group) (ticks, others, rest []*profile) {
	for _, c := range g.columns {
		p := t.columns[c]
		switch {
		case p.empty():
		case len(g.columns) > 1 && isOtherColumn(p.Column):
			others = append(others, p)
		case isTickColumn(p, len(g.columns)):
			ticks = append(ticks, p)
		default:
			rest = append(rest, p)
		}
	}
	return ticks, others, rest
}

// headerJoint stands between the parts of a joined header.
const headerJoint = " – "

// joinHeader is the wording of a question that is one of several columns of a
// group. Import finds it again by the same rule.
func joinHeader(question string, c *sheet.Column) string {
	parts := []string{question}
	for _, part := range []string{c.Row, c.Sub} {
		if h := label.Header(part); h != "" && label.Norm(h) != label.Norm(question) && !label.IsReply(part) {
			parts = append(parts, h)
		}
	}
	return strings.Join(parts, headerJoint)
}

// isTickColumn reports whether a column holds nothing but ticks: its own
// header, or 1, x, yes … beside other columns of the question.
func isTickColumn(p *profile, columns int) bool {
	if p.Sub == "" || label.IsReply(p.Sub) || p.beyond > 0 {
		return false
	}
	ticks := 0
	for _, n := range p.norms {
		switch {
		case ownLabel(p, n):
			ticks++
		case columns > 1 && label.IsTick(n) && n != "yes":
			ticks++
		case columns > 1 && label.IsUntick(n) && n != "no":
		default:
			return false
		}
	}
	return ticks > 0
}

// ownLabel reports whether a cell, in the form of Norm, repeats the option in
// the header of its column, digits and tags of the header aside.
func ownLabel(p *profile, norm string) bool {
	header := label.Norm(label.Header(p.Sub))
	if norm == header || norm == label.Norm(p.Sub) {
		return true
	}
	bare, ok := label.WithoutDigits(header)
	return ok && norm == bare
}

// tickLabel is the label of the option that a column of ticks stands for: what
// its cells say, or its header.
func tickLabel(p *profile) string {
	for i, n := range p.norms {
		if ownLabel(p, n) {
			return p.values[i]
		}
	}
	return label.Header(p.Sub)
}

// multiple drafts a question from one column per option. Texts of "other"
// may stand alone or beside a tick under the same header.
func (t *table) multiple(g group, ticks, others []*profile) *question {
	q := newQuestion(g.question, g.columns)
	q.def.Type = "multiple"
	c := newChoices()
	columns := map[int][]*profile{} // by choice
	for _, p := range ticks {
		text := tickLabel(p)
		i := c.add(text, label.Norm(text), p.filled)
		columns[i] = append(columns[i], p)
	}
	other := -1
	if len(others) > 0 {
		other = c.add(otherLabel(others), "\x00other", 0)
		columns[other] = others
	}
	position := q.setOptions(c, true)
	q.chosen = make([][]bool, len(q.def.Options))
	q.answered = make([]bool, len(t.rows))
	for i := range c.labels {
		o := position[i]
		if q.chosen[o] == nil {
			q.chosen[o] = make([]bool, len(t.rows))
		}
		for _, p := range columns[i] {
			q.tick(o, p)
		}
		if i == other && hasText(others) {
			q.def.Options[o].Other = true
		}
	}
	q.weighTicks()
	return q
}

// otherLabel is the label of an "other" option with columns of texts.
func otherLabel(others []*profile) string {
	bare, _ := label.WithoutDigits(label.Header(others[0].Sub))
	return bare
}

// hasText reports whether columns of an "other" hold more than ticks.
func hasText(others []*profile) bool {
	for _, p := range others {
		for _, n := range p.norms {
			if !ownLabel(p, n) && !label.IsTick(n) && !label.IsUntick(n) {
				return true
			}
		}
	}
	return false
}

// tick marks option o as chosen by who has a cell in the column.
func (q *question) tick(o int, p *profile) {
	for r, v := range p.cells {
		if v == 0 || v != overflow && label.IsUntick(p.norms[v-1]) && !isOtherColumn(p.Column) {
			continue
		}
		q.chosen[o][r] = true
		q.answered[r] = true
	}
}
