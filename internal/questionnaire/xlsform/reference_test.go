package xlsform

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
)

var xmlName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9._-]*$`)

// checkRules holds a written form to the rules by which the reference converter
// refuses workbooks.
func checkRules(t *testing.T, d *questionnaire.Definition) {
	t.Helper()
	b, _, err := form(d)
	if err != nil {
		t.Fatal(err)
	}
	rowNames, lists := map[string]bool{}, map[string][]string{}
	if choices := b.find("choices"); choices != nil {
		for i := range choices.columns {
			header := choices.columns[i].header
			if label, _, isLabel := strings.Cut(header, "::"); !(isLabel && label == "label") && !xmlName.MatchString(header) {
				t.Errorf("the column %q of the choices makes no element of XML", header)
			}
		}
		for i := range choices.rows {
			row := &choices.rows[i]
			list, name := row.get("list_name"), row.get("name")
			if strings.ContainsAny(name, " \n") || slices.Contains(lists[list], name) {
				t.Errorf("%s: the choice %q of %q cannot be told from others", row.at("name"), name, list)
			}
			lists[list] = append(lists[list], name)
		}
	}
	checkRows(t, b.find("survey"), rowNames, lists)
	for _, s := range b.sheets {
		if s.name != own {
			checkReferences(t, s, rowNames)
		}
	}
}

// checkRows checks names, types and nesting of the rows of a survey.
func checkRows(t *testing.T, survey *sheet, rowNames map[string]bool, lists map[string][]string) {
	t.Helper()
	var open []string
	for i := range survey.rows {
		row := &survey.rows[i]
		typ := parseType(row.get("type"))
		if typ.ends() {
			if len(open) == 0 || open[len(open)-1] != strings.TrimPrefix(typ.kind, "end_") {
				t.Errorf("%s: %s closes nothing", row.at("type"), typ.kind)
				return
			}
			open = open[:len(open)-1]
			continue
		}
		if typ.begins() {
			open = append(open, strings.TrimPrefix(typ.kind, "begin_"))
		}
		name := row.get("name")
		if !xmlName.MatchString(name) || rowNames[strings.ToLower(name)] {
			t.Errorf("%s: the name %q cannot be used, or is used twice", row.at("name"), name)
		}
		rowNames[strings.ToLower(name)] = true
		if typ.isSelect() && len(lists[typ.list]) == 0 {
			t.Errorf("%s: there is no list %q", row.at("type"), typ.list)
		}
		if typ.kind == "calculate" && row.get("calculation") == "" {
			t.Errorf("%s: nothing is calculated", row.at("type"))
		}
	}
	if len(open) > 0 {
		t.Errorf("%q are not closed", open)
	}
}

// checkReferences checks that whatever a cell inserts is a row of the survey.
func checkReferences(t *testing.T, s *sheet, rowNames map[string]bool) {
	t.Helper()
	for i := range s.rows {
		row := &s.rows[i]
		for j := range s.columns {
			cell := row.cell(&s.columns[j])
			for rest, found := cell, true; found; {
				_, rest, found = strings.Cut(rest, "${")
				name, _, _ := strings.Cut(rest, "}")
				if found && !rowNames[strings.ToLower(name)] {
					t.Errorf("%s names %q, which is no row", row.place(&s.columns[j]), name)
				}
			}
		}
	}
}
