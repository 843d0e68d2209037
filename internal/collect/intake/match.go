package intake

import (
	"regexp"
	"slices"
	"strings"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// target is what a column of an export holds, in terms of a questionnaire.
type target struct {
	admin    *questionnaire.Variable
	question *questionnaire.Question
	row      *questionnaire.Row      // of a matrix
	column   *questionnaire.Question // of a matrix whose columns differ in type
	option   *questionnaire.Option   // of a column of ticks, ranks, shares or the texts of "other"; nil: answers
	text     bool                    // texts of "other" only, no ticks
	member   int                     // from 1: number of a column that holds one of several chosen options
	place    int                     // from 1: of the option at that place of a ranking
	currency bool                    // of an amount of money
	item     int                     // from 1: number of the item of a roster that is answered about
}

// asked is the question that the cells answer: that of the column of a matrix,
// if it has one of its own.
func (t target) asked() *questionnaire.Question {
	if t.column != nil {
		return t.column
	}
	return t.question
}

// isPart reports whether cells hold the rank or the share of an option.
func (t target) isPart() bool {
	if t.option == nil {
		return false
	}
	shape := t.asked().Shape()
	return shape == questionnaire.ShapeRanks || shape == questionnaire.ShapeShares
}

// matcher finds the targets of columns by keys, codes and labels.
type matcher struct {
	byName    map[string]target // by variable name in lower case
	recodes   map[string]bool   // by name in lower case
	byWording map[string][]*questionnaire.Question
	byKey     map[string]*questionnaire.Question // by key in lower case
	byAlias   map[string]target                  // by alias in lower case, of variables that files name
	admins    map[string]*questionnaire.Variable // by wording of the header
	taken     map[target]bool
	alone     map[int]bool        // columns without others under the same question
	rosters   map[string]*matcher // of the questions about each item, by key in lower case
	dashes    bool                // the file writes group-question
}

// newMatcher finds the targets of columns in the responses or, if roster is not
// nil, in a file of its items.
func newMatcher(q *questionnaire.Questionnaire, roster *questionnaire.Question, columns []sheet.Column) *matcher {
	questions, variables := q.Questions, q.Variables
	if roster != nil {
		questions, variables = roster.Questions, roster.ItemVariables
	}
	m := &matcher{
		byName: map[string]target{}, byAlias: map[string]target{}, recodes: map[string]bool{}, byWording: map[string][]*questionnaire.Question{},
		byKey: map[string]*questionnaire.Question{}, admins: map[string]*questionnaire.Variable{}, taken: map[target]bool{}, alone: map[int]bool{},
		rosters: map[string]*matcher{},
		dashes:  slices.ContainsFunc(columns, func(c sheet.Column) bool { return c.Headers[0] == odkKey }),
	}
	for _, v := range variables {
		m.addVariable(v)
	}
	for _, question := range questions {
		for _, w := range wordings(q, question) {
			m.byWording[w] = append(m.byWording[w], question)
		}
		m.addAliases(question)
		m.byKey[strings.ToLower(question.Key)] = question
		if leftOut(question) != "" {
			m.byName[strings.ToLower(question.Key)] = target{question: question}
		}
		if len(question.Questions) > 0 {
			m.rosters[strings.ToLower(question.Key)] = newMatcher(q, question, nil)
		}
	}
	for _, g := range groupColumns(columns, func(c *sheet.Column) bool { return !c.Named() }) {
		if len(g.columns) == 1 {
			m.alone[g.columns[0]] = true
		}
	}
	return m
}

// addVariable records the names that exports of ours give to columns.
func (m *matcher) addVariable(v *questionnaire.Variable) {
	name := strings.ToLower(v.Name)
	switch {
	case v.Administrative != "":
		m.byName[name] = target{admin: v}
		m.admins[label.Wording(wording(v.Text))] = v
	case v.Recode != nil:
		m.recodes[name] = true
		for _, o := range v.Options {
			m.recodes[strings.ToLower(v.Indicator(o))] = true
		}
	case v.Question == nil:
	case v.Other != nil:
		m.byName[name] = target{question: v.Question, option: v.Other, text: true}
	case v.Currency:
		m.byName[name] = target{question: v.Question, currency: true}
	default:
		m.byName[name] = target{question: v.Question, row: v.Row, column: v.Column, option: v.Part}
		for _, o := range v.Options {
			m.byName[strings.ToLower(v.Indicator(o))] = target{question: v.Question, row: v.Row, column: v.Column, option: o}
		}
	}
}

// wordings are the texts of a question in all languages and its aliases, each
// once.
func wordings(q *questionnaire.Questionnaire, question *questionnaire.Question) []string {
	var all []string
	seen := map[string]bool{}
	add := func(text string) {
		if w := label.Wording(text); w != "" && !seen[w] {
			seen[w] = true
			all = append(all, w)
		}
	}
	for _, language := range q.Languages {
		add(literal(question.Text.In(language)))
	}
	for _, alias := range question.Aliases {
		add(alias)
	}
	return all
}

// find gives the target of a column; ok is false if there is none or it is
// taken.
func (m *matcher) find(c *sheet.Column) (target, bool) {
	for _, t := range m.candidates(c) {
		if m.taken[t] && !(t.option != nil && t.option.Other) {
			continue
		}
		m.taken[t] = true
		return t, true
	}
	return target{}, false
}

// candidates are the targets that a column can have, the surest first.
func (m *matcher) candidates(c *sheet.Column) []target {
	head := label.Clean(c.Headers[0])
	if c.Known != nil {
		return m.known(head, c)
	}
	var found []target
	if t, ok := m.byName[strings.ToLower(head)]; ok {
		found = append(found, t)
	}
	if t, ok := m.item(head); ok {
		found = append(found, t)
	}
	if !c.Named() {
		head = unnamed(c)
	}
	if v, ok := m.admins[label.Wording(head)]; ok {
		found = append(found, target{admin: v})
	}
	if v, ok := m.admins[label.Wording(c.Question)]; ok {
		found = append(found, target{admin: v})
	}
	if len(c.Headers) == 1 {
		found = append(found, m.under(head, "", "", c)...)
	}
	joined := joinHeader(label.Header(c.Question), c)
	if joined != label.Header(c.Question) {
		found = append(found, m.under(joined, "", "", c)...)
	}
	found = append(found, m.under(c.Question, c.Row, c.Sub, c)...)
	if len(c.Headers) == 1 {
		questions, subs := sheet.Cuts(head)
		for i := range questions {
			found = append(found, m.under(questions[i], "", subs[i], c)...)
		}
	}
	if t, ok := m.path(c.Headers[0]); ok {
		found = append(found, t)
	}
	return found
}

// unnamed is the text by which a column without header is known.
func unnamed(c *sheet.Column) string { return "Column " + c.Letter() }

// under are the targets in the questions with a wording, or with a key in front
// of what it holds: role[other].
func (m *matcher) under(question, row, sub string, c *sheet.Column) []target {
	var found []target
	for _, q := range m.byWording[label.Wording(question)] {
		if t, ok := m.within(q, row, sub, c); ok {
			found = append(found, t)
		}
	}
	if q := m.byKey[strings.ToLower(question)]; q != nil && sub != "" {
		t, ok := m.within(q, row, sub, c)
		if ok = ok && t != (target{question: q}); ok && !slices.Contains(found, t) {
			found = append(found, t)
		}
	}
	return found
}

// within is the target of a column in a question.
func (m *matcher) within(q *questionnaire.Question, row, sub string, c *sheet.Column) (target, bool) {
	t := target{question: q}
	if len(q.Columns) > 0 {
		return gridTarget(q, row, sub)
	}
	if len(q.Rows) > 0 {
		return matrixTarget(q, row, sub)
	}
	if leftOut(q) != "" {
		return t, true
	}
	if q.Shape() == questionnaire.ShapeShares {
		t.option, _ = findLabel(q.Options, sub)
		return t, t.option != nil
	}
	if sub == "" || label.IsReply(sub) || label.Norm(sub) == label.Norm(wording(q.Text)) {
		return t, true
	}
	if q.Shape() == questionnaire.ShapeRanks {
		return rankTarget(q, sub)
	}
	if q.Shape() == questionnaire.ShapeAmount && label.Norm(sub) == "currency" {
		return target{question: q, currency: true}, true
	}
	if o, ok := findLabel(q.Options, sub); ok {
		t.option = o
		return t, true
	}
	if label.IsOther(sub) {
		if o, ok := otherOption(q); ok {
			t.option = o
			return t, true
		}
		return t, false
	}
	return t, m.alone[c.Index]
}

// matrixTarget is the target of a column in a matrix: a row, or an option of a
// row.
func matrixTarget(q *questionnaire.Question, row, sub string) (target, bool) {
	if r, ok := findRow(q.Rows, sub); ok && row == "" {
		return target{question: q, row: r}, true
	}
	r, ok := findRow(q.Rows, row)
	if !ok {
		r, ok = findRow(q.Rows, row+headerJoint+sub)
		return target{question: q, row: r}, ok
	}
	if sub == "" || label.IsReply(sub) {
		return target{question: q, row: r}, true
	}
	o, ok := findLabel(q.Options, sub)
	return target{question: q, row: r, option: o}, ok
}

// otherOption is the option of a question that takes a text.
func otherOption(q *questionnaire.Question) (*questionnaire.Option, bool) {
	for _, o := range q.Options {
		if o.Other {
			return o, true
		}
	}
	return nil, false
}

// headerForms are the forms in which a header may name a label: as it is,
// without tags, and without digits that were appended.
func headerForms(header string) []string {
	forms := []string{label.Norm(header), label.Norm(label.Header(header))}
	if bare, ok := label.WithoutDigits(label.Header(header)); ok {
		forms = append(forms, label.Norm(bare))
	}
	return forms
}

// findLabel finds the option that a header names by label, alias or code.
func findLabel(options []*questionnaire.Option, header string) (*questionnaire.Option, bool) {
	for _, form := range headerForms(header) {
		for _, o := range options {
			if named(form, o.Code, o.Text, o.Aliases) {
				return o, true
			}
		}
	}
	return nil, false
}

// findRow finds the row that a header names by label, alias or code.
func findRow(rows []*questionnaire.Row, header string) (*questionnaire.Row, bool) {
	for _, form := range headerForms(header) {
		for _, r := range rows {
			if named(form, r.Code, r.Text, r.Aliases) {
				return r, true
			}
		}
	}
	return nil, false
}

// named reports whether a text in the form of Norm is the label, an alias or
// the code of something.
func named(norm, code string, text questionnaire.Text, aliases []string) bool {
	if norm == label.Norm(wording(text)) || norm == label.Norm(label.Header(wording(text))) || norm == strings.ToLower(code) {
		return true
	}
	for _, alias := range aliases {
		if norm == label.Norm(alias) {
			return true
		}
	}
	return false
}

// wording is a text as an export of another tool has it.
func wording(t questionnaire.Text) string { return literal(t.Source()) }

// escape keeps "${" in a text of an export from being read as the insertion of
// an answer, and "<" as the beginning of HTML.
func escape(s string) string {
	return markup.ReplaceAllString(strings.ReplaceAll(s, "${", "$${"), `\<$1`)
}

// literal undoes escape.
func literal(s string) string {
	return escapedMarkup.ReplaceAllString(strings.ReplaceAll(s, "$${", "${"), `<$1`)
}

var (
	markup        = regexp.MustCompile(`<([A-Za-z/!?])`)
	escapedMarkup = regexp.MustCompile(`\\<([A-Za-z/!?])`)
)
