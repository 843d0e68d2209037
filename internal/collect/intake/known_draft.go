package intake

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// How far the labels of a variable must describe its values for it to be a
// choice.
const (
	mostUnlabelled = .05 // share of the cells without label
	mostPoints     = 11  // of a scale whose ends alone have labels
	mostCodes      = 5000
)

// codes are the values and labels of a column that holds the codes of options;
// nil if it does not. Of a scale whose ends have labels, the points between are
// labelled with their numbers.
func (p *profile) codes() *codebookVariable {
	v := &codebookVariable{}
	low, high := 0, -1
	for _, known := range p.Known.Values {
		if drops(p.Known, known.Cell) {
			continue
		}
		v.codes, v.labels = append(v.codes, known.Cell), append(v.labels, known.Label)
		if n, ok := asInteger(known.Cell); ok && label.Missing(known.Label) == questionnaire.NotMissing {
			if high < low {
				low, high = n, n
			}
			low, high = min(low, n), max(high, n)
		}
	}
	between, other := 0, p.beyond
	for i, value := range p.values {
		if _, ok := p.Known.Label(value); ok {
			continue
		}
		if n, ok := asInteger(value); ok && n > low && n < high {
			between += p.counts[i]
		} else {
			other += p.counts[i]
		}
	}
	substantive := slices.ContainsFunc(v.labels, func(text string) bool { return label.Missing(text) == questionnaire.NotMissing })
	switch {
	case !substantive || len(v.codes) > mostCodes || float64(other) > mostUnlabelled*float64(p.filled):
		return nil
	case between == 0:
		return v
	case high-low < mostPoints:
		return v.fill(low, high)
	}
	return nil
}

// fill adds the points of a scale that have no label, in order.
func (v *codebookVariable) fill(low, high int) *codebookVariable {
	filled := &codebookVariable{}
	add := func(code, text string) {
		filled.codes, filled.labels = append(filled.codes, code), append(filled.labels, text)
	}
	for n := low; n <= high; n++ {
		if code := strconv.Itoa(n); !slices.Contains(v.codes, code) {
			add(code, code)
		} else {
			add(code, v.labels[slices.Index(v.codes, code)])
		}
	}
	for i, code := range v.codes {
		if !slices.Contains(filled.codes, code) {
			add(code, v.labels[i])
		}
	}
	return filled
}

// knownColumn drafts the question of one column by what the file tells of it.
func (t *table) knownColumn(text string, p *profile) *question {
	q := t.knownType(text, p)
	q.header = p.Headers[0]
	q.names = append(q.names, p.Headers[0])
	remarkDropped(q, p)
	return q
}

func (t *table) knownType(text string, p *profile) *question {
	if v := t.codebook.of(p.Column); v != nil && len(v.codes) > 1 {
		return t.coded(text, p, v)
	}
	if v := p.codes(); v != nil {
		return t.coded(text, p, v)
	}
	switch {
	case p.Known.Kind == sheet.Date:
		return t.plainQuestion(text, "date", p)
	case p.Known.Kind == sheet.Number && isNumbers(p):
		q := t.numeric(text, p)
		slices.SortFunc(q.def.Options, func(a, b questionnaire.OptionDef) int { return cmp.Compare(a.Code, b.Code) })
		remarkLabels(q, p)
		return q
	case p.Known.Kind == sheet.Text && p.averageLength() <= 60:
		q := t.plainQuestion(text, "text", p)
		if isCategorical(p) && len(p.values) > 1 {
			q.remark(".type", fmt.Sprintf("check: %d different texts; if they are to choose from, write type: single and list them as options", len(p.values)))
		}
		remarkLabels(q, p)
		return q
	}
	return t.plainQuestion(text, "paragraph", p)
}

// remarkLabels lists labels of values that the draft has no place for.
func remarkLabels(q *question, p *profile) {
	var list []string
	for _, v := range p.Known.Values {
		if !p.Known.Missing(v.Cell) && label.Missing(v.Label) == questionnaire.NotMissing {
			list = append(list, fmt.Sprintf("%s (%s)", v.Cell, v.Label))
		}
	}
	if len(list) > 0 {
		q.remark(".type", "check: the file labels "+some(list)+", but most values have no label, so they stay what they are")
	}
}

// knownTicks drafts a multiple choice from one column per option.
func (t *table) knownTicks(g group) *question {
	q := newQuestion(g.question, g.columns)
	q.def.Type = "multiple"
	c := newChoices()
	for _, i := range g.columns {
		p := t.columns[i]
		text := p.Sub
		if _, taken := c.byNorm[label.Norm(text)]; taken {
			text += " (" + p.Headers[0] + ")"
		}
		o := c.add(text, label.Norm(text), p.filled)
		c.aliases[o] = append(c.aliases[o], p.Headers[0])
	}
	position := q.setOptions(c, true)
	q.answered = make([]bool, len(t.rows))
	q.chosen = falses(len(q.def.Options), len(t.rows))
	for o, i := range g.columns {
		p := t.columns[i]
		for r, v := range p.cells {
			if v != 0 && v != overflow && p.values[v-1] == g.set.Counted {
				q.chosen[position[o]][r], q.answered[r] = true, true
			}
		}
	}
	q.weighOptions()
	return q
}

// knownChoices drafts a multiple choice from columns that each hold the code of
// one chosen option.
func (t *table) knownChoices(g group, columns []*profile) *question {
	q := newQuestion(g.question, g.columns)
	q.def.Type = "multiple"
	for _, i := range g.columns {
		q.names = append(q.names, t.columns[i].Headers[0])
	}
	c, of := unionOfValues(columns)
	position := q.setOptions(c, true)
	q.answered = make([]bool, len(t.rows))
	q.chosen = falses(len(q.def.Options), len(t.rows))
	for _, p := range columns {
		for r, v := range p.cells {
			if v != 0 && v != overflow {
				q.chosen[position[of[p.values[v-1]]]][r], q.answered[r] = true, true
			}
		}
	}
	q.weighOptions()
	return q
}

// knownMatrix drafts a matrix from columns with the same labels.
func (t *table) knownMatrix(g group, columns []*profile) *question {
	q := newQuestion(g.question, nil)
	q.def.Type = "matrix"
	codes := newCodes()
	for _, p := range columns {
		q.columns = append(q.columns, p.Index)
		text := rowLabel(p)
		q.def.Rows = append(q.def.Rows, questionnaire.RowDef{
			Code: codes.unique(optionSlug(text)), Text: text, Aliases: []string{p.Headers[0]},
		})
	}
	c, _ := unionOfValues(columns)
	q.setOptions(c, false)
	q.answered = t.anyOf(q.columns...)
	return q
}

// unionOfValues lists the values of columns as choices, labelled ones first,
// and gives the choice of each value.
func unionOfValues(columns []*profile) (c *choices, of map[string]int) {
	c, of = newChoices(), map[string]int{}
	c.ordered = true
	add := func(value, text string, n int) {
		i := c.add(text, label.Norm(text), n)
		of[value] = i
		if i == len(c.codes) {
			c.codes = append(c.codes, value)
		} else if c.codes[i] != value && !slices.Contains(c.aliases[i], value) {
			c.aliases[i] = append(c.aliases[i], value)
		}
	}
	for _, p := range columns {
		if v := p.codes(); v != nil {
			for i, code := range v.codes {
				add(code, v.labels[i], 0)
			}
		}
	}
	for _, p := range columns {
		for i, value := range p.values {
			if _, known := of[value]; !known {
				text, _ := p.missing(value)
				add(value, text, p.counts[i])
			}
		}
	}
	return c, of
}

// falses are n lists of so many falses.
func falses(n, length int) [][]bool {
	all := make([][]bool, n)
	for i := range all {
		all[i] = make([]bool, length)
	}
	return all
}
