package sav

import (
	"encoding/binary"
	"io"
	"math"
	"slices"
	"strings"

	"golang.org/x/text/encoding"
)

// Options overrule what the file says. The zero value believes the file.
type Options struct {
	Encoding string // name of the encoding of its texts, as the web knows it
}

// File is an opened system file. Its rows can be read any number of times, but
// not by two goroutines at once.
type File struct {
	Product   string // the program that wrote it, as it calls itself
	Label     string // title of the file, ""
	Encoding  string // of its texts, as the web names it
	Evidence  string // why that encoding, in a sentence
	Zipped    bool   // it is a .zsav
	Cases     int    // -1 where the file does not tell
	Weight    int    // index of the variable that weights the cases, -1 for none
	Variables []Variable
	Sets      []Set

	data        io.ReaderAt
	size        int64
	start       int64 // where the cases begin
	order       binary.ByteOrder
	compression int32
	bias        float64
	segments    int // of 8 bytes in a case
	sysmis      float64
	decoder     *encoding.Decoder // nil: valid UTF-8 or else Windows-1252
}

// Variable is one column of the data.
type Variable struct {
	Name    string // the long name
	Short   string // the name of at most eight characters that old programs use
	Label   string // ""
	Width   int    // of texts in bytes, up to 32767; 0 for numbers
	Format  Format // how values are printed
	Measure Measure
	Labels  []ValueLabel // in the order of the file
	Missing Missing      // values that the file declares to be missing

	segments []segment
}

// segment is where a part of a variable's value stands in a case.
type segment struct {
	offset int // in units of 8 bytes
	width  int // bytes of text, 0 for a number
}

// Numeric reports whether the values of the variable are numbers.
func (v *Variable) Numeric() bool { return v.Width == 0 }

// Measure is the level of measurement that the file gives a variable.
type Measure int

// The levels of measurement, with the numbers of the format.
const (
	UnknownMeasure Measure = iota
	Nominal
	Ordinal
	Scale
)

// ValueLabel is what one value means.
type ValueLabel struct {
	Value Value
	Label string
}

// Value is one value: Text where the variable holds texts, else Number. The
// system-missing value is NaN. Texts have no spaces at their end.
type Value struct {
	Number float64
	Text   string
}

// Blank reports whether there is no value: the system-missing value or an
// empty text.
func (v Value) Blank(numeric bool) bool {
	if numeric {
		return math.IsNaN(v.Number)
	}
	return v.Text == ""
}

// Missing are the values of a variable that count as missing.
type Missing struct {
	Values    []Value
	HasRange  bool
	Low, High float64 // both included; the least and the greatest number where the range is open
}

// IsZero reports whether no value counts as missing.
func (m Missing) IsZero() bool { return len(m.Values) == 0 && !m.HasRange }

// Holds reports whether a value counts as missing; a blank does not.
func (m Missing) Holds(v Value, numeric bool) bool {
	if !numeric {
		return slices.ContainsFunc(m.Values, func(o Value) bool { return o.Text == v.Text })
	}
	return m.HasRange && v.Number >= m.Low && v.Number <= m.High ||
		slices.ContainsFunc(m.Values, func(o Value) bool { return o.Number == v.Number })
}

// Set is a multiple-response set: several variables that hold the answers to
// one question.
type Set struct {
	Name      string // with its $
	Label     string // "" where the file says to take that of the first variable
	Variables []int  // indexes

	// Dichotomies are one variable per option, which is chosen where it holds
	// the counted value. In a set of categories every variable holds the code
	// of one chosen option.
	Dichotomies bool
	Counted     string // the counted value as the file writes it
	// LabelOfCounted tells that the option is called by the label of the counted
	// value, not by that of the variable.
	LabelOfCounted bool
}

// find gives the index of the variable with a name, long or short, -1 for none.
func (f *File) find(byName map[string]int, name string) int {
	if i, ok := byName[strings.ToLower(name)]; ok {
		return i
	}
	return -1
}
