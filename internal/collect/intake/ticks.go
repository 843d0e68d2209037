package intake

import (
	"fmt"
	"regexp"
	"strconv"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// leastForSingle is how many respondents must have ticked before "never two"
// means that one choice was allowed only.
const leastForSingle = 20

var (
	chooseSome = regexp.MustCompile(`\b(?:choose|select|pick|check|tick|top|up to|at most|maximum of) (?:up to |your |the |only |any )?(?:top )?(two|three|four|five|six|seven|[2-9])\b`)
	chooseAll  = regexp.MustCompile(`\ball (?:that|which) (?:apply|applies)|\bmark all\b|\bcheck all\b|\bselect all\b`)
	numerals   = map[string]int{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
)

// weighTicks looks at which options were ticked together: it proposes a
// single choice where never two were, exclusive options, missing kinds and the
// greatest number of choices.
func (q *question) weighTicks() {
	most, respondents, together := q.countTicks()
	if most == 1 && q.becomesSingle(respondents) {
		return
	}
	q.weighExclusive(together)
	q.limitChoices(most)
}

// weighOptions is weighTicks where the file says that several options may be
// chosen.
func (q *question) weighOptions() {
	most, _, together := q.countTicks()
	q.weighExclusive(together)
	q.limitChoices(most)
}

// countTicks counts the most ticks of a respondent, the respondents with any,
// and by option those who ticked another too.
func (q *question) countTicks() (most, respondents int, together []int) {
	together = make([]int, len(q.chosen))
	for r := range q.answered {
		n := 0
		for _, chosen := range q.chosen {
			if chosen[r] {
				n++
			}
		}
		if n > 0 {
			respondents++
		}
		most = max(most, n)
		if n > 1 {
			for o, chosen := range q.chosen {
				if chosen[r] {
					together[o]++
				}
			}
		}
	}
	return most, respondents, together
}

// becomesSingle turns one column per option with never two ticks into a
// single choice, unless the wording asks for several.
func (q *question) becomesSingle(respondents int) bool {
	several := chooseAll.MatchString(label.Norm(q.def.Text)) || chooseSome.MatchString(label.Norm(q.def.Text))
	if several || len(q.chosen) < 2 || respondents < leastForSingle {
		return false
	}
	q.def.Type = "single"
	q.remark(".type", fmt.Sprintf("check: one column per option, but none of %d respondents ticked two", respondents))
	q.choice = make([]int16, len(q.answered))
	for r := range q.choice {
		q.choice[r] = -1
		for o, chosen := range q.chosen {
			if chosen[r] {
				q.choice[r] = int16(o)
			}
		}
	}
	q.chosen = nil
	return true
}

// weighExclusive makes "none of these" exclusive and "don't know" a missing
// kind where nobody ticked them beside others, and else leaves it to people.
func (q *question) weighExclusive(together []int) {
	for i := range q.def.Options {
		o, path := &q.def.Options[i], at(".options", i)
		switch {
		case o.Missing != questionnaire.NotMissing && together[i] > 0:
			q.remark(path, fmt.Sprintf("check: missing: %s? ticked together with others by %d", o.Missing, together[i]))
			o.Missing = questionnaire.NotMissing
		case !label.IsNone(o.Text):
		case together[i] > 0:
			q.remark(path, fmt.Sprintf("check: exclusive: true? ticked together with others by %d", together[i]))
		default:
			o.Exclusive = true
		}
	}
}

// limitChoices sets max where the wording says so and nobody ticked more.
func (q *question) limitChoices(most int) {
	m := chooseSome.FindStringSubmatch(label.Norm(q.def.Text))
	if m == nil {
		return
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		n = numerals[m[1]]
	}
	if most > n {
		q.remark("", fmt.Sprintf("check: the wording says %d, but up to %d were ticked", n, most))
		return
	}
	if n < len(q.def.Options) {
		limit := float64(n)
		q.def.Max = &limit
	}
}

// completeChoice adds an option to a choice of which the file holds one only.
func (q *question) completeChoice() {
	switch q.def.Type {
	case "single", "multiple", "matrix":
	default:
		return
	}
	if len(q.def.Options) > 1 {
		return
	}
	q.def.Options = append(q.def.Options, questionnaire.OptionDef{
		Code: "none", Text: "None of these", Exclusive: q.def.Type == "multiple",
	})
	q.remark(at(".options", len(q.def.Options)-1), "check: added, because the export holds one option only; list what else was offered")
}
