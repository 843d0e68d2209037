package demo

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// Shares of respondents who leave an optional question empty, or answer "don't
// know" or "prefer not to say" where that is offered.
const (
	skips     = 0.015
	dontKnows = 0.05
	refusals  = 0.06
)

// respondent answers for an organisation in one year.
type respondent struct {
	organisation
	r    *rand.Rand
	year int // 0, 1 or 2
}

// answer gives the answer to one question and the texts of its "other"
// options; nothing if the respondent leaves it empty.
func (p respondent) answer(q *questionnaire.Question) response.Answers {
	if q.Shape() == questionnaire.ShapeNone || !q.Required && p.r.Float64() < skips {
		return nil
	}
	answers := response.Answers{}
	if q.Rows == nil {
		answers[q.Key] = p.value(q, q.Key)
	} else {
		rows := map[string]response.Value{}
		for _, row := range q.Rows {
			if p.r.Float64() >= skips {
				rows[row.Code] = p.value(q, q.Key+"__"+row.Code)
			}
		}
		answers[q.Key] = response.Rows(rows)
	}
	if answers[q.Key].IsNone() {
		return nil
	}
	for _, o := range q.Options {
		if o.Other && answers[q.Key].Chose(o.Code) {
			answers[q.OtherName(o)] = response.String(p.oneOf(texts["other"]))
		}
	}
	return answers
}

// value answers a question or one row of it; name is that of the variable.
func (p respondent) value(q *questionnaire.Question, name string) response.Value {
	if v, ok := p.fact(q); ok {
		return v
	}
	for _, o := range q.Options {
		if o.Missing == questionnaire.DontKnow && p.r.Float64() < dontKnows || o.Missing == questionnaire.Refused && p.r.Float64() < refusals {
			return response.Missing(o.Missing)
		}
	}
	switch q.Shape() {
	case questionnaire.ShapeCode:
		return response.String(p.code(q, name))
	case questionnaire.ShapeCodes:
		return response.Codes(p.codes(q, name)...)
	case questionnaire.ShapeRanks:
		return response.Codes(p.ranks(q)...)
	case questionnaire.ShapeNumber:
		return response.Number(p.number(q))
	case questionnaire.ShapeDate:
		return response.String(p.date(q))
	}
	return p.text(q)
}

// fact answers the questions about the organisation itself.
func (p respondent) fact(q *questionnaire.Question) (response.Value, bool) {
	facts := map[string]string{"organisation_type": p.kind, "country": p.country, "size": p.size, "member": p.member}
	code, ok := facts[q.Key]
	if _, offered := q.Option(code); ok && offered {
		return response.String(code), true
	}
	return response.Value{}, false
}

// code draws one code: near a mean on a scale, by its weight otherwise.
func (p respondent) code(q *questionnaire.Question, name string) string {
	options := substantive(q)
	scale := slices.DeleteFunc(slices.Clone(options), func(o *questionnaire.Option) bool { return !o.HasScore })
	if len(scale) < 3 || len(scale) < len(options)-1 {
		return p.weighted(q, options, 1)[0]
	}
	if others := len(options) - len(scale); others > 0 && p.r.Float64() < 0.08 {
		return options[len(options)-1].Code
	}
	score := p.score(q, name, scale)
	return slices.MinFunc(scale, func(a, b *questionnaire.Option) int {
		return int(math.Copysign(1, math.Abs(a.Score-score)-math.Abs(b.Score-score)))
	}).Code
}

// score draws a number on the scale: mean, trend, trait and noise.
func (p respondent) score(q *questionnaire.Question, name string, scale []*questionnaire.Option) float64 {
	low, high := scale[0].Score, scale[0].Score
	for _, o := range scale {
		low, high = min(low, o.Score), max(high, o.Score)
	}
	m, ok := means[name]
	if !ok {
		m.level = 2.3 + weigh(name)
	}
	unit := (high - low) / 4
	if high <= 10 && high > 5 && m.level < 5 {
		m.level = low + (m.level-1)*unit
	}
	t, ok := traitOf[q.Key]
	if !ok {
		t.trait, t.load = len(name)%numTraits, 0.3
	}
	return m.level + m.yearly*float64(p.year)*unit + unit*(t.load*p.traits[t.trait]+0.85*p.r.NormFloat64())
}

// codes draws several codes; exclusive ones come alone.
func (p respondent) codes(q *questionnaire.Question, _ string) []string {
	options := substantive(q)
	if p.r.Float64() < 0.05 {
		for _, o := range options {
			if o.Exclusive {
				return []string{o.Code}
			}
		}
	}
	options = slices.DeleteFunc(options, func(o *questionnaire.Option) bool { return o.Exclusive })
	n := 1 + p.r.IntN(max(2, len(options)/2))
	if q.Max != nil {
		n = int(*q.Max) - p.r.IntN(3)/2
	}
	return p.weighted(q, options, max(n, 1))
}

// ranks draws an order in which options of great weight tend to come first. Who
// may rank some of them only mostly ranks as many as possible.
func (p respondent) ranks(q *questionnaire.Question) []string {
	options := substantive(q)
	n := len(options)
	if q.Max != nil {
		n = int(*q.Max) - p.r.IntN(3)/2
	}
	return codesOf(p.draw(q, options, max(n, 1)))
}

// weighted draws n different codes by weight, and orders them as offered.
func (p respondent) weighted(q *questionnaire.Question, options []*questionnaire.Option, n int) []string {
	drawn := p.draw(q, options, n)
	slices.SortFunc(drawn, func(a, b *questionnaire.Option) int { return a.Index - b.Index })
	return codesOf(drawn)
}

// draw draws n different options by weight, in the order in which they are drawn.
func (p respondent) draw(q *questionnaire.Question, options []*questionnaire.Option, n int) []*questionnaire.Option {
	keys := map[*questionnaire.Option]float64{}
	for _, o := range options {
		weight := weigh(q.Key, o.Code)
		if profile, ok := shares[q.Key]; ok {
			weight = 0.4
			if byYear, ok := profile[o.Code]; ok {
				weight = byYear[p.year]
			}
		} else if o.Other {
			weight = 0.1
		}
		keys[o] = -math.Log(1-p.r.Float64()) / max(weight, 1e-9)
	}
	drawn := slices.SortedFunc(slices.Values(options), func(a, b *questionnaire.Option) int { return cmp.Compare(keys[a], keys[b]) })
	return drawn[:min(n, len(drawn))]
}

// number draws a right-skewed number within the limits, larger where growth is.
func (p respondent) number(q *questionnaire.Question) float64 {
	centre, spread := 8.0, 0.7
	switch q.Key {
	case "projects":
		centre, spread = 2.5, 0.9
	case "years_in_field", "years_in_industry":
		centre, spread = 10, 0.5
	}
	x := centre * math.Exp(0.25*p.traits[growth]+0.08*float64(p.year)+spread*p.r.NormFloat64())
	scale := math.Pow10(q.Decimals)
	if q.Decimals < 0 || q.Decimals > 1 {
		scale = 10
	}
	x = math.Round(x*scale) / scale
	if q.Min != nil {
		x = max(x, *q.Min)
	}
	if q.Max != nil {
		x = min(x, *q.Max)
	}
	return x
}

func (p respondent) date(q *questionnaire.Question) string {
	years := 1 + int(math.Abs(8+5*p.r.NormFloat64()+3*p.traits[novelty]))
	day := time.Date(2024+p.year-years, time.Month(1+p.r.IntN(12)), 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	return max(day, q.Earliest)
}

// text writes something in a third of the cases.
func (p respondent) text(q *questionnaire.Question) response.Value {
	choices := texts[q.Key]
	if len(choices) == 0 || p.r.Float64() > 0.35 {
		return response.Value{}
	}
	return response.String(p.oneOf(choices))
}

func (p respondent) oneOf(choices []string) string { return choices[p.r.IntN(len(choices))] }

func codesOf(options []*questionnaire.Option) []string {
	codes := make([]string, len(options))
	for i, o := range options {
		codes[i] = o.Code
	}
	return codes
}

func substantive(q *questionnaire.Question) []*questionnaire.Option {
	return slices.DeleteFunc(slices.Clone(q.Options), func(o *questionnaire.Option) bool { return o.Missing != questionnaire.NotMissing })
}

// seed makes a generator for one purpose, so that a change in one place moves
// no number elsewhere.
func seed(purpose string, n int) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(weigh(purpose, strconv.Itoa(n))*1e6), uint64(n)+1))
}
