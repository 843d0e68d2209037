package lss

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"barometer/internal/questionnaire/convert"
)

// table is one of the file as encoding/xml reads it by itself, without any of
// the reader's code.
type table struct {
	Rows []struct {
		Columns []struct {
			XMLName xml.Name
			Value   string `xml:",chardata"`
		} `xml:",any"`
	} `xml:"rows>row"`
}

// rows reads a table as maps.
func (t table) rows() []map[string]string {
	var rows []map[string]string
	for _, r := range t.Rows {
		columns := map[string]string{}
		for _, c := range r.Columns {
			columns[c.XMLName.Local] = c.Value
		}
		rows = append(rows, columns)
	}
	return rows
}

// countExpressions counts the expressions of a file by where they stand, each
// once although versions before 4 write a row for every language.
func countExpressions(t *testing.T, data []byte) map[string]int {
	t.Helper()
	var file struct {
		Groups       table `xml:"groups"`
		Questions    table `xml:"questions"`
		Subquestions table `xml:"subquestions"`
		Attributes   table `xml:"question_attributes"`
		Conditions   table `xml:"conditions"`
	}
	if err := xml.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	counts, seen, routed := map[string]int{}, map[string]bool{}, map[string]bool{}
	count := func(feature, id, src string) {
		if src = strings.TrimSpace(src); src != "" && src != "1" && !seen[feature+id] {
			seen[feature+id] = true
			counts[feature]++
		}
	}
	for _, r := range file.Groups.rows() {
		count("group relevance", r["gid"], r["grelevance"])
	}
	for _, r := range file.Questions.rows() {
		count("relevance", r["qid"], r["relevance"])
		count("preg", r["qid"], r["preg"])
		routed[r["qid"]] = seen["relevance"+r["qid"]]
		if r["type"] == "*" {
			count("equation", r["qid"], "an equation")
		}
	}
	for _, r := range file.Subquestions.rows() {
		count("subquestion relevance", r["qid"], r["relevance"])
		count("preg", r["qid"], r["preg"])
	}
	for _, r := range file.Attributes.rows() {
		switch name := r["attribute"]; name {
		case "em_validation_q", "em_validation_sq", "array_filter", "array_filter_exclude":
			count(name, r["qid"], r["value"])
		case "min_answers", "max_answers", "min_num_value", "max_num_value", "min_num_value_n", "max_num_value_n", "multiflexible_min", "multiflexible_max":
			if _, err := strconv.ParseFloat(strings.TrimSpace(r["value"]), 64); err != nil {
				count(name, r["qid"], r["value"])
			}
		}
	}
	for _, r := range file.Conditions.rows() {
		if !routed[r["qid"]] {
			count("conditions", r["qid"], "a condition")
		}
	}
	return counts
}

// TestNoExpressionIsDropped compares what is in the files with what the report
// says was translated or listed.
func TestNoExpressionIsDropped(t *testing.T) {
	for _, path := range corpus(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, report := readFile(t, path)
			for feature, want := range countExpressions(t, data) {
				if got := report.Expressions[feature].Total(); got < want {
					t.Errorf("%s: %d translated or listed, %d in the file", feature, got, want)
				}
			}
			listed := map[string]int{}
			for _, e := range report.Of(convert.Untranslated) {
				listed[e.Feature]++
				if e.Place == "" || e.What == "" {
					t.Errorf("listed without place or reason: %s", e)
				}
			}
			for feature, tally := range report.Expressions {
				if listed[feature] != tally.Unsupported {
					t.Errorf("%s: %d listed, %d counted as not translated", feature, listed[feature], tally.Unsupported)
				}
			}
		})
	}
}
