package text_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"barometer/internal/analyse/disclose"
	"barometer/internal/publish/publishtest"
	"barometer/internal/publish/text"
	"barometer/internal/questionnaire"
)

var update = flag.Bool("update", false, "write the golden files")

func write(t *testing.T, tables []*disclose.Published, language string) string {
	t.Helper()
	var b bytes.Buffer
	if err := text.Write(&b, tables, language); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestTables(t *testing.T) {
	q := publishtest.Small(t, questionnaire.Confidential)
	d := publishtest.Dataset(t, q, 120)
	tests := []struct {
		file   string
		tables []*disclose.Published
		lang   string
	}{
		{"frequencies.txt", publishtest.Frequencies(t, d, 0), "en"},
		{"banner.txt", publishtest.Crosstabs(t, d, 0, "main", "statements__fakes", "outlook")[:4], "en"},
		{"french.txt", publishtest.Frequencies(t, d, 0), "fr"},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			got := write(t, test.tables, test.lang)
			golden := filepath.Join("testdata", test.file)
			if *update {
				if err := os.MkdirAll("testdata", 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the text differs from %s:\n%s", golden, got)
			}
			for line := range strings.Lines(got) {
				if n := uniseg.StringWidth(strings.TrimRight(line, "\n")); n > 100 {
					t.Errorf("a line is %d columns wide: %s", n, line)
				}
			}
		})
	}
}

// What is hidden is marked in its place, explained, and never 0.
func TestSuppressedIsMarked(t *testing.T) {
	d := publishtest.Dataset(t, publishtest.Small(t, questionnaire.Confidential), 120)
	for _, p := range publishtest.Crosstabs(t, d, 15, "main") {
		hidden := 0
		for row := range p.Rows() {
			for column := range p.Columns() {
				if p.Cell(row, column).Suppressed {
					hidden++
				}
			}
		}
		got := write(t, []*disclose.Published{p}, "en")
		if hidden > 0 && !strings.Contains(got, "• hidden to protect respondents") {
			t.Errorf("%s: the mark is not explained", p.Stub().Variable)
		}
		if marks := strings.Count(got, "•"); marks < hidden {
			t.Errorf("%s: %d marks for %d hidden cells", p.Stub().Variable, marks, hidden)
		}
	}
}

func TestArabicFits(t *testing.T) {
	q := publishtest.Questionnaire(t, "industry-survey-2026.yaml")
	d := publishtest.Dataset(t, q, 60)
	tables := publishtest.Crosstabs(t, d, 5, "main")
	for _, language := range q.Languages {
		for line := range strings.Lines(write(t, tables, language)) {
			if n := uniseg.StringWidth(strings.TrimRight(line, "\n")); n > 100 {
				t.Fatalf("%s: a line is %d columns wide: %s", language, n, line)
			}
		}
	}
}
