package xlsform

import (
	"maps"
	"slices"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

// choice writes a question with options: its type names the list of choices.
func (w *writer) choice(row *gridRow, q *questionnaire.QuestionDef) {
	kind := map[string]string{"single": "select_one", "multiple": "select_multiple", "ranking": "rank"}[q.Type]
	row.set("type", kind+" "+w.listFor(q))
	w.expression(row, expr.XLSFormChoiceFilter, q.Key, q.OptionsIf)
	for _, o := range q.Options {
		if !o.Other || !isChoice(q.Type) {
			continue
		}
		text := w.part("text", q.Key+"__"+o.Code+"__text")
		text.set("relevant", "selected(${"+q.Key+"}, '"+o.Code+"')")
		w.text(text, "label", "question."+q.Key+".option."+o.Code, o.Text)
	}
}

// part adds a row that other programs need and that is skipped when the form
// is read.
func (w *writer) part(kind, name string) *gridRow {
	row := w.survey.add()
	row.set("type", kind)
	row.set("name", name)
	row.set(part, "yes")
	return row
}

// sharedLists writes the lists that several questions take.
func (w *writer) sharedLists() {
	for i := range w.def.Lists {
		l := &w.def.Lists[i]
		w.lists.unique(l.Key)
		for j := range l.Options {
			w.choiceRow(l.Key, "list "+l.Key, "list."+l.Key+".option.", &l.Options[j]).set(ownChoice+"list", l.Key)
		}
	}
}

// listFor writes the choices of a question, unless they are those of a list,
// and gives the name of the list.
func (w *writer) listFor(q *questionnaire.QuestionDef) string {
	if q.List != "" && len(q.Options) == 0 {
		return q.List
	}
	name := w.lists.unique(q.Key)
	for i := range w.def.Lists {
		if l := &w.def.Lists[i]; l.Key == q.List {
			for j := range l.Options {
				w.choiceRow(name, "", "list."+l.Key+".option.", &l.Options[j]).set(ownChoice+"list", l.Key)
			}
		}
	}
	for i := range q.Options {
		w.choiceRow(name, q.Key, "question."+q.Key+".option.", &q.Options[i])
	}
	return name
}

// choiceRow writes one option. of is whose it is when it is compared with what
// is read back; "" for a copy.
func (w *writer) choiceRow(list, of, id string, o *questionnaire.OptionDef) *gridRow {
	row := w.choices.add()
	row.set("list_name", list)
	row.set("name", o.Code)
	w.text(row, "label", id+o.Code, o.Text)
	for _, name := range slices.Sorted(maps.Keys(o.Attributes)) {
		if parseHeader(name, true).name == name && !slices.Contains(plainColumns, name) {
			row.set(name, o.Attributes[name])
		}
	}
	if of != "" {
		if w.options[of] == nil {
			w.options[of] = map[string]*gridRow{}
		}
		w.options[of][o.Code] = row
	}
	return row
}

// group writes a question that is a group of rows.
func (w *writer) group(row *gridRow, q *questionnaire.QuestionDef) {
	end := "end_group"
	switch q.Type {
	case "roster":
		row.set("type", "begin_repeat")
		end = "end_repeat"
		w.repeatCount(row, q)
		for i := range q.Questions {
			w.question(&q.Questions[i])
		}
	case "allocation":
		w.allocation(row, q)
	default:
		row.set("type", "begin_group")
		row.set(own+"::type", q.Type)
		if len(q.Columns) > 0 {
			delete(row.cells, "appearance")
			w.cells(q)
		} else {
			w.matrixRows(q)
		}
	}
	w.survey.add().set("type", end)
}

// repeatCount writes how many items a roster has.
func (w *writer) repeatCount(row *gridRow, q *questionnaire.QuestionDef) {
	w.expression(row, expr.XLSFormRepeatCount, q.Key, q.ItemsCount)
	if q.ItemsFrom != "" {
		row.set("repeat_count", "count-selected(${"+q.ItemsFrom+"})")
		row.set(own+"::items_from", q.ItemsFrom)
	}
}

// allocation writes a number for each option; together they make the total.
func (w *writer) allocation(row *gridRow, q *questionnaire.QuestionDef) {
	row.set("type", "begin_group")
	row.set(own+"::type", q.Type)
	for _, o := range q.Options {
		if o.Missing == questionnaire.NotMissing {
			w.text(w.part("decimal", q.Key+"__"+o.Code), "label", "question."+q.Key+".option."+o.Code, o.Text)
		}
	}
}

// matrixRows writes each row of a matrix as a question.
func (w *writer) matrixRows(q *questionnaire.QuestionDef) {
	kind := "select_one "
	if q.PerRow == "multiple" {
		kind = "select_multiple "
	}
	list := w.listFor(q)
	w.rows[q.Key] = map[string]*gridRow{}
	for i := range q.Rows {
		r := &q.Rows[i]
		row := w.survey.add()
		w.rows[q.Key][r.Code] = row
		row.set("type", kind+list)
		row.set("name", q.Key+"__"+r.Code)
		row.set(own+"::code", r.Code)
		w.text(row, "label", "question."+q.Key+".row."+r.Code, r.Text)
		w.expression(row, expr.XLSFormRelevant, q.Key, r.AskIf)
		if q.Required {
			row.set("required", "yes")
		}
	}
}

// cells writes every cell of a matrix whose columns differ as a question.
func (w *writer) cells(q *questionnaire.QuestionDef) {
	kinds := make([]string, len(q.Columns))
	for i := range q.Columns {
		kinds[i] = w.columnKind(q, &q.Columns[i])
	}
	for _, r := range q.Rows {
		for i := range q.Columns {
			c := &q.Columns[i]
			row := w.part(kinds[i], q.Key+"__"+r.Code+"__"+c.Key)
			row.set(w.sourceHeader("label"), r.Text+" – "+c.Text)
		}
	}
}

// columnKind gives the type of the questions of a column, and writes its
// choices.
func (w *writer) columnKind(q, c *questionnaire.QuestionDef) string {
	kind := "select_one "
	switch c.Type {
	case "integer", "decimal", "date":
		return c.Type
	case "multiple":
		kind = "select_multiple "
	case "single":
	default:
		return "text"
	}
	before := len(w.choices.rows)
	kind += w.listFor(&questionnaire.QuestionDef{Key: q.Key + "__" + c.Key, List: c.List, Options: c.Options})
	for _, row := range w.choices.rows[before:] {
		row.set(ownChoice+"part", "yes")
	}
	return kind
}
