package expr

import "strconv"

// Describe puts the expression into words, for reports and the codebook:
//
//	“Which best describes you?” is “Supplier”
func (e *Expr) Describe(w Words) string {
	return describer{w}.condition(e.root)
}

type describer struct{ words Words }

func (d describer) phrase(p Phrase, parts ...string) string {
	return fill(d.words.Phrase(p), parts...)
}

// condition describes a node that stands where yes or no is expected.
func (d describer) condition(n *node) string {
	switch n.op {
	case opAnd:
		return d.phrase(PhraseAnd, d.part(n.args[0], opOr), d.part(n.args[1], opOr))
	case opOr:
		return d.phrase(PhraseOr, d.part(n.args[0], opAnd), d.part(n.args[1], opAnd))
	case opNot:
		return d.negated(n.args[0])
	case opName:
		return d.phrase(PhraseChosen, d.value(n))
	case opIn:
		return d.membership(n, PhraseOneOf, PhraseIncludes)
	case opSelected:
		return d.phrase(PhraseIncludes, d.value(n.args[0]), d.against(n.args[1], n.args[0]))
	case opAnswered:
		return d.phrase(PhraseAnswered, d.value(n.args[0]))
	case opBetween:
		v := n.args[0]
		return d.phrase(PhraseBetween, d.value(v), d.against(n.args[1], v), d.against(n.args[2], v))
	case opMatches:
		return d.phrase(PhraseMatches, d.value(n.args[0]), d.value(n.args[1]))
	case opContains, opStartsWith, opEndsWith:
		return d.phrase(functionPhrases[n.op], d.value(n.args[0]), d.value(n.args[1]))
	}
	if n.op.isComparison() {
		return d.comparison(comparisonPhrases[n.op], n)
	}
	return d.value(n)
}

var comparisonPhrases = map[op]Phrase{
	opEqual: PhraseIs, opNotEqual: PhraseIsOther,
	opLess: PhraseLess, opAtMost: PhraseAtMost, opMore: PhraseMore, opAtLeast: PhraseAtLeast,
}

// mirrored is the operator that says the same with the sides exchanged.
var mirrored = map[op]op{
	opEqual: opEqual, opNotEqual: opNotEqual,
	opLess: opMore, opAtMost: opAtLeast, opMore: opLess, opAtLeast: opAtMost,
}

// part describes a side of and/or, in brackets if it is the other of the two.
func (d describer) part(n *node, other op) string {
	if n.op == other {
		return d.phrase(PhraseGroup, d.condition(n))
	}
	return d.condition(n)
}

// negated describes not n, where there are words for it in one phrase.
func (d describer) negated(n *node) string {
	switch n.op {
	case opEqual:
		return d.comparison(PhraseIsNot, n)
	case opIn:
		return d.membership(n, PhraseNotOneOf, PhraseIncludesNot)
	case opSelected:
		return d.phrase(PhraseIncludesNot, d.value(n.args[0]), d.against(n.args[1], n.args[0]))
	case opAnswered:
		return d.phrase(PhraseNotAnswered, d.value(n.args[0]))
	case opName:
		return d.phrase(PhraseNotChosen, d.value(n))
	}
	return d.phrase(PhraseNot, d.condition(n))
}

// comparison describes a comparison with the question first.
func (d describer) comparison(p Phrase, n *node) string {
	a, b := n.args[0], n.args[1]
	if a.isLiteral() && !b.isLiteral() {
		a, b = b, a
		if n.op.isOrdering() {
			p = comparisonPhrases[mirrored[n.op]]
		}
	}
	return d.phrase(p, d.value(a), d.against(b, a))
}

func (d describer) membership(n *node, oneOf, includes Phrase) string {
	value, set := n.args[0], n.args[1]
	if set.op != opList {
		return d.phrase(includes, d.value(set), d.against(value, set))
	}
	items := make([]string, len(set.args))
	for i, item := range set.args {
		items[i] = d.against(item, value)
	}
	return d.phrase(oneOf, d.value(value), d.join(items, PhraseLastInChoice))
}

// join lists items: a, b or c.
func (d describer) join(items []string, last Phrase) string {
	text := items[0]
	for i, item := range items[1:] {
		if i == len(items)-2 {
			text = d.phrase(last, text, item)
		} else {
			text = d.phrase(PhraseNextInList, text, item)
		}
	}
	return text
}

// against describes a value that is compared with a variable, whose label for
// it is used.
func (d describer) against(n, variable *node) string {
	if n.op == opString && variable.op == opName {
		return d.phrase(PhraseAnswer, d.words.Code(variable.text, n.text))
	}
	return d.value(n)
}

// value describes a node that stands where a value is expected.
func (d describer) value(n *node) string {
	switch n.op {
	case opName:
		return d.phrase(PhraseQuestion, d.words.Name(n.text))
	case opString:
		return d.phrase(PhraseAnswer, n.text)
	case opNumber:
		return strconv.FormatFloat(n.value.num, 'f', -1, 64)
	case opBool:
		if n.value.truth {
			return d.phrase(PhraseYes)
		}
		return d.phrase(PhraseNo)
	case opIf:
		return d.phrase(PhraseIf, d.condition(n.args[0]), d.value(n.args[1]), d.value(n.args[2]))
	case opNegate:
		return d.phrase(PhraseNegate, d.factor(n.args[0]))
	}
	if p, ok := operatorPhrases[n.op]; ok {
		return d.phrase(p, d.factor(n.args[0]), d.factor(n.args[1]))
	}
	if p, ok := listPhrases[n.op]; ok {
		return d.phrase(p, d.values(n.args))
	}
	if n.op.isCondition() {
		return d.condition(n)
	}
	return d.function(n)
}

// function describes a function by its phrase, whose places are its arguments.
func (d describer) function(n *node) string {
	p := functionPhrases[n.op]
	parts := make([]string, len(n.args), 3)
	for i, arg := range n.args {
		parts[i] = d.factor(arg)
	}
	switch {
	case n.op == opCount && len(n.args) == 2:
		p, parts[1] = PhraseCountWhere, d.condition(n.args[1])
	case n.op == opPart && len(n.args) == 2:
		p = PhraseRest
	case n.op == opRound && len(n.args) == 1:
		parts = append(parts, "0")
	}
	return d.phrase(p, parts...)
}

var operatorPhrases = map[op]Phrase{
	opAdd: PhraseAdd, opSubtract: PhraseSubtract, opMultiply: PhraseMultiply, opDivide: PhraseDivide,
}

// listPhrases are those of functions of any number of values.
var listPhrases = map[op]Phrase{
	opSum: PhraseSum, opMin: PhraseMin, opMax: PhraseMax, opMean: PhraseMean, opCoalesce: PhraseCoalesce, opJoin: PhraseJoin,
}

var functionPhrases = map[op]Phrase{
	opCount: PhraseCount, opLength: PhraseLength, opToday: PhraseToday,
	opItem: PhraseItem, opPosition: PhrasePosition, opAttribute: PhraseAttribute, opCodeAt: PhraseCodeAt,
	opRound: PhraseRound, opFloor: PhraseFloor, opAbs: PhraseAbs, opPower: PhrasePower, opMod: PhraseMod,
	opYear: PhraseYear, opMonth: PhraseMonth, opDay: PhraseDay, opDays: PhraseDays, opYears: PhraseYears, opDateAdd: PhraseDateAdd,
	opContains: PhraseContains, opStartsWith: PhraseStartsWith, opEndsWith: PhraseEndsWith,
	opPart: PhrasePart, opLower: PhraseLower, opUpper: PhraseUpper, opNumberOf: PhraseNumberOf, opTextOf: PhraseTextOf,
}

// factor describes an operand of arithmetic, in brackets where it is itself
// arithmetic.
func (d describer) factor(n *node) string {
	if _, ok := operatorPhrases[n.op]; ok {
		return d.phrase(PhraseGroup, d.value(n))
	}
	return d.value(n)
}

func (d describer) values(nodes []*node) string {
	texts := make([]string, len(nodes))
	for i, n := range nodes {
		texts[i] = d.value(n)
	}
	return d.join(texts, PhraseLastInList)
}
