package intake

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// drops reports whether a cell is no answer, since the file counts it as
// missing and its label is no missing kind that respondents give.
func drops(k *sheet.Known, cell string) bool {
	if k == nil || !k.Missing(cell) {
		return false
	}
	text, labelled := k.Label(cell)
	return !labelled || label.Missing(text) == questionnaire.NotMissing
}

// missing is the missing kind that a value of the column stands for, and its
// label; NotMissing if it is an ordinary answer.
func (p *profile) missing(value string) (text string, m questionnaire.Missing) {
	if p.Known != nil {
		if text, ok := p.Known.Label(value); ok {
			return text, label.Missing(text)
		}
	}
	return value, label.Missing(value)
}

// groupKnown puts the columns of a file that tells what they are together:
// those of a set, wherever they stand, and neighbours whose labels are one
// question and its rows.
func groupKnown(columns []sheet.Column, skip func(c *sheet.Column) bool) []group {
	var groups []group
	done := map[*sheet.Set]bool{}
	last := ""
	for i := range columns {
		c := &columns[i]
		set := c.Known.Set
		switch {
		case skip(c) || done[set]:
		case set != nil:
			done[set], last = true, ""
			g := group{question: label.Header(c.Question), key: strings.TrimPrefix(set.Name, "$"), set: set}
			for _, member := range set.Columns {
				if !skip(&columns[member]) {
					g.columns = append(g.columns, member)
				}
			}
			groups = append(groups, g)
		case c.Sub != "" && c.Question == last:
			g := &groups[len(groups)-1]
			g.columns = append(g.columns, c.Index)
		default:
			groups = append(groups, group{question: label.Header(c.Question), key: c.Headers[0], columns: []int{c.Index}})
			if last = ""; c.Sub != "" {
				last = c.Question
			}
		}
	}
	return groups
}

// classifyKnown drafts the questions of a group of such columns.
func (t *table) classifyKnown(g group) []*question {
	var filled []*profile
	for _, c := range g.columns {
		if p := t.columns[c]; !p.empty() {
			filled = append(filled, p)
		}
	}
	if g.set == nil && len(g.columns) > 1 {
		g.key = commonName(t.headers, g.columns)
		if counted, ok := tickCell(filled); ok {
			g.set = &sheet.Set{Columns: g.columns, Counted: counted}
		}
	}
	var drafted []*question
	switch {
	case len(filled) == 0:
	case g.set != nil && g.set.Counted != "":
		drafted = append(drafted, t.knownTicks(g))
	case g.set != nil:
		drafted = append(drafted, t.knownChoices(g, filled))
	case len(filled) > 1 && shareValues(filled):
		drafted = append(drafted, t.knownMatrix(g, filled))
	default:
		for _, p := range filled {
			drafted = append(drafted, t.knownColumn(joinHeader(g.question, p.Column), p))
		}
		return drafted
	}
	for _, q := range drafted {
		q.header = g.key
		remarkDropped(q, filled...)
	}
	return drafted
}

// commonName is the beginning that the names of variables share, without the
// digits and signs at its end.
func commonName(columns []sheet.Column, indexes []int) string {
	name := columns[indexes[0]].Headers[0]
	for _, i := range indexes {
		for !strings.HasPrefix(columns[i].Headers[0], name) {
			name = name[:len(name)-1]
		}
	}
	return strings.TrimRight(name, "0123456789_.")
}

// tickCell finds the cell that ticks an option where all columns have the two
// values of a tick box, such as "not selected" and "selected". Yes and no may
// be the answers of a matrix.
func tickCell(columns []*profile) (cell string, ok bool) {
	for _, p := range columns {
		ticked := ""
		for _, v := range p.Known.Values {
			switch n := label.Norm(v.Label); {
			case n == "yes" || n == "no":
				return "", false
			case label.IsTick(n):
				ticked = v.Cell
			case !label.IsUntick(n):
				return "", false
			}
		}
		if ticked == "" || cell != "" && cell != ticked {
			return "", false
		}
		cell = ticked
	}
	return cell, cell != ""
}

// shareValues reports whether all columns have the same labels, which their
// cells keep to.
func shareValues(columns []*profile) bool {
	for _, p := range columns {
		if len(p.Known.Values) == 0 || !slices.Equal(p.Known.Values, columns[0].Known.Values) || p.codes() == nil {
			return false
		}
	}
	return true
}

// remarkDropped lists what is missing in columns by the word of the file.
func remarkDropped(q *question, columns ...*profile) {
	times := map[string]int{} // by cell and label
	for _, p := range columns {
		for cell, n := range p.dropped {
			if text, ok := p.Known.Label(cell); ok {
				cell += " (" + text + ")"
			}
			times[cell] += n
		}
	}
	var list []string
	for _, cell := range slices.Sorted(maps.Keys(times)) {
		list = append(list, cell+" "+count(times[cell], "time"))
	}
	if len(list) > 0 {
		q.remark("", "check: the file counts as missing: "+some(list)+
			"; that is read as blank. If it is an answer such as don't know, add an option with its code and missing: dont_know or refused")
	}
}

// asInteger reads a whole number of a scale.
func asInteger(cell string) (n int, ok bool) {
	n, err := strconv.Atoi(cell)
	return n, err == nil
}
