package questionnaire

import (
	"math"
	"regexp"
	"time"
	_ "time/tzdata" // the same time zones are valid on every machine

	"golang.org/x/text/language"
)

var (
	surveyPattern  = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	editionPattern = regexp.MustCompile(`^[A-Za-z0-9]+([._-][A-Za-z0-9]+)*$`)
	contactPattern = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)
)

const maxMinutes = 24 * 60

// head checks what is said of the questionnaire as a whole.
func (c *compiler) head() {
	d := c.def
	if c.require("survey", d.Survey, "name the survey, the same in every edition, for example industry-survey") && !surveyPattern.MatchString(d.Survey) {
		c.fail("survey", "the survey's key “%s” cannot be used in addresses; write small letters, digits and single hyphens, for example industry-survey", clip(d.Survey))
	}
	if c.require("edition", d.Edition, "name the edition, for example 2026") && !editionPattern.MatchString(d.Edition) {
		c.fail("edition", "the edition's key “%s” cannot be used in addresses; write letters, digits and single . _ or -, for example 2026", clip(d.Edition))
	}
	if c.require("language", d.Language, "write the language of this file, for example en") {
		c.languageTag("language", d.Language)
	}
	c.require("title", d.Title, "write the name of the survey as respondents read it")
	if c.require("confidentiality", string(d.Confidentiality), "write identified, confidential or anonymous") {
		oneOf(c, "confidentiality", d.Confidentiality, Identified, Confidential, Anonymous)
	}
	oneOf(c, "routing", d.Routing, "declared", "unknown")
	if d.Contact != "" && !contactPattern.MatchString(d.Contact) {
		c.fail("contact", "“%s” is no e-mail address; write one such as survey@example.org, without a name", clip(d.Contact))
	}
	if d.Minutes < 0 || d.Minutes > maxMinutes {
		c.fail("minutes", "%d minutes cannot be how long the answers take; write a whole number such as 12", d.Minutes)
	}
	c.timeZone("time_zone", d.TimeZone)
	if len(d.Sections) == 0 {
		c.fail("sections", "there are no sections; add one with a key, a title and questions")
	}
}

// languageTag reports what is no language, or not in its usual spelling.
func (c *compiler) languageTag(path, tag string) {
	parsed, err := language.Parse(tag)
	if err != nil || parsed == language.Und {
		c.fail(path, "“%s” is no language; write a BCP 47 tag such as en, fr, ar or pt-BR", clip(tag))
	} else if parsed.String() != tag {
		c.fail(path, "the language “%s” is usually written %s; write it so, here and in file names", tag, parsed)
	}
}

func (c *compiler) timeZone(path, zone string) {
	if zone == "" {
		return
	}
	if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
		c.fail(path, "there is no time zone “%s”; write an IANA name such as Europe/London or UTC", clip(zone))
	}
}

// finite reports whether a number is absent or a number indeed, and else
// reports it as a problem.
func (c *compiler) finite(path string, x *float64) bool {
	if x == nil || !math.IsInf(*x, 0) && !math.IsNaN(*x) {
		return true
	}
	c.fail(path, "“%s” must be a number; write one such as 0 or 2.5", lastName(path))
	return false
}
