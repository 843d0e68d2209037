package disclose

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// derivation says that a hidden variable can be computed from others that are
// shown.
type derivation struct {
	variable int
	from     []int
}

// derivations lists in rising order the hidden variables for which a system of
// linear equations has only one solution. An equation gives the factor of each
// of its variables, hidden or shown; they add up to nothing. The rows are used
// up.
//
// It brings the hidden part of the system into reduced row echelon form by the
// method of Gauss and Jordan: a hidden variable can be computed if its row
// holds no other, and is computed from what is shown in that row.
func derivations(rows []map[int]float64, hidden func(int) bool) []derivation {
	pivots := map[int]map[int]float64{}
	for _, row := range rows {
		for _, variable := range slices.Sorted(maps.Keys(row)) {
			if pivot, ok := pivots[variable]; ok {
				subtract(row, pivot, row[variable])
			}
		}
		pivot, ok := largest(row, hidden)
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
	var found []derivation
	for variable, row := range pivots {
		if from, ok := shown(row, hidden); ok {
			found = append(found, derivation{variable, from})
		}
	}
	slices.SortFunc(found, func(a, b derivation) int { return cmp.Compare(a.variable, b.variable) })
	return found
}

// shown lists the variables of a row that are shown, and reports whether but
// one is hidden.
func shown(row map[int]float64, hidden func(int) bool) (variables []int, single bool) {
	unknown := 0
	for variable := range row {
		if hidden(variable) {
			unknown++
		} else {
			variables = append(variables, variable)
		}
	}
	return variables, unknown == 1
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

// largest finds the hidden variable with the largest factor.
func largest(row map[int]float64, hidden func(int) bool) (variable int, ok bool) {
	best := 0.0
	for v, x := range row {
		if a := math.Abs(x); hidden(v) && (a > best || a == best && v < variable) {
			variable, best, ok = v, a, true
		}
	}
	return variable, ok
}

// linked lists the equations that hold of hidden variables, in sets that have
// none of these in common.
func (s *system) linked() [][]map[int]float64 {
	set := make([]int, len(s.variables)) // of each variable, by a member of it
	for i := range set {
		set[i] = i
	}
	find := func(id int) int {
		for set[id] != id {
			set[id] = set[set[id]]
			id = set[id]
		}
		return id
	}
	var equations []map[int]float64
	var first []int // hidden variable, by equation
	for _, r := range s.relations {
		any := -1
		for _, id := range append(slices.Clone(r.parts), r.whole) {
			if !s.variables[id].hidden {
				continue
			}
			if any >= 0 {
				set[find(id)] = find(any)
			}
			any = id
		}
		if any >= 0 {
			equations, first = append(equations, r.equation()), append(first, any)
		}
	}
	at := map[int]int{}
	var sets [][]map[int]float64
	for i, equation := range equations {
		root := find(first[i])
		if _, ok := at[root]; !ok {
			at[root] = len(sets)
			sets = append(sets, nil)
		}
		sets[at[root]] = append(sets[at[root]], equation)
	}
	return sets
}

// equation is the relation as factors by variable that add up to nothing.
func (r relation) equation() map[int]float64 {
	row := map[int]float64{r.whole: -1}
	for i, part := range r.parts {
		factor := 1.0
		if r.factors != nil {
			factor = r.factors[i]
		}
		if factor != 0 {
			row[part] = factor
		}
	}
	return row
}
