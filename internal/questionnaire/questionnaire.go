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
	Note         Text   // on the comparability of the whole edition
	Method       Method // what a reader must know to judge the figures

	Sections    []*Section
	Questions   []*Question // of all sections, in the order asked; those of rosters apart
	Variables   []*Variable // of all questions, then recodes, then administrative columns; those of rosters apart
	Populations []*Population
	Banners     []*Banner
	ScreenOutIf *Condition // nil if nobody is screened out

	questions map[string]*Question // those of rosters included
	variables map[string]*Variable // the same
	symbols   map[string]symbol
}

// Asks is the number of questions that can be answered: all but notes,
// calculations and what is not supported. A roster counts as one.
func (q *Questionnaire) Asks() int {
	n := 0
	for _, question := range q.Questions {
		if question.IsAsked() {
			n++
		}
	}
	return n
}

// Question finds a question by its key, those of rosters included.
func (q *Questionnaire) Question(key string) (*Question, bool) {
	x, ok := q.questions[key]
	return x, ok
}

// Variable finds a variable by its name, those of rosters included.
func (q *Questionnaire) Variable(name string) (*Variable, bool) {
	v, ok := q.variables[name]
	return v, ok
}

// RoutingKnown reports whether a blank answer can be told from a question that
// was not asked; false for imports whose routing nobody wrote down.
func (q *Questionnaire) RoutingKnown() bool { return q.Definition.Routing != "unknown" }

// Method is the disclosure items of a Definition in all languages.
type Method struct {
	Sponsor, Conductor, Population, Sampling, Mode, Weighting, Limits Text
}

func methodTexts(texts map[string]Text) Method {
	return Method{
		Sponsor: texts["method.sponsor"], Conductor: texts["method.conductor"], Population: texts["method.population"],
		Sampling: texts["method.sampling"], Mode: texts["method.mode"], Weighting: texts["method.weighting"], Limits: texts["method.limits"],
	}
}

// Section is one page of the form.
type Section struct {
	Key       string
	Index     int // from 0
	Title     Text
	Text      Text
	AskIf     *Condition // nil: always asked
	Questions []*Question
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
	Name     string // key, key__row, key__row__column, key__code, key__code__text
	Index    int    // in Questionnaire.Variables or, in a roster, in Question.ItemVariables, from 0
	Shape    Shape
	Text     Text      // wording of the question, with Label
	Label    Text      // of the row, cell or part; empty where the question has one variable
	Question *Question // nil for administrative columns
	Row      *Row      // nil unless of a matrix
	Column   *Question // of a matrix with columns; nil for other variables
	Part     *Option   // the option whose rank or share it is; nil for other variables
	Currency bool      // it is the currency of an amount
	Other    *Option   // the option whose text it is; nil for other variables
	Options  []*Option // of shapes code and codes; missing kinds included
	Recode   *Recode   // nil unless derived

	Administrative AdministrativeKind // "" for variables of questions
}

// Option finds an option of the variable by its code.
func (v *Variable) Option(code string) (*Option, bool) { return findOption(v.Options, code) }

// CountsItems reports whether the variable is how many items a roster has.
func (v *Variable) CountsItems() bool {
	return v.Recode == nil && v.Question != nil && v.Question.shape == ShapeItems
}

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
	// Roster is the key of the roster of whose items the condition is; "" of a
	// condition on responses.
	Roster string
}

func findOption(options []*Option, code string) (*Option, bool) {
	for _, o := range options {
		if o.Code == code {
			return o, true
		}
	}
	return nil, false
}
