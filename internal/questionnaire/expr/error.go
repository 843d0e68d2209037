package expr

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Error is one problem of an expression, with its place and what to do.
type Error struct {
	Offset  int    // bytes before the problem in the source
	Line    int    // from 1
	Column  int    // in characters, from 1
	Message string // what is wrong
	Remedy  string // what to write instead; may be empty
}

// Error gives place, message and remedy in one line.
func (e Error) Error() string {
	text := fmt.Sprintf("column %d: %s", e.Column, e.Message)
	if e.Line > 1 {
		text = fmt.Sprintf("line %d, %s", e.Line, text)
	}
	if e.Remedy != "" {
		text += "; " + e.Remedy
	}
	return text
}

func newError(src string, offset int, message, remedy string) *Error {
	before := src[:min(offset, len(src))]
	lineStart := strings.LastIndexByte(before, '\n') + 1
	return &Error{
		Offset:  len(before),
		Line:    1 + strings.Count(before, "\n"),
		Column:  1 + utf8.RuneCountInString(before[lineStart:]),
		Message: message,
		Remedy:  remedy,
	}
}
