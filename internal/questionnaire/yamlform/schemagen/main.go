// Schemagen writes the JSON Schema of questionnaire files, with which editors
// complete and check them while an author types. It is made of the Go types
// and the registry of question types; run it by go generate ./surveys.
//
// The schema knows the form only: survey lint knows the rest.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"barometer/internal/questionnaire"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "schemagen:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("name the file to write, for example surveys/schema.json")
	}
	b, err := schema()
	if err != nil {
		return err
	}
	return os.WriteFile(args[0], b, 0o644)
}

// asWritten are the properties whose values are taken as they are written, so
// that 2026 and no need no quotes.
var asWritten = []string{"edition", "code", "codes", "old", "new"}

// schema makes the JSON Schema of a questionnaire.
func schema() ([]byte, error) {
	r := jsonschema.Reflector{RequiredFromJSONSchemaTags: true, ExpandedStruct: true, Anonymous: true}
	s := r.Reflect(&questionnaire.Definition{})
	s.Title = "Barometer questionnaire"
	s.Description = "What is asked in one edition of a survey. See docs/questionnaire-format.md."
	relax(s)
	for name, definition := range s.Definitions {
		relax(definition)
		definition.Description = "See docs/questionnaire-format.md."
		if name == reflect.TypeFor[questionnaire.QuestionDef]().Name() {
			questionType(definition)
		}
	}
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("writing the schema: %w", err)
	}
	return append(b, '\n'), nil
}

// relax lets numbers and truth values stand where texts are taken as written.
func relax(s *jsonschema.Schema) {
	for p := s.Properties.Oldest(); p != nil; p = p.Next() {
		if !slices.Contains(asWritten, p.Key) {
			continue
		}
		if p.Value.Items != nil {
			p.Value.Items = anyScalar("")
		} else {
			p.Value = anyScalar(p.Value.Description)
		}
	}
}

func anyScalar(description string) *jsonschema.Schema {
	return &jsonschema.Schema{Description: description, AnyOf: []*jsonschema.Schema{
		{Type: "string"}, {Type: "number"}, {Type: "boolean"},
	}}
}

// questionType lists the types of questions with what each asks for.
func questionType(question *jsonschema.Schema) {
	t, ok := question.Properties.Get("type")
	if !ok {
		return
	}
	var docs []string
	for _, known := range questionnaire.Types() {
		t.Enum = append(t.Enum, known.Name)
		docs = append(docs, known.Name+": "+known.Doc)
	}
	t.Description = strings.Join(docs, "\n")
}
