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
	for _, x := range s.stubs {
		for _, slot := range x.slots() {
			if slot.rest {
				s.hideRest(slot)
			} else {
				s.primary(slot)
			}
		}
	}
	for s.closeRelations() || s.closeSystem() {
	}
}

// primary hides a column with too few respondents, and in others cells of too
// few and cells that too few are not in.
func (s *system) primary(slot *slot) {
	x := slot.stub
	members := slot.values[x.members()]
	if s.small(members) || s.small(slot.values[x.base()]) || s.decided[slot.name] {
		s.hideColumn(slot)
		return
	}
	for q := range slot.vars {
		if x.isAnswer(q) && s.few(slot, q) {
			s.hide(slot.vars[q])
		}
	}
}

// few reports whether a quantity tells of a small group: of who gave an answer,
// or of who gave another.
func (s *system) few(slot *slot, q int) bool {
	x, n := slot.stub, slot.values[q]
	of := n
	switch {
	case q < len(x.table.Rows):
		of = slot.values[x.base()]
	case q != x.sum():
		of = 0
		for kind := range questionnaire.Missing(questionnaire.NumMissing) {
			if questionnaire.BaseAnswered.Includes(kind) {
				of += slot.values[x.missing(kind)]
			}
		}
	}
	return s.small(n) || s.small(of-n)
}

// hideRest hides the rest of a banner variable, which is printed nowhere, and
// makes secret what would have been hidden in a column.
func (s *system) hideRest(slot *slot) {
	x := slot.stub
	all := s.small(slot.values[x.members()]) || s.small(slot.values[x.base()])
	for q, id := range slot.vars {
		v := &s.variables[id]
		if v.zero {
			continue
		}
		v.hidden = true
		v.secret = v.secret || slot.values[q] > 0 && x.isAnswer(q) && (all || s.few(slot, q))
	}
}

// hide hides a variable, and what cannot be shown without it.
func (s *system) hide(id int) {
	v := &s.variables[id]
	if v.zero || v.fixed || v.hidden && v.secret {
		return
	}
	v.hidden, v.secret = true, true
	for _, p := range v.places {
		x := p.slot.stub
		switch q := p.quantity; {
		case p.slot.rest:
		case q == x.base(), q == x.members():
			s.hideColumn(p.slot)
		case q == x.missing(questionnaire.NotMissing), q < len(x.table.Rows) && x.table.Rows[q].HasScore:
			s.hide(p.slot.vars[x.sum()])
		}
	}
}

// hideColumn hides a column whole; the total takes all others with it. How
// many of them there were to answer is hidden with the answers but no secret:
// response rates tell it, and keeping it would cost the next smallest column.
func (s *system) hideColumn(slot *slot) {
	if slot.gone || slot.rest {
		return
	}
	slot.gone = true
	x := slot.stub
	for q, id := range slot.vars {
		v := &s.variables[id]
		switch {
		case x.isAnswer(q):
			s.hide(id)
		case q == x.members(): // other tables print it too
			v.hidden = v.hidden || s.small(v.value)
		case !v.zero && !v.fixed:
			v.hidden = true
		}
	}
	if slot == x.total {
		for _, c := range x.columns {
			s.hideColumn(c)
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
	whole := s.variables[r.whole]
	unknown, together, secret := 0, 0, whole.secret
	for _, part := range r.parts {
		if v := s.variables[part]; v.hidden {
			unknown++
			together += v.value
			secret = secret || v.secret
		}
	}
	switch {
	case !secret:
		return false
	case whole.hidden:
		return unknown == 0
	}
	return unknown == 1 || r.factors == nil && s.small(together)
}

// cheapest finds the variable of a relation that is still shown and whose
// suppression costs a reader least.
func (s *system) cheapest(r relation) (int, bool) {
	need := s.threshold
	var shown []int
	for _, id := range append(slices.Clone(r.parts), r.whole) {
		if v := s.variables[id]; v.hidden {
			need -= v.value
		} else if !v.fixed && !v.zero {
			shown = append(shown, id)
		}
	}
	return s.least(shown, need)
}

// least finds the variable whose suppression costs least, among like ones the
// smallest that has as many respondents as are needed.
func (s *system) least(ids []int, need int) (int, bool) {
	if len(ids) == 0 {
		return 0, false
	}
	short := func(id int) int {
		if s.variables[id].value < need {
			return 1
		}
		return 0
	}
	return slices.MinFunc(ids, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.cost(a), s.cost(b)), cmp.Compare(short(a), short(b)),
			cmp.Compare(s.variables[a].value, s.variables[b].value), cmp.Compare(a, b))
	}), true
}

// cost is how much a reader loses with a variable, wherever it stands. What
// nobody is in protects little.
func (s *system) cost(id int) int {
	v := s.variables[id]
	cost := 0
	for _, p := range v.places {
		cost = max(cost, p.cost())
	}
	if v.value == 0 {
		cost += 16
	}
	return cost
}

// cost is least for a net and a recode, whose options are there still, then for a cell of a
// banner column, and most for the base, which takes the column with it.
func (p place) cost() int {
	x, q := p.slot.stub, p.quantity
	cost := 4
	switch rows := x.table.Rows; {
	case q < len(rows) && rows[q].Kind == tabulate.RowNet:
		cost = 0
	case q < len(rows) && x.table.Stub.Derived != nil:
		cost = 1
	case q < len(rows):
		cost = 2
	case q == x.base():
		cost = 36
	case q == x.members() || q == x.responses():
		cost = 14
	case q != x.sum() && (q == x.missing(0) || x.table.Base.Includes(questionnaire.Missing(q-x.missing(0)))):
		cost = 12
	}
	if p.slot == x.total {
		cost++
	}
	return cost
}

// closeSystem hides more where the relations taken together give an answer
// away, and reports whether they did.
func (s *system) closeSystem() bool {
	changed := false
	for _, rows := range s.linked() {
		for _, d := range derivations(rows, func(id int) bool { return s.variables[id].hidden }) {
			if v := s.variables[d.variable]; v.secret && v.answer {
				s.protect(d)
				changed = true
				break // what is hidden now may protect the others too
			}
		}
	}
	return changed
}

// protect hides the cheapest of what a variable can be computed from. Where
// that is all known from elsewhere, the tables of the variable go whole.
func (s *system) protect(d derivation) {
	from := slices.DeleteFunc(d.from, func(id int) bool { return s.variables[id].fixed || s.variables[id].zero })
	if id, ok := s.least(from, 0); ok {
		s.hide(id)
		return
	}
	for _, p := range s.variables[d.variable].places {
		s.hideColumn(p.slot.stub.total)
	}
	s.variables[d.variable].secret = false
}
