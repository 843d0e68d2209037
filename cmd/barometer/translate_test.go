package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"barometer/internal/fault"
)

const pollFrench = `# Kept by hand.
language: fr
strings:
  title: {hash: "4ae7c6b1", text: Sondage} # as on the poster
`

// TestTranslate takes a questionnaire out to translators and back, by both
// formats, and publishes it in no language by halves.
func TestTranslate(t *testing.T) {
	s := shell{t: t, dir: t.TempDir()}
	s.file("poll.yaml", pollYAML)
	s.file("poll.fr.yaml", pollFrench)
	for _, suffix := range []string{"xlsx", "xlf"} {
		out, _ := s.must("survey translate export DIR/poll.yaml fr DIR/out."+suffix, "")
		if !strings.Contains(out, "5 missing, 1 stale") {
			t.Errorf("exporting says %s", out)
		}
		out, _ = s.must("survey translate import DIR/poll.yaml DIR/out."+suffix, "")
		if after := s.read("poll.fr.yaml"); after != pollFrench || !strings.Contains(out, "nothing has changed") {
			t.Errorf("taking it back unchanged says %s and gives\n%s", out, after)
		}
	}
	_, _, err := s.run("survey publish DIR/poll.yaml", "")
	if !errors.Is(err, fault.Invalid) || !strings.Contains(describe(err), "fr: 5 missing and 1 stale (title, section.all.title, question.role.text") || !strings.Contains(describe(err), "--allow-untranslated") {
		t.Errorf("publishing gives %v", err)
	}
	s.translate("out.xlsx", true)
	if _, stderr, err := s.run("survey translate import DIR/poll.yaml DIR/out.xlsx", ""); !errors.Is(err, errSilent) || !strings.Contains(stderr, "out.xlsx!fr!D4") {
		t.Errorf("a broken translation gives %v: %s", err, stderr)
	}
	if after := s.read("poll.fr.yaml"); after != pollFrench {
		t.Errorf("a broken file was taken over in part:\n%s", after)
	}
	s.must("survey translate export DIR/poll.yaml fr DIR/out.xlsx", "")
	s.translate("out.xlsx", false)
	out, _ := s.must("survey translate import DIR/poll.yaml DIR/out.xlsx", "")
	if !strings.Contains(out, "6 changed; now 6 translated") {
		t.Errorf("importing says %s", out)
	}
	if after := s.read("poll.fr.yaml"); !strings.HasPrefix(after, "# Kept by hand.\nlanguage: fr\nstrings:\n  title: {hash: ") || !strings.Contains(after, `text: "[Your role?]"}`) {
		t.Errorf("the translation becomes\n%s", after)
	}
	if out, _ = s.must("survey translate status DIR/poll.yaml", ""); out != "  language  missing  stale  translated  reviewed  of\n        fr        0      0           6         0   6\n" {
		t.Errorf("the status is\n%s", out)
	}
}

// TestTranslateNew begins a language, and refuses what is none.
func TestTranslateNew(t *testing.T) {
	s := shell{t: t, dir: t.TempDir()}
	s.file("poll.yaml", pollYAML)
	s.must("survey translate export DIR/poll.yaml ar DIR/out.xlsx", "")
	s.translate("out.xlsx", false)
	s.must("survey translate import DIR/poll.yaml DIR/out.xlsx", "")
	if out, _ := s.must("survey lint DIR/poll.yaml", ""); out != "" {
		t.Errorf("the new translation has problems:\n%s", out)
	}
	for line, want := range map[string]string{
		"export DIR/poll.yaml zz DIR/x.xlsx":   "“zz” is no language",
		"export DIR/poll.yaml en DIR/x.xlsx":   "is written in en already",
		"export DIR/poll.yaml fr DIR/x.docx":   "none of the suffixes",
		"export - fr DIR/x.xlsx":               "give the name of its file",
		"export DIR/none.yaml fr DIR/x.xlsx":   "there is no such file",
		"import DIR/poll.yaml DIR/none.xlsx":   "cannot be read",
		"import DIR/poll.yaml DIR/poll.yaml":   "none of the suffixes",
		"import DIR/poll.ar.yaml DIR/none.xlf": "cannot be read",
	} {
		if _, _, err := s.run("survey translate "+line, ""); !errors.Is(err, fault.Invalid) || !strings.Contains(describe(err), want) {
			t.Errorf("%s gives %v, want %q", line, err, want)
		}
	}
}

func (s shell) read(name string) string {
	s.t.Helper()
	data, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data)
}

// translate puts every source of a workbook in brackets as its translation, or
// a text that inserts what its source does not into the third.
func (s shell) translate(name string, broken bool) {
	s.t.Helper()
	path := filepath.Join(s.dir, name)
	f, err := excelize.OpenFile(path)
	if err != nil {
		s.t.Fatal(err)
	}
	defer f.Close()
	sheet := f.GetSheetName(0)
	rows, err := f.GetRows(sheet)
	if err != nil {
		s.t.Fatal(err)
	}
	for i, row := range rows[1:] {
		cell, err := excelize.CoordinatesToCellName(4, i+2)
		if err != nil {
			s.t.Fatal(err)
		}
		text := "[" + row[2] + "]"
		if broken && i == 2 {
			text = "${role}"
		}
		if err := f.SetCellStr(sheet, cell, text); err != nil {
			s.t.Fatal(err)
		}
	}
	if err := f.Save(); err != nil {
		s.t.Fatal(err)
	}
}
