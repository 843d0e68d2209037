package intake

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

var (
	scaleWords     = regexp.MustCompile(`\b(?:scale|rate|rating|score|satisfied|satisfaction|likely|agree|important)\b`)
	recommendWords = regexp.MustCompile(`\brecommend`)
	dateWords      = regexp.MustCompile(`\b(?:date|day|when)\b`)
)

// column drafts the question of one column by what its cells hold.
func (t *table) column(text string, p *profile) *question {
	if v := t.codebook.of(p.Column); v != nil && len(v.codes) > 1 {
		return t.coded(text, p, v)
	}
	switch {
	case isDates(p):
		q := t.plainQuestion(text, "date", p)
		if orderOf(p.values) == anyOrder && hasSlashes(p.values) {
			q.remark(".type", "check: dates such as 06/08/2020 are read with the month first")
		}
		return q
	case isMonths(p):
		q := t.plainQuestion(text, "month", p)
		q.remark(".type", "check: months such as "+p.values[0]+"; if they are something else, write type: text")
		return q
	case isNumbers(p):
		return t.numeric(text, p)
	case isCountries(p):
		return t.countries(text, p)
	case len(p.values) == 1 && p.filled > 1:
		q := t.plainQuestion(text, "text", p)
		q.remark(".type", fmt.Sprintf("check: all %d answers are the same", p.filled))
		return q
	}
	if sep, parts := separator(p); sep != "" {
		return t.separated(text, p, sep, parts)
	}
	if isCategorical(p) && len(p.values) > 1 {
		return t.single(text, p)
	}
	if p.averageLength() > 60 {
		return t.plainQuestion(text, "paragraph", p)
	}
	return t.plainQuestion(text, "text", p)
}

func isDates(p *profile) bool {
	isDate := func(v string) bool { _, ok := parseDate(v, anyOrder); return ok }
	if p.share(p.dates, isDate) > .95 {
		return true
	}
	isSerial := func(v string) bool { _, ok := parseSerial(v); return ok }
	return dateWords.MatchString(label.Norm(p.Question)) && p.share(0, isSerial) > .95
}

// draftedMonth is how a month has to be written for a column of them to be
// drafted as one: with all digits of its year, which comes last after a name.
var draftedMonth = regexp.MustCompile(`^(?:(?:19|20)\d\d-(?:0[1-9]|1[0-2])|[A-Z][a-z]{2,8} (?:19|20)\d\d|(?:0?[1-9]|1[0-2])/(?:19|20)\d\d)$`)

func isMonths(p *profile) bool {
	isMonth := func(v string) bool {
		_, ok := parseMonth(v)
		return ok && draftedMonth.MatchString(v)
	}
	return len(p.values) > 1 && p.share(0, isMonth) > .95
}

func hasSlashes(values []string) bool {
	return slices.ContainsFunc(values, func(v string) bool { return strings.ContainsAny(v, "/") })
}

// isNumbers reports whether a column holds numbers, missing kinds aside.
func isNumbers(p *profile) bool {
	missing := 0
	for i, v := range p.values {
		if _, m := p.missing(v); m != questionnaire.NotMissing {
			missing += p.counts[i]
		}
	}
	numbers := p.share(p.numbers, isNumeric) * float64(p.filled)
	return numbers > 0 && numbers >= .98*float64(p.filled-missing)
}

// numeric drafts a question that is answered with numbers: an nps, a rating,
// an integer or a decimal.
func (t *table) numeric(text string, p *profile) *question {
	low, high, whole := math.Inf(1), math.Inf(-1), true
	var missing []questionnaire.OptionDef
	for _, v := range p.values {
		if text, m := p.missing(v); m != questionnaire.NotMissing {
			missing = addMissing(missing, v, text, m)
		} else if x, ok := parseNumber(v); ok {
			low, high, whole = min(low, x), max(high, x), whole && x == math.Trunc(x)
		}
	}
	q := t.plainQuestion(text, "integer", p)
	q.def.Options = missing
	n := label.Norm(text)
	switch {
	case !whole:
		q.def.Type = "decimal"
	case p.beyond > 0 || low < 0:
	case recommendWords.MatchString(n) && high <= 10 && high > 5:
		q.def.Type = "nps"
	case scaleWords.MatchString(n) && low >= 1 && high <= 10 && high >= 3:
		q.def.Type, q.def.Points = "rating", int(high)
	case high <= 10 && len(p.values) > 2:
		q.remark(".type", fmt.Sprintf("check: numbers from %v to %v; if they are points of a scale, write type: rating", low, high))
	}
	return q
}

// addMissing adds an option for the missing kind of a value, or another label
// of it. A value that is not its own label is the option's code.
func addMissing(options []questionnaire.OptionDef, value, text string, m questionnaire.Missing) []questionnaire.OptionDef {
	for i := range options {
		if options[i].Missing == m {
			options[i].Aliases = append(options[i].Aliases, text)
			return options
		}
	}
	code := m.String()
	if value != text && codePattern.MatchString(value) {
		code = value
	}
	return append(options, questionnaire.OptionDef{Code: code, Text: text, Missing: m})
}

// attachOther makes the texts of "other" columns part of a single choice. It
// reports whether it could: a text beside an answer that is no "other" needs
// a question of its own.
func (t *table) attachOther(q *question, others []*profile) bool {
	if q.def.Type != "single" || len(others) == 0 || !hasText(others) {
		return q.def.Type == "single" && len(others) > 0
	}
	o := slices.IndexFunc(q.def.Options, func(o questionnaire.OptionDef) bool {
		return label.IsOther(o.Text) || label.Norm(o.Text) == label.Norm(others[0].Sub)
	})
	beside, texts := t.textsBeside(q, o, others)
	if beside*5 > texts {
		return false
	}
	if o < 0 {
		o = len(q.def.Options)
		codes := newCodes()
		for _, option := range q.def.Options {
			codes.take(option.Code)
		}
		q.def.Options = append(q.def.Options, questionnaire.OptionDef{Code: codes.unique("other"), Text: otherLabel(others)})
	}
	q.def.Options[o].Other = true
	if beside > 0 {
		q.remark(at(".options", o), "check: "+count(beside, "text")+" beside another option")
	}
	for _, p := range others {
		q.columns = append(q.columns, p.Index)
		for r := range t.rows {
			if p.has(r) && q.choice[r] < 0 {
				q.choice[r], q.answered[r] = int16(o), true
			}
		}
	}
	return true
}

// textsBeside counts the texts of "other" columns, and those of them that stand
// beside another choice than option o.
func (t *table) textsBeside(q *question, o int, others []*profile) (beside, texts int) {
	for _, p := range others {
		for r := range t.rows {
			if !p.has(r) {
				continue
			}
			texts++
			if c := q.choice[r]; c >= 0 && int(c) != o {
				beside++
			}
		}
	}
	return beside, texts
}
