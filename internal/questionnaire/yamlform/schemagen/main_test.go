package main

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"testing"

	"barometer/internal/questionnaire"
)

const shipped = "../../../../surveys/schema.json"

// TestSchemaIsCurrent compares the shipped schema with what the types say now.
func TestSchemaIsCurrent(t *testing.T) {
	want, err := schema()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(shipped)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("surveys/schema.json is not current; run go generate ./surveys")
	}
}

// TestSchemaKnowsTheTypes checks what is not taken from the Go types as it is.
func TestSchemaKnowsTheTypes(t *testing.T) {
	b, err := schema()
	if err != nil {
		t.Fatal(err)
	}
	var s struct {
		Required   []string                   `json:"required"`
		Properties map[string]json.RawMessage `json:"properties"`
		Defs       map[string]struct {
			AdditionalProperties *bool `json:"additionalProperties"`
			Properties           map[string]struct {
				Enum []string `json:"enum"`
				Type string   `json:"type"`
			} `json:"properties"`
		} `json:"$defs"`
	}
	if err := json.Unmarshal(b, &s); err != nil {
		t.Fatal(err)
	}
	question := s.Defs["QuestionDef"]
	if got := question.Properties["type"].Enum; !slices.Equal(got, questionnaire.TypeNames()) {
		t.Errorf("the types are %v, want %v", got, questionnaire.TypeNames())
	}
	if got := s.Defs["OptionDef"].Properties["missing"]; got.Type != "string" || len(got.Enum) != 2 {
		t.Errorf("missing is %+v, want a text of two", got)
	}
	if question.AdditionalProperties == nil || *question.AdditionalProperties {
		t.Error("unknown properties of questions are allowed")
	}
	if _, ok := s.Properties["translations"]; ok {
		t.Error("translations stand in files of their own, but the schema knows them")
	}
	if !slices.Contains(s.Required, "survey") || slices.Contains(s.Required, "minutes") {
		t.Errorf("required are %v", s.Required)
	}
}
