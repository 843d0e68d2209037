package expr

import (
	"cmp"
	"slices"
	"strings"
)

// DidYouMean suggests, as a question ready for a message, up to three of names
// that are much like one that does not exist; "" where none is.
func DidYouMean(name string, names []string) string {
	near := nearest(name, names)
	if len(near) == 0 {
		return ""
	}
	return "did you mean " + strings.Join(near, ", ") + "?"
}

// nearest returns up to three candidates that differ from word by little,
// the most similar first.
func nearest(word string, candidates []string) []string {
	type match struct {
		word     string
		distance int
	}
	const longest, most = 100, 3
	if len(word) > longest {
		return nil
	}
	limit := max(1, len(word)/3)
	lower := strings.ToLower(word)
	var matches []match
	for _, c := range candidates {
		if len(c) > longest || len(c)-len(word) > limit || len(word)-len(c) > limit {
			continue
		}
		if d := distance(lower, strings.ToLower(c)); d <= limit {
			matches = append(matches, match{c, d})
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int { return cmp.Compare(a.distance, b.distance) })
	var words []string
	for _, m := range matches[:min(most, len(matches))] {
		if m.distance <= matches[0].distance+1 {
			words = append(words, m.word)
		}
	}
	return words
}

// distance counts the letters to insert, remove, replace or swap with their
// neighbour to make a of b (optimal string alignment).
func distance(a, b string) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j]+cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}
