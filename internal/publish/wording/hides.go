package wording

import "barometer/internal/analyse/disclose"

// Hides reports whether anything of a table is hidden, so that its mark has to
// be explained.
func Hides(p *disclose.Published) bool {
	for i := range p.Columns() {
		if HidesIn(p, i) {
			return true
		}
	}
	return false
}

// HidesIn reports whether anything of a column is hidden.
func HidesIn(p *disclose.Published, column int) bool {
	if c := p.Columns()[column]; c.Suppressed || c.SummarySuppressed {
		return true
	}
	for row := range p.Rows() {
		if p.Cell(row, column).Suppressed {
			return true
		}
	}
	return false
}
