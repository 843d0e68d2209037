package response

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
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
	KindRows         // the rows of a matrix: {"row": …}
	KindMissing      // {"missing": "dont_know"}
)

// Value is the answer to one question, as docs/answers.md writes it in JSON.
// The zero Value is no answer. Values are immutable.
type Value struct {
	kind    Kind
	str     string
	list    []string
	number  float64
	rows    map[string]Value
	missing questionnaire.Missing
}

// String makes an answer that is a code, a text or a date.
func String(s string) Value { return Value{kind: KindString, str: s} }

// Codes makes the answer to a multiple choice.
func Codes(codes ...string) Value { return Value{kind: KindList, list: slices.Clone(codes)} }

// Number makes a numeric answer.
func Number(x float64) Value { return Value{kind: KindNumber, number: x} }

// Rows makes the answer to a matrix from one value per answered row.
func Rows(rows map[string]Value) Value { return Value{kind: KindRows, rows: maps.Clone(rows)} }

// Missing makes the answer "don't know" or "prefer not to say".
func Missing(m questionnaire.Missing) Value { return Value{kind: KindMissing, missing: m} }

// Kind tells which of the accessors has the value.
func (v Value) Kind() Kind { return v.kind }

// IsNone reports whether there is no answer.
func (v Value) IsNone() bool { return v.kind == KindNone }

// Str is the code, text or date of a KindString value.
func (v Value) Str() string { return v.str }

// List is the codes of a KindList value; it must not be changed.
func (v Value) List() []string { return v.list }

// Num is the number of a KindNumber value.
func (v Value) Num() float64 { return v.number }

// Row is the value of one row of a KindRows value, the zero Value if it was
// not answered.
func (v Value) Row(code string) Value { return v.rows[code] }

// RowCodes lists the answered rows of a KindRows value in sorted order.
func (v Value) RowCodes() []string { return slices.Sorted(maps.Keys(v.rows)) }

// MissingKind is the kind of a KindMissing value, else NotMissing.
func (v Value) MissingKind() questionnaire.Missing { return v.missing }

// MarshalJSON writes the value as docs/answers.md says.
func (v Value) MarshalJSON() ([]byte, error) {
	switch v.kind {
	case KindString:
		return json.Marshal(v.str)
	case KindList:
		if v.list == nil {
			return []byte("[]"), nil
		}
		return json.Marshal(v.list)
	case KindNumber:
		return json.Marshal(v.number)
	case KindRows:
		return json.Marshal(v.rows)
	case KindMissing:
		return json.Marshal(map[string]string{"missing": v.missing.String()})
	}
	return []byte("null"), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (v *Value) UnmarshalJSON(b []byte) error {
	var x any
	if err := json.Unmarshal(b, &x); err != nil {
		return err
	}
	got, err := fromJSON(x)
	*v = got
	return err
}

func fromJSON(x any) (Value, error) {
	switch x := x.(type) {
	case nil:
		return Value{}, nil
	case string:
		return String(x), nil
	case float64:
		if math.IsInf(x, 0) || math.IsNaN(x) {
			return Value{}, fmt.Errorf("number is not finite")
		}
		return Number(x), nil
	case []any:
		return listFromJSON(x)
	case map[string]any:
		return objectFromJSON(x)
	}
	return Value{}, fmt.Errorf("answer of type %T; use a string, a number, a list of codes or an object", x)
}

func listFromJSON(items []any) (Value, error) {
	codes := make([]string, len(items))
	for i, item := range items {
		code, ok := item.(string)
		if !ok {
			return Value{}, fmt.Errorf("item %d of the list is not a code", i+1)
		}
		codes[i] = code
	}
	return Value{kind: KindList, list: codes}, nil
}

func objectFromJSON(object map[string]any) (Value, error) {
	if name, ok := object["missing"].(string); ok && len(object) == 1 {
		var m questionnaire.Missing
		if err := m.UnmarshalText([]byte(name)); err != nil {
			return Value{}, err
		}
		if m.Given() {
			return Missing(m), nil
		}
		return Value{}, fmt.Errorf("missing kind %q is not an answer; use dont_know or refused", name)
	}
	rows := make(map[string]Value, len(object))
	for code, item := range object {
		v, err := fromJSON(item)
		if err != nil {
			return Value{}, fmt.Errorf("row %q: %w", code, err)
		}
		if v.kind == KindRows {
			return Value{}, fmt.Errorf("row %q holds rows itself", code)
		}
		rows[code] = v
	}
	return Value{kind: KindRows, rows: rows}, nil
}
