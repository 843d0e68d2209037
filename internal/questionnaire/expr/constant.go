package expr

import "slices"

// maxSteps bounds what looking for constant conditions costs.
const maxSteps = 20_000

// Constant tells whether the condition always holds (true, true) or never does
// (false, true), whatever is answered or left out. It is (_, false) where that
// depends on the answers or is not known: what is said for sure is so, but not
// all is found. The condition has to have no problems.
//
// Of a question that is compared with fixed values, all values are tried that
// the condition tells apart. Whatever else the condition says, such as what it
// calculates, is taken to be yes or no independently.
func (e *Expr) Constant(s Scope) (truth, known bool) {
	a := analysis{scope: s, steps: maxSteps}
	t := trial{analysis: &a}
	t.collect(e.root)
	a.apart = !slices.ContainsFunc(t.questions, func(q *question) bool { return q.uses.facts > 1 })
	p := a.outcomes(e.root)
	return p.yes, p.yes != p.no
}

// outcomes are the results that a condition can have.
type outcomes struct{ yes, no bool }

var either = outcomes{true, true}

type analysis struct {
	scope Scope
	steps int  // that are left
	apart bool // no question is named twice
}

// outcomes finds the results of a node that stands as a condition. Parts of
// and and or that share no question are independent of one another, and are
// looked at by themselves.
func (a *analysis) outcomes(n *node) outcomes {
	switch n.op {
	case opNot:
		p := a.outcomes(n.args[0])
		return outcomes{p.no, p.yes}
	case opAnd, opOr:
		return a.chain(n)
	}
	return a.try(n.op, []*node{n})
}

func (a *analysis) chain(n *node) outcomes {
	all := outcomes{yes: n.op == opAnd, no: n.op == opOr}
	for _, group := range a.groups(n.chain(n.op, nil)) {
		var p outcomes
		if len(group) == 1 {
			p = a.outcomes(group[0])
		} else {
			p = a.try(n.op, group)
		}
		if n.op == opAnd {
			all = outcomes{all.yes && p.yes, all.no || p.no}
		} else {
			all = outcomes{all.yes || p.yes, all.no && p.no}
		}
	}
	return all
}

// groups puts conditions together that share a question.
func (a *analysis) groups(conditions []*node) [][]*node {
	groups := make([][]*node, 0, len(conditions))
	if a.apart {
		for i := range conditions {
			groups = append(groups, conditions[i:i+1])
		}
		return groups
	}
	var slots [][]int // of each group
	for _, n := range conditions {
		t := trial{analysis: a}
		t.collect(n)
		group, shared := []*node{n}, t.slots()
		for i := len(groups) - 1; i >= 0; i-- {
			if slices.ContainsFunc(slots[i], func(slot int) bool { return slices.Contains(shared, slot) }) {
				group, shared = append(groups[i], group...), append(slots[i], shared...)
				groups, slots = slices.Delete(groups, i, i+1), slices.Delete(slots, i, i+1)
			}
		}
		groups, slots = append(groups, group), append(slots, shared)
	}
	return groups
}

// try evaluates conditions that are joined by and or or, or a single one, over
// all that makes a difference.
func (a *analysis) try(join op, conditions []*node) outcomes {
	t := trial{analysis: a}
	for _, n := range conditions {
		t.collect(n)
	}
	if !t.prepare() {
		return either
	}
	var found outcomes
	for found != either {
		if t.holdsAll(join, conditions) {
			found.yes = true
		} else {
			found.no = true
		}
		if a.steps < 0 {
			return either
		}
		if !t.next() {
			return found
		}
	}
	return found
}

// trial goes through the values of some questions, and through yes and no for
// the conditions that are not looked into. It is the [Env] of their evaluation.
type trial struct {
	*analysis
	questions []*question
	free      []*node
	truths    []bool // of free
}

// question is a variable with the values to try.
type question struct {
	slot   int
	uses   uses
	values []Value
	at     int
}

// collect finds the questions and the free parts of a condition.
func (t *trial) collect(n *node) {
	switch n.op {
	case opAnd, opOr, opNot, opIf:
		for _, arg := range n.args {
			t.collect(arg)
		}
		return
	case opBool:
		return
	}
	f, ok := t.fact(n)
	if !ok {
		t.free = append(t.free, n)
		t.truths = append(t.truths, false)
		return
	}
	i := slices.IndexFunc(t.questions, func(q *question) bool { return q.slot == f.name.slot })
	if i < 0 {
		i = len(t.questions)
		t.questions = append(t.questions, &question{slot: f.name.slot, uses: uses{symbol: f.symbol}})
	}
	t.questions[i].uses.add(f)
}

func (t *trial) slots() []int {
	slots := make([]int, len(t.questions))
	for i, q := range t.questions {
		slots[i] = q.slot
	}
	return slots
}

// prepare finds the values to try; false if they cannot be told.
func (t *trial) prepare() bool {
	for _, q := range t.questions {
		values, ok := q.uses.values()
		if !ok {
			return false
		}
		q.values = append(values, Missing())
	}
	return true
}

// next goes to the next combination; false after the last.
func (t *trial) next() bool {
	for _, q := range t.questions {
		if q.at++; q.at < len(q.values) {
			return true
		}
		q.at = 0
	}
	for i := range t.truths {
		if t.truths[i] = !t.truths[i]; t.truths[i] {
			return true
		}
	}
	return false
}

// Value implements [Env].
func (t *trial) Value(slot int) Value {
	for _, q := range t.questions {
		if q.slot == slot {
			return q.values[q.at]
		}
	}
	return Missing()
}

// Today implements [Env]. What asks for it is not looked into.
func (t *trial) Today() string { return "" }

func (t *trial) holdsAll(join op, conditions []*node) bool {
	for _, n := range conditions {
		if holds := t.holds(n); holds == (join == opOr) {
			return holds
		}
	}
	return join != opOr
}

func (t *trial) holds(n *node) bool {
	t.steps--
	switch n.op {
	case opAnd:
		return t.holds(n.args[0]) && t.holds(n.args[1])
	case opOr:
		return t.holds(n.args[0]) || t.holds(n.args[1])
	case opNot:
		return !t.holds(n.args[0])
	case opIf:
		if t.holds(n.args[0]) {
			return t.holds(n.args[1])
		}
		return t.holds(n.args[2])
	}
	if i := slices.Index(t.free, n); i >= 0 {
		return t.truths[i]
	}
	return n.holds(t)
}
