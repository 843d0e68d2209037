package dataset

import (
	"math"
	"slices"

	"barometer/internal/questionnaire"
)

// cell is one value on its way into a column: an option, a set of options, a
// number or a text, or the reason why there is none.
type cell struct {
	kind    questionnaire.Missing
	option  int // of a single choice; -1 if none
	options []int
	number  float64
	text    string
}

func missingCell(m questionnaire.Missing) cell { return cell{kind: m, option: -1} }

// isBlank reports whether nothing was answered, "don't know" included.
func (x cell) isBlank() bool { return x.kind == questionnaire.Skipped }

// push adds a cell at the end.
func (c *Column) push(x cell) {
	c.n++
	switch c.variable.Shape {
	case questionnaire.ShapeCode:
		c.pushCode(x)
		return
	case questionnaire.ShapeCodes:
		start := len(c.sets)
		for range c.stride {
			c.sets = append(c.sets, 0)
		}
		for _, o := range x.options {
			c.sets[start+o/64] |= 1 << (o % 64)
		}
	case questionnaire.ShapeNumber:
		if x.kind != questionnaire.NotMissing {
			x.number = math.NaN()
		}
		c.numbers = append(c.numbers, x.number)
	default:
		c.texts = append(c.texts, x.text)
	}
	c.kinds = append(c.kinds, x.kind)
}

func (c *Column) pushCode(x cell) {
	wide := len(c.variable.Options) > maxByteOptions
	switch {
	case wide && x.option >= 0:
		c.words = append(c.words, uint16(x.option))
	case wide:
		c.words = append(c.words, MissingWord+uint16(x.kind))
	case x.option >= 0:
		c.bytes = append(c.bytes, uint8(x.option))
	default:
		c.bytes = append(c.bytes, MissingByte+uint8(x.kind))
	}
}

// truncate drops all rows from n on.
func (c *Column) truncate(n int) {
	if c.n <= n {
		return
	}
	c.n = n
	c.bytes, c.words = cut(c.bytes, n), cut(c.words, n)
	c.sets, c.numbers = cut(c.sets, n*c.stride), cut(c.numbers, n)
	c.texts, c.kinds = cut(c.texts, n), cut(c.kinds, n)
}

func cut[T any](s []T, n int) []T { return s[:min(n, len(s))] }

// at gives a cell back, to be pushed to a column of a like variable.
func (c *Column) at(row int) cell {
	switch c.variable.Shape {
	case questionnaire.ShapeCode:
		option, kind := c.cell(row)
		return cell{kind: kind, option: option}
	case questionnaire.ShapeCodes:
		x := cell{kind: c.kinds[row], option: -1}
		for o := range c.variable.Options {
			if c.Chosen(row, o) {
				x.options = append(x.options, o)
			}
		}
		return x
	case questionnaire.ShapeNumber:
		return cell{kind: c.kinds[row], option: -1, number: c.numbers[row]}
	}
	return cell{kind: c.kinds[row], option: -1, text: c.texts[row]}
}

// gather makes the column of other rows: row i of it is row index[i] of c.
func (c *Column) gather(index []int32) *Column {
	g := newColumn(c.variable)
	for _, row := range index {
		g.push(c.at(int(row)))
	}
	return g
}

// without makes a copy in which the given rows, in rising order, are not
// applicable.
func (c *Column) without(rows []int32) *Column {
	if len(rows) == 0 {
		return c
	}
	copied := *c
	copied.bytes, copied.words = slices.Clone(c.bytes), slices.Clone(c.words)
	copied.sets, copied.numbers = slices.Clone(c.sets), slices.Clone(c.numbers)
	copied.texts, copied.kinds = slices.Clone(c.texts), slices.Clone(c.kinds)
	for _, row := range rows {
		copied.clear(int(row))
	}
	return &copied
}

// clear makes a cell not applicable. The column must be the caller's own.
func (c *Column) clear(row int) {
	switch {
	case c.words != nil:
		c.words[row] = MissingWord + uint16(questionnaire.NotApplicable)
		return
	case c.bytes != nil:
		c.bytes[row] = MissingByte + uint8(questionnaire.NotApplicable)
		return
	case c.sets != nil:
		clear(c.sets[row*c.stride : (row+1)*c.stride])
	case c.numbers != nil:
		c.numbers[row] = math.NaN()
	default:
		c.texts[row] = ""
	}
	c.kinds[row] = questionnaire.NotApplicable
}
