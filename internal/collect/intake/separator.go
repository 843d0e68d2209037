package intake

import (
	"slices"
	"strings"

	"barometer/internal/questionnaire/label"
)

// separators of several answers in one cell, the surest first. A line end is
// a space by the time that cells are clean.
var separators = []string{";", "|", ","}

// Thresholds that tell several answers in a cell from a text with commas.
const (
	mostParts    = 40  // different answers
	leastPerPart = 5   // how often each comes on average
	leastPerCell = 1.2 // answers in a cell on average
)

// separator finds what separates several answers in the cells of a column. It
// is "" where cells hold one answer or a text.
func separator(p *profile) (sep string, parts []string) {
	if p.beyond > 0 {
		return "", nil
	}
	for _, sep := range separators {
		total := 0
		seen := map[string]int{}
		var parts []string
		for i, v := range p.values {
			for _, part := range splitCell(v, sep) {
				n := label.Norm(part)
				if seen[n] == 0 {
					parts = append(parts, part)
				}
				seen[n] += p.counts[i]
				total += p.counts[i]
			}
		}
		several := float64(total) >= leastPerCell*float64(p.filled)
		again := len(parts) > 1 && len(parts) <= mostParts && total >= leastPerPart*len(parts)
		// Fewer parts than cells: with commas inside labels it is the other
		// way round.
		if several && again && len(parts) <= len(p.values) && alone(p, seen) {
			return sep, parts
		}
	}
	return "", nil
}

// alone reports whether most parts also come without each other: parts of a
// label that has commas always come together.
func alone(p *profile, parts map[string]int) bool {
	single := 0
	for _, n := range p.norms {
		if _, ok := parts[n]; ok {
			single++
		}
	}
	return single*2 >= len(parts) || len(p.norms) >= 2*len(parts)
}

func splitCell(cell, sep string) []string {
	var parts []string
	for part := range strings.SplitSeq(cell, sep) {
		if part = label.Clean(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// separated drafts a multiple choice from a column with several answers in a
// cell.
func (t *table) separated(text string, p *profile, sep string, parts []string) *question {
	q := newQuestion(text, []int{p.Index})
	q.def.Type = "multiple"
	slices.SortFunc(parts, func(a, b string) int { return strings.Compare(label.Norm(a), label.Norm(b)) })
	c := newChoices()
	for _, part := range parts {
		c.add(part, label.Norm(part), 1)
	}
	position := q.setOptions(c, true)
	q.remark(".options", checkOrder)
	q.answered = t.anyOf(p.Index)
	q.chosen = make([][]bool, len(q.def.Options))
	for o := range q.chosen {
		q.chosen[o] = make([]bool, len(t.rows))
	}
	for r, v := range p.cells {
		if v == 0 {
			continue
		}
		for _, part := range splitCell(p.values[v-1], sep) {
			q.chosen[position[c.byNorm[label.Norm(part)]]][r] = true
		}
	}
	q.weighTicks()
	return q
}
