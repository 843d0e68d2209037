package disclose

import (
	"encoding/json"
	"math"

	"barometer/internal/analyse/tabulate"
	"barometer/internal/questionnaire"
)

// number is written as null where there is none.
type number float64

// MarshalJSON writes full precision.
func (n number) MarshalJSON() ([]byte, error) {
	if x := float64(n); math.IsNaN(x) || math.IsInf(x, 0) {
		return []byte("null"), nil
	}
	return json.Marshal(float64(n))
}

// UnmarshalJSON reads what MarshalJSON writes.
func (n *number) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*n = number(math.NaN())
		return nil
	}
	return json.Unmarshal(b, (*float64)(n))
}

// withheld stands where something is suppressed.
var withheld = struct {
	Suppressed bool `json:"suppressed"`
}{true}

type jsonTable struct {
	Variable   string             `json:"variable"`
	Question   string             `json:"question,omitempty"`
	Row        string             `json:"row,omitempty"`
	Text       string             `json:"text"`
	RowText    string             `json:"row_text,omitempty"`
	Shape      string             `json:"shape"`
	Multiple   bool               `json:"multiple"`
	Population jsonLabel          `json:"population"`
	Base       questionnaire.Base `json:"base"`
	Roster     string             `json:"roster,omitempty"`
	Filter     string             `json:"filter,omitempty"`
	Weight     string             `json:"weight,omitempty"`
	Interval   string             `json:"interval"`
	Level      float64            `json:"level"`
	Internal   bool               `json:"internal"`
	Threshold  int                `json:"threshold"`
	Columns    []any              `json:"columns"`
	Rows       []jsonRow          `json:"rows"`
	Tests      []any              `json:"tests"`
	Warnings   []tabulate.Warning `json:"warnings"`
}

type jsonLabel struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

// jsonHead names a column.
type jsonHead struct {
	Variable string `json:"variable"`
	Heading  string `json:"heading,omitempty"`
	Code     string `json:"code"`
	Label    string `json:"label"`
}

type jsonColumn struct {
	jsonHead
	Members    any            `json:"members"`
	Base       int            `json:"base"`
	WeightedN  number         `json:"weighted_n"`
	EffectiveN number         `json:"effective_n"`
	Responses  any            `json:"responses"`
	Missing    map[string]any `json:"missing"`
	Summary    any            `json:"summary,omitempty"`
}

type jsonHidden struct {
	jsonHead
	Suppressed bool `json:"suppressed"`
}

type jsonSummary struct {
	N      int     `json:"n"`
	Mean   number  `json:"mean"`
	SD     number  `json:"sd"`
	SE     number  `json:"se"`
	Min    number  `json:"min"`
	Q1     number  `json:"q1"`
	Median number  `json:"median"`
	Q3     number  `json:"q3"`
	Max    number  `json:"max"`
	Sum    number  `json:"sum"`
	NPS    *number `json:"nps,omitempty"`
}

type jsonRow struct {
	Kind  tabulate.RowKind `json:"kind"`
	Code  string           `json:"code"`
	Label string           `json:"label"`
	Codes []string         `json:"codes,omitempty"`
	Cells []any            `json:"cells"` // in the order of the columns
}

type jsonCell struct {
	Column           string    `json:"column"`
	N                int       `json:"n"`
	WeightedN        number    `json:"weighted_n"`
	Base             int       `json:"base"`
	Percent          number    `json:"percent"`
	SE               number    `json:"se"`
	CI               [2]number `json:"ci"`
	EffectiveN       number    `json:"effective_n"`
	PercentResponses *number   `json:"percent_responses,omitempty"`
}

// MarshalJSON is JSON in the source language.
func (p *Published) MarshalJSON() ([]byte, error) { return p.JSON("") }

// JSON writes the table as commands and the API give it, with the labels of a
// language, by its BCP 47 tag; "" is the source language. The label of the
// total and of computed missing kinds is their code. What is suppressed is
// {"suppressed":true}; what cannot be computed is null.
func (p *Published) JSON(language string) ([]byte, error) {
	t := jsonTable{
		Variable: p.stub.Variable, Question: p.stub.Question, Row: p.stub.Row,
		Text: p.stub.Text.In(language), RowText: p.stub.RowText.In(language),
		Shape: p.stub.Shape.String(), Multiple: p.stub.Multiple,
		Population: jsonLabel{p.population.Code, labelOf(p.population.Text, p.population.Code, language)},
		Base:       p.base, Roster: p.roster, Filter: p.filter, Weight: p.weight, Interval: p.interval, Level: p.level,
		Internal: p.internal, Threshold: p.threshold,
		Columns: []any{}, Rows: []jsonRow{}, Tests: []any{}, Warnings: p.warnings,
	}
	if t.Warnings == nil {
		t.Warnings = []tabulate.Warning{}
	}
	for _, c := range p.columns {
		t.Columns = append(t.Columns, columnJSON(c, language))
	}
	for i, r := range p.rows {
		row := jsonRow{Kind: r.Kind, Code: r.Code, Label: labelOf(r.Text, r.Code, language), Codes: r.Codes, Cells: []any{}}
		for j, c := range p.cells[i] {
			row.Cells = append(row.Cells, p.cellJSON(c, p.columns[j]))
		}
		t.Rows = append(t.Rows, row)
	}
	return json.Marshal(t)
}

func labelOf(t questionnaire.Text, code, language string) string {
	if t.IsZero() {
		return code
	}
	return t.In(language)
}

// total is the code of the first column.
const total = "total"

func codeOf(c Column) string {
	if c.Variable == "" {
		return total
	}
	return c.Code
}

func columnJSON(c Column, language string) any {
	head := jsonHead{c.Variable, c.Heading.In(language), codeOf(c), labelOf(c.Text, codeOf(c), language)}
	if c.Suppressed {
		return jsonHidden{head, true}
	}
	out := jsonColumn{
		jsonHead: head, Members: unless(c.MembersSuppressed, c.Members), Base: c.N,
		WeightedN: number(c.WeightedN), EffectiveN: number(c.EffectiveN),
		Responses: unless(c.ResponsesSuppressed, c.Responses), Missing: map[string]any{},
	}
	for _, kind := range questionnaire.MissingKinds() {
		if n, hidden := c.Missing[kind], c.MissingSuppressed[kind]; n > 0 || hidden {
			out.Missing[kind.String()] = unless(hidden, n)
		}
	}
	if c.Summary.HasScores {
		out.Summary = unless(c.SummarySuppressed, summaryJSON(c.Summary))
	}
	return out
}

// unless gives a value, or what stands for it where it is suppressed.
func unless(suppressed bool, value any) any {
	if suppressed {
		return withheld
	}
	return value
}

func summaryJSON(s tabulate.Summary) jsonSummary {
	out := jsonSummary{
		N: s.N, Mean: number(s.Mean), SD: number(s.SD), SE: number(s.SE), Min: number(s.Min), Q1: number(s.Q1),
		Median: number(s.Median), Q3: number(s.Q3), Max: number(s.Max), Sum: number(s.Sum),
	}
	if s.HasNPS {
		nps := number(s.NPS)
		out.NPS = &nps
	}
	return out
}

func (p *Published) cellJSON(c Cell, column Column) any {
	if c.Suppressed {
		return withheld
	}
	out := jsonCell{
		Column: codeOf(column), N: c.N, WeightedN: number(c.WeightedN), Base: column.N,
		Percent: number(c.Percent), SE: number(c.SE), CI: [2]number{number(c.Low), number(c.High)},
		EffectiveN: number(column.EffectiveN),
	}
	if p.stub.Multiple {
		of := number(c.PercentResponses)
		out.PercentResponses = &of
	}
	return out
}
