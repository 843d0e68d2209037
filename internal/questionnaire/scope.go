package questionnaire

import (
	"maps"
	"slices"
	"strings"

	"barometer/internal/questionnaire/expr"
)

// scope is the names of a questionnaire as a condition sees them that stands in
// a roster or, with "", outside of all.
type scope struct {
	*compiler
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
func (s scope) Names() []string { return s.symbolNames() }

// In implements [expr.ItemScope].
func (s scope) In(roster string) expr.Scope { return scope{compiler: s.compiler, roster: roster} }

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
