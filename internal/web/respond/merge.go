package respond

import (
	"maps"
	"net/url"
	"slices"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// A page was shown with what was stored then, came back with what was entered,
// and meets what is stored now. Each question is merged for itself: one that
// nobody changed on the page keeps what is stored, whatever that is by now, and
// only one that was changed both here and elsewhere, to different answers, is a
// conflict. So pages that were open in several windows, sent twice or left open
// for long lose nothing.

// changed reports whether the answer to a question that was on the page is
// another one than the page was shown with. One that cannot be read is.
func (in input) changed(q *questionnaire.Question) bool {
	return !slices.Contains(in.readable, q) || fingerprint(in.patch, q) != in.seen[q.Key]
}

// unsaved reports whether a question was changed on the page, but the draft
// does not hold the change.
func (v *visit) unsaved(in input, q *questionnaire.Question) bool {
	if !slices.Contains(in.readable, q) {
		return true
	}
	return in.changed(q) && fingerprint(in.patch, q) != fingerprint(v.draft.Answers, q)
}

// merge gives the answers to store of the questions that can be read, and
// those of them that are in conflict, whose stored answers stay.
func (v *visit) merge(in input) (response.Answers, []*questionnaire.Question) {
	merged := response.Answers{}
	var conflicts []*questionnaire.Question
	for _, q := range in.readable {
		from := in.patch
		switch elsewhere := fingerprint(v.draft.Answers, q) != in.seen[q.Key]; {
		case !in.changed(q):
			from = v.draft.Answers
		case elsewhere && v.unsaved(in, q):
			from = v.draft.Answers
			conflicts = append(conflicts, q)
		}
		maps.Copy(merged, stored(from, q))
	}
	return merged, conflicts
}

// shownAgain gives what a page shows again after it was sent: what was entered
// where that is not stored, else what is stored.
func (v *visit) shownAgain(in input, asked []*questionnaire.Question) url.Values {
	again := url.Values{}
	for _, q := range asked {
		from := controlOf(q).format(q, v.printer(), v.draft.Answers)
		if slices.Contains(in.shown, q) && v.unsaved(in, q) {
			from = in.entered
		}
		for _, name := range fieldNames(q, from) {
			if values, ok := from[name]; ok {
				again[name] = values
			}
		}
	}
	return again
}

// seenAgain gives the fingerprints of a page that shows shownAgain: what is not
// stored is still compared with what the page was shown with at first.
func (v *visit) seenAgain(in input, asked []*questionnaire.Question) map[string]string {
	prints := fingerprints(v.draft.Answers, asked)
	for _, q := range asked {
		if slices.Contains(in.shown, q) && v.unsaved(in, q) {
			prints[q.Key] = in.seen[q.Key]
		}
	}
	return prints
}
