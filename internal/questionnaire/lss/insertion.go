package lss

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

// inText is where an expression stands that a text inserts.
const inText = "expression in a text"

var errTooEarly = errors.New("nothing has been asked when this text is shown")

var simpleName = regexp.MustCompile(`^([A-Za-z0-9_#]+)((?:\.[A-Za-z]+)*)$`)

// insertion gives what stands in a text in place of an expression in braces.
func (c *converter) insertion(place, src, language string) string {
	src = strings.TrimPrefix(src, "INSERTANS:")
	if m := simpleName.FindStringSubmatch(src); m != nil {
		if v, ok := c.survey.lookup(m[1]); ok {
			if text, ok := c.inserted(v, m[2], language); ok {
				c.report.CountExpression(inText, true)
				return text
			}
		}
	}
	key, err := c.inserting(place, strings.TrimSuffix(src, ".shown"), language)
	if err != nil {
		c.untranslated(place, inText, "{"+src+"}", fmt.Errorf("it stands in the text as it is: %w", err))
		return "{" + strings.ReplaceAll(src, "${", "$${") + "}"
	}
	c.report.CountExpression(inText, true)
	return "${" + key + "}"
}

// inserting gives the calculated question that an expression becomes.
func (c *converter) inserting(place, src, language string) (string, error) {
	if a, ok := alternativeOf(src); ok {
		return c.chosen(place, a, language)
	}
	if _, known := c.calculations[src]; !known && language != c.survey.base {
		return "", errOnlyTranslated
	}
	return c.calculation(place, src)
}

// inserted gives what stands for an answer, or for the wording of its
// question; false where that is not simply inserted.
func (c *converter) inserted(v variable, attributes, language string) (string, bool) {
	for attribute := range strings.FieldsFuncSeq(attributes, func(r rune) bool { return r == '.' }) {
		switch attribute {
		case "shown", "NAOK", "value", "code":
		case "question":
			return c.wording(v, language), true
		default:
			return c.constant(v, attribute)
		}
	}
	if v.rank > 0 && v.question.index < c.asked {
		key, ok := c.rankKey(v)
		return "${" + key + "}", ok
	}
	if v.option != "" || v.rank > 0 || v.question.index >= c.asked || c.symbols[v.name].Kind == 0 {
		return "", false
	}
	return "${" + v.name + "}", true
}

// constant gives what an attribute of a variable is for everybody: numbers and
// settings of the file, which are good for nothing but looking for mistakes.
func (c *converter) constant(v variable, attribute string) (string, bool) {
	q := v.question
	switch attribute {
	case "qid":
		return q.qid, true
	case "gid":
		return q.gid, true
	case "type":
		return escape(q.kind), true
	case "mandatory":
		return q.mandatory, true
	case "relevance":
		return escape(strings.ReplaceAll(q.relevance, "${", "$${")), true
	case "grelevance":
		return escape(strings.ReplaceAll(q.group.relevance, "${", "$${")), true
	case "help":
		return escape(toPlain(c.say(q.help)).text), !strings.Contains(c.say(q.help), "{")
	}
	return "", false
}

// rankKey is the calculated question that holds the option at a place of a
// ranking; false where there is no such place.
func (c *converter) rankKey(v variable) (string, bool) {
	q := v.question
	if v.rank > len(q.answers[0]) || len(q.answers[0]) == 0 {
		return "", false
	}
	id := fmt.Sprintf("%s %d", q.key, v.rank)
	if key, ok := c.calculations[id]; ok {
		return key, true
	}
	d := questionnaire.QuestionDef{
		Key: c.keys.give(fmt.Sprintf("%s_rank_%d", q.key, v.rank)), Type: "calculated",
		Text: fmt.Sprintf("%s: %d", q.code, v.rank), Calculate: fmt.Sprintf("code_at(%s, %d)", q.key, v.rank),
	}
	c.answers(q, 0, &d, "question."+d.Key+".")
	symbol := expr.Symbol{Kind: expr.KindCode, Question: d.Key}
	for _, o := range d.Options {
		symbol.Codes = append(symbol.Codes, o.Code)
	}
	c.symbols[d.Key], c.indexes[d.Key], c.codes[d.Key] = symbol, q.index, c.codes[q.key]
	c.before = append(c.before, d)
	c.calculations[id] = d.Key
	return d.Key, true
}

// wording is the text of a question or of its part, without expressions of its
// own.
func (c *converter) wording(v variable, language string) string {
	q := v.question
	if v.sub != nil {
		q = v.sub
	}
	text, ok := q.text[language]
	if !ok {
		text = c.say(q.text)
	}
	var b strings.Builder
	for start, end := nextExpression(text); start >= 0 && b.Len() < maxText; start, end = nextExpression(text) {
		b.WriteString(text[:start] + "…")
		text = text[end:]
	}
	b.WriteString(text)
	return escape(toPlain(b.String()).text)
}

// calculation makes a calculated question of an expression that a text
// inserts, or finds the one that was made before.
func (c *converter) calculation(place, src string) (string, error) {
	if key, ok := c.calculations[src]; ok {
		return key, nil
	}
	switch {
	case c.asked == nothingAsked:
		return "", errTooEarly
	case len(c.calculations) >= maxQuestions:
		return "", errTooMany
	}
	ours, err := c.translateExpression(expression{src: src, place: place, feature: inText, value: true, before: c.asked})
	if err != nil {
		return "", err
	}
	result, err := c.resultOf(ours)
	if err != nil {
		return "", err
	}
	d := questionnaire.QuestionDef{Type: "calculated", Text: inTextOf(src), Calculate: ours, Result: result}
	d.Key = c.keys.give(c.subject + "_insert")
	c.symbols[d.Key] = symbolOf(result, d.Key)
	c.before = append(c.before, d)
	c.calculations[src] = d.Key
	c.report.Add(convert.Changed, place, inText, "“{%s}” is now the calculated question “%s”", clip(src), d.Key)
	return d.Key, nil
}

func (c *converter) takeBefore() []questionnaire.QuestionDef {
	before := c.before
	c.before = nil
	return before
}
