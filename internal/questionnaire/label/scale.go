package label

import (
	"regexp"
	"slices"
	"strings"
)

// scale is a known order of labels, in the form of Norm; each step lists the
// wordings that mean it.
type scale [][]string

// namedScales are tried from the first to the last.
var namedScales = []scale{
	{{"yes"}, {"no, but planning one", "no, but planned", "not yet", "planned"}, {"maybe", "partly", "sometimes"}, {"no"}},
	{{"true"}, {"false"}},
	{{"never"}, {"hardly ever", "seldom"}, {"rarely"}, {"once in a while"}, {"occasionally"}, {"sometimes"},
		{"about half the time"}, {"often"}, {"frequently"}, {"usually"}, {"very often"}, {"almost always"}, {"always"}},
	{{"never"}, {"less than once a year"}, {"once a year or less"}, {"once a month or less"}, {"a few times per year", "a few times a year"},
		{"once a month"}, {"a few times per month", "a few times a month"}, {"once a week"},
		{"a few times per week", "a few times a week"}, {"once a day", "every day", "daily"}, {"several times a day"}},
	{{"continuously"}, {"hourly"}, {"daily"}, {"weekly"}, {"every two weeks", "biweekly"}, {"monthly"},
		{"less than once a month"}, {"quarterly"}, {"twice a year", "semi-annually"}, {"annually", "yearly"},
		{"less than once a year"}, {"never"}},
	{{"excellent"}, {"very good"}, {"good"}, {"above average"}, {"average"}, {"fair"}, {"below average"}, {"poor"}, {"very poor"}},
	{{"a great deal"}, {"a lot"}, {"a moderate amount"}, {"some"}, {"a little"}, {"not much"}, {"not at all"}, {"nothing"}},
	{{"none"}, {"novice"}, {"beginner"}, {"basic"}, {"intermediate"}, {"advanced"}, {"expert"}},
	{{"very low"}, {"low"}, {"medium", "moderate"}, {"high"}, {"very high"}},
	{{"very small"}, {"small"}, {"medium", "medium-sized"}, {"large"}, {"very large"}},
	{{"strongly agree"}, {"agree"}, {"somewhat agree"}, {"neither agree nor disagree", "neutral"},
		{"somewhat disagree"}, {"disagree"}, {"strongly disagree"}},
	{{"less than high school degree", "less than high school"}, {"high school degree", "high school"},
		{"some college"}, {"some college or associate degree", "associate degree"},
		{"bachelor degree", "bachelor's degree"}, {"graduate degree"}, {"master's degree", "master degree"}, {"doctorate", "doctoral degree"}},
}

// ranks gives the step of each label; ok is false if one is on none.
func (s scale) ranks(labels []string) (ranks []float64, ok bool) {
	for _, text := range labels {
		n := Norm(text)
		step := slices.IndexFunc(s, func(wordings []string) bool { return slices.Contains(wordings, n) })
		if step < 0 {
			return nil, false
		}
		ranks = append(ranks, float64(step))
	}
	return ranks, true
}

// adverbs are degrees from the strongest to none at all. Longer ones come
// before those that they begin with.
var adverbs = []struct {
	word     string
	strength float64
}{
	{"not at all", 0}, {"not so", .6}, {"not very", .5}, {"not too", .5}, {"not particularly", .5}, {"not", 0},
	{"extremely", 5}, {"completely", 5}, {"very", 4}, {"highly", 4}, {"strongly", 4}, {"quite", 3.5}, {"mostly", 3.3},
	{"fairly", 2.5}, {"moderately", 2}, {"somewhat", 1.5}, {"slightly", 1}, {"a little", 1},
}

var neutral = regexp.MustCompile(`^(?:neutral|neither\b.*|no change|about the same|unchanged)$`)

// opposites are words that turn a degree round.
var opposites = map[string]string{
	"unlikely": "likely", "unfavorably": "favorably", "unfavourably": "favourably", "unfavorable": "favorable",
	"unimportant": "important", "dissatisfied": "satisfied", "disagree": "agree", "decrease": "increase",
	"low": "high", "negative": "positive", "difficult": "easy", "unhelpful": "helpful", "worse": "better",
	"less": "more", "ineffective": "effective", "negatively": "positively",
}

// rankDegrees ranks degrees of one property, such as "Very likely", "Somewhat
// likely", "Neutral", "Very unlikely", from the most to the least of it.
func rankDegrees(labels []string) ([]float64, bool) {
	if len(labels) < 3 {
		return nil, false
	}
	var property string
	ranks := make([]float64, len(labels))
	for i, text := range labels {
		degree, of := parseDegree(text)
		if of != "" && property == "" {
			property = of
		}
		if of != "" && of != property {
			return nil, false
		}
		ranks[i] = -degree
	}
	return ranks, property != "" && distinct(ranks)
}

// parseDegree splits a label into a signed degree and the property that it is
// a degree of; the property is "" for a neutral label.
func parseDegree(text string) (degree float64, property string) {
	n := Norm(text)
	if neutral.MatchString(n) {
		return 0, ""
	}
	sign := 1.0
	for _, head := range []struct {
		word string
		sign float64
	}{{"yes, ", 1}, {"no, ", 1}} {
		n = strings.TrimPrefix(n, head.word)
	}
	degree = 3
	for _, a := range adverbs {
		if rest, ok := strings.CutPrefix(n, a.word+" "); ok {
			degree, n = a.strength, rest
			break
		}
	}
	words := strings.Fields(n)
	for i, w := range words {
		if positive, ok := opposites[w]; ok {
			words[i], sign = positive, -1
		}
		if w == "average" {
			words[i], degree = "high", 0
		}
	}
	// "No, not rude at all" and "No, not at all rude" are the same degree.
	property = strings.TrimSuffix(strings.Join(words, " "), " at all")
	// A degree of 0 of the property itself lies above a neutral one's 0 only
	// where nothing is negative; a small share keeps the two apart.
	if degree == 0 && sign > 0 && !slices.Contains(words, "high") {
		degree = .1
	}
	return sign * degree, property
}
