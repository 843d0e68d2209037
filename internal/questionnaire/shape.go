package questionnaire

// Shape is the form of a variable's value or of the answer to a question.
// Packages that read answers switch on it and never on the type of question.
type Shape uint8

// The shapes. ShapeNone is a note's: nothing is answered. Those from ShapeFile
// on are of questions whose variables have other shapes.
const (
	ShapeNone   Shape = iota
	ShapeCode         // one code
	ShapeCodes        // a set of codes
	ShapeNumber       // a number
	ShapeText         // a text
	ShapeDate         // a calendar date, YYYY-MM-DD
	ShapeMonth        // a month, YYYY-MM
	ShapeRanks        // codes in an order; key is the order, key__code the rank of each
	ShapeFile         // a file; the variable is its name
	ShapeItems        // the items of a roster; the variable is how many there are
	ShapeShares       // a number for each option: key__code
	ShapeAmount       // an amount of money: key, and key__currency
	ShapeGrid         // a value for each row and column: key__row__column
)

// String gives the shape's name as used in files.
func (s Shape) String() string {
	return [...]string{
		"none", "code", "codes", "number", "text", "date", "month", "ranks", "file", "items", "shares", "amount", "grid",
	}[s]
}
