package yamlform

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"barometer/internal/questionnaire"
)

const (
	lineWidth = 100 // characters; longer texts and groups are broken
	flowItems = 7   // properties of a list item on one line
)

// Write writes a definition, without its translations, as an author would:
// absent properties are left out, short items stand on one line, long texts in
// blocks. Each comment stands above what its path leads to (see
// questionnaire.Locator), that of "" at the top of the file; a comment of a
// path that is not written is left out. Reading gives an equal definition.
func Write(w io.Writer, d *questionnaire.Definition, comments map[string]string) error {
	p := &printer{comments: comments}
	p.comment("", 0)
	p.properties(reflect.ValueOf(d).Elem(), "", 0)
	if _, err := w.Write(p.Bytes()); err != nil {
		return fmt.Errorf("writing the questionnaire: %w", err)
	}
	return nil
}

// printer builds the text of a file.
type printer struct {
	bytes.Buffer
	comments map[string]string
}

func (p *printer) indent(depth int) { p.WriteString(strings.Repeat("  ", depth)) }

// comment writes the comment of a path, if it has one.
func (p *printer) comment(path string, depth int) {
	text, ok := p.comments[path]
	if !ok {
		return
	}
	for line := range strings.Lines(text) {
		p.indent(depth)
		p.WriteString(strings.TrimRight("# "+strings.TrimSpace(line), " ") + "\n")
	}
}

// property is one that is written.
type property struct {
	name  string
	value reflect.Value
}

// propertiesOf lists the properties of a group that have a value, or must.
func propertiesOf(v reflect.Value) []property {
	var list []property
	for i := range v.NumField() {
		field := v.Type().Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Tag.Get("jsonschema") == "-" || options != "" && v.Field(i).IsZero() {
			continue
		}
		if x := v.Field(i); options != "" && x.Kind() == reflect.Slice && x.Len() == 0 {
			continue
		}
		list = append(list, property{name, v.Field(i)})
	}
	return list
}

// properties writes a group, each property on a line of its own. The first
// stands where the cursor is, behind the dash of a list.
func (p *printer) properties(v reflect.Value, path string, depth int) {
	for i, property := range propertiesOf(v) {
		at := joinPath(path, property.name)
		if i > 0 || path == "" {
			p.comment(at, depth)
			p.indent(depth)
		}
		p.WriteString(property.name + ":")
		p.value(property.value, at, depth)
	}
}

func joinPath(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// value writes what stands behind the name of a property, with the line end.
func (p *printer) value(v reflect.Value, path string, depth int) {
	switch {
	case v.Kind() == reflect.Slice:
		p.list(v, path, depth)
	case v.Kind() == reflect.Map:
		p.WriteString("\n")
		for _, name := range namesOf(v) {
			p.indent(depth + 1)
			p.WriteString(quoteIfNeeded(name, true) + ":")
			p.text(v.MapIndex(reflect.ValueOf(name)).String(), depth+1)
		}
	case v.Kind() == reflect.Struct:
		p.WriteString("\n")
		for _, property := range propertiesOf(v) {
			at := joinPath(path, property.name)
			p.comment(at, depth+1)
			p.indent(depth + 1)
			p.WriteString(property.name + ":")
			p.value(property.value, at, depth+1)
		}
	case isText(v):
		p.text(textOf(v), depth)
	default:
		p.WriteString(" " + inline(v) + "\n")
	}
}

// list writes a list: scalars on one line, short groups on a line each.
func (p *printer) list(v reflect.Value, path string, depth int) {
	if v.Len() == 0 {
		p.WriteString(" []\n")
		return
	}
	if v.Type().Elem().Kind() != reflect.Struct {
		if flow := inline(v); utf8.RuneCountInString(flow) <= lineWidth && !p.commented(path+"[") {
			p.WriteString(" " + flow + "\n")
			return
		}
	}
	p.WriteString("\n")
	for i := range v.Len() {
		at := fmt.Sprintf("%s[%d]", path, i)
		if path == "sections" && i > 0 {
			p.WriteString("\n")
		}
		p.comment(at, depth+1)
		p.firstComment(v.Index(i), at, depth+1)
		p.indent(depth + 1)
		p.WriteString("-")
		p.item(v.Index(i), at, depth+1)
	}
}

// firstComment writes the comment of the property that stands behind the dash.
func (p *printer) firstComment(v reflect.Value, path string, depth int) {
	if v.Kind() != reflect.Struct {
		return
	}
	if list := propertiesOf(v); len(list) > 0 {
		p.comment(joinPath(path, list[0].name), depth)
	}
}

func (p *printer) item(v reflect.Value, path string, depth int) {
	if v.Kind() != reflect.Struct {
		p.value(v, path, depth)
		return
	}
	if flow, ok := p.flow(v, path); ok {
		p.WriteString(" " + flow + "\n")
		return
	}
	p.WriteString(" ")
	p.properties(v, path, depth+1)
}

// flow gives a short group on one line.
func (p *printer) flow(v reflect.Value, path string) (string, bool) {
	list := propertiesOf(v)
	if len(list) > flowItems || p.commented(path+".") || v.Type() == reflect.TypeFor[questionnaire.QuestionDef]() {
		return "", false
	}
	for _, property := range list {
		x := property.value
		if x.Kind() == reflect.Slice && x.Type().Elem().Kind() == reflect.Struct || isText(x) && strings.Contains(textOf(x), "\n") {
			return "", false
		}
	}
	flow := inline(v)
	return flow, utf8.RuneCountInString(flow) <= lineWidth
}

// commented reports whether anything inside a path has a comment.
func (p *printer) commented(prefix string) bool {
	for path := range p.comments {
		if strings.HasPrefix(path, prefix) {
			return true
		}
	}
	return false
}

// namesOf lists the names of a mapping in their order in files.
func namesOf(v reflect.Value) []string {
	var names []string
	for _, name := range v.MapKeys() {
		names = append(names, name.String())
	}
	slices.Sort(names)
	return names
}

// inline gives any value on one line.
func inline(v reflect.Value) string {
	var parts []string
	switch v.Kind() {
	case reflect.Struct:
		for _, property := range propertiesOf(v) {
			parts = append(parts, property.name+": "+inline(property.value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case reflect.Slice:
		for i := range v.Len() {
			parts = append(parts, inline(v.Index(i)))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case reflect.Map:
		for _, name := range namesOf(v) {
			parts = append(parts, quoteIfNeeded(name, true)+": "+inline(v.MapIndex(reflect.ValueOf(name))))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case reflect.Pointer:
		return inline(v.Elem())
	case reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'f', -1, 64)
	}
	if isText(v) {
		return quoteIfNeeded(textOf(v), true)
	}
	return fmt.Sprint(v.Interface())
}

func isText(v reflect.Value) bool {
	_, named := v.Interface().(questionnaire.Missing)
	return named || v.Kind() == reflect.String
}

func textOf(v reflect.Value) string {
	if m, ok := v.Interface().(questionnaire.Missing); ok {
		return m.String()
	}
	return v.String()
}
