package expr

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// limeSurvey is the dialect of LimeSurvey's ExpressionScript.
var limeSurvey = grammar{
	symbols: []string{"==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "!", "(", ")", ","},
	infix: map[string]operator{
		"or": {opOr, 10, true}, "||": {opOr, 10, true},
		"and": {opAnd, 20, true}, "&&": {opAnd, 20, true},
		"==": {opEqual, 40, false}, "eq": {opEqual, 40, false},
		"!=": {opNotEqual, 40, false}, "ne": {opNotEqual, 40, false},
		"<": {opLess, 45, false}, "lt": {opLess, 45, false},
		"<=": {opAtMost, 45, false}, "le": {opAtMost, 45, false},
		">": {opMore, 45, false}, "gt": {opMore, 45, false},
		">=": {opAtLeast, 45, false}, "ge": {opAtLeast, 45, false},
		"+": {opAdd, 50, true}, "-": {opSubtract, 50, true},
		"*": {opMultiply, 60, true}, "/": {opDivide, 60, true},
	},
	prefix:  map[string]operator{"!": {op: opNot, power: 70}, "-": {op: opNegate, power: 70}, "+": {op: opPlus, power: 70}},
	token:   limeSurveyToken,
	operand: limeSurveyOperand,
}

func limeSurveyToken(l *lexer) (token, *Error) {
	start, rest := l.pos, l.src[l.pos:]
	switch c := rest[0]; {
	case c == '\'' || c == '"':
		return limeSurveyQuoted(l, c)
	case isDigit(c) && !isFieldName(rest), c == '.' && len(rest) > 1 && isDigit(rest[1]):
		return xlsformNumber(l)
	case isLetter(c) || isDigit(c) || c == '_':
		text := rest[:limeSurveyNameLength(rest)]
		l.pos += len(text)
		if _, ok := l.grammar.infix[strings.ToLower(text)]; ok {
			text = strings.ToLower(text)
		}
		return token{kind: tokenName, pos: start, text: text}, nil
	}
	for _, s := range l.grammar.symbols {
		if strings.HasPrefix(rest, s) {
			l.pos += len(s)
			return token{kind: tokenSymbol, pos: start, text: s}, nil
		}
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return token{}, l.fail(start, "the character "+strconv.QuoteRune(r)+" cannot stand here", "put text in quotes")
}

// isFieldName tells names such as 282267X46X1435SH101 from numbers.
func isFieldName(s string) bool {
	return isLetter((strings.TrimLeft(s, "0123456789") + " ")[0])
}

// limeSurveyNameLength measures a name with what stands behind its points.
func limeSurveyNameLength(s string) int {
	n := nameLength(s)
	for n > 0 && n+1 < len(s) && (s[n] == '.' || s[n] == ':') && (isLetter(s[n+1]) || isDigit(s[n+1]) || s[n+1] == '_') {
		n += 1 + nameLength(s[n+1:])
	}
	return n
}

// limeSurveyQuoted reads a string, in which a backslash makes a quote or a
// backslash stand for itself.
func limeSurveyQuoted(l *lexer, quote byte) (token, *Error) {
	start := l.pos
	var text strings.Builder
	for i := start + 1; i < len(l.src); i++ {
		c := l.src[i]
		switch {
		case c == quote:
			l.pos = i + 1
			s := text.String()
			if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
				return token{}, l.fail(start, "the text in quotes holds characters that cannot be read", "save the file as UTF-8")
			}
			return token{kind: tokenString, pos: start, text: s}, nil
		case c == '\\' && i+1 < len(l.src) && (l.src[i+1] == quote || l.src[i+1] == '\\'):
			if i++; l.src[i] == '\\' {
				text.WriteByte('\\') // kept double: it is one of a pattern
			}
			text.WriteByte(l.src[i])
		default:
			text.WriteByte(c)
		}
	}
	return token{}, l.fail(start, "the quote is never closed", "put "+string(quote)+" behind the text")
}

func limeSurveyOperand(p *parser) (*node, *Error) {
	t := p.tok
	switch t.kind {
	case tokenEnd:
		return nil, p.fail(t.pos, "the expression ends too early", "write what follows, or remove the last word")
	case tokenNumber:
		return &node{op: opNumber, pos: t.pos, value: Number(t.num)}, p.advance()
	case tokenString:
		return &node{op: opString, pos: t.pos, text: t.text, value: String(t.text)}, p.advance()
	case tokenSymbol:
		if o, ok := p.grammar.prefix[t.text]; ok {
			return p.prefixed(o)
		}
		if t.text == "(" {
			return p.group()
		}
		return nil, p.missing()
	}
	if _, ok := p.grammar.infix[t.text]; ok {
		return nil, p.missing()
	}
	if problem := p.advance(); problem != nil {
		return nil, problem
	}
	if p.isSymbol("(") {
		args, problem := p.arguments(p.tok.pos)
		return &node{op: opForeign, pos: t.pos, text: t.text, args: args}, problem
	}
	return p.limeSurveyVariable(t)
}

// limeSurveyVariable takes a name and what is asked of it apart.
func (p *parser) limeSurveyVariable(t token) (*node, *Error) {
	name := t.text
	for {
		at := strings.LastIndexByte(name, '.')
		if at < 0 {
			break
		}
		suffix := name[at+1:]
		switch suffix {
		case "NAOK", "code", "value", "valueNAOK":
			name = name[:at]
			continue
		case "shown", "question", "qid", "gid", "sgqa", "type", "relevance", "relevanceStatus", "grelevance", "mandatory", "jsName", "rowdivid", "qseq", "gseq", "help":
			return &node{op: opForeign, pos: t.pos, text: "." + suffix}, nil // refused as a function that ours lacks
		}
		if isReference(name) {
			break
		}
		return nil, p.fail(t.pos, "“."+suffix+"” is not known", "")
	}
	return &node{op: opQuestion, pos: t.pos, text: name}, nil
}

// isReference tells references to several variables.
func isReference(name string) bool {
	return name == "self" || strings.HasPrefix(name, "self.") || strings.HasPrefix(name, "that.")
}

// wholeQuestion is the question that a reference stands for, if it is not about
// a part of it.
func wholeQuestion(reference, self string) (name string, ok bool) {
	name, of := strings.CutPrefix(reference, "that.")
	if !of {
		return self, reference == "self" && self != ""
	}
	return name, !strings.Contains(name, ".")
}
