package expr

// What stands in trees of other dialects only. The translator replaces all of
// it by what ours has.
const (
	opRemainder op = iota + 200
	opForeign      // a call of the function text
	opQuestion     // the question text
	opSelf         // the question itself: “.”
	opParent       // “..”
	opBare         // a name that stands alone
	opRoot         // the beginning of “/data/…”
	opStep         // the part text of args[0]
	opFiltered     // args[0][args[1]]
	opPlus         // a plus sign before a number
)

// xlsformOperand reads a value, a call, a path or brackets.
func xlsformOperand(p *parser) (*node, *Error) {
	t := p.tok
	switch t.kind {
	case tokenEnd:
		return nil, p.fail(t.pos, "the expression ends too early", "write what follows, or remove the last word")
	case tokenNumber:
		return &node{op: opNumber, pos: t.pos, value: Number(t.num)}, p.advance()
	case tokenString:
		return &node{op: opString, pos: t.pos, text: t.text, value: String(t.text)}, p.advance()
	case tokenSymbol:
		switch t.text {
		case "-":
			return p.prefixed(p.grammar.prefix["-"])
		case "(":
			return p.group()
		case ".", "..", "/", "//":
			return p.path()
		}
		return nil, p.missing()
	}
	return p.path()
}

// path reads a question, a bare name, a call or a path of several steps.
func (p *parser) path() (*node, *Error) {
	n, problem := p.pathStart()
	for problem == nil {
		switch {
		case p.isSymbol("["):
			n, problem = p.filter(n)
		case p.isSymbol("/") || p.isSymbol("//"):
			n, problem = p.step(n)
		default:
			return n, nil
		}
	}
	return nil, problem
}

func (p *parser) pathStart() (*node, *Error) {
	t := p.tok
	if t.kind == tokenSymbol && (t.text == "/" || t.text == "//") {
		return &node{op: opRoot, pos: t.pos}, nil // its steps follow
	}
	if problem := p.advance(); problem != nil {
		return nil, problem
	}
	switch {
	case t.text == "." && t.kind == tokenSymbol:
		return &node{op: opSelf, pos: t.pos}, nil
	case t.text == ".." && t.kind == tokenSymbol:
		return &node{op: opParent, pos: t.pos}, nil
	case t.kind == tokenQuestion:
		return &node{op: opQuestion, pos: t.pos, text: t.text}, nil
	case p.isSymbol("("):
		args, problem := p.arguments(p.tok.pos)
		return &node{op: opForeign, pos: t.pos, text: t.text, args: args}, problem
	}
	return &node{op: opBare, pos: t.pos, text: t.text}, nil
}

// step reads “/name”. Only the last name of a path counts, since names are
// unique in a form.
func (p *parser) step(n *node) (*node, *Error) {
	if problem := p.advance(); problem != nil {
		return nil, problem
	}
	t := p.tok
	switch {
	case t.kind == tokenName || t.kind == tokenQuestion:
		return &node{op: opStep, pos: t.pos, text: t.text, args: []*node{n}}, p.advance()
	case p.isSymbol("."):
		return n, p.advance()
	case p.isSymbol(".."):
		return &node{op: opParent, pos: t.pos, args: []*node{n}}, p.advance()
	}
	return nil, p.fail(t.pos, "a name is missing before "+t.describe(), "write the name of a question behind /")
}

// filter reads “[condition]”.
func (p *parser) filter(n *node) (*node, *Error) {
	open := p.tok.pos
	if problem := p.advance(); problem != nil {
		return nil, problem
	}
	condition, problem := p.parse(0)
	if problem != nil {
		return nil, problem
	}
	if !p.isSymbol("]") {
		return nil, p.fail(open, "this bracket is never closed", "add ] where it ends")
	}
	return &node{op: opFiltered, pos: n.pos, args: []*node{n, condition}}, p.advance()
}
