package main_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"barometer/internal/postgres/pgtest"
)

// headline is one published figure: how many of how many chose one of the
// labels.
type headline struct {
	rows   string // key of the question in the drafted questionnaire
	flags  []string
	labels []string
	n, of  int
}

// pastEdition is a real export and what a person decides about its draft.
type pastEdition struct {
	year, file string
	edits      []string // pairs of what is replaced in the draft and by what
	headlines  []headline
}

// The figures are those of the data's README; what they are of stands there.
var pastEditions = []pastEdition{
	{year: "2018", file: "results.csv", headlines: []headline{
		{"management", []string{"--base", "all"}, []string{"Yes", "No, but planning one"}, 399, 748},
		{"business_critical_success", nil, []string{"1 – Extremely critical", "2 – Very critical"}, 95, 160},
	}},
	{year: "2019", file: "results.csv",
		edits: []string{
			`{code: "43475", text: "43475"}`, `{code: "1-10", text: 1-10, aliases: ["43475"]}`,
			`{code: "43470", text: "43470"}`, `{code: "1-5", text: 1-5, aliases: ["43470"]}`,
			`{code: "43626", text: "43626"}`, `{code: "6-10", text: 6-10, aliases: ["43626"]}`,
			"sections:", "populations:\n  - {key: companies, text: \"Without duplicate companies\", if: \"not answered(exclude_from_company_related)\"}\nsections:",
		},
		headlines: []headline{
			{"management_initiative", []string{"--base", "all"}, []string{"Yes", "No, but planning one"}, 1384, 2681},
			{"management_initiative", []string{"--base", "all", "--population", "companies"}, []string{"Yes", "No, but planning one"}, 1359, 2650},
			{"valuable_support_return_investment", nil, []string{"Extremely high value", "High value"}, 231, 402},
			{"valuable_support_return_investment", nil, []string{"Low value", "Extremely low value"}, 27, 402},
		}},
	{year: "2020", file: "results_2020.csv", headlines: []headline{
		{"business_critical_success", nil, []string{"1 – Extremely critical", "2 – Very critical"}, 153, 274},
		{"likelihood_funding_initiatives", nil, []string{"Very likely to increase", "Somewhat likely to increase"}, 102, 275},
		{"likelihood_funding_initiatives", nil, []string{"Very likely to decrease", "Somewhat likely to decrease"}, 35, 275},
		{"business_critical_success", []string{"--filter", "answered(work) and work != 'self_employed_not_working'"}, []string{"1 – Extremely critical", "2 – Very critical"}, 135, 248},
	}},
	{year: "2021", file: "results_2021.csv",
		edits: []string{
			// The published figures count everyone who answered these
			// questions, also two whom the routing would have passed by.
			"    ask_if: management_initiative == 'yes'\n", "",
			"sections:", "populations:\n  - {key: two_plus, text: \"2+ employees\", if: \"sample_qualification == '2+ employees'\"}\nsections:",
			`{code: "2-5", text: "2-5"}`, `{code: 2-50, text: 2-50, aliases: [2-5]}`,
		},
		headlines: []headline{
			{"business_critical_success", []string{"--population", "two_plus"}, []string{"1 – Extremely critical", "2 – Very critical"}, 128, 204},
			{"business_critical_success", nil, []string{"1 – Extremely critical", "2 – Very critical"}, 151, 241},
			{"initiative_formally_structured", []string{"--population", "two_plus"}, []string{"Yes"}, 153, 264},
			{"initiative_formally_structured", nil, []string{"Yes"}, 168, 312},
			{"degree_participation_influence", []string{"--population", "two_plus"}, []string{"Very influential", "Extremely influential"}, 157, 592},
			{"plan_start", []string{"--population", "two_plus"}, []string{"In the next 6 months", "In the next year"}, 62, 99},
			{"plan_start", nil, []string{"In the next 6 months", "In the next year"}, 75, 124},
		}},
}

// TestHeadlines takes real past editions in as staff would, with the commands
// alone, and compares what tabulate says with the published figures: from the
// stored edition, from the file without a database, and from the report.
func TestHeadlines(t *testing.T) {
	data := os.Getenv("BAROMETER_TESTDATA")
	if data == "" {
		t.Skip("BAROMETER_TESTDATA is not set; it names the folder of real exports")
	}
	if _, err := os.Stat(data); err != nil {
		t.Fatalf("BAROMETER_TESTDATA is set, but its folder cannot be read: %v", err)
	}
	for _, e := range pastEditions {
		t.Run(e.year, func(t *testing.T) { e.test(t, filepath.Join(data, "ospo", e.year, e.file)) })
	}
}

func (e pastEdition) test(t *testing.T, export string) {
	database := pgtest.URL(t)
	draft := filepath.Join(t.TempDir(), "ospo.yaml")
	barometer(t, database, "survey", "infer", export, draft, "--survey", "ospo", "--edition", e.year)
	editFile(t, draft, e.edits)
	barometer(t, database, "survey", "lint", draft)
	barometer(t, database, "survey", "publish", draft, "--survey", "ospo", "--edition", e.year)
	edition := "ospo/" + e.year
	barometer(t, database, "response", "import", edition, export)
	for _, h := range e.headlines {
		h.check(t, barometer(t, database, append([]string{"tabulate", edition, "--rows", h.rows, "--format", "json"}, h.flags...)...))
		h.check(t, barometer(t, "", append([]string{"tabulate", export, "--questionnaire", draft, "--rows", h.rows, "--format", "json"}, h.flags...)...))
	}
	report := filepath.Join(t.TempDir(), "report.xlsx")
	barometer(t, database, "report", edition, report)
	checkReport(t, report, e.headlines)
}

// editFile replaces each odd string, which must be there once, by the next.
func editFile(t *testing.T, path string, edits []string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	for i := 0; i < len(edits); i += 2 {
		if n := strings.Count(text, edits[i]); n != 1 {
			t.Fatalf("%q is %d times in the draft, want once", edits[i], n)
		}
		text = strings.Replace(text, edits[i], edits[i+1], 1)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// table is what these tests read of tabulate --format json.
type table struct {
	Columns []struct {
		Base int `json:"base"`
	} `json:"columns"`
	Rows []struct {
		Kind, Label string
		Cells       []struct {
			N    int `json:"n"`
			Base int `json:"base"`
		} `json:"cells"`
	} `json:"rows"`
}

func (h headline) check(t *testing.T, output string) {
	t.Helper()
	var got table
	if err := json.Unmarshal([]byte(output), &got); err != nil {
		t.Fatal(err)
	}
	n, found := 0, 0
	for _, row := range got.Rows {
		if row.Kind == "category" && slices.Contains(h.labels, row.Label) {
			n += row.Cells[0].N
			found++
		}
	}
	if found != len(h.labels) {
		t.Errorf("%s: %d of the options %q are in the table", h.rows, found, h.labels)
	}
	if n != h.n || got.Columns[0].Base != h.of {
		t.Errorf("%s %v: %d of %d, want %d of %d", h.rows, h.flags, n, got.Columns[0].Base, h.n, h.of)
	}
}

// checkReport looks for the figures of the whole edition in the workbook.
func checkReport(t *testing.T, path string, headlines []headline) {
	t.Helper()
	text := map[string]bool{}
	for _, row := range frequencySheet(t, path) {
		for _, cell := range row {
			text[strings.TrimSpace(cell)] = true
		}
	}
	for _, h := range headlines {
		for _, label := range h.labels {
			if !text[label] {
				t.Errorf("the report has no row %q", label)
			}
		}
	}
}

// frequencySheet reads the cells of a report's sheet of frequencies.
func frequencySheet(t *testing.T, path string) [][]string {
	t.Helper()
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("Frequencies", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}
