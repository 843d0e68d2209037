package expr

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// xlsform is the dialect of XLSForm: a subset of XPath 1.0 with ${name} for
// questions. Functions and paths are read as they stand; what they mean is the
// matter of the translator.
var xlsform = grammar{
	symbols: []string{"!=", "<=", ">=", "==", "<>", "//", "..", "=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", "."},
	infix: map[string]operator{
		"or":  {opOr, 10, true},
		"and": {opAnd, 20, true},
		"=":   {opEqual, 40, false},
		"!=":  {opNotEqual, 40, false},
		"<":   {opLess, 45, false},
		"<=":  {opAtMost, 45, false},
		">":   {opMore, 45, false},
		">=":  {opAtLeast, 45, false},
		"+":   {opAdd, 50, true},
		"-":   {opSubtract, 50, true},
		"*":   {opMultiply, 60, true},
		"div": {opDivide, 60, true},
		"mod": {opRemainder, 60, true},
	},
	prefix:  map[string]operator{"-": {op: opNegate, power: 70}},
	token:   xlsformToken,
	operand: xlsformOperand,
}

// tokenQuestion is a ${name}.
const tokenQuestion tokenKind = 100

// xlsformSpellings are characters that word processors put in the place of
// those of the language, or that people take from mathematics.
var xlsformSpellings = map[rune]string{'≤': "<=", '≥': ">=", '≠': "!=", '−': "-", '–': "-"}

func xlsformToken(l *lexer) (token, *Error) {
	for l.pos < len(l.src) {
		r, size := utf8.DecodeRuneInString(l.src[l.pos:])
		if !unicode.IsSpace(r) && r != '\u200b' && r != '\ufeff' && r != '\u200e' && r != '\u200f' {
			return xlsformVisible(l, r, size)
		}
		l.pos += size
	}
	return token{kind: tokenEnd, pos: len(l.src)}, nil
}

func xlsformVisible(l *lexer, r rune, size int) (token, *Error) {
	start, rest := l.pos, l.src[l.pos:]
	switch {
	case strings.ContainsRune(`'"‘’“”`, r):
		return xlsformQuoted(l, r, size)
	case r == '$':
		return xlsformQuestion(l)
	case r < utf8.RuneSelf && isDigit(byte(r)), len(rest) > 1 && r == '.' && isDigit(rest[1]):
		return xlsformNumber(l)
	case unicode.IsLetter(r) || r == '_':
		return xlsformName(l), nil
	}
	if symbol, ok := xlsformSpellings[r]; ok {
		l.pos += size
		return token{kind: tokenSymbol, pos: start, text: symbol}, nil
	}
	for _, s := range l.grammar.symbols {
		if strings.HasPrefix(rest, s) {
			l.pos += len(s)
			return token{kind: tokenSymbol, pos: start, text: plainSymbol(s)}, nil
		}
	}
	return token{}, l.fail(start, "the character "+strconv.QuoteRune(r)+" cannot stand here", "put text in quotes")
}

// plainSymbol gives the operator for spellings of other languages.
func plainSymbol(s string) string {
	switch s {
	case "==":
		return "="
	case "<>":
		return "!="
	}
	return s
}

// xlsformQuoted reads a string. There are no escapes. A straight quote is
// closed by the same one; where there is none, and for curly quotes, any quote
// of the same number of strokes closes.
func xlsformQuoted(l *lexer, r rune, size int) (token, *Error) {
	start, rest := l.pos, l.src[l.pos+size:]
	closing := "'‘’"
	if strings.ContainsRune(`"“”`, r) {
		closing = `"“”`
	}
	end := -1
	if r < utf8.RuneSelf {
		end = strings.IndexRune(rest, r)
	}
	if end < 0 {
		end = strings.IndexAny(rest, closing)
	}
	if end < 0 {
		return token{}, l.fail(start, "the quote is never closed", "put "+string(r)+" behind the text")
	}
	text := rest[:end]
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return token{}, l.fail(start, "the text in quotes holds characters that cannot be read", "save the file as UTF-8")
	}
	_, closed := utf8.DecodeRuneInString(rest[end:])
	l.pos += size + end + closed
	return token{kind: tokenString, pos: start, text: text}, nil
}

// xlsformQuestion reads ${name}.
func xlsformQuestion(l *lexer) (token, *Error) {
	start := l.pos
	rest := strings.TrimLeft(l.src[start+1:], " \u00a0")
	name, _, closed := strings.Cut(strings.TrimPrefix(rest, "{"), "}")
	if !strings.HasPrefix(rest, "{") || !closed {
		return token{}, l.fail(start, "a question's name is not closed", "write ${name}")
	}
	l.pos = len(l.src) - len(rest) + len("{") + len(name) + len("}")
	name = strings.TrimSpace(name)
	if name == "" || strings.ContainsAny(name, " ${'\"") {
		return token{}, l.fail(start, "this is no question's name", "write ${name}")
	}
	return token{kind: tokenQuestion, pos: start, text: name}, nil
}

func xlsformNumber(l *lexer) (token, *Error) {
	start := l.pos
	l.skipDigits()
	if l.pos < len(l.src) && l.src[l.pos] == '.' {
		l.pos++
		l.skipDigits()
	}
	text := l.src[start:l.pos]
	num, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return token{}, l.fail(start, "the number is too large", "")
	}
	return token{kind: tokenNumber, pos: start, text: text, num: num}, nil
}

// xlsformName reads a name with the characters of XPath, prefixes and axes
// included. Operators are understood in any case.
func xlsformName(l *lexer) token {
	start := l.pos
	for l.pos < len(l.src) {
		r, size := utf8.DecodeRuneInString(l.src[l.pos:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !strings.ContainsRune("_-.:", r) {
			break
		}
		l.pos += size
	}
	text := strings.TrimRight(l.src[start:l.pos], ".:")
	l.pos = start + len(text)
	switch lower := strings.ToLower(text); lower {
	case "and", "or", "div", "mod":
		text = lower
	}
	return token{kind: tokenName, pos: start, text: text}
}
