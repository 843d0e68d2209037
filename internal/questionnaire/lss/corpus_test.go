package lss

import (
	"os"
	"path/filepath"
	"testing"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/convert/converttest"
)

// corpus lists the structure files of the demo surveys of LimeSurvey.
func corpus(t *testing.T) []string {
	t.Helper()
	folder := converttest.Folder(t, "lss")
	files, err := filepath.Glob(filepath.Join(folder, "*.lss"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s holds no .lss files (%v)", folder, err)
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

// TestCorpus holds that every file becomes a questionnaire that compiles, and
// the figures in the documentation to what is measured.
func TestCorpus(t *testing.T) {
	all, files := new(convert.Report), corpus(t)
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			d, report := readFile(t, path)
			_, problems := questionnaire.Compile(d, nil)
			for _, p := range problems {
				if p.Severity == questionnaire.Error {
					t.Error(p)
				}
			}
			all.Merge(report)
		})
	}
	for _, feature := range []string{"relevance", "group relevance"} {
		if tally := all.Expressions[feature]; tally.Share() < 0.98 {
			t.Errorf("%s: %d of %d translated, want 98 %%", feature, tally.Live, tally.Total())
		}
	}
	if share := all.Rows.Share(); share < 0.95 {
		t.Errorf("%.1f %% of the rows came over, want 95 %%", 100*share)
	}
	table := converttest.Table(map[string]*convert.Report{"`.lss`": all}, map[string]int{"`.lss`": len(files)})
	converttest.Figures(t, "../../../docs/interchange.md", "lss figures", table, *update)
}
