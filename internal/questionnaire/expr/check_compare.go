package expr

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

const (
	dateLayout  = time.DateOnly
	monthLayout = "2006-01"
)

// operand is one side of a comparison.
type operand struct {
	typing
	node *node
}

func (c *checker) operand(n *node) operand { return operand{c.infer(n), n} }

func (c *checker) comparison(o op, left, right *node) {
	if c.unquoted(left, right) || c.unquoted(right, left) {
		return
	}
	c.match(o, c.operand(left), c.operand(right))
}

// unquoted explains role == supplier, where 'supplier' was meant.
func (c *checker) unquoted(code, variable *node) bool {
	if code.op != opName || variable.op != opName {
		return false
	}
	if _, exists := c.scope.Var(code.text); exists {
		return false
	}
	symbol, ok := c.scope.Var(variable.text)
	if !ok || !slices.Contains(symbol.Codes, code.text) {
		return false
	}
	c.fail(code, fmt.Sprintf("the code “%s” needs quotes", code.text), fmt.Sprintf("write '%s'", code.text))
	return true
}

// match checks that two operands can be compared by o.
func (c *checker) match(o op, a, b operand) {
	if a.kind == 0 || b.kind == 0 {
		return
	}
	if a.node.isLiteral() {
		a, b = b, a
	}
	switch {
	case a.node.isLiteral():
		c.fail(b.node, "this compares two fixed values", "write a question's key without quotes on one side")
	case a.kind == KindCodes || b.kind == KindCodes:
		c.several(a, b)
	case o.isOrdering() && !hasOrder(a.kind):
		c.fail(a.node, fmt.Sprintf("%s has no order, so < and > say nothing", a.kind), "compare with == or in")
	case b.node.op == opString:
		c.literal(a, b.node)
	case a.kind != b.kind:
		c.mismatch(a, b)
	}
}

func hasOrder(k Kind) bool { return k == KindNumber || k == KindDate || k == KindMonth }

// several explains a comparison of a multiple choice.
func (c *checker) several(a, b operand) {
	if a.kind != KindCodes {
		a, b = b, a
	}
	remedy := fmt.Sprintf("write 'code' in %s", a.name)
	if b.node.op == opString {
		remedy = fmt.Sprintf("write '%s' in %s", shorten(b.node.text), a.name)
	}
	c.fail(a.node, fmt.Sprintf("“%s” can have several answers", a.name), remedy)
}

func (c *checker) mismatch(a, b operand) {
	remedy := ""
	switch {
	case a.kind == KindCode && b.node.op == opNumber:
		remedy = "codes are written in quotes"
	case a.kind == KindBool && a.name != "":
		remedy = fmt.Sprintf("write %s or not %s", a.name, a.name)
	}
	c.fail(b.node, fmt.Sprintf("%s is compared with %s", a.kind, b.kind), remedy)
}

// literal checks a text in quotes against what it is compared with.
func (c *checker) literal(a operand, n *node) {
	if n.text == "" {
		c.empty(a.typing, n)
		return
	}
	switch a.kind {
	case KindText:
	case KindCode:
		c.option(a.typing, n)
	case KindDate:
		c.date(n, dateLayout, "2026-05-01")
	case KindMonth:
		c.date(n, monthLayout, "2026-05")
	case KindNumber:
		c.fail(n, "a number is compared with a text", "write the number without quotes")
	default:
		c.mismatch(a, operand{typing{kind: KindText}, n})
	}
}

func (c *checker) date(n *node, layout, shown string) {
	if _, err := time.Parse(layout, n.text); err != nil {
		c.fail(n, fmt.Sprintf("“%s” is no date", shorten(n.text)), "write it as '"+shown+"'")
	}
}

// empty explains role == ”, which no answer is.
func (c *checker) empty(t typing, n *node) {
	remedy := "write what is between the quotes"
	if t.name != "" {
		remedy = fmt.Sprintf("to ask whether there is no answer write not answered(%s)", t.name)
	}
	c.fail(n, "the quotes are empty, which no answer is", remedy)
}

// option checks that a code is one of a choice.
func (c *checker) option(t typing, n *node) {
	codes := t.symbol.Codes
	if t.kind != 0 && n.text == "" {
		c.empty(t, n)
		return
	}
	if t.kind == 0 || len(codes) == 0 || slices.Contains(codes, n.text) {
		return
	}
	c.fail(n, fmt.Sprintf("“%s” is not an option of “%s”", shorten(n.text), t.symbol.Question), nearestCodes(n.text, codes))
}

// nearestCodes lists all codes of a short list, and the most similar ones of a
// long list.
func nearestCodes(code string, codes []string) string {
	const short = 7
	if len(codes) <= short {
		if near := nearest(code, codes); len(near) == 1 {
			return "did you mean '" + near[0] + "'?"
		}
		return "its options are " + strings.Join(codes, ", ")
	}
	near := nearest(code, codes)
	if len(near) == 0 {
		return "its options are " + strings.Join(codes[:short], ", ") + ", …"
	}
	return "the nearest are " + strings.Join(near, ", ")
}

// membership checks value in list and value in question.
func (c *checker) membership(value, set *node) {
	if set.op != opList {
		c.inVariable(value, set)
		return
	}
	v := c.operand(value)
	if v.kind == KindCodes {
		c.several(v, operand{c.infer(set.args[0]), set.args[0]})
		return
	}
	if v.node.isLiteral() {
		c.fail(value, "this compares fixed values", "write a question's key without quotes before “in”")
		return
	}
	for _, item := range set.args {
		c.match(opEqual, v, c.operand(item))
	}
}

func (c *checker) inVariable(value, set *node) {
	if c.unquoted(value, set) {
		return
	}
	v, s := c.operand(value), c.operand(set)
	switch {
	case v.kind == 0 || s.kind == 0:
	case s.kind == KindCode && s.name != "" && value.op == opString:
		c.fail(set, fmt.Sprintf("“%s” has one answer", s.name), fmt.Sprintf("write %s == '%s'", s.name, shorten(value.text)))
	case s.kind != KindCodes:
		c.fail(set, fmt.Sprintf("“in” needs a list or a multiple choice, and this is %s", s.kind), "for example region in ('europe', 'africa')")
	case value.op == opString:
		c.option(s.typing, value)
	case v.kind != KindCode:
		c.fail(value, fmt.Sprintf("this is %s, where a code is needed", v.kind), "write the code in quotes")
	}
}
