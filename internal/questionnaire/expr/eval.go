package expr

import (
	"math"
	"slices"
)

// Bool tells whether the condition holds. A result that is missing or not a
// yes or no counts as no. It never panics unless env does, and allocates
// nothing.
func (e *Expr) Bool(env Env) bool { return e.root.holds(env) }

// Number computes the expression. It returns false where the result is
// missing or no number.
func (e *Expr) Number(env Env) (float64, bool) {
	v := e.root.eval(env)
	return v.num, v.kind == isNumber
}

// Value computes the expression, whatever it yields.
func (e *Expr) Value(env Env) Value { return e.root.eval(env) }

// holds evaluates a node as a condition.
func (n *node) holds(env Env) bool {
	switch n.op {
	case opAnd:
		return n.args[0].holds(env) && n.args[1].holds(env)
	case opOr:
		return n.args[0].holds(env) || n.args[1].holds(env)
	case opNot:
		return !n.args[0].holds(env)
	case opIn:
		return n.args[1].contains(env, n.args[0].eval(env))
	case opSelected:
		return has(n.args[0].eval(env), n.args[1].eval(env))
	case opAnswered:
		v := n.args[0].eval(env)
		return v.kind != isMissing && (v.kind != isItems || v.num > 0)
	case opBetween:
		v := n.args[0].eval(env)
		return compare(opAtLeast, v, n.args[1].eval(env)) && compare(opAtMost, v, n.args[2].eval(env))
	case opMatches:
		v := n.args[0].eval(env)
		return v.kind == isString && n.pattern.MatchString(v.text)
	case opContains, opStartsWith, opEndsWith:
		return n.holdsText(env)
	}
	if n.op.isComparison() {
		return compare(n.op, n.args[0].eval(env), n.args[1].eval(env))
	}
	v := n.eval(env)
	return v.kind == isBool && v.truth
}

// eval evaluates a node as a value.
func (n *node) eval(env Env) Value {
	switch n.op {
	case opName:
		return env.Value(n.slot)
	case opNumber, opString, opBool:
		return n.value
	case opNegate, opAdd, opSubtract, opMultiply, opDivide:
		return n.arithmetic(env)
	case opSum, opMin, opMax, opMean:
		return n.aggregate(env)
	case opCount:
		if len(n.args) > 1 {
			return n.countItems(env)
		}
		return count(n.args[0].eval(env))
	case opToday:
		return String(env.Today())
	case opIf:
		if n.args[0].holds(env) {
			return n.args[1].eval(env)
		}
		return n.args[2].eval(env)
	case opList:
		return Missing()
	}
	if n.op.isCondition() {
		return Bool(n.holds(env))
	}
	return n.call(env)
}

// arithmetic is missing as soon as one operand is.
func (n *node) arithmetic(env Env) Value {
	a := n.args[0].eval(env)
	if a.kind != isNumber {
		return Missing()
	}
	if n.op == opNegate {
		return Number(-a.num)
	}
	b := n.args[1].eval(env)
	if b.kind != isNumber {
		return Missing()
	}
	switch n.op {
	case opAdd:
		return Number(a.num + b.num)
	case opSubtract:
		return Number(a.num - b.num)
	case opMultiply:
		return Number(a.num * b.num)
	default:
		return Number(a.num / b.num) // by zero: not finite, so missing
	}
}

// contains evaluates the right side of "in".
func (n *node) contains(env Env, v Value) bool {
	if n.op != opList {
		return has(n.eval(env), v)
	}
	for _, item := range n.args {
		if compare(opEqual, v, item.value) {
			return true
		}
	}
	return false
}

// has tells whether an answer is, or includes, a code.
func has(answer, code Value) bool {
	if answer.kind == isCodes {
		return code.kind == isString && slices.Contains(answer.codes, code.text)
	}
	return compare(opEqual, answer, code)
}

// compare is false where a value is missing or the two are of different kinds.
func compare(o op, a, b Value) bool {
	if a.kind != b.kind {
		return false
	}
	switch a.kind {
	case isNumber:
		return ordered(o, compareNumbers(a.num, b.num))
	case isString:
		return compareTexts(o, a.text, b.text)
	case isBool:
		return o == opEqual && a.truth == b.truth || o == opNotEqual && a.truth != b.truth
	default:
		return false
	}
}

// compareTexts compares codes and texts as they are and dates by their order,
// which is that of their letters.
func compareTexts(o op, a, b string) bool {
	switch o {
	case opEqual:
		return a == b
	case opNotEqual:
		return a != b
	}
	switch {
	case a < b:
		return ordered(o, -1)
	case a > b:
		return ordered(o, 1)
	default:
		return ordered(o, 0)
	}
}

// compareNumbers takes numbers that differ by rounding only as equal, so that
// 0.1 + 0.2 == 0.3 is what an author expects.
func compareNumbers(a, b float64) int {
	const rounding = 1e-12
	switch diff := a - b; {
	case math.Abs(diff) <= rounding*max(1, math.Abs(a), math.Abs(b)):
		return 0
	case diff < 0:
		return -1
	default:
		return 1
	}
}

func ordered(o op, sign int) bool {
	switch o {
	case opEqual:
		return sign == 0
	case opNotEqual:
		return sign != 0
	case opLess:
		return sign < 0
	case opAtMost:
		return sign <= 0
	case opMore:
		return sign > 0
	case opAtLeast:
		return sign >= 0
	default:
		return false
	}
}
