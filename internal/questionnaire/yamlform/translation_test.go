package yamlform

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
)

func TestUpdateTranslation(t *testing.T) {
	const before = `# French.
language: fr
strings:
  # The name.
  title: {hash: "00000001", text: "Pouls"}  # short
  introduction:
    hash: "00000002"
    text: |-
      Bonjour.

      # pas un commentaire

  thanks: {hash: "00000003",
    text: Merci}
  # The end.
`
	translation, ok := readTranslation([]byte(before))
	if !ok {
		t.Fatal("the file is not read")
	}
	ids := []string{"title", "note", "introduction", "thanks", "last"}
	same, err := UpdateTranslation([]byte(before), translation, ids)
	if err != nil || string(same) != before {
		t.Errorf("without a change the file becomes\n%s(%v)", same, err)
	}
	translation.Strings["note"] = questionnaire.TranslatedString{Hash: "a", Text: "“x: #y” \"z\"\n\ttab\u00a0\u2028"}
	translation.Strings["thanks"] = questionnaire.TranslatedString{Hash: "b", Text: "Merci !", Reviewed: true}
	translation.Strings["stray.id"] = questionnaire.TranslatedString{Hash: "", Text: "- {"}
	got, err := UpdateTranslation([]byte(before), translation, ids)
	want := strings.Replace(before, "  introduction:", "  note: {hash: \"a\", text: \"“x: #y” \\\"z\\\"\\n\\ttab\u00a0\\u2028\"}\n  introduction:", 1)
	want = strings.Replace(want, "  thanks: {hash: \"00000003\",\n    text: Merci}\n  # The end.\n", "  thanks: {hash: \"b\", text: \"Merci !\", reviewed: true}\n  stray.id: {hash: \"\", text: \"- {\"}\n  # The end.\n", 1)
	if err != nil || string(got) != want {
		t.Errorf("the file becomes\n%s(%v), want\n%s", got, err, want)
	}
}

// TestUpdateOtherForms checks files whose lines cannot be kept.
func TestUpdateOtherForms(t *testing.T) {
	now := questionnaire.Translation{Language: "fr", Strings: map[string]questionnaire.TranslatedString{"title": {Hash: "a", Text: "b"}}}
	const want = "language: fr\nstrings:\n  title: {hash: \"a\", text: \"b\"}\n"
	for name, before := range map[string]string{
		"none": "", "flow": "language: fr\nstrings: {title: {hash: x, text: y}}\n", "broken": "language: [", "another language": "language: de\nstrings:\n  title: {hash: x, text: y}\n",
		"JSON": `{"language": "fr", "strings": {"title": {"hash": "x", "text": "y"}}}`, "empty": "language: fr\nstrings: {}\n",
	} {
		if got, err := UpdateTranslation([]byte(before), now, nil); err != nil || string(got) != want {
			t.Errorf("%s becomes\n%s(%v)", name, got, err)
		}
	}
	if got, err := UpdateTranslation([]byte("# About.\nlanguage: fr\n"), now, nil); err != nil || string(got) != "# About.\n"+want {
		t.Errorf("the comment is lost:\n%s(%v)", got, err)
	}
	if _, err := UpdateTranslation(nil, questionnaire.Translation{Language: "fr", Strings: map[string]questionnaire.TranslatedString{"title": {Text: "\x00"}}}, nil); err == nil {
		t.Error("a text that YAML cannot hold is written")
	}
}

// TestUpdateShipped changes strings of a shipped translation, one at a time,
// and nothing else.
func TestUpdateShipped(t *testing.T) {
	before, err := os.ReadFile(filepath.Join("..", "..", "..", "surveys", "industry-survey-2026.fr.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	translation, ok := readTranslation(before)
	if !ok || len(translation.Strings) < 100 {
		t.Fatalf("%d strings are read", len(translation.Strings))
	}
	for _, id := range slices.Sorted(maps.Keys(translation.Strings))[:10] {
		s := translation.Strings[id]
		s.Text += "!"
		translation.Strings[id] = s
		after, err := UpdateTranslation(before, translation, nil)
		if err != nil {
			t.Fatal(err)
		}
		if n := differentLines(string(before), string(after)); n != 1 {
			t.Fatalf("changing %s changes %d lines", id, n)
		}
		s.Text = strings.TrimSuffix(s.Text, "!")
		translation.Strings[id] = s
	}
	if again, _ := readTranslation(before); !reflect.DeepEqual(again, translation) {
		t.Error("the test changed what it compares")
	}
}

func differentLines(a, b string) int {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	if len(x) != len(y) {
		return len(x) + len(y)
	}
	n := 0
	for i := range x {
		if x[i] != y[i] {
			n++
		}
	}
	return n
}
