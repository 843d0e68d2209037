package disclose

import (
	"cmp"
	"slices"

	"barometer/internal/analyse/tabulate"
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
		few := s.small(n) || q < len(s.table.Rows) && s.small(values[s.base()]-n)
		s.secret[s.at(slot, q)] = n > 0 && s.isAnswer(q) && (all || few)
	}
}

// isAnswer reports whether a quantity tells what was answered, and not only how
// many there were to answer.
func (s *system) isAnswer(q int) bool { return q < len(s.table.Rows) || q == s.sum() }

// hide hides a variable that somebody has, and what cannot be shown without it.
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

// hideColumn hides a column whole; the total takes all others with it. How
// many respondents it has is hidden with their answers but no secret: response
// rates tell it, and keeping it would cost the next smallest column.
func (s *system) hideColumn(column int) {
	if s.gone[column] {
		return
	}
	s.gone[column] = true
	for q := range s.quantities() {
		if s.isAnswer(q) {
			s.hide(s.at(column, q))
		} else if !s.settled[q] {
			s.hidden[s.at(column, q)] = true
		}
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

// cost is how much a reader loses with a variable: least with a net, whose
// options are there still, then with a cell of a banner column, most with the
// base, which takes the column with it. What nobody is in protects little.
func (s *system) cost(variable int) int {
	q := s.quantityOf(variable)
	cost := 0
	switch {
	case q < len(s.table.Rows) && s.table.Rows[q].Kind == tabulate.RowNet:
	case q < len(s.table.Rows):
		cost = 2
	case q == s.base():
		cost = 36
	case q == s.members() || q == s.responses():
		cost = 14
	case q != s.sum() && (q == s.missing(0) || s.table.Base.Includes(questionnaire.Missing(q-s.missing(0)))):
		cost = 12
	default:
		cost = 4
	}
	if s.slotOf(variable) == 0 {
		cost++
	}
	if s.value(variable) == 0 {
		cost += 16
	}
	return cost
}

// closeSystem hides one more variable where the relations taken together give
// an answer away, and reports whether they did.
func (s *system) closeSystem() bool {
	var rows []map[int]float64
	for _, r := range s.relations {
		if s.hidden[r.whole] || slices.ContainsFunc(r.parts, func(v int) bool { return s.hidden[v] }) {
			rows = append(rows, r.equation())
		}
	}
	for _, d := range derivations(rows, s.hidden) {
		if s.secret[d.variable] && s.isAnswer(s.quantityOf(d.variable)) {
			s.protect(d)
			return true
		}
	}
	return false
}

// protect hides the cheapest of what a variable can be computed from.
func (s *system) protect(d derivation) {
	if len(d.from) == 0 {
		s.hideColumn(0)
		return
	}
	s.hide(slices.MinFunc(d.from, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.cost(a), s.cost(b)), cmp.Compare(s.value(a), s.value(b)), cmp.Compare(a, b))
	}))
}

// equation is the relation as factors by variable that add up to nothing.
func (r relation) equation() map[int]float64 {
	row := map[int]float64{r.whole: -1}
	for i, part := range r.parts {
		factor := 1.0
		if r.factors != nil {
			factor = r.factors[i]
		}
		if factor != 0 {
			row[part] = factor
		}
	}
	return row
}
