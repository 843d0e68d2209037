// Package converttest helps tests of conversions with real files: it finds
// them, and keeps the figures in docs/interchange.md that tests measure on
// them. Nothing but tests imports it.
package converttest

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"barometer/internal/questionnaire/convert"
)

// Folder is a folder of real files below the one that BAROMETER_TESTDATA names.
// The test is skipped where the variable is not set, and fails where it is set
// and the folder is absent.
func Folder(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("BAROMETER_TESTDATA")
	if root == "" {
		t.Skip("BAROMETER_TESTDATA is not set; it names the folder of real files")
	}
	folder := filepath.Join(root, name)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		t.Fatalf("BAROMETER_TESTDATA is set, but it has no folder %s (%v)", name, err)
	}
	return folder
}

// Table writes what became of rows and expressions, added up over the files of
// each group of files, as a table in Markdown. The keys of reports name the
// groups; files says how many each has.
func Table(reports map[string]*convert.Report, files map[string]int) string {
	var b strings.Builder
	b.WriteString("| | files | came over | no web form can ask | kept as unsupported | share |\n|---|---|---|---|---|---|\n")
	for _, group := range slices.Sorted(maps.Keys(reports)) {
		r := reports[group]
		line(&b, "rows of "+group, fmt.Sprint(files[group]), r.Rows)
		for _, kind := range slices.Sorted(maps.Keys(r.Expressions)) {
			line(&b, "`"+kind+"` of "+group, "", r.Expressions[kind])
		}
	}
	return b.String()
}

func line(b *strings.Builder, what, files string, t convert.Tally) {
	fmt.Fprintf(b, "| %s | %s | %d | %d | %d | %.1f %% |\n", what, files, t.Live, t.NoForm, t.Unsupported, 100*t.Share())
}

// Figures compares the text between two markers of a document, <!-- name --> and
// <!-- /name -->, with what was measured, or replaces it when update is set.
func Figures(t testing.TB, document, name, measured string, update bool) {
	t.Helper()
	data, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	begin, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->"
	before, rest, opened := strings.Cut(string(data), begin)
	written, after, closed := strings.Cut(rest, end)
	if !opened || !closed {
		t.Fatalf("%s has no figures between %s and %s", document, strings.TrimSpace(begin), end)
	}
	if written == measured {
		return
	}
	if !update {
		t.Errorf("the figures “%s” in %s are not those measured; run make figures. Measured:\n%s", name, document, measured)
		return
	}
	if err := os.WriteFile(document, []byte(before+begin+measured+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
