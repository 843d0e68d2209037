package microdata

import (
	"iter"

	"barometer/internal/analyse/dataset"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// Options choose what an export holds.
type Options struct {
	Labels   bool   // option labels in place of codes
	Language string // BCP 47 tag of the labels; "" is the source language

	// Responses are those of the dataset, as they are stored; what else is
	// among them is left out. Only JSONL needs them.
	Responses iter.Seq2[response.Response, error]
}

// Export is a respondent-level file, ready to be written in any format.
type Export struct {
	data      *dataset.Dataset
	options   Options
	anonymous bool
	columns   []Column
	rosters   []*Export // of the items of rosters
}

// Column is one column of a file.
type Column struct {
	Name     string                  // as in conditions and in the API
	Label    string                  // wording, in the language of the export
	Variable *questionnaire.Variable // nil for what is known about the response itself
	Shape    questionnaire.Shape

	// value gives the cell of a row: string, float64, int or nil. The same
	// values are given again and again, so that a row costs no memory.
	value func(row int) any
}

// New prepares the export of a dataset: of responses, with the items of their
// rosters in exports of their own, or of the items of one roster. Whether the
// edition is anonymous is what its questionnaire promises.
func New(d *dataset.Dataset, options Options) (*Export, error) {
	definition := d.Questionnaire().Definition
	if options.Language == "" {
		options.Language = definition.Language
	}
	e := &Export{data: d, options: options, anonymous: definition.Confidentiality == questionnaire.Anonymous}
	if d.Roster() != "" {
		e.itemColumns()
	} else {
		e.responseColumns()
	}
	for _, v := range d.Variables() {
		if err := e.add(v); err != nil {
			return nil, err
		}
	}
	return e, e.addRosters()
}

// addRosters prepares the exports of the items of rosters.
func (e *Export) addRosters() error {
	for _, items := range e.data.Children() {
		roster, err := New(items, e.options)
		if err != nil {
			return err
		}
		e.rosters = append(e.rosters, roster)
	}
	return nil
}

// Roster is the export of a roster's items by the roster's key; fault.NotFound.
func (e *Export) Roster(key string) (*Export, error) {
	for _, roster := range e.rosters {
		if roster.data.Roster() == key {
			return roster, nil
		}
	}
	return nil, fault.New(fault.NotFound, "the questionnaire has no roster “%s”; name the key of one, or leave it out for the responses", key)
}

// itemColumns adds what an item belongs to: the response or, where that may not
// be told, its row among all responses; and its number there.
func (e *Export) itemColumns() {
	d, boxed := e.data, map[int]any{}
	number := func(name string, value func(row int) int) {
		e.columns = append(e.columns, Column{Name: name, Label: name, Shape: questionnaire.ShapeNumber, value: func(row int) any {
			n := value(row)
			v, ok := boxed[n]
			if !ok {
				v = n
				boxed[n] = v
			}
			return v
		}})
	}
	if e.anonymous {
		number(response.ColumnRow, func(row int) int { return int(d.Parent()[row]) + 1 })
	} else {
		e.columns = append(e.columns, Column{Name: response.ColumnID, Label: response.ColumnID, Shape: questionnaire.ShapeText,
			value: func(row int) any { return d.ID(row) }})
	}
	number(response.ColumnItem, d.Position)
}

// Columns lists the columns in order. They must not be changed.
func (e *Export) Columns() []Column { return e.columns }

// N is the number of rows.
func (e *Export) N() int { return e.data.N() }

// Rows yields the cells of each row, in the order of Columns: string, float64,
// int or nil. The slice is used again for the next row.
func (e *Export) Rows() iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		values := make([]any, len(e.columns))
		for row := range e.data.N() {
			for i := range e.columns {
				values[i] = e.columns[i].value(row)
			}
			if !yield(values) {
				return
			}
		}
	}
}

// responseColumns adds what is known about the response itself.
func (e *Export) responseColumns() {
	d := e.data
	add := func(name string, value func(row int) string) {
		boxed := map[string]any{}
		e.columns = append(e.columns, Column{Name: name, Label: name, Shape: questionnaire.ShapeText, value: func(row int) any {
			s := value(row)
			v, ok := boxed[s]
			if !ok {
				v = s
				boxed[s] = v
			}
			return v
		}})
	}
	if !e.anonymous {
		e.columns = append(e.columns, Column{Name: response.ColumnID, Label: response.ColumnID, Shape: questionnaire.ShapeText,
			value: func(row int) any { return d.ID(row) }})
		add(response.ColumnVersion, d.Version)
		add(response.ColumnLanguage, d.Language)
		add(response.ColumnSource, d.Source)
	}
	add(response.ColumnDisposition, d.Disposition)
}

// add adds the columns of a variable.
func (e *Export) add(v *questionnaire.Variable) error {
	if v.Administrative != "" && e.anonymous {
		return nil
	}
	if v.Shape == questionnaire.ShapeRanks {
		return nil // its ranks say it
	}
	c, err := e.data.Column(v.Name)
	if err != nil {
		if fault.KindOf(err) == fault.NotFound {
			return nil // a variable that this dataset was not loaded with
		}
		return err
	}
	switch v.Shape {
	case questionnaire.ShapeCode:
		e.addColumn(v, v.Name, e.wording(v), e.codeCell(v, c))
	case questionnaire.ShapeCodes:
		for _, o := range v.Options {
			e.addColumn(v, v.Indicator(o), e.wording(v)+" — "+o.Text.In(e.options.Language), e.indicatorCell(v, c, o))
		}
	case questionnaire.ShapeNumber:
		e.addColumn(v, v.Name, e.wording(v), e.numberCell(v, c))
	case questionnaire.ShapeText, questionnaire.ShapeDate, questionnaire.ShapeMonth:
		e.addColumn(v, v.Name, e.wording(v), e.textCell(v, c))
	}
	return nil
}

func (e *Export) addColumn(v *questionnaire.Variable, name, label string, value func(int) any) {
	e.columns = append(e.columns, Column{Name: name, Label: label, Variable: v, Shape: v.Shape, value: value})
}

// wording is the text of a variable with that of its matrix row.
func (e *Export) wording(v *questionnaire.Variable) string {
	text := v.Text.In(e.options.Language)
	if v.Other != nil {
		text += " — " + v.Other.Text.In(e.options.Language)
	}
	return text
}
