package expr

import (
	"fmt"
	"slices"
	"strings"
)

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

// count checks count(question) and count(roster, condition).
func (c *checker) count(n *node) {
	t := c.named(n.args[0], "count")
	if len(n.args) == 1 {
		if t.kind != 0 && t.kind != KindCodes && t.kind != KindItems && !t.symbol.Many {
			c.fail(n.args[0], fmt.Sprintf("“%s” is %s and has nothing to count", t.name, t.kind), "count takes a multiple choice or a roster")
		}
		return
	}
	if t.kind != 0 && t.kind != KindItems {
		c.fail(n.args[0], fmt.Sprintf("“%s” is %s and has no items", t.name, t.kind), "count takes a condition for a roster only")
	}
	if t.kind != KindItems {
		return
	}
	inner := *c
	if s, ok := c.scope.(ItemScope); ok {
		inner.scope = s.In(t.name)
	}
	inner.condition(n.args[1])
	c.problems = inner.problems
}

// item checks item(question, number). Its result is like an answer to the
// question.
func (c *checker) item(question, number *node) typing {
	c.number(number)
	if question.op != opName {
		c.named(question, "item")
		return typing{}
	}
	t := c.resolve(question)
	if t.kind == 0 {
		return typing{}
	}
	if !t.symbol.Many {
		c.fail(question, fmt.Sprintf("“%s” is not asked for each item of a roster", t.name), "name a question inside a roster, from outside it")
		return typing{}
	}
	symbol := t.symbol
	symbol.Many = false
	return typing{kind: t.kind, name: fmt.Sprintf("item(%s, 1)", t.name), symbol: symbol}
}

func (c *checker) codeAt(question, number *node) typing {
	c.number(number)
	t := c.named(question, "code_at")
	if t.kind != 0 && t.kind != KindCodes {
		c.fail(question, "this is "+t.kind.String()+", where a multiple choice is needed", "code_at takes a multiple choice")
		return typing{}
	}
	if t.kind == 0 {
		return typing{}
	}
	return typing{kind: KindCode, name: fmt.Sprintf("code_at(%s, 1)", t.name), symbol: t.symbol}
}

func (c *checker) position(n *node) typing {
	if s, ok := c.scope.(PositionScope); ok && !s.HasPosition() {
		c.fail(n, "there is no item here whose number position() could be", "use it in questions of a roster")
		return typing{}
	}
	return typing{kind: KindNumber}
}

// attribute checks the name of an attribute, whose values are like codes.
func (c *checker) attribute(name *node) typing {
	known := typing{kind: KindCode, name: fmt.Sprintf("attribute('%s')", name.text)}
	s, ok := c.scope.(AttributeScope)
	if !ok {
		return known
	}
	names := s.Attributes()
	switch {
	case len(names) == 0:
		c.fail(name, "there is no option here that could have attributes", "use attribute('name') in conditions of options")
	case !slices.Contains(names, name.text):
		remedy := DidYouMean(name.text, names)
		if remedy == "" {
			remedy = "there are " + strings.Join(names, ", ")
		}
		c.fail(name, fmt.Sprintf("no option has an attribute “%s”", shorten(name.text)), remedy)
	default:
		return known
	}
	return typing{}
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
		case kind == common || n.op == opString && common == KindCode:
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
