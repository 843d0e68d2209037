package lss

import (
	"slices"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// fivePoints converts five points in a line.
func (c *converter) fivePoints(_ *question, d *questionnaire.QuestionDef) {
	d.Type, d.Points = "rating", 5
}

// scaleRows converts rows of 5 or 10 points.
func (c *converter) scaleRows(q *question, d *questionnaire.QuestionDef) {
	c.rows(q, d)
	points := 5
	if q.kind == "B" {
		points = 10
	}
	for i := range points {
		score, text := float64(i+1), strconv.Itoa(i+1)
		d.Options = append(d.Options, questionnaire.OptionDef{Code: text, Text: text, Score: &score})
		for _, tag := range c.language {
			c.put("question."+q.key+".option."+text, tag, text)
		}
	}
}

// coded are options that LimeSurvey itself words.
type coded struct {
	code string
	word word
}

var words = map[string][]coded{
	"C": {{"Y", wordYes}, {"U", wordUncertain}, {"N", wordNo}},
	"E": {{"I", wordIncrease}, {"S", wordSame}, {"D", wordDecrease}},
	"G": {{"F", wordFemale}, {"M", wordMale}},
	"Y": {{"Y", wordYes}, {"N", wordNo}},
}

func (c *converter) wordRows(q *question, d *questionnaire.QuestionDef) {
	c.rows(q, d)
	c.wordOptions(q, d)
}

func (c *converter) wordChoice(q *question, d *questionnaire.QuestionDef) {
	d.Type = "single"
	c.wordOptions(q, d)
}

func (c *converter) wordOptions(q *question, d *questionnaire.QuestionDef) {
	for _, w := range words[q.kind] {
		text := c.word("question."+q.key+".option."+w.code, q.place(), w.word)
		d.Options = append(d.Options, questionnaire.OptionDef{Code: w.code, Text: text})
	}
}

// answerRows converts rows that share a list of answers. An array by column
// is one whose rows stand side by side.
func (c *converter) answerRows(q *question, d *questionnaire.QuestionDef) {
	c.rows(q, d)
	c.answers(q, 0, d, "question."+q.key+".")
}

// rows makes a question a matrix of its subquestions.
func (c *converter) rows(q *question, d *questionnaire.QuestionDef) {
	d.Type = "matrix"
	for _, s := range q.subs[0] {
		r := questionnaire.RowDef{Code: s.key}
		r.Text = firstOf(c.convert("question."+q.key+".row."+s.key, s.place(), c.needed(s.place(), s.text), toRow), s.code)
		r.AskIf = c.partCondition(q, s, d)
		d.Rows = append(d.Rows, r)
	}
	if slices.ContainsFunc(q.subs[0], func(s *question) bool { return strings.Contains(c.say(s.text), "|") }) {
		c.report.Add(convert.Changed, q.place(), "text on both sides", "what LimeSurvey shows on the left and the right of a row stands together, parted by a dash")
	}
	c.order(q, d)
}

// toRow is toPlain for rows, whose texts hold what stands left and right.
func toRow(source string) rendered {
	r := toPlain(source)
	sides := strings.FieldsFunc(r.text, func(c rune) bool { return c == '|' })
	for i := range sides {
		sides[i] = strings.TrimSpace(sides[i])
	}
	if len(sides) > 1 {
		r.text = strings.Join(sides, " – ")
	}
	return r
}

// column adds a column to a matrix, with its heading.
func (c *converter) column(q *question, d *questionnaire.QuestionDef, key, place string, heading texts) *questionnaire.QuestionDef {
	text := firstOf(c.plain("question."+q.key+".column."+key+".text", place, heading), key)
	d.Columns = append(d.Columns, questionnaire.QuestionDef{Key: key, Text: text})
	return &d.Columns[len(d.Columns)-1]
}

// dualScale converts rows with two lists of answers side by side.
func (c *converter) dualScale(q *question, d *questionnaire.QuestionDef) {
	c.rows(q, d)
	for scale, name := range []string{"dualscale_headerA", "dualscale_headerB"} {
		key := scaleKey(scale)
		col := c.column(q, d, key, q.place()+", "+name, c.perLanguage(q, name))
		col.Type = "single"
		if col.Text == key {
			col.Text = strconv.Itoa(scale + 1)
			for _, tag := range c.language {
				c.put("question."+q.key+".column."+key+".text", tag, col.Text)
			}
		}
		c.answers(q, scale, col, "question."+q.key+".column."+key+".")
	}
}

// scaleKey is the column of a dual scale.
func scaleKey(scale int) string { return "scale_" + strconv.Itoa(scale+1) }
