package lss

import (
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// columns adds a column for each subquestion of the second scale.
func (c *converter) columns(q *question, d *questionnaire.QuestionDef, build func(col *questionnaire.QuestionDef)) {
	for _, s := range q.subs[1] {
		s.shown = true
		col := c.column(q, d, s.key, s.place(), c.needed(s.place(), s.text))
		if col.Text == s.key {
			col.Text = s.code
		}
		build(col)
		if relevance := strings.TrimSpace(s.relevance); relevance != "" && relevance != "1" {
			keep(d, "relevance "+s.code, s.relevance)
			c.report.CountExpression("subquestion relevance", false)
			c.report.Add(convert.Untranslated, s.place(), "subquestion relevance", "columns of a matrix have no condition; “%s” is kept without effect", clip(s.relevance))
		}
	}
}

// textCells converts an array of texts, or of numbers where it allows only
// these.
func (c *converter) textCells(q *question, d *questionnaire.QuestionDef) {
	c.rows(q, d)
	length, numbers := c.maximumChars(q), c.is(q, "numbers_only")
	c.columns(q, d, func(col *questionnaire.QuestionDef) {
		col.Type, col.MaxLength = "text", length
		if numbers {
			col.Type, col.MaxLength = "decimal", 0
		}
	})
}

// numberCells converts an array of numbers: inputs, lists of numbers, or ticks.
func (c *converter) numberCells(q *question, d *questionnaire.QuestionDef) {
	c.rows(q, d)
	if c.is(q, "multiflexible_checkbox") {
		c.ticks(q, d)
		return
	}
	input := c.is(q, "input_boxes")
	lowest, highest, step := c.cellRange(q, input)
	c.columns(q, d, func(col *questionnaire.QuestionDef) {
		col.Type, col.Min, col.Max, col.Step = "decimal", lowest, highest, step
		if isWhole(lowest) && isWhole(step) && step != nil {
			col.Type = "integer"
		}
	})
	if !input {
		c.report.Add(convert.Changed, q.place(), "lists of numbers", "the numbers are typed in, not picked from a list")
	}
}

// ticks makes the columns options of which a row takes any number.
func (c *converter) ticks(q *question, d *questionnaire.QuestionDef) {
	d.PerRow = "multiple"
	for _, name := range []string{"multiflexible_min", "multiflexible_max", "multiflexible_step"} {
		c.attribute(q, name) // of numbers, which ticks are not
	}
	for _, s := range q.subs[1] {
		s.shown = true
		o := questionnaire.OptionDef{Code: s.key}
		o.Text = firstOf(c.plain("question."+q.key+".option."+s.key, s.place(), c.needed(s.place(), s.text)), s.code)
		o.AskIf, _ = c.condition(s.place(), "subquestion relevance", s.relevance, q)
		d.Options = append(d.Options, o)
	}
}

// cellRange is from where to where the numbers of an array go. The numbers in
// its lists are 1 to 10 unless it says otherwise.
func (c *converter) cellRange(q *question, input bool) (lowest, highest, step *float64) {
	c.bound(q, "multiflexible_min", &lowest)
	c.bound(q, "multiflexible_max", &highest)
	c.bound(q, "multiflexible_step", &step)
	if step != nil && *step <= 0 {
		step = nil
	}
	if input {
		return lowest, highest, step
	}
	one, ten := 1.0, 10.0
	if lowest == nil && q.attribute("multiflexible_min") == "" {
		lowest = &one
	}
	if highest == nil && q.attribute("multiflexible_max") == "" {
		if ten <= *orZero(lowest) {
			ten += *lowest
		}
		highest = &ten
	}
	if step == nil {
		step = &one
	}
	return lowest, highest, step
}

func orZero(f *float64) *float64 {
	if f == nil {
		return new(float64)
	}
	return f
}

func isWhole(f *float64) bool { return f == nil || *f == float64(int(*f)) }

const megabyte = 1024 // kilobytes, in which LimeSurvey counts

// file converts a file upload.
func (c *converter) file(q *question, d *questionnaire.QuestionDef) {
	d.Type = "file"
	for suffix := range strings.FieldsFuncSeq(c.attribute(q, "allowed_filetypes"), func(r rune) bool { return r == ',' || r == ' ' || r == ';' }) {
		d.Accept = append(d.Accept, "."+strings.ToLower(strings.TrimPrefix(suffix, ".")))
	}
	const most = 10 // megabytes, of ours
	if size, ok := float(c.attribute(q, "max_filesize")); ok && size > 0 {
		if d.MaxSize = size / megabyte; d.MaxSize > most {
			d.MaxSize = most
			c.report.Add(convert.Changed, q.place(), "max_filesize", "files may have %d MB, which is the most here", most)
		}
	}
	if files, ok := float(c.attribute(q, "max_num_of_files")); ok && files > 1 {
		keep(d, "max_num_of_files", q.attribute("max_num_of_files"))
		c.report.Add(convert.Changed, q.place(), "max_num_of_files", "one file can be sent, not %v; copy the question for more", files)
	}
	if files, ok := float(c.attribute(q, "min_num_of_files")); ok && files > 0 {
		d.Required = true
	}
}
