package expr

import (
	"fmt"
	"slices"
)

// maxProblems bounds what checking costs where nothing is right.
const maxProblems = 100

// Check reports every problem of a condition, up to a hundred: names that do not exist, codes
// that are not options, comparisons of different kinds, and a result that is
// not a yes or no. The problems are in the order of their places.
func (e *Expr) Check(s Scope) []Error {
	c := checker{src: e.source, scope: s}
	c.condition(e.root)
	return c.sorted()
}

// CheckCalculation reports the problems of an expression whose result may be
// of any kind, and that kind. It is the zero Kind where there are problems.
func (e *Expr) CheckCalculation(s Scope) (Kind, []Error) {
	c := checker{src: e.source, scope: s}
	t := c.infer(e.root)
	if t.kind == KindCodes {
		c.fail(e.root, "the result is "+t.kind.String(), "count it: count("+t.name+")")
	}
	if len(c.problems) > 0 {
		return 0, c.sorted()
	}
	return t.kind, nil
}

type checker struct {
	src      string
	scope    Scope
	problems []Error
}

// typing is what is known of a node. Its kind is zero after a problem, so that
// one mistake is reported once.
type typing struct {
	kind   Kind
	name   string // of a variable
	symbol Symbol
}

func (c *checker) fail(n *node, message, remedy string) {
	c.problems = append(c.problems, *newError(c.src, n.pos, message, remedy))
}

func (c *checker) sorted() []Error {
	slices.SortStableFunc(c.problems, func(a, b Error) int { return a.Offset - b.Offset })
	return c.problems
}

// infer checks a node and returns its type.
func (c *checker) infer(n *node) typing {
	switch n.op {
	case opName:
		return c.variable(n)
	case opNumber:
		return typing{kind: KindNumber}
	case opString:
		return typing{kind: KindText}
	case opBool:
		return typing{kind: KindBool}
	case opAnd, opOr, opNot:
		for _, arg := range n.args {
			c.condition(arg)
		}
		return typing{kind: KindBool}
	case opNegate, opAdd, opSubtract, opMultiply, opDivide, opSum, opMin, opMax:
		for _, arg := range n.args {
			c.number(arg)
		}
		return typing{kind: KindNumber}
	case opIn:
		c.membership(n.args[0], n.args[1])
		return typing{kind: KindBool}
	}
	if n.op.isComparison() {
		c.comparison(n.op, n.args[0], n.args[1])
		return typing{kind: KindBool}
	}
	return c.call(n)
}

func (c *checker) variable(n *node) typing {
	if len(c.problems) >= maxProblems {
		return typing{}
	}
	symbol, ok := c.scope.Var(n.text)
	if !ok {
		c.fail(n, fmt.Sprintf("there is no question or variable “%s”", shorten(n.text)), DidYouMean(n.text, c.scope.Names()))
		return typing{}
	}
	if symbol.Question == "" {
		symbol.Question = n.text
	}
	return typing{kind: symbol.Kind, name: n.text, symbol: symbol}
}

// condition checks a node that has to be true or false.
func (c *checker) condition(n *node) {
	t := c.infer(n)
	if t.kind == 0 || t.kind == KindBool {
		return
	}
	if t.name == "" {
		c.fail(n, "this is "+t.kind.String()+", not a condition", "compare it with something")
		return
	}
	c.fail(n, fmt.Sprintf("“%s” alone is %s, not a condition", t.name, t.kind), "write "+example(t))
}

// example shows a condition that the variable could stand in.
func example(t typing) string {
	code := "code"
	if len(t.symbol.Codes) > 0 {
		code = t.symbol.Codes[0]
	}
	switch t.kind {
	case KindCode:
		return fmt.Sprintf("%s == '%s', or answered(%s)", t.name, code, t.name)
	case KindCodes:
		return fmt.Sprintf("'%s' in %s, or answered(%s)", code, t.name, t.name)
	case KindNumber:
		return fmt.Sprintf("%s > 0, or answered(%s)", t.name, t.name)
	default:
		return fmt.Sprintf("answered(%s)", t.name)
	}
}

// number checks a node that is calculated with.
func (c *checker) number(n *node) {
	t := c.infer(n)
	if t.kind == 0 || t.kind == KindNumber {
		return
	}
	remedy := "calculate with numbers only"
	switch {
	case t.kind == KindCodes:
		remedy = fmt.Sprintf("for the number of chosen options write count(%s)", t.name)
	case t.kind == KindText && n.op == opString:
		remedy = "write numbers without quotes"
	}
	c.fail(n, "this is "+t.kind.String()+", where a number is needed", remedy)
}

// call checks the functions that are not arithmetic.
func (c *checker) call(n *node) typing {
	switch n.op {
	case opAnswered:
		c.named(n.args[0], "answered")
	case opSelected:
		c.selected(n.args[0], n.args[1])
	case opMatches:
		c.text(n.args[0])
	case opBetween:
		c.between(n)
	case opCount:
		if t := c.named(n.args[0], "count"); t.kind != 0 && t.kind != KindCodes {
			c.fail(n.args[0], fmt.Sprintf("“%s” is %s and has nothing to count", t.name, t.kind), "count takes a multiple choice")
		}
		return typing{kind: KindNumber}
	case opLength:
		c.text(n.args[0])
		return typing{kind: KindNumber}
	case opToday:
		return typing{kind: KindDate}
	case opIf:
		return c.choice(n)
	}
	return typing{kind: KindBool}
}

// named checks an argument that has to be the name of a variable.
func (c *checker) named(n *node, fn string) typing {
	t := c.infer(n)
	if t.kind != 0 && n.op != opName {
		c.fail(n, fmt.Sprintf("“%s” takes a question's key", fn), fmt.Sprintf("write %s(question), without quotes", fn))
		return typing{}
	}
	return t
}

func (c *checker) text(n *node) {
	if t := c.infer(n); t.kind != 0 && t.kind != KindText {
		c.fail(n, "this is "+t.kind.String()+", where a text is needed", "")
	}
}

func (c *checker) selected(answer, code *node) {
	t := c.named(answer, "selected")
	if code.op != opString {
		if c.infer(code).kind != 0 {
			c.fail(code, "the code is not a fixed text", "write selected(question, 'code')")
		}
		return
	}
	if t.kind != 0 && t.kind != KindCode && t.kind != KindCodes {
		c.fail(answer, fmt.Sprintf("“%s” is %s and has no options", t.name, t.kind), "selected takes a choice")
		return
	}
	c.option(t, code)
}

// between checks the two comparisons that it stands for.
func (c *checker) between(n *node) {
	value, low, high := c.operand(n.args[0]), c.operand(n.args[1]), c.operand(n.args[2])
	before := len(c.problems)
	c.match(opAtLeast, value, low)
	if len(c.problems) == before {
		c.match(opAtMost, value, high)
	}
}

// choice checks if(condition, then, otherwise).
func (c *checker) choice(n *node) typing {
	c.condition(n.args[0])
	a, b := c.infer(n.args[1]), c.infer(n.args[2])
	if a.kind == 0 || b.kind == 0 {
		return typing{}
	}
	if a.kind != b.kind {
		c.fail(n.args[2], fmt.Sprintf("this is %s, but the other result is %s", b.kind, a.kind), "let both be of one kind")
		return typing{}
	}
	return typing{kind: a.kind}
}
