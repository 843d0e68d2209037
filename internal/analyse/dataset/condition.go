package dataset

import (
	"sync"

	"barometer/internal/questionnaire"
)

// maxSelections bounds how many conditions a dataset remembers the rows of.
const maxSelections = 64

// selections remembers which rows conditions hold for, by their source.
type selections struct {
	mu   sync.Mutex
	rows map[string][]int32
}

// Select lists in rising order the rows that a condition holds for, never nil.
// It must not be changed. A condition over something missing does not hold.
func (d *Dataset) Select(c *questionnaire.Condition) ([]int32, error) {
	if d.roster != nil && c.Roster != d.roster.Key {
		return d.selectParents(c)
	}
	source := c.Expr.String()
	d.selections.mu.Lock()
	rows, ok := d.selections.rows[source]
	d.selections.mu.Unlock()
	if ok {
		return rows, nil
	}
	env, err := d.newEnv(c)
	if err != nil {
		return nil, err
	}
	rows = []int32{}
	for row := range d.n {
		env.move(row)
		if c.Expr.Bool(env) {
			rows = append(rows, int32(row))
		}
	}
	d.selections.mu.Lock()
	defer d.selections.mu.Unlock()
	if d.selections.rows == nil || len(d.selections.rows) >= maxSelections {
		d.selections.rows = map[string][]int32{}
	}
	d.selections.rows[source] = rows
	return rows, nil
}

// selectParents lists the rows of a child whose parents a condition holds for.
func (d *Dataset) selectParents(c *questionnaire.Condition) ([]int32, error) {
	parents, err := d.parent.Select(c)
	if err != nil {
		return nil, err
	}
	rows := []int32{}
	for _, parent := range parents {
		for row, last := d.itemsOf(int(parent)); row < last; row++ {
			rows = append(rows, int32(row))
		}
	}
	return rows, nil
}

// OutsideBase lists in rising order the rows that the base_if of a variable's
// question leaves out.
func (d *Dataset) OutsideBase(name string) []int32 {
	v, ok := d.questionnaire.Variable(name)
	if !ok || v.Question == nil || v.Question.BaseIf == nil {
		return nil
	}
	inside, err := d.Select(v.Question.BaseIf)
	if err != nil {
		inside = nil // a column of the condition is not in this dataset: nobody is known to be inside
	}
	outside := make([]int32, 0, d.n-len(inside))
	for row := range int32(d.n) {
		if len(inside) > 0 && inside[0] == row {
			inside = inside[1:]
			continue
		}
		outside = append(outside, row)
	}
	return outside
}
