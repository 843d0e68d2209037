package expr

import (
	"maps"
	"slices"
	"strings"
)

// grammar is one dialect: what the Pratt parser has to know to read it.
type grammar struct {
	symbols   []string            // operators and punctuation, longer ones first
	infix     map[string]operator // between two operands
	prefix    map[string]operator // before one operand
	constants map[string]Value
	functions map[string]function
	mistakes  map[string]string // spellings of other languages → remedy

	// What a dialect of other programs does in its own way; nil in ours.
	token   func(*lexer) (token, *Error) // reads a token, behind the white space
	operand func(*parser) (*node, *Error)
}

// operator is a row of the table. An operator of higher power binds tighter.
type operator struct {
	op     op
	power  int
	chains bool // whether a • b • c is allowed
}

// function is a row of the table of functions.
type function struct {
	op      op
	min     int // number of arguments
	max     int
	example string // how it is written, for messages
}

const manyArguments = 200

// ours is Barometer's own dialect.
var ours = grammar{
	symbols: []string{"==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "(", ")", ","},
	infix: map[string]operator{
		"or":  {opOr, 10, true},
		"and": {opAnd, 20, true},
		"==":  {opEqual, 40, false},
		"!=":  {opNotEqual, 40, false},
		"<":   {opLess, 40, false},
		"<=":  {opAtMost, 40, false},
		">":   {opMore, 40, false},
		">=":  {opAtLeast, 40, false},
		"in":  {opIn, 40, false},
		"+":   {opAdd, 50, true},
		"-":   {opSubtract, 50, true},
		"*":   {opMultiply, 60, true},
		"/":   {opDivide, 60, true},
	},
	prefix: map[string]operator{
		"not": {op: opNot, power: 30},
		"-":   {op: opNegate, power: 70},
	},
	constants: map[string]Value{"true": Bool(true), "false": Bool(false)},
	functions: map[string]function{
		"answered": {opAnswered, 1, 1, "answered(question)"},
		"between":  {opBetween, 3, 3, "between(value, lowest, highest)"},
		"count":    {opCount, 1, 1, "count(question)"},
		"if":       {opIf, 3, 3, "if(condition, then, otherwise)"},
		"length":   {opLength, 1, 1, "length(question)"},
		"matches":  {opMatches, 2, 2, "matches(question, 'pattern')"},
		"max":      {opMax, 1, manyArguments, "max(a, b)"},
		"min":      {opMin, 1, manyArguments, "min(a, b)"},
		"selected": {opSelected, 2, 2, "selected(question, 'code')"},
		"sum":      {opSum, 1, manyArguments, "sum(a, b)"},
		"today":    {opToday, 0, 0, "today()"},
	},
	mistakes: map[string]string{
		"=":  "write == for “is”",
		"<>": "write != for “is not”",
		"≠":  "write != for “is not”",
		"≤":  "write <=",
		"≥":  "write >=",
		"&":  "write and",
		"&&": "write and",
		"|":  "write or",
		"||": "write or",
		"!":  "write not",
		"−":  "write the minus sign of the keyboard: -",
		"×":  "write *",
		"÷":  "write /",
		"[":  "write round brackets: (",
		"]":  "write round brackets: )",
		"{":  "write the question's key alone, or round brackets: (",
		"}":  "write the question's key alone, or round brackets: )",
		"$":  "write the question's key alone",
		".":  "a decimal number has digits on both sides of the point: 0.5",
		";":  "write a comma",
		"“":  "write straight quotes: 'like this'",
		"”":  "write straight quotes: 'like this'",
		"„":  "write straight quotes: 'like this'",
		"‘":  "write straight quotes: 'like this'",
		"’":  "write straight quotes: 'like this'",
		"«":  "write straight quotes: 'like this'",
		"»":  "write straight quotes: 'like this'",
		"`":  "write straight quotes: 'like this'",
	},
}

// IsReserved tells whether a word belongs to the language (operators, true,
// false and the names of functions), in any case, so that no question may have
// it as its key.
func IsReserved(word string) bool { return ours.reserves(strings.ToLower(word)) }

// reserves is IsReserved for a word in lower case.
func (g *grammar) reserves(word string) bool {
	_, infix := g.infix[word]
	_, prefix := g.prefix[word]
	_, constant := g.constants[word]
	_, fn := g.functions[word]
	return infix || prefix || constant || fn
}

func (g *grammar) functionNames() []string {
	return slices.Sorted(maps.Keys(g.functions))
}
