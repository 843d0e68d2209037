package report

import (
	"slices"

	"barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
)

// codebook lists every variable, one line per code where it has codes.
func (b *builder) codebook() Codebook {
	c := Codebook{Title: b.Text("report.part.codebook")}
	for _, key := range []string{"variable", "question", "type", "wording", "row", "code", "label", "missing", "comparability", "note"} {
		c.Headings = append(c.Headings, b.Text("report.codebook."+key))
	}
	for _, v := range b.variables() {
		head := b.variableCells(v)
		if len(v.Options) == 0 {
			c.Rows = append(c.Rows, append(head, "", "", "", b.comparabilityOf(v), b.noteOf(v)))
			continue
		}
		for _, o := range v.Options {
			comparability, note := string(o.Comparability), wording.Plain(b.Of(o.Note))
			if v.Recode != nil {
				comparability = ""
			}
			cells := append([]string{}, head...)
			c.Rows = append(c.Rows, append(cells, o.Code, b.Of(o.Text), o.Missing.String(), comparability, note))
		}
	}
	return c
}

// variables are all of the questionnaire, those of rosters behind the others.
func (b *builder) variables() []*questionnaire.Variable {
	all := slices.Clone(b.q.Variables)
	for _, q := range b.q.Questions {
		all = append(all, q.ItemVariables...)
	}
	return all
}

// variableCells are the cells that all lines of a variable share.
func (b *builder) variableCells(v *questionnaire.Variable) []string {
	name, number, kind, row := v.Name, "", string(v.Administrative), ""
	text := b.Of(v.Text)
	switch {
	case v.Administrative != "":
		kind = b.Text("report.type.administrative")
	case v.Recode != nil:
		kind = b.Text("report.type.recode", "source", v.Recode.Source.Name)
	case v.Question != nil:
		number, kind, text = b.numbers[v.Question.Key], v.Question.Type.String(), b.Of(v.Question.Text)
	}
	if v.Recode == nil {
		row = b.Of(v.Label)
	}
	if v.Other != nil {
		row = b.Of(v.Other.Text)
	}
	return []string{name, number, kind, text, row}
}

func (b *builder) comparabilityOf(v *questionnaire.Variable) string {
	if v.Question == nil {
		return ""
	}
	return string(v.Question.Comparability)
}

func (b *builder) noteOf(v *questionnaire.Variable) string {
	if v.Question == nil {
		return ""
	}
	return wording.Plain(b.Of(v.Question.Note))
}
