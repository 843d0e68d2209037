package text

import (
	"strings"

	"github.com/rivo/uniseg"
)

// width is how many columns of a terminal a text takes.
func width(s string) int { return uniseg.StringWidth(s) }

// left fills a text with blanks behind it.
func left(s string, columns int) string {
	return s + strings.Repeat(" ", max(0, columns-width(s)))
}

// right fills a text with blanks in front of it, at least one.
func right(s string, columns int) string {
	return strings.Repeat(" ", max(1, columns-width(s))) + s
}

// cut shortens a text to a width, ending with "…".
func cut(s string, columns int) string {
	if width(s) <= columns {
		return s
	}
	var b strings.Builder
	used := 0
	for g := uniseg.NewGraphemes(s); g.Next() && used+g.Width() < columns; {
		b.WriteString(g.Str())
		used += g.Width()
	}
	return strings.TrimRight(b.String(), " ") + "…"
}

// wrap breaks a text into lines of at most so many columns, between words
// where it can. An empty text is one empty line.
func wrap(s string, columns int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(s) {
		for width(word) > columns {
			if line != "" {
				lines, line = append(lines, line), ""
			}
			head := prefix(word, columns)
			lines, word = append(lines, head), word[len(head):]
		}
		switch {
		case line == "":
			line = word
		case width(line)+1+width(word) <= columns:
			line += " " + word
		default:
			lines, line = append(lines, line), word
		}
	}
	return append(lines, line)
}

// prefix is the longest beginning of a word that fits, at least one character.
func prefix(word string, columns int) string {
	end, used := 0, 0
	for g := uniseg.NewGraphemes(word); g.Next(); {
		if end > 0 && used+g.Width() > columns {
			break
		}
		_, end = g.Positions()
		used += g.Width()
	}
	return word[:end]
}
