package release

import (
	"cmp"

	"barometer/internal/analyse/dataset"
	"barometer/internal/analyse/disclose"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// mayPopulate refuses a population of an anonymous edition that is another
// declared one, or everyone, without or with so few respondents that the
// difference of two tables would tell what they answered. Of two such
// populations the default one can be shown.
func mayPopulate(d *dataset.Dataset, population string) error {
	q := d.Questionnaire()
	if q.Definition.Confidentiality != questionnaire.Anonymous {
		return nil
	}
	byDefault := cmp.Or(q.Definition.DefaultPopulation, questionnaire.Everyone)
	population = cmp.Or(population, byDefault)
	if population == byDefault {
		return nil
	}
	chosen, err := members(d, population)
	if err != nil {
		return err
	}
	others := []string{questionnaire.Everyone}
	for _, p := range q.Populations {
		others = append(others, p.Key)
	}
	for _, key := range others {
		other, err := members(d, key)
		if err != nil {
			return err
		}
		if fewLess(chosen, other) || fewLess(other, chosen) {
			return fault.New(fault.Forbidden, "the edition is anonymous, and the population “%s” differs from “%s” by fewer than %d respondents, whose answers the two together would tell; use another population",
				population, key, disclose.DefaultThreshold)
		}
	}
	return nil
}

// members lists the rows of a population by its key; of one that is not
// declared, everyone's: who makes the table says what is wrong with it.
func members(d *dataset.Dataset, key string) (map[int32]bool, error) {
	rows := make(map[int32]bool, d.N())
	for _, p := range d.Questionnaire().Populations {
		if p.Key != key || p.If == nil {
			continue
		}
		selected, err := d.Select(p.If)
		if err != nil {
			return nil, err
		}
		for _, row := range selected {
			rows[row] = true
		}
		return rows, nil
	}
	for row := range d.N() {
		rows[int32(row)] = true
	}
	return rows, nil
}

// fewLess reports whether a is b without a few respondents.
func fewLess(a, b map[int32]bool) bool {
	for row := range a {
		if !b[row] {
			return false
		}
	}
	missing := len(b) - len(a)
	return 0 < missing && missing < disclose.DefaultThreshold
}
