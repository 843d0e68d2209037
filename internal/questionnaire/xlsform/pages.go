package xlsform

import (
	"slices"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

// page is a section in the making.
type page struct {
	def    questionnaire.SectionDef
	owner  *node   // whose heading it has
	groups []*node // around it, whose conditions it has
	items  []*item
}

// item is a question in the making.
type item struct {
	def    questionnaire.QuestionDef
	node   *node
	groups []*node   // around it within its page or roster, whose conditions it has
	inner  []*item   // of a roster
	rows   []*node   // of a matrix
	list   *list     // of a choice, for the codes in its filter and default
	yields expr.Kind // of a calculation, as far as it is known
}

// fill makes the pages of a form.
func (r *reader) fill(root *node) {
	f := filler{reader: r}
	f.group(root, nil)
	r.declareLists()
}

// filler makes the pages of one group: of each group on the top level, and of
// groups in it that have a heading of their own.
type filler struct {
	*reader
	owner  *node   // the group whose heading the pages have
	groups []*node // around the pages, owner included
	open   *page
	parts  int // pages made so far
}

// group makes the pages of a group.
func (f *filler) group(n *node, around []*node) {
	inner := filler{reader: f.reader, owner: n, groups: around}
	before := len(f.pages)
	inner.children(n, nil)
	if n.row == nil {
		return
	}
	f.report.Rows.Live++
	if len(f.pages) == before {
		f.report.WithdrawRow()
		f.report.Add(convert.LeftOut, n.row.at("name"), n.row.get("type"), "there is no question in the group “%s”", n.name)
	}
}

// children adds what is in a group; merged are the groups between the owner of
// the pages and these children.
func (f *filler) children(n *node, merged []*node) {
	for _, child := range n.children {
		switch {
		case !child.isGroup() || f.isMatrix(child):
			for _, it := range f.item(child) {
				it.groups = merged
				f.add(it)
			}
		case f.isPage(child):
			f.open = nil
			f.group(child, append(slices.Clone(append(f.groups, merged...)), child))
		default:
			f.report.Rows.Live++
			f.groupCells(child)
			f.children(child, append(slices.Clone(merged), child))
		}
	}
}

// isPage reports whether a group is a page of its own: on the top level, or
// with a heading.
func (f *filler) isPage(n *node) bool {
	return n.parent.row == nil || n.row.get("label") != "" || n.appears("field-list")
}

// add puts a question on the open page, or on a new one.
func (f *filler) add(it *item) {
	if f.open == nil {
		f.open = f.newPage()
	}
	f.open.items = append(f.open.items, it)
}

// newPage begins a page under the heading of its group, or under the title of
// the form.
func (f *filler) newPage() *page {
	f.parts++
	p := &page{owner: f.owner, groups: f.groups}
	if f.owner.row == nil {
		p.def.Key = f.sections.claim("questions")
		p.def.Title = f.def.Title
	} else {
		name := f.owner.name
		if key := f.owner.row.get(own + "::key"); key != "" && f.parts == 1 {
			name = key
		}
		p.def.Key = f.sections.claim(name)
		p.def.Title = f.text(f.owner, "label", "section."+p.def.Key+".title")
		if p.def.Title == "" {
			p.def.Title = f.def.Title
		}
		if f.parts == 1 {
			f.groupCells(f.owner)
			f.overlayRow(&p.def, f.owner.row)
			if p.def.Key != name {
				f.report.Add(convert.Changed, f.owner.row.at("name"), "name", "the key of the section is %s", p.def.Key)
			}
		}
	}
	f.pages = append(f.pages, p)
	return p
}

// groupColumns are the columns of a group that are read.
var groupColumns = []string{"type", "name", "label", "relevant", "disabled"}

// groupCells reports what a group says that a section cannot.
func (r *reader) groupCells(n *node) {
	for i := range n.row.sheet.columns {
		c := &n.row.sheet.columns[i]
		if n.row.cell(c) == "" || c.name == "" || slices.Contains(groupColumns, c.name) || isOwn(c) {
			continue
		}
		if c.name == "appearance" && n.appears("field-list") {
			continue // a section is a page
		}
		r.report.Add(convert.LeftOut, n.row.place(c), c.header, "a section has nothing like it")
	}
}

// isMatrix reports whether a group is one question with a row for each of its
// questions: all choices from one list without more than a label.
func (r *reader) isMatrix(n *node) bool {
	if !n.isGroup() || n.row == nil {
		return false
	}
	if kind := n.row.get(own + "::type"); kind != "" {
		return kind == "matrix" || kind == "allocation"
	}
	rows := n.children
	if len(rows) > 0 && rows[0].appears("label") {
		rows = rows[1:]
	} else if !n.appears("table-list") {
		return false
	}
	if len(rows) < 2 {
		return false
	}
	for _, child := range rows {
		plain := child.typ.kind == "select_one" || child.typ.kind == "select_multiple"
		if !plain || child.typ.kind != rows[0].typ.kind || child.typ.list != rows[0].typ.list || child.typ.other {
			return false
		}
		if !n.appears("table-list") && !child.appears("list-nolabel") || hasAny(child.row, "constraint", "calculation", "choice_filter", "default", "parameters") {
			return false
		}
	}
	return true
}

// hasAny reports whether a row says anything in one of the columns.
func hasAny(row *row, columns ...string) bool {
	return slices.ContainsFunc(columns, func(c string) bool { return row.get(c) != "" })
}

// expandLoops replaces every loop over a list by a group for each of its
// choices, with the label of the choice inserted.
func (r *reader) expandLoops(n *node) {
	for i := 0; i < len(n.children); i++ {
		child := n.children[i]
		if child.typ.kind != "begin_loop" {
			r.expandLoops(child)
			continue
		}
		var copies []*node
		if l := r.listOf(child); l != nil {
			for _, choice := range l.rows {
				copies = append(copies, r.copyFor(child, n, choice, choice.get("name")))
			}
			r.report.Add(convert.Changed, child.row.at("type"), "loop", "its questions are asked once for each of the %d choices of “%s”", len(copies), child.typ.list)
		} else {
			r.report.Add(convert.LeftOut, child.row.at("type"), "loop", "there is no list “%s” among the choices", child.typ.list)
		}
		n.children = slices.Replace(n.children, i, i+1, copies...)
		i += len(copies) - 1
	}
}

// copyFor copies a loop, or what is in it, for one choice.
func (r *reader) copyFor(n, parent *node, choice *row, suffix string) *node {
	c := &node{row: n.row, typ: n.typ, name: n.name + "_" + suffix, parent: parent}
	if c.typ.kind == "begin_loop" {
		c.typ = rowType{kind: "begin_group"}
	}
	label := ""
	for i := range choice.sheet.columns {
		if column := &choice.sheet.columns[i]; column.name == "label" && label == "" {
			label = choice.cell(column)
		}
	}
	c.labels = map[string]string{"label": label, "name": choice.get("name")}
	for _, child := range n.children {
		c.children = append(c.children, r.copyFor(child, c, choice, suffix))
	}
	return c
}
