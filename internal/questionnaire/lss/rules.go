package lss

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

var (
	errNoParts   = errors.New("the question has no rows or options that could be filtered")
	errNoSource  = errors.New("it names a question that is not asked before")
	errNoRules   = errors.New("a question of this type has no rules")
	errManyCells = fmt.Errorf("the question has more than %d fields", maxRules)
)

// maxRules bounds the rules of one question that are made of one of
// LimeSurvey's, which judges every field.
const maxRules = 60

// rule is one that an answer has to satisfy, in LimeSurvey's language.
type rule struct {
	feature string // attribute that says so
	src     string
	each    bool // it judges every field by itself: “this”
	tip     string
}

// rules sets what answers have to satisfy.
func (c *converter) rules(q *question, d *questionnaire.QuestionDef) {
	c.countFilters(q, d)
	for _, r := range c.ruleList(q) {
		c.attribute(q, r.feature)
		if !asks(d) {
			keep(d, r.feature, r.src)
			c.untranslated(q.place(), r.feature, r.src, errNoRules)
			continue
		}
		if err := c.rule(q, d, r); err != nil {
			keep(d, r.feature, firstOf(q.attribute(r.feature), r.src))
			c.untranslated(q.place(), r.feature, r.src, err)
			continue
		}
		c.report.CountExpression(r.feature, true)
	}
	c.pattern(q, d)
}

// ruleList collects the rules of a question. Limits that are numbers have
// been read before.
func (c *converter) ruleList(q *question) []rule {
	list := []rule{
		{feature: "em_validation_q", src: q.attribute("em_validation_q"), tip: "em_validation_q_tip"},
		{feature: "em_validation_sq", src: q.attribute("em_validation_sq"), tip: "em_validation_sq_tip", each: true},
	}
	for _, limit := range []struct {
		feature, form string
		each          bool
	}{
		{"min_answers", "count(self.NAOK) >= (%s)", false},
		{"max_answers", "count(self.NAOK) <= (%s)", false},
		{"min_num_value", "sum(self.NAOK) >= (%s)", false},
		{"max_num_value", "sum(self.NAOK) <= (%s)", false},
		{"equals_num_value", "sum(self.NAOK) == (%s)", false},
		{"min_num_value_n", "this >= (%s)", true},
		{"max_num_value_n", "this <= (%s)", true},
		{"multiflexible_min", "this >= (%s)", true},
		{"multiflexible_max", "this <= (%s)", true},
		{"date_min", "this >= (%s)", true},
		{"date_max", "this <= (%s)", true},
	} {
		value := strings.TrimSpace(q.attribute(limit.feature))
		if value != "" && !q.used[limit.feature] {
			list = append(list, rule{feature: limit.feature, src: fmt.Sprintf(limit.form, strings.Trim(value, "{}")), each: limit.each})
		}
	}
	return slices.DeleteFunc(list, func(r rule) bool { return strings.TrimSpace(r.src) == "" })
}

// rule adds one rule, for each field of the question where it judges these.
func (c *converter) rule(q *question, d *questionnaire.QuestionDef, r rule) error {
	var conditions []string
	subjects := []*variable{nil}
	if r.each {
		subjects = nil
		for _, v := range q.parts() {
			subjects = append(subjects, &v)
		}
	}
	if len(subjects) > maxRules {
		return errManyCells
	}
	for _, subject := range subjects {
		ours, err := c.translateRule(r.src, q, subject)
		if err != nil {
			return err
		}
		conditions = append(conditions, ours)
	}
	for i, that := range conditions {
		key := r.feature
		if len(conditions) > 1 {
			key = fmt.Sprintf("%s_%d", key, i+1)
		}
		c.addRule(q, d, key, that, c.perLanguage(q, r.tip))
	}
	return nil
}

// addRule adds a rule with the author's words, or LimeSurvey's.
func (c *converter) addRule(q *question, d *questionnaire.QuestionDef, key, that string, tip texts) {
	id := "question." + q.key + ".require." + key
	text := c.plain(id, q.place()+", "+key+"_tip", tip)
	if text == "" {
		text = c.word(id, q.place(), wordCheck)
	}
	d.Require = append(d.Require, questionnaire.RuleDef{Key: key, That: that, Text: text})
}

// pattern sets the pattern that answers must have.
func (c *converter) pattern(q *question, d *questionnaire.QuestionDef) {
	for _, p := range slices.Concat([]*question{q}, q.subs[0], q.subs[1]) {
		if strings.TrimSpace(p.preg) == "" || p != q && !p.shown {
			continue
		}
		if err := c.patternOf(q, p, d); err != nil {
			keep(d, strings.TrimSpace("preg "+map[bool]string{true: p.code}[p != q]), p.preg)
			c.untranslated(p.place(), "preg", p.preg, err)
			continue
		}
		c.report.CountExpression("preg", true)
	}
}

// patternOf adds a rule for each field that a pattern judges.
func (c *converter) patternOf(q, p *question, d *questionnaire.QuestionDef) error {
	if !asks(d) {
		return errNoRules
	}
	pattern, err := ourPattern(p.preg)
	if err != nil {
		return err
	}
	fields := q.parts()
	if p != q {
		fields = slices.DeleteFunc(fields, func(v variable) bool { return v.sub != p })
	}
	if len(fields) > maxRules {
		return errManyCells
	}
	var rules []string
	for _, v := range fields {
		name := v.name
		if c.symbols[name].Kind == expr.KindNumber {
			name = "text(" + name + ")"
		}
		that := "matches(" + name + ", '" + strings.ReplaceAll(pattern, "'", "''") + "')"
		if err := c.check(that); err != nil {
			return err
		}
		rules = append(rules, that)
	}
	if len(rules) == 0 {
		return errNoRules
	}
	for i, that := range rules {
		key := fmt.Sprintf("pattern_%d", len(d.Require)+1)
		if len(fields) == 1 && i == 0 && len(d.Require) == 0 {
			key = "pattern"
		}
		c.addRule(q, d, key, that, nil)
	}
	return nil
}

var delimited = regexp.MustCompile(`(?s)^/(.*)/([a-zA-Z]*)$`)

// ourPattern writes a Perl pattern, which finds a part of the answer, as one
// of ours, which the whole answer has to have.
func ourPattern(preg string) (string, error) {
	m := delimited.FindStringSubmatch(strings.TrimSpace(preg))
	if m == nil {
		return "", errors.New("the pattern does not stand between slashes")
	}
	if strings.Trim(m[2], "u") != "" {
		return "", fmt.Errorf("the pattern's option “%s” is not known here", m[2])
	}
	pattern := strings.ReplaceAll(m[1], `\/`, `/`)
	whole, start := strings.CutPrefix(pattern, "^")
	whole, end := strings.CutSuffix(whole, "$")
	if strings.HasSuffix(whole, `\`) {
		whole, end = whole+"$", false
	}
	if topLevelAlternative(whole) {
		whole = "(?:" + whole + ")"
	}
	if !start {
		whole = ".*" + whole
	}
	if !end {
		whole += ".*"
	}
	return whole, nil
}

// topLevelAlternative reports whether a pattern has alternatives, so that what
// is put around it needs brackets.
func topLevelAlternative(pattern string) bool { return strings.Contains(pattern, "|") }

// defaultValue sets what the form holds at first.
func (c *converter) defaultValue(q *question, d *questionnaire.QuestionDef) {
	var chosen []string
	for _, r := range q.defaults {
		value := strings.TrimSpace(r.get("defaultvalue"))
		ours, ok := c.defaultOf(q, r, value)
		switch {
		case value == "":
			continue
		case !ok || !asks(d):
			keep(d, strings.TrimSpace("default "+r.get("specialtype")), value)
			c.report.Add(convert.Kept, q.place()+" ("+r.place()+")", "default value", "“%s” is not filled in", clip(value))
		default:
			chosen = append(chosen, ours)
		}
	}
	d.Default = strings.Join(chosen, " ")
}

// defaultOf is one default value as ours writes it.
func (c *converter) defaultOf(q *question, r row, value string) (string, bool) {
	sub := c.survey.byQID[r.get("sqid")]
	if r.get("specialtype") != "" || strings.Contains(value, "{") {
		return "", false
	}
	switch kindOf(q).form {
	case formCodes:
		if sub == nil || sub.live != q || value != "Y" {
			return "", false
		}
		return sub.key, true
	case formCode:
		ours, ok := variable{question: q}.options()[value]
		return ours, ok
	case formValue:
		if q.kind == "N" {
			_, ok := float(value)
			return value, ok
		}
		if q.kind == "D" {
			day := isoDay(value)
			return day, day != ""
		}
		return value, q.kind != "|" && q.kind != "*"
	}
	return "", false
}
