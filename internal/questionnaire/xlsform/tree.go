package xlsform

import (
	"strings"

	"barometer/internal/questionnaire/convert"
)

// node is a row of the survey with what is inside it: a question, or a group,
// repeat or loop.
type node struct {
	row      *row
	typ      rowType
	name     string // as the form has it
	parent   *node
	children []*node
	labels   map[string]string // of a copy in a loop: what stands for %(label)s and %(name)s
}

func (n *node) isGroup() bool  { return n.typ.kind == "begin_group" }
func (n *node) isRepeat() bool { return n.typ.kind == "begin_repeat" }

// appears reports whether a word is among those of the row's appearance.
func (n *node) appears(words ...string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(n.row.get("appearance"))) {
		for _, w := range words {
			if word == w {
				return true
			}
		}
	}
	return false
}

// tree nests the rows of the survey. What is not closed is closed at the end,
// and what was never opened is left out; both are reported.
func (r *reader) tree(s *sheet) *node {
	root := &node{typ: rowType{kind: "begin_group"}}
	open := root
	for i := range s.rows {
		row := &s.rows[i]
		cell := row.get("type")
		if cell == "" {
			r.comment(row)
			continue
		}
		if row.get(part) != "" {
			continue // another row says it already
		}
		if isTrue(row.get("disabled")) {
			r.report.Add(convert.LeftOut, row.at("disabled"), "disabled", "the row is switched off in the form")
			continue
		}
		n := &node{row: row, typ: parseType(cell), name: row.get("name"), parent: open}
		if n.typ.ends() {
			open = r.closeGroup(open, n)
			continue
		}
		if n.name == "" {
			n.name = n.typ.kind
		}
		open.children = append(open.children, n)
		if n.typ.begins() {
			open = n
		}
	}
	for ; open != root; open = open.parent {
		r.report.Add(convert.Changed, open.row.at("type"), open.row.get("type"), "nothing closes it, so it goes on to the end of the form")
	}
	return root
}

// comment reports a row that says something but has no type.
func (r *reader) comment(row *row) {
	for _, name := range []string{"name", "label"} {
		if row.get(name) != "" {
			r.report.Add(convert.LeftOut, row.at(name), "row without a type", "a row without a type is a remark; give it one to make it a question")
			return
		}
	}
}

// closeGroup closes the innermost open group of the kind that a row ends.
func (r *reader) closeGroup(open, end *node) *node {
	want := "begin_" + strings.TrimPrefix(end.typ.kind, "end_")
	for n := open; n.parent != nil; n = n.parent {
		if n.typ.kind == want {
			return n.parent
		}
	}
	r.report.Add(convert.LeftOut, end.row.at("type"), end.row.get("type"), "nothing is open that it could close")
	return open
}

// yes are the ways in which forms say yes.
var yes = map[string]bool{"yes": true, "true": true, "true()": true, "1": true}

func isTrue(cell string) bool { return yes[strings.ToLower(cell)] }

// no are the ways in which forms say no.
var no = map[string]bool{"": true, "no": true, "false": true, "false()": true, "0": true}

func isFalse(cell string) bool { return no[strings.ToLower(cell)] }
