package intake

import (
	"slices"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// Words by which exports say how a response ended.
var (
	completeWords = []string{"yes", "y", "true", "1", "complete", "completed", "finished", "submitted", "100", "100%"}
	partialWords  = []string{"no", "n", "false", "0", "partial", "incomplete", "partially completed", "in progress", "started", "not completed"}
	screenedWords = []string{"screened out", "screen out", "screenout", "disqualified", "screened", "screened_out", "ineligible", "terminated"}
	refusedWords  = []string{"refused", "declined"}
)

// mostClosing is how many of the last questions are looked at to tell
// complete responses from partial ones.
const mostClosing = 3

// findClosing finds the last questions that everybody is asked: who answered
// none of them broke off before. A quarter of those questions at most counts,
// so that short questionnaires keep more than one page.
func (p *plan) findClosing() {
	var everybody []int
	for i, qp := range p.questions {
		if qp.answerable() && qp.AskIf == nil && qp.Section.AskIf == nil && qp.Shape() != questionnaire.ShapeText {
			everybody = append(everybody, i)
		}
	}
	n := max(1, min(mostClosing, len(everybody)/4))
	p.closing = everybody[max(0, len(everybody)-n):]
}

// disposition tells how a response ended: by the administrative column that
// says so, else by whether one of the last questions put to everybody was
// answered.
func (p *plan) disposition(r *response.Response, completed string) response.Disposition {
	switch n := label.Norm(completed); {
	case slices.Contains(completeWords, n):
		return response.Complete
	case slices.Contains(partialWords, n):
		return response.Partial
	case slices.Contains(screenedWords, n):
		return response.ScreenedOut
	case slices.Contains(refusedWords, n):
		return response.Declined
	}
	for _, i := range p.closing {
		if _, answered := r.Answers[p.questions[i].Key]; answered {
			return response.Complete
		}
	}
	if len(p.closing) == 0 && len(r.Answers) > 0 {
		return response.Complete
	}
	return response.Partial
}
