package yamlform

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
)

var update = flag.Bool("update", false, "write the golden files")

// TestBadInput compares every problem of each file in testdata/bad with the
// golden file beside it.
func TestBadInput(t *testing.T) {
	files, err := filepath.Glob("testdata/bad/*.yaml")
	if err != nil || len(files) < 15 {
		t.Fatalf("found %d bad files, want at least 15 (%v)", len(files), err)
	}
	for _, file := range files {
		if _, _, translation := SplitName(filepath.Base(file)); translation {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			_, problems := Compile(file)
			if len(problems) == 0 {
				t.Fatal("no problems were reported")
			}
			got := strings.ReplaceAll(problems.Error(), "testdata/bad/", "") + "\n"
			golden := strings.TrimSuffix(file, ".yaml") + ".golden"
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

// TestBadBytes is for files that no editor keeps as they are.
func TestBadBytes(t *testing.T) {
	const start = "survey: pulse\ntitle: "
	tests := []struct {
		name, data, want string
	}{
		{"empty", "", "f.yaml:1:1: the file is empty; write a questionnaire"},
		{"spaces", " \n\n", "f.yaml:1:1: the file is empty; write a questionnaire"},
		{"only a mark", "\xEF\xBB\xBF", "f.yaml:1:1: the file is empty; write a questionnaire"},
		{"NUL", start + "a\x00b\n", "f.yaml:2:9: byte 23 of the file is a NUL, which text does not hold; remove it"},
		{"control", "\xEF\xBB\xBF" + start + "a\x07b\n", "f.yaml:2:9: byte 26 of the file is the control character 0x07, which text does not hold; remove it"},
		{"Windows", start + "Pr\xE9cis \x93x\x94\n", "f.yaml:2:10: byte 24 of the file (0xE9) is not UTF-8; the file looks like Windows-1252: save it as UTF-8"},
		{"Mac", start + "Pr\x8Ecis \x8F\n", "f.yaml:2:10: byte 24 of the file (0x8E) is not UTF-8; the file looks like Mac Roman: save it as UTF-8"},
		{"UTF-16 with mark", "\xFF\xFEs\x00u\x00", "f.yaml:1:1: the file is in UTF-16; save it as UTF-8"},
		{"UTF-16 without mark", "s\x00u\x00r\x00v\x00", "f.yaml:1:1: the file is in UTF-16; save it as UTF-8"},
		{"workbook", "PK\x03\x04rest", "f.yaml:1:1: the file is in a zip format, such as that of Excel and Word; save it as UTF-8"},
		{"large", strings.Repeat("# line\n", MaxSize/7+1), "f.yaml: the file is larger than 2 MB; no questionnaire is"},
		{"deep brackets", strings.Repeat("[", 100_000), "f.yaml:1:41: there are too many brackets inside one another; a questionnaire has few levels"},
		{"deep dashes", strings.Repeat("- ", 100_000), "f.yaml:1:401: this is indented too far; a questionnaire has few levels"},
		{"many properties", strings.Repeat("a: b\n", 10_001), "f.yaml:10001:2: there are more than 10000 properties in one group"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			q, problems := CompileSources(Source{"f.yaml", []byte(test.data)})
			if q != nil || len(problems) == 0 {
				t.Fatal("no problems were reported")
			}
			if got := problems[0].String(); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// TestMissingFile checks what is said of files that are not there.
func TestMissingFile(t *testing.T) {
	_, problems := Compile("testdata/nowhere.yaml")
	if got, want := problems.Error(), "testdata/nowhere.yaml: there is no such file; check its name and folder"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if _, problems = Compile("testdata"); !problems.HasErrors() {
		t.Error("a folder was read as a questionnaire")
	}
}

// TestWrittenAsIs checks that texts keep what other readers of YAML change.
func TestWrittenAsIs(t *testing.T) {
	source := "\xEF\xBB\xBFsurvey: pulse\r\nedition: 1.10\r\nlanguage: no\r\ntitle: true\r\n" +
		"sections:\r\n  - key: 0x1F\r\n    title: |\r\n      one\r\n      two\r\n    text: ~x\r\n"
	d, _, problems := Parse(Source{"f.yaml", []byte(source)})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s := d.Sections[0]
	for got, want := range map[string]string{
		d.Edition: "1.10", d.Language: "no", d.Title: "true", s.Key: "0x1F", s.Title: "one\ntwo", s.Text: "~x",
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestByteOf checks the places of letters inside texts of every style.
func TestByteOf(t *testing.T) {
	const source = `survey: plain text
title: 'it''s quoted'
institute: "a \"quoted\" text"
introduction: |
  first line

  second line
thanks: >-

  folded
  over lines
note: plain over
  two lines
`
	d, at, problems := Parse(Source{"f.yaml", []byte(source)})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	tests := []struct {
		path, text, find, want string
	}{
		{"survey", d.Survey, "text", "f.yaml:1:15"},
		{"title", d.Title, "quoted", "f.yaml:2:15"},
		{"institute", d.Institute, "text", "f.yaml:3:26"},
		{"introduction", d.Introduction, "first", "f.yaml:5:3"},
		{"introduction", d.Introduction, "second", "f.yaml:7:3"},
		{"thanks", d.Thanks, "lines", "f.yaml:11:8"},
		{"note", d.Note, "lines", "f.yaml:13:7"},
	}
	for _, test := range tests {
		offset := strings.Index(test.text, test.find)
		if offset < 0 {
			t.Fatalf("%q is not in %q", test.find, test.text)
		}
		if got := at(questionnaire.ByteOf(test.path, offset)).String(); got != test.want {
			t.Errorf("%q of %s is at %s, want %s", test.find, test.path, got, test.want)
		}
	}
	if got := at(questionnaire.ByteOf("survey", len(d.Survey))).String(); got != "f.yaml:1:19" {
		t.Errorf("the end of survey is at %s, want f.yaml:1:19", got)
	}
	if got := at("sections[3].key").String(); got != "f.yaml:1:1" {
		t.Errorf("what is absent is at %s, want f.yaml:1:1", got)
	}
}
