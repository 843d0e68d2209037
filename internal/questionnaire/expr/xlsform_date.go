package expr

import "strings"

func today(n *node) term { return term{node: &node{op: opToday, pos: n.pos}, kind: KindDate} }

func (t *translator) now(n *node) term {
	t.notice(n, NoticeTime, "the time of day is left out: now() is today()")
	return today(n)
}

// date translates date(), which reads a text or a number of days since 1970.
// Dates of ours have no time.
func (t *translator) date(n *node) term {
	v := t.term(n.args[0])
	switch {
	case v.kind == KindDate || v.kind == 0:
		v.kind = KindDate
		return v
	case v.node.op == opString:
		day, ok := t.day(n, v.node.text)
		if !ok {
			return t.fail(n, ReasonKind, "“"+shorten(v.node.text)+"” is no date", "write it as '2026-05-01'")
		}
		return term{node: literal(day), kind: KindDate}
	case v.kind == KindNumber:
		v = t.numeric(n.args[0], v)
		return term{node: binary(opDateAdd, literal("1970-01-01"), v.node), kind: KindDate, blank: v.blank}
	}
	return t.fail(n, ReasonKind, v.kind.String()+" is used as a date", "ask for a date")
}

// formatDate writes a date. Its parts are cut out of “2026-05-01”.
func (t *translator) formatDate(n *node) term {
	format := n.args[1]
	date := t.term(n.args[0])
	isMonth := date.kind == KindMonth && !strings.ContainsAny(format.text, "de")
	if date.kind != KindDate && date.kind != 0 && !isMonth || format.op != opString {
		return t.fail(n, ReasonKind, "only dates are written, and in a fixed format", "write the format in quotes")
	}
	if format.text == "%Y-%m-%d" {
		return term{node: call(opTextOf, date.node), kind: KindText, blank: date.blank}
	}
	parts := &node{op: opJoin, pos: n.pos}
	plain := ""
	for i := 0; i < len(format.text); i++ {
		if format.text[i] != '%' || i+1 == len(format.text) {
			plain += format.text[i : i+1]
			continue
		}
		i++
		part, ok := datePart(date.node, format.text[i])
		if !ok {
			return t.fail(format, ReasonFunction, "the format has “%"+shorten(format.text[i:i+1])+"”", "use %Y, %y, %m, %n, %d or %e")
		}
		if plain != "" {
			parts.args = append(parts.args, literal(plain))
			plain = ""
		}
		parts.args = append(parts.args, part)
	}
	if plain != "" {
		parts.args = append(parts.args, literal(plain))
	}
	return t.writtenDate(parts, date)
}

// writtenDate puts the parts together: nothing where there is no date.
func (t *translator) writtenDate(parts *node, date term) term {
	result := term{node: parts, kind: KindText, blank: date.blank}
	switch {
	case len(parts.args) == 0:
		result.node = literal("")
	case len(parts.args) == 1:
		result.node = parts.args[0]
		if result.node.op == opTextOf {
			result.symbol.Kind = KindNumber
		}
	case date.blank != neverBlank:
		result.node = call(opIf, answered(date), parts, literal(""))
	}
	return result
}

// datePart is the part of a date that stands for a letter behind %.
func datePart(date *node, letter byte) (*node, bool) {
	text := call(opTextOf, date)
	cut := func(from, length float64) *node {
		return &node{op: opPart, pos: date.pos, args: []*node{text, number(from), number(length)}}
	}
	switch letter {
	case 'Y':
		return call(opTextOf, call(opYear, date)), true
	case 'y':
		return cut(3, 2), true
	case 'm':
		return cut(6, 2), true
	case 'n':
		return call(opTextOf, call(opMonth, date)), true
	case 'd':
		return cut(9, 2), true
	case 'e':
		return call(opTextOf, call(opDay, date)), true
	}
	return nil, false
}
