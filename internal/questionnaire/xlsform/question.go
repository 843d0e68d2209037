package xlsform

import (
	"reflect"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// item makes the question of a row, or the two of a place. There is none for a
// row that no web form can ask.
func (r *reader) item(n *node) []*item {
	kind := n.typ.kind
	if why, ok := noForm[kind]; ok {
		r.report.Rows.NoForm++
		r.report.Add(convert.NoForm, n.row.at("type"), n.row.get("type"), "a device says by itself %s; a web form cannot", why)
		return nil
	}
	if kind == "form_title" || kind == "form_id" {
		r.report.Rows.Live++
		return nil
	}
	it := &item{node: n, def: questionnaire.QuestionDef{Key: r.keys[n]}}
	items := []*item{it}
	switch {
	case n.isRepeat():
		r.roster(it)
	case n.isGroup():
		r.matrix(it)
	case kind == "geopoint":
		items = append(items, r.geopoint(it))
	default:
		r.question(it)
	}
	r.count(it)
	for _, it := range items {
		r.wording(it)
		r.foreign(it)
		r.overlayRow(&it.def, n.row)
	}
	return items
}

// count counts the row by what became of it.
func (r *reader) count(it *item) {
	_, device := recorded[it.node.typ.kind]
	switch {
	case it.def.Type != "unsupported":
		r.report.Rows.Live++
	case device:
		r.report.Rows.NoForm++
	default:
		r.report.Rows.Unsupported++
	}
}

// wording sets the texts of a question.
func (r *reader) wording(it *item) {
	n, id := it.node, "question."+it.def.Key
	suffix := it.def.Text // of the two questions of a place
	it.def.Text = r.text(n, "label", id+".text")
	it.def.Hint = r.text(n, "hint", id+".hint")
	if suffix != "" {
		it.def.Text = strings.TrimSpace(it.def.Text + " (" + suffix + ")")
		for _, t := range r.def.Translations {
			if s, ok := t.Strings[id+".text"]; ok {
				s.Text, s.Hash = s.Text+" ("+suffix+")", questionnaire.SourceHash(it.def.Text)
				t.Strings[id+".text"] = s
			}
		}
	}
	if it.def.Text != "" {
		return
	}
	it.def.Text = n.name
	if it.def.Hint != "" && it.def.Type != "calculated" {
		it.def.Text, it.def.Hint = it.def.Hint, ""
		r.moveTranslations(id+".hint", id+".text")
	}
	if it.def.Type != "calculated" && it.def.Type != "unsupported" && n.row.get(own+"::text") == "" {
		r.report.Add(convert.Changed, n.row.at("name"), "label", "the question “%s” has no label, so that “%s” is shown", n.name, it.def.Text)
	}
}

// moveTranslations gives the translations of a string to another.
func (r *reader) moveTranslations(from, to string) {
	for _, t := range r.def.Translations {
		if s, ok := t.Strings[from]; ok {
			t.Strings[to] = s
			delete(t.Strings, from)
		}
	}
}

// isOwn reports whether a column carries what XLSForm cannot say.
func isOwn(c *column) bool { return strings.HasPrefix(c.name, own+"::") }

// overlayRow sets the properties of a question or section that stand in
// columns of ours.
func (r *reader) overlayRow(def any, row *row) {
	for i := range row.sheet.columns {
		c := &row.sheet.columns[i]
		value := row.cell(c)
		if !isOwn(c) || value == "" {
			continue
		}
		property := strings.TrimPrefix(c.name, own+"::")
		if property == "code" || property == "key" { // read before
			continue
		}
		if err := overlay(reflect.ValueOf(def).Elem(), property, value); err != nil {
			r.report.Add(convert.LeftOut, row.place(c), c.header, "%v", err)
		}
	}
}

// read are the columns of a question that are read wherever they stand.
var readColumns = []string{
	"type", "name", "label", "hint", "relevant", "constraint", "constraint_message", "required", "calculation",
	"default", "choice_filter", "repeat_count", "disabled",
}

// foreign keeps what else the row says.
func (r *reader) foreign(it *item) {
	row := it.node.row
	for i := range row.sheet.columns {
		c := &row.sheet.columns[i]
		value := row.cell(c)
		if value == "" || c.name == "" || isOwn(c) || slices.Contains(readColumns, c.name) || r.consumed(it, c.name) {
			continue
		}
		name := c.name
		if c.language != "" {
			name += "::" + languageHeader(r.languages.tag(c.language))
		}
		r.keep(it, name, value)
		r.report.Add(convert.Kept, row.place(c), c.header, "it is kept with the question and has no effect")
	}
}

// keep notes something that the row says and that has no meaning here.
func (r *reader) keep(it *item, name, value string) {
	if it.def.Foreign == nil {
		it.def.Foreign = map[string]string{}
	}
	it.def.Foreign[name] = value
}

// consumed reports whether a column says only what the question says already.
func (r *reader) consumed(it *item, column string) bool {
	row := it.node.row
	switch column {
	case "appearance":
		return row.get(column) == appearanceOf(&it.def) || it.def.Type == "matrix" && it.node.appears("table-list", "field-list")
	case "readonly":
		return isFalse(row.get(column)) || it.def.Type == "note" || it.def.Type == "calculated"
	case "parameters":
		return it.node.typ.kind == "range" || strings.HasSuffix(it.node.typ.kind, "_from_file") && it.list != nil || it.says("type") || row.get(column) == parametersOf(&it.def)
	}
	return false
}

// appearanceOf is the appearance that says how a question of ours is shown.
func appearanceOf(q *questionnaire.QuestionDef) string {
	switch {
	case q.Type == "paragraph":
		return "multiline"
	case q.Display == questionnaire.DisplayList:
		return "minimal"
	case q.Type == "matrix":
		return "table-list"
	case q.Type == "month":
		return "month-year"
	}
	return ""
}

// parametersOf are the parameters that say what a question of ours does.
func parametersOf(q *questionnaire.QuestionDef) string {
	if q.Order == questionnaire.OrderRandom && q.Type != "matrix" {
		return "randomize=true"
	}
	return ""
}
