package diff

import (
	"slices"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

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
		if !r.oldUsed[k] && r.old[k].own {
			return gapTaken, 0
		}
		low = r.became(k)
	}
	for k := i + 1; k < len(r.old) && high == len(r.new); k++ {
		if !r.oldUsed[k] && r.old[k].own {
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

// widened finds bands that stayed under their code but took over one that is
// gone, or gave a part of them to one that is new.
func (r *relater) widened() {
	for k, x := range r.relations {
		if len(x.old) != 1 || len(x.new) != 1 || x.evidence != byCode {
			continue
		}
		was, isBand := label.ParseBand(r.old[x.old[0]].text)
		is, isBandToo := label.ParseBand(r.new[x.new[0]].text)
		if !isBand || !isBandToo {
			continue
		}
		for _, i := range left(r.old, r.oldUsed) {
			if b, ok := label.ParseBand(r.old[i].text); ok && within(b, is) {
				r.relations[k].old = append(r.relations[k].old, i)
				r.oldUsed[i] = true
			}
		}
		if len(r.relations[k].old) > 1 {
			continue
		}
		for _, j := range left(r.new, r.newUsed) {
			if b, ok := label.ParseBand(r.new[j].text); ok && within(b, was) {
				r.relations[k].new = append(r.relations[k].new, j)
				r.newUsed[j] = true
			}
		}
	}
}
