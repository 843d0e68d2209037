package expr

// present writes the condition that a value is not missing; true() where it
// never is.
func (w *xpathWriter) present(n *node) piece { return w.bounded(n, w.presentOf) }

func (w *xpathWriter) presentOf(n *node) piece {
	switch n.op {
	case opNumber, opBool, opToday, opPosition:
		return always
	case opString:
		if n.text == "" {
			return invoke("false")
		}
		return always
	case opName:
		return w.presentAnswer(n)
	case opItem, opAttribute, opPart, opCodeAt:
		if n.op == opAttribute && n.args[0].text == "code" {
			return always
		}
		return equality(w.value(n), "!=", noText)
	case opCount:
		if w.kind(n.args[0]) == KindCodes {
			return w.present(n.args[0])
		}
		return always
	case opIf:
		return w.presentChoice(n)
	case opCoalesce, opJoin, opSum, opMin, opMax, opMean:
		return w.presentAny(n)
	case opDivide, opNumberOf, opPower, opMod:
		return equality(invoke("string", invoke("number", w.value(n))), "!=", quoted("NaN"))
	}
	if n.op.isCondition() {
		return always
	}
	p := always
	for _, arg := range n.args {
		p = both(p, w.present(arg))
	}
	return p
}

func (w *xpathWriter) presentAnswer(n *node) piece {
	name := w.name(n)
	if name.text == "." {
		return always
	}
	symbol, _ := w.scope.Var(n.text)
	switch {
	case symbol.Many || symbol.Kind == KindItems:
		return infix(invoke("count", name), ">", whole("0"), xpathOrder)
	case symbol.Kind == KindBool:
		if question, _, ok := w.option(n.text); ok {
			return equality(w.reference(question), "!=", noText)
		}
	}
	return equality(name, "!=", noText)
}

func (w *xpathWriter) presentChoice(n *node) piece {
	then, otherwise := w.present(n.args[1]), w.present(n.args[2])
	if then == otherwise {
		return then
	}
	return invoke("if", w.condition(n.args[0]), then, otherwise)
}

// presentAny is for functions that pass over what is missing.
func (w *xpathWriter) presentAny(n *node) piece {
	p := w.present(n.args[0])
	for _, arg := range n.args[1:] {
		p = eitherOf(p, w.present(arg))
	}
	return p
}
