package sheet

import (
	"strings"

	"barometer/internal/questionnaire/label"
)

// buildColumns makes columns of clean header rows. A question is filled
// forward over the columns without one that have a header below it; of three
// header rows the second is filled within its question.
func buildColumns(headers [][]string) []Column {
	width := 0
	for _, row := range headers {
		for c, cell := range row {
			if cell != "" {
				width = max(width, c+1)
			}
		}
		width = max(width, len(row))
	}
	columns := make([]Column, width)
	question, row := "", ""
	for c := range columns {
		col := Column{Index: c}
		for _, cells := range headers {
			cell := ""
			if c < len(cells) {
				cell = cells[c]
			}
			col.Headers = append(col.Headers, cell)
		}
		if head := col.Headers[0]; head != "" {
			question, row = head, ""
		}
		if col.Named() {
			col.Question = question
			fillBelow(&col, &row)
			if col.Question == "" { // before the first question
				col.Question, col.Row, col.Sub = col.Row+col.Sub, "", ""
			}
		}
		columns[c] = col
	}
	return columns
}

// fillBelow sets what stands below the question.
func fillBelow(col *Column, row *string) {
	switch len(col.Headers) {
	case 2:
		col.Sub = col.Headers[1]
	case 3:
		if col.Headers[1] != "" {
			*row = col.Headers[1]
		}
		col.Row, col.Sub = *row, col.Headers[2]
	}
}

// splitHeaders cuts headers such as "Question - Option" and "Question [Row]"
// in two, where several columns share the question, another column is headed
// by it alone, or the cells hold the option.
func splitHeaders(columns []Column, rows [][]string) {
	shared, whole := map[string]int{}, map[string]bool{}
	for _, col := range columns {
		whole[label.Norm(col.Question)] = true
		for _, cut := range cuts(col.Question) {
			shared[label.Norm(cut.question)]++
		}
	}
	for i := range columns {
		col := &columns[i]
		for _, cut := range cuts(col.Question) {
			n := label.Norm(cut.question)
			if whole[n] || shared[n] > 1 && (cut.bracket || isSentence(cut.question)) || isTickOf(columnValues(rows, i), cut.sub) {
				col.Question, col.Sub = cut.question, cut.sub
				break
			}
		}
	}
}

// cut is a header in two parts.
type cut struct {
	question, sub string
	bracket       bool // the second part stood in brackets
}

// mostCuts is how many ways to cut a header are looked at.
const mostCuts = 8

// cuts are the ways to cut a header in two, the shortest question first.
func cuts(header string) []cut {
	var all []cut
	add := func(question, sub string, bracket bool) {
		question, sub = strings.TrimSpace(question), strings.TrimSpace(sub)
		if question != "" && sub != "" && len(all) < mostCuts {
			all = append(all, cut{question, sub, bracket})
		}
	}
	if rest, ok := strings.CutSuffix(header, "]"); ok {
		if i := strings.LastIndexByte(rest, '['); i > 0 {
			add(rest[:i], rest[i+1:], true)
		}
	}
	for i := range header {
		for _, dash := range []string{" - ", " – ", " — ", " | "} {
			if rest, ok := strings.CutPrefix(header[i:], dash); ok {
				add(header[:i], rest, false)
			}
		}
	}
	return all
}

// Cuts are the ways to cut a header such as "Question - Option" in two.
func Cuts(header string) (questions, subs []string) {
	for _, c := range cuts(header) {
		questions, subs = append(questions, c.question), append(subs, c.sub)
	}
	return questions, subs
}

// isSentence tells a question from a topic that several questions begin with.
func isSentence(s string) bool {
	return strings.ContainsAny(s[len(s)-1:], "?.:)") || len(strings.Fields(s)) > 4
}
