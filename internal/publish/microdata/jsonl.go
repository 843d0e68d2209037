package microdata

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"barometer/internal/analyse/dataset"
	"barometer/internal/questionnaire"
)

// record is one line of a JSONL file. Answers have the form that
// docs/answers.md describes; a question without an answer has
// {"missing": "not_asked"} and its like.
type record struct {
	ID             string         `json:"id,omitempty"`
	Version        string         `json:"version,omitempty"`
	Language       string         `json:"language,omitempty"`
	Source         string         `json:"source,omitempty"`
	Disposition    string         `json:"disposition,omitempty"`
	Answers        map[string]any `json:"answers"`
	Derived        map[string]any `json:"derived,omitempty"`
	Administrative map[string]any `json:"administrative,omitempty"`
}

// WriteJSONL writes one JSON object a line for each response. Codes are always
// codes there, whatever the options say about labels.
func (e *Export) WriteJSONL(ctx context.Context, w io.Writer) error {
	buffered := bufio.NewWriterSize(w, 1<<16)
	out := json.NewEncoder(buffered)
	out.SetEscapeHTML(false)
	extra, err := e.extraColumns()
	if err != nil {
		return fmt.Errorf("microdata.WriteJSONL: %w", err)
	}
	for row := range e.data.N() {
		if row%256 == 0 && ctx.Err() != nil {
			return fmt.Errorf("microdata.WriteJSONL: %w", ctx.Err())
		}
		if err := out.Encode(e.record(row, extra)); err != nil {
			return fmt.Errorf("microdata.WriteJSONL: %w", err)
		}
	}
	return buffered.Flush()
}

// extraColumns are those that are no part of an answer: recodes and
// administrative columns.
func (e *Export) extraColumns() ([]*dataset.Column, error) {
	var extra []*dataset.Column
	seen := map[string]bool{}
	for _, c := range e.columns {
		v := c.Variable
		if v == nil || v.Recode == nil && v.Administrative == "" || seen[v.Name] {
			continue
		}
		seen[v.Name] = true
		column, err := e.data.Column(v.Name)
		if err != nil {
			return nil, err
		}
		extra = append(extra, column)
	}
	return extra, nil
}

func (e *Export) record(row int, extra []*dataset.Column) record {
	d := e.data
	r := record{Disposition: d.Disposition(row), Answers: make(map[string]any, len(e.questions))}
	if !e.anonymous {
		r.ID, r.Version, r.Language, r.Source = d.ID(row), d.Version(row), d.Language(row), d.Source(row)
	}
	for _, q := range e.questions {
		q.answer(row, r.Answers)
	}
	for _, c := range extra {
		to := &r.Derived
		if c.Variable().Administrative != "" {
			to = &r.Administrative
		}
		if *to == nil {
			*to = map[string]any{}
		}
		(*to)[c.Variable().Name] = answerOf(c, row)
	}
	return r
}

// answer adds a question's answer under its key and the texts of "other" under
// theirs.
func (q questionColumns) answer(row int, answers map[string]any) {
	rows := map[string]any{}
	for _, c := range q.columns {
		v := c.Variable()
		switch {
		case v.Other != nil:
			if c.Missing(row) == questionnaire.NotMissing {
				answers[v.Name] = c.Text(row)
			}
		case v.Row != nil:
			rows[v.Row.Code] = answerOf(c, row)
		default:
			answers[q.question.Key] = answerOf(c, row)
		}
	}
	if len(rows) > 0 {
		answers[q.question.Key] = rows
	}
}

// missingAnswer is the form of an answer that is none.
type missingAnswer struct {
	Missing string `json:"missing"`
}

// answerOf gives the value of a cell in the form of answers.
func answerOf(c *dataset.Column, row int) any {
	if m := c.Missing(row); m != questionnaire.NotMissing {
		return missingAnswer{m.String()}
	}
	switch v := c.Variable(); v.Shape {
	case questionnaire.ShapeCode:
		return c.Option(row).Code
	case questionnaire.ShapeCodes:
		var codes []string
		for _, o := range v.Options {
			if c.Chosen(row, o.Index) {
				codes = append(codes, o.Code)
			}
		}
		return codes
	case questionnaire.ShapeNumber:
		return c.Number(row)
	}
	return c.Text(row)
}
