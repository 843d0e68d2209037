package yamlform

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
)

const format = "../../../docs/questionnaire-format.md"

var yamlBlock = regexp.MustCompile("(?s)```yaml\n(.*?)```")

// TestDocumentedExamples compiles every example of the documentation: the
// whole questionnaire, questions as a page behind it, properties of the head
// with it, and the translation.
func TestDocumentedExamples(t *testing.T) {
	data, err := os.ReadFile(format)
	if err != nil {
		t.Fatal(err)
	}
	blocks := yamlBlock.FindAllStringSubmatch(string(data), -1)
	if len(blocks) < 12 {
		t.Fatalf("found %d examples, want at least 12", len(blocks))
	}
	whole := blocks[0][1]
	for _, block := range blocks {
		example := block[1]
		name, _, _ := strings.Cut(example, "\n")
		t.Run(name, func(t *testing.T) {
			sources := []Source{{"example.yaml", []byte(whole)}}
			switch {
			case example == whole:
			case strings.HasPrefix(example, "- key:"):
				page := "  - key: example\n    title: Example\n    questions:\n"
				for line := range strings.Lines(example) {
					page += "      " + line
				}
				sources[0].Data = []byte(whole + page)
			case strings.HasPrefix(example, "language:"):
				sources = append(sources, Source{"example.fr.yaml", []byte(example)})
			default:
				sources[0].Data = []byte(whole + example)
			}
			_, problems := CompileSources(sources[0], sources[1:]...)
			for _, p := range problems {
				if p.File != "example.fr.yaml" || !strings.Contains(p.Message, "is not translated") {
					t.Error(p)
				}
			}
		})
	}
}

// TestDocumentedTypes checks the table of types: every type with exactly the
// properties of its own.
func TestDocumentedTypes(t *testing.T) {
	data, err := os.ReadFile(format)
	if err != nil {
		t.Fatal(err)
	}
	common := map[string]bool{}
	for _, name := range []string{"hint", "required", "ask_if", "base_if", "base", "comparability", "note", "from", "require", "warn", "foreign"} {
		common[name] = true
	}
	word := regexp.MustCompile("`([a-z_]+)`")
	for _, known := range questionnaire.Types() {
		row := regexp.MustCompile("(?m)^\\| `" + known.Name + "` \\|.*\\|.*\\|(.*)\\|$").FindStringSubmatch(string(data))
		if row == nil {
			t.Errorf("the type %s has no row in the table of types", known.Name)
			continue
		}
		listed := map[string]bool{}
		for _, m := range word.FindAllStringSubmatch(row[1], -1) {
			listed[m[1]] = true
		}
		for _, p := range known.Properties {
			optional := p == "options" && !listed["options"] // missing kinds, described apart
			if !common[p] && !optional && !listed[p] {
				t.Errorf("the row of %s does not list %s", known.Name, p)
			}
			delete(listed, p)
		}
		for name := range listed {
			t.Errorf("the row of %s lists %s, which it does not take", known.Name, name)
		}
	}
}

// TestDocumentedProperties checks that the documentation names every property
// of the format.
func TestDocumentedProperties(t *testing.T) {
	data, err := os.ReadFile(format)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range propertyNames() {
		if !regexp.MustCompile("`[^`]*\\b" + name + "\\b[^`]*`|(?m)\\b" + name + ":").MatchString(string(data)) {
			t.Errorf("the documentation does not name the property %s", name)
		}
	}
}

// propertyNames lists the properties of everything that a file may hold.
func propertyNames() []string {
	var names []string
	for _, t := range []reflect.Type{
		reflect.TypeFor[questionnaire.Definition](), reflect.TypeFor[questionnaire.MethodDef](),
		reflect.TypeFor[questionnaire.AdministrativeDef](), reflect.TypeFor[questionnaire.PopulationDef](),
		reflect.TypeFor[questionnaire.BannerDef](), reflect.TypeFor[questionnaire.SectionDef](),
		reflect.TypeFor[questionnaire.QuestionDef](), reflect.TypeFor[questionnaire.OptionDef](),
		reflect.TypeFor[questionnaire.ListDef](), reflect.TypeFor[questionnaire.RowDef](),
		reflect.TypeFor[questionnaire.RuleDef](), reflect.TypeFor[questionnaire.OptionGroupDef](),
		reflect.TypeFor[questionnaire.CurrencyDef](), reflect.TypeFor[questionnaire.NetDef](), reflect.TypeFor[questionnaire.RecodeDef](),
		reflect.TypeFor[questionnaire.GroupDef](), reflect.TypeFor[questionnaire.MapDef](),
	} {
		_, own := fieldsOf(t)
		names = append(names, own...)
	}
	return names
}
