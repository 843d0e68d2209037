package xlsform

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

// cleared stands in a column of ours for “nothing”, where the columns of
// XLSForm say something.
const cleared = "null"

// overlay sets the property of a definition, question, option or row by its
// name in YAML to what a cell says: a text, a number, true or false as they
// are; a list of texts with commas between; anything else as JSON.
func overlay(v reflect.Value, property, cell string) error {
	field, ok := convert.Property(v, property)
	if !ok {
		return fmt.Errorf("there is no property “%s”; %s", property, suggestion(property, propertyNames(v.Type())))
	}
	fresh := reflect.New(field.Type()).Elem()
	if cell != cleared {
		if err := decode(fresh, cell); err != nil {
			return fmt.Errorf("“%s” cannot be read as %s: %w", property, article(field.Type()), err)
		}
	}
	field.Set(fresh)
	return nil
}

// suggestion is “did you mean …?” or the list of what there is.
func suggestion(name string, known []string) string {
	if s := expr.DidYouMean(name, known); s != "" {
		return s
	}
	return "there are " + strings.Join(known, ", ")
}

func article(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Float64, reflect.Pointer:
		return "a number"
	}
	return "JSON"
}

// decode reads one cell.
func decode(v reflect.Value, cell string) error {
	switch {
	case v.Kind() == reflect.String && !strings.HasPrefix(cell, `"`):
		v.SetString(cell)
		return nil
	case v.Kind() == reflect.Bool:
		v.SetBool(isTrue(cell))
		if !isTrue(cell) && !isFalse(cell) {
			return fmt.Errorf("it says %q", cell)
		}
		return nil
	case isTextMarshaler(v) && !strings.HasPrefix(cell, `"`):
		cell = strconv.Quote(cell)
	case v.Type() == reflect.TypeFor[[]string]() && !strings.HasPrefix(cell, "["):
		for part := range strings.SplitSeq(cell, ",") {
			v.Set(reflect.Append(v, reflect.ValueOf(strings.TrimSpace(part))))
		}
		return nil
	}
	decoder := json.NewDecoder(strings.NewReader(cell))
	decoder.DisallowUnknownFields()
	return decoder.Decode(v.Addr().Interface())
}

// encode writes a value as decode reads it.
func encode(v reflect.Value) (string, error) {
	switch {
	case v.IsZero():
		return cleared, nil
	case v.Kind() == reflect.String && isPlain(v.String()):
		return v.String(), nil
	case v.Type() == reflect.TypeFor[[]string]():
		if list := v.Interface().([]string); isPlainList(list) {
			return strings.Join(list, ", "), nil
		}
	}
	b, err := json.Marshal(v.Interface())
	if err != nil {
		return "", err
	}
	if isTextMarshaler(v) {
		return strings.Trim(string(b), `"`), nil
	}
	// Other programs look for questions behind ${ in every cell.
	return strings.ReplaceAll(string(b), "${", `\u0024{`), nil
}

// isPlain reports whether a text comes back from a cell as it is.
func isPlain(s string) bool {
	cells := clean([]string{s})
	return len(cells) == 1 && cells[0] == s && s != cleared && !strings.HasPrefix(s, `"`) && !strings.Contains(s, "${") && !strings.Contains(s, "\r") && !wholeNumber.MatchString(s)
}

func isPlainList(list []string) bool {
	for _, s := range list {
		if !isPlain(s) || strings.ContainsAny(s, ",[") {
			return false
		}
	}
	return len(list) > 0
}

// isTextMarshaler reports whether the value is a missing kind, which JSON has
// as a text.
func isTextMarshaler(v reflect.Value) bool {
	_, ok := v.Interface().(interface{ MarshalText() ([]byte, error) })
	return ok
}

func propertyNames(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		names = append(names, convert.PropertyName(t.Field(i)))
	}
	return names
}
