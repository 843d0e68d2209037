package diff

import (
	"slices"
	"strconv"

	"barometer/internal/questionnaire"
)

// moved notes the questions that stand elsewhere among those that stayed: the
// fewest that explain the new order.
func (c *comparer) moved() {
	var stayed []*pair
	var places []int
	for _, p := range c.matched.pairs {
		if len(p.old) == 1 && p.since == c.last {
			stayed = append(stayed, p)
			places = append(places, p.old[0].index)
		}
	}
	kept := increasing(places)
	for i, p := range stayed {
		if kept[i] {
			continue
		}
		c.pair = p
		c.add(Change{What: QuestionMoved, Old: []string{strconv.Itoa(p.old[0].index + 1)}, New: []string{strconv.Itoa(p.new.index + 1)},
			Class: questionnaire.Same, Effect: Breaking, Reason: "asked at another place; what comes before it may colour the answers"})
		c.pair = nil
	}
}

// increasing marks a longest increasing subsequence of numbers that are all
// different.
func increasing(numbers []int) []bool {
	var tails []int // index of the least number that ends a sequence of each length
	before := make([]int, len(numbers))
	for i, n := range numbers {
		at, _ := slices.BinarySearchFunc(tails, n, func(j, n int) int { return numbers[j] - n })
		before[i] = -1
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		} else {
			tails[at] = i
		}
	}
	kept := make([]bool, len(numbers))
	if len(tails) == 0 {
		return kept
	}
	for i := tails[len(tails)-1]; i >= 0; i = before[i] {
		kept[i] = true
	}
	return kept
}

// retired notes the questions of the last edition that the new one continues
// nowhere.
func (c *comparer) retired() {
	for _, q := range c.last.questions {
		if c.matched.taken[q] {
			continue
		}
		c.add(Change{What: QuestionRetired, Section: q.section.Key, Question: q.Key, Old: []string{q.Key},
			Wordings: c.wordings(q.of, q.id+".text", q.Text, "", ""), Class: questionnaire.Retired, Trend: questionnaire.Retired, Effect: Breaking,
			Reason: "no longer asked; list it under “retired”, so that its key is never used for something else"})
	}
}
