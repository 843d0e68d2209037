package disclose

import (
	"fmt"
	"slices"
	"strings"

	"barometer/internal/analyse/tabulate"
	"barometer/internal/questionnaire"
)

// system is a family of tables as a reader with pencil and paper sees it:
// quantities, some hidden, and the sums that are known to hold between them. A
// quantity that several tables print, such as the answers to a question in its
// frequencies and in the total of its cross-tabulations, is one variable.
type system struct {
	threshold int
	variables []variable
	byName    map[string]int
	stubs     []*stub
	byStub    map[string]*stub
	sources   map[string]bool // variables that the rows are of, or recodes of
	relations []relation
	decided   map[string]bool // whether the sizes of columns are hidden, by name
}

// variable is a number of respondents that is printed, or could be.
type variable struct {
	name   string
	value  int
	places []place
	hidden bool
	secret bool // hidden, and must not be computable
	zero   bool // nobody in the total, so nobody anywhere
	answer bool // tells what was answered, and not only how many there were to answer
	fixed  bool // known from elsewhere, so that hiding it protects nothing
}

// place is where a variable stands.
type place struct {
	slot     *slot
	quantity int
}

// stub is what the rows of tables are of: one variable over one base, and all
// columns in which the family shows it.
type stub struct {
	table   *tabulate.Table // one that has its rows
	total   *slot
	columns []*slot
	byName  map[string]*slot
	groups  map[string]bool // those of columns that have their relations
}

// slot is a column of a stub: the total, a category of a banner variable, or
// who is in the total and in none of the categories. That rest is printed
// nowhere, but it is the difference of what is.
type slot struct {
	stub   *stub
	name   string
	column tabulate.Column // without content for the rest
	values []int           // by quantity
	vars   []int           // by quantity
	rest   bool
	gone   bool // suppressed whole
}

// The quantities of a slot: one per row of the table, then these.
func (s *stub) base() int      { return len(s.table.Rows) }
func (s *stub) members() int   { return len(s.table.Rows) + 1 }
func (s *stub) responses() int { return len(s.table.Rows) + 2 }
func (s *stub) sum() int       { return len(s.table.Rows) + 3 }
func (s *stub) missing(kind questionnaire.Missing) int {
	return len(s.table.Rows) + 4 + int(kind)
}
func (s *stub) quantities() int { return len(s.table.Rows) + 4 + questionnaire.NumMissing }

// slots lists the total and the columns.
func (s *stub) slots() []*slot { return append([]*slot{s.total}, s.columns...) }

// isAnswer reports whether a quantity tells what was answered. Don't know and
// prefer not to say are answers, whether or not the base has rows for them.
func (s *stub) isAnswer(q int) bool {
	return q < len(s.table.Rows) || q == s.sum() ||
		q == s.missing(questionnaire.DontKnow) || q == s.missing(questionnaire.Refused)
}

// newSystem writes down the quantities of tables of one population and the
// relations between them. Decided is what systems before this one found about
// the sizes of columns.
func newSystem(tables []*tabulate.Table, threshold int, decided map[string]bool) *system {
	s := &system{threshold: threshold, byName: map[string]int{}, byStub: map[string]*stub{}, sources: map[string]bool{}, decided: decided}
	for _, t := range tables {
		s.add(t)
	}
	for _, x := range s.stubs {
		for _, slot := range x.slots() {
			s.within(slot)
		}
	}
	s.recodes()
	s.betweenStubs()
	for v := range s.variables {
		s.fix(&s.variables[v])
	}
	return s
}

// fix settles what is known of a size of a column without the tables here: the
// number of all responses, and that of a column unless it is an answer that is
// counted here.
func (s *system) fix(v *variable) {
	counted := slices.ContainsFunc(v.places, func(p place) bool {
		c := p.slot.column
		return p.quantity != p.slot.stub.members() || p.slot.rest || s.sources[sourceOf(c.Variable, c.Derived)]
	})
	v.fixed = v.name == "" || !counted && !s.decided[v.name] && !s.small(v.value)
}

// stubName is the name of what a table's rows are of.
func stubName(t *tabulate.Table) string { return t.Stub.Variable + ":" + string(t.Base) }

// add adds a table: its total unless another table has it, and its columns.
func (s *system) add(t *tabulate.Table) {
	x, ok := s.byStub[stubName(t)]
	if !ok {
		x = &stub{table: t, byName: map[string]*slot{}, groups: map[string]bool{}}
		s.stubs, s.byStub[stubName(t)] = append(s.stubs, x), x
		s.sources[sourceOf(t.Stub.Variable, t.Stub.Derived)] = true
		x.total = s.addSlot(x, &slot{values: valuesOf(t, 0), column: t.Columns[0]})
	}
	for _, group := range bannerGroups(t) {
		var slots []*slot
		for _, j := range group {
			c := t.Columns[j]
			found, ok := x.byName[columnName(c)]
			if !ok {
				found = s.addSlot(x, &slot{name: columnName(c), values: valuesOf(t, j), column: c})
				x.columns = append(x.columns, found)
			}
			slots = append(slots, found)
		}
		if name := restName(slots[0].column); !x.groups[name] {
			x.groups[name] = true
			s.across(x, slots, name)
		}
	}
}

// columnName is the name of who is in a column; that of the total is empty.
func columnName(c tabulate.Column) string {
	if c.Variable == "" {
		return ""
	}
	return c.Variable + "=" + c.Code
}

// restName is the name of who is in none of the columns of a group.
func restName(c tabulate.Column) string {
	if c.Overlaps {
		return c.Variable + "≠" + c.Code
	}
	return c.Variable + "≠"
}

// addSlot names the quantities of a slot and finds or makes their variables.
func (s *system) addSlot(x *stub, slot *slot) *slot {
	slot.stub = x
	x.byName[slot.name] = slot
	for q, value := range slot.values {
		name := nameOf(slot.name, x.nameOf(q))
		v, ok := s.byName[name]
		if !ok {
			v = len(s.variables)
			s.byName[name] = v
			s.variables = append(s.variables, variable{name: name, value: value})
		}
		of := &s.variables[v]
		of.places = append(of.places, place{slot, q})
		of.answer = of.answer || x.isAnswer(q)
		of.zero = of.zero || value == 0 && (x.total == nil || x.total == slot || s.variables[x.total.vars[q]].zero)
		slot.vars = append(slot.vars, v)
	}
	return slot
}

// nameOf joins two conditions to one that does not depend on their order, so
// that a cell and that of the transposed table are the same.
func nameOf(a, b string) string {
	switch {
	case a == "" || a == b:
		return b
	case b == "":
		return a
	case a > b:
		a, b = b, a
	}
	return a + "&" + b
}

// nameOf is the name of a quantity of the total. What does not depend on the
// base or is the same for a recode and its source has the same name there.
func (s *stub) nameOf(q int) string {
	v, rows := s.table.Stub.Variable, s.table.Rows
	switch {
	case q < len(rows) && rows[q].Kind == tabulate.RowNet:
		var codes []string
		for _, i := range s.rowsOf(rows[q].Codes) {
			codes = append(codes, rows[i].Code)
		}
		return v + ":net " + rows[q].Code + " " + strings.Join(codes, ",")
	case q < len(rows) && isComputed(rows[q]):
		return v + ":blank " + rows[q].Code
	case q < len(rows):
		return v + "=" + rows[q].Code
	case q == s.members():
		return ""
	case q == s.base():
		return fmt.Sprintf("%s:base %s", v, s.table.Base)
	case q == s.responses():
		return fmt.Sprintf("%s:responses %s", v, s.table.Base)
	case q == s.sum():
		return v + ":sum"
	}
	kind := questionnaire.Missing(q - s.missing(0))
	if kind != questionnaire.NotMissing && kind != questionnaire.NotApplicable {
		v = sourceOf(v, s.table.Stub.Derived)
	}
	return v + ":missing " + kind.String()
}

// isComputed reports whether a row is of a missing kind that no option stands
// for.
func isComputed(r tabulate.Row) bool { return r.Kind == tabulate.RowMissing && r.Text.IsZero() }

// sourceOf is the name of the variable that a recode is of, or its own.
func sourceOf(variable string, derived *questionnaire.Variable) string {
	if derived != nil {
		return derived.Recode.Source.Name
	}
	return variable
}

func valuesOf(t *tabulate.Table, column int) []int {
	x, c := &stub{table: t}, t.Columns[column]
	values := make([]int, x.quantities())
	for i := range t.Rows {
		values[i] = t.Cells[i][column].N
	}
	values[x.base()], values[x.members()], values[x.sum()] = c.N, c.Members, c.Summary.N
	if t.Stub.Multiple {
		values[x.responses()] = c.Responses
	}
	for kind, n := range c.Missing {
		values[x.missing(questionnaire.Missing(kind))] = n
	}
	return values
}

// bannerGroups lists the sets of columns in which nobody is twice: those of a
// single choice together, each of a multiple choice alone. Columns of the
// variable of the rows are left out: they are suppressed anyhow.
func bannerGroups(t *tabulate.Table) [][]int {
	var groups [][]int
	var variable string
	for j, c := range t.Columns {
		switch {
		case j == 0 || isOwn(t, c):
		case c.Variable == variable && !c.Overlaps:
			groups[len(groups)-1] = append(groups[len(groups)-1], j)
		default:
			groups, variable = append(groups, []int{j}), c.Variable
		}
	}
	return groups
}

// isOwn reports whether a column is of the very variable that the rows are of,
// or of a recode of it.
func isOwn(t *tabulate.Table, c tabulate.Column) bool {
	return c.Variable != "" && sourceOf(c.Variable, c.Derived) == sourceOf(t.Stub.Variable, t.Stub.Derived)
}
