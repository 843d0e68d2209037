package expr

// condition writes a node that is used as yes or no. What is missing does not
// hold.
func (w *xpathWriter) condition(n *node) piece { return w.bounded(n, w.conditionOf) }

func (w *xpathWriter) conditionOf(n *node) piece {
	switch n.op {
	case opAnd:
		return infix(w.condition(n.args[0]), "and", w.condition(n.args[1]), xpathAnd)
	case opOr:
		return infix(w.condition(n.args[0]), "or", w.condition(n.args[1]), xpathOr)
	case opNot:
		return w.negated(n.args[0])
	case opBool:
		return w.value(n)
	case opAnswered:
		return w.present(n.args[0])
	case opIn:
		return w.membership(n.args[0], n.args[1])
	case opSelected:
		if w.kind(n.args[0]) == KindCode {
			return w.compared(n, opEqual, n.args[0], n.args[1])
		}
		return w.chosen(n.args[0], n.args[1])
	case opBetween:
		return both(w.compared(n, opAtLeast, n.args[0], n.args[1]), w.compared(n, opAtMost, n.args[0], n.args[2]))
	case opMatches:
		return both(w.presentUnless(n.args[0], !n.pattern.MatchString("")), invoke("regex", w.value(n.args[0]), quoted(n.args[1].text)))
	case opContains, opStartsWith, opEndsWith:
		name := map[op]string{opContains: "contains", opStartsWith: "starts-with", opEndsWith: "ends-with"}[n.op]
		return both(w.present(n.args[1]), invoke(name, w.value(n.args[0]), w.value(n.args[1])))
	case opIf:
		return invoke("if", w.condition(n.args[0]), w.condition(n.args[1]), w.condition(n.args[2]))
	case opName:
		return w.truth(n)
	case opItem:
		return equality(w.item(n), "=", quoted("true"))
	case opCoalesce:
		return w.firstTruth(n.args)
	}
	if n.op.isComparison() {
		return w.compared(n, n.op, n.args[0], n.args[1])
	}
	return w.fail(n, ReasonKind, "this yes or no cannot be written in a form", "")
}

// firstTruth writes coalesce of conditions.
func (w *xpathWriter) firstTruth(nodes []*node) piece {
	last := len(nodes) - 1
	p := w.condition(nodes[last])
	for i := last - 1; i >= 0; i-- {
		if present := w.present(nodes[i]); present == always {
			p = w.condition(nodes[i])
		} else {
			p = invoke("if", present, w.condition(nodes[i]), p)
		}
	}
	return p
}

// truth writes a variable that is yes or no by itself. A calculated one holds
// “true”.
func (w *xpathWriter) truth(n *node) piece {
	if _, _, ok := w.option(n.text); ok {
		return w.name(n)
	}
	return equality(w.name(n), "=", quoted("true"))
}

// negated writes not n. Where XPath's != takes blanks in, it says just that.
func (w *xpathWriter) negated(n *node) piece {
	switch n.op {
	case opAnswered:
		symbol, _ := w.scope.Var(n.args[0].text)
		if n.args[0].op == opName && symbol.Kind != KindItems && symbol.Kind != KindBool && w.present(n.args[0]) != always {
			return equality(w.name(n.args[0]), "=", noText)
		}
	case opEqual:
		a, b := n.args[0], n.args[1]
		if w.plainEquality(a, b) {
			return equality(w.side(a, b), "!=", w.side(b, a))
		}
	}
	return invoke("not", w.condition(n))
}

// plainEquality tells an answer and a fixed value, which are never blank at
// the same time.
func (w *xpathWriter) plainEquality(a, b *node) bool {
	if a.isLiteral() {
		a, b = b, a
	}
	kind := w.kind(a)
	return (a.op == opName || a.op == opAttribute) && b.isLiteral() && b.op != opBool && b.text+b.value.text != "" == (b.op == opString) &&
		kind != KindCodes && kind != KindBool
}

// compared writes a comparison, with the condition that both sides are there
// where XPath would say something about blanks.
func (w *xpathWriter) compared(n *node, o op, a, b *node) piece {
	if w.kind(a) == KindBool || w.kind(b) == KindBool {
		return w.comparedTruths(n, o, a, b)
	}
	if isEmptyText(a) || isEmptyText(b) {
		return invoke("false")
	}
	left, right := w.side(a, b), w.side(b, a)
	operator := map[op]string{opEqual: "=", opNotEqual: "!=", opLess: "<", opAtMost: "<=", opMore: ">", opAtLeast: ">="}[o]
	var p piece
	if o.isOrdering() {
		p = piece{left.within(xpathOrder+1) + " " + operator + " " + right.within(xpathOrder+1), xpathOrder}
	} else {
		p = equality(left, operator, right)
	}
	switch {
	case o == opNotEqual:
		return both(both(w.present(a), w.present(b)), p)
	case o == opEqual && w.mayBeText(b) && w.mayBeText(a):
		return both(w.present(a), p)
	}
	return p
}

func isEmptyText(n *node) bool { return n.op == opString && n.text == "" }

// mayBeText tells values that are the empty text where they are missing.
func (w *xpathWriter) mayBeText(n *node) bool {
	return !n.isLiteral() && w.present(n) != always && n.op != opAdd && n.op != opSubtract && n.op != opMultiply && n.op != opDivide
}

// side writes one side of a comparison. A fixed text beside a date is one.
func (w *xpathWriter) side(n, other *node) piece {
	if n.op != opString {
		return w.value(n)
	}
	day := n.text
	switch w.kind(other) {
	case KindMonth:
		day += "-01"
		fallthrough
	case KindDate:
		if _, ok := parseCivil(day); ok {
			return invoke("date", quoted(day))
		}
	case KindCode:
		if other.op == opName {
			return quoted(w.code(other.text, n.text))
		}
	}
	return quoted(n.text)
}

// comparedTruths compares yes and no, both of which may be missing.
func (w *xpathWriter) comparedTruths(n *node, o op, a, b *node) piece {
	if a.op == opBool {
		a, b = b, a
	}
	present := both(w.present(a), w.present(b))
	if o == opNotEqual && b.op != opBool {
		return both(present, equality(w.condition(a), "!=", w.condition(b)))
	}
	if b.op != opBool {
		return both(present, equality(w.condition(a), "=", w.condition(b)))
	}
	if b.value.truth == (o == opEqual) {
		return w.condition(a)
	}
	return both(w.present(a), invoke("not", w.condition(a)))
}

// membership writes in.
func (w *xpathWriter) membership(value, set *node) piece {
	if set.op != opList {
		return w.chosen(set, value)
	}
	p := invoke("false")
	for i, item := range set.args {
		if one := w.compared(value, opEqual, value, item); i == 0 {
			p = one
		} else {
			p = infix(p, "or", one, xpathOr)
		}
	}
	return p
}

// chosen asks for an option of a multiple choice.
func (w *xpathWriter) chosen(question, code *node) piece {
	if code.op == opString {
		if code.text == "" {
			return invoke("false")
		}
		return invoke("selected", w.value(question), quoted(w.code(question.text, code.text)))
	}
	return both(w.present(code), invoke("selected", w.value(question), w.value(code)))
}

// presentUnless writes that a value is there, unless that is sure.
func (w *xpathWriter) presentUnless(n *node, sure bool) piece {
	if sure {
		return always
	}
	return w.present(n)
}
