package diff

import (
	"cmp"
	"slices"
	"strings"
)

// pair is a question of the new edition with those of an earlier one that it
// continues: none if it is new, several if it combines them.
type pair struct {
	new   *question
	old   []*question
	since *edition // the edition of old; nil if there is none
}

// matcher finds what each question of the new edition was before.
type matcher struct {
	editions []*edition // the last one first
	pairs    []*pair    // in the order of the new edition
	taken    map[*question]bool
}

// match pairs the questions of a new edition with those of the editions before
// it. A key is believed first, then what the new edition declares, then the
// wording. A question that the last edition left out is looked for in the one
// before it, and so on, but not by likeness: what was given up is not taken up
// again in other words.
func match(n *edition, editions []*edition) *matcher {
	m := &matcher{editions: editions, taken: map[*question]bool{}}
	for _, q := range n.questions {
		m.pairs = append(m.pairs, &pair{new: q})
	}
	for i, e := range editions {
		m.each(e, byKey)
		m.each(e, byDeclaration)
		m.each(e, byWording)
		if i == 0 {
			m.combined(e)
			m.similar(e)
		}
	}
	return m
}

// each gives every question that has no pair yet those that find names.
func (m *matcher) each(e *edition, find func(q *question, e *edition) []*question) {
	for _, p := range m.pairs {
		if len(p.old) > 0 {
			continue
		}
		old := slices.DeleteFunc(find(p.new, e), func(q *question) bool { return m.taken[q] })
		m.join(p, e, old...)
	}
}

func (m *matcher) join(p *pair, e *edition, old ...*question) {
	if len(old) == 0 {
		return
	}
	p.old, p.since = old, e
	for _, q := range old {
		m.taken[q] = true
	}
}

func byKey(q *question, e *edition) []*question { return e.named(q.Key) }

func byDeclaration(q *question, e *edition) []*question {
	var found []*question
	for _, key := range q.From {
		found = append(found, e.named(key)...)
	}
	return found
}

// byWording finds the one question with the same wording, or with one that the
// new question declares as an alias.
func byWording(q *question, e *edition) []*question {
	for _, text := range append([]string{q.Text}, q.Aliases...) {
		wording := said(text)
		var found []*question
		for _, old := range e.questions {
			if old.said == wording && sameWay(old, q) {
				found = append(found, old)
			}
		}
		if len(found) == 1 {
			return found
		}
	}
	return nil
}

// combined finds new questions whose options are those of several questions
// that are gone.
func (m *matcher) combined(e *edition) {
	for _, p := range m.pairs {
		if len(p.old) > 0 || len(p.new.listed) == 0 {
			continue
		}
		var parts []*question
		covered := map[string]bool{}
		for _, old := range e.questions {
			if m.taken[old] || !sameWay(old, p.new) {
				continue
			}
			shared := sharedLabels(old, p.new)
			fresh := 0
			for _, s := range shared {
				if !covered[s] {
					fresh++
				}
			}
			// Each has to bring something of its own, and half of what it had.
			if len(shared) < 2 || 2*len(shared) < len(old.listed) || 2*fresh <= len(shared) {
				continue
			}
			parts = append(parts, old)
			for _, s := range shared {
				covered[s] = true
			}
		}
		if len(parts) > 1 {
			m.join(p, e, parts...)
		}
	}
}

// sharedLabels are the labels that two questions have in common.
func sharedLabels(a, b *question) []string {
	var shared []string
	has := map[string]bool{}
	for _, s := range a.listed {
		has[s] = true
	}
	for _, s := range b.listed {
		if has[s] {
			shared = append(shared, s)
		}
	}
	return shared
}

// similar pairs what is left by wording and options, the most alike first.
func (m *matcher) similar(e *edition) {
	type candidate struct {
		pair  *pair
		old   *question
		score float64
	}
	var candidates []candidate
	for _, p := range m.pairs {
		if len(p.old) > 0 {
			continue
		}
		for _, old := range e.questions {
			if !m.taken[old] && sameWay(old, p.new) {
				if score := likeness(old, p.new); score >= likeQuestions {
					candidates = append(candidates, candidate{p, old, score})
				}
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	for _, c := range candidates {
		if len(c.pair.old) == 0 && !m.taken[c.old] {
			m.join(c.pair, e, c.old)
		}
	}
}

// likeQuestions is how alike two questions under different keys have to be to
// be taken for one.
const likeQuestions = .6

// likeness is how alike two questions are, from 0 to 1: by what they say, by
// every word of it, which tells twins apart, and by their options, if those are
// more than a yes and a no.
func likeness(old, q *question) float64 {
	words := max(alike(old.means, q.means), alike(old.asks, q.asks))
	if words < likeQuestions/2 {
		return words // too little for options to make up for it
	}
	text := .8*words + .2*overlap(strings.Fields(old.said), strings.Fields(q.said))
	if len(old.listed) > 2 && len(q.listed) > 2 {
		options := float64(2*len(sharedLabels(old, q))) / float64(len(old.listed)+len(q.listed))
		return max(text*.9, .6*text+.4*options)
	}
	return text
}

// overlap is the share of words that two texts have in common.
func overlap(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	n := 0
	rest := slices.Clone(b)
	for _, w := range a {
		if i := slices.Index(rest, w); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			n++
		}
	}
	return float64(2*n) / float64(len(a)+len(b))
}
