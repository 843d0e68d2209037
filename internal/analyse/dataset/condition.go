package dataset

import (
	"slices"
	"sync"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
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
	for env.row = range d.n {
		if c.Expr.Bool(env) {
			rows = append(rows, int32(env.row))
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

// rowEnv evaluates a condition over one row. It allocates once, not per row.
type rowEnv struct {
	dataset *Dataset
	columns []*Column
	options []int // index of the option of key__code, else -1
	codes   [][]string
	row     int
}

func (d *Dataset) newEnv(c *questionnaire.Condition) (*rowEnv, error) {
	e := &rowEnv{dataset: d, codes: make([][]string, len(c.Variables))}
	for i, v := range c.Variables {
		column, err := d.Column(v.Name)
		if err != nil {
			return nil, err
		}
		e.columns = append(e.columns, column)
		e.codes[i] = make([]string, 0, len(v.Options))
		option := -1
		if c.Options[i] != nil {
			option = c.Options[i].Index
		}
		e.options = append(e.options, option)
	}
	return e, nil
}

// Today implements expr.Env: the reference date of the row's response.
func (e *rowEnv) Today() string {
	return e.dataset.top().dates.at(e.dataset.response(e.row))
}

// Value implements expr.Env.
func (e *rowEnv) Value(i int) expr.Value {
	c := e.columns[i]
	if c.Missing(e.row) != questionnaire.NotMissing {
		return expr.Missing()
	}
	if e.options[i] >= 0 {
		return expr.Bool(c.Chosen(e.row, e.options[i]))
	}
	switch c.variable.Shape {
	case questionnaire.ShapeCode:
		return expr.String(c.Option(e.row).Code)
	case questionnaire.ShapeCodes:
		codes := e.codes[i][:0]
		for _, o := range c.variable.Options {
			if c.Chosen(e.row, o.Index) {
				codes = append(codes, o.Code)
			}
		}
		return expr.Codes(codes)
	case questionnaire.ShapeNumber:
		return expr.Number(c.numbers[e.row])
	}
	return expr.String(c.texts[e.row])
}

// Condition reads a filter over the variables of a questionnaire, its
// administrative columns and its options (key__code) included. An error is
// fault.Invalid and says where in the filter it is and what to write instead.
func Condition(q *questionnaire.Questionnaire, src string) (*questionnaire.Condition, error) {
	parsed, err := expr.Parse(src)
	if err != nil {
		return nil, fault.New(fault.Invalid, "filter: %w", err)
	}
	s := newScope(q)
	if problems := parsed.Check(s.symbols); len(problems) > 0 {
		return nil, fault.New(fault.Invalid, "filter: %w", problems[0])
	}
	c := &questionnaire.Condition{Expr: parsed}
	for _, name := range parsed.Names() {
		c.Variables = append(c.Variables, s.variables[name])
		c.Options = append(c.Options, s.options[name])
	}
	return c, nil
}

// scope is what filters may name.
type scope struct {
	symbols   expr.Symbols
	variables map[string]*questionnaire.Variable
	options   map[string]*questionnaire.Option
}

func newScope(q *questionnaire.Questionnaire) scope {
	s := scope{expr.Symbols{}, map[string]*questionnaire.Variable{}, map[string]*questionnaire.Option{}}
	kinds := map[questionnaire.Shape]expr.Kind{
		questionnaire.ShapeCode: expr.KindCode, questionnaire.ShapeCodes: expr.KindCodes,
		questionnaire.ShapeNumber: expr.KindNumber, questionnaire.ShapeText: expr.KindText,
		questionnaire.ShapeDate: expr.KindDate,
	}
	for _, v := range q.Variables {
		kind, ok := kinds[v.Shape]
		if !ok {
			continue
		}
		symbol := expr.Symbol{Kind: kind}
		if v.Question != nil && v.Recode == nil {
			symbol.Question = v.Question.Key
		}
		for _, o := range v.Options {
			if o.Missing != questionnaire.NotMissing {
				continue
			}
			symbol.Codes = append(symbol.Codes, o.Code)
			if v.Shape == questionnaire.ShapeCodes {
				name := v.Indicator(o)
				s.symbols[name] = expr.Symbol{Kind: expr.KindBool, Question: symbol.Question}
				s.variables[name], s.options[name] = v, o
			}
		}
		symbol.Codes = slices.Clip(symbol.Codes)
		s.symbols[v.Name], s.variables[v.Name] = symbol, v
	}
	return s
}
