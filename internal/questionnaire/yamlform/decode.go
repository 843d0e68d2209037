package yamlform

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"barometer/internal/questionnaire/expr"
)

// value decodes a node into v, by the names in JSON tags, and records its
// place.
func (r *reader) value(n *node, v reflect.Value, path string) {
	if _, known := r.places[path]; !known {
		r.places[path] = place{node: n}
	}
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		if r.wants(n, scalar, path, "a text") {
			if err := u.UnmarshalText([]byte(n.text)); err != nil {
				r.fail(n.Position, "%v", err)
			}
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		r.value(n, v.Elem(), path)
	case reflect.Struct:
		r.structure(n, v, path)
	case reflect.Slice:
		r.list(n, v, path)
	case reflect.Map:
		r.mapping(n, v, path)
	case reflect.String:
		r.text(n, v, path)
	case reflect.Bool:
		r.truth(n, v, path)
	case reflect.Int, reflect.Float64:
		r.number(n, v, path)
	}
}

// wants reports a node that is not of the kind that a property needs.
func (r *reader) wants(n *node, k kind, path, what string) bool {
	if n.kind == k && !n.null {
		return true
	}
	switch name := propertyName(path); {
	case n.kind == empty:
		r.fail(n.Position, "%s has no value; write %s, or remove the line", name, what)
	case n.null:
		r.fail(n.Position, "%s has the value %s, which stands for nothing; remove the line, or put the text %s in quotes", name, n.text, n.text)
	default:
		r.fail(n.Position, "%s must be %s, not %s", name, what, n.describe())
	}
	return false
}

// propertyName names what a path leads to in messages.
func propertyName(path string) string {
	name := path[strings.LastIndexByte(path, '.')+1:]
	if list, _, indexed := strings.Cut(name, "["); indexed {
		return "an item of “" + list + "”"
	}
	return "“" + name + "”"
}

// property decodes the value of one property.
func (r *reader) property(e entry, v reflect.Value, path string) {
	if e.value.kind == empty {
		e.value.Position = e.Position
	}
	if _, known := r.places[path]; !known {
		r.places[path] = place{node: e.value, key: e.Position}
	}
	r.value(e.value, v, path)
}

func (r *reader) structure(n *node, v reflect.Value, path string) {
	if !r.wants(n, group, path, "a group of properties (name: value)") {
		return
	}
	fields, names := fieldsOf(v.Type())
	prefix := path
	if path != "" {
		prefix += "."
	}
	for _, e := range n.entries {
		if i, ok := fields[e.name]; ok {
			r.property(e, v.Field(i), prefix+e.name)
			continue
		}
		r.unknown(e, structureName(path), names)
	}
}

// unknown reports a property that does not exist.
func (r *reader) unknown(e entry, where string, names []string) {
	if e.name == "translations" {
		r.fail(e.Position, "translations stand in a file for each language beside this one, named like it: industry.yaml and industry.fr.yaml")
		return
	}
	remedy := expr.DidYouMean(e.name, names)
	if remedy == "" {
		remedy = "it may have " + strings.Join(names, ", ")
	}
	r.fail(e.Position, "%s has no property “%s”; %s", where, e.name, remedy)
}

// structureName names the kind of thing that a path leads to.
func structureName(path string) string {
	name := path[strings.LastIndexByte(path, '.')+1:]
	name, _, indexed := strings.Cut(name, "[")
	switch {
	case path == "":
		return "a questionnaire"
	case strings.HasPrefix(path, "translations."):
		return "a translated string"
	case name == "administrative":
		return "an administrative column"
	case name == "map":
		return "an item of “map”"
	case name == "retired":
		return "a retired question"
	case name == "options":
		return "an option"
	case indexed:
		return "a " + strings.TrimSuffix(name, "s")
	}
	return "“" + name + "”"
}

// fieldsOf gives the fields of a type by their names in YAML, and the names in
// the order of the documentation. Translations have files of their own.
func fieldsOf(t reflect.Type) (map[string]int, []string) {
	fields := map[string]int{}
	var names []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		if t.Field(i).Tag.Get("jsonschema") == "-" {
			continue
		}
		fields[name] = i
		names = append(names, name)
	}
	return fields, names
}

func (r *reader) list(n *node, v reflect.Value, path string) {
	if !r.wants(n, list, path, "a list, each item on a line of its own behind a dash (- item)") {
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.items), len(n.items)))
	for i, item := range n.items {
		r.value(item, v.Index(i), fmt.Sprintf("%s[%d]", path, i))
	}
}

func (r *reader) mapping(n *node, v reflect.Value, path string) {
	if !r.wants(n, group, path, "a group of properties (name: value)") {
		return
	}
	v.Set(reflect.MakeMapWithSize(v.Type(), len(n.entries)))
	for _, e := range n.entries {
		item := reflect.New(v.Type().Elem()).Elem()
		r.property(e, item, path+"."+e.name)
		v.SetMapIndex(reflect.ValueOf(e.name), item)
	}
}

// text takes every scalar as it is written: 1.10 stays 1.10, and no stays no.
func (r *reader) text(n *node, v reflect.Value, path string) {
	if !r.wants(n, scalar, path, "a text") {
		return
	}
	if i := strings.IndexFunc(n.text, isControl); i >= 0 {
		r.fail(n.Position, "%s holds %s, which text does not; remove it", propertyName(path), controlName(n.text[i]))
		return
	}
	v.SetString(strings.TrimRight(n.text, "\n"))
}

func (r *reader) truth(n *node, v reflect.Value, path string) {
	const what = "true or false"
	if !r.wants(n, scalar, path, what) {
		return
	}
	if n.quoted || n.text != "true" && n.text != "false" {
		r.fail(n.Position, "%s must be %s, without quotes", propertyName(path), what)
		return
	}
	v.SetBool(n.text == "true")
}

func (r *reader) number(n *node, v reflect.Value, path string) {
	what, example := "a number", "2.5"
	if v.Kind() == reflect.Int {
		what, example = "a whole number", "5"
	}
	if !r.wants(n, scalar, path, what) {
		return
	}
	x, err := strconv.ParseFloat(n.text, 64)
	plain := strings.Trim(n.text, "+-.0123456789eE") == ""
	whole := v.Kind() == reflect.Float64 || x == math.Trunc(x) && math.Abs(x) < 1<<31
	switch {
	case err != nil || !plain || !whole:
		r.fail(n.Position, "%s must be %s such as %s, not “%s”", propertyName(path), what, example, clip(n.text))
	case n.quoted:
		r.fail(n.Position, "%s must be %s; remove the quotes", propertyName(path), what)
	case v.Kind() == reflect.Int:
		v.SetInt(int64(x))
	default:
		v.SetFloat(x)
	}
}

// clip keeps messages readable when what they quote is long.
func clip(s string) string {
	const most = 40
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}
