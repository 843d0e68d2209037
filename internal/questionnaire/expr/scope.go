package expr

import (
	"maps"
	"slices"
)

// Kind is the kind of a variable or of a result.
type Kind uint8

// The zero Kind is unknown: the expression has an error.
const (
	KindCode   Kind = iota + 1 // one code of a list
	KindCodes                  // several codes of a list
	KindNumber                 // a number
	KindText                   // free text
	KindDate                   // a day, "2026-05-01"
	KindMonth                  // a month, "2026-05"
	KindBool                   // yes or no
	KindItems                  // a roster: a group answered once per item
)

// String names the kind as messages do.
func (k Kind) String() string {
	names := [...]string{"unknown", "a single choice", "a multiple choice", "a number", "a text", "a date", "a month", "a yes or no", "a roster"}
	if int(k) >= len(names) {
		return names[0]
	}
	return names[k]
}

// Symbol is what is known of a variable before there are answers.
type Symbol struct {
	Kind Kind
	// Codes are the codes of a choice. If there are none,
	// every code is accepted (as for organisations from the frame).
	Codes []string
	// Question is the key of the question that the variable belongs to, for
	// messages. It may be empty where that is the variable's name.
	Question string
	// Many says that the name stands for one value per item of a roster,
	// named from outside it. Such a name may only be given to count, sum, min,
	// max, mean and item.
	Many bool
	// Min and Max bound the answers to a number; nil where there is no bound.
	Min, Max *float64
}

// Scope says which variables an expression may name.
type Scope interface {
	// Var returns what is known of a variable, and false if there is none.
	Var(name string) (Symbol, bool)
	// Names returns all names, from which suggestions are drawn.
	Names() []string
}

// ItemScope is a [Scope] with rosters.
type ItemScope interface {
	Scope
	// In returns the scope of conditions about one item of a roster, in which
	// the names of its questions stand for that item's answers. Expressions
	// are checked in it that stand behind the comma of count(roster, …).
	In(roster string) Scope
}

// PositionScope is a [Scope] that says whether there is a number of the item.
// In other scopes, position() is accepted.
type PositionScope interface {
	Scope
	HasPosition() bool
}

// AttributeScope is a [Scope] that knows the attributes of options. In other
// scopes, every attribute is accepted.
type AttributeScope interface {
	Scope
	// Attributes returns the names that attribute('name') may have; none
	// where there is no option.
	Attributes() []string
}

// Symbols is a Scope held in a map from name to symbol.
type Symbols map[string]Symbol

// Var implements [Scope].
func (s Symbols) Var(name string) (Symbol, bool) {
	symbol, ok := s[name]
	return symbol, ok
}

// Names implements [Scope]; the names are sorted.
func (s Symbols) Names() []string { return slices.Sorted(maps.Keys(s)) }
