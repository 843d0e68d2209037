package wording

import (
	"maps"
	"slices"
	"strings"

	"barometer/internal/analyse/disclose"
	"barometer/internal/analyse/tabulate"
)

// Warnings puts the doubts about a table into sentences: one for each kind,
// naming the columns that it is about where there are several. Those of the
// codes in except are left out.
func (w *Words) Warnings(p *disclose.Published, except ...tabulate.WarningCode) []string {
	var sentences []string
	named := map[tabulate.WarningCode]bool{}
	for _, x := range p.Warnings() {
		if slices.Contains(except, x.Code) {
			continue
		}
		if x.Column >= 0 {
			if named[x.Code] {
				continue
			}
			named[x.Code] = true
		}
		sentences = append(sentences, w.Warning(p, x))
	}
	return sentences
}

// Warning puts a doubt about a table into a sentence. One about a column names
// all columns that it is about.
func (w *Words) Warning(p *disclose.Published, x tabulate.Warning) string {
	params := maps.Clone(x.Params)
	if params == nil {
		params = map[string]any{}
	}
	if x.Column >= 0 {
		params["columns"] = w.doubted(x.Code, p)
	}
	if code, ok := params["option"].(string); ok {
		params["option"] = w.optionLabel(code, p.Rows())
	}
	return w.TextOf(w.warningKey(x, len(p.Columns())), params)
}

// warningKey is the key of a doubt's sentence. Sentences of columns and those
// whose number is hidden are the report's own.
func (w *Words) warningKey(x tabulate.Warning, columns int) string {
	key := "warning." + string(x.Code)
	_, counted := x.Params["n"]
	hidden := !counted && x.Code != tabulate.WarnEmptyBase
	if own := "report." + key; w.Has(own) && (x.Column >= 0 && columns > 1 || hidden) {
		return own
	}
	return key
}

// doubted lists the columns that have a doubt: "Europe (n = 12)".
func (w *Words) doubted(code tabulate.WarningCode, p *disclose.Published) string {
	var labels []string
	columns := p.Columns()
	for _, x := range p.Warnings() {
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
