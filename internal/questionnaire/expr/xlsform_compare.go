package expr

import (
	"slices"
	"strconv"
	"strings"
)

// comparison translates = != < <= > >=, whose meaning depends on the kinds of
// both sides: yes and no before numbers, numbers before texts.
func (t *translator) comparison(n *node) term {
	o, a, b := n.op, t.term(n.args[0]), t.term(n.args[1])
	if t.problem != nil {
		return a
	}
	if a.node.isLiteral() && !b.node.isLiteral() {
		o, a, b = mirrored[o], b, a
	}
	positive := o
	if o == opNotEqual {
		positive = opEqual
	}
	var result *node
	switch {
	case a.node.isLiteral():
		return yesNo(constant(literalsCompare(o, a.node, b.node)))
	case isTruth(a) || isTruth(b):
		result = t.truths(n, positive, a, b)
	case b.node.op == opString && b.node.text == "":
		result = empty(positive, a)
	case b.node.text == "NaN" && a.node.op == opTextOf && a.symbol.Kind == KindNumber && a.blank != neverBlank:
		result = empty(positive, a) // what is written where there is no number
	case b.node.isLiteral():
		result = t.withLiteral(n, positive, a, b)
	default:
		result = t.pair(n, positive, a, b)
	}
	if o == opNotEqual {
		return yesNo(different(result, a, b))
	}
	return yesNo(result)
}

// different is the opposite of an equality. Ours of two values that are always
// there, and of nothing else, is !=.
func different(equality *node, a, b term) *node {
	plain := equality.op == opEqual && equality.args[0] == a.node && a.blank == neverBlank && b.blank == neverBlank
	if plain {
		return &node{op: opNotEqual, pos: equality.pos, args: equality.args}
	}
	return negation(equality)
}

// isTruth tells conditions from answers of the kind yes or no.
func isTruth(v term) bool { return v.kind == KindBool }

// literalsCompare compares two fixed values.
func literalsCompare(o op, a, b *node) bool {
	switch {
	case a.op == opBool || b.op == opBool:
		return compare(o, Bool(literalTruth(a)), Bool(literalTruth(b)))
	case a.op == opString && b.op == opString && !o.isOrdering():
		return (a.text == b.text) == (o == opEqual)
	}
	x, okX := numeric(a)
	y, okY := numeric(b)
	if !okX || !okY {
		return o == opNotEqual
	}
	return compare(o, Number(x), Number(y))
}

func literalTruth(n *node) bool {
	switch n.op {
	case opBool:
		return n.value.truth
	case opString:
		return n.text != ""
	}
	return n.value.num != 0
}

// numeric is the number that a fixed value stands for.
func numeric(n *node) (float64, bool) {
	switch n.op {
	case opNumber:
		return n.value.num, true
	case opString:
		f, ok := numberOf(strings.TrimSpace(n.text)).Float()
		return f, ok
	}
	return 0, false
}

// truths compares yes and no. Texts that spell them out are understood where
// they are compared with an answer.
func (t *translator) truths(n *node, o op, a, b term) *node {
	if o.isOrdering() {
		t.fail(n, ReasonKind, "yes and no have no order here", "compare with = or use the condition itself")
		return constant(false)
	}
	if b.kind == KindBool && b.node.op != opBool {
		a, b = b, a
	}
	if (a.node.op == opName || a.node.op == opItem) && b.node.op == opString {
		truth, known := map[string]bool{"true": true, "1": true, "false": false, "0": false}[strings.ToLower(b.node.text)]
		switch {
		case b.node.text == "":
			return negation(call(opAnswered, a.node))
		case known:
			return binary(opEqual, a.node, constant(truth))
		}
		return t.never(n)
	}
	left, right := t.truth(a), t.truth(b)
	switch {
	case right.op == opBool && right.value.truth:
		return left
	case right.op == opBool:
		return negation(left)
	}
	return binary(opEqual, left, right)
}

// never is a comparison that cannot hold, of which the author may not know.
func (t *translator) never(n *node) *node {
	t.notice(n, NoticeNever, "this comparison can never hold")
	return constant(false)
}

// empty compares with the empty text. Who asks whether a column is empty has
// options where it is.
func empty(o op, a term) *node {
	if o == opEqual && (a.blank == blankText || a.node.op == opAttribute) {
		return negation(answered(a))
	}
	return constant(false)
}

// withLiteral compares a value with a fixed text or number.
func (t *translator) withLiteral(n *node, o op, a, b term) *node {
	switch a.kind {
	case KindNumber:
		return t.numberWith(n, o, a, b.node)
	case KindCode:
		return t.codeWith(n, o, a, b.node)
	case KindCodes:
		return t.codesWith(n, o, a, b.node)
	case KindDate, KindMonth:
		return t.dateWith(n, o, a, b.node)
	case KindText:
		if condition, ok := tick(a.node); ok && o == opEqual {
			if b.node.text == tickText {
				return condition
			}
			return t.never(n)
		}
		if o == opEqual && b.node.op == opString {
			return binary(o, a.node, b.node)
		}
		return t.numberWith(n, o, term{node: call(opNumberOf, a.node), kind: KindNumber}, b.node)
	case KindItems:
		t.fail(n, ReasonKind, "a group that repeats is compared with a value", "count it")
		return constant(false)
	}
	return t.unknownWith(n, o, a, b.node)
}

func (t *translator) numberWith(n *node, o op, a term, b *node) *node {
	value, ok := numeric(b)
	if !ok {
		return t.never(n)
	}
	left := a.node
	if a.blank == blankZero && compare(o, Number(0), Number(value)) {
		left = orZero(a)
	}
	return binary(o, left, number(value))
}

// unknownWith compares an answer of unknown kind: in quotes it is a code, a
// text or a date, without them a number.
func (t *translator) unknownWith(n *node, o op, a term, b *node) *node {
	if b.op == opString && o == opEqual {
		return binary(o, a.node, literal(t.names.code(a.node.text, b.text)))
	}
	if value, ok := numeric(b); ok {
		return binary(o, a.node, number(value))
	}
	return t.dateWith(n, o, a, b)
}

// codeWith compares a single choice. Numbers are compared with the numbers
// that its codes are.
func (t *translator) codeWith(n *node, o op, a term, b *node) *node {
	if o == opEqual && b.op == opString {
		code := b.text
		if a.node.op == opName {
			code = t.names.code(a.node.text, code)
		}
		if codes := a.symbol.Codes; len(codes) > 0 && !slices.Contains(codes, code) {
			t.notice(n, NoticeOption, "“%s” is not an option of “%s”", shorten(code), a.node.text)
		}
		return binary(o, a.node, literal(code))
	}
	value, ok := numeric(b)
	if !ok {
		return t.never(n)
	}
	const most = 12
	codes := numericCodes(o, a.symbol.Codes, value)
	switch {
	case len(a.symbol.Codes) == 0 && o == opEqual:
		return binary(o, a.node, literal(strconv.FormatFloat(value, 'f', -1, 64)))
	case len(a.symbol.Codes) == 0 || len(codes) > most:
		return binary(o, call(opNumberOf, a.node), number(value))
	case len(codes) == 0:
		return t.never(n)
	case len(codes) == 1:
		return binary(opEqual, a.node, codes[0])
	}
	return binary(opIn, a.node, &node{op: opList, args: codes})
}

// numericCodes are the codes whose number compares so with the value.
func numericCodes(o op, codes []string, value float64) []*node {
	var found []*node
	for _, code := range codes {
		if v := numberOf(code); compare(o, v, Number(value)) {
			found = append(found, literal(code))
		}
	}
	return found
}

// codesWith compares a multiple choice, whose value in the other dialect is
// its codes with spaces between them, with such a text.
func (t *translator) codesWith(n *node, o op, a term, b *node) *node {
	text := b.text
	if b.op == opNumber {
		text = strconv.FormatFloat(b.value.num, 'f', -1, 64)
	}
	codes := strings.Fields(text)
	if o != opEqual || len(codes) == 0 {
		t.fail(n, ReasonKind, "a multiple choice has no order", "ask for its options with selected()")
		return constant(false)
	}
	if len(codes) > 1 {
		t.notice(n, NoticeOrder, "the chosen options are compared whatever their order")
	}
	result := binary(opEqual, call(opCount, a.node), number(float64(len(codes))))
	for _, code := range codes {
		result = binary(opAnd, result, t.chosen(n, a, code))
	}
	return result
}

// dateWith compares a date with a date in quotes or with a number of days
// since 1970.
func (t *translator) dateWith(n *node, o op, a term, b *node) *node {
	if value, ok := numeric(b); ok {
		return binary(o, daysSince1970(a.node), number(value))
	}
	day, ok := t.day(n, b.text)
	if !ok {
		return t.never(n)
	}
	if a.kind == KindMonth {
		day = day[:len("2026-05")]
	}
	return binary(o, a.node, literal(day))
}

// day reads a date, of which a time behind it is cut off.
func (t *translator) day(n *node, text string) (string, bool) {
	text = strings.TrimSpace(text)
	day, _, isTime := strings.Cut(strings.Replace(text, " ", "T", 1), "T")
	if isTime {
		t.notice(n, NoticeTime, "the time of day is left out")
	}
	_, ok := parseCivil(day)
	if ok && len(day) == len("2026-05") {
		day += "-01"
	}
	return day, ok
}

func daysSince1970(date *node) *node { return call(opDays, literal("1970-01-01"), date) }
