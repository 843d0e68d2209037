package disclose

import (
	"slices"

	"barometer/internal/analyse/tabulate"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// DefaultThreshold is the number of respondents below which a group is
// suppressed unless a policy says otherwise.
const DefaultThreshold = 5

// Policy says how careful to be.
type Policy struct {
	Threshold int // least number of respondents of a group that is shown; 0 is DefaultThreshold, 1 shows all
}

// Publish makes of tables what a release may hand out, in the same order. All
// tables of an edition that are handed out together must be given together,
// because what is hidden in one could be computed from another. A table with an
// ad-hoc filter is fault.Forbidden: releases hold declared populations only.
func Publish(tables []*tabulate.Table, p Policy) ([]*Published, error) {
	if p.Threshold < 0 {
		return nil, fault.New(fault.Invalid, "the disclosure threshold is %d; write the least number of respondents that a group needs, such as 5", p.Threshold)
	}
	if slices.ContainsFunc(tables, func(t *tabulate.Table) bool { return t.Filter != "" }) {
		return nil, fault.New(fault.Forbidden, "a filter cannot be published, because filters together single people out; declare it under “populations” of the questionnaire")
	}
	if p.Threshold == 0 {
		p.Threshold = DefaultThreshold
	}
	return suppressed(tables, p.Threshold), nil
}

// Internal makes of tables what staff may see, marked as internal, in the same
// order; what is shown together must be given together. In an anonymous edition
// the threshold holds for staff too, and cuts that the questionnaire does not
// declare are fault.Forbidden. In others everything is shown.
func Internal(tables []*tabulate.Table, q *questionnaire.Questionnaire) ([]*Published, error) {
	threshold := 0
	if q.Definition.Confidentiality == questionnaire.Anonymous {
		for _, t := range tables {
			if err := declared(t, q); err != nil {
				return nil, err
			}
		}
		threshold = DefaultThreshold
	}
	published := suppressed(tables, threshold)
	for _, p := range published {
		p.internal = true
	}
	return published, nil
}

// declared refuses cuts that the questionnaire does not declare.
func declared(t *tabulate.Table, q *questionnaire.Questionnaire) error {
	if t.Roster != "" {
		return fault.New(fault.Forbidden, "the edition is anonymous, and a table of the items of “%s” could be of one respondent's; name a calculation that sums them up, such as their number", t.Roster)
	}
	if t.Filter != "" {
		return fault.New(fault.Forbidden, "the edition is anonymous, so results cannot be filtered at will; declare the filter under “populations” of the questionnaire and name that")
	}
	for _, c := range t.Columns {
		if c.Variable != "" && !slices.ContainsFunc(q.Banners, func(b *questionnaire.Banner) bool { return isOf(b, c.Variable) }) {
			return fault.New(fault.Forbidden, "the edition is anonymous, so results cannot be cut by “%s”; declare it under “banners” of the questionnaire, or use one that is declared there", c.Variable)
		}
	}
	return nil
}

func isOf(b *questionnaire.Banner, variable string) bool {
	return slices.ContainsFunc(b.Of, func(v *questionnaire.Variable) bool { return v.Name == variable })
}
