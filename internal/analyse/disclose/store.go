package disclose

import (
	"encoding/json"
	"math"

	"barometer/internal/analyse/tabulate"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// stored is a Published as releases keep it: in all languages, and with
// nothing in it that is suppressed.
type stored struct {
	Format     int                `json:"format"`
	Internal   bool               `json:"internal"`
	Threshold  int                `json:"threshold"`
	Stub       tabulate.Stub      `json:"stub"`
	Population tabulate.Label     `json:"population"`
	Base       questionnaire.Base `json:"base"`
	Roster     string             `json:"roster,omitempty"`
	Filter     string             `json:"filter"`
	Weight     string             `json:"weight"`
	Interval   string             `json:"interval"`
	Level      float64            `json:"level"`
	Columns    []storedColumn     `json:"columns"`
	Rows       []tabulate.Row     `json:"rows"`
	Cells      [][]*storedCell    `json:"cells"` // null where suppressed
	Warnings   []tabulate.Warning `json:"warnings"`
}

// format changes when what is stored can no longer be read as before.
const format = 1

// storedCell is the numbers of a cell: n, weighted n, percent, se, low, high,
// percent of responses.
type storedCell [7]number

// storedColumn is a column whose summary stands beside it, because it holds
// numbers that JSON has no words for.
type storedColumn struct {
	Column
	Numbers [9]number `json:"numbers"` // mean, sd, se, min, q1, median, q3, max, sum
	NPS     number    `json:"nps"`
}

// Encode writes the table for Decode, the same bytes each time.
func (p *Published) Encode() ([]byte, error) {
	s := stored{
		Format: format, Internal: p.internal, Threshold: p.threshold, Stub: p.stub, Population: p.population,
		Base: p.base, Roster: p.roster, Filter: p.filter, Weight: p.weight, Interval: p.interval, Level: p.level,
		Rows: p.rows, Warnings: p.warnings, Cells: [][]*storedCell{},
	}
	for _, c := range p.columns {
		s.Columns = append(s.Columns, storeColumn(c))
	}
	for _, cells := range p.cells {
		row := make([]*storedCell, len(cells))
		for j, c := range cells {
			if !c.Suppressed {
				row[j] = &storedCell{
					number(c.N), number(c.WeightedN), number(c.Percent), number(c.SE), number(c.Low), number(c.High), number(c.PercentResponses),
				}
			}
		}
		s.Cells = append(s.Cells, row)
	}
	return json.Marshal(s)
}

func storeColumn(c Column) storedColumn {
	s := storedColumn{Column: c, NPS: number(c.Summary.NPS)}
	for i, x := range numbersOf(&c.Summary) {
		s.Numbers[i] = number(*x)
	}
	s.Summary = tabulate.Summary{N: c.Summary.N, HasScores: c.Summary.HasScores, HasNPS: c.Summary.HasNPS}
	return s
}

func numbersOf(s *tabulate.Summary) [9]*float64 {
	return [9]*float64{&s.Mean, &s.SD, &s.SE, &s.Min, &s.Q1, &s.Median, &s.Q3, &s.Max, &s.Sum}
}

// Decode reads what Encode wrote. It is for stored releases only: what it
// reads has been through Publish or Internal before.
func Decode(b []byte) (*Published, error) {
	var s stored
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, fault.New(fault.Invalid, "a stored table cannot be read: %w", err)
	}
	if s.Format != format {
		return nil, fault.New(fault.Invalid, "a stored table has format %d, but this version of Barometer reads %d; compute the release again", s.Format, format)
	}
	p := &Published{
		internal: s.Internal, threshold: s.Threshold, stub: s.Stub, population: s.Population, base: s.Base,
		roster: s.Roster, filter: s.Filter, weight: s.Weight, interval: s.Interval, level: s.Level, rows: s.Rows, warnings: s.Warnings,
	}
	for _, c := range s.Columns {
		for i, x := range numbersOf(&c.Summary) {
			*x = float64(c.Numbers[i])
		}
		c.Summary.NPS = float64(c.NPS)
		p.columns = append(p.columns, c.Column)
	}
	for _, w := range p.warnings {
		wholeParams(w.Params)
	}
	if err := p.readCells(s.Cells); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *Published) readCells(rows [][]*storedCell) error {
	if len(rows) != len(p.rows) {
		return fault.New(fault.Invalid, "a stored table has cells of %d rows where it has %d rows", len(rows), len(p.rows))
	}
	for _, cells := range rows {
		if len(cells) != len(p.columns) {
			return fault.New(fault.Invalid, "a stored table has a row of %d cells where it has %d columns", len(cells), len(p.columns))
		}
		row := make([]Cell, len(cells))
		for j, c := range cells {
			row[j] = c.cell()
		}
		p.cells = append(p.cells, row)
	}
	return nil
}

func (c *storedCell) cell() Cell {
	if c == nil {
		return Cell{Suppressed: true}
	}
	return Cell{Cell: tabulate.Cell{
		N: int(c[0]), WeightedN: float64(c[1]), Percent: float64(c[2]), SE: float64(c[3]),
		Low: float64(c[4]), High: float64(c[5]), PercentResponses: float64(c[6]),
	}}
}

// wholeParams makes whole numbers of those that JSON does not tell from
// others.
func wholeParams(params map[string]any) {
	for key, value := range params {
		if x, ok := value.(float64); ok && x == math.Trunc(x) {
			params[key] = int(x)
		}
	}
}
