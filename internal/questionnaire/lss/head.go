package lss

import (
	"regexp"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// nothingAsked is for texts in which nothing can be inserted.
const nothingAsked = -1

// draft is the edition until somebody names it.
const draft = "draft"

var mailAddress = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)

// head converts what the file says of the survey as a whole.
func (c *converter) head() {
	d := c.definition
	c.asked = nothingAsked
	title := c.needed("surveyls_title", c.inLanguages("surveyls_title"))
	d.Title = firstOf(c.plain("title", "surveyls_title", title), "Survey "+c.survey.settings.get("sid"))
	d.Survey = strings.ReplaceAll(slug(d.Title, 40), "_", "-")
	if d.Survey == "" {
		d.Survey = "survey-" + firstOf(plainName(c.survey.settings.get("sid")), "imported")
	}
	d.Edition = draft
	d.Confidentiality = questionnaire.Identified
	if c.survey.settings.get("anonymized") == "Y" {
		d.Confidentiality = questionnaire.Anonymous
	}
	if mail := strings.TrimSpace(c.survey.settings.get("adminemail")); mailAddress.MatchString(mail) {
		d.Contact = mail
	}
	d.Introduction = c.joined("introduction", "surveyls_description", "surveyls_welcometext", "surveyls_policy_notice")
	c.leftSettings()
}

// thanks converts the end text, which may insert all answers.
func (c *converter) thanks() {
	c.asked, c.subject = len(c.survey.byQID), "thanks"
	c.definition.Thanks = c.markdown("thanks", "surveyls_endtext", c.inLanguages("surveyls_endtext"))
	if last := len(c.definition.Sections) - 1; last >= 0 {
		s := &c.definition.Sections[last]
		s.Questions = append(s.Questions, c.takeBefore()...)
	}
}

// inLanguages collects a text of the survey.
func (c *converter) inLanguages(column string) texts {
	t := texts{}
	for l, r := range c.survey.texts {
		t.put(l, r.get(column))
	}
	return t
}

// joined puts several texts below each other.
func (c *converter) joined(id string, columns ...string) string {
	var source []string
	all := map[string][]string{}
	for _, column := range columns {
		if text := c.markdown(column, column, c.inLanguages(column)); text != "" {
			source = append(source, text)
		}
		for tag, text := range c.said[column] {
			all[tag] = append(all[tag], text)
		}
		delete(c.said, column)
	}
	for tag, parts := range all {
		c.put(id, tag, strings.Join(parts, "\n\n"))
	}
	return strings.Join(source, "\n\n")
}

// leftSettings lists settings that mean something to respondents or staff and
// have no place in a questionnaire.
func (c *converter) leftSettings() {
	for _, s := range []struct{ column, usual, what string }{
		{"startdate", "", "set when the edition opens"},
		{"expires", "", "set when the edition closes"},
		{"assessments", "N", "the rules that tell respondents their score are left out; options keep their values as scores"},
		{"usecaptcha", "N", "guards of forms are the server's"},
	} {
		if value := c.survey.settings.get(s.column); value != "" && value != s.usual {
			c.report.Add(convert.LeftOut, "surveys", s.column, "“%s”: %s", clip(value), s.what)
		}
	}
	if c.survey.settings.get("confidentiality") == "" && c.survey.settings.get("anonymized") != "Y" {
		c.report.Add(convert.Changed, "surveys", "anonymized", "the survey is not anonymous, so confidentiality is “identified”; write confidential or anonymous if that is what you promise")
	}
	for _, column := range []string{"surveyls_url", "surveyls_policy_error", "surveyls_legal_notice", "surveyls_attributecaptions"} {
		if value := c.say(c.inLanguages(column)); value != "" && value != "{}" && value != "[]" {
			c.report.Add(convert.LeftOut, "surveys_languagesettings", column, "“%s” has no counterpart", clip(value))
		}
	}
	if c.say(c.inLanguages("surveyls_email_invite")) != "" {
		c.report.Add(convert.LeftOut, "surveys_languagesettings", "mails", "the texts of invitations, reminders and confirmations belong to the campaign of an edition")
	}
}

// leftTables lists what tables hold that a questionnaire does not.
func (c *converter) leftTables() {
	for _, t := range []struct{ table, what string }{
		{"quota", "responses are not counted against quotas"},
		{"quota_members", "responses are not counted against quotas"},
		{"assessments", "respondents are not told a score; write a calculated question and insert it into the thanks"},
		{"survey_url_parameters", "answers are not taken from the address; declare administrative columns"},
		{"surveys_groupsettings", "settings of survey groups stay with LimeSurvey"},
		{"plugin_settings", "plugins stay with LimeSurvey"},
	} {
		rows := c.survey.document.tables[t.table]
		for _, r := range rows[:min(len(rows), 20)] {
			c.report.Add(convert.LeftOut, r.place(), strings.ReplaceAll(t.table, "_", " "), "“%s”: %s", clip(firstOf(r.get("name"), r.get("parameter"), r.get("key"), r.get("id"))), t.what)
		}
		if more := len(rows) - 20; more > 0 {
			c.report.Add(convert.LeftOut, t.table, strings.ReplaceAll(t.table, "_", " "), "%d more rows: %s", more, t.what)
		}
	}
}
