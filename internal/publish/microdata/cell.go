package microdata

import (
	"barometer/internal/analyse/dataset"
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// missingCells are the cells of a variable's missing kinds, by kind: made
// once, shared by all rows. With labels those that are an option have its
// label and others are empty.
func (e *Export) missingCells(v *questionnaire.Variable) []any {
	cells := make([]any, len(questionnaire.MissingKinds())+1)
	if e.options.Labels {
		if v.Question != nil && v.Recode == nil {
			for _, o := range v.Question.Options {
				cells[o.Missing] = o.Text.In(e.options.Language)
			}
			cells[questionnaire.NotMissing] = nil
		}
		return cells
	}
	for _, m := range questionnaire.MissingKinds() {
		cells[m] = response.MissingMark + m.String()
	}
	return cells
}

// optionCells are the cells of a variable's options, by index.
func (e *Export) optionCells(v *questionnaire.Variable) []any {
	cells := make([]any, len(v.Options))
	for i, o := range v.Options {
		cells[i] = o.Code
		if e.options.Labels {
			cells[i] = o.Text.In(e.options.Language)
		}
	}
	return cells
}

func (e *Export) codeCell(v *questionnaire.Variable, c *dataset.Column) func(int) any {
	options, missing := e.optionCells(v), e.missingCells(v)
	return func(row int) any {
		if o := c.Option(row); o != nil {
			return options[o.Index]
		}
		return missing[c.Missing(row)]
	}
}

// indicatorCell says whether an option of a multiple choice was chosen: 1 or
// 0, with labels its label or nothing.
func (e *Export) indicatorCell(v *questionnaire.Variable, c *dataset.Column, o *questionnaire.Option) func(int) any {
	missing := e.missingCells(v)
	var yes, no any = 1, 0
	if e.options.Labels {
		yes, no = o.Text.In(e.options.Language), nil
	}
	answerable := hasMissingOptions(v)
	return func(row int) any {
		switch m := c.Missing(row); {
		case c.Chosen(row, o.Index):
			return yes
		case m.Given() && answerable:
			return no
		case m != questionnaire.NotMissing:
			return missing[m]
		case !e.data.Offered(v, o.Index, row):
			return missing[questionnaire.NotOffered]
		}
		return no
	}
}

// hasMissingOptions reports whether "don't know" or its like is an option, so
// that an indicator of its own tells who chose it.
func hasMissingOptions(v *questionnaire.Variable) bool {
	for _, o := range v.Options {
		if o.Missing != questionnaire.NotMissing {
			return true
		}
	}
	return false
}

func (e *Export) numberCell(v *questionnaire.Variable, c *dataset.Column) func(int) any {
	missing := e.missingCells(v)
	return func(row int) any {
		if m := c.Missing(row); m != questionnaire.NotMissing {
			return missing[m]
		}
		return c.Number(row)
	}
}

func (e *Export) textCell(v *questionnaire.Variable, c *dataset.Column) func(int) any {
	missing := e.missingCells(v)
	if v.Other != nil {
		clear(missing)
	}
	if e.anonymous && v.Question != nil && v.Question.Shape() == questionnaire.ShapeFile {
		return e.fileCell(c, missing)
	}
	return func(row int) any {
		if m := c.Missing(row); m != questionnaire.NotMissing {
			return missing[m]
		}
		return c.Text(row)
	}
}

// fileCell says of an anonymous edition only that a file was sent: its name
// would tie the row to the file, and both to other files of the respondent.
func (e *Export) fileCell(c *dataset.Column, missing []any) func(int) any {
	var sent any = "file"
	return func(row int) any {
		if m := c.Missing(row); m != questionnaire.NotMissing {
			return missing[m]
		}
		return sent
	}
}
