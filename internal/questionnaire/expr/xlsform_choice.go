package expr

import (
	"maps"
	"strconv"
)

// xlsformFunctions is the table of the functions of XLSForm.
var xlsformFunctions = merged(numericRules, textRules, choiceRules)

func merged(tables ...map[string]rule) map[string]rule {
	all := map[string]rule{}
	for _, table := range tables {
		maps.Copy(all, table)
	}
	return all
}

// choiceRules are the functions of choices and of conditions.
var choiceRules = map[string]rule{
	"true":                {0, 0, func(*translator, *node) term { return yesNo(constant(true)) }},
	"false":               {0, 0, func(*translator, *node) term { return yesNo(constant(false)) }},
	"not":                 {1, 1, func(t *translator, n *node) term { return yesNo(negation(t.condition(n.args[0]))) }},
	"boolean":             {1, 1, func(t *translator, n *node) term { return yesNo(t.condition(n.args[0])) }},
	"boolean-from-string": {1, 1, (*translator).booleanFromString},
	"selected":            {2, 2, (*translator).selected},
	"selected-at":         {2, 2, (*translator).selectedAt},
	"count-selected":      {1, 1, (*translator).countSelected},
	"if":                  {3, 3, (*translator).choice},
	"coalesce":            {2, manyArguments, (*translator).coalesce},
	"once":                {1, 1, (*translator).once},
	"jr:choice-name":      {2, 2, (*translator).choiceName},
	"pulldata":            {4, 4, (*translator).pullData},
}

// selected asks whether an option was chosen.
func (t *translator) selected(n *node) term {
	answer, code := t.term(n.args[0]), t.term(n.args[1])
	if code.node.op == opNumber {
		code = term{node: literal(strconv.FormatFloat(code.node.value.num, 'f', -1, 64)), kind: KindText}
	}
	switch {
	case t.problem != nil:
		return answer
	case code.node.op == opString && code.node.text == "":
		return yesNo(empty(opEqual, answer))
	case code.node.op == opString && (answer.kind != KindText || answer.node.op == opString):
		return yesNo(t.chosen(n, answer, code.node.text))
	case answer.kind == KindCodes && (code.kind == KindCode || code.kind == 0):
		return yesNo(binary(opIn, code.node, answer.node))
	case (answer.kind == KindCode || answer.kind == 0 || answer.kind == KindText) && code.kind != KindCodes:
		return yesNo(among(answer, code))
	}
	return t.fail(n, ReasonKind, "this cannot be asked of "+answer.kind.String(), "write selected(${question}, 'code')")
}

// chosen asks for a fixed option.
func (t *translator) chosen(n *node, answer term, code string) *node {
	if answer.node.op == opName {
		code = t.names.code(answer.node.text, code)
	}
	switch answer.kind {
	case KindCodes:
		t.known(n, answer, code)
		return binary(opIn, literal(code), answer.node)
	case KindCode:
		if answer.node.op == opAttribute {
			return among(answer, term{node: literal(code), kind: KindText})
		}
		t.known(n, answer, code)
		return binary(opEqual, answer.node, literal(code))
	case 0:
		return &node{op: opSelected, pos: n.pos, args: []*node{answer.node, literal(code)}}
	}
	if answer.node.op == opString || answer.kind == KindNumber {
		return among(answer, term{node: literal(code), kind: KindText})
	}
	t.fail(n, ReasonKind, "this cannot be asked of "+answer.kind.String(), "write selected(${question}, 'code')")
	return constant(false)
}

func (t *translator) known(n *node, answer term, code string) {
	for _, known := range answer.symbol.Codes {
		if known == code {
			return
		}
	}
	if len(answer.symbol.Codes) > 0 {
		t.notice(n, NoticeOption, "“%s” is not an option of “%s”", shorten(code), answer.node.text)
	}
}

// among looks for a word in a text of words with spaces between them.
func among(words, word term) *node {
	space := literal(" ")
	found := call(opContains, call(opJoin, space, words.node, space), call(opJoin, space, word.node, space))
	if word.node.op == opString {
		found.args[1] = literal(" " + word.node.text + " ")
	}
	if words.kind == KindCode && words.node.op != opAttribute {
		found = binary(opEqual, words.node, word.node)
	}
	if word.blank == neverBlank {
		return found
	}
	return binary(opAnd, answered(word), found)
}

// selectedAt counts from 0; ours from 1.
func (t *translator) selectedAt(n *node) term {
	answer, place := t.term(n.args[0]), t.numeric(n.args[1], t.term(n.args[1]))
	if answer.kind != KindCodes && answer.kind != 0 {
		return t.fail(n, ReasonKind, "selected-at is asked of "+answer.kind.String(), "ask it of a multiple choice")
	}
	next := binary(opAdd, place.node, number(1))
	if place.node.op == opNumber {
		next = number(place.node.value.num + 1)
	}
	symbol := answer.symbol
	symbol.Kind = KindCode
	return term{node: call(opCodeAt, answer.node, next), kind: KindCode, symbol: symbol, blank: blankText}
}

func (t *translator) countSelected(n *node) term {
	answer := t.term(n.args[0])
	switch answer.kind {
	case KindCodes, 0:
		result := term{node: call(opCount, answer.node), kind: KindNumber}
		if answer.blank != neverBlank {
			result.blank = blankZero
		}
		return result
	case KindCode:
		return term{node: call(opIf, answered(answer), number(1), number(0)), kind: KindNumber}
	}
	return t.fail(n, ReasonKind, "chosen options are counted of "+answer.kind.String(), "count those of a multiple choice")
}

// choice translates if(). Both results get the same kind.
func (t *translator) choice(n *node) term {
	condition := t.condition(n.args[0])
	results := t.alike(t.term(n.args[1]), t.term(n.args[2]))
	return term{
		node: call(opIf, condition, results[0].node, results[1].node),
		kind: results[0].kind, symbol: results[0].symbol, blank: max(results[0].blank, results[1].blank),
	}
}

func (t *translator) coalesce(n *node) term {
	terms := make([]term, len(n.args))
	for i, arg := range n.args {
		terms[i] = t.term(arg)
	}
	terms = t.alike(terms...)
	result := term{node: &node{op: opCoalesce, pos: n.pos}, kind: terms[0].kind, symbol: terms[0].symbol, blank: blankText}
	for _, v := range terms {
		result.node.args = append(result.node.args, v.node)
		if v.blank == neverBlank {
			result.blank = neverBlank
		}
	}
	return result
}

// alike gives values of which one is taken the same kind. The empty text is no
// value of any kind, and a fixed text may stand for a code.
func (t *translator) alike(terms ...term) []term {
	common, same := Kind(0), true
	for i, v := range terms {
		if v.blank == blankZero {
			terms[i].node, terms[i].blank = orZero(v), neverBlank
		}
		switch {
		case v.node.op == opString && v.node.text == "":
			terms[i].blank = blankText
		case v.node.op == opString && common == KindCode, v.kind == KindCode && isFixedText(terms[:i]):
			common = KindCode
		case common != 0 && v.kind != common:
			same = false
		default:
			common = v.kind
		}
	}
	for i, v := range terms {
		switch {
		case v.node.op == opString && (v.node.text == "" || same):
			terms[i].kind = common
		case !same:
			terms[i] = t.textOfTerm(v)
		}
	}
	return terms
}

func isFixedText(terms []term) bool {
	for _, v := range terms {
		if v.node.op != opString {
			return false
		}
	}
	return len(terms) > 0
}

func (t *translator) textOfTerm(v term) term {
	switch v.kind {
	case KindBool:
		return term{node: call(opIf, v.node, literal("true"), literal("false")), kind: KindText}
	case KindCodes, KindItems:
		return t.fail(v.node, ReasonKind, v.kind.String()+" is used as a text", "use one of its options")
	}
	return asText(v)
}

func (t *translator) booleanFromString(n *node) term {
	v := t.text(n.args[0])
	return yesNo(binary(opIn, v.node, &node{op: opList, args: []*node{literal("1"), literal("true")}}))
}

func (t *translator) once(n *node) term {
	t.notice(n, NoticeOnce, "the value is computed again whenever the answers change")
	return t.term(n.args[0])
}

func (t *translator) choiceName(n *node) term {
	return t.fail(n, ReasonFunction, "the label of an option is used", "put the answer itself into the text: {question} shows its label")
}

func (t *translator) pullData(n *node) term {
	return t.fail(n, ReasonFunction, "a value is looked up in a file", "put the value beside the options, or ask for it")
}
