package wording

import (
	"maps"
	"strings"

	"barometer/internal/analyse/tabulate"
)

// Warnings puts the doubts about a table into sentences: one for each kind,
// naming the columns that it is about.
func (w *Words) Warnings(warnings []tabulate.Warning, columns []tabulate.Column, rows []tabulate.Row) []string {
	var sentences []string
	named := map[tabulate.WarningCode]bool{}
	for _, x := range warnings {
		params := maps.Clone(x.Params)
		if params == nil {
			params = map[string]any{}
		}
		if x.Column >= 0 {
			if named[x.Code] {
				continue
			}
			named[x.Code] = true
			params["columns"] = w.doubted(x.Code, warnings, columns)
		}
		if code, ok := params["option"].(string); ok {
			params["option"] = w.optionLabel(code, rows)
		}
		sentences = append(sentences, w.TextOf("report.warning."+string(x.Code), params))
	}
	return sentences
}

// doubted lists the columns that have a doubt: "Europe (n = 12)".
func (w *Words) doubted(code tabulate.WarningCode, warnings []tabulate.Warning, columns []tabulate.Column) string {
	var labels []string
	for _, x := range warnings {
		if x.Code != code || x.Column < 0 || x.Column >= len(columns) {
			continue
		}
		label := w.Column(columns[x.Column])
		if n, ok := x.Params["n"].(int); ok {
			label += " (" + w.Text("report.column.n") + " = " + w.Integer(n) + ")"
		}
		labels = append(labels, label)
	}
	return strings.Join(labels, ", ")
}

func (w *Words) optionLabel(code string, rows []tabulate.Row) string {
	for _, r := range rows {
		if r.Code == code && r.Kind != tabulate.RowNet {
			return w.Row(r)
		}
	}
	return code
}
