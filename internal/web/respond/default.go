package respond

import (
	"slices"
	"strconv"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// initial is what the form holds of a question: the stored answer or, where the
// respondent has not had the question before, its default.
func (v *visit) initial(q *questionnaire.Question) response.Answers {
	switch stored := v.draft.Answers[q.Key]; {
	case q.Shape() == questionnaire.ShapeRanks && stored.Kind() == response.KindList:
		return response.Answers{q.Key: v.shownRanks(q, stored)}
	case q.Default == "" || q.Roster != nil || v.draft.Answers.Has(q) || v.hadBefore(q):
		return v.draft.Answers
	}
	return response.Answers{q.Key: defaultValue(q)}
}

// shownRanks is an order without the options that are not shown any more, whose
// ranks those behind them take.
func (v *visit) shownRanks(q *questionnaire.Question, stored response.Value) response.Value {
	shown := v.path.Options(q)
	return response.Codes(slices.DeleteFunc(slices.Clone(stored.List()), func(code string) bool {
		return !slices.ContainsFunc(shown, func(o *questionnaire.Option) bool { return o.Code == code })
	})...)
}

// defaultValue is the default of a question as an answer.
func defaultValue(q *questionnaire.Question) response.Value {
	switch q.Shape() {
	case questionnaire.ShapeCodes:
		return response.Codes(strings.Fields(q.Default)...)
	case questionnaire.ShapeNumber:
		if x, err := strconv.ParseFloat(q.Default, 64); err == nil {
			return response.Number(x)
		}
	case questionnaire.ShapeCode, questionnaire.ShapeText, questionnaire.ShapeDate, questionnaire.ShapeMonth:
		return response.String(q.Default)
	}
	return response.Value{}
}

// hadBefore reports whether a question was on a page that this browser has sent,
// or on one that another must have sent, since there are answers to later ones.
func (v *visit) hadBefore(q *questionnaire.Question) bool {
	at, bit := q.Index/8, byte(1)<<(q.Index%8)
	if at < len(v.session.Had) && v.session.Had[at]&bit != 0 {
		return true
	}
	last := v.path.LastAnswered()
	return last >= 0 && v.form.Questionnaire.Questions[last].Section.Index > q.Section.Index
}

// had notes the questions of a page that was sent, if they have defaults.
func (s *session) had(shown []*questionnaire.Question) {
	for _, q := range shown {
		if q.Default == "" || q.Roster != nil {
			continue
		}
		for len(s.Had) <= q.Index/8 {
			s.Had = append(s.Had, 0)
		}
		s.Had[q.Index/8] |= 1 << (q.Index % 8)
	}
}
