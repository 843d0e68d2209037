package expr

import "fmt"

// path translates what names data by where it is. Names are unique in a form,
// so the last one is enough.
func (t *translator) path(n *node) term {
	switch n.op {
	case opSelf:
		return t.self(n)
	case opBare:
		return t.bare(n)
	case opStep:
		return t.step(n)
	case opFiltered:
		return t.fail(n, ReasonPath, "a part of a repeated group is picked out", "count it, or pick one item with indexed-repeat()")
	}
	return t.fail(n, ReasonPath, "this names a group, not an answer", "name a question")
}

func (t *translator) self(n *node) term {
	key, ok := t.names.self()
	if t.inItem != "" {
		key, ok = t.inItem, true
	}
	if !ok {
		return t.fail(n, ReasonPath, "“.” is no question here", "name the question")
	}
	return t.question(&node{pos: n.pos, text: key}, key)
}

// bare is a name without $: a column of the choices in a filter of choices, a
// question inside a filter of items.
func (t *translator) bare(n *node) term {
	if t.filtering {
		return t.question(n, t.names.key(n.text))
	}
	name, blank, ok := t.names.attribute(n.text)
	if !ok {
		return t.fail(n, ReasonPath, fmt.Sprintf("the name “%s” stands alone", shorten(n.text)), "write ${"+n.text+"} for a question, and other text in quotes")
	}
	if name != n.text && name != "code" {
		t.notice(n, NoticeName, "the column “%s” is the attribute “%s” here", shorten(n.text), name)
	}
	v := term{node: call(opAttribute, literal(name)), kind: KindCode}
	if blank {
		v.blank = blankText
	}
	return v
}

func (t *translator) step(n *node) term {
	base := n.args[0]
	for base.op == opStep || base.op == opParent && len(base.args) > 0 {
		base = base.args[0]
	}
	switch {
	case base.op == opFiltered && n.args[0] == base:
		return t.picked(n, base)
	case base.op == opFiltered || base.op == opForeign && base.text != "current":
		return t.fail(n, ReasonPath, "this looks into a list or a file", "put the value beside the options, or ask for it")
	}
	return t.question(n, t.names.key(n.text))
}

// picked translates group[number]/question.
func (t *translator) picked(n, filtered *node) term {
	group, which := filtered.args[0], filtered.args[1]
	if _, ok := t.named(group); !ok {
		return t.fail(n, ReasonPath, "this looks into a list or a file", "put the value beside the options, or ask for it")
	}
	if which.op == opEqual && isPosition(which.args[0]) {
		which = which.args[1]
	} else if isCondition(which) {
		return t.fail(n, ReasonPath, "items are picked out by a condition", "pick one by its number")
	}
	return t.item(n, n, which)
}

func isPosition(n *node) bool { return n.op == opForeign && n.text == "position" && len(n.args) == 0 }

func isCondition(n *node) bool {
	return n.op.isComparison() || n.op == opAnd || n.op == opOr || n.op == opForeign && (n.text == "selected" || n.text == "not")
}

// named gives our key for a path that names one thing.
func (t *translator) named(n *node) (string, bool) {
	switch n.op {
	case opQuestion:
		return t.names.key(n.text), true
	case opStep:
		base := n.args[0]
		for len(base.args) > 0 && (base.op == opStep || base.op == opParent) {
			base = base.args[0]
		}
		return t.names.key(n.text), base.op == opRoot || base.op == opParent || base.op == opSelf || base.op == opQuestion || base.op == opForeign && base.text == "current"
	case opBare:
		return t.names.key(n.text), t.filtering
	}
	return "", false
}

// item is one item's answer to a question.
func (t *translator) item(n, question, which *node) term {
	key, ok := t.named(question)
	if question == n {
		key, ok = t.names.key(n.text), true
	}
	if !ok {
		return t.fail(n, ReasonPath, "this is no question", "name a question of the repeated group")
	}
	answer, number := t.question(question, key), t.numeric(which, t.term(which))
	return term{node: call(opItem, answer.node, number.node), kind: answer.kind, symbol: answer.symbol, blank: blankText}
}

// indexed translates indexed-repeat(question, group, number).
func (t *translator) indexed(n *node) term { return t.item(n, n.args[0], n.args[2]) }

// position is the number of the item that the expression stands in.
func (t *translator) position(n *node) term {
	if len(n.args) == 1 {
		arg := n.args[0]
		_, named := t.named(arg)
		if arg.op != opParent && !named {
			return t.fail(n, ReasonPath, "this is not the repeated group around the question", "write position(..)")
		}
	}
	return term{node: &node{op: opPosition, pos: n.pos}, kind: KindNumber}
}

// count counts the items of a group, all of them or those that a condition
// holds for.
func (t *translator) count(n *node) term {
	arg := n.args[0]
	if arg.op == opFiltered {
		return t.countWhere(n, arg)
	}
	key, ok := t.named(arg)
	if !ok {
		return t.fail(n, ReasonPath, "this is no repeated group", "count(${group})")
	}
	if roster := t.names.roster(key); roster != "" {
		key = roster // an item counts whether or not the question is answered
	}
	group := t.question(arg, key)
	return term{node: call(opCount, group.node), kind: KindNumber, blank: blankZero}
}

func (t *translator) countAnswers(n *node) term {
	v := t.term(n.args[0])
	if v.node.op != opName {
		return t.fail(n, ReasonPath, "this is no question", "count-non-empty(${question})")
	}
	return term{node: call(opCount, v.node), kind: KindNumber, blank: blankZero}
}

func (t *translator) countWhere(n, filtered *node) term {
	group, condition := filtered.args[0], filtered.args[1]
	key, ok := t.named(group)
	if !ok {
		return t.fail(n, ReasonPath, "this looks into a list or picks one item", "count items of a repeated group for which a condition holds")
	}
	inner := *t
	inner.filtering = true
	if roster := t.names.roster(key); roster != "" {
		inner.inItem, key = key, roster
	}
	where := inner.term(condition)
	t.notices, t.problem, t.steps = inner.notices, inner.problem, inner.steps
	if where.kind == KindNumber {
		return t.fail(n, ReasonPath, "one item is picked and counted", "count items for which a condition holds")
	}
	items := t.question(group, key)
	return term{node: call(opCount, items.node, t.truth(where)), kind: KindNumber, blank: blankZero}
}
