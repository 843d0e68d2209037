package disclose

import (
	"barometer/internal/analyse/tabulate"
	"barometer/internal/questionnaire"
)

// system is a table as a reader with pencil and paper sees it: quantities,
// some hidden, and the sums that are known to hold between them.
//
// Every column of the table is a slot; so is, for every variable of the
// banner, who is in the total and in none of its columns. That rest is printed
// nowhere, but it is the difference of what is.
type system struct {
	table     *tabulate.Table
	threshold int
	slots     []slot
	relations []relation

	hidden  []bool // by variable: see at
	secret  []bool // by variable: hidden, and must not be computable
	gone    []bool // by column: suppressed whole
	settled []bool // by quantity: nobody in the total, so nobody anywhere
}

// slot is the quantities of a column, or of the rest of a banner variable.
type slot struct {
	values []int // by quantity
	rest   bool
}

// relation says that the parts add up to the whole, each multiplied by its
// factor where factors are given.
type relation struct {
	parts   []int
	factors []float64
	whole   int
}

// The quantities of a slot: one per row of the table, then these.
func (s *system) base() int            { return len(s.table.Rows) }
func (s *system) members() int         { return len(s.table.Rows) + 1 }
func (s *system) responses() int       { return len(s.table.Rows) + 2 }
func (s *system) sum() int             { return len(s.table.Rows) + 3 }
func (s *system) missing(kind int) int { return len(s.table.Rows) + 4 + kind }
func (s *system) quantities() int      { return len(s.table.Rows) + 4 + questionnaire.NumMissing }

// at is the variable of a quantity in a slot.
func (s *system) at(slot, quantity int) int { return slot*s.quantities() + quantity }

// slotOf and quantityOf are the reverse of at.
func (s *system) slotOf(variable int) int     { return variable / s.quantities() }
func (s *system) quantityOf(variable int) int { return variable % s.quantities() }

func (s *system) value(variable int) int {
	return s.slots[s.slotOf(variable)].values[s.quantityOf(variable)]
}

func newSystem(t *tabulate.Table, threshold int) *system {
	s := &system{table: t, threshold: threshold, gone: make([]bool, len(t.Columns))}
	for j := range t.Columns {
		s.slots = append(s.slots, slot{values: s.valuesOf(j)})
	}
	s.settled = make([]bool, s.quantities())
	for q := range s.settled {
		s.settled[q] = s.slots[0].values[q] == 0
	}
	groups := s.bannerGroups()
	n := (len(s.slots) + len(groups)) * s.quantities()
	s.hidden, s.secret = make([]bool, n), make([]bool, n)
	var across []relation
	for _, group := range groups {
		across = append(across, s.group(group)...)
	}
	for i := range s.slots {
		s.within(i)
	}
	s.relations = append(s.relations, across...)
	return s
}

func (s *system) valuesOf(column int) []int {
	c := s.table.Columns[column]
	values := make([]int, s.quantities())
	for i := range s.table.Rows {
		values[i] = s.table.Cells[i][column].N
	}
	values[s.base()], values[s.members()], values[s.sum()] = c.N, c.Members, c.Summary.N
	if s.table.Stub.Multiple {
		values[s.responses()] = c.Responses
	}
	for kind, n := range c.Missing {
		values[s.missing(kind)] = n
	}
	return values
}

// bannerGroups lists the sets of columns in which nobody is twice: those of a
// single choice together, each of a multiple choice alone.
func (s *system) bannerGroups() [][]int {
	var groups [][]int
	var variable string
	for j, c := range s.table.Columns[1:] {
		if c.Variable == variable && !c.Overlaps {
			groups[len(groups)-1] = append(groups[len(groups)-1], j+1)
			continue
		}
		groups, variable = append(groups, []int{j + 1}), c.Variable
	}
	return groups
}

// group adds the rest of a group of columns, and lists for every quantity the
// relation that the columns and the rest add up to the total.
func (s *system) group(columns []int) []relation {
	rest := slot{values: append([]int(nil), s.slots[0].values...), rest: true}
	for _, j := range columns {
		for q := range rest.values {
			rest.values[q] -= s.slots[j].values[q]
		}
	}
	slots := columns
	if rest.values[s.members()] > 0 {
		s.slots = append(s.slots, rest)
		slots = append(append([]int(nil), columns...), len(s.slots)-1)
		s.hideRest(len(s.slots) - 1)
	}
	var relations []relation
	for q := range s.quantities() {
		if s.settled[q] {
			continue
		}
		r := relation{whole: s.at(0, q)}
		for _, slot := range slots {
			r.parts = append(r.parts, s.at(slot, q))
		}
		relations = append(relations, r)
	}
	return relations
}

// within adds the relations between the quantities of one slot.
func (s *system) within(slot int) {
	var all, inBase []int
	for kind := range questionnaire.NumMissing {
		all = append(all, s.missing(kind))
		if s.table.Base.Includes(questionnaire.Missing(kind)) {
			inBase = append(inBase, s.missing(kind))
		}
	}
	s.relate(slot, s.base(), inBase) // first: what it hides often serves the next
	s.relate(slot, s.members(), all)
	if s.table.Stub.Multiple {
		s.withinMultiple(slot)
	} else {
		s.withinSingle(slot)
	}
}

// withinSingle adds what holds where everybody is in one row: the rows of each
// missing kind, and those that have a value, add up; so do the options of a net
// and the scores.
func (s *system) withinSingle(slot int) {
	for kind := range questionnaire.NumMissing {
		s.relate(slot, s.missing(kind), s.rowsWhere(func(r tabulate.Row) bool {
			return r.Kind != tabulate.RowNet && r.Missing == questionnaire.Missing(kind)
		}))
	}
	for i, net := range s.table.Rows {
		if net.Kind == tabulate.RowNet {
			s.relate(slot, i, s.rowsOf(net))
		}
	}
	if scored := s.scored(); len(scored) > 0 && !s.settled[s.sum()] {
		r := relation{whole: s.at(slot, s.sum())}
		for _, row := range scored {
			r.parts = append(r.parts, s.at(slot, row))
			r.factors = append(r.factors, s.table.Rows[row].Score)
		}
		s.relations = append(s.relations, r)
	}
}

// withinMultiple adds what holds for several choices: all of them together are
// the responses, a net of one option is that option, and who chose a missing
// kind is missing for that reason if nobody chose anything else with it.
func (s *system) withinMultiple(slot int) {
	var chosen []int
	for i, row := range s.table.Rows {
		switch {
		case row.Kind == tabulate.RowNet && len(row.Codes) == 1:
			s.relate(slot, i, s.rowsOf(row))
		case row.Kind == tabulate.RowMissing:
			kind := s.missing(int(row.Missing))
			if s.slots[0].values[i] == s.slots[0].values[kind] {
				s.relate(slot, kind, []int{i})
			}
		}
		if row.Kind == tabulate.RowCategory || row.Kind == tabulate.RowMissing && !row.Text.IsZero() {
			chosen = append(chosen, i)
		}
	}
	s.relate(slot, s.responses(), chosen)
}

func (s *system) rowsWhere(want func(tabulate.Row) bool) []int {
	var rows []int
	for i, row := range s.table.Rows {
		if want(row) {
			rows = append(rows, i)
		}
	}
	return rows
}

// rowsOf lists the options of a net that have a row.
func (s *system) rowsOf(net tabulate.Row) []int {
	return s.rowsWhere(func(r tabulate.Row) bool {
		for _, code := range net.Codes {
			if r.Kind != tabulate.RowNet && r.Code == code {
				return true
			}
		}
		return false
	})
}

// scored lists the rows whose scores the summary is of, without those that
// nobody is in.
func (s *system) scored() []int {
	var rows []int
	for i, r := range s.table.Rows {
		if r.HasScore && !s.settled[i] {
			rows = append(rows, i)
		}
	}
	return rows
}

// relate adds that quantities of a slot add up to another, without those that
// nobody has.
func (s *system) relate(slot, whole int, parts []int) {
	if s.settled[whole] {
		return
	}
	r := relation{whole: s.at(slot, whole)}
	for _, q := range parts {
		if !s.settled[q] {
			r.parts = append(r.parts, s.at(slot, q))
		}
	}
	if len(r.parts) > 0 {
		s.relations = append(s.relations, r)
	}
}
