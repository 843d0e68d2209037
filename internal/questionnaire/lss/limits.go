package lss

import "barometer/internal/fault"

// Limits on a survey, several times what LimeSurvey's own database can hold.
const (
	maxQuestions = 3_000
	maxFields    = 20_000 // that respondents fill in
)

// fits reports a survey that is empty, or larger than any that can be asked.
func (s *survey) fits(name string) error {
	questions, fields := 0, 0
	for _, g := range s.groups {
		questions += len(g.questions)
		for _, q := range g.questions {
			rows, columns := len(q.subs[0]), max(len(q.subs[1]), 1)
			fields += 1 + rows*columns + len(q.subs[1]) + len(q.answers[0]) + len(q.answers[1])
		}
	}
	switch {
	case questions == 0:
		return fault.New(fault.Invalid, "%s holds a survey without questions; there is nothing to convert", name)
	case questions > maxQuestions:
		return fault.New(fault.TooLarge, "%s holds %d questions; convert at most %d", name, questions, maxQuestions)
	case fields > maxFields:
		return fault.New(fault.TooLarge, "%s holds questions with %d fields and options; convert at most %d", name, fields, maxFields)
	}
	return nil
}
