package intake

import (
	"regexp"
	"slices"
	"strings"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/questionnaire/label"
)

// group is a run of columns under one question.
type group struct {
	question string // wording without numbering
	key      string // header that is a key, "" if there is none
	columns  []int
	set      *sheet.Set // that the columns are, or nil
}

// groupColumns puts neighbouring columns with the same question together. A
// header below the question that comes again begins the next group, since two
// questions may have the same wording; "other" may come twice, as tick and
// text. skip tells columns that belong to no question.
func groupColumns(columns []sheet.Column, skip func(c *sheet.Column) bool) []group {
	var groups []group
	last := ""
	subs := map[string]bool{}
	for i := range columns {
		c := &columns[i]
		if skip(c) {
			continue
		}
		g := groupOf(c)
		wording, sub := label.Wording(g.question), subKey(c)
		if len(groups) == 0 || wording != last || subs[sub] {
			groups = append(groups, g)
			last, subs = wording, map[string]bool{}
		}
		current := &groups[len(groups)-1]
		current.columns = append(current.columns, c.Index)
		if !isOtherColumn(c) {
			subs[sub] = true
		}
	}
	return groups
}

// subKey tells columns of a group apart.
func subKey(c *sheet.Column) string {
	if label.IsReply(c.Sub) {
		return "response"
	}
	return label.Norm(c.Row) + "\x00" + label.Norm(c.Sub)
}

var (
	keyHeader      = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,63}$`)
	variableHeader = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*)__([A-Za-z0-9_.-]+)$`)
)

// groupOf begins a group with a column.
func groupOf(c *sheet.Column) group {
	g := group{question: label.Header(c.Question)}
	if keyHeader.MatchString(c.Question) {
		g.key = c.Question
	}
	return g
}

// isOtherColumn reports whether a column is of an "other", as tick or text.
func isOtherColumn(c *sheet.Column) bool {
	return label.IsOther(c.Sub) || strings.HasSuffix(c.Headers[0], "__text") && variableHeader.MatchString(c.Headers[0])
}

// cutVariables gives the columns of a sheet with headers such as key__code cut
// into those of a question and its option.
func cutVariables(columns []sheet.Column) []sheet.Column {
	columns = slices.Clone(columns)
	for i := range columns {
		c := &columns[i]
		if m := variableHeader.FindStringSubmatch(c.Question); m != nil && c.Sub == "" {
			c.Question, c.Sub = m[1], strings.TrimSuffix(m[2], "__text")
		}
	}
	return columns
}
