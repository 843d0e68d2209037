package dataset

import (
	"slices"
	"sync"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

// UnitResponse is the unit of a dataset whose rows are responses; that of a
// child is the key of its roster.
const UnitResponse = "response"

// Dataset is responses, or the items of a roster, as columns. It is immutable
// and safe for concurrent use.
type Dataset struct {
	questionnaire *questionnaire.Questionnaire
	unit          string
	n             int
	columns       map[string]*derived // by variable name, recodes included
	restricted    map[string]*derived // the same, within base_if
	against       map[string][]int32  // rows answered against the routing, rising
	offered       []map[string][]bool // by version, then variable that did not have all options in it: option offered
	ids           []string
	versions      labels
	languages     labels
	sources       labels
	dispositions  labels
	dates         labels // reference dates of conditions

	parent   *Dataset                // of a child
	roster   *questionnaire.Question // of a child
	index    []int32                 // of a child: its row of the parent, by row, rising
	starts   []int32                 // of a child: its first row by row of the parent, and one more
	children map[string]*Dataset

	selections selections
}

// derived is a column that is computed when first asked for.
type derived struct {
	once    sync.Once
	compute func() *Column
	column  *Column
}

func stored(c *Column) *derived { return &derived{compute: func() *Column { return c }} }

func (d *derived) get() *Column {
	d.once.Do(func() { d.column = d.compute() })
	return d.column
}

// labels is a column of few different strings.
type labels struct {
	values []string
	of     []uint16
	codes  map[string]uint16
}

func (l *labels) push(value string) {
	code, ok := l.codes[value]
	if !ok {
		if l.codes == nil {
			l.codes = map[string]uint16{}
		}
		code = uint16(len(l.values))
		l.values = append(l.values, value)
		l.codes[value] = code
	}
	l.of = append(l.of, code)
}

func (l *labels) at(row int) string {
	if row >= len(l.of) {
		return ""
	}
	return l.values[l.of[row]]
}

// Questionnaire is the version by whose variables the columns are named.
func (d *Dataset) Questionnaire() *questionnaire.Questionnaire { return d.questionnaire }

// Unit says what a row is: UnitResponse, or the key of a roster.
func (d *Dataset) Unit() string { return d.unit }

// Roster is the key of the roster whose items the rows are, "" where they are
// responses.
func (d *Dataset) Roster() string {
	if d.roster == nil {
		return ""
	}
	return d.roster.Key
}

// N is the number of rows.
func (d *Dataset) N() int { return d.n }

// Column finds the column of a variable by its name. In a child dataset the
// variables of the parent are there too, each value repeated for the items of
// its response. An unknown name is a fault.NotFound that suggests others.
func (d *Dataset) Column(name string) (*Column, error) {
	return d.find(name, d.columns, (*Dataset).Column)
}

// Restricted is Column with every row outside the question's base_if made
// NotApplicable. It is what tables are counted from.
func (d *Dataset) Restricted(name string) (*Column, error) {
	return d.find(name, d.restricted, (*Dataset).Restricted)
}

func (d *Dataset) find(name string, own map[string]*derived, inherited func(*Dataset, string) (*Column, error)) (*Column, error) {
	if c, ok := own[name]; ok {
		return c.get(), nil
	}
	if d.parent == nil {
		return nil, fault.New(fault.NotFound, "there is no variable “%s”; %s", name, d.suggest(name))
	}
	c, err := inherited(d.parent, name)
	if err != nil {
		return nil, err
	}
	return c.gather(d.index), nil
}

func (d *Dataset) suggest(name string) string {
	if near := expr.DidYouMean(name, d.Names()); near != "" {
		return near
	}
	return "name a question, a row of a matrix, a recode or an administrative column"
}

// Names lists the variables in the order of the questionnaire; those of a child
// before those of its parent.
func (d *Dataset) Names() []string {
	var names []string
	for _, v := range d.Variables() {
		if _, ok := d.columns[v.Name]; ok {
			names = append(names, v.Name)
		}
	}
	if d.parent != nil {
		names = append(names, d.parent.Names()...)
	}
	return names
}

// Variables are those that the dataset has columns of: of the questionnaire or,
// of a child, of its roster. Some may have no column, since the dataset was made
// without them.
func (d *Dataset) Variables() []*questionnaire.Variable {
	if d.roster != nil {
		return d.roster.ItemVariables
	}
	return d.questionnaire.Variables
}

// Weight gives a weight by the name of its administrative column, one number a
// row, NaN where a row has none.
func (d *Dataset) Weight(name string) ([]float64, error) {
	names := d.WeightNames()
	if !slices.Contains(names, name) {
		near := expr.DidYouMean(name, names)
		if near == "" {
			near = "declare it under “administrative” with kind: weight, or use none"
		}
		return nil, fault.New(fault.NotFound, "there is no weight “%s”; %s", name, near)
	}
	c, err := d.Column(name)
	if err != nil {
		return nil, err
	}
	return c.Numbers(), nil
}

// WeightNames lists the administrative columns that hold weights.
func (d *Dataset) WeightNames() []string {
	var names []string
	for _, v := range d.questionnaire.Variables {
		if v.Administrative == questionnaire.AdministrativeWeight {
			names = append(names, v.Name)
		}
	}
	return names
}

// AgainstRouting lists in rising order the rows whose answer to a variable's
// question contradicts the routing. They are kept in the responses and
// NotAsked here.
func (d *Dataset) AgainstRouting(name string) []int32 { return d.against[name] }

// ID is the id of a row's response.
func (d *Dataset) ID(row int) string { return d.top().ids[d.response(row)] }

// Version is the hash of the questionnaire that a row's response answered.
func (d *Dataset) Version(row int) string { return d.top().versions.at(d.response(row)) }

// Language is the language in which a row's respondent answered.
func (d *Dataset) Language(row int) string { return d.top().languages.at(d.response(row)) }

// Source is how a row's respondent came to the form.
func (d *Dataset) Source(row int) string { return d.top().sources.at(d.response(row)) }

// Disposition is the outcome of a row's response.
func (d *Dataset) Disposition(row int) string { return d.top().dispositions.at(d.response(row)) }

// Offered reports whether the version that a row answered had an option.
func (d *Dataset) Offered(v *questionnaire.Variable, option, row int) bool {
	top, r := d.top(), d.response(row)
	if len(top.versions.of) == 0 {
		return true
	}
	options, some := top.offered[top.versions.of[r]][v.Name]
	return !some || options[option]
}

// OfferedToAll reports whether every version that was answered had all options
// of a variable.
func (d *Dataset) OfferedToAll(v *questionnaire.Variable) bool {
	for _, variables := range d.top().offered {
		if _, some := variables[v.Name]; some {
			return false
		}
	}
	return true
}

func (d *Dataset) top() *Dataset {
	for d.parent != nil {
		d = d.parent
	}
	return d
}

// response is the row of the top dataset that a row belongs to.
func (d *Dataset) response(row int) int {
	for d.parent != nil {
		row, d = int(d.index[row]), d.parent
	}
	return row
}
