package lss

import (
	"os"
	"path/filepath"
	"testing"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// corpus lists the structure files of the demo surveys of LimeSurvey.
func corpus(t *testing.T) []string {
	t.Helper()
	root := os.Getenv("BAROMETER_TESTDATA")
	if root == "" {
		t.Skip("BAROMETER_TESTDATA is not set; it names the folder of real exports")
	}
	files, err := filepath.Glob(filepath.Join(root, "lss", "*.lss"))
	if err != nil || len(files) == 0 {
		t.Fatalf("BAROMETER_TESTDATA is set, but %s holds no .lss files (%v)", filepath.Join(root, "lss"), err)
	}
	return files
}

func readFile(t *testing.T, path string) (*questionnaire.Definition, *convert.Report) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d, report, err := Read(f, filepath.Base(path))
	if err != nil {
		t.Fatal(err)
	}
	return d, report
}

func TestCorpusCompiles(t *testing.T) {
	for _, path := range corpus(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			d, report := readFile(t, path)
			_, problems := questionnaire.Compile(d, nil)
			for _, p := range problems {
				if p.Severity == questionnaire.Error {
					t.Error(p)
				}
			}
			t.Log(report.Summary())
		})
	}
}
