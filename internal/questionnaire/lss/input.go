package lss

import (
	"errors"
	"regexp"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

var errBeside = errors.New("no answers are inserted beside an input")

// Columns of a matrix that stands for several inputs below each other.
const (
	numberColumn = "value"
	textColumn   = "text"
)

// freeText converts the free texts.
func (c *converter) freeText(q *question, d *questionnaire.QuestionDef) {
	if q.kind == "S" && c.is(q, "numbers_only") {
		c.numberInput(q, d)
		return
	}
	d.Type = "text"
	if q.kind != "S" {
		d.Type = "paragraph"
	}
	d.MaxLength = c.maximumChars(q)
	c.affixes(q, d)
}

// maximumChars is how many characters an answer may have, 0 for any number.
func (c *converter) maximumChars(q *question) int {
	n, err := strconv.Atoi(q.attribute("maximum_chars"))
	if err != nil || n < 1 {
		return 0
	}
	c.attribute(q, "maximum_chars")
	return n
}

// affixes makes the text behind an input its unit, and lists the one before.
// Units are printed in reports too, so nobody's answers stand in them.
func (c *converter) affixes(q *question, d *questionnaire.QuestionDef) {
	suffix := c.perLanguage(q, "suffix")
	if d.Type == "integer" || d.Type == "decimal" {
		if !strings.Contains(c.say(suffix), "{") {
			d.Unit = c.plain("question."+q.key+".unit", q.place()+", suffix", suffix)
		} else {
			c.keepAffix(q, d, "suffix")
		}
	} else if c.say(suffix) != "" {
		c.keepAffix(q, d, "suffix")
	}
	if q.attribute("prefix") != "" {
		c.keepAffix(q, d, "prefix")
	}
}

func (c *converter) keepAffix(q *question, d *questionnaire.QuestionDef, name string) {
	value := c.attribute(q, name)
	keep(d, name, value)
	if strings.Contains(value, "{") {
		c.untranslated(q.place(), inText, value, errBeside)
		return
	}
	c.report.Add(convert.Kept, q.place(), name, "“%s” is not shown beside the input", clip(value))
}

// numberInput converts a number.
func (c *converter) numberInput(q *question, d *questionnaire.QuestionDef) {
	c.numberType(q, d)
	c.bound(q, "min_num_value_n", &d.Min)
	c.bound(q, "max_num_value_n", &d.Max)
	c.affixes(q, d)
}

// numberType chooses between whole numbers and others.
func (c *converter) numberType(q *question, d *questionnaire.QuestionDef) {
	d.Type = "decimal"
	if c.is(q, "num_value_int_only") {
		d.Type = "integer"
	}
}

// bound sets a limit that is a number; one that is computed is a rule.
func (c *converter) bound(q *question, name string, target **float64) {
	if f, ok := float(q.attribute(name)); ok {
		c.attribute(q, name)
		*target = &f
	}
}

// numberRows converts several numbers below each other: a matrix of one
// column.
func (c *converter) numberRows(q *question, d *questionnaire.QuestionDef) {
	if kindOf(q).form == formShares {
		c.shares(q, d)
		return
	}
	c.rows(q, d)
	col := c.column(q, d, numberColumn, q.place(), nil)
	c.headless(q, numberColumn, wordNumber, col)
	c.numberType(q, col)
	c.bound(q, "min_num_value_n", &col.Min)
	c.bound(q, "max_num_value_n", &col.Max)
	c.slider(q, col)
	c.columnUnit(q, d, col)
}

// slider sets the range of inputs that LimeSurvey shows as sliders.
func (c *converter) slider(q *question, col *questionnaire.QuestionDef) {
	if !c.is(q, "slider_layout") {
		return
	}
	c.bound(q, "slider_min", &col.Min)
	c.bound(q, "slider_max", &col.Max)
	if step, ok := float(q.attribute("slider_accuracy")); ok && step > 0 {
		c.attribute(q, "slider_accuracy")
		col.Step = &step
	}
	c.report.Add(convert.Changed, q.place(), "slider", "the sliders are inputs for numbers")
}

func (c *converter) columnUnit(q *question, d, col *questionnaire.QuestionDef) {
	suffix := c.perLanguage(q, "suffix")
	if s := c.say(suffix); s != "" && !strings.Contains(s, "{") {
		col.Unit = c.plain("question."+q.key+".column."+col.Key+".unit", q.place()+", suffix", suffix)
	} else if s != "" {
		c.keepAffix(q, d, "suffix")
	}
	if q.attribute("prefix") != "" {
		c.keepAffix(q, d, "prefix")
	}
}

// headless words the heading of a column that LimeSurvey does not have.
func (c *converter) headless(q *question, key string, w word, col *questionnaire.QuestionDef) {
	col.Text = c.word("question."+q.key+".column."+key+".text", q.place(), w)
}

// textRows converts several texts, or numbers, below each other.
func (c *converter) textRows(q *question, d *questionnaire.QuestionDef) {
	c.rows(q, d)
	if c.is(q, "numbers_only") {
		col := c.column(q, d, numberColumn, q.place(), nil)
		c.headless(q, numberColumn, wordNumber, col)
		col.Type = "decimal"
		c.columnUnit(q, d, col)
		return
	}
	col := c.column(q, d, textColumn, q.place(), nil)
	c.headless(q, textColumn, wordAnswer, col)
	col.Type, col.MaxLength = "text", c.maximumChars(q)
	c.columnUnit(q, d, col)
	if col.Unit != "" {
		keep(d, "suffix", col.Unit)
		c.report.Add(convert.Kept, q.place(), "suffix", "“%s” is not shown beside the inputs", clip(col.Unit))
		col.Unit = ""
		delete(c.said, "question."+q.key+".column."+col.Key+".unit")
	}
}

// fixedTotal is what the numbers of a multiple numerical input add up to where
// that is the same for everybody; 0 where it is not.
func fixedTotal(q *question) float64 {
	total, ok := float(q.attribute("equals_num_value"))
	if !ok || total <= 0 || q.attribute("min_num_value_n") != "" || q.attribute("max_num_value_n") != "" || q.is("slider_layout") {
		return 0
	}
	return total
}

// shares converts numbers that add up to a fixed total.
func (c *converter) shares(q *question, d *questionnaire.QuestionDef) {
	total, _ := float(c.attribute(q, "equals_num_value"))
	d.Type, d.Total = "allocation", &total
	for _, s := range q.subs[0] {
		o := questionnaire.OptionDef{Code: s.key}
		o.Text = firstOf(c.plain("question."+q.key+".option."+s.key, s.place(), c.needed(s.place(), s.text)), s.code)
		o.AskIf = c.partCondition(q, s, d)
		d.Options = append(d.Options, o)
	}
	if !c.is(q, "num_value_int_only") {
		places := 2
		d.Decimals = &places
	}
	c.order(q, d)
	c.affixesOfShares(q, d)
}

func (c *converter) affixesOfShares(q *question, d *questionnaire.QuestionDef) {
	if q.attribute("prefix") != "" {
		c.keepAffix(q, d, "prefix")
	}
	if suffix := c.perLanguage(q, "suffix"); c.say(suffix) != "" && !strings.Contains(c.say(suffix), "{") {
		d.Unit = c.plain("question."+q.key+".unit", q.place()+", suffix", suffix)
	}
}

var timeOfDay = regexp.MustCompile(`[HMhi]`)

// date converts a day, or a month where the format has no day.
func (c *converter) date(q *question, d *questionnaire.QuestionDef) {
	d.Type = "date"
	layout := c.attribute(q, "date_format")
	hasDay := strings.ContainsAny(layout, "dDjJ")
	switch {
	case layout != "" && !hasDay && strings.ContainsAny(layout, "mMnN") && strings.ContainsAny(layout, "yY"):
		d.Type = "month"
	case layout != "" && !hasDay:
		keep(d, "date_format", layout)
		c.report.Add(convert.Changed, q.place(), "date_format", "“%s” is not the form of a day; a whole day is asked for", clip(layout))
	case timeOfDay.MatchString(timePart(layout)):
		keep(d, "date_format", layout)
		c.report.Add(convert.Changed, q.place(), "date_format", "“%s” asks for the time of the day, which is not asked here", clip(layout))
	}
	for name, target := range map[string]*string{"date_min": &d.Earliest, "date_max": &d.Latest} {
		if day := isoDay(q.attribute(name)); day != "" {
			c.attribute(q, name)
			*target = day[:map[string]int{"date": 10, "month": 7}[d.Type]]
		}
	}
}

// timePart is what stands behind the day in a format.
func timePart(layout string) string {
	_, rest, _ := strings.Cut(strings.TrimSpace(layout), " ")
	return rest
}

var isoDate = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}`)

// isoDay reads a day, or a year as its first day.
func isoDay(s string) string {
	s = strings.TrimSpace(s)
	if day := isoDate.FindString(s); day != "" {
		return day
	}
	if len(s) == 4 && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		return s + "-01-01"
	}
	return ""
}
