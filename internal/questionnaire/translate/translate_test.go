package translate

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
)

var update = flag.Bool("update", false, "write the golden files")

// load reads a questionnaire with its translations.
func load(t testing.TB, path string) *questionnaire.Definition {
	t.Helper()
	d, _, problems := yamlform.ReadFile(path)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return d
}

func club(t testing.TB) *questionnaire.Definition {
	return load(t, filepath.Join("testdata", "club.yaml"))
}

// formats are the ways out and back.
var formats = map[string]struct {
	write func(t testing.TB, d *questionnaire.Definition, language string) []byte
	read  func(t testing.TB, data []byte) (*File, error)
}{
	"xlsx": {
		func(t testing.TB, d *questionnaire.Definition, language string) []byte {
			var b bytes.Buffer
			if err := WriteXLSX(&b, d, language); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		},
		func(t testing.TB, data []byte) (*File, error) {
			return ReadXLSX(t.Context(), bytes.NewReader(data), int64(len(data)), "back.xlsx")
		},
	},
	"xlf": {
		func(t testing.TB, d *questionnaire.Definition, language string) []byte {
			var b bytes.Buffer
			if err := WriteXLIFF(&b, d, language); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		},
		func(t testing.TB, data []byte) (*File, error) {
			return ReadXLIFF(t.Context(), bytes.NewReader(data), "back.xlf")
		},
	},
}

// TestRoundTrip checks that what nobody has changed changes nothing, whatever
// its state and whatever characters it holds.
func TestRoundTrip(t *testing.T) {
	for _, path := range []string{"testdata/club.yaml", "../../../surveys/industry-survey-2026.yaml"} {
		d := load(t, path)
		for _, language := range []string{"fr", "ar", "pt-BR"} {
			for name, format := range formats {
				f, err := format.read(t, format.write(t, d, language))
				if err != nil {
					t.Fatal(err)
				}
				if f.Language != language || f.Survey != d.Survey+"/"+d.Edition || len(f.Rows) != len(d.Strings()) {
					t.Errorf("%s to %s as %s: %d rows of %s in %s", path, language, name, len(f.Rows), f.Survey, f.Language)
				}
				for i, s := range d.Strings() {
					if row := f.Rows[i]; row.ID != s.ID || row.Source != s.Text || row.Translation != d.Translations[language].Strings[s.ID].Text || !row.stamped {
						t.Errorf("%s to %s as %s: string %s comes back as %+v", path, language, name, s.ID, row)
					}
				}
				if m := Merge(d, f); len(m.Changed) > 0 || len(m.Problems) > 0 {
					t.Errorf("%s to %s as %s: %d changed, problems:\n%v", path, language, name, len(m.Changed), m.Problems)
				}
			}
		}
	}
}

// TestEntries compares what translators are told with the golden file.
func TestEntries(t *testing.T) {
	var b strings.Builder
	for _, e := range Entries(club(t), "fr") {
		fmt.Fprintf(&b, "%s (%s)\n", e.ID, e.State)
		for line := range strings.Lines(e.Where + "\n" + e.Note) {
			fmt.Fprintf(&b, "  %s\n", strings.TrimSpace(line))
		}
	}
	golden(t, "entries.golden", b.String())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// change is what a translator does to one row of a file.
type change struct{ id, text, state string }

// apply makes the changes in a file that was read.
func apply(f *File, changes []change) {
	for _, c := range changes {
		i := slices.IndexFunc(f.Rows, func(r Row) bool { return r.ID == c.id })
		f.Rows[i].Translation = c.text
		if c.state != "" {
			f.Rows[i].State = c.state
		}
	}
}

func TestMerge(t *testing.T) {
	current := questionnaire.SourceHash
	tests := []struct {
		name    string
		changes []change
		id      string
		want    questionnaire.TranslatedString
		state   questionnaire.TranslationState
	}{
		{"new", []change{{"section.you.title", "Vous", ""}}, "section.you.title", questionnaire.TranslatedString{Hash: current("You"), Text: "Vous"}, questionnaire.StateTranslated},
		{"new and reviewed", []change{{"section.you.title", "Vous", "reviewed"}}, "section.you.title", questionnaire.TranslatedString{Hash: current("You"), Text: "Vous", Reviewed: true}, questionnaire.StateReviewed},
		{"stale corrected", []change{{"section.more.title", "Encore ${name}", ""}}, "section.more.title", questionnaire.TranslatedString{Hash: current("More of ${name}"), Text: "Encore ${name}"}, questionnaire.StateTranslated},
		{"stale that fits", []change{{"section.more.title", "Plus sur ${name}", "translated"}}, "section.more.title", questionnaire.TranslatedString{Hash: current("More of ${name}"), Text: "Plus sur ${name}"}, questionnaire.StateTranslated},
		{"reviewed changed", []change{{"question.name.text", "Votre nom ?", ""}}, "question.name.text", questionnaire.TranslatedString{Hash: current("What is your name?"), Text: "Votre nom ?"}, questionnaire.StateTranslated},
	}
	for _, test := range tests {
		for name, format := range formats {
			d := club(t)
			f, err := format.read(t, format.write(t, d, "fr"))
			if err != nil {
				t.Fatal(err)
			}
			apply(f, test.changes)
			m := Merge(d, f)
			if m.Problems.HasErrors() || !slices.Equal(m.Changed, []string{test.id}) || m.Translation.Strings[test.id] != test.want {
				t.Errorf("%s (%s): %v changed, %+v\n%v", test.name, name, m.Changed, m.Translation.Strings[test.id], m.Problems)
			}
			i := slices.IndexFunc(d.Strings(), func(s questionnaire.SourceString) bool { return s.ID == test.id })
			if state := m.Translation.State(d.Strings()[i]); state != test.state {
				t.Errorf("%s (%s) is %s, want %s", test.name, name, state, test.state)
			}
			if len(m.Translation.Strings) < len(d.Translations["fr"].Strings) {
				t.Errorf("%s (%s) loses strings", test.name, name)
			}
		}
	}
}
