package expr

import "strings"

// limeSurveyFunctions is the table of LimeSurvey's functions.
var limeSurveyFunctions = map[string]rule{
	"is_empty":   {1, 1, func(t *translator, n *node) term { return yesNo(negation(t.given(n.args[0]))) }},
	"is_numeric": {1, 1, (*translator).isNumeric},
	"if":         {3, 3, (*translator).choice},
	"count":      {1, manyArguments, (*translator).countGiven},
	"countif":    {2, manyArguments, (*translator).countIf},
	"countifop":  {3, manyArguments, (*translator).countIfOp},
	"sum":        {1, manyArguments, func(t *translator, n *node) term { return t.ofMany(t.spliced(n), opSum) }},
	"min":        {1, manyArguments, func(t *translator, n *node) term { return t.ofMany(t.spliced(n), opMin) }},
	"max":        {1, manyArguments, func(t *translator, n *node) term { return t.ofMany(t.spliced(n), opMax) }},
	"abs":        numericRules["abs"],
	"floor":      numericRules["floor"],
	"ceil":       numericRules["ceiling"],
	"intval":     numericRules["int"],
	"pow":        numericRules["pow"],
	"sqrt":       numericRules["sqrt"],
	"round":      {1, 2, func(t *translator, n *node) term { return t.ofNumbers(n, opRound) }},
	"strlen":     textRules["string-length"],
	"join":       textRules["concat"],
	"implode":    {2, manyArguments, (*translator).implode},
	"strtolower": textRules["lower-case"],
	"strtoupper": textRules["upper-case"],
	"substr":     {2, 3, (*translator).substrLength},
	"trim":       textRules["string"],
	"regexmatch": {2, 2, (*translator).regexMatch},
	"date":       {1, 1, (*translator).dateNow},
}

// given is the condition that a value is not empty.
func (t *translator) given(n *node) *node {
	return negation(empty(opEqual, t.term(n)))
}

// spliced puts variables in the place of references to several.
func (t *translator) spliced(n *node) *node {
	all := &node{op: n.op, pos: n.pos, text: n.text}
	for _, arg := range n.args {
		if arg.op == opQuestion && t.members != nil {
			all.args = append(all.args, t.members(arg)...)
		} else {
			all.args = append(all.args, arg)
		}
	}
	if len(all.args) == 0 || len(all.args) > manyArguments {
		t.fail(n, ReasonPath, "this stands for no or for too many answers", "name the questions")
		return n
	}
	return all
}

// countGiven counts the values that are not empty.
func (t *translator) countGiven(n *node) term {
	n = t.spliced(n)
	if len(n.args) == 1 {
		if v := t.term(n.args[0]); v.node.op == opName && (v.kind == KindCodes || v.kind == 0) {
			return term{node: call(opCount, v.node), kind: KindNumber, blank: blankZero}
		}
	}
	return t.countWhich(n.args, t.given)
}

// countWhich adds 1 for each value for which a condition holds.
func (t *translator) countWhich(nodes []*node, condition func(*node) *node) term {
	var total *node
	for _, n := range nodes {
		one := call(opIf, condition(n), number(1), number(0))
		if total == nil {
			total = one
		} else {
			total = binary(opAdd, total, one)
		}
	}
	return term{node: total, kind: KindNumber}
}

func (t *translator) countIf(n *node) term {
	wanted, among := n.args[0], t.spliced(&node{op: n.op, pos: n.pos, args: n.args[1:]})
	return t.countWhich(among.args, func(v *node) *node {
		return t.condition(&node{op: opEqual, pos: v.pos, args: []*node{v, wanted}})
	})
}

func (t *translator) countIfOp(n *node) term {
	o, ok := limeSurvey.infix[strings.ToLower(n.args[0].text)]
	if n.args[0].op != opString || !ok || !o.op.isComparison() {
		return t.fail(n.args[0], ReasonFunction, "this is no comparison", "write for example '<='")
	}
	among := t.spliced(&node{op: n.op, pos: n.pos, args: n.args[2:]})
	return t.countWhich(among.args, func(v *node) *node {
		return t.condition(&node{op: o.op, pos: v.pos, args: []*node{v, n.args[1]}})
	})
}

// isNumeric tells answers that are numbers.
func (t *translator) isNumeric(n *node) term {
	v := t.term(n.args[0])
	if v.kind == KindNumber {
		return yesNo(answered(v))
	}
	return yesNo(answered(term{node: numberOfText(asText(v)).node, kind: KindNumber}))
}

// substrLength takes a place from 0 and a length.
func (t *translator) substrLength(n *node) term {
	from, ok := wholeLiteral(n.args[1])
	if !ok || from < 0 {
		return t.fail(n, ReasonKind, "the place in the text is not a fixed number from 0", "")
	}
	args := append([]*node{n.args[0], number(from + 1)}, n.args[2:]...)
	return t.substring(&node{op: n.op, pos: n.pos, text: n.text, args: args})
}

// regexMatch looks for a pattern anywhere in a text; ours match the whole.
func (t *translator) regexMatch(n *node) term {
	pattern, subject := n.args[0], n.args[1]
	body, flags, ok := delimited(pattern.text)
	if pattern.op != opString || !ok || strings.Trim(flags, "su") != "" {
		return t.fail(pattern, ReasonPattern, "the pattern cannot be used", "write it as '/…/' without flags")
	}
	anchored := strings.HasPrefix(body, "^") && strings.HasSuffix(body, "$") && !strings.HasSuffix(body, `\$`) && !strings.Contains(body, "|")
	if !anchored {
		body = ".*(?:" + body + ").*"
	}
	return t.regex(&node{op: n.op, pos: n.pos, args: []*node{subject, {op: opString, pos: pattern.pos, text: body}}})
}

// delimited takes “/pattern/flags” apart.
func delimited(text string) (body, flags string, ok bool) {
	text = strings.TrimSpace(text)
	if text == "" || isLetter(text[0]) || isDigit(text[0]) || text[0] == '\\' {
		return "", "", false
	}
	end := strings.LastIndexByte(text, text[0])
	if end == 0 {
		return "", "", false
	}
	return text[1:end], text[end+1:], true
}

// dateNow is today in the form of dates here.
func (t *translator) dateNow(n *node) term {
	if n.args[0].op == opString && n.args[0].text == "Y-m-d" {
		return today(n)
	}
	return t.fail(n, ReasonFunction, "only date('Y-m-d') has a counterpart", "")
}

// implode joins texts with another between them.
func (t *translator) implode(n *node) term {
	all := &node{op: n.op, pos: n.pos, text: n.text}
	for i, arg := range n.args[1:] {
		if i > 0 {
			all.args = append(all.args, n.args[0])
		}
		all.args = append(all.args, arg)
	}
	return t.concat(all)
}
