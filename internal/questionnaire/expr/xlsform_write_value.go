package expr

import "strconv"

// value writes a node that is used as a value. What is missing becomes the
// empty text, or no number where it is calculated with.
func (w *xpathWriter) value(n *node) piece { return w.bounded(n, w.valueOf) }

func (w *xpathWriter) valueOf(n *node) piece {
	switch n.op {
	case opName:
		return w.name(n)
	case opNumber:
		return decimal(n.value.num)
	case opString:
		return quoted(n.text)
	case opBool:
		return invoke(strconv.FormatBool(n.value.truth))
	case opToday:
		return invoke("today")
	case opPosition:
		if w.roster != "" {
			return invoke("position")
		}
		return invoke("position", whole(".."))
	case opAttribute:
		return w.attribute(n)
	case opIf:
		return invoke("if", w.condition(n.args[0]), w.value(n.args[1]), w.value(n.args[2]))
	case opCount, opLength:
		return w.counted(n)
	case opItem:
		return w.item(n)
	}
	if n.op.isCondition() {
		return w.condition(n)
	}
	if p, ok := w.arithmetic(n); ok {
		return p
	}
	if p, ok := w.numeric(n); ok {
		return p
	}
	if p, ok := w.dated(n); ok {
		return p
	}
	return w.textual(n)
}

// attribute writes a column of the choices sheet.
func (w *xpathWriter) attribute(n *node) piece {
	name := n.args[0].text
	switch {
	case w.o.Column != XLSFormChoiceFilter || w.roster != "":
		return w.fail(n, ReasonPath, "an attribute of options is named outside of a filter of options", "")
	case name == "code":
		return whole("name")
	case w.o.Attribute == nil:
		return whole(name)
	}
	return whole(w.o.Attribute(name))
}

// counted writes counts and lengths, which XPath has 0 for where ours are
// missing.
func (w *xpathWriter) counted(n *node) piece {
	p, present := w.countedOrZero(n), w.present(n)
	if present == always {
		return p
	}
	return invoke("if", present, p, noText)
}

func (w *xpathWriter) countedOrZero(n *node) piece {
	arg := n.args[0]
	if n.op == opLength {
		return invoke("string-length", w.value(arg))
	}
	symbol := Symbol{}
	if arg.op == opName {
		symbol, _ = w.scope.Var(arg.text)
	}
	switch {
	case len(n.args) == 2:
		return w.countWhere(arg, n.args[1])
	case symbol.Many:
		return invoke("count-non-empty", w.name(arg))
	case symbol.Kind == KindItems:
		return invoke("count", w.name(arg))
	}
	return invoke("count-selected", w.value(arg))
}

// countWhere writes count(group[condition]), in which questions of the group
// are named without $.
func (w *xpathWriter) countWhere(roster, condition *node) piece {
	if w.roster != "" || w.o.Roster == nil {
		return w.fail(roster, ReasonPath, "items of a roster are counted by a condition", "count them with a calculated question")
	}
	inner := *w
	inner.roster = roster.text
	if s, ok := w.scope.(ItemScope); ok {
		inner.scope = s.In(roster.text)
	}
	where := inner.condition(condition)
	w.problem, w.steps = inner.problem, inner.steps
	return invoke("count", whole(w.name(roster).text+"["+where.text+"]"))
}

func (w *xpathWriter) item(n *node) piece {
	question := n.args[0]
	if w.o.Roster == nil || w.o.Roster(question.text) == "" {
		return w.fail(n, ReasonPath, "the roster of the question is not known", "")
	}
	return invoke("indexed-repeat", w.reference(question.text), w.reference(w.o.Roster(question.text)), w.value(n.args[1]))
}

// arithmetic writes + - * / and the minus sign. XPath divides by zero.
func (w *xpathWriter) arithmetic(n *node) (piece, bool) {
	switch n.op {
	case opNegate:
		return piece{"-" + w.value(n.args[0]).within(xpathMinus), xpathMinus}, true
	case opAdd:
		return infix(w.value(n.args[0]), "+", w.value(n.args[1]), xpathSum), true
	case opSubtract:
		return infix(w.value(n.args[0]), "-", w.value(n.args[1]), xpathSum), true
	case opMultiply:
		return infix(w.value(n.args[0]), "*", w.value(n.args[1]), xpathProduct), true
	case opMod:
		return infix(w.value(n.args[0]), "mod", w.value(n.args[1]), xpathProduct), true
	case opDivide:
		a, b := w.value(n.args[0]), w.value(n.args[1])
		quotient := infix(a, "div", b, xpathProduct)
		if n.args[1].op == opNumber && n.args[1].value.num != 0 {
			return quotient, true
		}
		return invoke("if", equality(b, "!=", whole("0")), quotient, noText), true
	}
	return piece{}, false
}

// numeric writes the functions of numbers.
func (w *xpathWriter) numeric(n *node) (piece, bool) {
	switch n.op {
	case opAbs:
		return invoke("abs", w.value(n.args[0])), true
	case opPower:
		return invoke("pow", w.value(n.args[0]), w.value(n.args[1])), true
	case opRound:
		return w.round(n), true
	case opFloor:
		return w.floor(n.args[0]), true
	case opNumberOf:
		return invoke("number", w.value(n.args[0])), true
	case opSum, opMin, opMax, opMean:
		return w.aggregate(n), true
	case opCoalesce:
		return w.coalesced(n), true
	}
	return piece{}, false
}

// round always names the decimals: without them, XPath rounds halves up.
func (w *xpathWriter) round(n *node) piece {
	decimals := 0.0
	if len(n.args) == 2 {
		var ok bool
		if decimals, ok = wholeLiteral(n.args[1]); !ok || decimals < 0 || decimals > maxDecimals {
			return w.fail(n, ReasonKind, "the decimals are not a fixed number", "")
		}
	}
	return invoke("round", w.value(n.args[0]), decimal(decimals))
}

// floor cuts decimals off, as int does, and goes one further below zero.
func (w *xpathWriter) floor(n *node) piece {
	v := w.value(n)
	cut := invoke("int", v)
	symbol := Symbol{}
	if n.op == opName {
		symbol, _ = w.scope.Var(n.text)
	}
	if notNegative(n, symbol) {
		return cut
	}
	below := piece{v.within(xpathOrder+1) + " < " + cut.text, xpathOrder}
	return invoke("if", below, infix(cut, "-", whole("1"), xpathSum), cut)
}

// coalesced writes the first value that is there; XPath's takes two. Counts
// that stand for 0 are so by themselves.
func (w *xpathWriter) coalesced(n *node) piece {
	first := n.args[0]
	zero := len(n.args) == 2 && n.args[1].op == opNumber && n.args[1].value.num == 0
	if zero && (first.op == opCount || first.op == opLength) {
		return w.countedOrZero(first)
	}
	last := len(n.args) - 1
	p := w.value(n.args[last])
	for i := last - 1; i >= 0; i-- {
		p = w.or(n.args[i], p)
	}
	return p
}

// or writes a value, or another where it is missing.
func (w *xpathWriter) or(n *node, other piece) piece {
	if n.op == opName {
		return invoke("coalesce", w.value(n), other)
	}
	present := w.present(n)
	if present == always {
		return w.value(n)
	}
	return invoke("if", present, w.value(n), other)
}
