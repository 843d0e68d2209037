package respond

import (
	"html/template"
	"net/url"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// grid is the control of matrices whose columns differ in type: a table of
// entries on wide pages, and a card for each row on narrow ones. The fields of a
// cell are named as those of its column, behind KEY.ROW.
func grid() control {
	return control{
		template: "grid", names: gridNames, layout: layoutGrid, fill: fillGrid, parse: parseGrid, format: formatGrid,
	}
}

// cellPrefix is what the names of the fields of a row begin with.
func cellPrefix(q *questionnaire.Question, row *questionnaire.Row) string {
	return q.Key + "." + withoutPoints(row.Code) + "."
}

func gridNames(q *questionnaire.Question) []string {
	var names []string
	for _, row := range q.Rows {
		for _, column := range q.Columns {
			for _, name := range controlOf(column).names(column) {
				names = append(names, cellPrefix(q, row)+name)
			}
		}
	}
	return names
}

func layoutGrid(f *Field, q *questionnaire.Question, w view) {
	for _, column := range q.Columns {
		f.Columns = append(f.Columns, Column{Text: w.text(column.Text), Hint: w.text(column.Hint)})
	}
	for i, row := range w.rows {
		r := Row{ID: rowID(f.ID, i), Text: w.text(row.Text)}
		for j, column := range q.Columns {
			cell := layoutCell(column, f.Columns[j], w)
			cell.prefixed(cellPrefix(q, row))
			r.Cells = append(r.Cells, cell)
		}
		f.Rows = append(f.Rows, r)
	}
}

// layoutCell makes the field of a column's cells, not in any row yet. What is
// chosen of is a list to open, which takes the least room.
func layoutCell(column *questionnaire.Question, heading Column, w view) *Field {
	cell := &Field{
		Printer: w.printer, Key: column.Key, ID: "q-" + column.Key, Required: column.Required,
		Text: template.HTML(template.HTMLEscapeString(heading.Text)), column: column,
	}
	w.options = column.Options
	controlOf(column).layout(cell, column, w)
	if column.Shape() == questionnaire.ShapeCode {
		cell.Options, cell.Missing = append(cell.Options, cell.Missing...), nil
	}
	return cell
}

func fillGrid(f *Field, entered url.Values) {
	for _, row := range f.Rows {
		for _, cell := range row.Cells {
			controlOf(cell.column).fill(cell, entered)
			f.Answered = f.Answered || cell.Answered
		}
	}
}

// Cell is how the field of a cell is entered: select, checkboxes, date, month
// or text.
func (f Field) Cell() string {
	switch template := controlOf(f.column).template; template {
	case "radios", "scale":
		return "select"
	case "checkboxes", "date", "month":
		return template
	}
	return "text"
}

func parseGrid(q *questionnaire.Question, p *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
	rows := map[string]response.Value{}
	var found []response.Violation
	for _, row := range q.Rows {
		own, cells := within(entered, cellPrefix(q, row)), map[string]response.Value{}
		for _, column := range q.Columns {
			dropBlank(own, column.Key)
			answers, refused := controlOf(column).parse(column, p, own)
			for _, violation := range refused {
				violation.Question, violation.Row, violation.Column = q, row, column
				found = append(found, violation)
			}
			if value := answers[column.Key]; !value.IsNone() {
				cells[column.Key] = value
			}
		}
		if len(cells) > 0 {
			rows[row.Code] = response.Rows(cells)
		}
	}
	if len(rows) == 0 {
		return response.Answers{}, found
	}
	return response.Answers{q.Key: response.Rows(rows)}, found
}

// dropBlank takes away a list from which nothing was chosen.
func dropBlank(entered url.Values, name string) {
	if values := entered[name]; len(values) == 1 && values[0] == "" {
		delete(entered, name)
	}
}

func formatGrid(q *questionnaire.Question, p *locale.Printer, a response.Answers) url.Values {
	entered := url.Values{}
	for _, row := range q.Rows {
		for _, column := range q.Columns {
			cell := response.Answers{column.Key: a[q.Key].Row(row.Code).Row(column.Key)}
			for name, values := range controlOf(column).format(column, p, cell) {
				entered[cellPrefix(q, row)+name] = values
			}
		}
	}
	return entered
}
