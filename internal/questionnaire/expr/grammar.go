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
		"abs":         {opAbs, 1, 1, "abs(number)"},
		"answered":    {opAnswered, 1, 1, "answered(question)"},
		"attribute":   {opAttribute, 1, 1, "attribute('name')"},
		"between":     {opBetween, 3, 3, "between(value, lowest, highest)"},
		"coalesce":    {opCoalesce, 1, manyArguments, "coalesce(a, b)"},
		"code_at":     {opCodeAt, 2, 2, "code_at(question, 1)"},
		"contains":    {opContains, 2, 2, "contains(text, 'part')"},
		"count":       {opCount, 1, 2, "count(question), or count(roster, condition)"},
		"date_add":    {opDateAdd, 2, 2, "date_add(date, days)"},
		"day":         {opDay, 1, 1, "day(date)"},
		"days":        {opDays, 2, 2, "days(from, to)"},
		"ends_with":   {opEndsWith, 2, 2, "ends_with(text, 'end')"},
		"floor":       {opFloor, 1, 1, "floor(number)"},
		"if":          {opIf, 3, 3, "if(condition, then, otherwise)"},
		"item":        {opItem, 2, 2, "item(question, 1)"},
		"join":        {opJoin, 1, manyArguments, "join(a, ' ', b)"},
		"length":      {opLength, 1, 1, "length(question)"},
		"lower":       {opLower, 1, 1, "lower(text)"},
		"matches":     {opMatches, 2, 2, "matches(question, 'pattern')"},
		"max":         {opMax, 1, manyArguments, "max(a, b)"},
		"mean":        {opMean, 1, manyArguments, "mean(a, b)"},
		"min":         {opMin, 1, manyArguments, "min(a, b)"},
		"mod":         {opMod, 2, 2, "mod(number, divisor)"},
		"month":       {opMonth, 1, 1, "month(date)"},
		"number":      {opNumberOf, 1, 1, "number(text)"},
		"part":        {opPart, 2, 3, "part(text, start, length)"},
		"position":    {opPosition, 0, 0, "position()"},
		"power":       {opPower, 2, 2, "power(number, exponent)"},
		"round":       {opRound, 1, 2, "round(number, decimals)"},
		"selected":    {opSelected, 2, 2, "selected(question, 'code')"},
		"starts_with": {opStartsWith, 2, 2, "starts_with(text, 'start')"},
		"sum":         {opSum, 1, manyArguments, "sum(a, b)"},
		"text":        {opTextOf, 1, 1, "text(number)"},
		"today":       {opToday, 0, 0, "today()"},
		"upper":       {opUpper, 1, 1, "upper(text)"},
		"year":        {opYear, 1, 1, "year(date)"},
		"years":       {opYears, 2, 2, "years(from, to)"},
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

// IsReserved tells whether a word belongs to the language (operators, true and
// false), in any case, so that no question may have it as its key. The names of
// functions are free: they are read as such only before a bracket.
func IsReserved(word string) bool { return ours.reserves(strings.ToLower(word)) }

// reserves is IsReserved for a word in lower case.
func (g *grammar) reserves(word string) bool {
	_, infix := g.infix[word]
	_, prefix := g.prefix[word]
	_, constant := g.constants[word]
	return infix || prefix || constant
}

func (g *grammar) functionNames() []string {
	return slices.Sorted(maps.Keys(g.functions))
}
