package questionnaire

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Position is a place in a source file. Text files have lines and columns,
// counted from 1 in characters; workbooks have a sheet and a cell.
type Position struct {
	File         string
	Line, Column int
	Cell         string // sheet!B4
}

// String gives file:line:column or file!sheet!cell, as far as known.
func (p Position) String() string {
	switch {
	case p.Cell != "":
		return p.File + "!" + p.Cell
	case p.Line > 0:
		return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
	}
	return p.File
}

// Locator finds the place of a value of a Definition by its path, such as
// "sections[0].questions[2].options[1].code" or, for a translation,
// "translations.fr.role.text". For a path that is not in the source it gives
// the nearest place that encloses it.
type Locator func(path string) Position

// Severity tells errors from advice.
type Severity uint8

// An Error refuses the questionnaire; a Warning is for the author to weigh.
const (
	Error Severity = iota
	Warning
)

// Problem is one thing that is wrong with a definition.
type Problem struct {
	Position
	Severity Severity
	Message  string // what is wrong and how to mend it
}

// String gives the line that survey lint prints.
func (p Problem) String() string {
	if p.Severity == Warning {
		return p.Position.String() + ": warning: " + p.Message
	}
	return p.Position.String() + ": " + p.Message
}

// Problems is everything that is wrong with a definition, by place.
type Problems []Problem

// HasErrors reports whether any of them refuses the questionnaire.
func (ps Problems) HasErrors() bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return p.Severity == Error })
}

// Sort orders them by file, line, column and cell.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column), cmp.Compare(a.Cell, b.Cell))
	})
}

// Error gives one problem a line, so that Problems can be returned as an error.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}
