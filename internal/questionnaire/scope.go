package questionnaire

import (
	"maps"
	"slices"
	"strings"

	"barometer/internal/fault"
	"barometer/internal/questionnaire/expr"
)

// scope is the names of a questionnaire as a condition sees them that stands in
// a roster or, with "", outside of all.
type scope struct {
	symbols    map[string]symbol
	suggest    func() []string // the names that suggestions are drawn from
	roster     string
	attributes []string // of the options that the condition is about
}

// Var implements [expr.Scope]. The rows and options of a question with a
// problem may have any name.
func (s scope) Var(name string) (expr.Symbol, bool) {
	found, ok := s.symbols[name]
	if owner, _, part := strings.Cut(name, "__"); !ok && part {
		o, exists := s.symbols[owner]
		ok = exists && o.variable == nil && o.refusal == ""
	}
	found.Many = found.roster != "" && found.roster != s.roster
	return found.Symbol, ok
}

// Names implements [expr.Scope]: the names that suggestions are drawn from.
func (s scope) Names() []string { return s.suggest() }

// In implements [expr.ItemScope].
func (s scope) In(roster string) expr.Scope {
	return scope{symbols: s.symbols, suggest: s.suggest, roster: roster}
}

// HasPosition implements [expr.PositionScope].
func (s scope) HasPosition() bool { return s.roster != "" }

// Attributes implements [expr.AttributeScope].
func (s scope) Attributes() []string { return s.attributes }

// symbolNames lists the names that conditions may hold, for suggestions; nil once
// there have been enough of these.
func (c *compiler) symbolNames() []string {
	if c.suggestions++; c.suggestions > maxSuggestions {
		return nil
	}
	return slices.Sorted(maps.Keys(c.symbols))
}

// compiled resolves the names of an expression that has been checked.
func compiled(e *expr.Expr, symbols map[string]symbol, roster string) *Condition {
	condition := &Condition{Expr: e, Roster: roster}
	for _, name := range e.Names() {
		s := symbols[name]
		condition.Variables = append(condition.Variables, s.variable)
		condition.Options = append(condition.Options, s.option)
	}
	return condition
}

// Condition reads a condition that stands outside of the questionnaire, such as
// the filter of a table: over everything that is known of a response in the
// end, its administrative columns included, or with the key of a roster over
// that of one of its items. An error is fault.Invalid and says where in the
// condition it is and what to write instead.
func (q *Questionnaire) Condition(src, roster string) (*Condition, error) {
	parsed, err := expr.Parse(src)
	if err != nil {
		return nil, fault.New(fault.Invalid, "%w", err)
	}
	names := scope{symbols: q.symbols, roster: roster, suggest: func() []string { return slices.Sorted(maps.Keys(q.symbols)) }}
	if problems := parsed.Check(names); len(problems) > 0 {
		return nil, fault.New(fault.Invalid, "%w", problems[0])
	}
	for _, name := range parsed.Names() {
		if s := q.symbols[name]; s.refusal != "" {
			return nil, fault.New(fault.Invalid, "“%s” %s", name, s.refusal)
		}
	}
	return compiled(parsed, q.symbols, roster), nil
}
