package response

import (
	"maps"
	"slices"

	"barometer/internal/questionnaire"
)

// Kind is the form that an answer has in JSON.
type Kind uint8

// The kinds of values. KindNone is the zero Value: no answer.
const (
	KindNone    Kind = iota
	KindString       // a code, a text or a date: "code"
	KindList         // a set of codes: ["code"]
	KindNumber       // 12.5
	KindRows         // the rows of a matrix, the shares of an allocation or the parts of an amount: {"row": …}
	KindItems        // the items of a roster: [{"id": …, "answers": {…}}]
	KindFile         // {"file": {"id": …, "name": …, "type": …, "size": …}}
	KindMissing      // {"missing": "dont_know"}
)

// Value is the answer to one question, as docs/answers.md writes it in JSON.
// The zero Value is no answer. Values are immutable.
type Value struct {
	kind    Kind
	missing questionnaire.Missing
	str     string
	number  float64
	several *several // of lists and rows; apart, since most values are single
}

type several struct {
	list  []string
	rows  map[string]Value
	items []Item
	file  File
}

// Item is one item of a roster with its own answers.
type Item struct {
	ID      string  `json:"id"` // unique within the answer
	Answers Answers `json:"answers"`
}

// File is what an answer holds of a file that was sent; its content is kept
// apart.
type File struct {
	ID   string `json:"id"` // UUID
	Name string `json:"name"`
	Type string `json:"type"` // media type, as its suffix says
	Size int64  `json:"size"` // bytes
}

func list(codes []string) Value { return Value{kind: KindList, several: &several{list: codes}} }

func rows(values map[string]Value) Value {
	return Value{kind: KindRows, several: &several{rows: values}}
}

// String makes an answer that is a code, a text or a date.
func String(s string) Value { return Value{kind: KindString, str: s} }

// Codes makes the answer to a multiple choice.
func Codes(codes ...string) Value { return list(slices.Clone(codes)) }

// Number makes a numeric answer.
func Number(x float64) Value { return Value{kind: KindNumber, number: x} }

// Rows makes the answer to a matrix from one value per answered row.
func Rows(values map[string]Value) Value { return rows(maps.Clone(values)) }

// Items makes the answer to a roster.
func Items(items ...Item) Value {
	return Value{kind: KindItems, several: &several{items: slices.Clone(items)}}
}

// Amount makes the answer to a question for money: a decimal number and the
// code of a currency.
func Amount(amount, currency string) Value {
	return rows(map[string]Value{amountPart: String(amount), currencyPart: String(currency)})
}

// The parts of an amount of money.
const (
	amountPart   = "amount"
	currencyPart = "currency"
)

// FileOf makes the answer to a question for a file.
func FileOf(f File) Value { return Value{kind: KindFile, several: &several{file: f}} }

// Missing makes the answer "don't know" or "prefer not to say".
func Missing(m questionnaire.Missing) Value { return Value{kind: KindMissing, missing: m} }

// Kind tells which of the accessors has the value.
func (v Value) Kind() Kind { return v.kind }

// IsNone reports whether there is no answer.
func (v Value) IsNone() bool { return v.kind == KindNone }

// Str is the code, text or date of a KindString value.
func (v Value) Str() string { return v.str }

// List is the codes of a KindList value; it must not be changed.
func (v Value) List() []string {
	if v.kind != KindList {
		return nil
	}
	return v.several.list
}

// Num is the number of a KindNumber value.
func (v Value) Num() float64 { return v.number }

// Row is the value of one row of a KindRows value, the zero Value if it was
// not answered.
func (v Value) Row(code string) Value { return v.byRow()[code] }

// RowCodes lists the answered rows of a KindRows value in sorted order.
func (v Value) RowCodes() []string { return slices.Sorted(maps.Keys(v.byRow())) }

func (v Value) byRow() map[string]Value {
	if v.kind != KindRows {
		return nil
	}
	return v.several.rows
}

// Items is the items of a KindItems value; they must not be changed.
func (v Value) Items() []Item {
	if v.kind != KindItems {
		return nil
	}
	return v.several.items
}

// File is the file of a KindFile value, else the zero File.
func (v Value) File() File {
	if v.kind != KindFile {
		return File{}
	}
	return v.several.file
}

// Amount is the decimal number, as it was entered, and the currency of an
// amount of money, "" where one is absent.
func (v Value) Amount() (amount, currency string) {
	return v.Row(amountPart).str, v.Row(currencyPart).str
}

// MissingKind is the kind of a KindMissing value, else NotMissing.
func (v Value) MissingKind() questionnaire.Missing { return v.missing }
