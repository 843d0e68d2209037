package lss

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
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
	ours, err := c.translateExpression(src, self, c.asked)
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

// symbolTable collects what expressions may name and of which kind it is.
func (c *converter) symbolTable() {
	c.symbols = expr.Symbols{}
	for _, g := range c.survey.groups {
		for _, q := range g.questions {
			c.symbolsOf(q)
		}
	}
}

func (c *converter) symbolsOf(q *question) {
	switch kindOf(q).form {
	case formCodes, formRanks:
		symbol := expr.Symbol{Kind: expr.KindCodes, Question: q.key}
		for _, s := range q.subs[0] {
			symbol.Codes = append(symbol.Codes, s.key)
		}
		for _, a := range q.answers[0] {
			symbol.Codes = append(symbol.Codes, a.key)
		}
		if q.other {
			symbol.Codes = append(symbol.Codes, q.otherKey)
		}
		c.symbols[q.key] = symbol
	case formRowCodes:
		for _, s := range q.subs[0] {
			symbol := expr.Symbol{Kind: expr.KindCodes, Question: q.key}
			for _, o := range q.subs[1] {
				symbol.Codes = append(symbol.Codes, o.key)
			}
			c.symbols[q.key+"__"+s.key] = symbol
		}
	}
	for _, v := range q.parts() {
		if v.rank == 0 && (v.option == "" || kindOf(q).form == formCodes) {
			c.symbols[v.name] = v.symbol()
		}
	}
	for _, rest := range []string{"other", "comment"} {
		if v, ok := q.part(rest); ok {
			c.symbols[v.name] = expr.Symbol{Kind: expr.KindText, Question: q.key}
		}
	}
	if q.kind == "P" {
		for _, s := range q.subs[0] {
			c.symbols[q.key+"__"+s.key+"__text"] = expr.Symbol{Kind: expr.KindText, Question: q.key}
		}
	}
}

// symbol says of which kind a variable is.
func (v variable) symbol() expr.Symbol {
	symbol := expr.Symbol{Kind: expr.KindText, Question: v.question.key}
	q := v.question
	switch {
	case v.option != "":
		symbol.Kind = expr.KindBool
	case strings.HasSuffix(v.name, "__text") && kindOf(q).form != formCells:
	case slices.Contains([]string{"5", "A", "B", "C", "E", "F", "G", "H", "L", "O", "Y", "!", "1"}, q.kind):
		symbol.Kind = expr.KindCode
		for _, code := range v.options() {
			symbol.Codes = append(symbol.Codes, code)
		}
		slices.Sort(symbol.Codes)
	case q.kind == "D":
		symbol.Kind = expr.KindDate
	case slices.Contains([]string{"N", "K", ":"}, q.kind), slices.Contains([]string{"S", "Q", ";"}, q.kind) && q.is("numbers_only"):
		symbol.Kind = expr.KindNumber
	}
	return symbol
}

// inText is where an expression stands that a text inserts.
const inText = "expression in a text"

var errTooEarly = errors.New("nothing has been asked when this text is shown")

var simpleName = regexp.MustCompile(`^([A-Za-z0-9_#]+)((?:\.[A-Za-z]+)*)$`)

// insertion gives what stands in a text in place of an expression in braces.
func (c *converter) insertion(place, src, language string) string {
	if m := simpleName.FindStringSubmatch(strings.TrimPrefix(src, "INSERTANS:")); m != nil {
		if v, ok := c.survey.lookup(m[1]); ok {
			if text, ok := c.inserted(v, m[2], language); ok {
				c.report.CountExpression(inText, true)
				return text
			}
		}
	}
	key, err := c.calculation(place, src)
	if err != nil {
		c.untranslated(place, inText, "{"+src+"}", fmt.Errorf("it stands in the text as it is: %w", err))
		return "{" + strings.ReplaceAll(src, "${", "$${") + "}"
	}
	c.report.CountExpression(inText, true)
	return "${" + key + "}"
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
			return "", false
		}
	}
	if v.option != "" || v.rank > 0 || v.question.index >= c.asked || c.symbols[v.name].Kind == 0 {
		return "", false
	}
	return "${" + v.name + "}", true
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
	if c.asked == nothingAsked {
		return "", errTooEarly
	}
	ours, err := c.translateExpression(src, nil, c.asked)
	if err != nil {
		return "", err
	}
	result, err := c.resultOf(ours)
	if err != nil {
		return "", err
	}
	d := questionnaire.QuestionDef{Type: "calculated", Text: clip("{" + src + "}"), Calculate: ours, Result: result}
	d.Text = strings.ReplaceAll(d.Text, "${", "$${")
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

// symbolOf says what a calculation is in expressions.
func symbolOf(r questionnaire.Result, key string) expr.Symbol {
	kinds := map[questionnaire.Result]expr.Kind{"": expr.KindNumber, questionnaire.ResultText: expr.KindText, questionnaire.ResultDate: expr.KindDate}
	return expr.Symbol{Kind: kinds[r], Question: key}
}

// conditionIDs names rows of the table of conditions.
func conditionIDs(rows []row) string {
	var ids []string
	for _, r := range rows {
		ids = append(ids, firstOf(r.get("cid"), strconv.Itoa(r.number)))
	}
	return strings.Join(ids, ", ")
}
