package lss

import (
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// equation converts a value that LimeSurvey computes: of the attribute
// equation, or of the expressions in the question's text.
func (c *converter) equation(q *question, d *questionnaire.QuestionDef) {
	src := c.attribute(q, "equation")
	if src == "" {
		src = c.say(q.text)
	} else {
		d.Text = c.plain("question."+q.key+".text", q.place()+", text", q.text)
	}
	formula := formulaOf(src)
	ours, err := c.translateExpression(expression{src: formula, place: q.place(), feature: "equation", value: true, self: q, before: c.asked})
	var result questionnaire.Result
	if err == nil {
		result, err = c.resultOf(ours)
	}
	if err != nil {
		d.Type, d.Was = "unsupported", kinds["*"].name
		keep(d, "equation", src)
		c.untranslated(q.place(), "equation", src, err)
		c.report.Add(convert.Unsupported, q.place(), "equation", "kept as the unsupported question “%s”, which has no value", q.key)
		delete(c.symbols, q.key)
		return
	}
	c.report.CountExpression("equation", true)
	d.Type, d.Calculate, d.Result = "calculated", ours, result
	if d.Text == "" {
		d.Text = q.code
	}
	c.symbols[q.key] = symbolOf(result, q.key)
}

// formulaOf writes a text with expressions as one expression: what stands in
// braces alone, or everything joined.
func formulaOf(src string) string {
	src = strings.TrimSpace(src)
	text := plainExpression(src)
	if start, end := nextExpression(text); start == 0 && end == len(text) {
		return text[1 : end-1]
	}
	var parts []string
	for {
		start, end := nextExpression(text)
		if start < 0 {
			break
		}
		if before := toPlain(text[:start]).text; before != "" {
			parts = append(parts, quoted(before))
		}
		parts = append(parts, text[start+1:end-1])
		text = text[end:]
	}
	rest := toPlain(text).text
	if rest != "" {
		parts = append(parts, quoted(rest))
	}
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return parts[0]
	}
	return "join(" + strings.Join(parts, ", ") + ")"
}
