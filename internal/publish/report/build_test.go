package report_test

import (
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"barometer/internal/fault"
	"barometer/internal/publish/publishtest"
	"barometer/internal/publish/report"
	"barometer/internal/questionnaire"
)

var update = flag.Bool("update", false, "write the golden files")

// input is a report of 120 invented respondents to the small questionnaire.
func input(t testing.TB, threshold int) report.Input {
	t.Helper()
	q := publishtest.Small(t, questionnaire.Confidential)
	d := publishtest.Dataset(t, q, 120)
	return report.Input{
		Questionnaire: q, Language: "en", Produced: time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC),
		Edition: report.Edition{
			Opened: time.Date(2026, 5, 4, 0, 0, 0, 0, time.UTC), Closed: time.Date(2026, 6, 12, 0, 0, 0, 0, time.UTC),
			Invited: 240, Complete: 113, Partial: 7, ScreenedOut: 4,
		},
		Tables:    publishtest.Frequencies(t, d, threshold),
		Crosstabs: publishtest.Crosstabs(t, d, threshold, "main"),
	}
}

func build(t testing.TB, in report.Input) *report.Document {
	t.Helper()
	d, err := report.Build(in)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDocument(t *testing.T) {
	tests := []struct {
		file      string
		threshold int
		language  string
	}{
		{"internal.txt", 0, "en"},
		{"french.txt", 0, "fr"},
	}
	for _, test := range tests {
		t.Run(test.file, func(t *testing.T) {
			in := input(t, test.threshold)
			in.Language = test.language
			got := dump(t, build(t, in))
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
				t.Errorf("the document differs from %s; run with -update and look at the difference", golden)
			}
		})
	}
}

// dump writes the parts of a document one JSON value a line.
func dump(t *testing.T, d *report.Document) string {
	t.Helper()
	var lines strings.Builder
	add := func(v any) {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(b, '\n'))
	}
	add(d.Properties)
	add(d.Cover)
	for _, g := range d.Method.Groups {
		add(g)
	}
	for _, s := range d.Frequencies.Sections {
		add(s.Title)
		for _, b := range s.Blocks {
			tables := b.Tables
			b.Tables = nil
			add(b)
			for _, table := range tables {
				add(table)
			}
		}
	}
	for _, x := range d.Crosstabs {
		for _, b := range x.Blocks {
			add(b)
		}
		x.Blocks = nil
		add(x)
	}
	for _, row := range d.Codebook.Rows {
		add(row)
	}
	return lines.String()
}

// block finds the block of a question.
func block(t *testing.T, d *report.Document, key string) report.Block {
	t.Helper()
	for _, s := range d.Frequencies.Sections {
		for _, b := range s.Blocks {
			if b.Key == key {
				return b
			}
		}
	}
	t.Fatalf("there is no block of %s", key)
	return report.Block{}
}

func TestBlocks(t *testing.T) {
	d := build(t, input(t, 0))
	tests := []struct {
		key, routing, remark string
		tables               int
		grid                 bool
		chart                report.ChartKind
	}{
		{"role", "Asked of everyone.", "Comparable with earlier editions, with a remark: Asked without “expert” in 2025.", 1, false, report.ChartBar},
		{"staff", "Asked if “Q1 Which describes you best?” is “Supplier” or “User”.", "", 2, false, ""},
		{"worries", "Asked of everyone. Up to 3 answers could be chosen.", "", 1, false, report.ChartBar},
		{"statements", "Asked of everyone.", "“Deepfakes are a threat”: not comparable with earlier editions. Reworded.", 1, true, report.ChartRows},
		{"channels", "Asked of everyone.", "", 1, true, report.ChartGrouped},
		{"outlook", "Asked of everyone.", "New in this edition.", 1, false, report.ChartStacked},
		{"recommend", "Asked of everyone.", "", 1, false, report.ChartBar},
	}
	for _, test := range tests {
		b := block(t, d, test.key)
		chart := report.ChartKind("")
		if b.Chart != nil {
			chart = b.Chart.Kind
			if b.Chart.Alt == "" || b.Chart.Title == "" {
				t.Errorf("%s: the chart has no title or alternative text", test.key)
			}
		}
		switch {
		case b.Routing != test.routing:
			t.Errorf("%s: routing is %q", test.key, b.Routing)
		case test.remark != "" && !slices.Contains(b.Remarks, test.remark):
			t.Errorf("%s: remarks are %q", test.key, b.Remarks)
		case len(b.Tables) != test.tables || (b.Grid != nil) != test.grid || chart != test.chart:
			t.Errorf("%s: %d tables, grid %v, chart %q", test.key, len(b.Tables), b.Grid != nil, chart)
		}
	}
	if b := block(t, d, "comment"); len(b.Tables) != 0 || !strings.HasPrefix(b.Remarks[len(b.Remarks)-1], "Answers in the respondents’ own words: ") {
		t.Errorf("an open question shows %+v", b)
	}
}

// A hidden value has no number anywhere in the document, nor a place in a
// picture's words.
func TestNothingHiddenIsShown(t *testing.T) {
	d := build(t, input(t, 10))
	hidden := 0
	check := func(where string, c report.Cell) {
		if c.Kind != report.CellSuppressed {
			return
		}
		hidden++
		if c.Value != 0 || c.Text != "" {
			t.Errorf("%s: a hidden cell holds %v %q", where, c.Value, c.Text)
		}
	}
	for _, s := range d.Frequencies.Sections {
		for _, b := range s.Blocks {
			for _, table := range b.Tables {
				for _, r := range table.Rows {
					for _, c := range r.Cells {
						check(b.Key, c)
					}
				}
			}
		}
	}
	for _, x := range d.Crosstabs {
		for _, b := range x.Blocks {
			for _, r := range b.Rows {
				if len(r.Cells) != len(x.Columns) {
					t.Errorf("%s: %d cells for %d columns", b.Key, len(r.Cells), len(x.Columns))
				}
				for _, c := range r.Cells {
					check(b.Key, c)
				}
			}
		}
	}
	if hidden == 0 {
		t.Error("nothing is hidden; the sample should hide something")
	}
	if d.Internal != "" {
		t.Error("a published report is marked internal")
	}
	if len(d.Cover.Notes) == 0 {
		t.Error("the cover does not explain what hidden values are")
	}
}

func TestCrosstabsFollowTheirQuestions(t *testing.T) {
	d := build(t, input(t, 0))
	if len(d.Crosstabs) != 1 || d.Crosstabs[0].Title != "By Role and size" {
		t.Fatalf("crosstabs are %+v", d.Crosstabs)
	}
	var keys []string
	for _, b := range d.Crosstabs[0].Blocks {
		keys = append(keys, b.Key)
	}
	if want := "role staff size worries"; !strings.HasPrefix(strings.Join(keys, " "), want) {
		t.Errorf("blocks are %v, want them to begin with %s", keys, want)
	}
}

func TestForeignTable(t *testing.T) {
	in := input(t, 0)
	in.Questionnaire = publishtest.Questionnaire(t, "webinar-feedback.yaml")
	if _, err := report.Build(in); !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "compute the tables again") {
		t.Errorf("err = %v", err)
	}
}

// Every text that this package asks for exists: a missing one shows as its key.
func TestTextsExist(t *testing.T) {
	key := regexp.MustCompile(`\b(report|base|missing|warning)\.[a-z_]+(\.[a-z_]+)?\b`)
	placeholder := regexp.MustCompile(`\{[a-z]+\}`)
	for _, language := range []string{"en", "fr", "ar"} {
		for _, threshold := range []int{0, 10} {
			in := input(t, threshold)
			in.Language = language
			d := build(t, in)
			d.Labels.Page = ""
			b, err := json.Marshal(d)
			if err != nil {
				t.Fatal(err)
			}
			if m := key.FindString(string(b)); m != "" {
				t.Errorf("%s: text %s is missing", language, m)
			}
			if m := placeholder.FindString(string(b)); m != "" {
				t.Errorf("%s: placeholder %s is left", language, m)
			}
		}
	}
}

// A report with sheets of responses says so, and never that open answers are
// left out; a base names only the answers that its question offers.
func TestWhatIsSaidHolds(t *testing.T) {
	for _, data := range []bool{false, true} {
		in := input(t, 10)
		in.Data = data
		d := build(t, in)
		b, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		if strings.Contains(text, "not part of this report") == data || strings.Contains(text, "data sheets") != data {
			t.Errorf("with data %v the report does not say where open answers are", data)
		}
		if data && d.Internal == "" {
			t.Error("a report with all responses is not marked as internal")
		}
	}
	d := build(t, input(t, 0))
	for key, base := range map[string]string{"role": "Base: Respondents who answered, “Don’t know” included; n = ", "outlook": "Base: Respondents who answered; n = "} {
		if got := block(t, d, key).Tables[0].Base; !strings.HasPrefix(got, base) {
			t.Errorf("%s: base is %q", key, got)
		}
	}
}
