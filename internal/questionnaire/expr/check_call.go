package expr

import "fmt"

// signature is what a function takes and gives. Each letter of takes stands
// for an argument, the last one for all further ones, too: n a number, N one or
// many of them, t a text, T a text or a code, v what can be written as a text,
// d a date, m a date or a month.
type signature struct {
	takes string
	gives Kind
}

var signatures = map[op]signature{
	opAbs: {"n", KindNumber}, opFloor: {"n", KindNumber}, opMod: {"n", KindNumber}, opPower: {"n", KindNumber}, opRound: {"n", KindNumber},
	opSum: {"N", KindNumber}, opMin: {"N", KindNumber}, opMax: {"N", KindNumber}, opMean: {"N", KindNumber},
	opYear: {"m", KindNumber}, opMonth: {"m", KindNumber}, opDay: {"d", KindNumber}, opDays: {"d", KindNumber}, opYears: {"d", KindNumber},
	opDateAdd: {"dn", KindDate}, opToday: {"", KindDate},
	opContains: {"t", KindBool}, opStartsWith: {"t", KindBool}, opEndsWith: {"t", KindBool}, opLength: {"t", KindNumber},
	opLower: {"t", KindText}, opUpper: {"t", KindText}, opPart: {"tn", KindText},
	opJoin: {"v", KindText}, opTextOf: {"v", KindText}, opNumberOf: {"T", KindNumber},
}

// call checks a function.
func (c *checker) call(n *node) typing {
	if s, ok := signatures[n.op]; ok {
		for i, arg := range n.args {
			c.argument(s.takes[min(i, len(s.takes)-1)], arg)
		}
		return typing{kind: s.gives}
	}
	switch n.op {
	case opAnswered:
		c.answered(n.args[0])
	case opSelected:
		c.selected(n.args[0], n.args[1])
	case opMatches:
		c.text(n.args[0])
	case opBetween:
		c.between(n)
	case opCount:
		c.count(n)
		return typing{kind: KindNumber}
	case opItem:
		return c.item(n.args[0], n.args[1])
	case opCodeAt:
		return c.codeAt(n.args[0], n.args[1])
	case opPosition:
		return c.position(n)
	case opAttribute:
		return c.attribute(n.args[0])
	case opCoalesce:
		return c.alternatives(n.args)
	case opIf:
		c.condition(n.args[0])
		return c.alternatives(n.args[1:])
	}
	return typing{kind: KindBool}
}

// argument checks an argument by the letter of its signature.
func (c *checker) argument(letter byte, n *node) {
	switch letter {
	case 'n':
		c.number(n)
	case 'N':
		c.numbers(n)
	case 't':
		c.text(n)
	case 'd', 'm':
		c.dateOf(letter, n)
	default:
		t := c.infer(n)
		ok := t.kind == 0 || t.kind == KindText || t.kind == KindCode
		if letter == 'v' {
			ok = ok || t.kind == KindNumber || t.kind == KindDate || t.kind == KindMonth
		}
		if !ok {
			c.fail(n, "this is "+t.kind.String()+", which is no text", "")
		}
	}
}

// numbers checks an argument that may stand for the numbers of many items.
func (c *checker) numbers(n *node) {
	if n.op == opName {
		if symbol, ok := c.scope.Var(n.text); ok && symbol.Many && symbol.Kind == KindNumber {
			return
		}
	}
	c.number(n)
}

// dateOf checks a date or, for the letter m, a month.
func (c *checker) dateOf(letter byte, n *node) {
	t := c.infer(n)
	switch {
	case t.kind == 0 || t.kind == KindDate || t.kind == KindMonth && letter == 'm':
	case n.op == opString:
		c.date(n, dateLayout, "2026-05-01")
	default:
		c.fail(n, "this is "+t.kind.String()+", where a date is needed", "for example today()")
	}
}

// named checks an argument that has to be a question. Of a question inside a
// roster it has to be one answer, but for count.
func (c *checker) named(n *node, fn string) typing {
	switch n.op {
	case opItem, opAttribute:
		return c.infer(n)
	case opName:
		if fn == "count" || fn == "answered" {
			return c.resolve(n)
		}
		return c.infer(n)
	}
	if c.infer(n).kind != 0 {
		c.fail(n, fmt.Sprintf("“%s” takes a question's key", fn), fmt.Sprintf("write %s(question), without quotes", fn))
	}
	return typing{}
}

func (c *checker) answered(n *node) {
	if t := c.named(n, "answered"); t.symbol.Many {
		c.fail(n, fmt.Sprintf("“%s” has one answer for each item of a roster", t.name), fmt.Sprintf("write count(%s) > 0", t.name))
	}
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

// alternatives checks values of which one is taken, and gives what they have
// in common. A text in quotes may stand for a code or a date.
func (c *checker) alternatives(nodes []*node) typing {
	common, wrong := KindText, false
	types := make([]typing, len(nodes))
	for i := len(nodes) - 1; i >= 0; i-- { // the first that is no text in quotes decides
		types[i] = c.infer(nodes[i])
		wrong = wrong || types[i].kind == 0
		if nodes[i].op != opString {
			common = types[i].kind
		}
	}
	if wrong {
		return typing{}
	}
	for i, n := range nodes {
		switch kind := types[i].kind; {
		case kind == common || n.op == opString && (n.text == "" || common == KindCode): // '' is no value of any kind
		case n.op == opString && common == KindDate:
			c.date(n, dateLayout, "2026-05-01")
		case n.op == opString && common == KindMonth:
			c.date(n, monthLayout, "2026-05")
		default:
			c.fail(n, fmt.Sprintf("this is %s, but the other result is %s", kind, common), "let both be of one kind")
			return typing{}
		}
	}
	return typing{kind: common}
}
