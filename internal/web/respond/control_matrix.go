package respond

import (
	"fmt"
	"net/url"
	"slices"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// matrix is the control of questions that ask the same of several rows.
func matrix() control {
	return control{
		template: "matrix", names: rowNames, layout: layoutMatrix, fill: fillMatrix,
		parse: parseMatrix, format: formatMatrix,
	}
}

func rowNames(q *questionnaire.Question) []string {
	names := make([]string, len(q.Rows))
	for i, row := range q.Rows {
		names[i] = q.RowName(row)
	}
	return names
}

func layoutMatrix(f *Field, q *questionnaire.Question, w view) {
	f.Many = q.Shape() == questionnaire.ShapeCodes
	for i, o := range w.options {
		f.Columns = append(f.Columns, Column{
			ID: fmt.Sprintf("%s-col-%d", f.ID, i+1), Text: w.text(o.Text), Missing: o.Missing != questionnaire.NotMissing,
		})
	}
	for i, row := range w.rows {
		r := Row{ID: rowID(f.ID, i), Text: w.text(row.Text)}
		for j, o := range w.options {
			c := Choice{ID: choiceID(r.ID, j), Name: q.RowName(row), Value: o.Code, Text: f.Columns[j].Text, Missing: f.Columns[j].Missing}
			c.LabelledBy = r.ID + "-name " + c.ID + "-text"
			r.Choices = append(r.Choices, c)
		}
		f.Rows = append(f.Rows, r)
	}
}

func fillMatrix(f *Field, entered url.Values) {
	for i := range f.Rows {
		for j := range f.Rows[i].Choices {
			c := &f.Rows[i].Choices[j]
			c.Checked = slices.Contains(entered[c.Name], c.Value)
			f.Answered = f.Answered || c.Checked
		}
	}
}

func parseMatrix(q *questionnaire.Question, _ *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
	rows := map[string]response.Value{}
	many := q.Shape() == questionnaire.ShapeCodes
	if !many {
		if found := several(q, entered, rowNames(q)...); found != nil {
			return nil, found
		}
	}
	var found []response.Violation
	for _, row := range q.Rows {
		codes := entered[q.RowName(row)]
		if len(codes) == 0 || codes[0] == "" {
			continue
		}
		if !many {
			rows[row.Code] = codeValue(q, codes[0])
			continue
		}
		value, contradicted := codesValue(q, codes)
		if contradicted != nil {
			found = append(found, contradiction(q, contradicted, row))
		}
		rows[row.Code] = value
	}
	if found != nil || len(rows) == 0 {
		return response.Answers{}, found
	}
	return response.Answers{q.Key: response.Rows(rows)}, nil
}

func formatMatrix(q *questionnaire.Question, _ *locale.Printer, a response.Answers) url.Values {
	entered := url.Values{}
	for _, row := range q.Rows {
		v := a[q.Key].Row(row.Code)
		switch v.Kind() {
		case response.KindString:
			entered.Set(q.RowName(row), v.Str())
		case response.KindList:
			entered[q.RowName(row)] = slices.Clone(v.List())
		case response.KindMissing:
			entered.Set(q.RowName(row), missingCode(q, v.MissingKind()))
		}
	}
	return entered
}

// rowID is the id of the first input of the i-th row of a matrix, from 0.
func rowID(id string, i int) string { return fmt.Sprintf("%s-row-%d", id, i+1) }
