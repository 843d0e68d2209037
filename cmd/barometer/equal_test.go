package main_test

import (
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"barometer/internal/postgres/pgtest"
	"barometer/internal/web/webtest"
)

const staffPassword = "correct horse battery"

// TestEqualEverywhere answers the shipped survey of 2026 in a real browser
// without script, in three languages, and finds the same figures on the
// staff's page, in tabulate and in the workbook.
func TestEqualEverywhere(t *testing.T) {
	database := pgtest.URL(t)
	barometer(t, database, "survey", "publish", filepath.Join("..", "..", "surveys", "industry-survey-2026.yaml"))
	barometer(t, database, "edition", "open", "industry-survey/2026")
	addStaff(t, database)
	server := startServer(t, database)
	widths := map[string]int64{"en": 1280, "fr": 320, "ar": 320}
	for language, width := range widths {
		c := webtest.NewChromium(t, width)
		c.Open(server.base + "/s/industry-survey?lang=" + language)
		c.Press("form .button")
		c.AnswerForm("equal-" + language)
		c.Press("form#submit .button")
		if !strings.HasSuffix(c.Path(), "/receipt") {
			t.Fatalf("%s: submitting led to %s", language, c.Path())
		}
	}
	tables := tabulated(t, database)
	if len(tables) < 30 {
		t.Fatalf("%d tables", len(tables))
	}
	report := filepath.Join(t.TempDir(), "report.xlsx")
	barometer(t, database, "report", "industry-survey/2026", report)
	book := workbookCells(t, report)
	page := resultsPage(t, server.base)
	answered := 0
	for _, table := range tables {
		for _, row := range table.categories() {
			answered += row.Cells[0].N
			want := fmt.Sprintf("%s|%d|%.1f", row.Label, row.Cells[0].N, row.Cells[0].Percent)
			if !book[want] {
				t.Errorf("%s: the workbook has no row %s", table.Variable, want)
			}
			if !page[want] && table.Row == "" {
				t.Errorf("%s: the staff's page has no row %s", table.Variable, want)
			}
		}
		if want := table.line(); table.Row != "" && !page[want] {
			t.Errorf("%s: the staff's page has no row %s", table.Variable, want)
		}
	}
	if answered < len(widths)*10 {
		t.Errorf("the tables count %d answers of %d respondents", answered, len(widths))
	}
}

// figures is what this test reads of tabulate --format json.
type figures struct {
	Variable string
	Row      string `json:"row"`
	RowText  string `json:"row_text"`
	Rows     []figureRow
}

type figureRow struct {
	Kind, Label string
	Cells       []struct {
		N, Base int
		Percent float64
	}
}

// categories are the rows of options.
func (f figures) categories() []figureRow {
	return slices.DeleteFunc(slices.Clone(f.Rows), func(r figureRow) bool { return r.Kind != "category" })
}

// line is how pages show a matrix row: its base and the percentages.
func (f figures) line() string {
	cells := []string{f.RowText, strconv.Itoa(f.Rows[0].Cells[0].Base)}
	for _, row := range f.categories() {
		cells = append(cells, fmt.Sprintf("%.1f", row.Cells[0].Percent))
	}
	return strings.Join(cells, "|")
}

// tabulated makes the tables of all single and multiple choices.
func tabulated(t *testing.T, database string) []figures {
	t.Helper()
	keys := "organisation_type,answering_as,size,member,optimism,restraints,development_past_year,modality_increase,customer_sectors," +
		"sales_change,controls,unsuitable_uses,synthetic_attack,testing_duty,role,threats,safeguards,privacy_views,technology_views"
	var tables []figures
	if err := json.Unmarshal([]byte(barometer(t, database, "tabulate", "industry-survey/2026", "--rows", keys, "--format", "json")), &tables); err != nil {
		t.Fatal(err)
	}
	return tables
}

func addStaff(t *testing.T, database string) {
	t.Helper()
	cmd := command(t, database, "user", "add", "analyst@institute.example", "--role", "analyst", "--password-stdin")
	cmd.Stdin = strings.NewReader(staffPassword + "\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("user add: %v\n%s", err, out)
	}
}

// workbookCells lists the rows of all tables of the report as label|n|percent.
func workbookCells(t *testing.T, path string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, row := range frequencySheet(t, path) {
		var cells []string
		for _, cell := range row {
			if cell = strings.TrimSpace(cell); cell != "" {
				cells = append(cells, cell)
			}
		}
		if len(cells) < 3 {
			continue
		}
		n, err1 := strconv.Atoi(cells[1])
		share, err2 := strconv.ParseFloat(cells[2], 64)
		if err1 == nil && err2 == nil {
			found[fmt.Sprintf("%s|%d|%.1f", cells[0], n, math.Round(share*1000)/10)] = true
		}
	}
	return found
}

// resultsPage lists the rows of all tables of the staff's page, and their
// beginnings, as label|n|percent|….
func resultsPage(t *testing.T, base string) map[string]bool {
	t.Helper()
	browser, err := webtest.New(base)
	if err != nil {
		t.Fatal(err)
	}
	page, err := browser.Get(t.Context(), "/staff/s/industry-survey/2026/results")
	if err != nil {
		t.Fatal(err)
	}
	form, button := page.Form("Sign in")
	values := form.Values()
	values.Set("email", "analyst@institute.example")
	values.Set("password", staffPassword)
	if page, err = browser.Send(t.Context(), form, values, button); err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, row := range page.TableRows() {
		for n := range row {
			found[strings.Join(row[:n+1], "|")] = true
		}
	}
	return found
}
