package expr

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDocumentation holds docs/conditions.md to the language: every function
// and reserved word is in it, and every example of its last table is read.
func TestDocumentation(t *testing.T) {
	source, err := os.ReadFile("../../../docs/conditions.md")
	if err != nil {
		t.Fatal(err)
	}
	text := string(source)
	for _, word := range slices.Concat(ours.functionNames(), slices.Collect(maps.Keys(ours.constants))) {
		if !strings.Contains(text, "`"+word) {
			t.Errorf("%q is not documented", word)
		}
	}
	_, examples, _ := strings.Cut(text, "## Examples")
	examples, _, _ = strings.Cut(examples, "\n## ")
	rows := regexp.MustCompile("(?m)^\\| .* \\| `(.*)` \\|$").FindAllStringSubmatch(examples, -1)
	if len(rows) < 5 {
		t.Fatalf("only %d examples found", len(rows))
	}
	for _, row := range rows {
		if _, err := Parse(row[1]); err != nil {
			t.Errorf("example %s: %v", row[1], err)
		}
	}
}
