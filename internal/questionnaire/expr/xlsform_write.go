package expr

import (
	"strconv"
	"strings"
)

// ToXLSFormOptions says what our names are called in the form.
type ToXLSFormOptions struct {
	Column XLSFormColumn
	// Self is our key of the question that the expression belongs to. In a
	// constraint it becomes “.” and counts as answered.
	Self string
	// Name gives the form's name for our key, and Code the form's code for a
	// code of ours; nil where they are the same.
	Name func(key string) string
	Code func(key, code string) string
	// Attribute gives the column of the choices sheet; nil where the names are
	// the same. That of 'code' is always “name”.
	Attribute func(name string) string
	// Scope knows the questions.
	Scope Scope
	// Roster gives the key of the roster that a question is in, or "".
	Roster func(key string) string
}

// ToXLSForm writes a condition or, in columns that hold values, a calculation
// in the dialect of XLSForm with the same meaning under ODK's rules: there, an
// answer left blank is the empty text, and calculating with it gives no number.
// The expression has to have no problems. The error, if any, is an
// [*Untranslated].
func (e *Expr) ToXLSForm(o ToXLSFormOptions) (string, error) {
	if o.Scope == nil {
		o.Scope = Symbols{}
	}
	w := xpathWriter{o: o, src: e.source, scope: o.Scope}
	var result piece
	if o.Column.yieldsCondition() {
		result = w.condition(e.root)
	} else {
		result = w.value(e.root)
	}
	if w.problem != nil {
		return "", w.problem
	}
	return result.text, nil
}

// piece is written XPath with how tightly it holds together.
type piece struct {
	text  string
	power int
}

// The powers of XPath's operators.
const (
	xpathOr = 10 * (iota + 1)
	xpathAnd
	xpathEquality
	xpathOrder
	xpathSum
	xpathProduct
	xpathMinus
	xpathWhole
)

type xpathWriter struct {
	o       ToXLSFormOptions
	src     string
	scope   Scope
	roster  string // inside a filter of this roster's items
	problem *Untranslated
	steps   int
}

func (w *xpathWriter) fail(n *node, reason Reason, message, remedy string) piece {
	if w.problem == nil {
		w.problem = &Untranslated{reason, *newError(w.src, n.pos, message, remedy)}
	}
	return piece{"false()", xpathWhole}
}

// within puts brackets around what would fall apart beside an operator of the
// power.
func (p piece) within(power int) string {
	if p.power < power {
		return "(" + p.text + ")"
	}
	return p.text
}

func whole(text string) piece { return piece{text, xpathWhole} }

// invoke writes a call.
func invoke(name string, args ...piece) piece {
	texts := make([]string, len(args))
	for i, a := range args {
		texts[i] = a.text
	}
	return whole(name + "(" + strings.Join(texts, ", ") + ")")
}

// infix writes an operator that groups from the left.
func infix(a piece, operator string, b piece, power int) piece {
	return piece{a.within(power) + " " + operator + " " + b.within(power+1), power}
}

func equality(a piece, operator string, b piece) piece {
	return piece{a.within(xpathEquality+1) + " " + operator + " " + b.within(xpathEquality+1), xpathEquality}
}

var always, noText = whole("true()"), whole("''")

// both joins conditions, of which the zero piece and true() say nothing.
func both(a, b piece) piece {
	switch {
	case a == always || a.text == "":
		return b
	case b == always || b.text == "" || a.text == b.text:
		return a
	}
	return infix(a, "and", b, xpathAnd)
}

func eitherOf(a, b piece) piece {
	switch {
	case a == always || b == always:
		return always
	case a.text == b.text:
		return a
	}
	return infix(a, "or", b, xpathOr)
}

// bounded writes a part, and stops where the text or the work grows without
// end, since parts are repeated.
func (w *xpathWriter) bounded(n *node, write func(*node) piece) piece {
	if w.steps++; w.problem != nil {
		return always
	}
	p := always
	if w.steps <= maxTranslationSteps {
		p = write(n)
	}
	const most = 4 * MaxLength
	if len(p.text) > most || w.steps > maxTranslationSteps {
		return w.fail(n, ReasonSize, "the expression becomes too long", "split it with a calculated question")
	}
	return p
}

// kind is what the checker says of a node.
func (w *xpathWriter) kind(n *node) Kind {
	c := checker{src: w.src, scope: w.scope}
	return c.infer(n).kind
}

// quoted writes a text. XPath has no way to write a quote of the kind that
// stands around it.
func quoted(text string) piece {
	switch {
	case !strings.Contains(text, "'"):
		return whole("'" + text + "'")
	case !strings.Contains(text, `"`):
		return whole(`"` + text + `"`)
	}
	var parts []piece
	for i, part := range strings.Split(text, "'") {
		if i > 0 {
			parts = append(parts, whole(`"'"`))
		}
		if part != "" {
			parts = append(parts, whole("'"+part+"'"))
		}
	}
	return invoke("concat", parts...)
}

func decimal(f float64) piece {
	text := strconv.FormatFloat(f, 'f', -1, 64)
	if f < 0 {
		return piece{text, xpathMinus}
	}
	return whole(text)
}

// name writes a question.
func (w *xpathWriter) name(n *node) piece {
	key := n.text
	if w.o.Column == XLSFormConstraint && key == w.o.Self && w.roster == "" {
		return whole(".")
	}
	if w.kind(n) == KindBool {
		if question, code, ok := w.option(key); ok {
			return invoke("selected", w.reference(question), quoted(code))
		}
	}
	return w.reference(key)
}

func (w *xpathWriter) reference(key string) piece {
	name := key
	if w.o.Name != nil {
		name = w.o.Name(key)
	}
	if w.roster != "" && w.o.Roster != nil && w.o.Roster(key) == w.roster {
		return whole(name) // of the item that is looked at
	}
	return whole("${" + name + "}")
}

// option takes the name of a variable that says whether an option was chosen
// apart.
func (w *xpathWriter) option(name string) (question, code string, ok bool) {
	symbol, _ := w.scope.Var(name)
	if symbol.Question == "" {
		question, code, ok = strings.Cut(name, "__")
	} else {
		question = symbol.Question // which may be the row of a matrix: key__row
		code, ok = strings.CutPrefix(name, question+"__")
	}
	if !ok || strings.Contains(code, "__") {
		return "", "", false
	}
	return question, w.code(question, code), true
}

func (w *xpathWriter) code(key, code string) string {
	if w.o.Code == nil {
		return code
	}
	return w.o.Code(key, code)
}
