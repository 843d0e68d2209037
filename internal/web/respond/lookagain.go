package respond

import (
	"slices"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// An answer that is possible but unlikely is stored, and its page is shown once
// more with what to look at again. Going on from there keeps it: nobody is asked
// twice about the same answers.

// warningID names a rule that an answer should satisfy, in fieldLooked.
func warningID(violation response.Violation) string {
	return violation.Item + "." + violation.Question.Key + "." + violation.Rule.Key
}

// doubts reports whether the page that was just sent has answers to be looked
// at again: ones that were changed on it, and were not shown as such before.
func (v *visit) doubts(in input) bool {
	if !slices.ContainsFunc(in.shown, in.changed) {
		return false
	}
	looked := strings.Fields(in.entered.Get(fieldLooked))
	return slices.ContainsFunc(v.path.Warnings(in.shown), func(found response.Violation) bool {
		return !slices.Contains(looked, warningID(found))
	})
}

// lookAgain adds to a section's page what should be looked at again.
func (v *visit) lookAgain(data *SectionPage, asked []*questionnaire.Question) []Problem {
	found := v.path.Warnings(asked)
	if len(found) == 0 {
		return nil
	}
	ids := make([]string, len(found))
	for i, warning := range found {
		ids[i] = warningID(warning)
	}
	data.LookAgain = v.problems(found)
	data.Hidden = append(data.Hidden, Hidden{fieldLooked, strings.Join(ids, " ")})
	return data.LookAgain
}
