package disclose

import (
	"barometer/internal/analyse/tabulate"
	"barometer/internal/questionnaire"
)

// Published is a table that may be seen: by everyone, or by staff where it is
// marked internal. What is suppressed is not in it. It is immutable; slices
// that its methods return must not be changed.
type Published struct {
	internal  bool
	threshold int

	stub       tabulate.Stub
	population tabulate.Label
	base       questionnaire.Base
	roster     string
	filter     string
	weight     string
	interval   string
	level      float64

	columns  []Column
	rows     []tabulate.Row
	cells    [][]Cell
	warnings []tabulate.Warning
}

// Column is the total or one category of the banner. What is suppressed in it
// is zero; of a suppressed column nothing but its heading and label is known.
type Column struct {
	tabulate.Column
	Suppressed          bool
	MembersSuppressed   bool
	ResponsesSuppressed bool
	MissingSuppressed   [questionnaire.NumMissing]bool // by missing kind
	SummarySuppressed   bool
}

// Cell is one category's share in one column, all zero where it is suppressed.
type Cell struct {
	tabulate.Cell
	Suppressed bool
}

// Internal reports whether the table is for staff only.
func (p *Published) Internal() bool { return p.internal }

// Threshold is the number of respondents below which a group is suppressed; 0
// where nothing is.
func (p *Published) Threshold() int { return p.threshold }

// Stub says what the rows are of.
func (p *Published) Stub() tabulate.Stub { return p.stub }

// Population says whose responses count; its code is questionnaire.Everyone if
// nobody is left out.
func (p *Published) Population() tabulate.Label { return p.population }

// Base is who the percentages are of.
func (p *Published) Base() questionnaire.Base { return p.base }

// Roster is the key of the roster whose items are counted, "" where respondents
// are.
func (p *Published) Roster() string { return p.roster }

// Filter is the condition under which responses count, "" if there is none.
func (p *Published) Filter() string { return p.filter }

// Weight is the name of the weight, "" if unweighted.
func (p *Published) Weight() string { return p.weight }

// Interval is the method of the intervals, such as "wilson".
func (p *Published) Interval() string { return p.interval }

// Level is the confidence level of the intervals, such as 0.95.
func (p *Published) Level() float64 { return p.level }

// Columns lists the columns, the total first.
func (p *Published) Columns() []Column { return p.columns }

// Rows lists the categories.
func (p *Published) Rows() []tabulate.Row { return p.rows }

// Cell is the share of a row in a column, both counted from 0.
func (p *Published) Cell(row, column int) Cell { return p.cells[row][column] }

// Warnings lists what makes the table doubtful.
func (p *Published) Warnings() []tabulate.Warning { return p.warnings }

// SuppressedCells is the number of cells that are suppressed.
func (p *Published) SuppressedCells() int {
	n := 0
	for _, row := range p.cells {
		for _, c := range row {
			if c.Suppressed {
				n++
			}
		}
	}
	return n
}
