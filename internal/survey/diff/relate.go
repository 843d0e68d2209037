package diff

import (
	"cmp"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// relation says which options of an old question became which of a new one, by
// their indexes: one to one, one to many (split) or many to one (merged).
type relation struct {
	old, new []int
	evidence evidence
}

// evidence is why options are taken to be related.
type evidence int

const (
	byCode  evidence = iota
	byMap            // the new definition's
	byLabel          // they say, or stand for, the same
	byWords          // they say something alike
	byPlace          // of their places in a scale, a group or the question
)

// relater relates two lists of options, or of rows.
type relater struct {
	old, new  []choice
	relations []relation
	oldUsed   []bool
	newUsed   []bool
}

// relate finds what became of each old option. A code is believed first, then
// what the new question declares, then the wording. ordered says that they are
// points of a scale, options that they are not rows.
func relate(old, new []choice, q *questionnaire.QuestionDef, ordered, options bool) []relation {
	r := &relater{old: old, new: new, oldUsed: make([]bool, len(old)), newUsed: make([]bool, len(new))}
	r.pairs(byCode, func(a, b choice) bool { return strings.EqualFold(a.code, b.code) })
	r.declared(q.Map)
	r.pairs(byLabel, func(a, b choice) bool { return a.missing != questionnaire.NotMissing && a.missing == b.missing })
	r.pairs(byLabel, sameLabel)
	r.pairs(byPlace, func(a, b choice) bool {
		return (a.other || label.IsOther(a.text)) && (b.other || label.IsOther(b.text))
	})
	r.bands()
	if options {
		r.grouped(q.OptionGroups)
	}
	r.split()
	r.merged()
	r.alike()
	if options {
		r.absorbed(q.Text)
	}
	if ordered {
		r.between()
	}
	r.separated()
	if options {
		r.widened()
	}
	slices.SortStableFunc(r.relations, func(a, b relation) int { return cmp.Compare(a.new[0], b.new[0]) })
	return r.relations
}

func sameLabel(a, b choice) bool {
	return a.said == b.said || slices.ContainsFunc(b.aliases, func(s string) bool { return a.said == said(s) })
}

func (r *relater) join(relation relation) {
	for _, i := range relation.old {
		r.oldUsed[i] = true
	}
	for _, i := range relation.new {
		r.newUsed[i] = true
	}
	r.relations = append(r.relations, relation)
}

// pairs joins each old option that is left with the first new one for which
// same holds.
func (r *relater) pairs(why evidence, same func(a, b choice) bool) {
	for i, a := range r.old {
		for j, b := range r.new {
			if !r.oldUsed[i] && !r.newUsed[j] && same(a, b) {
				r.join(relation{old: []int{i}, new: []int{j}, evidence: why})
			}
		}
	}
}

// bands joins the bands of two scales that end at the same number.
func (r *relater) bands() {
	for _, i := range left(r.old, r.oldUsed) {
		x, ok := label.ParseBand(r.old[i].text)
		if !ok {
			continue
		}
		for _, j := range left(r.new, r.newUsed) {
			if y, ok := label.ParseBand(r.new[j].text); ok && !r.oldUsed[i] && sameBand(x, y) {
				r.join(relation{old: []int{i}, new: []int{j}, evidence: byPlace})
			}
		}
	}
}

// declared joins what the new question's map relates. A code that stays and is
// split off from has been joined with itself; the map says more.
func (r *relater) declared(maps []questionnaire.MapDef) {
	for _, m := range maps {
		related := relation{evidence: byMap}
		for i, a := range r.old {
			if slices.Contains(m.Old, a.code) {
				related.old = append(related.old, i)
			}
		}
		for j, b := range r.new {
			if slices.Contains(m.New, b.code) {
				related.new = append(related.new, j)
			}
		}
		if len(related.old) == 0 || len(related.new) == 0 {
			continue
		}
		r.relations = slices.DeleteFunc(r.relations, func(x relation) bool {
			return x.evidence != byMap && (slices.ContainsFunc(x.old, func(i int) bool { return slices.Contains(related.old, i) }) ||
				slices.ContainsFunc(x.new, func(j int) bool { return slices.Contains(related.new, j) }))
		})
		r.join(related)
	}
}

// left lists the options that are not related yet.
func left(list []choice, used []bool) []int {
	var indexes []int
	for i, c := range list {
		if !used[i] && c.own {
			indexes = append(indexes, i)
		}
	}
	return indexes
}

// likeOptions is how alike two options under different codes have to be to be
// taken for one.
const likeOptions = .5

// alike joins what is left one to one, the most alike first.
func (r *relater) alike() {
	type candidate struct {
		i, j  int
		score float64
	}
	var candidates []candidate
	means := map[int][]string{}
	for _, i := range left(r.old, r.oldUsed) {
		means[i] = meaning(plain(r.old[i].text))
		for _, j := range left(r.new, r.newUsed) {
			if score := alike(means[i], meaning(plain(r.new[j].text))); score >= likeOptions {
				candidates = append(candidates, candidate{i, j, score})
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	for _, c := range candidates {
		if !r.oldUsed[c.i] && !r.newUsed[c.j] {
			r.join(relation{old: []int{c.i}, new: []int{c.j}, evidence: byWords})
		}
	}
}
