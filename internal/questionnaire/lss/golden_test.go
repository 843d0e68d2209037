package lss

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
)

var update = flag.Bool("update", false, "write the golden files again")

// TestGolden compares two small surveys, one in the tables of version 2 and
// one in those of version 6 with three languages, with what they became.
func TestGolden(t *testing.T) {
	for _, name := range []string{"old", "new"} {
		t.Run(name, func(t *testing.T) {
			d, report := readFile(t, filepath.Join("testdata", name+".lss"))
			if _, problems := questionnaire.Compile(d, nil); problems.HasErrors() {
				t.Errorf("it does not compile:\n%v", problems)
			}
			var got bytes.Buffer
			if err := yamlform.Write(&got, d, nil); err != nil {
				t.Fatal(err)
			}
			for _, tag := range sortedKeys(d.Translations) {
				fmt.Fprintf(&got, "\n# %s\n", tag)
				for _, id := range sortedKeys(d.Translations[tag].Strings) {
					fmt.Fprintf(&got, "# %s: %s\n", id, d.Translations[tag].Strings[id].Text)
				}
			}
			got.WriteString("\n# Report\n")
			for _, e := range report.Entries {
				fmt.Fprintf(&got, "# %s\n", e)
			}
			fmt.Fprintf(&got, "# %s\n", report.Summary())
			golden(t, filepath.Join("testdata", name+".golden.yaml"), got.Bytes())
		})
	}
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; run the test with -update to write it", err)
	}
	if !bytes.Equal(got, want) {
		gotLines, wantLines := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
		for i := range gotLines {
			if i >= len(wantLines) || gotLines[i] != wantLines[i] {
				t.Fatalf("%s differs at line %d: got %q; run the test with -update if that is meant", path, i+1, gotLines[i])
			}
		}
		t.Fatalf("%s is longer than what was written", path)
	}
}
