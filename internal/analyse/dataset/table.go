package dataset

import (
	"barometer/internal/questionnaire"
)

// table is the columns of responses, or of the items of a roster, while they
// are being filled.
type table struct {
	columns []*Column                 // of the stored variables
	codes   []map[string]int          // by variable index: option by code
	others  [][]*questionnaire.Option // by variable index: options with a text
	n       int

	question *questionnaire.Question // of the items of a roster
	index    []int32                 // the row of the response of each item
	starts   []int32                 // where the items end of each response
	kept     int                     // rows of responses that are complete
	against  map[string][]int32      // items answered against the routing, by variable

	contradicted []contradiction // of the response that is being read
}

// contradiction is an answer against the routing.
type contradiction struct {
	*questionnaire.Variable
	row int32
}

// newTable makes a table of all variables but those that are derived, and the
// order of a ranking, which its ranks hold.
func newTable(variables []*questionnaire.Variable) *table {
	t := &table{
		codes:  make([]map[string]int, len(variables)),
		others: make([][]*questionnaire.Option, len(variables)),
	}
	for _, v := range variables {
		if v.Recode == nil && v.Shape != questionnaire.ShapeNone && v.Shape != questionnaire.ShapeRanks {
			t.add(v)
		}
	}
	return t
}

func (t *table) add(v *questionnaire.Variable) {
	t.columns = append(t.columns, newColumn(v))
	codes := make(map[string]int, len(v.Options))
	for _, o := range v.Options {
		codes[o.Code] = o.Index
		if o.Other && v.Row == nil {
			t.others[v.Index] = append(t.others[v.Index], o)
		}
	}
	t.codes[v.Index] = codes
}

// push reads one row. On an error, some columns have it and others have not.
func (t *table) push(sources []source, r *reading) error {
	r.table = t
	for i, s := range sources {
		x, err := r.cell(s)
		if err != nil {
			return err
		}
		t.columns[i].push(x)
	}
	t.n++
	return nil
}

func (t *table) truncate(n int) {
	for _, c := range t.columns {
		c.truncate(n)
	}
	t.n = n
}

// sources finds the stored variables in a version.
func (t *table) sources(q *questionnaire.Questionnaire) []source {
	var sources []source
	for _, c := range t.columns {
		sources = append(sources, sourceIn(q, c.variable))
	}
	return sources
}

// sourceIn finds a variable of the dataset in one version.
func sourceIn(q *questionnaire.Questionnaire, v *questionnaire.Variable) source {
	s := source{variable: v}
	if v.Question == nil {
		s.offered = true
		return s
	}
	own, ok := q.Variable(v.Name)
	if !ok || own.Question == nil || own.Recode != nil || own.Shape != v.Shape || (own.Row != nil && own.Row.NotOffered) ||
		rosterOf(own) != rosterOf(v) {
		return s
	}
	s.own, s.question, s.offered = own, own.Question, true
	return s
}

// rosterOf is the key of the roster that asks for a variable, "" if none does.
func rosterOf(v *questionnaire.Variable) string {
	if v.Question.Roster == nil {
		return ""
	}
	return v.Question.Roster.Key
}
