package intake

import (
	"barometer/internal/questionnaire"
)

// question is a drafted question with what routing is computed from.
type question struct {
	def      questionnaire.QuestionDef
	comments map[string]string // by path within the question, such as ".options[2]"
	header   string            // header that is a key, "" if there is none
	names    []string          // of the variables that hold the answers, where the file names them
	columns  []int

	answered []bool   // by respondent
	choice   []int16  // of a single choice: index of the option chosen, -1 for none
	chosen   [][]bool // of a multiple choice: by option and respondent
	gate     *gate    // nil: asked of everybody
}

func newQuestion(text string, columns []int) *question {
	return &question{
		def:      questionnaire.QuestionDef{Text: text},
		comments: map[string]string{},
		columns:  columns,
	}
}

// remark adds a comment to the place at path within the question.
func (q *question) remark(path, text string) {
	if before := q.comments[path]; before != "" {
		text = before + "; " + text
	}
	q.comments[path] = text
}

// choices is a list of options in the making.
type choices struct {
	labels  []string // as in the file
	counts  []int
	byNorm  map[string]int
	aliases [][]string
	codes   []string // of the first labels, where a codebook gives them
	ordered bool     // the labels are in order already
	ranks   []int    // see rank
}

func newChoices() *choices { return &choices{byNorm: map[string]int{}} }

// add finds or makes the choice with a label, by its form in label.Norm.
func (c *choices) add(text, norm string, n int) int {
	i, known := c.byNorm[norm]
	if !known {
		i = len(c.labels)
		c.labels = append(c.labels, text)
		c.counts = append(c.counts, 0)
		c.aliases = append(c.aliases, nil)
		c.byNorm[norm] = i
	}
	c.counts[i] += n
	return i
}

// single drafts a question from one column of labels. It sets the choice of
// every respondent; texts of "other" come later.
func (t *table) single(text string, p *profile) *question {
	q := newQuestion(text, []int{p.Index})
	c := newChoices()
	for i, v := range p.values {
		c.add(v, p.norms[i], p.counts[i])
	}
	q.def.Type = "single"
	position := q.setOptions(c, false)
	q.answered = t.anyOf(p.Index)
	q.choice = make([]int16, len(t.rows))
	for r, v := range p.cells {
		q.choice[r] = -1
		if v != 0 && v != overflow {
			q.choice[r] = int16(position[v-1])
		}
	}
	return q
}

// anyOf tells which respondents have a cell in one of the columns.
func (t *table) anyOf(columns ...int) []bool {
	answered := make([]bool, len(t.rows))
	for _, c := range columns {
		for r, v := range t.columns[c].cells {
			answered[r] = answered[r] || v != 0
		}
	}
	return answered
}

// plainQuestion drafts a question that is answered with a text, number or
// date.
func (t *table) plainQuestion(text, kind string, p *profile) *question {
	q := newQuestion(text, []int{p.Index})
	q.def.Type = kind
	q.answered = t.anyOf(p.Index)
	return q
}
