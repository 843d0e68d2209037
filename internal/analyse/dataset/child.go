package dataset

import (
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// FromColumns makes a dataset of n rows of columns that exist already, such as
// harmonised ones of several editions. Every column has n rows. Variables of
// the questionnaire without a column are not in the dataset, save recodes of
// those that have one.
func FromColumns(q *questionnaire.Questionnaire, n int, columns ...*Column) (*Dataset, error) {
	return assemble(&Dataset{questionnaire: q, unit: UnitResponse, n: n}, columns)
}

// assemble gives a dataset its columns, with the recodes of them.
func assemble(d *Dataset, columns []*Column) (*Dataset, error) {
	d.columns, d.restricted = map[string]*derived{}, map[string]*derived{}
	for _, c := range columns {
		if c.N() != d.n {
			return nil, fault.New(fault.Invalid, "column “%s” has %d rows where the dataset has %d", c.variable.Name, c.N(), d.n)
		}
		d.columns[c.variable.Name] = stored(c)
	}
	for _, v := range d.Variables() {
		if v.Recode == nil || d.columns[v.Name] != nil {
			continue
		}
		if source, ok := d.columns[v.Recode.Source.Name]; ok {
			d.columns[v.Name] = &derived{compute: func() *Column { return recode(v, source.get()) }}
		}
	}
	for name, c := range d.columns {
		d.restricted[name] = &derived{compute: func() *Column { return c.get().without(d.OutsideBase(name)) }}
	}
	return d, nil
}

// FromBytes makes a column of single choices from its cells: indexes of
// options, or MissingByte plus a missing kind.
func FromBytes(v *questionnaire.Variable, cells []uint8) (*Column, error) {
	if v.Shape != questionnaire.ShapeCode || len(v.Options) > maxByteOptions {
		return nil, fault.New(fault.Invalid, "variable “%s” is no single choice of at most %d options", v.Name, maxByteOptions)
	}
	for row, b := range cells {
		if int(b) >= len(v.Options) && b <= MissingByte {
			return nil, fault.New(fault.Invalid, "row %d of variable “%s”: %d is no index of an option", row, v.Name, b)
		}
	}
	return &Column{variable: v, n: len(cells), bytes: cells}, nil
}

// FromNumbers makes a column of numbers; kinds says why a row has none, its
// number is then ignored.
func FromNumbers(v *questionnaire.Variable, numbers []float64, kinds []questionnaire.Missing) (*Column, error) {
	if v.Shape != questionnaire.ShapeNumber || len(numbers) != len(kinds) {
		return nil, fault.New(fault.Invalid, "variable “%s” is no number, or its numbers and missing kinds differ in count", v.Name)
	}
	c := newColumn(v)
	for row, x := range numbers {
		c.push(cell{kind: kinds[row], number: x})
	}
	return c, nil
}

// Child finds the dataset of a roster's items by the roster's key.
func (d *Dataset) Child(unit string) (*Dataset, error) {
	if child, ok := d.children[unit]; ok {
		return child, nil
	}
	return nil, fault.New(fault.NotFound, "there is no roster “%s”", unit)
}

// Children are the datasets of the items of all rosters, in the order of the
// questionnaire.
func (d *Dataset) Children() []*Dataset {
	var children []*Dataset
	for _, q := range d.questionnaire.Questions {
		if child, ok := d.children[q.Key]; ok {
			children = append(children, child)
		}
	}
	return children
}

// Position is the number of an item among those of its response, from 1.
func (d *Dataset) Position(row int) int {
	first, _ := d.itemsOf(int(d.index[row]))
	return row - first + 1
}

// itemsOf gives the rows of a child that belong to a row of its parent: from
// first up to, not including, last.
func (d *Dataset) itemsOf(row int) (first, last int) {
	return int(d.starts[row]), int(d.starts[row+1])
}

// Parent gives for each row of a child the row of the dataset that it belongs
// to; nil if the dataset is no child.
func (d *Dataset) Parent() []int32 { return d.index }
