package lss

import (
	"errors"
	"fmt"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

var errOnlyTranslated = errors.New("the text in the language of the survey does not insert it")

// Codes of the options of a calculation that chooses between two texts.
const (
	codeThen = "yes"
	codeElse = "no"
)

// alternative is an expression that chooses between two texts, which differ
// from language to language.
type alternative struct{ condition, then, otherwise string }

// alternativeOf takes if(condition, 'text', 'text') apart.
func alternativeOf(src string) (alternative, bool) {
	inner, ok := strings.CutPrefix(strings.TrimSpace(src), "if")
	inner = strings.TrimSpace(inner)
	if !ok || len(inner) < 2 || inner[0] != '(' || inner[len(inner)-1] != ')' {
		return alternative{}, false
	}
	parts := arguments(inner[1 : len(inner)-1])
	if len(parts) != 3 {
		return alternative{}, false
	}
	a := alternative{condition: parts[0]}
	var first, second bool
	a.then, first = unquoted(parts[1])
	a.otherwise, second = unquoted(parts[2])
	return a, first && second
}

// arguments splits at the commas outside of quotes and brackets; nil where
// brackets do not match.
func arguments(s string) []string {
	var parts []string
	var q quoting
	depth, start := 0, 0
	for i := range len(s) {
		switch ch := s[i]; {
		case q.inside(ch):
		case ch == '(':
			depth++
		case ch == ')':
			if depth--; depth < 0 {
				return nil
			}
		case ch == ',' && depth == 0:
			parts = append(parts, strings.TrimSpace(s[start:i]))
			start = i + 1
		}
	}
	return append(parts, strings.TrimSpace(s[start:]))
}

// quoting follows the quotes of an expression from byte to byte.
type quoting struct {
	quote   byte // that is open, or 0
	escaped bool // the next byte stands for itself
}

// inside takes the next byte and reports whether it belongs to a text in
// quotes, with these.
func (q *quoting) inside(b byte) bool {
	switch {
	case q.escaped:
		q.escaped = false
	case q.quote == 0 && (b == '\'' || b == '"'):
		q.quote = b
	case q.quote == 0:
		return false
	case b == '\\':
		q.escaped = true
	case b == q.quote:
		q.quote = 0
	}
	return true
}

// unquoted is the text of a literal; false for anything else and for one
// without text.
func unquoted(s string) (string, bool) {
	if len(s) < 3 || s[0] != '\'' && s[0] != '"' || s[len(s)-1] != s[0] || strings.Contains(s[1:len(s)-1], s[:1]) || strings.Contains(s, `\`) {
		return "", false
	}
	text := toPlain(s[1 : len(s)-1]).text
	return strings.ReplaceAll(text, "${", "$${"), text != ""
}

// chosen gives the calculated question that chooses between two texts: made in
// the language of the survey, and found again in the others, whose texts are
// the translations of its options.
func (c *converter) chosen(place string, a alternative, language string) (string, error) {
	if language != c.survey.base {
		keys := c.alternatives[a.condition]
		if len(keys) == 0 {
			return "", errOnlyTranslated
		}
		key := keys[min(c.reused[a.condition], len(keys)-1)]
		c.reused[a.condition]++
		c.put("question."+key+".option."+codeThen, c.language[language], a.then)
		c.put("question."+key+".option."+codeElse, c.language[language], a.otherwise)
		return key, nil
	}
	id := strings.Join([]string{"if", a.condition, a.then, a.otherwise}, "\x00")
	key, ok := c.calculations[id]
	if !ok {
		var err error
		if key, err = c.newAlternative(place, a); err != nil {
			return "", err
		}
		c.calculations[id] = key
	}
	c.alternatives[a.condition] = append(c.alternatives[a.condition], key)
	return key, nil
}

func (c *converter) newAlternative(place string, a alternative) (string, error) {
	if c.asked == nothingAsked {
		return "", errTooEarly
	}
	src := fmt.Sprintf("if(%s, '%s', '%s')", a.condition, codeThen, codeElse)
	ours, err := c.translateExpression(expression{src: src, place: place, feature: inText, value: true, before: c.asked})
	if err != nil {
		return "", err
	}
	if result, err := c.resultOf(ours); err != nil || result != questionnaire.ResultText {
		return "", errors.Join(err, errors.New("it does not choose between two texts"))
	}
	d := questionnaire.QuestionDef{
		Key: c.keys.give(c.subject + "_insert"), Type: "calculated", Text: inTextOf(a.condition), Calculate: ours,
		Options: []questionnaire.OptionDef{{Code: codeThen, Text: a.then}, {Code: codeElse, Text: a.otherwise}},
	}
	c.symbols[d.Key] = expr.Symbol{Kind: expr.KindCode, Codes: []string{codeThen, codeElse}, Question: d.Key}
	c.before = append(c.before, d)
	c.report.Add(convert.Changed, place, inText, "“{if(%s, …)}” is now the calculated question “%s”", clip(a.condition), d.Key)
	return d.Key, nil
}

// inTextOf is the wording of a calculation that a text inserts, for staff.
func inTextOf(src string) string { return strings.ReplaceAll(clip("{"+src+"}"), "${", "$${") }
