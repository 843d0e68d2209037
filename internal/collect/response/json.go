package response

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"barometer/internal/questionnaire"
)

// MarshalJSON writes the answers as docs/answers.md says, in the order of
// their names.
func (a Answers) MarshalJSON() ([]byte, error) {
	return appendObject(make([]byte, 0, 32*len(a)+2), a, slices.Sorted(maps.Keys(a)))
}

// Unordered is MarshalJSON in no particular order of names, for a store that
// keeps none: sorting them would take a third of an import.
func (a Answers) Unordered() ([]byte, error) {
	names := make([]string, 0, len(a))
	for name := range a {
		names = append(names, name)
	}
	return appendObject(make([]byte, 0, 32*len(a)+2), a, names)
}

// MarshalJSON writes the value as docs/answers.md says.
func (v Value) MarshalJSON() ([]byte, error) { return v.append(nil) }

// append writes a value. It is written out because encoding/json would take
// most of the time of an import.
func (v Value) append(b []byte) ([]byte, error) {
	switch v.kind {
	case KindString:
		return appendString(b, v.str)
	case KindList:
		return appendList(b, v.List())
	case KindNumber:
		number, err := json.Marshal(v.number)
		return append(b, number...), err
	case KindRows:
		return appendObject(b, v.byRow(), v.RowCodes())
	case KindFile:
		file, err := json.Marshal(map[string]File{fileMember: v.File()})
		return append(b, file...), err
	case KindItems:
		items, err := json.Marshal(v.Items())
		return append(b, items...), err
	case KindMissing:
		b = append(b, `{"missing":`...)
		b = strconv.AppendQuote(b, v.missing.String())
		return append(b, '}'), nil
	}
	return append(b, "null"...), nil
}

func appendObject(b []byte, values map[string]Value, names []string) (_ []byte, err error) {
	b = append(b, '{')
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendString(b, name); err != nil {
			return nil, err
		}
		b = append(b, ':')
		if b, err = values[name].append(b); err != nil {
			return nil, err
		}
	}
	return append(b, '}'), nil
}

func appendList(b []byte, codes []string) (_ []byte, err error) {
	b = append(b, '[')
	for i, code := range codes {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendString(b, code); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

// appendString writes a string; those that need no escape, as all codes, fast.
func appendString(b []byte, s string) ([]byte, error) {
	for i := range len(s) {
		if c := s[i]; c < 0x20 || c >= 0x7f || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, err := json.Marshal(s)
			return append(b, quoted...), err
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"'), nil
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

// listFromJSON reads a list of codes or, where its first element is an object,
// of items.
func listFromJSON(elements []any) (Value, error) {
	if len(elements) > 0 {
		if _, ok := elements[0].(map[string]any); ok {
			return itemsFromJSON(elements)
		}
	}
	codes := make([]string, len(elements))
	for i, element := range elements {
		code, ok := element.(string)
		if !ok {
			return Value{}, fmt.Errorf("element %d of the list is not a code", i+1)
		}
		codes[i] = code
	}
	return list(codes), nil
}

func itemsFromJSON(elements []any) (Value, error) {
	items := make([]Item, len(elements))
	for i, element := range elements {
		object, _ := element.(map[string]any)
		id, ok1 := object["id"].(string)
		values, ok2 := object["answers"].(map[string]any)
		if !ok1 || !ok2 || len(object) != 2 {
			return Value{}, fmt.Errorf(`item %d is not of the form {"id": …, "answers": {…}}`, i+1)
		}
		items[i] = Item{ID: id, Answers: make(Answers, len(values))}
		for name, x := range values {
			v, err := fromJSON(x)
			if err != nil {
				return Value{}, fmt.Errorf("item %q, %q: %w", id, name, err)
			}
			items[i].Answers[name] = v
		}
	}
	return Items(items...), nil
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
	if file, ok := object[fileMember].(map[string]any); ok && len(object) == 1 {
		return fileFromJSON(file)
	}
	byRow := make(map[string]Value, len(object))
	for code, item := range object {
		v, err := fromJSON(item)
		if err != nil {
			return Value{}, fmt.Errorf("row %q: %w", code, err)
		}
		if v.depth() > 1 || v.kind == KindItems || v.kind == KindFile {
			return Value{}, fmt.Errorf("row %q holds something that no row can", code)
		}
		byRow[code] = v
	}
	return rows(byRow), nil
}

// fileMember marks the object that stands for a file.
const fileMember = "file"

func fileFromJSON(object map[string]any) (Value, error) {
	var f File
	var ok [4]bool
	f.ID, ok[0] = object["id"].(string)
	f.Name, ok[1] = object["name"].(string)
	f.Type, ok[2] = object["type"].(string)
	size, isNumber := object["size"].(float64)
	f.Size, ok[3] = int64(size), isNumber && size == math.Trunc(size) && size >= 0
	if len(object) != len(ok) || slices.Contains(ok[:], false) {
		return Value{}, fmt.Errorf(`file is not of the form {"id": …, "name": …, "type": …, "size": …}`)
	}
	return FileOf(f), nil
}

// depth is how many rows are inside one another: 2 for the rows of a matrix
// with columns.
func (v Value) depth() int {
	deepest := 0
	if v.kind != KindRows {
		return deepest
	}
	for _, inner := range v.byRow() {
		deepest = max(deepest, inner.depth())
	}
	return deepest + 1
}
