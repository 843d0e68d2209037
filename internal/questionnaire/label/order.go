package label

import (
	"cmp"
	"slices"
)

// Order puts the labels of ordinary options (no missing kinds, no other) in
// the order of a known scale or of their bands, as indexes of labels. known is
// false if no scale covers them all; the order is then the one given.
func Order(labels []string) (order []int, known bool) {
	for _, rank := range []func([]string) ([]float64, bool){
		rankOrdinals, rankBands, rankNamed, rankDegrees,
	} {
		if ranks, ok := rank(labels); ok {
			return byRank(ranks), true
		}
	}
	return byRank(make([]float64, len(labels))), false
}

// byRank lists the indexes of ranks from the least to the greatest.
func byRank(ranks []float64) []int {
	order := make([]int, len(ranks))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(ranks[a], ranks[b]) })
	return order
}

// rankOrdinals ranks "1 – Extremely critical", "2 – Very critical" …
func rankOrdinals(labels []string) ([]float64, bool) {
	ranks := make([]float64, len(labels))
	for i, s := range labels {
		n, ok := ParseOrdinal(s)
		if !ok {
			return nil, false
		}
		ranks[i] = float64(n)
	}
	return ranks, distinct(ranks)
}

// rankBands ranks bands by their ends. One label may be none, such as
// "Self-employed or not working": it comes first.
func rankBands(labels []string) ([]float64, bool) {
	type entry struct {
		index int
		band  Band
	}
	var entries []entry
	residual := -1
	for i, s := range labels {
		if b, ok := ParseBand(s); ok {
			entries = append(entries, entry{i, b})
		} else if residual >= 0 {
			return nil, false
		} else {
			residual = i
		}
	}
	if len(entries) < 2 || residual >= 0 && len(entries) < 3 {
		return nil, false
	}
	slices.SortStableFunc(entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.band.Low, b.band.Low), cmp.Compare(a.band.High, b.band.High))
	})
	ranks := make([]float64, len(labels))
	for rank, e := range entries {
		ranks[e.index] = float64(rank + 1)
	}
	return ranks, true
}

// Gap finds two bands that follow each other in a list of whole numbers
// without touching, such as "2-5" and "51-250" where every other pair does.
// It gives their indexes in labels.
func Gap(labels []string) (before, after int, ok bool) {
	order, known := Order(labels)
	if _, isBands := rankBands(labels); !known || !isBands || countsTime(labels) {
		return 0, 0, false
	}
	gaps, touching, last := 0, 0, -1
	for _, i := range order {
		b, isBand := ParseBand(labels[i])
		if !isBand {
			continue
		}
		if last >= 0 {
			previous, _ := ParseBand(labels[last])
			if b.Low > previous.High+1.5 {
				gaps++
				before, after = last, i
			} else {
				touching++
			}
		}
		last = i
	}
	return before, after, gaps == 1 && touching >= 2
}

// countsTime reports whether a band counts days, weeks, months … whose ends
// need not touch.
func countsTime(labels []string) bool {
	return slices.ContainsFunc(labels, func(s string) bool {
		_, isBand := ParseBand(s)
		return isBand && hasUnit(Norm(s))
	})
}

// rankNamed ranks labels that all belong to one of the named scales.
func rankNamed(labels []string) ([]float64, bool) {
	if len(labels) < 2 {
		return nil, false
	}
	for _, scale := range namedScales {
		if ranks, ok := scale.ranks(labels); ok && distinct(ranks) {
			return ranks, true
		}
	}
	return nil, false
}

func distinct(ranks []float64) bool {
	sorted := slices.Sorted(slices.Values(ranks))
	return len(slices.Compact(sorted)) == len(ranks)
}
