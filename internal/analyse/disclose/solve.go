package disclose

import (
	"maps"
	"math"
	"slices"
)

// determined lists in rising order the variables of a system of linear
// equations that have only one solution. An equation gives the factor of each
// of its variables; what it is equal to does not matter. The rows are used up.
//
// It brings the system into reduced row echelon form by the method of Gauss and
// Jordan: a variable is determined if its row holds no other.
func determined(rows []map[int]float64) []int {
	pivots := map[int]map[int]float64{}
	for _, row := range rows {
		for _, variable := range slices.Sorted(maps.Keys(row)) {
			if pivot, ok := pivots[variable]; ok {
				subtract(row, pivot, row[variable])
			}
		}
		pivot, ok := largest(row)
		if !ok {
			continue
		}
		factor := row[pivot]
		for variable := range row {
			row[variable] /= factor
		}
		for _, earlier := range pivots {
			if x, ok := earlier[pivot]; ok {
				subtract(earlier, row, x)
			}
		}
		pivots[pivot] = row
	}
	var single []int
	for variable, row := range pivots {
		if len(row) == 1 {
			single = append(single, variable)
		}
	}
	slices.Sort(single)
	return single
}

// subtract takes a multiple of one row from another.
func subtract(row, other map[int]float64, factor float64) {
	const rounding = 1e-9
	if factor == 0 {
		return
	}
	for variable, x := range other {
		if rest := row[variable] - factor*x; math.Abs(rest) > rounding {
			row[variable] = rest
		} else {
			delete(row, variable)
		}
	}
}

// largest finds the variable with the largest factor.
func largest(row map[int]float64) (variable int, ok bool) {
	best := 0.0
	for v, x := range row {
		if a := math.Abs(x); a > best || a == best && v < variable {
			variable, best, ok = v, a, true
		}
	}
	return variable, ok
}
