package dataset

import (
	"math"

	"barometer/internal/questionnaire"
)

// Cells of a column of single choices hold the index of an option or, at the
// high end, a missing kind m as MissingByte+m or MissingWord+m.
const (
	MissingByte uint8  = 0xF0
	MissingWord uint16 = 0xFFF0

	maxByteOptions = 240 // variables with more options take two bytes an answer
)

// Column is the values of one variable, a cell for every row of its dataset.
// It is immutable: slices that its methods return must not be changed.
type Column struct {
	variable *questionnaire.Variable
	n        int

	bytes   []uint8   // ShapeCode
	words   []uint16  // ShapeCode with more than 240 options
	sets    []uint64  // ShapeCodes: stride words a row, bit i of which is option i
	stride  int       // of sets
	numbers []float64 // ShapeNumber; NaN where missing
	texts   []string  // ShapeText, ShapeDate and ShapeMonth; "" where missing

	kinds []questionnaire.Missing // of all shapes but ShapeCode, by row
}

func newColumn(v *questionnaire.Variable) *Column {
	return &Column{variable: v, stride: (len(v.Options) + 63) / 64}
}

// Variable is the variable whose values the column holds.
func (c *Column) Variable() *questionnaire.Variable { return c.variable }

// N is the number of rows.
func (c *Column) N() int { return c.n }

// Bytes gives the cells of a single choice of at most 240 options, else nil.
func (c *Column) Bytes() []uint8 { return c.bytes }

// Words gives the cells of a single choice of more than 240 options, else nil.
func (c *Column) Words() []uint16 { return c.words }

// Sets gives the bit sets of a multiple choice and how many words a row takes,
// else nil. An option that is a missing kind has its bit set where it was
// chosen.
func (c *Column) Sets() (sets []uint64, stride int) { return c.sets, c.stride }

// Numbers gives the numbers of a numeric variable, NaN where missing; else nil.
func (c *Column) Numbers() []float64 { return c.numbers }

// Kinds gives the missing kind of every row, NotMissing where there is a
// value. It is nil for single choices, whose cells hold it.
func (c *Column) Kinds() []questionnaire.Missing { return c.kinds }

// Missing says why a row has no value; NotMissing if it has one. Who chose
// "don't know" or "prefer not to say" is missing for that reason.
func (c *Column) Missing(row int) questionnaire.Missing {
	if c.kinds != nil {
		return c.kinds[row]
	}
	option, kind := c.cell(row)
	if option >= 0 {
		return c.variable.Options[option].Missing
	}
	return kind
}

// Option is the option chosen in a single choice, "don't know" included; nil
// if there is none.
func (c *Column) Option(row int) *questionnaire.Option {
	if c.variable.Shape != questionnaire.ShapeCode {
		return nil
	}
	if option, _ := c.cell(row); option >= 0 {
		return c.variable.Options[option]
	}
	return nil
}

// Chosen reports whether the option with an index was chosen, in a single or a
// multiple choice.
func (c *Column) Chosen(row, option int) bool {
	switch c.variable.Shape {
	case questionnaire.ShapeCode:
		chosen, _ := c.cell(row)
		return chosen == option
	case questionnaire.ShapeCodes:
		return c.sets[row*c.stride+option/64]>>(option%64)&1 == 1
	}
	return false
}

// Number is the number of a numeric variable, NaN where it is missing.
func (c *Column) Number(row int) float64 {
	if c.numbers == nil {
		return math.NaN()
	}
	return c.numbers[row]
}

// Text is the text, date, month or file name of a row, "" where it is missing.
func (c *Column) Text(row int) string {
	if c.texts == nil {
		return ""
	}
	return c.texts[row]
}

// cell decodes a single choice: the index of the option, or -1 and the missing
// kind.
func (c *Column) cell(row int) (option int, kind questionnaire.Missing) {
	if c.words != nil {
		if w := c.words[row]; w >= MissingWord {
			return -1, questionnaire.Missing(w - MissingWord)
		}
		return int(c.words[row]), questionnaire.NotMissing
	}
	if b := c.bytes[row]; b >= MissingByte {
		return -1, questionnaire.Missing(b - MissingByte)
	}
	return int(c.bytes[row]), questionnaire.NotMissing
}
