package dataset

import (
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

// rowEnv evaluates a condition over one response or one item of a roster. It
// allocates once, not per row.
type rowEnv struct {
	names    []rowName
	top      *Dataset
	response int      // row of top
	items    *Dataset // the roster whose item it is about; nil if about none
	item     int      // row of items
}

// rowName is what a name of a condition stands for.
type rowName struct {
	from   *Dataset // top, or the items of a roster
	column *Column
	option int // index of the option of key__code, else -1
	codes  []string
	values []expr.Value // one for each item
}

// newEnv resolves the names of a condition over the rows of the dataset.
func (d *Dataset) newEnv(c *questionnaire.Condition) (*rowEnv, error) {
	e := &rowEnv{top: d.top()}
	if d.parent != nil {
		e.items = d
	}
	for i, v := range c.Variables {
		name := rowName{from: e.top, option: -1, codes: make([]string, 0, len(v.Options))}
		var err error
		if v.Question != nil && v.Question.Roster != nil {
			if name.from, err = e.top.Child(v.Question.Roster.Key); err != nil {
				return nil, err
			}
		}
		if name.column, err = name.from.Column(v.Name); err != nil {
			return nil, err
		}
		if c.Options[i] != nil {
			name.option = c.Options[i].Index
		}
		e.names = append(e.names, name)
	}
	return e, nil
}

// move goes to a row of the dataset that the environment was made for.
func (e *rowEnv) move(row int) {
	e.response = row
	if e.items != nil {
		e.item, e.response = row, e.items.response(row)
	}
}

// Today implements expr.Env: the reference date of the row's response.
func (e *rowEnv) Today() string { return e.top.dates.at(e.response) }

// Position implements expr.PositionEnv.
func (e *rowEnv) Position() int {
	if e.items == nil {
		return 0
	}
	return e.items.Position(e.item)
}

// Item implements expr.ItemEnv.
func (e *rowEnv) Item(i, n int) expr.Env {
	items := e.top.children[e.names[i].column.variable.Question.Key]
	first, _ := items.itemsOf(e.response)
	return &rowEnv{names: e.names, top: e.top, response: e.response, items: items, item: first + n}
}

// Value implements expr.Env.
func (e *rowEnv) Value(i int) expr.Value {
	name := &e.names[i]
	switch name.from {
	case e.top:
		return name.value(e.response)
	case e.items:
		return name.value(e.item)
	}
	name.values = name.values[:0]
	first, last := name.from.itemsOf(e.response)
	for row := first; row < last; row++ {
		name.values = append(name.values, name.value(row))
	}
	return expr.Many(name.values)
}

func (n *rowName) value(row int) expr.Value {
	c := n.column
	if c.Missing(row) != questionnaire.NotMissing {
		return expr.Missing()
	}
	if n.option >= 0 {
		return expr.Bool(c.Chosen(row, n.option))
	}
	switch c.variable.Shape {
	case questionnaire.ShapeCode:
		return expr.String(c.Option(row).Code)
	case questionnaire.ShapeCodes:
		codes := n.codes[:0]
		for _, o := range c.variable.Options {
			if c.Chosen(row, o.Index) {
				codes = append(codes, o.Code)
			}
		}
		return expr.Codes(codes)
	case questionnaire.ShapeNumber:
		if c.variable.CountsItems() {
			return expr.Items(int(c.numbers[row]))
		}
		return expr.Number(c.numbers[row])
	}
	return expr.String(c.texts[row])
}
