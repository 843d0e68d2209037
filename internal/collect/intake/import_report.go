package intake

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"barometer/internal/collect/response"
)

// ImportReport says what became of the rows and columns of a file. Its
// refusals hold values of respondents: it is for staff only.
type ImportReport struct {
	File         FileFacts
	Matched      int // columns that belong to questions
	Imported     int // responses, of which:
	Dispositions map[response.Disposition]int

	Missing []MissingColumn // of the questionnaire, not in the file
	Extra   []*ExtraColumn  // of the file, not in the questionnaire: not taken in
	Left    []*ExtraColumn  // of the questionnaire, but nothing that an import takes in
	Items   []ItemTable     // tables of the items of rosters

	RefusedRows  int
	RefusedItems int       // rows of items that belong to no response; others refuse their response
	Refused      []Refusal // the first MostRefusals

	TextsBeside   int            // texts of "other" beside another answer: both are kept
	MissingBeside int            // "don't know" ticked beside other options: left out
	OddTotals     map[string]int // answers to allocations that do not add up, by key: kept
}

// ItemTable is a worksheet or a file with the items of a roster.
type ItemTable struct {
	Name, Roster string
	Rows         int
}

// MostRefusals is how many refused cells a report lists.
const MostRefusals = 1000

// MissingColumn is a variable of the questionnaire that no column holds.
type MissingColumn struct {
	Name   string // of the question, row, option or administrative column
	Remedy string
}

// ExtraColumn is a column of the file that the questionnaire does not know.
type ExtraColumn struct {
	Column string // letter
	Header string
	Values int    // cells with values, known when all rows are read
	Reason string // why it is left out, "" where nothing is known of it
	Remedy string // what to do about it where it is wanted

	worksheet string
	index     int
}

// Refusal is one cell because of which a row is refused.
type Refusal struct {
	Worksheet string // or file that holds items; "" of the responses
	Row       int    // as spreadsheets count
	Column    string // letter
	Header    string
	Value     string
	Reason    string // what is wrong and how to mend it
}

// String gives the line that commands print.
func (r Refusal) String() string {
	row := fmt.Sprintf("row %d", r.Row)
	if r.Worksheet != "" {
		row += " of " + r.Worksheet
	}
	return fmt.Sprintf("%s, column %s (%s): %q: %s", row, r.Column, clip(r.Header), clip(r.Value), r.Reason)
}

// restart forgets the counts of rows.
func (r *ImportReport) restart() {
	r.File.Rows, r.File.BlankRows, r.File.Unnamed, r.File.Empty = 0, 0, 0, nil
	r.Imported, r.Dispositions = 0, map[response.Disposition]int{}
	r.RefusedRows, r.RefusedItems, r.Refused, r.TextsBeside, r.MissingBeside, r.OddTotals = 0, 0, nil, 0, 0, nil
}

// addTotal counts an answer to an allocation that does not add up.
func (r *ImportReport) addTotal(key string) {
	if r.OddTotals == nil {
		r.OddTotals = map[string]int{}
	}
	r.OddTotals[key]++
}

func (r *ImportReport) add(d response.Disposition) {
	r.Imported++
	r.Dispositions[d]++
}

func (r *ImportReport) refuse(refusal Refusal) {
	if len(r.Refused) < MostRefusals {
		refusal.Value, refusal.Header = strings.Clone(refusal.Value), strings.Clone(refusal.Header)
		r.Refused = append(r.Refused, refusal)
	}
}

// Lines gives the report as commands print it.
func (r *ImportReport) Lines() []string {
	lines := append(r.File.Lines(), fmt.Sprintf("%s matched; %s read: %d complete, %d partial, %d screened out, %d refused to answer.",
		count(r.Matched, "column"), count(r.Imported, "response"), r.Dispositions[response.Complete], r.Dispositions[response.Partial],
		r.Dispositions[response.ScreenedOut], r.Dispositions[response.Declined]))
	for _, t := range r.Items {
		lines = append(lines, fmt.Sprintf("%s of roster %s in %s.", count(t.Rows, "item"), t.Roster, t.Name))
	}
	for _, m := range r.Missing {
		lines = append(lines, fmt.Sprintf("missing %s: %s.", m.Name, m.Remedy))
	}
	for _, e := range r.Extra {
		lines = append(lines, fmt.Sprintf("extra column %s (%s), %s not taken in: %s.",
			e.Column, clip(e.Header), count(e.Values, "value"), e.Remedy))
	}
	for _, e := range r.Left {
		lines = append(lines, fmt.Sprintf("column %s (%s), %s left out: %s.", e.Column, clip(e.Header), count(e.Values, "value"), e.Reason))
	}
	if r.TextsBeside > 0 {
		lines = append(lines, fmt.Sprintf("%s of “other” beside another answer: both are kept.", count(r.TextsBeside, "text")))
	}
	if r.MissingBeside > 0 {
		lines = append(lines, fmt.Sprintf("“don't know” ticked beside other options %s: left out.", count(r.MissingBeside, "time")))
	}
	for _, key := range slices.Sorted(maps.Keys(r.OddTotals)) {
		lines = append(lines, fmt.Sprintf("%s to %s not adding up to its total: kept.", count(r.OddTotals[key], "answer"), key))
	}
	if n := r.RefusedRows + r.RefusedItems; n > 0 {
		lines = append(lines, fmt.Sprintf("%s refused:", count(n, "row")))
	}
	for _, refusal := range r.Refused {
		lines = append(lines, "  "+refusal.String())
	}
	return lines
}

// mostNamed is how many columns Brief names.
const mostNamed = 5

// Brief tells in a line each what of the file and the questionnaire did not
// meet; nothing where all did.
func (r *ImportReport) Brief() []string {
	var lines []string
	if n := len(r.Extra); n > 0 {
		names := make([]string, n)
		for i, e := range r.Extra {
			names[i] = fmt.Sprintf("%s (%s)", e.Column, clip(e.Header))
		}
		lines = append(lines, fmt.Sprintf("%s of %s not taken in, since the questionnaire has no question for it: %s.", count(n, "column"), r.File.Name, some(names)))
	}
	if n := len(r.Missing); n > 0 {
		names := make([]string, n)
		for i, m := range r.Missing {
			names[i] = m.Name
		}
		lines = append(lines, fmt.Sprintf("%s of the questionnaire without a column in %s: %s.", count(n, "variable"), r.File.Name, some(names)))
	}
	if n := r.RefusedRows + r.RefusedItems; n > 0 {
		lines = append(lines, fmt.Sprintf("%s of %s refused.", count(n, "row"), r.File.Name))
	}
	return lines
}

// some lists the first few names and how many more there are.
func some(names []string) string {
	if more := len(names) - mostNamed; more > 0 {
		names = append(names[:mostNamed:mostNamed], fmt.Sprintf("and %d more", more))
	}
	return strings.Join(names, ", ")
}

// String gives the report as commands print it.
func (r *ImportReport) String() string { return strings.Join(r.Lines(), "\n") }
