package respond

import (
	"net/url"
	"strconv"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// ranking is the control of options in an order: a list of ranks beside each,
// which needs no script, fits any window and can be set in any order.
func ranking() control {
	return control{
		template: "ranking",
		names:    func(q *questionnaire.Question) []string { return append(partNames(q), missingName(q)) },
		layout:   layoutRanking, fill: fillRanking, parse: parseRanking, format: formatRanking,
	}
}

// partNames are the fields of options that each have an entry of their own.
func partNames(q *questionnaire.Question) []string {
	var names []string
	for _, o := range q.Options {
		if o.Missing == questionnaire.NotMissing {
			names = append(names, q.PartName(o))
		}
	}
	return names
}

// layoutRanking lists the options with as many ranks as there can be. An option
// that excludes all others stands apart, to be ticked.
func layoutRanking(f *Field, q *questionnaire.Question, w view) {
	for _, o := range w.options {
		switch {
		case o.Missing != questionnaire.NotMissing:
		case o.Exclusive:
			f.Missing = append(f.Missing, Choice{ID: f.ID + "-only-" + strconv.Itoa(o.Index+1), Name: q.PartName(o), Value: "1", Text: w.text(o.Text)})
		default:
			f.Parts = append(f.Parts, Part{ID: choiceID(f.ID, len(f.Parts)), Name: q.PartName(o), Label: w.text(o.Text), option: o})
		}
	}
	f.Ranks = len(f.Parts)
	f.Instruction = w.printer.Text("respond.rank_all")
	if q.Max != nil {
		f.Ranks = min(f.Ranks, int(*q.Max))
		f.Instruction = w.printer.Text("respond.rank_some", "n", f.Ranks)
	}
	layoutMissing(f, q, w)
}

func fillRanking(f *Field, entered url.Values) {
	fillParts(f, entered)
	fillMissing(f, entered)
}

// fillParts puts what was entered into each of the entries of a field.
func fillParts(f *Field, entered url.Values) {
	for i := range f.Parts {
		f.Parts[i].Value = entered.Get(f.Parts[i].Name)
		f.Answered = f.Answered || f.Parts[i].Value != ""
	}
}

// parseRanking reads the ranks. Only those that are each given once, and
// without a gap, are an order.
func parseRanking(q *questionnaire.Question, p *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
	names := partNames(q)
	if found := several(q, entered, names...); found != nil {
		return nil, found
	}
	at := map[int]*questionnaire.Option{}
	var only *questionnaire.Option
	for _, o := range q.Options {
		typed := trimmed(entered, q.PartName(o))
		if o.Missing != questionnaire.NotMissing || typed == "" {
			continue
		}
		rank, ok := wholePart(p, typed)
		switch first := at[rank]; {
		case !ok || rank < 1:
			return nil, []response.Violation{{Question: q, Code: response.ViolationForm}}
		case o.Exclusive:
			only = o
		case first != nil:
			return nil, []response.Violation{{Question: q, Option: o, Code: violationRankTwice, Params: map[string]any{
				"first": first.Text, "second": o.Text, "rank": rank,
			}}}
		default:
			at[rank] = o
		}
	}
	return orderOf(q, entered, at, only)
}

// orderOf is the answer that ranks give. only is the option that excludes all
// others, nil if it was not chosen.
func orderOf(q *questionnaire.Question, entered url.Values, at map[int]*questionnaire.Option, only *questionnaire.Option) (response.Answers, []response.Violation) {
	missing, found := parseMissing(q, entered, len(at) > 0 || only != nil)
	switch {
	case found != nil:
		return nil, found
	case only != nil && len(at) > 0:
		return nil, []response.Violation{contradiction(q, only, nil)}
	case only != nil:
		return keep(q, response.Codes(only.Code)), nil
	case len(at) == 0:
		return keep(q, missing), nil
	}
	var codes []string
	for rank := 1; rank <= len(at); rank++ {
		if at[rank] == nil {
			return nil, []response.Violation{{Question: q, Code: violationRankGap, Params: map[string]any{"rank": rank}}}
		}
		codes = append(codes, at[rank].Code)
	}
	return keep(q, response.Codes(codes...)), nil
}

func formatRanking(q *questionnaire.Question, _ *locale.Printer, a response.Answers) url.Values {
	entered := formatMissing(q, a[q.Key])
	for i, code := range a[q.Key].List() {
		if o, ok := q.Option(code); ok {
			entered.Set(q.PartName(o), strconv.Itoa(i+1))
		}
	}
	return entered
}

// RankNumbers lists the ranks that can be given.
func (f Field) RankNumbers() []string {
	ranks := make([]string, f.Ranks)
	for i := range ranks {
		ranks[i] = strconv.Itoa(i + 1)
	}
	return ranks
}
