package convert

import (
	"reflect"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
)

// Problem is something that the compiler refuses in a definition, with the
// property that it stands in.
type Problem struct {
	Message  string                     // what is wrong, and how to mend it
	Path     string                     // of the property in the definition: sections[0].questions[2].ask_if
	Offset   int                        // byte of its text that is wrong; 0 where all of it is
	Section  *questionnaire.SectionDef  // that it stands in; nil outside of sections
	Question *questionnaire.QuestionDef // that it stands in, in a roster the inner one; nil outside of questions
	Property string                     // the rest of the path: ask_if, options[2].text

	value reflect.Value
}

// IsZero reports whether nothing is said there: the problem is that it is
// missing.
func (p Problem) IsZero() bool { return p.value.IsZero() }

// Text is the text that stands there, to be changed; nil if it is no text.
func (p Problem) Text() *string {
	if p.value.Kind() != reflect.String {
		return nil
	}
	return p.value.Addr().Convert(reflect.TypeFor[*string]()).Interface().(*string)
}

// Clear takes away what stands there.
func (p Problem) Clear() { p.value.SetZero() }

// Element takes a property of an element of a list apart: options[2].text is
// “text” of element 2 of “options”. list is "" for any other property.
func (p Problem) Element() (list string, index int, property string) {
	first, rest, _ := strings.Cut(p.Property, ".")
	list, index, ok := element(first)
	if !ok {
		return "", 0, p.Property
	}
	return list, index, rest
}

// element takes a step such as options[2] apart.
func element(step string) (list string, index int, ok bool) {
	list, rest, ok := strings.Cut(step, "[")
	if !ok {
		return step, 0, false
	}
	index, err := strconv.Atoi(strings.TrimSuffix(rest, "]"))
	return list, index, err == nil
}

// find finds the property that the path of a problem leads to; false if it
// leads to nothing.
func (p *Problem) find(d *questionnaire.Definition) bool {
	p.Property, p.value = p.Path, reflect.ValueOf(d).Elem()
	steps := strings.Split(p.Path, ".")
	for i, step := range steps {
		var ok bool
		if p.value, ok = follow(p.value, step); !ok {
			return false
		}
		rest := strings.Join(steps[i+1:], ".")
		switch v := p.value.Addr().Interface().(type) {
		case *questionnaire.SectionDef:
			p.Section, p.Property = v, rest
		case *questionnaire.QuestionDef:
			if strings.HasPrefix(step, "questions[") { // not a column of a matrix
				p.Question, p.Property = v, rest
			}
		}
	}
	return true
}

// follow goes one step of a path, such as text or options[2].
func follow(v reflect.Value, step string) (reflect.Value, bool) {
	name, index, indexed := element(step)
	if v.Kind() != reflect.Struct {
		return v, false
	}
	v, ok := Property(v, name)
	if !ok || !indexed {
		return v, ok
	}
	if v.Kind() != reflect.Slice || index >= v.Len() {
		return v, false
	}
	return v.Index(index), true
}

// Property finds the field of a definition, or of a part of one, by the name
// of the property in files.
func Property(v reflect.Value, name string) (reflect.Value, bool) {
	for i := range v.NumField() {
		if PropertyName(v.Type().Field(i)) == name {
			return v.Field(i), true
		}
	}
	return reflect.Value{}, false
}

// PropertyName is the name of a field of a definition in files.
func PropertyName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}
