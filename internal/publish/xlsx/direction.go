package xlsx

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/bidi"
)

// Marks of direction: they are not seen.
const (
	leftToRightIsolate = "\u2066"
	endOfIsolate       = "\u2069"
	rightToLeftIsolate = "\u2067"
)

// directed makes a text read right in a sheet that runs from right to left. A
// sentence of a language written from left to right keeps its full stop at its
// end. What is quoted stands in a run of its own, with its marks on either side.
func directed(text string) string {
	if !startsLeftToRight(text) {
		return strings.NewReplacer("«", rightToLeftIsolate+"«", "»", "»"+endOfIsolate).Replace(text)
	}
	if r := []rune(text); unicode.IsPunct(r[len(r)-1]) {
		return leftToRightIsolate + text + endOfIsolate
	}
	return text
}

// startsLeftToRight reports whether the first letter is of a script written
// from left to right.
func startsLeftToRight(text string) bool {
	for _, r := range text {
		p, _ := bidi.LookupString(string(r))
		switch p.Class() {
		case bidi.L:
			return true
		case bidi.R, bidi.AL:
			return false
		}
	}
	return false
}
