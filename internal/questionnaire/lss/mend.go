package lss

import (
	"errors"
	"fmt"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

var errOrphan = errors.New("the question belongs to nothing in the file")

// mend takes out what the definition cannot hold: an expression that is good
// by itself and still cannot stand where it does, or a question whose file
// contradicts itself. Each is listed.
func (c *converter) mend() { convert.Mend(c.definition, c.report, c.mendAt) }

// mendAt mends one property, and reports whether there was anything to do.
func (c *converter) mendAt(p convert.Problem) bool {
	if p.Question != nil {
		return c.mendQuestion(p)
	}
	if p.Section == nil {
		return false
	}
	place := "section “" + p.Section.Key + "”"
	switch p.Property {
	case "ask_if":
		return c.demote(place, "group relevance", &p.Section.AskIf, p.Message)
	case "title", "text":
		return c.withoutPipes(place, p.Text(), p.Message)
	}
	return false
}

// mendQuestion mends a property of a question.
func (c *converter) mendQuestion(p convert.Problem) bool {
	d := p.Question
	place := "question “" + d.Key + "”"
	list, n, property := p.Element()
	switch {
	case list == "require":
		rule := &d.Require[n]
		if rule.That == "" {
			return false // it goes already
		}
		keep(d, rule.Key, rule.That)
		return c.demote(place, ruleFeature(rule.Key), &rule.That, p.Message)
	case list == "options" && property == "ask_if":
		keep(d, "ask_if "+d.Options[n].Code, d.Options[n].AskIf)
		return c.demote(place, "subquestion relevance", p.Text(), p.Message)
	case list == "rows" && property == "ask_if":
		keep(d, "ask_if "+d.Rows[n].Code, d.Rows[n].AskIf)
		return c.demote(place, "subquestion relevance", p.Text(), p.Message)
	case property == "ask_if" && list == "":
		keep(d, "ask_if", d.AskIf)
		return c.demote(place, "relevance", &d.AskIf, p.Message)
	case property == "default" && list == "":
		keep(d, "default", d.Default)
		c.report.Add(convert.Kept, place, "default value", "%s", p.Message)
		p.Clear()
		return true
	case property == "hint" && list == "", property == "text" && (list == "" || list == "options" || list == "rows"):
		return c.withoutPipes(place, p.Text(), p.Message)
	}
	return c.giveUp(d, p.Property, p.Message)
}

// ruleFeature is the attribute that a rule comes from.
func ruleFeature(key string) string {
	if strings.HasPrefix(key, "pattern") {
		return "preg"
	}
	return strings.TrimRight(key, "_0123456789")
}

// demote takes an expression out of the definition and counts it as not
// translated.
func (c *converter) demote(place, feature string, expression *string, why string) bool {
	c.report.Add(convert.Untranslated, place, feature, "“%s” cannot stand here: %s", clip(*expression), why)
	c.report.Withdraw(feature)
	*expression = ""
	return true
}

// withoutPipes takes out of a text what it cannot insert.
func (c *converter) withoutPipes(place string, text *string, why string) bool {
	c.report.Add(convert.Untranslated, place, inText, "“%s”: %s", clip(*text), why)
	c.report.Withdraw(inText)
	count := 0
	for pipes := questionnaire.ParsePipes(*text); len(pipes) > 0; pipes = questionnaire.ParsePipes(*text) {
		p := pipes[len(pipes)-1]
		*text = (*text)[:p.Start] + "…" + (*text)[p.End:]
		count++
	}
	if strings.TrimSpace(*text) == "" || count == 0 {
		*text = "…"
	}
	return true
}

// giveUp makes a question that cannot be asked an unsupported one.
func (c *converter) giveUp(d *questionnaire.QuestionDef, property, why string) bool {
	if d.Type == "unsupported" {
		return false
	}
	c.report.Add(convert.Unsupported, "question “"+d.Key+"”", property, "%s; the question is kept as unsupported", why)
	c.report.WithdrawRow()
	keep(d, "type", d.Type)
	*d = questionnaire.QuestionDef{Key: d.Key, Type: "unsupported", Was: fmt.Sprintf("%s that cannot be asked", d.Type), Text: d.Text, Hint: d.Hint, Foreign: d.Foreign}
	return true
}
