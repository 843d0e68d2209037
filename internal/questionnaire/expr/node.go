package expr

import "regexp"

// op says what a node of the tree does. Dialects may spell an op differently;
// its meaning is the same in all.
type op uint8

const (
	opName op = iota + 1
	opNumber
	opString
	opBool
	opList

	opAnd
	opOr
	opNot
	opNegate
	opAdd
	opSubtract
	opMultiply
	opDivide

	opEqual
	opNotEqual
	opLess
	opAtMost
	opMore
	opAtLeast
	opIn

	opAnswered
	opBetween
	opCount
	opIf
	opLength
	opMatches
	opMax
	opMin
	opSelected
	opSum
	opToday

	// The functions of rosters and options.
	opAttribute
	opCodeAt
	opItem
	opPosition

	// The functions that are missing as soon as one of their arguments is,
	// but for coalesce, mean and join.
	opAbs
	opCoalesce
	opContains
	opDateAdd
	opDay
	opDays
	opEndsWith
	opFloor
	opJoin
	opLower
	opMean
	opMod
	opMonth
	opNumberOf
	opPart
	opPower
	opRound
	opStartsWith
	opTextOf
	opUpper
	opYear
	opYears
)

// node is one step of the tree.
type node struct {
	op      op
	pos     int    // byte offset of its first token
	text    string // the name, or the text of a string
	slot    int    // of a name: its index in Names
	value   Value  // of a literal
	args    []*node
	pattern *regexp.Regexp // of matches
}

func (o op) isComparison() bool { return o >= opEqual && o <= opAtLeast }

// isOrdering tells < <= > >= from == and !=.
func (o op) isOrdering() bool { return o >= opLess && o <= opAtLeast }

// isCondition tells what yields yes or no, never missing.
func (o op) isCondition() bool {
	switch o {
	case opAnd, opOr, opNot, opIn, opSelected, opAnswered, opBetween, opMatches, opContains, opStartsWith, opEndsWith:
		return true
	}
	return o.isComparison()
}

func (n *node) isLiteral() bool {
	return n.op == opNumber || n.op == opString || n.op == opBool
}
