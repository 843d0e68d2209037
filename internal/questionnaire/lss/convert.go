package lss

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/language"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

// Read reads a survey structure and makes a questionnaire of it, with every
// language as a translation. name is the file's, for messages. The report
// lists what did not come over as it was; the definition is for package
// questionnaire to check. An error says that the file is none that can be
// read, or too large.
func Read(r io.Reader, name string) (*questionnaire.Definition, *convert.Report, error) {
	d, err := parse(r, name)
	if err != nil {
		return nil, nil, err
	}
	c := &converter{
		survey: assemble(d), report: &convert.Report{}, definition: &questionnaire.Definition{},
		said: map[string]texts{}, calculations: map[string]string{},
	}
	if err := c.survey.fits(name); err != nil {
		return nil, nil, err
	}
	c.tags()
	c.orphans()
	c.name()
	c.symbolTable()
	c.head()
	for _, g := range c.survey.groups {
		c.section(g)
	}
	c.thanks()
	c.leftTables()
	c.mend()
	c.translate()
	return c.definition, c.report, nil
}

// converter makes a definition of a survey.
type converter struct {
	survey     *survey
	report     *convert.Report
	definition *questionnaire.Definition

	language        map[string]string            // our tag by LimeSurvey's
	said            map[string]texts             // strings in our form, by string id
	keys            *names                       // of questions
	indexes         map[string]int               // places of questions by our key
	codes           map[string]map[string]string // ours by the name of a variable and LimeSurvey's
	symbols         expr.Symbols                 // what expressions may name
	expressionBytes int                          // read so far
	insertionCount  int                          // expressions in texts so far
	asked           int                          // how many questions come before what is being read
	subject         string                       // key of the question that is being read
	before          []questionnaire.QuestionDef  // calculations that its texts need
	alternatives    map[string][]string          // keys of those that choose between two texts, by condition, in the text that is being read
	reused          map[string]int               // how many of them the translation that is being read has named
	calculations    map[string]string            // their keys by LimeSurvey's expression
}

// unknownLanguage stands for a base language that is none; whoever goes on with
// the questionnaire corrects it.
const unknownLanguage = "en"

// tags finds the BCP 47 tags of the languages. LimeSurvey's own kinds, such as
// de-informal, become the language where that is free.
func (c *converter) tags() {
	c.language = map[string]string{}
	taken := map[string]bool{}
	for _, l := range append([]string{c.survey.base}, c.survey.others...) {
		tag := tagOf(l)
		if tag == "" || taken[tag] {
			tag = privateTag(l)
		}
		if tag == "" && l == c.survey.base {
			tag = unknownLanguage
		}
		if tag == "" || taken[tag] {
			c.report.Add(convert.LeftOut, "languages", "language", "“%s” is no language that can be told apart from the others; its texts are left out", clip(l))
			continue
		}
		if tag != l {
			c.report.Add(convert.Changed, "languages", "language", "“%s” is now “%s”", clip(l), tag)
		}
		taken[tag] = true
		c.language[l] = tag
	}
	c.definition.Language = c.language[c.survey.base]
}

// tagOf gives the tag of a language, without LimeSurvey's way of address.
func tagOf(l string) string {
	for _, suffix := range []string{"-informal", "-formal", "-easy"} {
		l = strings.TrimSuffix(l, suffix)
	}
	tag, err := language.Parse(l)
	if err != nil || tag == language.Und {
		return ""
	}
	return tag.String()
}

// privateTag marks the way of address as private use: de-x-informal.
func privateTag(l string) string {
	name, kind, found := strings.Cut(l, "-")
	if !found {
		return ""
	}
	tag, err := language.Parse(name + "-x-" + kind)
	if err != nil {
		return ""
	}
	return tag.String()
}

// orphans lists questions and subquestions that belong to nothing.
func (c *converter) orphans() {
	index := 0
	for _, g := range c.survey.groups {
		for _, q := range g.questions {
			q.index, q.group = index, g
			index++
		}
	}
	for _, qid := range sortedKeys(c.survey.byQID) {
		q := c.survey.byQID[qid]
		if q.group == nil && (q.live == nil || q.live.group == nil) {
			c.report.Add(convert.LeftOut, q.place(), "question", "it belongs to a group or question that is not in the file")
			c.leftExpressions(q)
		}
	}
}

// section converts a group.
func (c *converter) section(g *group) {
	place := g.place(c.say(g.name))
	id := "section." + g.key + "."
	s := questionnaire.SectionDef{Key: g.key}
	if len(g.questions) > 0 {
		c.asked, c.subject = g.questions[0].index, g.key
	}
	s.Title = firstOf(c.plain(id+"title", place+", name", c.needed(place, g.name)), g.key)
	s.Text = c.markdown(id+"text", place+", description", g.description)
	s.Questions = append(s.Questions, c.takeBefore()...)
	untranslated := ""
	s.AskIf, untranslated = c.condition(place, "group relevance", g.relevance, nil)
	c.randomGroup(g, place)
	for _, q := range g.questions {
		c.asked, c.subject = q.index, q.key
		defs := c.question(q)
		s.Questions = append(append(s.Questions, c.takeBefore()...), defs...)
	}
	if len(s.Questions) == 0 {
		c.report.Add(convert.LeftOut, place, "group", "it has no questions")
		return
	}
	c.report.Rows.Live++
	if untranslated != "" {
		keep(&s.Questions[0], "grelevance", untranslated)
	}
	c.definition.Sections = append(c.definition.Sections, s)
}

func (c *converter) randomGroup(g *group, place string) {
	if g.random != "" {
		c.report.Add(convert.LeftOut, place, "randomization_group", "the groups of “%s” keep their order; sections are not shown in random order here", clip(g.random))
	}
}

// keep puts what the file says into a question, without effect.
func keep(d *questionnaire.QuestionDef, name, value string) {
	if d.Foreign == nil {
		d.Foreign = map[string]string{}
	}
	d.Foreign[name] = value
}

// float reads a number as an author of LimeSurvey writes it.
func float(s string) (float64, bool) {
	var f float64
	var rest string
	n, _ := fmt.Sscanf(strings.TrimSpace(s), "%g%s", &f, &rest)
	return f, n == 1
}
