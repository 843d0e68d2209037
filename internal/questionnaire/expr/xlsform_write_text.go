package expr

// aggregate writes sum, min, max and mean, of the answers of all items or of
// several values. XPath has no result where one is missing.
func (w *xpathWriter) aggregate(n *node) piece {
	name := map[op]string{opSum: "sum", opMin: "min", opMax: "max", opMean: ""}[n.op]
	if n.args[0].op == opName && len(n.args) == 1 {
		if symbol, _ := w.scope.Var(n.args[0].text); symbol.Many {
			return w.aggregateItems(n, name)
		}
	}
	for _, arg := range n.args {
		if symbol, _ := w.scope.Var(arg.text); arg.op == opName && symbol.Many {
			return w.fail(n, ReasonKind, "answers of all items are put together with others", "compute those of the items by themselves")
		}
	}
	switch {
	case n.op == opMean:
		return w.mean(n)
	case len(n.args) == 1:
		return w.value(n.args[0])
	case n.op == opSum:
		total := w.or(n.args[0], whole("0"))
		for _, arg := range n.args[1:] {
			total = infix(total, "+", w.or(arg, whole("0")), xpathSum)
		}
		return w.ifPresent(n, total)
	}
	values := make([]piece, len(n.args))
	for i, arg := range n.args {
		values[i] = w.or(arg, w.firstPresent(n.args, i))
	}
	return w.ifPresent(n, invoke(name, values...))
}

// firstPresent is the first of the values but the one at skip that is there.
func (w *xpathWriter) firstPresent(nodes []*node, skip int) piece {
	p := noText
	for i := len(nodes) - 1; i >= 0; i-- {
		if i != skip {
			p = w.or(nodes[i], p)
		}
	}
	return p
}

func (w *xpathWriter) ifPresent(n *node, p piece) piece {
	present := w.present(n)
	if present == always {
		return p
	}
	return invoke("if", present, p, noText)
}

func (w *xpathWriter) aggregateItems(n *node, name string) piece {
	question := w.name(n.args[0])
	count := invoke("count-non-empty", question)
	some := piece{count.text + " > 0", xpathOrder}
	if n.op == opMean {
		return invoke("if", some, infix(invoke("sum", question), "div", count, xpathProduct), noText)
	}
	return invoke("if", some, invoke(name, question), noText)
}

// mean divides the sum by how many values are there: 0 by 0 is no number.
func (w *xpathWriter) mean(n *node) piece {
	var total, count piece
	for i, arg := range n.args {
		value, present := w.or(arg, whole("0")), w.present(arg)
		one := whole("1")
		if present != always {
			one = invoke("if", present, whole("1"), whole("0"))
		}
		if i == 0 {
			total, count = value, one
			continue
		}
		total, count = infix(total, "+", value, xpathSum), infix(count, "+", one, xpathSum)
	}
	return infix(total, "div", count, xpathProduct)
}

// dated writes the functions of dates.
func (w *xpathWriter) dated(n *node) (piece, bool) {
	formatted := func(d *node, format string) piece { return invoke("format-date", w.date(d), quoted(format)) }
	switch n.op {
	case opYear:
		return invoke("number", formatted(n.args[0], "%Y")), true
	case opMonth:
		return invoke("number", formatted(n.args[0], "%n")), true
	case opDay:
		return invoke("number", formatted(n.args[0], "%e")), true
	case opDays:
		return infix(w.date(n.args[1]), "-", w.date(n.args[0]), xpathSum), true
	case opYears: // the days written as 20260501 differ by 10000 for a full year
		from, to := invoke("number", formatted(n.args[0], "%Y%m%d")), invoke("number", formatted(n.args[1], "%Y%m%d"))
		return invoke("int", infix(piece{infix(to, "-", from, xpathSum).text, xpathSum}, "div", whole("10000"), xpathProduct)), true
	case opDateAdd:
		return w.ifPresent(n, invoke("date", infix(w.date(n.args[0]), "+", w.value(n.args[1]), xpathSum))), true
	}
	return piece{}, false
}

// date writes a node that is used as a date.
func (w *xpathWriter) date(n *node) piece {
	if n.op == opString {
		return invoke("date", quoted(n.text))
	}
	return w.value(n)
}

// textual writes the functions of texts, and refuses the others.
func (w *xpathWriter) textual(n *node) piece {
	switch n.op {
	case opTextOf:
		return w.ifCalculated(n.args[0], invoke("string", w.value(n.args[0])))
	case opJoin:
		return w.joined(n)
	case opPart:
		return w.part(n)
	case opCodeAt:
		place := n.args[1]
		if place.op == opNumber {
			return invoke("selected-at", w.value(n.args[0]), decimal(place.value.num-1))
		}
		return invoke("selected-at", w.value(n.args[0]), infix(w.value(place), "-", whole("1"), xpathSum))
	case opLower, opUpper:
		return w.fail(n, ReasonFunction, "forms have no function for large and small letters", "")
	}
	return w.fail(n, ReasonFunction, "this cannot be written in a form", "")
}

func (w *xpathWriter) joined(n *node) piece {
	parts := make([]piece, len(n.args))
	for i, arg := range n.args {
		parts[i] = w.ifCalculated(arg, w.value(arg))
	}
	return invoke("concat", parts...)
}

// ifCalculated writes a number as a text only if it is there: what XPath cannot
// calculate is “NaN”.
func (w *xpathWriter) ifCalculated(n *node, p piece) piece {
	if w.kind(n) != KindNumber || n.op == opName || n.op == opNumber {
		return p
	}
	return w.ifPresent(n, p)
}

// part cuts a text by places from 0.
func (w *xpathWriter) part(n *node) piece {
	from, ok := wholeLiteral(n.args[1])
	if !ok || from < 1 {
		return w.fail(n, ReasonKind, "the place in the text is not a fixed number", "")
	}
	args := []piece{w.value(n.args[0]), decimal(from - 1)}
	if len(n.args) == 3 {
		length, ok := wholeLiteral(n.args[2])
		if !ok || length < 0 {
			return w.fail(n, ReasonKind, "the length of the part is not a fixed number", "")
		}
		args = append(args, decimal(from-1+length))
	}
	return invoke("substr", args...)
}
