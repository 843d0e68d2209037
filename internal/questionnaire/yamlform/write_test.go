package yamlform_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/fixture"
	"barometer/internal/questionnaire/yamlform"
)

// roundTrip writes a definition and reads it again.
func roundTrip(t *testing.T, d *questionnaire.Definition) *questionnaire.Definition {
	t.Helper()
	var b bytes.Buffer
	if err := yamlform.Write(&b, d, nil); err != nil {
		t.Fatal(err)
	}
	again, _, problems := yamlform.Parse(yamlform.Source{Name: "f.yaml", Data: b.Bytes()})
	if len(problems) > 0 {
		t.Fatalf("%v\n%s", problems, b.Bytes())
	}
	return again
}

func TestWriteReadsBack(t *testing.T) {
	for _, name := range fixture.Names(t) {
		d, _, _ := yamlform.ReadFile(filepath.Join(fixture.Dir(t), name+".yaml"))
		d.Translations = nil
		if again := roundTrip(t, d); questionnaire.Hash(again) != questionnaire.Hash(d) {
			t.Errorf("%s is not the same after writing and reading", name)
		}
	}
}

func TestWriteTextsReadBack(t *testing.T) {
	for _, text := range []string{
		"plain", "1.10", "no", "null", "~", "2026-05-01", "a: b", "a #b", "- a", "'", `"`, `\`, "a\nb", "a\n\nb",
		" leading", "tab\there", "é", "日本語", "\u2028", "\u0085", "\U000E0001", "[x]", "{x}", "a, b", "!x", "&x", "*x",
		"%x", "@x", "`x`", "| x", "> x", "? x", "a:", ":", "-", "--- x", "...", strings.Repeat("word ", 60) + "end",
		strings.Repeat("x", 300), "two  spaces " + strings.Repeat("word ", 40) + "end", "  a\n b", "a \nb", "#x\n#y",
		strings.Repeat("- # ", 60) + "end", "x\n\ty",
	} {
		d := &questionnaire.Definition{
			Title: text, Introduction: text,
			Sections: []questionnaire.SectionDef{{Questions: []questionnaire.QuestionDef{{
				Text: text, From: []string{text, text}, Foreign: map[string]string{"media::image": text, "a b": text},
				Options: []questionnaire.OptionDef{{Text: text, Attributes: map[string]string{"region": text, "no": text}}},
			}}}},
		}
		if again := roundTrip(t, d); questionnaire.Hash(again) != questionnaire.Hash(d) {
			got, _ := json.Marshal(again)
			t.Errorf("%q reads back as %s", text, got)
		}
	}
}

func TestWriteComments(t *testing.T) {
	d, _, _ := yamlform.ReadFile(filepath.Join(fixture.Dir(t), "single_other.yaml"))
	var b bytes.Buffer
	err := yamlform.Write(&b, d, map[string]string{
		"":                                    "Drafted from an export.\nCheck it.",
		"sections[0].questions[0]":            "97 % answered",
		"sections[0].questions[0].options":    "check order",
		"sections[0].questions[0].options[2]": "3 texts",
		"sections[9]":                         "of nothing",
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = `# Drafted from an export.
# Check it.
survey: fixture
edition: single_other
language: en
title: One choice with another answer
confidentiality: confidential
sections:
  - key: about_you
    title: About you
    questions:
      # 97 % answered
      - key: role
        type: single
        text: Which describes you best?
        hint: If several apply, choose the one closest to your work.
        required: true
        # check order
        options:
          - {code: supplier, text: A supplier}
          - {code: user, text: A user}
          # 3 texts
          - {code: other, text: Something else, other: true}
`
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
}

// FuzzRead checks that no file crashes the reader or the compiler, that every
// problem has a place and a message, and that what compiles reads back after
// writing.
func FuzzRead(f *testing.F) {
	for _, name := range fixture.Names(f) {
		d, _, _ := yamlform.ReadFile(filepath.Join(fixture.Dir(f), name+".yaml"))
		var b bytes.Buffer
		if err := yamlform.Write(&b, d, nil); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Add([]byte("a: &x [*x]\nb: |\n c\n? d\n: 'e"))
	f.Fuzz(func(t *testing.T, data []byte) {
		q, problems := yamlform.CompileSources(yamlform.Source{Name: "f.yaml", Data: data})
		if (q == nil) != problems.HasErrors() {
			t.Fatalf("questionnaire %v with problems %v", q, problems)
		}
		for _, p := range problems {
			if p.File != "f.yaml" || p.Message == "" {
				t.Errorf("problem without place or message: %q", p.String())
			}
		}
		if q == nil {
			return
		}
		if again := roundTrip(t, q.Definition); questionnaire.Hash(again) != q.Version {
			t.Error("the questionnaire is not the same after writing and reading")
		}
	})
}
