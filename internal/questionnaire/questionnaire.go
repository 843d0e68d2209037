package questionnaire

import (
	"barometer/internal/questionnaire/expr"
)

// Questionnaire is a compiled Definition. It is immutable: everything reached
// from it is shared by all who hold it and must not be changed.
type Questionnaire struct {
	Definition *Definition // what it was compiled from
	Version    string      // content hash, 64 hexadecimal digits: see Hash

	Languages    []string // BCP 47 tags, the source language first
	Title        Text
	Introduction Text
	Thanks       Text

	Sections    []*Section
	Questions   []*Question // of all sections, in the order asked
	Variables   []*Variable // of all questions, then recodes, then administrative columns
	Populations []*Population
	Banners     []*Banner
	ScreenOutIf *Condition // nil if nobody is screened out

	questions map[string]*Question
	variables map[string]*Variable
}

// Asks is the number of questions that can be answered: all but notes.
func (q *Questionnaire) Asks() int {
	n := 0
	for _, question := range q.Questions {
		if question.Shape() != ShapeNone {
			n++
		}
	}
	return n
}

// Question finds a question by its key.
func (q *Questionnaire) Question(key string) (*Question, bool) {
	x, ok := q.questions[key]
	return x, ok
}

// Variable finds a variable by its name.
func (q *Questionnaire) Variable(name string) (*Variable, bool) {
	v, ok := q.variables[name]
	return v, ok
}

// RoutingKnown reports whether a blank answer can be told from a question that
// was not asked; false for imports whose routing nobody wrote down.
func (q *Questionnaire) RoutingKnown() bool { return q.Definition.Routing != "unknown" }

// Section is one page of the form.
type Section struct {
	Key       string
	Index     int // from 0
	Title     Text
	Text      Text
	AskIf     *Condition // nil: always asked
	Questions []*Question
}

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
	Base     Base       // who percentages are of by default

	Options   []*Option // in the order shown, missing kinds included
	Rows      []*Row    // of a matrix; nil for other questions
	Variables []*Variable
	Nets      []*Net

	Min, Max         *float64 // number of choices, or value
	Decimals         int      // places after the point; 0 for integers and categories
	MaxLength        int      // characters; 0 is unlimited
	Earliest, Latest string   // YYYY-MM-DD or ""
	Unit             Text
	Low, High        Text // labels of the ends of a rating or nps

	Comparability Comparability // never empty
	Note          string
}

// Shape is that of the question's answer or, for a matrix, of each row's.
func (q *Question) Shape() Shape {
	if len(q.Variables) == 0 {
		return ShapeNone
	}
	return q.Variables[0].Shape
}

// RowName names the variable of a matrix row: key__row.
func (q *Question) RowName(row *Row) string { return q.Key + "__" + row.Code }

// OtherName names the text of an option that asks for one: key__code__text.
func (q *Question) OtherName(o *Option) string { return q.Key + "__" + o.Code + "__text" }

// Option finds an option by its code.
func (q *Question) Option(code string) (*Option, bool) { return findOption(q.Options, code) }

// Option is one option of a question, of a recode or of the country list.
type Option struct {
	Code          string
	Index         int // in its list, from 0
	Text          Text
	Aliases       []string // other labels in exports of past editions
	Other         bool     // asks for a text: the variable Question.Key__Code__text
	Exclusive     bool     // cannot be chosen with another
	Missing       Missing  // DontKnow or Refused makes it a missing kind
	Score         float64  // what it stands for in means, where HasScore
	HasScore      bool
	Comparability Comparability // never empty
	Note          string
}

// Row is one row of a matrix.
type Row struct {
	Code          string
	Index         int
	Text          Text
	Aliases       []string      // other labels in exports of past editions
	Comparability Comparability // never empty
	Note          string
}

// Net is a named group of options reported as one.
type Net struct {
	Key     string
	Text    Text
	Options []*Option
}

// Variable is a column that a question, a recode or an administrative column
// yields. Names are the same in files, conditions and the API.
type Variable struct {
	Name     string // key, key__row, key__code__text
	Index    int    // in Questionnaire.Variables, from 0
	Shape    Shape
	Text     Text      // wording of the question, with that of the row
	Question *Question // nil for administrative columns
	Row      *Row      // nil unless of a matrix
	Other    *Option   // the option whose text it is; nil for other variables
	Options  []*Option // of shapes code and codes; missing kinds included
	Recode   *Recode   // nil unless derived

	Administrative AdministrativeKind // "" for variables of questions
}

// Option finds an option of the variable by its code.
func (v *Variable) Option(code string) (*Option, bool) { return findOption(v.Options, code) }

// Indicator names the column that says whether option o of a variable of
// shape codes was chosen: key__code or key__row__code.
func (v *Variable) Indicator(o *Option) string { return v.Name + "__" + o.Code }

// Recode derives a variable from another by grouping its codes or numbers.
type Recode struct {
	Source *Variable
	Groups []Group
}

// Group is one category of a recode; Variable.Options[i] is the category of
// Groups[i].
type Group struct {
	Codes    []string // of a categorical source
	From, To float64  // From ≤ x < To of a numeric source, infinite where open
}

// Population is a named condition that says whose responses count.
type Population struct {
	Key  string
	Text Text
	If   *Condition // nil: everyone
}

// Banner names the variables whose options head the columns of
// cross-tabulations.
type Banner struct {
	Key  string
	Text Text
	Of   []*Variable
}

// Condition is a checked condition over variables.
type Condition struct {
	Expr *expr.Expr
	// Variables are those that the expression names, in the order of
	// Expr.Names. For an option of a multiple question (key__code) it is the
	// question's variable; Options holds the option then, else nil.
	Variables []*Variable
	Options   []*Option
}

func findOption(options []*Option, code string) (*Option, bool) {
	for _, o := range options {
		if o.Code == code {
			return o, true
		}
	}
	return nil, false
}
