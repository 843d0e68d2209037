package tabulate

import (
	"math"
	"slices"

	"barometer/internal/analyse/dataset"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// maxListed is the number of options up to which a table lists all of them; of
// longer lists, such as countries, only those that somebody chose.
const maxListed = 60

// Cut is who is counted and in which columns. It is computed once and then
// makes the tables of any number of variables. It is safe for concurrent use.
type Cut struct {
	dataset    *dataset.Dataset
	spec       Spec
	population Label
	weights    []float64 // by row; nil if unweighted
	unweighed  int       // rows left out because they have no weight
	columns    []column  // columns[0] is the total
}

// column is the rows of the dataset that one column of the tables counts.
type column struct {
	variable *questionnaire.Variable // nil for the total
	option   *questionnaire.Option
	rows     []int32 // rising; nil for all rows of the dataset
	members  int
}

// NewCut computes the population, the filter, the weights and the columns of a
// Spec, whose Rows are not looked at. Errors are fault.NotFound for a name that
// does not exist and fault.Invalid for one that cannot stand where it does; they
// say what to write instead.
func NewCut(d *dataset.Dataset, s Spec) (*Cut, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	c := &Cut{dataset: d, spec: s, population: Label{Code: questionnaire.Everyone}}
	rows, err := c.selected()
	if err != nil {
		return nil, err
	}
	if rows, err = c.weighted(rows); err != nil {
		return nil, err
	}
	total := column{rows: rows, members: len(rows)}
	if rows == nil {
		total.members = d.N()
	}
	c.columns = []column{total}
	for _, name := range bannerVariables(d.Questionnaire(), s.Banner) {
		if err := c.addBanner(name, total); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// selected lists the rows of population and filter; nil for all rows.
func (c *Cut) selected() ([]int32, error) {
	q := c.dataset.Questionnaire()
	population, err := c.spec.population(q)
	if err != nil {
		return nil, err
	}
	var conditions []*questionnaire.Condition
	if population != nil {
		c.population = Label{Code: population.Key, Text: population.Text}
		if population.If != nil {
			conditions = append(conditions, population.If)
		}
	}
	if c.spec.Filter != "" {
		filter, err := q.Condition(c.spec.Filter, c.dataset.Roster())
		if err != nil {
			return nil, fault.New(fault.Invalid, "filter: %w", err)
		}
		conditions = append(conditions, filter)
	}
	var rows []int32
	for _, condition := range conditions {
		holds, err := c.dataset.Select(condition)
		if err != nil {
			return nil, err
		}
		if rows == nil {
			rows = holds
		} else {
			rows = intersect(rows, holds)
		}
	}
	return rows, nil
}

// weighted finds the weights and leaves rows without one out.
func (c *Cut) weighted(rows []int32) ([]int32, error) {
	if c.spec.Weight == "" {
		return rows, nil
	}
	var err error
	if c.weights, err = c.dataset.Weight(c.spec.Weight); err != nil {
		return nil, err
	}
	kept := []int32{}
	each(c.dataset.N(), rows, func(row int) {
		if w := c.weights[row]; w > 0 && !math.IsInf(w, 0) {
			kept = append(kept, int32(row))
		} else {
			c.unweighed++
		}
	})
	return kept, nil
}

// addBanner adds a column for every option of a variable.
func (c *Cut) addBanner(name string, total column) error {
	values, err := c.dataset.Restricted(name)
	if err != nil {
		return fault.New(fault.KindOf(err), "banner: %s", noVariable(c.dataset, name, err))
	}
	v := values.Variable()
	if v.Shape != questionnaire.ShapeCode && v.Shape != questionnaire.ShapeCodes {
		return fault.New(fault.Invalid, "banner: “%s” is answered with a %s, so it has no options to head columns with; name a choice, or a recode that groups it", name, v.Shape)
	}
	members := split(values, c.dataset.N(), total.rows)
	for _, o := range v.Options {
		rows := members[o.Index]
		if o.Missing != questionnaire.NotMissing || len(v.Options) > maxListed && len(rows) == 0 {
			continue
		}
		c.columns = append(c.columns, column{variable: v, option: o, rows: rows, members: len(rows)})
	}
	return nil
}

// split lists for every option the rows in which it was chosen.
func split(values *dataset.Column, n int, rows []int32) [][]int32 {
	v := values.Variable()
	members := make([][]int32, len(v.Options))
	sizes := countColumn(values, n, rows, nil, netting{})
	for i := range members {
		members[i] = make([]int32, 0, sizes.options[i].n)
	}
	if cells := values.Bytes(); cells != nil {
		each(n, rows, func(row int) {
			if b := cells[row]; b < dataset.MissingByte {
				members[b] = append(members[b], int32(row))
			}
		})
		return members
	}
	each(n, rows, func(row int) {
		if o := values.Option(row); o != nil {
			members[o.Index] = append(members[o.Index], int32(row))
			return
		}
		for i := range members {
			if values.Chosen(row, i) {
				members[i] = append(members[i], int32(row))
			}
		}
	})
	return members
}

// each calls f for the given rows, or for all n where rows is nil.
func each(n int, rows []int32, f func(row int)) {
	if rows == nil {
		for row := range n {
			f(row)
		}
		return
	}
	for _, row := range rows {
		f(int(row))
	}
}

// intersect lists what is in both of two rising lists, never nil.
func intersect(a, b []int32) []int32 {
	both := make([]int32, 0, min(len(a), len(b)))
	for _, row := range a {
		i, found := slices.BinarySearch(b, row)
		if found {
			both = append(both, row)
		}
		b = b[i:]
	}
	return both
}
