package expr

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokenEnd tokenKind = iota
	tokenName
	tokenNumber
	tokenString
	tokenSymbol
)

type token struct {
	kind tokenKind
	pos  int
	text string // of a string: without its quotes
	num  float64
}

// describe names the token in messages.
func (t token) describe() string {
	switch t.kind {
	case tokenEnd:
		return "the end"
	case tokenString:
		return "'" + shorten(t.text) + "'"
	default:
		return "“" + shorten(t.text) + "”"
	}
}

type lexer struct {
	grammar *grammar
	src     string
	pos     int
}

func (l *lexer) fail(pos int, message, remedy string) *Error {
	return newError(l.src, pos, message, remedy)
}

// next reads one token.
func (l *lexer) next() (token, *Error) {
	l.skipSpace()
	if l.pos >= len(l.src) {
		return token{kind: tokenEnd, pos: len(l.src)}, nil
	}
	if l.grammar.token != nil {
		return l.grammar.token(l)
	}
	switch c := l.src[l.pos]; {
	case c == '\'' || c == '"':
		return l.quoted(c)
	case isDigit(c):
		return l.number()
	case isLetter(c):
		start := l.pos
		l.pos += nameLength(l.src[start:])
		return token{kind: tokenName, pos: start, text: l.src[start:l.pos]}, nil
	}
	return l.symbol()
}

func (l *lexer) skipSpace() {
	for l.pos < len(l.src) {
		r, size := utf8.DecodeRuneInString(l.src[l.pos:])
		if !unicode.IsSpace(r) {
			return
		}
		l.pos += size
	}
}

// quoted reads a string. A quote inside it is doubled; a backslash stands for
// itself, so that patterns are written as they are.
func (l *lexer) quoted(quote byte) (token, *Error) {
	start := l.pos
	var text strings.Builder
	for i := start + 1; i < len(l.src); i++ {
		if l.src[i] != quote {
			text.WriteByte(l.src[i])
			continue
		}
		if i+1 < len(l.src) && l.src[i+1] == quote {
			text.WriteByte(quote)
			i++
			continue
		}
		l.pos = i + 1
		s := text.String()
		if !utf8.ValidString(s) || strings.ContainsRune(s, 0) {
			return token{}, l.fail(start, "the text in quotes holds characters that cannot be read", "save the file as UTF-8")
		}
		return token{kind: tokenString, pos: start, text: s}, nil
	}
	return token{}, l.fail(start, "the quote is never closed", fmt.Sprintf("put %c behind the text", quote))
}

func (l *lexer) number() (token, *Error) {
	start := l.pos
	l.skipDigits()
	if rest := l.src[l.pos:]; len(rest) > 1 && rest[0] == '.' && isDigit(rest[1]) {
		l.pos++
		l.skipDigits()
	}
	if l.pos < len(l.src) && isLetter(l.src[l.pos]) {
		return token{}, l.fail(start, "a number runs into a word", "put a code in quotes, or a space behind the number")
	}
	text := l.src[start:l.pos]
	num, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return token{}, l.fail(start, "the number is too large", "")
	}
	return token{kind: tokenNumber, pos: start, text: text, num: num}, nil
}

func (l *lexer) skipDigits() {
	for l.pos < len(l.src) && isDigit(l.src[l.pos]) {
		l.pos++
	}
}

func (l *lexer) symbol() (token, *Error) {
	start, rest := l.pos, l.src[l.pos:]
	r, size := utf8.DecodeRuneInString(rest)
	for _, wrong := range []string{rest[:min(2, len(rest))], rest[:size]} {
		if remedy, ok := l.grammar.mistakes[wrong]; ok && !l.isSymbol(wrong, rest) {
			return token{}, l.fail(start, "“"+wrong+"” is not used in conditions", remedy)
		}
	}
	for _, s := range l.grammar.symbols {
		if strings.HasPrefix(rest, s) {
			l.pos += len(s)
			return token{kind: tokenSymbol, pos: start, text: s}, nil
		}
	}
	if unicode.IsLetter(r) {
		return token{}, l.fail(start, fmt.Sprintf("the letter “%c” cannot stand here", r), "keys use the letters A to Z, digits and _; put other text in quotes")
	}
	return token{}, l.fail(start, fmt.Sprintf("the character %q cannot stand here", r), "put text in quotes")
}

// isSymbol keeps a mistake such as "=" from hiding a symbol that begins with
// it, such as "==".
func (l *lexer) isSymbol(wrong, rest string) bool {
	for _, s := range l.grammar.symbols {
		if len(s) > len(wrong) && strings.HasPrefix(rest, s) {
			return true
		}
	}
	return false
}

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

func nameLength(s string) int {
	n := 0
	for n < len(s) && (isLetter(s[n]) || isDigit(s[n]) || s[n] == '_') {
		n++
	}
	return n
}

// shorten keeps messages readable when what they quote is long.
func shorten(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}
