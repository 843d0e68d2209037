package expr

import (
	"fmt"
	"strings"
)

// translator turns a tree of another dialect into one of ours. It stops at the
// first thing that cannot be said: what it returns after that is not used.
type translator struct {
	src       string
	functions map[string]rule
	names     foreignNames
	variable  func(t *translator, n *node) term // of LimeSurvey
	members   func(n *node) []*node
	inItem    string // the question that “.” is inside a filter of items
	filtering bool   // bare names are questions of an item
	notices   []Notice
	problem   *Untranslated
	steps     int
}

// maxTranslationSteps bounds what translating costs, since some parts are
// looked at repeatedly.
const maxTranslationSteps = 50_000

// foreignNames says what names mean. Keys are ours, names are foreign.
type foreignNames interface {
	key(name string) string
	code(key, code string) string
	symbol(key string) Symbol
	self() (key string, ok bool)
	isAnswered(key string) bool // wherever the expression counts
	attribute(column string) (name string, blank, ok bool)
	roster(key string) string
}

// rule is a row of a table of foreign functions.
type rule struct {
	min, max int
	apply    func(t *translator, n *node) term
}

// blankness says what stands in for a missing value in the other dialect.
type blankness uint8

const (
	neverBlank  blankness = iota
	blankText             // the empty text
	blankNumber           // a number that equals nothing
	blankZero             // 0
)

// term is a part of the translation with what is known of it.
type term struct {
	node   *node
	kind   Kind // 0 where unknown
	symbol Symbol
	blank  blankness
}

// translation finishes the work.
func (t *translator) translation(root *node, condition bool) (Translation, error) {
	result := t.term(root)
	n := result.node
	switch {
	case t.problem != nil:
	case condition:
		n = t.truth(result)
	case result.blank == blankZero && n.op != opSum:
		n = orZero(result)
	}
	if t.problem == nil {
		if source, ok := written(n); ok {
			return Translation{Source: source, Notices: t.notices}, nil
		}
		t.fail(root, ReasonSize, "the expression becomes too long or has too many brackets inside one another", "split it with a calculated question")
	}
	return Translation{}, t.problem
}

// written formats a tree and makes sure that it can be read.
func written(n *node) (string, bool) {
	if !sizeWithin(n, MaxLength) {
		return "", false
	}
	source := format(n)
	_, err := Parse(source)
	return source, err == nil
}

// sizeWithin counts the nodes of a tree in which parts are used repeatedly,
// not further than to most.
func sizeWithin(n *node, most int) bool {
	var count func(n *node)
	count = func(n *node) {
		most--
		for _, arg := range n.args {
			if most < 0 {
				return
			}
			count(arg)
		}
	}
	count(n)
	return most >= 0
}

func (t *translator) fail(n *node, reason Reason, message, remedy string) term {
	if t.problem == nil {
		t.problem = &Untranslated{reason, *newError(t.src, n.pos, message, remedy)}
	}
	return term{node: constant(false), kind: KindBool}
}

func (t *translator) notice(n *node, code NoticeCode, format string, args ...any) {
	const most = 20
	if len(t.notices) < most {
		t.notices = append(t.notices, Notice{code, n.pos, fmt.Sprintf(format, args...)})
	}
}

// term translates a node as a value.
func (t *translator) term(n *node) term {
	if t.steps++; t.steps > maxTranslationSteps {
		t.fail(n, ReasonSize, "the expression is too involved", "split it with a calculated question")
	}
	if t.problem != nil {
		return term{node: constant(false), kind: KindBool}
	}
	switch n.op {
	case opNumber:
		return term{node: n, kind: KindNumber}
	case opString:
		return term{node: n, kind: KindText}
	case opBool:
		return term{node: n, kind: KindBool}
	case opAnd, opOr:
		return yesNo(&node{op: n.op, pos: n.pos, args: []*node{t.condition(n.args[0]), t.condition(n.args[1])}})
	case opNot:
		return yesNo(negation(t.condition(n.args[0])))
	case opAdd, opSubtract, opMultiply, opDivide, opRemainder, opNegate:
		return t.arithmetic(n)
	case opForeign:
		return t.call(n)
	case opPlus:
		return t.numeric(n.args[0], t.term(n.args[0]))
	case opQuestion:
		if t.variable != nil {
			return t.variable(t, n)
		}
		return t.question(n, t.names.key(n.text))
	}
	if n.op.isComparison() {
		return t.comparison(n)
	}
	return t.path(n)
}

func (t *translator) call(n *node) term {
	r, ok := t.functions[strings.ToLower(n.text)]
	switch {
	case !ok:
		return t.fail(n, ReasonFunction, fmt.Sprintf("there is nothing like the function “%s” here", shorten(n.text)), "")
	case len(n.args) < r.min || len(n.args) > r.max:
		return t.fail(n, ReasonSyntax, fmt.Sprintf("“%s” has %d values in its brackets", n.text, len(n.args)), "")
	}
	return r.apply(t, n)
}

// question is the answer to one of our questions.
func (t *translator) question(n *node, key string) term {
	if key == "" || nameLength(key) != len(key) || !isLetter(key[0]) || ours.reserves(key) {
		return t.fail(n, ReasonPath, fmt.Sprintf("“%s” is no question here", shorten(n.text)), "")
	}
	symbol := t.names.symbol(key)
	result := term{node: &node{op: opName, pos: n.pos, text: key}, kind: symbol.Kind, symbol: symbol, blank: blankText}
	if t.names.isAnswered(key) {
		result.blank = neverBlank
	}
	return result
}

// condition translates a node that is used as yes or no.
func (t *translator) condition(n *node) *node { return t.truth(t.term(n)) }

// truth is what the other dialect takes a value for where it needs yes or no:
// a text holds if it is not empty, a number if it is not 0.
func (t *translator) truth(v term) *node {
	if condition, ok := tick(v.node); ok {
		return condition
	}
	switch {
	case v.kind == KindBool:
		return v.node
	case v.node.op == opString:
		return constant(v.node.text != "")
	case v.node.op == opNumber:
		return constant(v.node.value.num != 0)
	case v.kind == KindNumber: // a missing one does not hold, as there
		return binary(opNotEqual, v.node, number(0))
	case v.blank == neverBlank:
		return constant(true)
	}
	return answered(v)
}

// answered asks whether a value is there.
func answered(v term) *node {
	switch v.node.op {
	case opName, opItem, opAttribute:
		return call(opAnswered, v.node)
	case opTextOf:
		return answered(term{node: v.node.args[0]})
	}
	if condition, ok := tick(v.node); ok {
		return condition
	}
	if v.kind == KindText {
		return binary(opMore, call(opLength, v.node), number(0))
	}
	return binary(opMore, call(opLength, call(opTextOf, v.node)), number(0))
}

func yesNo(n *node) term { return term{node: n, kind: KindBool} }

func constant(truth bool) *node { return &node{op: opBool, value: Bool(truth)} }

func number(f float64) *node { return &node{op: opNumber, value: Number(f)} }

func literal(text string) *node { return &node{op: opString, text: text, value: String(text)} }

func call(o op, args ...*node) *node { return &node{op: o, pos: args[0].pos, args: args} }

func binary(o op, a, b *node) *node { return &node{op: o, pos: a.pos, args: []*node{a, b}} }

// negation turns a condition around.
func negation(n *node) *node {
	switch n.op {
	case opNot:
		return n.args[0]
	case opBool:
		return constant(!n.value.truth)
	}
	return &node{op: opNot, pos: n.pos, args: []*node{n}}
}

// orZero is a number that stands for 0 where it is missing.
func orZero(v term) *node { return call(opCoalesce, v.node, number(0)) }
