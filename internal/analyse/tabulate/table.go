package tabulate

import "barometer/internal/questionnaire"

// Table is one variable's distribution: a frequency table where it has one
// column, the total, and a cross-tabulation where banner columns follow.
type Table struct {
	Stub       Stub
	Roster     string             // key of the roster whose items are counted; "" where respondents are
	Population Label              // questionnaire.Everyone, without a text, if nobody is left out
	Base       questionnaire.Base // who the percentages are of
	Filter     string             // condition, "" if everyone of the population counts
	Weight     string             // name of the weight, "" if unweighted
	Interval   string             // method of the intervals: "wilson"
	Level      float64            // confidence level of the intervals: 0.95

	Columns []Column // Columns[0] is the total
	Rows    []Row
	Cells   [][]Cell // by row, then by column

	Warnings []Warning
}

// Label is a name for programs and a text for people.
type Label struct {
	Code string             `json:"code"`
	Text questionnaire.Text `json:"text"`
}

// Stub says what the rows are of.
type Stub struct {
	Variable string              // name of the variable: key, key__row
	Question string              // key of its question; "" for administrative columns
	Row      string              // code of the matrix row, of the cell (row__column) or the part; "" if there is none
	Shape    questionnaire.Shape // code or codes have category rows; number, text and date summaries only
	Text     questionnaire.Text  // wording of the question
	RowText  questionnaire.Text  // its wording
	Multiple bool                // percentages may add up to more than 100

	Derived *questionnaire.Variable `json:"-"` // the variable itself if it is a recode, else nil
}

// RowKind says what a row counts.
type RowKind string

// The kinds of rows.
const (
	RowCategory RowKind = "category" // an option
	RowMissing  RowKind = "missing"  // an option that is a missing kind, or a computed missing kind in the base
	RowNet      RowKind = "net"      // several options reported as one; not part of the sum
)

// Row is one category of the stub.
type Row struct {
	Kind    RowKind
	Code    string
	Text    questionnaire.Text    // empty for computed missing kinds: their texts are package locale's
	Missing questionnaire.Missing // of RowMissing
	Codes   []string              // of RowNet: the options it holds

	Score    float64 // what a category stands for in the summary, where HasScore
	HasScore bool
}

// Column is the total or one category of the banner, with who is in it.
type Column struct {
	Variable string             // banner variable; "" for the total
	Heading  questionnaire.Text // wording of the banner variable
	Code     string             // category of the banner variable
	Text     questionnaire.Text // its label
	Overlaps bool               // the banner variable is multiple: respondents may be in several of its columns

	Derived *questionnaire.Variable `json:"-"` // the banner variable if it is a recode, else nil

	Members    int     // respondents of the population and filter in this column
	N          int     // unweighted base: those of them that the base includes
	WeightedN  float64 // sum of the weights over the base; N where unweighted
	EffectiveN float64 // Kish's effective n over the base; N where unweighted
	Responses  int     // of a multiple question: codes chosen in all; else N

	Missing [questionnaire.NumMissing]int // members by missing kind; [NotMissing] has a value
	Summary Summary                       // of values that are numbers: shape number, or options with scores
}

// Cell is one category's share in one column.
type Cell struct {
	N                int     // respondents
	WeightedN        float64 // sum of their weights
	Percent          float64 // of the base, 0 to 100; NaN where the base is empty
	SE               float64 // standard error of Percent, in percentage points
	Low, High        float64 // ends of the interval, 0 to 100
	PercentResponses float64 // of all codes chosen, for multiple questions; else Percent
}

// Summary describes the numbers of a column; all but N are NaN where N is 0
// and SD and SE where N is 1. Sum is weighted. Quartiles are of Hyndman and Fan's type 7.
type Summary struct {
	N                 int // values: the base valid
	Mean, SD, SE      float64
	Min, Q1, Median   float64
	Q3, Max           float64
	Sum               float64
	NPS               float64 // promoters less detractors in percentage points; NaN unless Has NPS
	HasScores, HasNPS bool    // whether there are numbers at all; whether NPS is defined
}

// Warning is a doubt about a table, as data. Sentences live in package locale
// under Code.
type Warning struct {
	Code   WarningCode    `json:"code"`
	Column int            `json:"column"` // index into Columns; -1 for the whole table
	Params map[string]any `json:"params,omitempty"`
}

// WarningCode names a doubt.
type WarningCode string

// The doubts.
const (
	WarnSmallBase      WarningCode = "small_base"      // params n, least: percentages of fewer than 30
	WarnEmptyBase      WarningCode = "empty_base"      // nobody in the base
	WarnUnknownRouting WarningCode = "unknown_routing" // param n: blanks whose kind is unknown are in the base
	WarnAgainstRouting WarningCode = "against_routing" // param n: answers of respondents who were not asked, left out
	WarnOutsideBase    WarningCode = "outside_base"    // param n: answers that the question's base_if leaves out
	WarnNotOffered     WarningCode = "not_offered"     // params option, n: so many of the base were not offered the option
	WarnNoWeight       WarningCode = "no_weight"       // param n: responses left out because they have no weight
	WarnMultiple       WarningCode = "multiple"        // may add up to more than 100 %
	WarnItems          WarningCode = "items"           // param roster: its items are counted, of which a respondent may have several
)
