package disclose

import (
	"slices"
	"strings"

	"barometer/internal/analyse/tabulate"
	"barometer/internal/questionnaire"
)

// relation says that the parts add up to the whole, each multiplied by its
// factor where factors are given.
type relation struct {
	parts   []int
	factors []float64
	whole   int
}

// relate adds a relation without the parts that nobody is in.
func (s *system) relate(r relation) {
	kept := relation{whole: r.whole}
	for i, part := range r.parts {
		if s.variables[part].zero || part == r.whole {
			continue
		}
		kept.parts = append(kept.parts, part)
		if r.factors != nil {
			kept.factors = append(kept.factors, r.factors[i])
		}
	}
	if !s.variables[r.whole].zero && len(kept.parts) > 0 {
		s.relations = append(s.relations, kept)
	}
}

// sum adds that quantities of a slot add up to another.
func (s *system) sum(slot *slot, whole int, parts []int) {
	r := relation{whole: slot.vars[whole]}
	for _, q := range parts {
		r.parts = append(r.parts, slot.vars[q])
	}
	s.relate(r)
}

// across adds the rest of a group of columns, and for every quantity that the
// columns and the rest add up to the total.
func (s *system) across(x *stub, columns []*slot, name string) {
	slots := slices.Clone(columns)
	rest := &slot{name: name, values: slices.Clone(x.total.values), rest: true}
	for _, c := range columns {
		for q := range rest.values {
			rest.values[q] -= c.values[q]
		}
	}
	if rest.values[x.members()] > 0 {
		slots = append(slots, s.addSlot(x, rest))
		x.columns = append(x.columns, rest)
	}
	for q := range x.quantities() {
		r := relation{whole: x.total.vars[q]}
		for _, slot := range slots {
			r.parts = append(r.parts, slot.vars[q])
		}
		s.relate(r)
	}
}

// within adds the relations between the quantities of one slot.
func (s *system) within(slot *slot) {
	x := slot.stub
	var all, inBase []int
	for kind := range questionnaire.Missing(questionnaire.NumMissing) {
		all = append(all, x.missing(kind))
		if x.table.Base.Includes(kind) {
			inBase = append(inBase, x.missing(kind))
		}
	}
	s.sum(slot, x.base(), inBase) // first: what it hides often serves the next
	s.sum(slot, x.members(), all)
	if x.table.Stub.Multiple {
		s.withinMultiple(slot)
	} else {
		s.withinSingle(slot)
	}
}

// withinSingle adds what holds where everybody is in one row: the rows of each
// missing kind, and those that have a value, add up; so do the options of a net
// and the scores.
func (s *system) withinSingle(slot *slot) {
	x := slot.stub
	for kind := range questionnaire.Missing(questionnaire.NumMissing) {
		s.sum(slot, x.missing(kind), x.rowsWhere(func(r tabulate.Row) bool {
			return r.Kind != tabulate.RowNet && r.Missing == kind
		}))
	}
	scores := relation{whole: slot.vars[x.sum()]}
	for i, row := range x.table.Rows {
		if row.Kind == tabulate.RowNet {
			s.sum(slot, i, x.rowsOf(row.Codes))
		}
		if row.HasScore {
			scores.parts, scores.factors = append(scores.parts, slot.vars[i]), append(scores.factors, row.Score)
		}
	}
	s.relate(scores)
}

// withinMultiple adds what holds for several choices: all of them together are
// the responses, a net of one option is that option, and who chose a missing
// kind is missing for that reason if nobody chose anything else with it.
func (s *system) withinMultiple(slot *slot) {
	x := slot.stub
	var chosen []int
	for i, row := range x.table.Rows {
		switch {
		case row.Kind == tabulate.RowNet && len(row.Codes) == 1:
			s.sum(slot, i, x.rowsOf(row.Codes))
		case row.Kind == tabulate.RowMissing:
			kind := x.missing(row.Missing)
			if x.total.values[i] == x.total.values[kind] {
				s.sum(slot, kind, []int{i})
			}
		}
		if row.Kind != tabulate.RowNet && !isComputed(row) {
			chosen = append(chosen, i)
		}
	}
	s.sum(slot, x.responses(), chosen)
}

func (s *stub) rowsWhere(want func(tabulate.Row) bool) []int {
	var rows []int
	for i, row := range s.table.Rows {
		if want(row) {
			rows = append(rows, i)
		}
	}
	return rows
}

// rowsOf lists the rows of options by their codes.
func (s *stub) rowsOf(codes []string) []int {
	return s.rowsWhere(func(r tabulate.Row) bool {
		return r.Kind != tabulate.RowNet && !isComputed(r) && slices.Contains(codes, r.Code)
	})
}

// groupCodes lists the codes of its source that a category of a recode counts,
// and reports whether the numbers of who chose them add up to it: they do
// unless respondents choose several.
func groupCodes(derived *questionnaire.Variable, code string) (codes []string, adds bool) {
	o, ok := derived.Option(code)
	if !ok {
		return nil, false
	}
	codes = derived.Recode.Groups[o.Index].Codes
	shape := derived.Recode.Source.Shape
	return codes, shape == questionnaire.ShapeCode || shape == questionnaire.ShapeCodes && len(codes) == 1
}

// recodes adds that whoever is in a category of a recode is in one of its
// codes, in rows and in columns, where the family has both.
func (s *system) recodes() {
	derived := map[string]*questionnaire.Variable{}
	for _, x := range s.stubs {
		for _, slot := range x.slots() {
			derived[slot.column.Variable] = slot.column.Derived
		}
	}
	for _, x := range s.stubs {
		derived[x.table.Stub.Variable] = x.table.Stub.Derived
	}
	for whole := range s.variables {
		conditions := strings.Split(s.variables[whole].name, "&")
		for i, condition := range conditions {
			name, code, ok := strings.Cut(condition, "=")
			if d := derived[name]; ok && d != nil {
				s.recode(whole, d, code, strings.Join(slices.Delete(slices.Clone(conditions), i, i+1), "&"))
			}
		}
	}
}

// recode adds that a category of a recode is the sum of its codes, among those
// of another condition.
func (s *system) recode(whole int, derived *questionnaire.Variable, code, others string) {
	codes, adds := groupCodes(derived, code)
	if !adds {
		return
	}
	r := relation{whole: whole}
	for _, c := range codes {
		if part, ok := s.byName[nameOf(others, derived.Recode.Source.Name+"="+c)]; ok {
			r.parts = append(r.parts, part)
		}
	}
	s.relate(r)
}

// betweenStubs adds what holds between a recode and its source, and that who is
// in no column of a single choice has no value of it.
func (s *system) betweenStubs() {
	for _, x := range s.stubs {
		for _, y := range s.stubs {
			if d := x.table.Stub.Derived; d != nil && y.table.Stub.Variable == d.Recode.Source.Name {
				for _, slot := range x.slots() {
					if of, ok := y.byName[slot.name]; ok {
						s.recoded(slot, of)
					}
				}
			}
		}
		if rest, ok := s.byName[x.table.Stub.Variable+"≠"]; ok {
			s.relate(relation{whole: x.total.vars[x.members()], parts: []int{x.total.vars[x.missing(0)], rest}})
		}
	}
}

// recoded adds that a recode has a value or no group for who has a value of the
// source.
func (s *system) recoded(slot, source *slot) {
	x, y := slot.stub, source.stub
	const value, without = questionnaire.NotMissing, questionnaire.NotApplicable
	r := relation{whole: source.vars[y.missing(value)]}
	r.parts = []int{slot.vars[x.missing(value)], slot.vars[x.missing(without)]}
	if v := source.vars[y.missing(without)]; !s.variables[v].zero {
		r.parts, r.factors = append(r.parts, v), []float64{1, 1, -1}
	}
	s.relate(r)
}
