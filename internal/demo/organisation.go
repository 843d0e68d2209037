package demo

import (
	"math/rand/v2"
)

// organisation is a made-up member of the industry. Its traits are standard
// normal and shape all its answers, so that answers go together as in life and
// those of two years resemble each other.
type organisation struct {
	kind    string // code of organisation_type
	country string
	size    string
	member  string
	traits  [numTraits]float64
	keen    float64 // probability to answer in a year
}

// The traits.
const (
	growth  = iota // how well business goes
	privacy        // how much it cares about privacy
	novelty        // how fast it takes up technology
	numTraits
)

// choice is a code with its share in the population.
type choice struct {
	code  string
	share float64
}

var kinds = []choice{
	{"supplier", 45}, {"government", 20}, {"other_user", 17}, {"research", 8}, {"oversight", 7}, {"other", 3},
}

var countries = []choice{
	{"GB", 16}, {"AU", 15}, {"US", 14}, {"NZ", 5}, {"CA", 5}, {"FR", 6}, {"DE", 5}, {"NL", 4}, {"ES", 3}, {"IT", 2}, {"CH", 2},
	{"SE", 2}, {"IN", 4}, {"SG", 4}, {"JP", 3}, {"AE", 3}, {"SA", 2}, {"MA", 2}, {"ZA", 3}, {"NG", 2}, {"KE", 2}, {"BR", 3}, {"MX", 2},
}

var sizes = []choice{
	{"1", 6}, {"2-9", 14}, {"10-49", 20}, {"50-249", 20}, {"250-999", 14}, {"1000-9999", 16}, {"10000-", 10},
}

// organisations makes n of them.
func organisations(r *rand.Rand, n int) []organisation {
	made := make([]organisation, n)
	for i := range made {
		o := organisation{kind: pick(r, kinds), country: pick(r, countries), size: pick(r, sizes), member: "yes"}
		if o.kind == "government" {
			o.size = pick(r, sizes[3:])
		}
		for t := range o.traits {
			o.traits[t] = r.NormFloat64()
		}
		switch o.kind {
		case "supplier":
			o.traits[growth] += 0.5
			o.traits[privacy] -= 0.4
			o.traits[novelty] += 0.3
		case "oversight", "research":
			o.traits[privacy] += 1
		}
		o.keen = 0.35 + 0.4*r.Float64()
		made[i] = o
	}
	return made
}

// pick draws a code by its share.
func pick(r *rand.Rand, from []choice) string {
	total := 0.0
	for _, c := range from {
		total += c.share
	}
	x := r.Float64() * total
	for _, c := range from {
		if x -= c.share; x < 0 {
			return c.code
		}
	}
	return from[len(from)-1].code
}
