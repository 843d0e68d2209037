package lss

import (
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

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
