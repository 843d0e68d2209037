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
)

var errOrphan = errors.New("the question belongs to nothing in the file")

// mend takes out what the definition cannot hold: an expression that is good
// by itself and still cannot stand where it does, or a question whose file
// contradicts itself. Each is listed.
func (c *converter) mend() {
	const rounds = 8
	for range rounds {
		_, problems := questionnaire.Compile(c.definition, nil)
		mended := map[string]bool{}
		for _, p := range problems {
			if p.Severity == questionnaire.Error && !mended[p.File] {
				mended[p.File] = true
				c.mendAt(p.File, p.Message)
			}
		}
		if len(mended) == 0 {
			return
		}
		c.dropEmptyRules()
	}
}

// dropEmptyRules removes the rules whose conditions were taken out.
func (c *converter) dropEmptyRules() {
	for i := range c.definition.Sections {
		for j := range c.definition.Sections[i].Questions {
			d := &c.definition.Sections[i].Questions[j]
			d.Require = slices.DeleteFunc(d.Require, func(r questionnaire.RuleDef) bool { return r.That == "" })
		}
	}
}

var (
	sectionPath  = regexp.MustCompile(`^sections\[(\d+)\]\.(.*)$`)
	questionPath = regexp.MustCompile(`^questions\[(\d+)\]\.?(.*)$`)
	partPath     = regexp.MustCompile(`^(options|rows|require)\[(\d+)\]\.(.*)$`)
)

// mendAt mends what stands at a path of the definition.
func (c *converter) mendAt(path, why string) {
	m := sectionPath.FindStringSubmatch(path)
	if m == nil {
		return
	}
	s := &c.definition.Sections[atoi(m[1])]
	if m[2] == "ask_if" {
		c.demote("section “"+s.Key+"”", "group relevance", &s.AskIf, why)
		return
	}
	if m[2] == "title" || m[2] == "text" {
		c.withoutPipes("section “"+s.Key+"”", map[string]*string{"title": &s.Title, "text": &s.Text}[m[2]], why)
		return
	}
	m = questionPath.FindStringSubmatch(m[2])
	if m == nil {
		return
	}
	d := &s.Questions[atoi(m[1])]
	c.mendQuestion(d, m[2], why)
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// mendQuestion mends a property of a question.
func (c *converter) mendQuestion(d *questionnaire.QuestionDef, property, why string) {
	place := "question “" + d.Key + "”"
	part := partPath.FindStringSubmatch(property)
	if part != nil && atoi(part[2]) >= map[string]int{"options": len(d.Options), "rows": len(d.Rows), "require": len(d.Require)}[part[1]] {
		return // the question has been given up
	}
	switch {
	case property == "text" || property == "hint":
		c.withoutPipes(place, map[string]*string{"text": &d.Text, "hint": &d.Hint}[property], why)
	case part != nil && part[1] == "rows" && part[3] == "text":
		c.withoutPipes(place, &d.Rows[atoi(part[2])].Text, why)
	case part != nil && part[1] == "options" && part[3] == "text":
		c.withoutPipes(place, &d.Options[atoi(part[2])].Text, why)
	case property == "ask_if":
		keep(d, "ask_if", d.AskIf)
		c.demote(place, "relevance", &d.AskIf, why)
	case property == "default":
		keep(d, "default", d.Default)
		d.Default = ""
		c.report.Add(convert.Kept, place, "default value", "%s", why)
	case part != nil && part[3] == "ask_if":
		n := atoi(part[2])
		if part[1] == "rows" {
			keep(d, "ask_if "+d.Rows[n].Code, d.Rows[n].AskIf)
			c.demote(place, "subquestion relevance", &d.Rows[n].AskIf, why)
		} else if part[1] == "options" {
			keep(d, "ask_if "+d.Options[n].Code, d.Options[n].AskIf)
			c.demote(place, "subquestion relevance", &d.Options[n].AskIf, why)
		}
	case part != nil && part[1] == "require":
		n := atoi(part[2])
		keep(d, d.Require[n].Key, d.Require[n].That)
		c.demote(place, ruleFeature(d.Require[n].Key), &d.Require[n].That, why)
	default:
		c.giveUp(d, property, why)
	}
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
func (c *converter) demote(place, feature string, expression *string, why string) {
	c.report.Add(convert.Untranslated, place, feature, "“%s” cannot stand here: %s", clip(*expression), why)
	*expression = ""
	t := c.report.Expressions[feature]
	if t.Live > 0 {
		t.Live--
		t.Unsupported++
		c.report.Expressions[feature] = t
	}
}

// withoutPipes takes out of a text what it cannot insert.
func (c *converter) withoutPipes(place string, text *string, why string) {
	c.report.Add(convert.Untranslated, place, inText, "“%s”: %s", clip(*text), why)
	count := 0
	for pipes := questionnaire.ParsePipes(*text); len(pipes) > 0; pipes = questionnaire.ParsePipes(*text) {
		p := pipes[len(pipes)-1]
		*text = (*text)[:p.Start] + "…" + (*text)[p.End:]
		count++
	}
	if strings.TrimSpace(*text) == "" || count == 0 {
		*text = "…"
	}
	t := c.report.Expressions[inText]
	t.Live--
	t.Unsupported++
	c.report.Expressions[inText] = t
}

// giveUp makes a question that cannot be asked an unsupported one.
func (c *converter) giveUp(d *questionnaire.QuestionDef, property, why string) {
	if d.Type == "unsupported" {
		return
	}
	c.report.Add(convert.Unsupported, "question “"+d.Key+"”", property, "%s; the question is kept as unsupported", why)
	c.report.Rows.Live--
	c.report.Rows.Unsupported++
	keep(d, "type", d.Type)
	*d = questionnaire.QuestionDef{Key: d.Key, Type: "unsupported", Was: fmt.Sprintf("%s that cannot be asked", d.Type), Text: d.Text, Hint: d.Hint, Foreign: d.Foreign}
}
