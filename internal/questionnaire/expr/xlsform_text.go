package expr

import "strings"

// textRules are the functions of texts and dates.
var textRules = map[string]rule{
	"string":            {1, 1, func(t *translator, n *node) term { return t.text(n.args[0]) }},
	"string-length":     {1, 1, (*translator).length},
	"concat":            {1, manyArguments, (*translator).concat},
	"contains":          {2, 2, func(t *translator, n *node) term { return t.within(n, opContains) }},
	"starts-with":       {2, 2, func(t *translator, n *node) term { return t.within(n, opStartsWith) }},
	"ends-with":         {2, 2, func(t *translator, n *node) term { return t.within(n, opEndsWith) }},
	"substr":            {2, 3, (*translator).substr},
	"substring":         {2, 3, (*translator).substring},
	"lower-case":        {1, 1, func(t *translator, n *node) term { return t.cased(n, opLower) }},
	"upper-case":        {1, 1, func(t *translator, n *node) term { return t.cased(n, opUpper) }},
	"regex":             {2, 2, (*translator).regex},
	"today":             {0, 0, func(_ *translator, n *node) term { return today(n) }},
	"now":               {0, 0, (*translator).now},
	"date":              {1, 1, (*translator).date},
	"date-time":         {1, 1, (*translator).date},
	"decimal-date-time": {1, 1, (*translator).date},
	"format-date":       {2, 2, (*translator).formatDate},
	"format-date-time":  {2, 2, (*translator).formatDate},
}

// text translates a value that is used as a text.
func (t *translator) text(n *node) term {
	v := t.term(n)
	switch {
	case v.kind == KindBool:
		return term{node: call(opIf, v.node, literal("true"), literal("false")), kind: KindText}
	case v.kind == KindCodes || v.kind == KindItems:
		return t.fail(n, ReasonKind, v.kind.String()+" is used as a text", "use one of its options")
	case v.kind == KindNumber && v.blank == blankNumber:
		v.blank = blankText
	}
	return asText(v)
}

func (t *translator) length(n *node) term {
	v := t.text(n.args[0])
	result := term{node: call(opLength, v.node), kind: KindNumber}
	if v.blank != neverBlank {
		result.blank = blankZero
	}
	return result
}

func (t *translator) concat(n *node) term {
	result := term{node: &node{op: opJoin, pos: n.pos}, kind: KindText, blank: blankText}
	for _, arg := range n.args {
		v := t.term(arg)
		switch v.kind {
		case KindBool, KindCodes, KindItems:
			v = t.text(arg)
		}
		if v.blank == blankZero {
			v.node, v.blank = orZero(v), neverBlank
		}
		if v.node.op == opString && v.node.text == "" {
			continue
		}
		if v.blank == neverBlank {
			result.blank = neverBlank
		}
		result.node.args = append(result.node.args, v.node)
	}
	if len(result.node.args) == 0 {
		return term{node: literal(""), kind: KindText}
	}
	return result
}

// within translates contains, starts-with and ends-with. Every text contains
// the empty one.
func (t *translator) within(n *node, o op) term {
	a, b := t.text(n.args[0]), t.text(n.args[1])
	switch {
	case b.node.op == opString && b.node.text == "":
		return yesNo(constant(true))
	case b.blank == neverBlank:
		return yesNo(binary(o, a.node, b.node))
	}
	return yesNo(binary(opOr, negation(answered(b)), binary(o, a.node, b.node)))
}

func (t *translator) cased(n *node, o op) term {
	v := t.text(n.args[0])
	v.node, v.symbol = call(o, v.node), Symbol{}
	return v
}

// substr takes places from 0 and the place behind the last character; ours
// takes places from 1 and a length.
func (t *translator) substr(n *node) term {
	from, okFrom := wholeLiteral(n.args[1])
	if !okFrom || from < 0 {
		return t.fail(n, ReasonKind, "the place in the text is not a fixed number", "write the place as a number from 0")
	}
	args := []*node{t.text(n.args[0]).node, number(from + 1)}
	if len(n.args) == 3 {
		to, ok := wholeLiteral(n.args[2])
		if !ok || to < from {
			return t.fail(n, ReasonKind, "the place in the text is not a fixed number", "write the place as a number behind the first one")
		}
		args = append(args, number(to-from))
	}
	return term{node: &node{op: opPart, pos: n.pos, args: args}, kind: KindText, blank: blankText}
}

// substring takes places from 1, as ours.
func (t *translator) substring(n *node) term {
	from, ok := wholeLiteral(n.args[1])
	length := 0.0
	if len(n.args) == 3 && ok {
		length, ok = wholeLiteral(n.args[2])
	}
	if !ok || from < 1 || length < 0 {
		return t.fail(n, ReasonKind, "the place in the text is not a fixed number", "write the place as a number from 1")
	}
	args := []*node{t.text(n.args[0]).node, number(from)}
	if len(n.args) == 3 {
		args = append(args, number(length))
	}
	return term{node: &node{op: opPart, pos: n.pos, args: args}, kind: KindText, blank: blankText}
}

func wholeLiteral(n *node) (float64, bool) {
	const most = 100_000
	value, ok := numeric(n)
	return value, ok && value == float64(int32(value)) && value <= most
}

// regex compares the whole text with a pattern.
func (t *translator) regex(n *node) term {
	v := t.text(n.args[0])
	pattern := n.args[1]
	if pattern.op != opString {
		return t.fail(n, ReasonPattern, "the pattern is not a fixed text", "write it in quotes")
	}
	adapted := adaptPattern(pattern.text)
	compiled, err := compilePattern(adapted)
	if err != nil {
		return t.fail(pattern, ReasonPattern, "the pattern cannot be used: "+err.Error(), "see “Patterns” in the documentation of conditions")
	}
	result := &node{op: opMatches, pos: n.pos, args: []*node{v.node, literal(adapted)}, pattern: compiled}
	if v.blank != neverBlank && compiled.MatchString("") {
		result = binary(opOr, negation(answered(v)), result)
	}
	return yesNo(result)
}

// adaptPattern writes what patterns of ours have no sign for in another way.
// Which patterns can be used is for compilePattern to say.
func adaptPattern(pattern string) string {
	var b strings.Builder
	inClass := false
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		if c != '\\' || i+1 == len(pattern) {
			switch {
			case c == '[' && inClass, (c == ']' || c == '}') && !inClass && !opensBefore(pattern[:i], c):
				b.WriteByte('\\')
			case c == '[' || c == ']':
				inClass = c == '['
			}
			b.WriteByte(c)
			continue
		}
		i++
		b.WriteString(adaptEscape(pattern[i], inClass))
	}
	return b.String()
}

// opensBefore tells whether a } may close a repetition or a category.
func opensBefore(before string, c byte) bool {
	open := strings.LastIndexByte(before, '{')
	if c != '}' || open < 0 {
		return false
	}
	isCategory := strings.HasSuffix(before[:open], `\p`) || strings.HasSuffix(before[:open], `\P`)
	return isCategory || strings.Trim(before[open+1:], "0123456789,") == ""
}

func adaptEscape(c byte, inClass bool) string {
	const space = ` \t\r\n\f`
	switch {
	case c == 's' && inClass:
		return space
	case c == 's':
		return "[" + space + "]"
	case c == 'S' && !inClass:
		return "[^" + space + "]"
	case strings.IndexByte(" @_,:;#%&!~=<>'\"-`", c) >= 0 && (c != '-' || !inClass):
		return string(c)
	}
	return `\` + string(rune(c))
}
