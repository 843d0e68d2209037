package expr

// arithmetic translates + - * div mod and the minus sign. Dates take part as
// numbers of days, as they do in the other dialect.
func (t *translator) arithmetic(n *node) term {
	a := t.term(n.args[0])
	if n.op == opNegate {
		return minus(t.numeric(n.args[0], a))
	}
	b := t.term(n.args[1])
	if t.problem != nil {
		return a
	}
	if v, ok := t.dateArithmetic(n, a, b); ok {
		return v
	}
	a, b = t.numeric(n.args[0], a), t.numeric(n.args[1], b)
	result := term{kind: KindNumber, blank: max(a.blank, b.blank)}
	switch n.op {
	case opRemainder:
		result.node, result.blank = binary(opMod, a.node, b.node), blankNumber
	case opDivide:
		result.node, result.blank = binary(n.op, a.node, b.node), blankNumber // also by 0
	default:
		result.node = binary(n.op, a.node, b.node)
	}
	return result
}

func minus(v term) term {
	if v.node.op == opNumber {
		v.node = number(-v.node.value.num)
		return v
	}
	v.node = call(opNegate, v.node)
	return v
}

// numeric is a value that is calculated with. What is missing makes the result
// missing, but for counts, which are 0.
func (t *translator) numeric(n *node, v term) term {
	if v.node.op == opString {
		value, ok := numeric(v.node)
		if !ok {
			return t.fail(n, ReasonKind, "a text is calculated with", "calculate with numbers only")
		}
		return term{node: number(value), kind: KindNumber}
	}
	converted, ok := asNumber(v)
	if !ok {
		return t.fail(n, ReasonKind, v.kind.String()+" is calculated with", "calculate with numbers only")
	}
	switch converted.blank {
	case blankZero:
		converted.node, converted.blank = orZero(converted), neverBlank
	case blankText:
		converted.blank = blankNumber
	}
	converted.kind = KindNumber
	return converted
}

// dateArithmetic translates date - date, date + days and date - days.
func (t *translator) dateArithmetic(n *node, a, b term) (term, bool) {
	if n.op == opAdd && b.kind == KindDate {
		a, b = b, a
	}
	if a.kind != KindDate || n.op != opAdd && n.op != opSubtract {
		return term{}, false
	}
	if b.kind == KindDate && n.op == opSubtract {
		return term{node: binary(opDays, b.node, a.node), kind: KindNumber, blank: numericBlank(max(a.blank, b.blank))}, true
	}
	if b.kind == KindDate {
		return term{}, false
	}
	days := t.numeric(n.args[1], b)
	if n.op == opSubtract {
		days = minus(days)
	}
	return term{node: binary(opDateAdd, a.node, days.node), kind: KindDate, blank: max(a.blank, days.blank)}, true
}

// numericRules are the functions of numbers.
var numericRules = map[string]rule{
	"number":          {1, 1, func(t *translator, n *node) term { return t.numeric(n.args[0], t.term(n.args[0])) }},
	"int":             {1, 1, (*translator).whole},
	"round":           {1, 2, (*translator).rounded},
	"abs":             {1, 1, func(t *translator, n *node) term { return t.ofNumbers(n, opAbs) }},
	"floor":           {1, 1, func(t *translator, n *node) term { return t.ofNumbers(n, opFloor) }},
	"ceiling":         {1, 1, (*translator).ceiling},
	"pow":             {2, 2, func(t *translator, n *node) term { return t.ofNumbers(n, opPower) }},
	"sqrt":            {1, 1, (*translator).squareRoot},
	"min":             {1, manyArguments, func(t *translator, n *node) term { return t.ofMany(n, opMin) }},
	"max":             {1, manyArguments, func(t *translator, n *node) term { return t.ofMany(n, opMax) }},
	"sum":             {1, manyArguments, func(t *translator, n *node) term { return t.ofMany(n, opSum) }},
	"count":           {1, 1, (*translator).count},
	"count-non-empty": {1, 1, (*translator).countAnswers},
	"position":        {0, 1, (*translator).position},
	"indexed-repeat":  {3, 3, (*translator).indexed},
}

// numbers translates the arguments of a call.
func (t *translator) numbers(n *node) []term {
	terms := make([]term, len(n.args))
	for i, arg := range n.args {
		terms[i] = t.numeric(arg, t.term(arg))
	}
	return terms
}

// ofNumbers is a function that is missing where one of its arguments is.
func (t *translator) ofNumbers(n *node, o op) term {
	terms := t.numbers(n)
	result := term{node: &node{op: o, pos: n.pos}, kind: KindNumber}
	for _, v := range terms {
		result.node.args = append(result.node.args, v.node)
		result.blank = max(result.blank, v.blank)
	}
	if o == opPower {
		result.blank = blankNumber
	}
	return result
}

// whole cuts off the decimals. Of what may be below zero it is x - mod(x, 1).
func (t *translator) whole(n *node) term {
	v := t.numbers(n)[0]
	switch {
	case !sizeWithin(v.node, MaxLength):
		return t.fail(n, ReasonSize, "int stands in int too often", "split the expression")
	case isWhole(v.node):
		return v
	case notNegative(v.node, v.symbol):
		v.node = call(opFloor, v.node)
	default:
		v.node = binary(opSubtract, v.node, binary(opMod, v.node, number(1)))
	}
	v.symbol = Symbol{}
	return v
}

// rounded rounds halves up; ours rounds them away from zero.
func (t *translator) rounded(n *node) term {
	if len(n.args) == 2 {
		return t.ofNumbers(n, opRound)
	}
	v := t.numbers(n)[0]
	if notNegative(v.node, v.symbol) {
		v.node = call(opRound, v.node)
	} else {
		v.node = call(opFloor, binary(opAdd, v.node, number(0.5)))
	}
	v.symbol = Symbol{}
	return v
}

func (t *translator) ceiling(n *node) term {
	v := t.ofNumbers(n, opFloor)
	if t.problem == nil {
		v.node = minus(term{node: call(opFloor, minus(term{node: v.node.args[0]}).node)}).node
	}
	return v
}

func (t *translator) squareRoot(n *node) term {
	v := t.ofNumbers(n, opPower)
	v.node.args = append(v.node.args, number(0.5))
	return v
}

// isWhole tells numbers that have no decimals whatever the answers.
func isWhole(n *node) bool {
	switch n.op {
	case opCount, opLength, opDays, opYears, opYear, opMonth, opDay, opPosition, opFloor:
		return true
	}
	return false
}

// notNegative tells numbers that are not below zero whatever the answers.
func notNegative(n *node, symbol Symbol) bool {
	switch n.op {
	case opName:
		return symbol.Min != nil && *symbol.Min >= 0
	case opNumber:
		return n.value.num >= 0
	case opCount, opLength, opYear, opMonth, opDay, opPosition, opAbs:
		return true
	case opAdd, opMultiply, opDivide, opCoalesce, opFloor, opRound:
		for _, arg := range n.args {
			if !notNegative(arg, Symbol{}) {
				return false
			}
		}
		return true
	}
	return false
}

// ofMany is sum, min or max of several numbers or of the answers of all items.
// Ours leaves out what is blank, which makes the other dialect's missing.
func (t *translator) ofMany(n *node, o op) term {
	result := term{node: &node{op: o, pos: n.pos}, kind: KindNumber, blank: blankNumber}
	some := false
	for _, arg := range n.args {
		v := t.term(arg)
		if v.node.op == opName && (v.kind == KindNumber || v.kind == 0) {
			some = some || v.blank != neverBlank
		} else {
			v = t.numeric(arg, v)
			some = some || v.blank != neverBlank
		}
		result.node.args = append(result.node.args, v.node)
	}
	if some {
		t.notice(n, NoticeBlanks, "answers left blank are left out of “%s”, and it is missing if there is none", n.text)
	}
	if o == opSum {
		result.blank = blankZero // of no items at all
	}
	return result
}
