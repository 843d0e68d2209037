package expr

import "strings"

// XLSFormColumn is the column of a form's sheet that an expression stands in.
// It says what “.” is, whether bare names are columns of the choices, and what
// the result is used as.
type XLSFormColumn string

// The columns with expressions.
const (
	XLSFormRelevant     XLSFormColumn = "relevant"
	XLSFormConstraint   XLSFormColumn = "constraint"
	XLSFormChoiceFilter XLSFormColumn = "choice_filter"
	XLSFormCalculation  XLSFormColumn = "calculation"
	XLSFormRepeatCount  XLSFormColumn = "repeat_count"
	XLSFormRequired     XLSFormColumn = "required"
	XLSFormReadOnly     XLSFormColumn = "read_only"
	XLSFormDefault      XLSFormColumn = "default"
)

// yieldsCondition tells the columns that say yes or no from those that hold a
// value.
func (c XLSFormColumn) yieldsCondition() bool {
	switch c {
	case XLSFormCalculation, XLSFormRepeatCount, XLSFormDefault:
		return false
	}
	return true
}

// XLSFormOptions says what the names in an expression of a form mean. The zero
// value translates a condition about questions of unknown kinds.
type XLSFormOptions struct {
	Column XLSFormColumn
	// Self is our key of the question that the expression belongs to: “.”.
	Self string
	// Name gives our key for a name of the form, and Code our code for a code
	// of the question with our key; nil where they are the same.
	Name func(name string) string
	Code func(key, code string) string
	// Attribute gives our name for a column of the choices sheet, and whether
	// cells of it are blank; nil where names are the same and no cell is.
	Attribute func(column string) (name string, blank bool)
	// Scope knows our questions. Without it, or for names that it does not
	// know, kinds are taken from what they are compared with.
	Scope Scope
	// Roster gives the key of the roster that a question of ours is in, or "".
	Roster func(key string) string
}

// Translation is an expression of another program in our dialect.
type Translation struct {
	Source  string // for Parse
	Notices []Notice
}

// Notice is something that the person who checks an import should know of a
// translated expression: a difference that is small, or a likely mistake.
type Notice struct {
	Code    NoticeCode
	Offset  int // bytes into the foreign expression
	Message string
}

// NoticeCode is the kind of a notice.
type NoticeCode string

// The kinds of notices.
const (
	NoticeTime   NoticeCode = "time"   // a time of day was reduced to its day
	NoticeBlanks NoticeCode = "blanks" // answers left blank count differently
	NoticeOnce   NoticeCode = "once"   // computed again, not once
	NoticeOption NoticeCode = "option" // a code that is not an option
	NoticeNever  NoticeCode = "never"  // a comparison that can never hold
	NoticeOrder  NoticeCode = "order"  // the order of the chosen options is not kept
	NoticeName   NoticeCode = "name"   // a name that is hardly meant as it is written
)

// Reason says why an expression could not be translated.
type Reason string

// The reasons.
const (
	ReasonSyntax   Reason = "syntax"   // it is no expression of the other program
	ReasonFunction Reason = "function" // our dialect has nothing like the function
	ReasonPath     Reason = "path"     // it names data in a way that ours cannot
	ReasonKind     Reason = "kind"     // it uses a kind of answer in a way that ours cannot
	ReasonPattern  Reason = "pattern"  // its pattern cannot be used
	ReasonSize     Reason = "size"     // it is too long or too deep
)

// Untranslated is the error of an expression that cannot be said in the other
// dialect, with the place of what cannot be.
type Untranslated struct {
	Reason  Reason
	Problem Error
}

// Error gives place, message and remedy in one line.
func (u *Untranslated) Error() string { return u.Problem.Error() }

// FromXLSForm translates an expression of an XLSForm, which is written in the
// subset of XPath that ODK documents, into our dialect with the same meaning.
// Its error, if any, is an [*Untranslated].
func FromXLSForm(src string, o XLSFormOptions) (Translation, error) {
	if truth, ok := xlsformWords[strings.ToLower(strings.TrimSpace(src))]; ok && o.Column != XLSFormDefault {
		return Translation{Source: truth}, nil
	}
	parsed, problem := parseWith(&xlsform, src)
	if problem != nil {
		return Translation{}, &Untranslated{ReasonSyntax, *problem}
	}
	t := translator{src: src, functions: xlsformFunctions, names: xlsformNames{o}}
	return t.translation(parsed.root, o.Column.yieldsCondition())
}

// xlsformWords are cells that are no expressions but are understood as such.
var xlsformWords = map[string]string{"yes": "true", "true": "true", "no": "false", "false": "false"}

// xlsformNames implements names for forms.
type xlsformNames struct{ XLSFormOptions }

func (x xlsformNames) key(name string) string {
	if x.Name == nil {
		return name
	}
	return x.Name(name)
}

func (x xlsformNames) code(key, code string) string {
	if x.Code == nil {
		return code
	}
	return x.Code(key, code)
}

func (x xlsformNames) symbol(key string) Symbol {
	if x.Scope == nil {
		return Symbol{}
	}
	symbol, _ := x.Scope.Var(key)
	return symbol
}

func (x xlsformNames) self() (string, bool) { return x.Self, x.Self != "" }

// isAnswered: a constraint counts only where there is an answer.
func (x xlsformNames) isAnswered(key string) bool {
	return x.Column == XLSFormConstraint && key == x.Self
}

func (x xlsformNames) attribute(column string) (name string, blank, ok bool) {
	switch {
	case x.Column != XLSFormChoiceFilter:
		return "", false, false
	case column == "name":
		return "code", false, true
	case x.Attribute == nil:
		return column, false, true
	}
	name, blank = x.Attribute(column)
	return name, blank, true
}

func (x xlsformNames) roster(key string) string {
	if x.Roster == nil {
		return ""
	}
	return x.Roster(key)
}
