package questionnaire

import "slices"

// GroupOfCode gives the index of the group that a code of the source belongs
// to, and false if it is in none.
func (r *Recode) GroupOfCode(code string) (int, bool) {
	i := slices.IndexFunc(r.Groups, func(g Group) bool { return slices.Contains(g.Codes, code) })
	return i, i >= 0
}

// GroupOfNumber gives the index of the group that a number of the source
// belongs to, and false if it is in none.
func (r *Recode) GroupOfNumber(x float64) (int, bool) {
	i := slices.IndexFunc(r.Groups, func(g Group) bool { return g.From <= x && x < g.To })
	return i, i >= 0
}
