package lss

import (
	"slices"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// list converts one choice of a list.
func (c *converter) list(q *question, d *questionnaire.QuestionDef) {
	d.Type = "single"
	if q.kind == "!" || q.kind == "O" && c.is(q, "use_dropdown") {
		d.Display = questionnaire.DisplayList
	}
	c.answers(q, 0, d, "question."+q.key+".")
	c.groupOptions(q, d)
	c.other(q, d)
	c.order(q, d)
}

// answers adds the options of a scale to a question or a column; id begins
// their string ids.
func (c *converter) answers(q *question, scale int, d *questionnaire.QuestionDef, id string) {
	scored := c.survey.settings.get("assessments") == "Y" && d.Type == "single" &&
		slices.ContainsFunc(q.answers[scale], func(a *answer) bool { return a.score != "" && a.score != "0" })
	for _, a := range q.answers[scale] {
		o := questionnaire.OptionDef{Code: a.key}
		o.Text = firstOf(c.plain(id+"option."+a.key, c.placeOf(q, a), c.needed(c.placeOf(q, a), a.text)), a.code)
		if score, ok := float(a.score); ok && scored {
			o.Score = &score
		}
		d.Options = append(d.Options, o)
	}
}

func (c *converter) placeOf(q *question, a *answer) string {
	return q.place() + ", answer “" + clip(a.code) + "” (" + a.row.place() + ")"
}

// groupOptions parts options into groups as LimeSurvey's dropdowns do: by a
// separator inside their texts.
func (c *converter) groupOptions(q *question, d *questionnaire.QuestionDef) {
	separator := c.attribute(q, "category_separator")
	if separator == "" || q.kind != "!" {
		return
	}
	groups := map[string]string{} // keys by heading
	keys := newNames(true, "group")
	for i := range d.Options {
		o := &d.Options[i]
		heading, text, found := strings.Cut(o.Text, separator)
		if heading = strings.TrimSpace(heading); !found || heading == "" || strings.TrimSpace(text) == "" {
			continue
		}
		if groups[heading] == "" {
			groups[heading] = keys.give(slug(heading, 30))
			d.OptionGroups = append(d.OptionGroups, questionnaire.OptionGroupDef{Key: groups[heading], Text: heading})
		}
		o.Group, o.Text = groups[heading], strings.TrimSpace(text)
		c.splitGroup(q, o, separator)
	}
}

// splitGroup does the same to the translations of an option.
func (c *converter) splitGroup(q *question, o *questionnaire.OptionDef, separator string) {
	id := "question." + q.key + "."
	heading := id + "group." + o.Group
	for tag, translated := range c.said[id+"option."+o.Code] {
		group, text, found := strings.Cut(translated, separator)
		if !found {
			continue
		}
		c.said[id+"option."+o.Code][tag] = strings.TrimSpace(text)
		if c.said[heading] == nil {
			c.said[heading] = texts{}
		}
		if c.said[heading][tag] == "" {
			c.said[heading][tag] = strings.TrimSpace(group)
		}
	}
}

// other adds the option that asks for a text.
func (c *converter) other(q *question, d *questionnaire.QuestionDef) {
	if !q.other {
		return
	}
	id, place := "question."+q.key+".option."+q.otherKey, q.place()+", other_replace_text"
	text := c.plain(id, place, c.perLanguage(q, "other_replace_text"))
	if text == "" {
		text = c.word(id, place, wordOther)
	}
	o := questionnaire.OptionDef{Code: q.otherKey, Text: text, Other: true}
	at := len(d.Options)
	switch c.attribute(q, "other_position") {
	case "beginning":
		at = 0
	case "specific":
		code := c.attribute(q, "other_position_code")
		if i := slices.IndexFunc(d.Options, func(o questionnaire.OptionDef) bool { return o.Code == code }); i >= 0 {
			at = i + 1
		}
	}
	d.Options = slices.Insert(d.Options, at, o)
}

// order sets the order of options or rows.
func (c *converter) order(q *question, d *questionnaire.QuestionDef) {
	random := c.is(q, "random_order")
	for _, name := range []string{"answer_order", "subquestion_order"} {
		switch c.attribute(q, name) {
		case "random":
			random = true
		case "alphabetical":
			c.alphabetical(q, d)
		}
	}
	if c.is(q, "alphasort") {
		c.alphabetical(q, d)
	}
	if !random {
		return
	}
	d.Order = questionnaire.OrderRandom
	for i := range d.Options {
		d.Options[i].Anchored = d.Options[i].Other || d.Options[i].Exclusive
	}
}

// alphabetical sorts options as LimeSurvey does when showing them.
func (c *converter) alphabetical(q *question, d *questionnaire.QuestionDef) {
	slices.SortStableFunc(d.Options, func(a, b questionnaire.OptionDef) int {
		if a.Other != b.Other {
			return strings.Compare(strconv.FormatBool(a.Other), strconv.FormatBool(b.Other))
		}
		return strings.Compare(strings.ToLower(a.Text), strings.ToLower(b.Text))
	})
	c.report.Add(convert.Changed, q.place(), "alphabetical order", "options stand in the alphabetical order of the language “%s”; other languages have the same order", c.definition.Language)
}

// multiple converts a choice of several options, which are subquestions; with
// comments, every option asks for a text.
func (c *converter) multiple(q *question, d *questionnaire.QuestionDef) {
	d.Type = "multiple"
	exclusive := strings.Split(c.attribute(q, "exclude_all_others"), ";")
	for _, s := range q.subs[0] {
		o := questionnaire.OptionDef{Code: s.key, Other: q.kind == "P", Exclusive: slices.Contains(exclusive, s.code)}
		o.Text = firstOf(c.plain("question."+q.key+".option."+s.key, s.place(), c.needed(s.place(), s.text)), s.code)
		o.AskIf = c.partCondition(q, s, d)
		d.Options = append(d.Options, o)
	}
	c.other(q, d)
	if q.other {
		c.otherCondition(q, d)
	}
	c.order(q, d)
	c.limits(q, d)
	if q.kind == "P" {
		c.report.Add(convert.Changed, q.place(), "comments", "every option asks for a text when it is chosen, which need not be a comment")
	}
}

// ranking converts a ranking of answers.
func (c *converter) ranking(q *question, d *questionnaire.QuestionDef) {
	d.Type = "ranking"
	c.answers(q, 0, d, "question."+q.key+".")
	for i, a := range q.answers[0] {
		d.Options[i].AskIf = c.answerCondition(q, a)
	}
	c.order(q, d)
	c.limits(q, d)
}

// limits sets how many options may be chosen. Numbers that are computed are
// rules; see rules.
func (c *converter) limits(q *question, d *questionnaire.QuestionDef) {
	most := float64(len(d.Options))
	for name, target := range map[string]**float64{"min_answers": &d.Min, "max_answers": &d.Max, "max_subquestions": &d.Max} {
		value := q.attribute(name)
		n, ok := float(value)
		if !ok || n < 1 || n != float64(int(n)) {
			continue
		}
		c.attribute(q, name)
		n = min(n, most)
		if *target == nil || **target > n {
			*target = &n
		}
	}
}

// comment is the paragraph below a list with comment.
func (c *converter) comment(q *question, d *questionnaire.QuestionDef) questionnaire.QuestionDef {
	key := q.commentKey
	return questionnaire.QuestionDef{
		Key: key, Type: "paragraph", AskIf: d.AskIf,
		Text: c.word("question."+key+".text", q.place()+", comment", wordComment),
	}
}
