package lss

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

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
		rules = append(rules, unlessBlank(q, v, that))
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
	pattern := withoutSpaceClass(strings.ReplaceAll(m[1], `\/`, `/`))
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

// withoutSpaceClass spells out \s, which our patterns do not have.
func withoutSpaceClass(pattern string) string {
	var b strings.Builder
	class := false
	for i := 0; i < len(pattern); i++ {
		switch {
		case pattern[i] == '\\' && i+1 < len(pattern):
			i++
			switch {
			case pattern[i] == 's' && class:
				b.WriteString(` \t\r\n`)
			case pattern[i] == 's':
				b.WriteString(`[ \t\r\n]`)
			case pattern[i] == 'S' && !class:
				b.WriteString(`[^ \t\r\n]`)
			default:
				b.WriteString(pattern[i-1 : i+1])
			}
			continue
		case pattern[i] == '[':
			class = true
		case pattern[i] == ']':
			class = false
		}
		b.WriteByte(pattern[i])
	}
	return b.String()
}

// topLevelAlternative reports whether a pattern has alternatives, so that what
// is put around it needs brackets.
func topLevelAlternative(pattern string) bool { return strings.Contains(pattern, "|") }
