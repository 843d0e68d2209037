package csvtable_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"barometer/internal/publish/csvtable"
	"barometer/internal/publish/publishtest"
	"barometer/internal/questionnaire"
)

var update = flag.Bool("update", false, "write the golden files")

func TestTables(t *testing.T) {
	d := publishtest.Dataset(t, publishtest.Small(t, questionnaire.Confidential), 60)
	var b bytes.Buffer
	if err := csvtable.Write(&b, publishtest.Crosstabs(t, d, 0, "size")[:4], "en"); err != nil {
		t.Fatal(err)
	}
	golden := filepath.Join("testdata", "tables.csv")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.Bytes(), want) {
		t.Errorf("the file differs from %s:\n%s", golden, b.String())
	}
}

// Labels are guarded, hidden values are marked in every field and never 0.
func TestGuardedAndSuppressed(t *testing.T) {
	d := publishtest.Dataset(t, publishtest.Small(t, questionnaire.Confidential), 60)
	var b bytes.Buffer
	if err := csvtable.Write(&b, publishtest.Crosstabs(t, d, 10, "size"), "en"); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at := func(name string) int { return slices.Index(records[0], name) }
	guarded, hidden := 0, 0
	for _, r := range records[1:] {
		if strings.HasPrefix(r[at("label")], "'=Privacy") {
			guarded++
		}
		if slices.Contains(r, "•") {
			hidden++
			for _, name := range []string{"n", "percent", "ci_low", "ci_high"} {
				if r[at("kind")] != "summary" && r[at(name)] != "•" {
					t.Errorf("%s of a hidden cell is %q", name, r[at(name)])
				}
			}
		}
	}
	if guarded == 0 || hidden == 0 {
		t.Errorf("%d guarded labels and %d hidden cells; the sample should have both", guarded, hidden)
	}
}

func TestGuard(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""}, {"plain", "plain"}, {"a=b", "a=b"}, {"=1+1", "'=1+1"}, {"+1", "'+1"}, {"-1", "'-1"},
		{"@x", "'@x"}, {"\tx", "'\tx"}, {"\rx", "'\rx"}, {"'=x", "''=x"}, {"'x", "'x"}, {"''", "''"}, {" =x", " =x"},
	}
	for _, test := range tests {
		if got := csvtable.Guard(test.text); got != test.want {
			t.Errorf("Guard(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}
