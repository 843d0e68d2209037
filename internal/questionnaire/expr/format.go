package expr

import (
	"strconv"
	"strings"
)

// Format writes the expression in Barometer's dialect with few brackets and one
// space around operators. Parsing the result gives the same tree, unless so
// many brackets stand inside one another that those of not are too many.
func (e *Expr) Format() string { return format(e.root) }

func format(n *node) string {
	var p printer
	p.node(n, 0)
	return p.String()
}

// printer writes trees. Its table is the grammar's, read the other way around.
type printer struct{ strings.Builder }

var (
	spelledInfix  = spellings(ours.infix)
	spelledPrefix = spellings(ours.prefix)
	functionNames = namesOfFunctions(&ours)
)

// spelled is a row of the table of operators with its spelling.
type spelled struct {
	operator
	text string
}

func spellings(table map[string]operator) map[op]spelled {
	of := make(map[op]spelled, len(table))
	for text, o := range table {
		of[o.op] = spelled{o, text}
	}
	return of
}

func namesOfFunctions(g *grammar) map[op]string {
	of := make(map[op]string, len(g.functions))
	for name, f := range g.functions {
		of[f.op] = name
	}
	return of
}

// node writes n where operators of at least the given power may stand without
// brackets.
func (p *printer) node(n *node, power int) {
	own := formatPower(n)
	if own < power {
		p.WriteByte('(')
		defer p.WriteByte(')')
	}
	switch n.op {
	case opName:
		p.WriteString(n.text)
	case opNumber:
		p.WriteString(strconv.FormatFloat(n.value.num, 'f', -1, 64))
	case opString:
		p.WriteString(quote(n.text))
	case opBool:
		p.WriteString(strconv.FormatBool(n.value.truth))
	case opList:
		p.list(n.args)
	default:
		p.operation(n, own)
	}
}

// formatPower is how tightly a node holds together; leaves and calls do so
// best.
func formatPower(n *node) int {
	if o, ok := spelledInfix[n.op]; ok {
		return o.power
	}
	if o, ok := spelledPrefix[n.op]; ok {
		return o.power
	}
	const whole = 1000
	return whole
}

func (p *printer) operation(n *node, power int) {
	if o, ok := spelledPrefix[n.op]; ok {
		p.prefixed(o, n.args[0])
		return
	}
	o, ok := spelledInfix[n.op]
	if !ok {
		p.WriteString(functionNames[n.op])
		p.list(n.args)
		return
	}
	left := power
	if !o.chains {
		left++
	}
	p.node(n.args[0], left)
	p.WriteString(" " + o.text + " ")
	if n.op == opIn && n.args[1].op != opList {
		p.node(n.args[1], 0) // brackets behind “in” are those of a list
		return
	}
	p.node(n.args[1], power+1)
}

// prefixed writes not and the minus sign. What not turns around stands in
// brackets wherever it has two sides, as people expect to read it.
func (p *printer) prefixed(o spelled, arg *node) {
	p.WriteString(o.text)
	_, again := spelledPrefix[arg.op]
	_, sides := spelledInfix[arg.op]
	if o.op == opNot || again && formatPower(arg) >= o.power {
		p.WriteByte(' ')
	}
	switch {
	case sides:
		p.WriteByte('(')
		p.node(arg, 0)
		p.WriteByte(')')
	default:
		p.node(arg, o.power)
	}
}

func (p *printer) list(nodes []*node) {
	p.WriteByte('(')
	for i, n := range nodes {
		if i > 0 {
			p.WriteString(", ")
		}
		p.node(n, 0)
	}
	p.WriteByte(')')
}

// quote writes a text in the quotes that need the least doubling.
func quote(text string) string {
	if strings.Contains(text, "'") && !strings.Contains(text, `"`) {
		return `"` + text + `"`
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}
