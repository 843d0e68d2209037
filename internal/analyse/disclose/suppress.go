package disclose

import (
	"cmp"
	"slices"

	"barometer/internal/questionnaire"
)

// small reports whether a number of respondents is a group that may not be
// shown. Nobody is no group.
func (s *system) small(n int) bool { return n > 0 && n < s.threshold }

// suppress hides what may not be shown, and then what that could be computed
// from, until nothing hidden can be.
func (s *system) suppress() {
	if s.threshold <= 1 {
		return
	}
	s.primary()
	for !s.gone[0] && (s.closeRelations() || s.closeSystem()) {
	}
}

// primary hides columns with too few respondents, cells of too few, and cells
// that too few are not in.
func (s *system) primary() {
	for j := range s.table.Columns {
		values := s.slots[j].values
		if s.small(values[s.members()]) || s.small(values[s.base()]) {
			s.hideColumn(j)
			continue
		}
		for i := range s.table.Rows {
			if s.small(values[i]) || s.small(values[s.base()]-values[i]) {
				s.hide(s.at(j, i))
			}
		}
		if s.small(values[s.sum()]) {
			s.hide(s.at(j, s.sum()))
		}
	}
}

// hideRest hides the rest of a banner variable, which is printed nowhere, and
// makes secret what would have been hidden in a column.
func (s *system) hideRest(slot int) {
	values := s.slots[slot].values
	all := s.small(values[s.members()]) || s.small(values[s.base()])
	for q, n := range values {
		s.hidden[s.at(slot, q)] = true
		row := q < len(s.table.Rows)
		s.secret[s.at(slot, q)] = n > 0 && (all || row && (s.small(n) || s.small(values[s.base()]-n)) || q == s.sum() && s.small(n))
	}
}

// hide hides a variable, and what cannot be shown without it.
func (s *system) hide(variable int) {
	slot, q := s.slotOf(variable), s.quantityOf(variable)
	if s.hidden[variable] || s.settled[q] {
		return
	}
	s.hidden[variable], s.secret[variable] = true, true
	switch {
	case q == s.base():
		s.hideColumn(slot)
	case q == s.missing(int(questionnaire.NotMissing)):
		s.hide(s.at(slot, s.sum()))
	case q < len(s.table.Rows) && s.table.Rows[q].HasScore:
		s.hide(s.at(slot, s.sum()))
	}
}

// hideColumn hides a column whole; the total takes all others with it.
func (s *system) hideColumn(column int) {
	if s.gone[column] {
		return
	}
	s.gone[column] = true
	for q := range s.quantities() {
		s.hide(s.at(column, q))
	}
	if column == 0 {
		for j := range s.gone {
			s.hideColumn(j)
		}
	}
}

// closeRelations goes through the relations once and reports whether it had to
// hide anything.
func (s *system) closeRelations() bool {
	changed := false
	for _, r := range s.relations {
		for s.tells(r) {
			variable, ok := s.cheapest(r)
			if !ok {
				break
			}
			s.hide(variable)
			changed = true
		}
	}
	return changed
}

// tells reports whether a relation by itself gives a secret away: nothing else
// in it is unknown, or its unknown parts are together too small a group.
func (s *system) tells(r relation) bool {
	unknown, together, secret := 0, 0, s.secret[r.whole]
	for _, part := range r.parts {
		if s.hidden[part] {
			unknown++
			together += s.value(part)
			secret = secret || s.secret[part]
		}
	}
	switch {
	case !secret:
		return false
	case s.hidden[r.whole]:
		return unknown == 0
	}
	return unknown == 1 || r.factors == nil && together < s.threshold
}

// cheapest finds the variable of a relation that is still shown and whose
// suppression costs a reader least.
func (s *system) cheapest(r relation) (int, bool) {
	need := s.threshold
	var shown []int
	for _, variable := range append(slices.Clone(r.parts), r.whole) {
		if s.hidden[variable] {
			need -= s.value(variable)
		} else {
			shown = append(shown, variable)
		}
	}
	if len(shown) == 0 {
		return 0, false
	}
	return slices.MinFunc(shown, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.cost(a), s.cost(b)), cmp.Compare(short(s.value(a), need), short(s.value(b), need)),
			cmp.Compare(s.value(a), s.value(b)), cmp.Compare(a, b))
	}), true
}

// short is 1 for what leaves the unknown parts too small a group still.
func short(value, need int) int {
	if value < need {
		return 1
	}
	return 0
}

// cost is how much a reader loses with a variable: least with a cell of a
// banner column, most with the base, which takes the column with it.
func (s *system) cost(variable int) int {
	q := s.quantityOf(variable)
	cost := 0
	switch {
	case q < len(s.table.Rows):
	case q == s.base():
		cost = 18
	case q == s.sum():
		cost = 2
	case q == s.members() || q == s.responses():
		cost = 4
	case q == s.missing(0) || s.table.Base.Includes(questionnaire.Missing(q-s.missing(0))):
		cost = 6
	default:
		cost = 2
	}
	if s.slotOf(variable) == 0 {
		cost++
	}
	if s.value(variable) == 0 {
		cost += 8
	}
	return cost
}

// closeSystem hides further variables where the relations taken together give
// a secret away, and reports whether it had to.
func (s *system) closeSystem() bool {
	var rows []map[int]float64
	for _, r := range s.relations {
		if row := s.unknowns(r); len(row) > 0 {
			rows = append(rows, row)
		}
	}
	changed := false
	for _, variable := range determined(rows) {
		if s.secret[variable] {
			s.protect(variable)
			changed = true
		}
	}
	return changed
}

// unknowns is a relation as an equation over its hidden variables.
func (s *system) unknowns(r relation) map[int]float64 {
	row := map[int]float64{}
	for i, part := range r.parts {
		if s.hidden[part] {
			row[part] = 1
			if r.factors != nil {
				row[part] = r.factors[i]
			}
			if row[part] == 0 {
				delete(row, part)
			}
		}
	}
	if s.hidden[r.whole] {
		row[r.whole] = -1
	}
	return row
}

// protect hides the cheapest variable that stands in a relation with one that
// can be computed; if there is none left, everything.
func (s *system) protect(variable int) {
	best, found := 0, false
	for _, r := range s.relations {
		if r.whole != variable && !slices.Contains(r.parts, variable) {
			continue
		}
		if other, ok := s.cheapest(r); ok && (!found || s.cost(other) < s.cost(best)) {
			best, found = other, true
		}
	}
	if !found {
		s.hideColumn(0)
		return
	}
	s.hide(best)
}
