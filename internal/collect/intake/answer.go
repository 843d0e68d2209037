package intake

import (
	"fmt"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// answer reads the columns of a question into the answers.
func (in *importer) answer(qp *questionPlan, answers response.Answers) {
	switch {
	case len(qp.Columns) > 0:
		in.answerGrid(qp, answers)
	case len(qp.rows) > 0:
		in.answerMatrix(qp, answers)
	case qp.Shape() == questionnaire.ShapeRanks:
		in.answerRanks(qp, answers)
	case qp.Shape() == questionnaire.ShapeShares:
		in.answerShares(qp, answers)
	case qp.Shape() == questionnaire.ShapeAmount:
		in.answerAmount(qp, answers)
	case qp.Shape() == questionnaire.ShapeCodes:
		in.answerMultiple(qp, answers)
	case len(qp.ticks) > 0:
		in.answerTicked(qp, answers)
	default:
		in.answerMain(qp, answers)
	}
}

// answerMain reads a question with one column of answers and, for a choice,
// columns of the texts of "other".
func (in *importer) answerMain(qp *questionPlan, answers response.Answers) {
	c, ok := in.decode(qp.main)
	if ok {
		answers[qp.Key] = c.value
		if c.text != "" {
			in.addText(qp, c.option, c.text, answers)
		}
	}
	if len(qp.others) > 0 {
		in.answerOther(qp, c.option, answers)
	}
}

// answerTicked reads a single choice with a column per option.
func (in *importer) answerTicked(qp *questionPlan, answers response.Answers) {
	var first *decoder
	for _, d := range qp.ticks {
		c, ok := in.decode(d)
		switch {
		case !ok:
		case first == nil:
			first = d
			answers[qp.Key] = choice(c.option).value
		default:
			in.refuse(d.index, fmt.Sprintf("column %s is ticked too, but question %s takes one answer; untick one, or write type: multiple", in.sheet.Columns[first.index].Letter(), qp.Key))
		}
	}
	var chosen *questionnaire.Option
	if first != nil {
		chosen = first.option
	}
	in.answerOther(qp, chosen, answers)
}

// answerOther reads the columns of "other" beside a single choice: alone they
// are the answer; beside another answer a text is kept and counted.
func (in *importer) answerOther(qp *questionPlan, chosen *questionnaire.Option, answers response.Answers) {
	for _, d := range qp.others {
		c, ok := in.decode(d)
		if !ok {
			continue
		}
		switch {
		case chosen == nil:
			answers[qp.Key] = response.String(c.option.Code)
		case chosen != c.option:
			in.report.TextsBeside++
		}
		if c.text != "" {
			in.addText(qp, c.option, c.text, answers)
		}
	}
}

// addText keeps the text of an "other". Of two texts the second is put behind
// the first.
func (in *importer) addText(qp *questionPlan, o *questionnaire.Option, text string, answers response.Answers) {
	name := qp.Key + "__" + o.Code + "__text"
	if before, ok := answers[name]; ok && before.Str() != text {
		text = before.Str() + "; " + text
	}
	answers[name] = response.String(text)
}

// answerMultiple reads a multiple choice: a column per option, or one column
// with several answers in a cell.
func (in *importer) answerMultiple(qp *questionPlan, answers response.Answers) {
	chosen := make([]*questionnaire.Option, 0, 8)
	add := func(o *questionnaire.Option) {
		for _, c := range chosen {
			if c == o {
				return
			}
		}
		chosen = append(chosen, o)
	}
	if c, ok := in.decode(qp.main); ok {
		for _, o := range c.list {
			add(o)
		}
		if c.text != "" {
			in.addText(qp, c.list[len(c.list)-1], c.text, answers)
		}
	}
	for _, d := range qp.members {
		if c, ok := in.decode(d); ok {
			for _, o := range c.list {
				add(o)
			}
		}
	}
	for _, d := range qp.ticks {
		if c, ok := in.decode(d); ok {
			add(c.option)
		}
	}
	for _, d := range qp.others {
		if c, ok := in.decode(d); ok {
			add(c.option)
			if c.text != "" {
				in.addText(qp, c.option, c.text, answers)
			}
		}
	}
	if v := in.codes(chosen); !v.IsNone() {
		answers[qp.Key] = v
	}
}

// codes makes the answer of chosen options. A missing kind beside other
// options is left out and counted: nobody both answers and does not know.
func (in *importer) codes(chosen []*questionnaire.Option) response.Value {
	var codes []string
	var missing *questionnaire.Option
	for _, o := range chosen {
		if o.Missing != questionnaire.NotMissing {
			missing = o
		} else {
			codes = append(codes, o.Code)
		}
	}
	switch {
	case missing != nil && len(codes) == 0:
		return response.Missing(missing.Missing)
	case missing != nil:
		in.report.MissingBeside++
	case len(codes) == 0:
		return response.Value{}
	}
	return response.Codes(codes...)
}

// answerMatrix reads the rows of a matrix.
func (in *importer) answerMatrix(qp *questionPlan, answers response.Answers) {
	var rows map[string]response.Value
	set := func(r rowPlan, v response.Value) {
		if v.IsNone() {
			return
		}
		if rows == nil {
			rows = make(map[string]response.Value, len(qp.rows))
		}
		rows[r.row.Code] = v
	}
	for _, r := range qp.rows {
		if len(r.ticks) > 0 {
			set(r, in.tickedRow(r, qp))
			continue
		}
		if c, ok := in.decode(r.main); ok {
			if c.list != nil {
				c.value = in.codes(c.list)
			}
			set(r, c.value)
		}
	}
	if rows != nil {
		answers[qp.Key] = response.Rows(rows)
	}
}

// tickedRow reads a row of a matrix with a column per option.
func (in *importer) tickedRow(r rowPlan, qp *questionPlan) response.Value {
	var chosen []*questionnaire.Option
	for _, d := range r.ticks {
		if c, ok := in.decode(d); ok {
			chosen = append(chosen, c.option)
			if len(chosen) > 1 && qp.Shape() == questionnaire.ShapeCode {
				in.refuse(d.index, fmt.Sprintf("two options of row %s are ticked, but it takes one; untick one, or write per_row: multiple", r.row.Code))
			}
		}
	}
	if len(chosen) > 0 && qp.Shape() == questionnaire.ShapeCode {
		return choice(chosen[0]).value
	}
	return in.codes(chosen)
}
