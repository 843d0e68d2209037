package lss

import (
	"fmt"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
)

// partCondition says when a subquestion is shown: by its own relevance and by
// the filters of its question. What cannot be translated is kept in d.
func (c *converter) partCondition(q, s *question, d *questionnaire.QuestionDef) string {
	s.shown = true
	own, untranslated := c.condition(s.place(), "subquestion relevance", s.relevance, q)
	if untranslated != "" {
		keep(d, "relevance "+s.code, untranslated)
	}
	return allOf(own, c.filtered(q, s.code))
}

// answerCondition is partCondition for the options of a question.
func (c *converter) answerCondition(q *question, a *answer) string { return c.filtered(q, a.code) }

// otherCondition sets when the option “other” is shown, which is filtered by
// that of the same name.
func (c *converter) otherCondition(q *question, d *questionnaire.QuestionDef) {
	for i := range d.Options {
		if d.Options[i].Other && d.Options[i].Code == q.otherKey {
			d.Options[i].AskIf = c.filtered(q, "other")
		}
	}
}

func allOf(conditions ...string) string {
	var parts []string
	for _, condition := range conditions {
		if condition != "" {
			parts = append(parts, condition)
		}
	}
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	for i, p := range parts {
		if strings.Contains(p, " or ") {
			parts[i] = "(" + p + ")"
		}
	}
	return strings.Join(parts, " and ")
}

// filtered says when a part is shown under the filters of its question: where
// the part of the same code of another question is answered, or is not. A part
// that the other question does not have is always shown.
func (c *converter) filtered(q *question, code string) string {
	var all []string
	for _, filter := range []string{"array_filter", "array_filter_exclude"} {
		for _, source := range c.filterSources(q, filter) {
			if condition := c.answeredPart(source, code); condition != "" {
				if filter == "array_filter_exclude" {
					condition = "not " + bracketed(condition)
				}
				all = append(all, condition)
			}
		}
	}
	return allOf(all...)
}

func bracketed(condition string) string {
	if strings.Contains(condition, " or ") {
		return "(" + condition + ")"
	}
	return condition
}

// filterCodes are the codes of questions that a filter names, each once.
func filterCodes(q *question, filter string) []string {
	codes := strings.FieldsFunc(clip(q.attribute(filter)), func(r rune) bool { return r == ';' || r == ' ' || r == ',' })
	slices.Sort(codes)
	return slices.Compact(codes)
}

// filterSources are the earlier questions that a filter names.
func (c *converter) filterSources(q *question, filter string) []*question {
	var sources []*question
	for _, code := range filterCodes(q, filter) {
		if source := c.survey.byCode[strings.ToLower(code)]; source != nil && source.index < q.index {
			sources = append(sources, source)
		}
	}
	return sources
}

// answeredPart says that a part of a question is chosen or filled in.
func (c *converter) answeredPart(source *question, code string) string {
	if code == "other" && source.other && len(source.subs[0]) > 0 {
		return fmt.Sprintf("selected(%s, '%s')", source.key, source.otherKey)
	}
	s := source.sub(0, code)
	if a := source.answer(0, code); s == nil && a != nil {
		switch kindOf(source).form {
		case formCode, formRanks:
			return fmt.Sprintf("selected(%s, '%s')", source.key, a.key)
		}
	}
	if s == nil {
		return ""
	}
	switch kindOf(source).form {
	case formCodes:
		return fmt.Sprintf("selected(%s, '%s')", source.key, s.key)
	case formRowCodes:
		return "answered(" + source.key + "__" + s.key + ")"
	}
	var any []string
	for _, rest := range s.restsOf(source) {
		if v, ok := source.part(rest); ok {
			any = append(any, "answered("+v.name+")")
		}
	}
	return strings.Join(any, " or ")
}

// countFilters counts the filters of a question, and lists those that name no
// earlier question.
func (c *converter) countFilters(q *question, d *questionnaire.QuestionDef) {
	for _, filter := range []string{"array_filter", "array_filter_exclude"} {
		value := c.attribute(q, filter)
		if strings.TrimSpace(value) == "" {
			continue
		}
		switch {
		case len(d.Rows)+len(d.Options) == 0:
			keep(d, filter, value)
			c.untranslated(q.place(), filter, value, errNoParts)
		case len(c.filterSources(q, filter)) < len(filterCodes(q, filter)):
			keep(d, filter, value)
			c.untranslated(q.place(), filter, value, errNoSource)
		default:
			c.report.CountExpression(filter, true)
		}
	}
}
