package dataset

import (
	"slices"

	"barometer/internal/questionnaire"
)

// recode computes the column of a derived variable from that of its source.
// What is missing in the source is missing for the same reason; a value in no
// group is not applicable, since the recode has no place for it.
func recode(v *questionnaire.Variable, source *Column) *Column {
	c := newColumn(v)
	groups := groupsByOption(v.Recode)
	for row := range source.n {
		c.push(recodeCell(v.Recode, groups, source, row))
	}
	return c
}

func recodeCell(r *questionnaire.Recode, groups [][]int, source *Column, row int) cell {
	if m := source.Missing(row); m != questionnaire.NotMissing {
		return missingCell(m)
	}
	x := cell{option: -1}
	switch source.variable.Shape {
	case questionnaire.ShapeNumber:
		if group, ok := r.GroupOfNumber(source.numbers[row]); ok {
			x.option = group
		}
	case questionnaire.ShapeCode:
		if option, _ := source.cell(row); len(groups[option]) > 0 {
			x.option = groups[option][0]
		}
	case questionnaire.ShapeCodes:
		for option, of := range groups {
			if source.Chosen(row, option) {
				x.options = append(x.options, of...)
			}
		}
	}
	if x.option < 0 && len(x.options) == 0 {
		return missingCell(questionnaire.NotApplicable)
	}
	return x
}

// groupsByOption lists for each option of a categorical source the groups that
// hold it.
func groupsByOption(r *questionnaire.Recode) [][]int {
	groups := make([][]int, len(r.Source.Options))
	for i, o := range r.Source.Options {
		for g, group := range r.Groups {
			if slices.Contains(group.Codes, o.Code) {
				groups[i] = append(groups[i], g)
			}
		}
	}
	return groups
}
