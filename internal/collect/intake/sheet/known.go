package sheet

import (
	"slices"
	"strconv"
)

// Known is what a file tells of a column besides its cells. Files that are
// mere tables tell nothing. The column's header is then the name of a variable
// and its question the variable's label.
type Known struct {
	Kind   Kind
	Values []KnownValue // with a label, numbers in their order
	Weight bool         // the column weights the rows
	Set    *Set         // that the column is of, or nil

	missing   []string       // cells
	low, high float64        // further missing values, if low <= high
	byCell    map[string]int // indexes of Values
}

// Kind is what the cells of a column are by its definition.
type Kind int

// Kinds of cells.
const (
	Number Kind = iota
	Text
	Date // written YYYY-MM-DD, with or without hh:mm:ss
)

// KnownValue is a value that a file has a label for.
type KnownValue struct {
	Cell  string // as in rows, but clean
	Label string
}

// Set is several columns that hold the answers to one question.
type Set struct {
	Name    string // as the file calls it
	Columns []int
	// Counted is the cell that stands for a chosen option, where there is one
	// column per option. It is "" where every column holds a chosen option's
	// value.
	Counted string
}

// index makes labels found fast. Of two labels of a value the first counts.
func (k *Known) index() {
	k.byCell = make(map[string]int, len(k.Values))
	for i, v := range k.Values {
		if _, taken := k.byCell[v.Cell]; !taken {
			k.byCell[v.Cell] = i
		}
	}
}

// Label is the label of a clean cell; ok is false if it has none.
func (k *Known) Label(cell string) (text string, ok bool) {
	if i, ok := k.byCell[cell]; ok {
		return k.Values[i].Label, true
	}
	return "", false
}

// Missing reports whether the file counts a clean cell as missing.
func (k *Known) Missing(cell string) bool {
	if slices.Contains(k.missing, cell) {
		return true
	}
	if k.low > k.high {
		return false
	}
	x, err := strconv.ParseFloat(cell, 64)
	return err == nil && k.Kind == Number && x >= k.low && x <= k.high
}
