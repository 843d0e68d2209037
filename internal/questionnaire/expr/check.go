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
	counting bool // in the condition of count(roster, condition)
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
	case opNegate, opAdd, opSubtract, opMultiply, opDivide:
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

// variable resolves the name of a variable that has one value.
func (c *checker) variable(n *node) typing {
	t := c.resolve(n)
	switch {
	case t.kind == KindItems:
		c.fail(n, fmt.Sprintf("“%s” is a roster and has no value", t.name), fmt.Sprintf("count its items: count(%s)", t.name))
	case t.symbol.Many:
		c.fail(n, fmt.Sprintf("“%s” has one answer for each item of a roster", t.name),
			fmt.Sprintf("write count(%[1]s), item(%[1]s, 1) or, of numbers, sum(%[1]s), min, max or mean", t.name))
	default:
		return t
	}
	return typing{}
}

// resolve finds a variable of any kind.
func (c *checker) resolve(n *node) typing {
	if len(c.problems) >= maxProblems {
		return typing{}
	}
	symbol, ok := c.scope.Var(n.text)
	if !ok {
		c.fail(n, fmt.Sprintf("there is no question or variable “%s”", shorten(n.text)), c.meant(n.text))
		return typing{}
	}
	if symbol.Question == "" {
		symbol.Question = n.text
	}
	return typing{kind: symbol.Kind, name: n.text, symbol: symbol}
}

// meant is the remedy for a name that does not exist.
func (c *checker) meant(name string) string {
	if f, ok := ours.functions[name]; ok {
		return "write " + f.example
	}
	return DidYouMean(name, c.scope.Names())
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
