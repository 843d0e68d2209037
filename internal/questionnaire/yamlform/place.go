package yamlform

import (
	"unicode"

	"barometer/internal/questionnaire"
)

// place is where a value stands, and where its name does if it has one.
type place struct {
	node *node
	key  questionnaire.Position
}

// position is the place that problems of the value are reported at: a single
// value itself, of everything else the name.
func (p place) position() questionnaire.Position {
	if p.node.kind == scalar || p.key.Line == 0 {
		return p.node.Position
	}
	return p.key
}

// locator makes the [questionnaire.Locator] of what was read.
func (r *reader) locator() questionnaire.Locator {
	positions := make(map[string]questionnaire.Position, len(r.places))
	for path, p := range r.places {
		positions[path] = p.position()
	}
	around := questionnaire.Locate(positions)
	return func(path string) questionnaire.Position {
		value, offset, inside := questionnaire.SplitByte(path)
		if p, known := r.places[value]; known && inside && p.node.kind == scalar {
			return p.node.byteAt(offset)
		}
		return around(value)
	}
}

// byteAt is the place of byte offset of a scalar's text. It follows the text
// through the source, letter by letter, past quotes, escapes, indentation and
// folded lines. Offsets of white space give the letter behind it.
func (n *node) byteAt(offset int) questionnaire.Position {
	c := cursor{lines: n.source}
	c.moveTo(n.Line-1, n.Column-1)
	if n.quoted && (c.at() == '|' || c.at() == '>') {
		c.moveTo(n.Line, 0)
	} else if n.quoted {
		c.column++
	}
	line, column := c.line, c.column
	for i, letter := range n.text {
		if unicode.IsSpace(letter) {
			continue
		}
		if !c.find(letter) {
			break
		}
		line, column = c.line, c.column
		if i >= offset {
			break
		}
		c.column++
		column = c.column
	}
	return questionnaire.Position{File: n.File, Line: line + 1, Column: column + 1}
}

// cursor is a place in the lines of a file, counted from 0 in characters.
type cursor struct {
	lines        []string
	line, column int
	letters      []rune // of the line
}

func (c *cursor) moveTo(line, column int) {
	c.line, c.column, c.letters = line, column, nil
	if line < len(c.lines) {
		c.letters = []rune(c.lines[line])
	}
}

// at is the character under the cursor, 0 behind the end of a line.
func (c *cursor) at() rune {
	if c.column < len(c.letters) {
		return c.letters[c.column]
	}
	return 0
}

// find moves to the next r, past white space, line ends and what quoting adds.
func (c *cursor) find(r rune) bool {
	for c.line < len(c.lines) {
		switch at := c.at(); {
		case at == r:
			return true
		case at == 0:
			c.moveTo(c.line+1, 0)
		case unicode.IsSpace(at) || at == '\\' || at == '\'':
			c.column++
		default:
			return false
		}
	}
	return false
}
