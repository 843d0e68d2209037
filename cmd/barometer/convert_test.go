package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

const convertFrench = "language: fr\nstrings:\n  title: {hash: \"0\", text: Sondage}\n"

// writeForm makes a workbook with one sheet “survey”.
func writeForm(t *testing.T, path string, rows ...[]string) {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName("Sheet1", "survey"); err != nil {
		t.Fatal(err)
	}
	for r, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, r+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := f.SetSheetRow("survey", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.SaveAs(path); err != nil {
		t.Fatal(err)
	}
}

func TestConvert(t *testing.T) {
	s := shell{t: t, dir: t.TempDir()}
	for name, text := range map[string]string{"poll.yaml": pollYAML, "poll.fr.yaml": convertFrench} {
		if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// There and back by every format.
	s.must("survey convert DIR/poll.yaml DIR/poll.xlsx", "")
	s.must("survey convert DIR/poll.xlsx DIR/poll.json", "")
	s.must("survey convert DIR/poll.json DIR/again.yaml", "")
	want, _ := s.must("survey convert DIR/poll.yaml -", "")
	got, _ := s.must("survey convert DIR/again.yaml -", "")
	if got != want || !strings.Contains(got, "key: role") {
		t.Errorf("there and back it is\n%s\nwant\n%s", got, want)
	}
	if french, err := os.ReadFile(filepath.Join(s.dir, "again.fr.yaml")); err != nil || !strings.Contains(string(french), "Sondage") {
		t.Errorf("the translation is %s (%v)", french, err)
	}
	if _, stderr := s.must("survey convert - -", pollYAML); stderr != "" {
		t.Errorf("standard input to standard output says %q", stderr)
	}
}

func TestConvertReports(t *testing.T) {
	s := shell{t: t, dir: t.TempDir()}
	writeForm(t, filepath.Join(s.dir, "form.xlsx"), []string{"type", "name", "label"}, []string{"text", "who", "Who?"}, []string{"barcode", "code", "Code"})
	_, stderr := s.must("survey convert DIR/form.xlsx DIR/form.yaml --report DIR/report.txt", "")
	for _, part := range []string{
		"survey!A3: barcode (unsupported): a device scans it; “code” is kept and not asked\n",
		"1 of 2 rows came over, 1 no web form can ask\n",
	} {
		if !strings.Contains(stderr, part) {
			t.Errorf("stderr lacks %q:\n%s", part, stderr)
		}
	}
	if report, err := os.ReadFile(filepath.Join(s.dir, "report.txt")); err != nil || !strings.Contains(string(report), "survey!A3: barcode") {
		t.Errorf("the report is %s (%v)", report, err)
	}
	if stdout, _ := s.must("survey lint DIR/form.yaml", ""); strings.Contains(stdout, "error") {
		t.Errorf("lint says %s", stdout)
	}
}

func TestConvertRefuses(t *testing.T) {
	s := shell{t: t, dir: t.TempDir()}
	for name, text := range map[string]string{
		"poll.yaml": pollYAML, "old.xls": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "bad.yaml": "survey: [", "bad.json": "{}{}", "notes.docx": "x",
	} {
		if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ line, want string }{
		{"survey convert DIR/old.xls DIR/new.yaml", "soffice --headless --convert-to xlsx"},
		{"survey convert DIR/bad.yaml DIR/new.yaml", "bad.yaml:1"},
		{"survey convert DIR/bad.json DIR/new.yaml", "JSON"},
		{"survey convert DIR/notes.docx DIR/new.yaml", "a questionnaire is read from .json, .lss, .xls, .xlsx or .yaml"},
		{"survey convert DIR/poll.yaml DIR/new.lss", "a questionnaire is written to .yaml, .xlsx or .json"},
		{"survey convert DIR/poll.yaml DIR/poll.yaml", "--force"},
		{"survey convert DIR/nowhere.xlsx DIR/new.yaml", "cannot be opened"},
	} {
		_, _, err := s.run(test.line, "")
		if err == nil || !strings.Contains(describe(err), test.want) {
			t.Errorf("%s: got %v, want %q", test.line, err, test.want)
		}
		if exists(filepath.Join(s.dir, "new.yaml")) {
			t.Errorf("%s: wrote a file all the same", test.line)
		}
	}
}
