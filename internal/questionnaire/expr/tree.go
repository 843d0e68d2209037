package expr

import "encoding/json"

// MarshalJSON gives the expression as the browser evaluates it: the names and
// the tree,
//
//	[["role","concerns"],["and",["==",[0],"supplier"],["not",["in","privacy",[1]]]]]
//
// A number, text, true or false stands for itself, [n] for the name n, and
// everything else is an operator or function with its operands, spelled as in
// the language, but for "neg" (the minus sign of one number) and "of" (in, with
// a list: the value and then those of the list). A chain of and or of or is one
// operation. It is meant for checked expressions.
func (e *Expr) MarshalJSON() ([]byte, error) {
	names := e.names
	if names == nil {
		names = []string{}
	}
	return json.Marshal([]any{names, e.root.tree()})
}

func (n *node) tree() any {
	switch n.op {
	case opName:
		return []any{n.slot}
	case opNumber:
		return n.value.num
	case opString:
		return n.text
	case opBool:
		return n.value.truth
	case opNegate:
		return operation("neg", n.args)
	case opAnd, opOr:
		return operation(spelledInfix[n.op].text, n.chain(n.op, nil))
	case opIn:
		if n.args[1].op == opList {
			return append(operation("of", n.args[:1]), operation("", n.args[1].args)[1:]...)
		}
	}
	if o, ok := spelledInfix[n.op]; ok {
		return operation(o.text, n.args)
	}
	if o, ok := spelledPrefix[n.op]; ok {
		return operation(o.text, n.args)
	}
	return operation(functionNames[n.op], n.args)
}

func operation(name string, args []*node) []any {
	tree := []any{name}
	for _, arg := range args {
		tree = append(tree, arg.tree())
	}
	return tree
}

// chain gathers the operands of a and b and c.
func (n *node) chain(o op, operands []*node) []*node {
	if n.op != o {
		return append(operands, n)
	}
	return n.args[1].chain(o, n.args[0].chain(o, operands))
}
