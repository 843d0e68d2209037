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
		if !used[i] && c.plainChoice() {
			indexes = append(indexes, i)
		}
	}
	return indexes
}

// grouped joins an old option with the new ones that stand under a heading of
// its name.
func (r *relater) grouped(groups []questionnaire.OptionGroupDef) {
	for _, g := range groups {
		var members []int
		for j, b := range r.new {
			if !r.newUsed[j] && b.group == g.Key {
				members = append(members, j)
			}
		}
		for _, i := range left(r.old, r.oldUsed) {
			if len(members) > 1 && !r.oldUsed[i] && distance(r.old[i].text, g.Text) <= edited {
				r.join(relation{old: []int{i}, new: members, evidence: byPlace})
				members = nil
			}
		}
	}
}

// split joins an old option with several new ones that say more than it does,
// or that are what it enumerates.
func (r *relater) split() {
	for _, i := range left(r.old, r.oldUsed) {
		if parts := several(r.old[i].text, r.new, left(r.new, r.newUsed)); len(parts) > 1 {
			r.join(relation{old: []int{i}, new: parts, evidence: byPlace})
		}
	}
}

// merged joins several old options with a new one that stands for them.
func (r *relater) merged() {
	for _, j := range left(r.new, r.newUsed) {
		if parts := several(r.new[j].text, r.old, left(r.old, r.oldUsed)); len(parts) > 1 {
			r.join(relation{old: parts, new: []int{j}, evidence: byPlace})
		}
	}
}

// several finds the options that are parts of a whole: all say what the whole
// says and more (“GPL”: “GPLv2”, “GPLv3”), or each says a part of it (“Police
// and army”: “Police”, “Army”).
func several(whole string, list []choice, among []int) []int {
	var narrower, parts []int
	for _, i := range among {
		switch {
		case holds(list[i].text, whole):
			narrower = append(narrower, i)
		case holds(whole, list[i].text):
			parts = append(parts, i)
		}
	}
	if len(narrower) > 1 {
		return narrower
	}
	var said []string
	for _, i := range parts {
		said = append(said, meaning(plain(list[i].text))...)
	}
	of := meaning(plain(whole))
	if 3*len(unmatched(of, said)) > len(of) {
		return nil // they leave too much of it out
	}
	return parts
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

// absorbed joins an either-or with the yes-or-no that it became: the old option
// whose words now stand in the question is what “Yes” answers.
func (r *relater) absorbed(text string) {
	before, after := left(r.old, r.oldUsed), left(r.new, r.newUsed)
	if len(before) != 2 || len(after) != 2 {
		return
	}
	yes := slices.IndexFunc(after, func(j int) bool { return label.Norm(r.new[j].text) == "yes" })
	no := slices.IndexFunc(after, func(j int) bool { return label.Norm(r.new[j].text) == "no" })
	first, second := r.share(before[0], text), r.share(before[1], text)
	if yes < 0 || no < 0 || max(first, second) < .6 || min(first, second) > .5 {
		return
	}
	if second > first {
		before[0], before[1] = before[1], before[0]
	}
	r.join(relation{old: []int{before[0]}, new: []int{after[yes]}, evidence: byPlace})
	r.join(relation{old: []int{before[1]}, new: []int{after[no]}, evidence: byPlace})
}

// share is the share of an old option's words that stand in a text.
func (r *relater) share(i int, text string) float64 {
	of := meaning(plain(r.old[i].text))
	return 1 - float64(len(unmatched(of, meaning(plain(text)))))/float64(len(of))
}

// between joins points of a scale by their place: one old point that is gone
// from between two that stayed became those that now stand there.
func (r *relater) between() {
	for _, i := range left(r.old, r.oldUsed) {
		low, high := r.gap(i)
		if low == gapTaken {
			continue
		}
		var within []int
		for _, j := range left(r.new, r.newUsed) {
			if j > low && j < high {
				within = append(within, j)
			}
		}
		if len(within) > 0 {
			r.join(relation{old: []int{i}, new: within, evidence: byPlace})
		}
	}
}

// gapTaken marks a gap that another old option disappeared from too.
const gapTaken = -2

// gap gives the new indexes between which an old option would stand.
func (r *relater) gap(i int) (low, high int) {
	low, high = -1, len(r.new)
	for k := i - 1; k >= 0 && low < 0; k-- {
		if !r.oldUsed[k] && r.old[k].plainChoice() {
			return gapTaken, 0
		}
		low = r.became(k)
	}
	for k := i + 1; k < len(r.old) && high == len(r.new); k++ {
		if !r.oldUsed[k] && r.old[k].plainChoice() {
			return gapTaken, 0
		}
		if j := r.became(k); j >= 0 {
			high = j
		}
	}
	return low, high
}

// became is the new index of an old option that stayed one, else -1.
func (r *relater) became(i int) int {
	for _, x := range r.relations {
		if len(x.old) == 1 && x.old[0] == i && len(x.new) == 1 {
			return x.new[0]
		}
	}
	return -1
}

// separated finds new options that were split off from one that stayed: its
// old wording named them, its new one does not any more.
func (r *relater) separated() {
	for k, x := range r.relations {
		if len(x.old) != 1 || len(x.new) != 1 || x.evidence == byMap {
			continue
		}
		stayed := meaning(r.new[x.new[0]].text)
		gone := unmatched(meaning(r.old[x.old[0]].text), stayed)
		for _, j := range left(r.new, r.newUsed) {
			own := unmatched(meaning(r.new[j].text), stayed)
			if len(own) > 0 && len(unmatched(own, gone)) == 0 {
				r.relations[k].new = append(r.relations[k].new, j)
				r.newUsed[j] = true
			}
		}
		slices.Sort(r.relations[k].new)
	}
}
