package microdata

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"reflect"

	"barometer/internal/analyse/dataset"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// record is one line of a JSONL file, as docs/answers.md describes it.
type record struct {
	ID             string               `json:"id,omitempty"`
	Version        string               `json:"version,omitempty"`
	Language       string               `json:"language,omitempty"`
	Source         response.Source      `json:"source,omitempty"`
	Disposition    response.Disposition `json:"disposition,omitempty"`
	Context        *response.Context    `json:"context,omitempty"`
	Answers        response.Answers     `json:"answers"`
	Missing        map[string]string    `json:"missing,omitempty"`
	Administrative map[string]string    `json:"administrative,omitempty"`
}

// WriteJSONL writes one JSON object a line for each response of the dataset:
// the response as it is stored, and why variables have no value. Codes are
// always codes there, whatever the options say about labels. It needs
// Options.Responses.
func (e *Export) WriteJSONL(ctx context.Context, w io.Writer) (err error) {
	defer fault.Wrap(&err, "microdata.WriteJSONL")
	if e.data.Roster() != "" {
		return fault.New(fault.Invalid, "JSONL holds responses with the items of their rosters; leave the roster out, or choose csv or xlsx")
	}
	if e.options.Responses == nil {
		return fault.New(fault.Internal, "the export was prepared without the responses that JSONL is written of")
	}
	buffered := bufio.NewWriterSize(w, 1<<16)
	out := json.NewEncoder(buffered)
	out.SetEscapeHTML(false)
	columns, err := e.answerColumns()
	if err != nil {
		return err
	}
	rows := make(map[string]int, e.data.N())
	for row := range e.data.N() {
		rows[e.data.ID(row)] = row
	}
	n := 0
	for r, err := range e.options.Responses {
		if err == nil && n%256 == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		n++
		row, known := rows[r.ID]
		if !known {
			continue // it came in after the dataset was made
		}
		if err := out.Encode(e.record(&r, missing(columns, row))); err != nil {
			return fmt.Errorf("writing a response: %w", err)
		}
	}
	return buffered.Flush()
}

// answerColumns are the columns that answers are kept in: not recodes, which
// follow from them, nor the texts of "other", which are absent where the
// option was not chosen.
func (e *Export) answerColumns() ([]*dataset.Column, error) {
	var columns []*dataset.Column
	seen := map[string]bool{}
	for _, c := range e.columns {
		v := c.Variable
		if v == nil || v.Question == nil || v.Recode != nil || v.Other != nil || seen[v.Name] {
			continue
		}
		seen[v.Name] = true
		column, err := e.data.Column(v.Name)
		if err != nil {
			return nil, err
		}
		columns = append(columns, column)
	}
	return columns, nil
}

// missing says why variables have no value in a row. What the respondent said
// instead of a value is an answer.
func missing(columns []*dataset.Column, row int) map[string]string {
	kinds := map[string]string{}
	for _, c := range columns {
		if m := c.Missing(row); m != questionnaire.NotMissing && !m.Given() {
			kinds[c.Variable().Name] = m.String()
		}
	}
	return kinds
}

// record leaves out, in an anonymous edition, what could lead to a respondent.
func (e *Export) record(r *response.Response, missing map[string]string) record {
	line := record{Disposition: r.Disposition, Answers: r.Answers, Missing: missing}
	if line.Answers == nil {
		line.Answers = response.Answers{}
	}
	if e.anonymous {
		line.Answers = withoutFiles(line.Answers)
		return line
	}
	line.ID, line.Version, line.Language, line.Source = r.ID, r.Version, r.Language, r.Source
	line.Administrative = r.Administrative
	if !reflect.ValueOf(r.Context).IsZero() {
		line.Context = &r.Context
	}
	return line
}

// withoutFiles leaves out the files that answers name, whose ids, names and
// sizes would tie the answers to them.
func withoutFiles(a response.Answers) response.Answers {
	kept := response.Answers{}
	for name, v := range a {
		switch v.Kind() {
		case response.KindFile:
			continue
		case response.KindItems:
			var items []response.Item
			for _, item := range v.Items() {
				items = append(items, response.Item{ID: item.ID, Answers: withoutFiles(item.Answers)})
			}
			v = response.Items(items...)
		}
		kept[name] = v
	}
	return kept
}
