package locale

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

//go:embed texts/*.yaml
var files embed.FS

// catalog is all texts.
type catalog struct {
	tags    []string // English first
	matcher language.Matcher
	texts   map[string]map[string]text // by language, by key
}

// text is one text in one language: a single form, or one for each class of
// numbers that the language tells apart.
type text struct {
	single string
	forms  map[plural.Form]string // nil where there is a single form
}

// pluralForms names the classes of numbers as CLDR does.
var pluralForms = map[string]plural.Form{
	"zero": plural.Zero, "one": plural.One, "two": plural.Two,
	"few": plural.Few, "many": plural.Many, "other": plural.Other,
}

// load reads the embedded files. They are part of the program, so a broken one
// is a defect that the first use of the package reveals, as a test does.
func load() *catalog {
	c, err := read(files)
	if err != nil {
		panic(fmt.Sprintf("locale: %v", err))
	}
	return c
}

func read(fsys fs.FS) (*catalog, error) {
	names, err := fs.Glob(fsys, "texts/*.yaml")
	if err != nil {
		return nil, err
	}
	c := &catalog{texts: map[string]map[string]text{}}
	for _, name := range names {
		tag := strings.TrimSuffix(path.Base(name), ".yaml")
		if c.texts[tag], err = readFile(fsys, name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		c.tags = append(c.tags, tag)
	}
	slices.SortFunc(c.tags, func(a, b string) int {
		if (a == fallback) != (b == fallback) {
			if a == fallback {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	tags := make([]language.Tag, len(c.tags))
	for i, tag := range c.tags {
		if tags[i], err = language.Parse(tag); err != nil {
			return nil, fmt.Errorf("texts/%s.yaml: %w", tag, err)
		}
	}
	c.matcher = language.NewMatcher(tags)
	return c, nil
}

func readFile(fsys fs.FS, name string) (map[string]text, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	var raw map[string]any
	if err := yaml.UnmarshalWithOptions(b, &raw, yaml.Strict()); err != nil {
		return nil, err
	}
	texts := make(map[string]text, len(raw))
	for key, value := range raw {
		if texts[key], err = toText(value); err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
	}
	return texts, nil
}

func toText(value any) (text, error) {
	switch value := value.(type) {
	case string:
		return text{single: value}, nil
	case map[string]any:
		forms := map[plural.Form]string{}
		for name, form := range value {
			f, known := pluralForms[name]
			s, isString := form.(string)
			if !known || !isString {
				return text{}, fmt.Errorf("%q is no plural form with a text", name)
			}
			forms[f] = s
		}
		if _, ok := forms[plural.Other]; !ok {
			return text{}, fmt.Errorf("the form other is missing")
		}
		return text{forms: forms}, nil
	}
	return text{}, fmt.Errorf("a text must be a string or a map of plural forms, not %T; put it in quotes", value)
}

// find gives a text in a language, else in English.
func (c *catalog) find(tag, key string) (text, bool) {
	if t, ok := c.texts[tag][key]; ok {
		return t, true
	}
	t, ok := c.texts[fallback][key]
	return t, ok
}

// form chooses the form for a whole number in a language.
func (t text) form(tag language.Tag, n int) string {
	if t.forms == nil {
		return t.single
	}
	if s, ok := t.forms[plural.Cardinal.MatchPlural(tag, max(n, -n)%10_000_000, 0, 0, 0, 0)]; ok {
		return s
	}
	return t.forms[plural.Other]
}
