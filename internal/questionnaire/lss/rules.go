package lss

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
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

// eachField finds the name of the field that a rule is about.
var eachField = regexp.MustCompile(`\bthis\b`)

// ruleList collects the rules of a question. Limits that are numbers have
// been read before.
func (c *converter) ruleList(q *question) []rule {
	list := []rule{
		{feature: "em_validation_q", src: q.attribute("em_validation_q"), tip: "em_validation_q_tip", each: eachField.MatchString(q.attribute("em_validation_q"))},
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
		ours, err := c.translateExpression(expression{src: r.src, place: q.place(), feature: r.feature, self: q, field: subject, before: q.index + 1})
		if err != nil {
			return err
		}
		if subject != nil {
			ours = unlessBlank(q, *subject, ours)
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

// unlessBlank lets a rule about one of several fields pass where that field is
// left blank. Where there is one field only, rules wait for its answer anyway.
func unlessBlank(q *question, field variable, rule string) string {
	if len(q.parts()) < 2 {
		return rule
	}
	if field.option != "" {
		return "not " + field.name + " or " + rule
	}
	return "not answered(" + field.name + ") or " + rule
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
