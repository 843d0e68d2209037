package lss

import (
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// always reports whether a condition of LimeSurvey always holds.
func always(src string) bool {
	src = strings.TrimSpace(src)
	return src == "" || src == "1"
}

// condition translates a condition, "" where there is none. What could not be
// translated is given back, listed and counted; feature is the name of the
// place where it stands.
func (c *converter) condition(place, feature, src string, self *question) (ours, untranslated string) {
	if always(src) {
		return "", ""
	}
	ours, err := c.translateExpression(expression{src: src, place: place, feature: feature, self: self, before: c.asked})
	if err != nil {
		c.untranslated(place, feature, src, err)
		return "", src
	}
	c.report.CountExpression(feature, true)
	return ours, ""
}

func (c *converter) untranslated(place, feature, src string, err error) {
	c.report.CountExpression(feature, false)
	c.report.Add(convert.Untranslated, place, feature, "“%s”: %s", clip(src), err)
}

// relevance sets when a question is asked.
func (c *converter) relevance(q *question, d *questionnaire.QuestionDef) {
	src := firstOf(q.relevance, c.attribute(q, "relevance"))
	feature := "relevance"
	if always(src) && len(q.conditions) > 0 {
		feature = "conditions"
		var err error
		if src, err = c.survey.fromConditions(q.conditions); err != nil {
			c.untranslated(q.place(), feature, "conditions "+conditionIDs(q.conditions), err)
			keep(d, "conditions", conditionIDs(q.conditions))
			return
		}
	}
	ours, untranslated := c.condition(q.place(), feature, src, q)
	d.AskIf = ours
	if untranslated != "" {
		keep(d, feature, untranslated)
	}
}

// conditionIDs names rows of the table of conditions.
func conditionIDs(rows []row) string {
	var ids []string
	for _, r := range rows {
		ids = append(ids, firstOf(r.get("cid"), strconv.Itoa(r.number)))
	}
	return strings.Join(ids, ", ")
}
