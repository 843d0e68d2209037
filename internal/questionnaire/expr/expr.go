// Package expr is the language of conditions: it parses, checks, evaluates and
// puts into words what authors write in ask_if, require, calculate and in the
// filters of tables, such as
//
//	role == 'supplier' and not ('privacy' in concerns)
//
// An expression is parsed once, checked against the variables that it may
// name, and then evaluated over a response or over each row of a dataset
// through [Env]. Evaluation never fails: what cannot be computed is missing,
// and a comparison with something missing is false.
//
// The package knows nothing of questionnaires, files or stores; who uses it
// says through [Scope], [Env] and [Words] what a name means. The language is
// described for authors in docs/conditions.md.
package expr

import (
	"slices"
	"strings"
)

// Limits of one expression. They bound the cost of parsing and evaluating, and
// are far above anything that a person writes.
const (
	MaxLength = 8000 // bytes of source
	MaxDepth  = 64   // brackets, calls, not and minus signs inside one another
)

// Expr is a parsed expression. It is immutable and safe for concurrent use.
type Expr struct {
	source string
	root   *node
	names  []string
}

// Parse reads an expression. Its error, if any, is an [*Error] that holds the
// position of the first thing that could not be read.
//
// Parse knows the grammar and the functions, not the questions: see
// [Expr.Check].
func Parse(src string) (*Expr, error) {
	e, problem := parseWith(&ours, src)
	if problem != nil {
		return nil, problem
	}
	return e, nil
}

func parseWith(g *grammar, src string) (*Expr, *Error) {
	if len(src) > MaxLength {
		return nil, newError(src, MaxLength, "the condition is too long", "split it, or give a part of it a name with a calculated question")
	}
	if strings.TrimSpace(src) == "" {
		return nil, newError(src, 0, "the condition is empty", "write a condition, or leave the line out")
	}
	p := parser{lexer: lexer{grammar: g, src: src}, slots: map[string]int{}}
	root, problem := p.all()
	if problem != nil {
		return nil, problem
	}
	return &Expr{source: src, root: root, names: p.names}, nil
}

// String returns the source as it was written.
func (e *Expr) String() string { return e.source }

// Names returns the variables that the expression depends on, each once, in
// the order in which they first appear. The position of a name in this list is
// the index that [Env] is asked for.
func (e *Expr) Names() []string { return slices.Clone(e.names) }
