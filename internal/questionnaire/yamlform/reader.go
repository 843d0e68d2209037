package yamlform

import (
	"fmt"
	"path/filepath"
	"reflect"

	"barometer/internal/questionnaire"
)

// reader is the state of reading one questionnaire with its translations.
type reader struct {
	problems questionnaire.Problems
	places   map[string]place // by path
}

func newReader() *reader { return &reader{places: map[string]place{}} }

func (r *reader) fail(at questionnaire.Position, format string, args ...any) {
	r.problems = append(r.problems, questionnaire.Problem{Position: at, Message: fmt.Sprintf(format, args...)})
}

// parse makes a tree of a file. It is nil where the file has a problem that
// keeps it from being read, or holds no group of properties.
func (r *reader) parse(source Source) *node {
	text, ok := r.decodeText(source)
	if !ok {
		return nil
	}
	root, problems := parseTree(source.Name, text)
	r.problems = append(r.problems, problems...)
	switch {
	case root == nil:
		return nil
	case root.kind != group:
		r.fail(root.Position, "a questionnaire begins with its properties, such as survey: industry-survey; this is %s", root.describe())
		return nil
	}
	if _, ok := r.places[""]; !ok {
		r.places[""] = place{node: root}
	}
	return root
}

// translation reads one translation file into d. Its texts have the paths
// translations.LANG.ID.text.
func (r *reader) translation(source Source, d *questionnaire.Definition) {
	root := r.parse(source)
	if root == nil {
		return
	}
	var t questionnaire.Translation
	_, tag, named := SplitName(filepath.Base(source.Name))
	if e := root.entry("language"); e != nil && e.value.kind == scalar && !named {
		tag = e.value.text
	}
	if tag == "" {
		r.fail(root.Position, "“language” is missing; write the language of the translation, for example language: fr")
		return
	}
	path := "translations." + tag
	r.places[path] = place{node: root}
	for _, e := range root.entries {
		switch e.name {
		case "language":
			r.property(e, reflect.ValueOf(&t.Language).Elem(), path+".language")
		case "strings":
			r.property(e, reflect.ValueOf(&t.Strings).Elem(), path)
		default:
			r.unknown(e, "a translation", []string{"language", "strings"})
		}
	}
	if _, twice := d.Translations[tag]; twice {
		r.fail(root.Position, "there are two translations to “%s”; remove one", tag)
		return
	}
	if d.Translations == nil {
		d.Translations = map[string]questionnaire.Translation{}
	}
	d.Translations[tag] = t
}
