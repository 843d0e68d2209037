package diff

import (
	"slices"

	"barometer/internal/questionnaire"
)

// unit compares what a question is asked of: the respondent, or each item of a
// roster. Answers about the one say nothing about the other.
func (c *comparer) unit(old *question) {
	q := c.pair.new
	if c.sameUnit(old.roster, q.roster) {
		return
	}
	c.add(Change{What: UnitChanged, Old: rosterKey(old.roster), New: rosterKey(q.roster), Class: questionnaire.Break, Effect: Breaking,
		Reason: "another unit: asked of " + unitName(q.roster) + ", not of " + unitName(old.roster)})
}

// sameUnit reports whether a roster continues another, under whatever key, or
// both are nil: no roster.
func (c *comparer) sameUnit(old, new *question) bool {
	if old == nil || new == nil {
		return old == new
	}
	i := slices.IndexFunc(c.matched.pairs, func(p *pair) bool { return p.new == new })
	// The question may have been asked last in an edition before the one that
	// the roster is compared with, so the keys tell.
	return slices.ContainsFunc(c.matched.pairs[i].old, func(q *question) bool { return q.Key == old.Key })
}

func rosterKey(roster *question) []string {
	if roster == nil {
		return nil
	}
	return []string{roster.Key}
}

// unitName says what a question is asked of, for people.
func unitName(roster *question) string {
	if roster == nil {
		return "the respondent"
	}
	return "each item of “" + roster.Key + "”"
}
