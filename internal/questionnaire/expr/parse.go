package expr

import (
	"fmt"
	"strings"
)

// parser is a Pratt parser: parse reads an operand and then as many operators
// as bind tighter than what stands to the left of it.
type parser struct {
	lexer
	tok   token
	depth int
	names []string
	slots map[string]int
}

func (p *parser) advance() (problem *Error) {
	p.tok, problem = p.next()
	return problem
}

func (p *parser) all() (*node, *Error) {
	if problem := p.advance(); problem != nil {
		return nil, problem
	}
	root, problem := p.parse(0)
	if problem != nil {
		return nil, problem
	}
	if p.tok.kind != tokenEnd {
		return nil, p.leftOver()
	}
	return root, nil
}

// leftOver explains a token that nothing connects to what stands before it.
func (p *parser) leftOver() *Error {
	if p.isSymbol(")") {
		return p.fail(p.tok.pos, "this bracket closes nothing", "remove it, or add the bracket that opens it")
	}
	if problem := p.wrongCase(); problem != nil {
		return problem
	}
	if p.tok.kind == tokenName && p.tok.text == "not" {
		return p.fail(p.tok.pos, "“not” cannot stand here", "write “and not”, or for a list: not (region in ('europe', 'africa'))")
	}
	return p.fail(p.tok.pos, "something is missing before "+p.tok.describe(), "connect the parts with and, or, or a comparison such as ==")
}

func (p *parser) isSymbol(s string) bool { return p.tok.kind == tokenSymbol && p.tok.text == s }

func (p *parser) parse(power int) (*node, *Error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > MaxDepth {
		return nil, p.fail(p.tok.pos, "too many brackets inside one another", "split the condition, for example with a calculated question")
	}
	left, problem := p.operand()
	for problem == nil {
		o, ok := p.infix()
		if !ok || o.power <= power {
			return left, nil
		}
		left, problem = p.operation(left, o)
	}
	return nil, problem
}

// infix returns the operator that the current token is.
func (p *parser) infix() (operator, bool) {
	if p.tok.kind != tokenName && p.tok.kind != tokenSymbol {
		return operator{}, false
	}
	o, ok := p.grammar.infix[p.tok.text]
	return o, ok
}

// operation reads an operator and its right operand.
func (p *parser) operation(left *node, o operator) (*node, *Error) {
	if problem := p.advance(); problem != nil {
		return nil, problem
	}
	var right *node
	var problem *Error
	if o.op == opIn && p.isSymbol("(") {
		right, problem = p.list()
	} else {
		right, problem = p.parse(o.power)
	}
	if problem != nil {
		return nil, problem
	}
	if next, ok := p.infix(); ok && !o.chains && next.power == o.power {
		return nil, p.fail(p.tok.pos, "two comparisons follow each other", "join them with and, or write between(value, lowest, highest)")
	}
	return &node{op: o.op, pos: left.pos, args: []*node{left, right}}, nil
}

// operand reads what can stand at the beginning of an expression.
func (p *parser) operand() (*node, *Error) {
	if p.grammar.operand != nil {
		return p.grammar.operand(p)
	}
	t := p.tok
	switch t.kind {
	case tokenEnd:
		return nil, p.fail(t.pos, "the condition ends too early", "write what follows, or remove the last word")
	case tokenNumber:
		return &node{op: opNumber, pos: t.pos, value: Number(t.num)}, p.advance()
	case tokenString:
		return &node{op: opString, pos: t.pos, text: t.text, value: String(t.text)}, p.advance()
	}
	if o, ok := p.grammar.prefix[t.text]; ok {
		return p.prefixed(o)
	}
	if t.kind == tokenName {
		return p.word()
	}
	if t.text == "(" {
		return p.group()
	}
	return nil, p.missing()
}

func (p *parser) missing() *Error {
	return p.fail(p.tok.pos, "a question, a value or a bracket is missing before "+p.tok.describe(), "")
}

func (p *parser) prefixed(o operator) (*node, *Error) {
	pos := p.tok.pos
	if problem := p.advance(); problem != nil {
		return nil, problem
	}
	arg, problem := p.parse(o.power)
	if problem != nil {
		return nil, problem
	}
	if o.op == opNegate && arg.op == opNumber {
		return &node{op: opNumber, pos: pos, value: Number(-arg.value.num)}, nil
	}
	return &node{op: o.op, pos: pos, args: []*node{arg}}, nil
}

// group reads an expression in brackets.
func (p *parser) group() (*node, *Error) {
	open := p.tok.pos
	args, problem := p.arguments(open)
	if problem != nil {
		return nil, problem
	}
	if len(args) != 1 {
		return nil, p.fail(open, "a list can only stand behind “in”", "write one condition in the brackets, or: region in ('europe', 'africa')")
	}
	return args[0], nil
}

// list reads the right side of "in" when it begins with a bracket.
func (p *parser) list() (*node, *Error) {
	open := p.tok.pos
	args, problem := p.arguments(open)
	if problem != nil {
		return nil, problem
	}
	if len(args) == 1 && args[0].op == opName {
		return args[0], nil
	}
	if len(args) == 0 {
		return nil, p.fail(open, "the list is empty", "write its codes in quotes: ('europe', 'africa')")
	}
	for _, a := range args {
		if !a.isLiteral() {
			return nil, p.fail(a.pos, "a list holds only fixed values", "write codes in quotes: ('europe', 'africa')")
		}
	}
	return &node{op: opList, pos: open, args: args}, nil
}

// arguments reads from an opening bracket to the one that closes it.
func (p *parser) arguments(open int) ([]*node, *Error) {
	if problem := p.advance(); problem != nil {
		return nil, problem
	}
	var args []*node
	for first := true; !p.isSymbol(")") || !first; first = false {
		arg, problem := p.parse(0)
		if problem != nil {
			return nil, problem
		}
		args = append(args, arg)
		if p.isSymbol(")") {
			break
		}
		if p.tok.kind == tokenEnd {
			return nil, p.fail(open, "this bracket is never closed", "add ) where it ends")
		}
		if !p.isSymbol(",") {
			return nil, p.leftOver()
		}
		if problem := p.advance(); problem != nil {
			return nil, problem
		}
	}
	return args, p.advance()
}

// word reads a constant, a function or the name of a variable.
func (p *parser) word() (*node, *Error) {
	t := p.tok
	if v, ok := p.grammar.constants[t.text]; ok {
		return &node{op: opBool, pos: t.pos, value: v}, p.advance()
	}
	if _, ok := p.grammar.infix[t.text]; ok {
		return nil, p.missing()
	}
	if problem := p.wrongCase(); problem != nil {
		return nil, problem
	}
	if problem := p.advance(); problem != nil {
		return nil, problem
	}
	if p.isSymbol("(") {
		return p.call(t)
	}
	return p.name(t), nil
}

// wrongCase explains AND, Not, True and the like.
func (p *parser) wrongCase() *Error {
	lower := strings.ToLower(p.tok.text)
	if p.tok.kind != tokenName || lower == p.tok.text || !p.grammar.reserves(lower) {
		return nil
	}
	return p.fail(p.tok.pos, fmt.Sprintf("“%s” is a word of the language and is written small", p.tok.text), "write "+lower)
}

func (p *parser) name(t token) *node {
	slot, seen := p.slots[t.text]
	if !seen {
		slot = len(p.names)
		p.slots[t.text] = slot
		p.names = append(p.names, t.text)
	}
	return &node{op: opName, pos: t.pos, text: t.text, slot: slot}
}

// function finds what stands before a bracket.
func (p *parser) function(t token) (function, *Error) {
	if f, ok := p.grammar.functions[t.text]; ok {
		return f, nil
	}
	lower := strings.ToLower(t.text)
	if _, ok := p.grammar.functions[lower]; ok {
		return function{}, p.fail(t.pos, fmt.Sprintf("“%s” is a word of the language and is written small", t.text), "write "+lower)
	}
	return function{}, p.fail(t.pos, fmt.Sprintf("there is no function “%s”", shorten(t.text)), DidYouMean(t.text, p.grammar.functionNames()))
}

func (p *parser) call(t token) (*node, *Error) {
	f, problem := p.function(t)
	if problem != nil {
		return nil, problem
	}
	args, problem := p.arguments(p.tok.pos)
	if problem != nil {
		return nil, problem
	}
	if len(args) < f.min || len(args) > f.max {
		return nil, p.fail(t.pos, fmt.Sprintf("“%s” has %d values in its brackets", t.text, len(args)), "write "+f.example)
	}
	n := &node{op: f.op, pos: t.pos, args: args}
	switch f.op {
	case opMatches:
		return p.pattern(n, f)
	case opAttribute:
		if args[0].op != opString {
			return nil, p.fail(args[0].pos, "the name of the attribute is not a fixed text", "write "+f.example)
		}
	}
	return n, nil
}

// pattern compiles the pattern of matches.
func (p *parser) pattern(n *node, f function) (*node, *Error) {
	arg := n.args[1]
	if arg.op != opString {
		return nil, p.fail(arg.pos, "the pattern is not a fixed text", "write "+f.example)
	}
	pattern, err := compilePattern(arg.text)
	if err != nil {
		return nil, p.fail(arg.pos, "the pattern cannot be used: "+err.Error(), "see “Patterns” in the documentation of conditions")
	}
	n.pattern = pattern
	return n, nil
}
