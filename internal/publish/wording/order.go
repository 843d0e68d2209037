package wording

import (
	"cmp"
	"slices"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
)

// LongList is the number of rows above which a table is sorted by size: nobody
// reads 190 countries in alphabetical order.
const LongList = 30

// Order lists the rows of a table as a reader sees them: as they are, or of
// long lists those that somebody of the total chose, the largest first. Hidden
// ones follow in the order of the questionnaire, so that their place tells
// nothing; then missing kinds, then nets.
func Order(p *disclose.Published) (rows []int, sorted bool) {
	var nets []int
	for i, r := range p.Rows() {
		if r.Kind == tabulate.RowNet {
			nets = append(nets, i)
		} else {
			rows = append(rows, i)
		}
	}
	if sorted = len(rows) > LongList; sorted {
		rows = slices.DeleteFunc(rows, func(i int) bool {
			c := p.Cell(i, 0)
			return !c.Suppressed && c.N == 0
		})
		slices.SortStableFunc(rows, func(i, j int) int {
			return cmp.Or(cmp.Compare(rank(p, i), rank(p, j)), cmp.Compare(size(p, j), size(p, i)))
		})
	}
	return append(rows, nets...), sorted
}

// rank puts categories before hidden ones and those before missing kinds.
func rank(p *disclose.Published, i int) int {
	switch {
	case p.Rows()[i].Kind == tabulate.RowMissing:
		return 2
	case p.Cell(i, 0).Suppressed:
		return 1
	}
	return 0
}

func size(p *disclose.Published, i int) float64 {
	if p.Cell(i, 0).Suppressed {
		return 0
	}
	return p.Cell(i, 0).WeightedN
}
