package response

import (
	"hash/fnv"
	"math/rand/v2"
	"slices"

	"barometer/internal/questionnaire"
)

// Options are the options of a question that are shown, in the order shown:
// those whose conditions hold, in an order of the respondent's own if the
// question asks for one. Missing kinds are always shown.
func (p *Path) Options(q *questionnaire.Question) []*questionnaire.Option {
	shown := q.Options
	if q.Random && len(q.Rows) == 0 {
		shown = slices.Clone(shown)
		shuffle(shown, p.random(q), func(o *questionnaire.Option) (anchored bool, group any) {
			return o.Anchored || o.Other || o.Exclusive || o.Missing != questionnaire.NotMissing, o.Group
		})
	}
	if q.Selective {
		// Sorted out last, so that an option that comes or goes moves no other.
		offered := p.offerOf(q).options
		shown = slices.DeleteFunc(slices.Clone(shown), func(o *questionnaire.Option) bool { return !slices.Contains(offered, o) })
	}
	return shown
}

// Rows are the rows of a matrix that are asked, in the order shown.
func (p *Path) Rows(q *questionnaire.Question) []*questionnaire.Row {
	shown := q.Rows
	if q.Random {
		shown = slices.Clone(shown)
		shuffle(shown, p.random(q), func(r *questionnaire.Row) (bool, any) { return r.Anchored, nil })
	}
	if q.Selective {
		offered := p.offerOf(q).rows
		shown = slices.DeleteFunc(slices.Clone(shown), func(r *questionnaire.Row) bool { return !slices.Contains(offered, r) })
	}
	return shown
}

// random is the source of a question's order: the same whenever the path of
// the response is computed.
func (p *Path) random(q *questionnaire.Question) *rand.PCG {
	h := fnv.New64a()
	h.Write([]byte(q.Key + "\x00" + p.id))
	return rand.NewPCG(p.context.Seed, h.Sum64())
}

// shuffle puts elements into a random order within their groups. Those that
// are anchored keep their places. It is written out because the order shown
// has to be the same in years to come, which no library promises of its
// shuffling; of PCG, math/rand/v2 does.
func shuffle[T any](elements []T, random *rand.PCG, at func(T) (anchored bool, group any)) {
	places := map[any][]int{}
	var groups []any
	for i, element := range elements {
		anchored, group := at(element)
		if anchored {
			continue
		}
		if _, known := places[group]; !known {
			groups = append(groups, group)
		}
		places[group] = append(places[group], i)
	}
	for _, group := range groups {
		free := places[group]
		for i := len(free) - 1; i > 0; i-- {
			j := int(random.Uint64() % uint64(i+1))
			elements[free[i]], elements[free[j]] = elements[free[j]], elements[free[i]]
		}
	}
}
