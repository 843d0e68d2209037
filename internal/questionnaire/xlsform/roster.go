package xlsform

import (
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// roster makes a question of a repeat.
func (r *reader) roster(it *item) {
	it.def.Type = "roster"
	r.inner(it, it.node, nil)
	if len(it.inner) == 0 {
		r.unsupported(it, "there is no question in it")
	}
}

// inner adds what is in a repeat to its roster. Groups with a heading leave a
// note; a repeat in it is kept, unsupported.
func (r *reader) inner(it *item, n *node, groups []*node) {
	for _, child := range n.children {
		switch {
		case child.isRepeat():
			r.innerRepeat(it, child, groups)
			continue
		case child.isGroup() && !r.isMatrix(child):
			r.report.Rows.Live++
			within := append(slices.Clone(groups), child)
			if child.row.get("label") != "" {
				r.addInner(it, r.heading(child), within)
			}
			r.inner(it, child, within)
			continue
		}
		for _, question := range r.item(child) {
			r.addInner(it, question, groups)
		}
	}
}

func (r *reader) addInner(it, question *item, groups []*node) {
	question.groups = groups
	r.inRoster[question.def.Key] = it.def.Key
	it.inner = append(it.inner, question)
}

// heading is the note that stands for the label of a group in a roster.
func (r *reader) heading(group *node) *item {
	key := r.taken.claim(group.name)
	return &item{node: &node{row: group.row, typ: rowType{kind: "heading"}, name: group.name}, def: questionnaire.QuestionDef{
		Key: key, Type: "note", Text: r.text(group, "label", "question."+key+".text"),
	}}
}

// innerRepeat keeps the questions of a repeat in a repeat.
func (r *reader) innerRepeat(it *item, n *node, groups []*node) {
	r.report.Rows.Unsupported++
	r.report.Add(convert.Unsupported, n.row.at("type"), "repeat in a repeat", "a roster cannot stand in a roster; its questions are kept and not asked")
	for _, child := range n.children {
		if child.isGroup() || child.isRepeat() {
			r.innerRepeat(it, child, groups)
			continue
		}
		if _, none := noForm[child.typ.kind]; none {
			r.item(child)
			continue
		}
		kept := &item{node: child, def: questionnaire.QuestionDef{Key: r.keys[child]}}
		if kept.def.Key == "" {
			kept.def.Key = r.taken.claim(child.name)
		}
		r.unsupported(kept, "it is asked in a repeat in a repeat")
		r.count(kept)
		r.wording(kept)
		r.foreign(kept)
		r.addInner(it, kept, groups)
	}
}

// matrix makes one question of a group with the questions as its rows.
func (r *reader) matrix(it *item) {
	n, q := it.node, &it.def
	q.Type = "matrix"
	rows := n.children
	if len(rows) > 0 && rows[0].appears("label") {
		r.report.Rows.Live++ // it only shows the labels above the table
		rows = rows[1:]
	}
	required := len(rows) > 0
	for _, child := range rows {
		r.report.Rows.Live++
		it.rows = append(it.rows, child)
		required = required && isTrue(child.row.get("required"))
		if n.row.get(own+"::columns") == "" {
			q.Rows = append(q.Rows, r.matrixRow(q, child))
		}
	}
	q.Required = required
	if len(rows) == 0 {
		return
	}
	if rows[0].typ.multiple() {
		q.PerRow = "multiple"
	}
	if l := r.listOf(rows[0]); l != nil {
		it.list = l
		q.List, q.Options = l.key, r.ownOptions(l, q.Key)
	} else if n.row.get(own+"::columns") == "" {
		r.unsupported(it, "there is no list “"+rows[0].typ.list+"”")
		q.Rows, q.PerRow, q.Required = nil, "", false
	}
}

// matrixRow makes a row of one of the questions. Its hint stands behind its
// label.
func (r *reader) matrixRow(q *questionnaire.QuestionDef, n *node) questionnaire.RowDef {
	id := "question." + q.Key + ".row." + r.keys[n]
	def := questionnaire.RowDef{Code: r.keys[n], Text: r.text(n, "label", id)}
	if def.Text == "" {
		def.Text = n.name
	}
	r.joinHint(&def, n, id)
	for i := range n.row.sheet.columns {
		c := &n.row.sheet.columns[i]
		if n.row.cell(c) == "" || isOwn(c) || c.name == "" || slices.Contains([]string{"type", "name", "label", "hint", "relevant"}, c.name) {
			continue
		}
		if c.name == "appearance" && n.appears("list-nolabel") || c.name == "required" || c.name == "readonly" && isFalse(n.row.cell(c)) {
			continue
		}
		r.report.Add(convert.LeftOut, n.row.place(c), c.header, "a row of a matrix has nothing like it")
	}
	r.overlayRow(&def, n.row)
	def.Code = strings.TrimSpace(def.Code)
	return def
}

// joinHint puts the hint of a row behind its label, in every language.
func (r *reader) joinHint(def *questionnaire.RowDef, n *node, id string) {
	const between = " – "
	hint := r.text(n, "hint", id+".hint")
	if hint == "" {
		return
	}
	label := def.Text
	def.Text += between + hint
	for tag, t := range r.def.Translations {
		translatedLabel, hasLabel := t.Strings[id]
		translatedHint, hasHint := t.Strings[id+".hint"]
		delete(t.Strings, id+".hint")
		if !hasLabel && !hasHint {
			continue
		}
		if !hasLabel {
			translatedLabel.Text = label
		}
		if !hasHint {
			translatedHint.Text = hint
		}
		r.translate(tag, id, def.Text, translatedLabel.Text+between+translatedHint.Text)
	}
}
