package lss

import (
	"errors"
	"fmt"
	"regexp"
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
	switch {
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
		rule := d.Require[n]
		keep(d, rule.Key, rule.That)
		c.demote(place, ruleFeature(rule.Key), &rule.That, why)
		d.Require = append(d.Require[:n:n], d.Require[n+1:]...)
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
