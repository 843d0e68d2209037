package intake

import (
	"context"
	"slices"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/fault"
	"barometer/internal/questionnaire/label"
)

// Codebook says what the codes in an export mean, by variable. It is a table
// with the headers variable, code and label; a row without code gives the
// wording of the variable's question.
type Codebook struct {
	variables map[string]*codebookVariable // by header in the form of Norm
}

type codebookVariable struct {
	text   string
	codes  []string // in the order of the table
	labels []string
}

// Headers of codebooks, in the form of Norm.
var (
	variableHeaders = []string{"variable", "variable name", "name", "key", "question", "column", "field"}
	codeHeaders     = []string{"code", "value", "option", "answer code"}
	labelHeaders    = []string{"label", "text", "value label", "description", "wording", "answer", "meaning"}
)

// ReadCodebook reads a codebook from an opened table.
func ReadCodebook(ctx context.Context, s *sheet.Sheet) (*Codebook, error) {
	variable, code, text := findHeader(s, variableHeaders), findHeader(s, codeHeaders), findHeader(s, labelHeaders)
	if variable < 0 || code < 0 || text < 0 {
		return nil, fault.New(fault.Invalid, "%s is no codebook; its first row must hold variable, code and label", s.Name)
	}
	b := &Codebook{variables: map[string]*codebookVariable{}}
	name := ""
	for row, err := range s.Rows(ctx) {
		if err != nil {
			return nil, err
		}
		cell := func(i int) string {
			if i < len(row.Cells) {
				return label.Clean(row.Cells[i])
			}
			return ""
		}
		if v := cell(variable); v != "" {
			name = label.Norm(v)
		}
		if name != "" {
			b.add(name, cell(code), cell(text))
		}
	}
	return b, nil
}

func findHeader(s *sheet.Sheet, names []string) int {
	return slices.IndexFunc(s.Columns, func(c sheet.Column) bool {
		return slices.Contains(names, label.Norm(c.Headers[0]))
	})
}

func (b *Codebook) add(name, code, text string) {
	v := b.variables[name]
	if v == nil {
		v = &codebookVariable{}
		b.variables[name] = v
	}
	switch {
	case code == "":
		v.text = text
	case text != "" && !slices.Contains(v.codes, code):
		v.codes, v.labels = append(v.codes, code), append(v.labels, text)
	}
}

// of finds the variable of a column by its headers, nil if there is none.
func (b *Codebook) of(c *sheet.Column) *codebookVariable {
	if b == nil {
		return nil
	}
	for _, header := range c.Headers {
		if v, ok := b.variables[label.Norm(header)]; ok && header != "" {
			return v
		}
	}
	return nil
}

// coded drafts a single choice from a column of codes. All options of the
// codebook are there, in its order, whether chosen or not.
func (t *table) coded(text string, p *profile, v *codebookVariable) *question {
	q := newQuestion(text, []int{p.Index})
	q.def.Type = "single"
	c := newChoices()
	byCode := map[string]int{}
	for i, code := range v.codes {
		o := c.add(v.labels[i], label.Norm(v.labels[i]), 0)
		byCode[label.Norm(code)] = o
		if o == len(c.codes) {
			c.codes = append(c.codes, code)
		} else { // a second code of the same label
			c.aliases[o] = append(c.aliases[o], code)
		}
	}
	byValue := make([]int, len(p.values))
	for i, n := range p.norms {
		choice, known := byCode[n]
		if !known {
			choice = c.add(p.values[i], n, 0)
		}
		byValue[i] = choice
	}
	c.ordered = true
	position := q.setOptions(c, false)
	q.answered = t.anyOf(p.Index)
	q.choice = make([]int16, len(t.rows))
	for r, value := range p.cells {
		q.choice[r] = -1
		if value != 0 && value != overflow {
			q.choice[r] = int16(position[byValue[value-1]])
		}
	}
	if v.text != "" {
		q.def.Aliases = append(q.def.Aliases, q.def.Text)
		q.def.Text = v.text
	}
	return q
}
