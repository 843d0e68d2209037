package questionnaire

// Question is one question with everything that follows from its type.
type Question struct {
	Key      string
	Type     *Type
	Section  *Section
	Index    int // in Questionnaire.Questions, from 0
	Text     Text
	Aliases  []string // other headers in exports of past editions
	Hint     Text
	Required bool
	AskIf    *Condition // nil: asked whenever its section is
	BaseIf   *Condition // nil: no restriction
	Require  []*Rule    // what an answer has to satisfy
	Warn     []*Rule    // what it should satisfy
	Default  string     // what the form holds at first
	Base     Base       // who percentages are of by default

	Options   []*Option  // in the order listed, missing kinds included
	OptionsIf *Condition // of each option; nil: all are shown
	Groups    []*OptionGroup
	Selective bool        // some options or rows may not be shown
	Random    bool        // options, or the rows of a matrix, in an order of each respondent's own
	Display   Display     // never empty
	Rows      []*Row      // of a matrix; nil for other questions
	Columns   []*Question // of a matrix whose columns differ in type; their Key is the column's code
	Variables []*Variable
	Nets      []*Net

	Min, Max         *float64 // number of choices or items, or value
	Step             float64  // distance between possible numbers; 0 is any
	Total            float64  // what the parts of an allocation add up to
	Decimals         int      // places after the point; 0 for integers and categories
	MaxLength        int      // characters; 0 is unlimited
	Earliest, Latest string   // YYYY-MM-DD, of a month YYYY-MM, or ""
	Unit             Text
	Low, High        Text // labels of the ends of a rating or nps
	Currencies       []*Currency
	Accept           []string // suffixes of files in small letters, with the point
	MaxBytes         int64    // of a file
	Device           Device   // what the respondent's device may fill in

	Calculate *Condition // what a calculated question is worth

	Roster        *Question   // the roster that the question is asked in; nil for others
	Questions     []*Question // what a roster asks of every item
	ItemVariables []*Variable // of these, recodes included: the columns of a dataset of items
	Item          Text        // what an item is called
	ItemName      *Question   // whose answer names an item; nil if none does
	ItemsFrom     *Question   // the choice whose chosen options are the items
	ItemsCount    *Condition  // the number of items
	ItemIf        *Condition  // which options of ItemsFrom are items

	Comparability Comparability // never empty
	Note          Text          // what a reader of the trend must know

	shape Shape
	order int // in the document, those of rosters included
}

// Shape is that of the question's answer or, for a matrix without columns, of
// each row's.
func (q *Question) Shape() Shape { return q.shape }

// IsAsked reports whether respondents answer the question: it is no note, no
// calculation and nothing that is not supported.
func (q *Question) IsAsked() bool { return q.shape != ShapeNone && q.Calculate == nil }

// RowName names the variable of a matrix row: key__row.
func (q *Question) RowName(row *Row) string { return q.Key + "__" + row.Code }

// CellName names the variable of a row and a column: key__row__column.
func (q *Question) CellName(row *Row, column *Question) string {
	return q.RowName(row) + "__" + column.Key
}

// PartName names the rank or the share of an option: key__code.
func (q *Question) PartName(o *Option) string { return q.Key + "__" + o.Code }

// CurrencyName names the currency of an amount.
func (q *Question) CurrencyName() string { return q.Key + "__currency" }

// OtherName names the text of an option that asks for one: key__code__text.
func (q *Question) OtherName(o *Option) string { return q.Key + "__" + o.Code + "__text" }

// Option finds an option by its code.
func (q *Question) Option(code string) (*Option, bool) { return findOption(q.Options, code) }

// Option is one option of a question, of a recode or of the country list.
type Option struct {
	Code          string
	Index         int // in its list, from 0
	Text          Text
	Aliases       []string     // other labels in exports of past editions
	Other         bool         // asks for a text: the variable Question.Key__Code__text
	Exclusive     bool         // cannot be chosen with another
	AskIf         *Condition   // nil: shown whenever the question is
	Group         *OptionGroup // nil: under no heading
	Anchored      bool         // keeps its place in a random order
	NotOffered    bool         // left out of this edition by mistake
	Attributes    map[string]string
	Missing       Missing // DontKnow or Refused makes it a missing kind
	Score         float64 // what it stands for in means, where HasScore
	HasScore      bool
	Comparability Comparability // never empty
	Note          Text          // what a reader of the trend must know
}

// Row is one row of a matrix.
type Row struct {
	Code          string
	Index         int
	Text          Text
	Aliases       []string      // other labels in exports of past editions
	AskIf         *Condition    // nil: asked whenever the question is
	Anchored      bool          // keeps its place in a random order
	NotOffered    bool          // left out of this edition by mistake
	Comparability Comparability // never empty
	Note          Text          // what a reader of the trend must know
}

// OptionGroup is a heading under which options stand.
type OptionGroup struct {
	Key  string
	Text Text
}

// Rule is something that an answer has to, or should, satisfy.
type Rule struct {
	Key  string
	That *Condition // has to hold once the question is answered
	Text Text       // what respondents read where it does not
}

// Currency is one in which money can be stated.
type Currency struct {
	Code string  // of ISO 4217
	Rate float64 // what one unit is worth in the first currency
}
