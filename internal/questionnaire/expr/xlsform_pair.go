package expr

// pair compares two values of which none is fixed.
func (t *translator) pair(n *node, o op, a, b term) *node {
	if a.kind == KindCodes || b.kind == KindCodes {
		return t.severalWith(n, o, a, b)
	}
	first, second := a, b
	a, b, ok := aligned(o, a, b)
	if !ok {
		t.fail(n, ReasonKind, a.kind.String()+" is compared with "+b.kind.String(), "")
		return constant(false)
	}
	left, right := a.node, b.node
	if a.blank == blankZero {
		left = orZero(a)
	}
	if b.blank == blankZero {
		right = orZero(b)
	}
	result := binary(o, left, right)
	if o == opEqual {
		return orBothBlank(result, first, second)
	}
	return result
}

// orBothBlank adds that two answers left blank are equal in the other dialect.
func orBothBlank(equality *node, a, b term) *node {
	if a.blank != blankText || b.blank != blankText {
		return equality
	}
	return binary(opOr, equality, negation(binary(opOr, answered(a), answered(b))))
}

// aligned converts two values so that they are of one kind.
func aligned(o op, a, b term) (term, term, bool) {
	ordersTexts := o.isOrdering() && (a.kind == KindText || a.kind == KindCode) && (b.kind == KindText || b.kind == KindCode)
	switch {
	case a.kind == KindItems || b.kind == KindItems:
		return a, b, false
	case ordersTexts:
		return numberOfText(a), numberOfText(b), true
	case a.kind == b.kind || a.kind == 0 || b.kind == 0:
		return a, b, true
	case a.kind == KindNumber || b.kind == KindNumber:
		a, okA := asNumber(a)
		b, okB := asNumber(b)
		return a, b, okA && okB
	case o.isOrdering() || a.kind == KindMonth || b.kind == KindMonth:
		return a, b, false
	}
	return asText(a), asText(b), true
}

// asNumber converts a value that is compared or calculated with.
func asNumber(v term) (term, bool) {
	switch v.kind {
	case KindNumber, 0:
		return v, true
	case KindText, KindCode:
		return numberOfText(v), true
	case KindDate:
		return term{node: daysSince1970(v.node), kind: KindNumber, blank: numericBlank(v.blank)}, true
	case KindBool:
		return term{node: call(opIf, v.node, number(1), number(0)), kind: KindNumber}, true
	}
	return v, false
}

func numericBlank(b blankness) blankness {
	if b == blankText {
		return blankNumber
	}
	return b
}

// numberOfText reads a text or code as a number. The number that was written
// as a text is itself.
func numberOfText(v term) term {
	if v.node.op == opTextOf && v.symbol.Kind == KindNumber {
		return term{node: v.node.args[0], kind: KindNumber, blank: numericBlank(v.blank)}
	}
	return term{node: call(opNumberOf, v.node), kind: KindNumber, blank: blankNumber}
}

// asText writes a value as a text, where it is not one.
func asText(v term) term {
	switch v.kind {
	case KindText, 0:
		return v
	}
	if v.node.isLiteral() && v.kind == KindNumber {
		return term{node: literal(textOf(v.node.value)), kind: KindText}
	}
	if v.blank == blankZero {
		v.node, v.blank = orZero(v), neverBlank
	}
	return term{node: call(opTextOf, v.node), kind: KindText, blank: v.blank, symbol: Symbol{Kind: v.kind}}
}

// severalWith compares a multiple choice with a value: they are equal if that
// is the only option chosen.
func (t *translator) severalWith(n *node, o op, a, b term) *node {
	if a.kind != KindCodes {
		a, b = b, a
	}
	if o != opEqual || b.kind != KindCode && b.kind != 0 {
		t.fail(n, ReasonKind, "a multiple choice is compared with "+b.kind.String(), "ask for its options with selected()")
		return constant(false)
	}
	only := binary(opAnd, binary(opEqual, call(opCount, a.node), number(1)), binary(opIn, b.node, a.node))
	return orBothBlank(only, a, b)
}
