package report

import "time"

// Document is a report, ready to be written in any format. Numbers are typed;
// all texts are in Language.
type Document struct {
	Language    string // BCP 47 tag
	RightToLeft bool
	Internal    string // mark printed on every page of results that are not for publication, else ""
	Properties  Properties
	Labels      Labels

	Cover       Cover
	Method      Method
	Frequencies Frequencies
	Crosstabs   []Crosstab // one per banner; none where no banner was chosen
	Codebook    Codebook
}

// Properties describes the document to the file system and to search.
type Properties struct {
	Title, Subject, Creator, Description, Keywords string
	Created                                        time.Time // the day of production, never the clock's
}

// Labels are the texts that writers need around the content.
type Labels struct {
	Contents   string // title of the contents, and of links back to it
	Page       string // footer with {page} and {pages} for the page and the number of pages
	DataCodes  string // title of the sheet of codes
	DataLabels string // title of the sheet of labels
	Suppressed string // what the mark in place of a suppressed value means
}

// Cover is the first page.
type Cover struct {
	Title     string // name of the part: Cover
	Institute string
	Heading   string // title of the survey
	Subtitle  string
	Facts     []Fact
	Notes     []string
}

// Fact is one labelled line. A fact with a Number is a count, printed
// with grouped digits; otherwise Text is printed.
type Fact struct {
	Label  string
	Text   string
	Number *int
}

// Method is what a reader must know to judge the figures.
type Method struct {
	Title  string
	Groups []FactGroup
}

// FactGroup is a heading with labelled paragraphs under it.
type FactGroup struct {
	Title string
	Facts []Fact
}

// Frequencies holds the results of every question in the order asked.
type Frequencies struct {
	Title    string
	Sections []Section
}

// Section is one section of the questionnaire.
type Section struct {
	Title  string
	Blocks []Block
}

// Block is one question: its wording, what a reader must know, its tables and
// at most one chart.
type Block struct {
	Key      string   // of the question
	Number   string   // as printed: Q7
	Wording  string   // plain text
	Routing  string   // who was asked, in words
	Remarks  []string // comparability and notes of the author
	Grid     *Table   // of a matrix: a row per matrix row, a column per option; else nil
	Tables   []Table  // one per variable with a distribution or a summary
	Chart    *Chart   // nil where there is nothing to draw
	Warnings []string
}

// ChartKind is how a chart draws percentages.
type ChartKind string

// The kinds of charts.
const (
	ChartBar     ChartKind = "bar"     // a bar per row of the first table
	ChartStacked ChartKind = "stacked" // one bar, a segment per row of the first table
	ChartRows    ChartKind = "rows"    // a bar per row of the grid, a segment per column
	ChartGrouped ChartKind = "grouped" // for each row of the grid a bar per column
)

// Chart draws percentages of the first table or of the grid of its block.
type Chart struct {
	Kind  ChartKind
	Title string
	Alt   string // the picture in words, for those who do not see it
	// First and Count select the rows of the table, or the columns of the
	// grid, that are drawn.
	First, Count int
}

// Table is a table of typed cells.
type Table struct {
	Title   string // "" where the block's wording says it all
	Base    string // who the figures are of, and how many
	Columns []Column
	Rows    []Row
	Notes   []string
}

// Column heads cells of one kind.
type Column struct {
	Group    string // heading over several columns, "" for none
	Heading  string
	Emphasis Emphasis
}

// Row is one line of a table: a cell per column.
type Row struct {
	Label    string
	Emphasis Emphasis
	Cells    []Cell
}

// Emphasis says how a row or column differs from a category.
type Emphasis string

// The emphases. The empty one is that of a category.
const (
	EmphasisMissing Emphasis = "missing" // don't know and its like
	EmphasisNet     Emphasis = "net"     // several categories together
	EmphasisBase    Emphasis = "base"    // counts that the percentages are of
	EmphasisSummary Emphasis = "summary" // a mean or another measure
)

// CellKind is the type of a cell's value.
type CellKind uint8

// The kinds of cells.
const (
	CellEmpty      CellKind = iota
	CellCount               // a whole number
	CellPercent             // a share from 0 to 1
	CellNumber              // any number
	CellSuppressed          // hidden to protect respondents; never 0
	CellText
)

// Cell is one value of a table.
type Cell struct {
	Kind     CellKind
	Value    float64 // of counts, percents and numbers
	Decimals int     // of CellNumber
	Text     string  // of CellText
}

// Crosstab holds the tables that share one banner.
type Crosstab struct {
	Title   string
	Heading string // what the columns are
	Intro   string
	Columns []Column
	Blocks  []CrosstabBlock
}

// CrosstabBlock is one question by the banner. All its rows have a cell per
// column of the Crosstab.
type CrosstabBlock struct {
	Key      string // of the variable
	Number   string
	Wording  string
	Row      string // wording of the matrix row; "" for other questions
	Base     string
	Rows     []Row
	Warnings []string
}

// Codebook lists every variable with its codes.
type Codebook struct {
	Title    string
	Headings []string
	Rows     [][]string
}
