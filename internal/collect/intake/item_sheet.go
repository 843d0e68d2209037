package intake

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// itemSheet is a table with a row for each item of a roster.
type itemSheet struct {
	*importer // of its rows
	roster    *questionnaire.Question
	parent    int // column that says whose item a row is
	number    int // column of its number; -1: items are in their order
	own       int // column of the responses with the same as parent; -1: responses are counted

	items map[string]*itemsOf // by the cell of parent
}

// itemsOf is the items of one response.
type itemsOf struct {
	row     sheet.Row // the first; of its cells the one that names the response only
	items   []numbered
	refused bool
	used    bool // the response is there
}

// numbered is the answers about an item.
type numbered struct {
	number  int // from 1
	answers response.Answers
}

// links are the ways in which tables of items name their responses, the surest
// first: the column there, those of the responses that can have the same, and
// the column of the item's number.
var links = []struct {
	parent    string
	responses []string
	number    string
}{
	{response.ColumnID, []string{response.ColumnID}, response.ColumnItem},
	{response.ColumnRow, nil, response.ColumnItem},
	{"PARENT_KEY", []string{odkKey, "instanceID", "meta-instanceID", "meta/instanceID"}, ""},
	{"_submission__uuid", []string{"_uuid"}, ""},
	{"_submission__id", []string{"_id"}, ""},
	{"_parent_index", []string{"_index"}, ""},
}

// findItems finds the tables of items: those of the options, and worksheets
// beside the responses. Worksheets that are none stay unread.
func (in *importer) findItems(ctx context.Context) error {
	for _, s := range in.options.Items {
		taken, err := in.takeItems(ctx, s, s.Name)
		if err != nil {
			return err
		}
		if !taken {
			return fault.New(fault.Invalid, "%s holds the items of no roster of the questionnaire; it needs columns headed by the keys of a roster's questions, and %s or another column that says whose item a row is", s.Name, response.ColumnID)
		}
	}
	var unread []string
	for _, name := range in.sheet.Unread {
		taken := false
		s, err := in.sheet.Beside(ctx, name)
		if err == nil {
			taken, err = in.takeItems(ctx, s, name)
		} else if errors.Is(err, fault.Invalid) {
			err = nil // it has no columns
		}
		if err != nil {
			return err
		}
		if !taken {
			unread = append(unread, name)
		}
	}
	in.report.File.Unread = unread
	return nil
}

// takeItems takes a table as the items of the roster that most of its columns
// belong to; it reports whether there is one.
func (in *importer) takeItems(ctx context.Context, s *sheet.Sheet, name string) (bool, error) {
	items := &itemSheet{items: map[string]*itemsOf{}}
	if !items.link(s, in.sheet) {
		return false, nil
	}
	var of *questionPlan
	most := 0
	for _, qp := range in.questions {
		if len(qp.Questions) == 0 {
			continue
		}
		trial := &ImportReport{}
		p, err := newPlan(ctx, s, in.questionnaire, qp.Question, trial)
		if err != nil {
			return false, err
		}
		if trial.Matched > most {
			of, most = qp, trial.Matched
			items.importer = &importer{plan: p, sheet: s, options: in.options, report: in.report, worksheet: name, extra: make([]int, len(s.Columns))}
		}
	}
	if of == nil {
		return false, nil
	}
	if of.listed != nil || len(of.items) > 0 {
		return false, fault.New(fault.Invalid, "the items of roster %s are in %s and in another place of the file too; remove one of the two", of.Key, name)
	}
	items.roster, of.listed = of.Question, items
	in.listed = append(in.listed, items)
	in.report.Matched += most
	items.administrate()
	items.reportColumns()
	return true, nil
}

// link finds the column that says whose item a row is, and that of the responses
// with the same.
func (items *itemSheet) link(s, responses *sheet.Sheet) bool {
	for _, l := range links {
		items.parent, items.own, items.number = columnOf(s, l.parent), -1, columnOf(s, l.number)
		for _, name := range l.responses {
			items.own = max(items.own, columnOf(responses, name))
		}
		if items.parent >= 0 && (items.own >= 0 || len(l.responses) == 0) {
			return true
		}
	}
	return false
}

// columnOf is the index of the column with a header, -1 if there is none.
func columnOf(s *sheet.Sheet, name string) int {
	if name == "" {
		return -1
	}
	return slices.IndexFunc(s.Columns, func(c sheet.Column) bool { return c.Headers[0] == name })
}

// administrate says why columns that name rows are not taken in.
func (items *itemSheet) administrate() {
	for i, c := range items.sheet.Columns {
		if name := c.Headers[0]; items.columns[i] == nil && !items.isComputed(i) && (i == items.parent || name == odkKey || strings.HasPrefix(name, "_")) {
			items.left[i] = "it only names the row"
		}
	}
}

// readItems reads all tables of items.
func (in *importer) readItems(ctx context.Context) error {
	in.report.Items = nil
	for _, items := range in.listed {
		items.forget()
		rows := 0
		for row, err := range items.sheet.Rows(ctx) {
			if err != nil {
				return err
			}
			if !row.Blank() {
				items.read(row)
				rows++
			}
		}
		in.report.Items = append(in.report.Items, ItemTable{Name: items.worksheet, Roster: items.roster.Key, Rows: rows})
	}
	return nil
}

// forget forgets what an earlier reading has found.
func (items *itemSheet) forget() {
	clear(items.items)
	clear(items.extra)
	for _, d := range items.columns {
		if d != nil {
			d.filled = 0
		}
	}
}

// read reads the row of one item.
func (items *itemSheet) read(row sheet.Row) {
	items.row, items.refused = row, false
	items.countExtra()
	answers := response.Answers{}
	for _, qp := range items.questions {
		items.answer(qp, answers)
	}
	key := ""
	if items.parent < len(row.Cells) {
		key = strings.Clone(label.Clean(row.Cells[items.parent]))
	}
	of := items.items[key]
	if of == nil {
		of = &itemsOf{row: sheet.Row{Number: row.Number, Cells: make([]string, items.parent+1)}}
		of.row.Cells[items.parent] = key
		items.items[key] = of
	}
	n := items.numberOf(of)
	of.items = append(of.items, numbered{n, answers})
	of.refused = of.refused || items.refused
}

// numberOf is the number of the current item in its response.
func (items *itemSheet) numberOf(of *itemsOf) int {
	n, err := len(of.items)+1, error(nil)
	if items.number >= 0 {
		cell := ""
		if items.number < len(items.row.Cells) {
			cell = label.Clean(items.row.Cells[items.number])
		}
		n, err = strconv.Atoi(cell)
	}
	switch at := max(items.number, items.parent); {
	case err != nil || n < 1:
		items.refuse(at, "this is no number of an item; write 1 for the first of a response, 2 for the second and so on")
	case n > questionnaire.MaxItems:
		items.refuse(at, "a response has "+strconv.Itoa(questionnaire.MaxItems)+" items at most; leave the others out")
	case slices.ContainsFunc(of.items, func(x numbered) bool { return x.number == n }):
		items.refuse(at, "the response has an item with this number already; number them from 1, each once")
	}
	return n
}

// of are the items of the current response.
func (items *itemSheet) of(in *importer) *itemsOf {
	key := strconv.Itoa(in.ordinal)
	if items.own >= 0 {
		key = ""
		if items.own < len(in.row.Cells) {
			key = label.Clean(in.row.Cells[items.own])
		}
	}
	found := items.items[key]
	if found == nil || key == "" {
		return &itemsOf{}
	}
	found.used = true
	return found
}

// finishItems reports on the tables of items once all responses are read.
func (in *importer) finishItems() {
	for _, items := range in.listed {
		var lost []*itemsOf
		for _, of := range items.items {
			if !of.used {
				lost = append(lost, of)
			}
		}
		slices.SortFunc(lost, func(a, b *itemsOf) int { return a.row.Number - b.row.Number })
		for _, of := range lost {
			items.row = of.row
			items.refuse(items.parent, "no response has this in its own column; correct it, or leave the item out")
			in.report.RefusedItems += len(of.items)
		}
		items.finish()
	}
}
