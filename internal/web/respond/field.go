package respond

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// Field is a question on a page, as the templates of controls show it. IDs
// and names are unique on the page.
type Field struct {
	Printer  *locale.Printer
	Key      string
	ID       string // of the first input, to which problems link
	Text     template.HTML
	Hint     string
	Required bool
	Problems []string // sentences, in the order of the summary
	Warnings []string // what the respondent should look at again

	Instruction string // how to enter the answer

	Options []Choice // of choices
	Missing []Choice // "don't know" and "prefer not to say", set apart
	Rows    []Row    // of a matrix
	Columns []Column // of a matrix
	Many    bool     // several can be chosen
	Listed  bool     // the options are a long list
	Low     string   // labels of the ends of a scale
	High    string

	Parts []Part  // an entry for each option
	Ranks int     // how many ranks can be given
	Total float64 // what the entries add up to

	Name         string
	Value        string // what was entered
	InputMode    string
	Autocomplete string   // what the browser may fill in
	Suggestions  []string // of what is often entered
	Device       string   // what the device may fill in
	Decimals     int      // to how many places it does
	Unit         string
	MaxLength    int
	Day          Part
	Month        Part
	Year         Part

	Accept string // kinds of files
	File   string // name and size of the one that is stored

	Items []ItemField // of a roster
	Add   string      // what the button sends that adds one; "" for none

	Answered bool // something was entered or stored

	column *questionnaire.Question // of a cell
}

// Choice is one radio button, checkbox or entry of a list.
type Choice struct {
	ID, Name, Value string
	Text            string
	Group           string // heading that it stands under, "" for none
	End             string // label of the end of the scale that it is, read after its text
	LabelledBy      string // ids of the texts that name it, "" where its label does
	Checked         bool
	Missing         bool  // it is a missing kind
	Other           *Part // the text asked for with it
}

// Part is one of several entries of a field.
type Part struct {
	ID, Name, Label, Value string
	Invalid                bool

	option *questionnaire.Option // whose entry it is, nil if no option's
}

// ChoiceGroup is choices that follow each other under one heading.
type ChoiceGroup struct {
	ID      string // of the heading
	Text    string // "" for none
	Choices []Choice
}

// Groups gives the options by the headings that they stand under.
func (f Field) Groups() []ChoiceGroup {
	var groups []ChoiceGroup
	for _, c := range f.Options {
		if last := len(groups) - 1; last < 0 || groups[last].Text != c.Group {
			groups = append(groups, ChoiceGroup{ID: fmt.Sprintf("%s-group-%d", f.ID, len(groups)+1), Text: c.Group})
		}
		last := &groups[len(groups)-1]
		last.Choices = append(last.Choices, c)
	}
	return groups
}

// Row is one row of a matrix.
type Row struct {
	ID       string // of its first input
	Text     string
	Choices  []Choice
	Cells    []*Field // where each column is entered in its own way
	Problems []string
}

// cell is that of a column, nil if the row has none.
func (r Row) cell(column *questionnaire.Question) *Field {
	i := slices.IndexFunc(r.Cells, func(c *Field) bool { return c.column == column })
	if i < 0 {
		return nil
	}
	return r.Cells[i]
}

// Column is one option of a matrix, or one of its columns.
type Column struct {
	ID, Text string
	Hint     string
	Missing  bool
}

// T gives a text in the language of the page.
func (f Field) T(key string, args ...any) string {
	if f.Printer == nil {
		return key
	}
	return f.Printer.Text(key, args...)
}

// Box is the id of the whole question.
func (f Field) Box() string { return "f-" + f.Key }

// Invalid reports whether there is a problem with the answer.
func (f Field) Invalid() bool {
	return len(f.Problems) > 0 || slices.ContainsFunc(f.Rows, func(r Row) bool {
		return len(r.Problems) > 0 || slices.ContainsFunc(r.Cells, (*Field).Invalid)
	})
}

// DescribedBy lists the ids of the texts that describe the question.
func (f Field) DescribedBy() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.ID+"-hint")
	}
	if f.Instruction != "" {
		ids = append(ids, f.ID+"-how")
	}
	if len(f.Problems) > 0 {
		ids = append(ids, f.ID+"-error")
	}
	if len(f.Warnings) > 0 {
		ids = append(ids, f.ID+"-warning")
	}
	return strings.Join(ids, " ")
}

// Wide says how many columns a matrix has where it fits a wide page as a
// table: the name of a class, "" where it is too wide for that.
func (f Field) Wide() string {
	widths := [...]string{2: "cols-2", 3: "cols-3", 4: "cols-4", 5: "cols-5", 6: "cols-6", 7: "cols-7"}
	if len(f.Columns) < len(widths) {
		return widths[len(f.Columns)]
	}
	return ""
}

// Tabular is Wide for a matrix whose columns are entered each in its own way:
// fewer of them have room beside each other.
func (f Field) Tabular() string {
	widths := [...]string{1: "lines-1", 2: "lines-2", 3: "lines-3", 4: "lines-4", 5: "lines-5"}
	if len(f.Columns) < len(widths) {
		return widths[len(f.Columns)]
	}
	return ""
}

// clone copies a field so far as filling it in changes it.
func (f *Field) clone() *Field {
	c := *f
	c.Options, c.Missing, c.Rows = cloneChoices(f.Options), cloneChoices(f.Missing), slices.Clone(f.Rows)
	c.Parts = slices.Clone(f.Parts)
	for i := range c.Rows {
		c.Rows[i].Choices = slices.Clone(c.Rows[i].Choices)
		c.Rows[i].Cells = slices.Clone(c.Rows[i].Cells)
		for j, cell := range c.Rows[i].Cells {
			c.Rows[i].Cells[j] = cell.clone()
		}
	}
	return &c
}

func cloneChoices(choices []Choice) []Choice {
	choices = slices.Clone(choices)
	for i, c := range choices {
		if c.Other != nil {
			other := *c.Other
			choices[i].Other = &other
		}
	}
	return choices
}
