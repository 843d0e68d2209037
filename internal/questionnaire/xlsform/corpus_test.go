package xlsform

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/convert/converttest"
)

var update = flag.Bool("update", false, "write the figures in docs/interchange.md")

// corpus lists the workbooks of the real forms, those of the old format apart.
func corpus(t *testing.T) (xlsx, xls []string) {
	t.Helper()
	err := filepath.WalkDir(converttest.Folder(t, "xlsform"), func(path string, entry fs.DirEntry, err error) error {
		switch strings.ToLower(filepath.Ext(path)) {
		case ".xlsx":
			xlsx = append(xlsx, path)
		case ".xls":
			xls = append(xls, path)
		}
		return err
	})
	if err != nil || len(xlsx) < 20 {
		t.Fatalf("found %d workbooks, want at least 20 (%v)", len(xlsx), err)
	}
	return xlsx, xls
}

// readFile reads the form in a file.
func readFile(ctx context.Context, path string) (*questionnaire.Definition, *convert.Report, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	return Read(ctx, Source{Name: filepath.Base(path), Data: f, Size: info.Size(), Beside: os.DirFS(filepath.Dir(path))})
}

// modern converts old workbooks with LibreOffice, as the message of Read says
// to; it gives none where that is not installed.
func modern(t *testing.T, xls []string) []string {
	t.Helper()
	office, err := exec.LookPath("soffice")
	if err != nil || len(xls) == 0 {
		t.Log("LibreOffice is not installed, so old workbooks are left out")
		return nil
	}
	dir := t.TempDir()
	args := append([]string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "xlsx", "--outdir", dir}, xls...)
	if out, err := exec.CommandContext(t.Context(), office, args...).CombinedOutput(); err != nil {
		t.Fatalf("converting old workbooks: %v: %s", err, out)
	}
	converted, err := filepath.Glob(filepath.Join(dir, "*.xlsx"))
	if err != nil || len(converted) != len(xls) {
		t.Fatalf("%d of %d old workbooks were converted (%v)", len(converted), len(xls), err)
	}
	return converted
}

// measure reads forms: each has to compile, and to come back whole when it is
// written as a form again.
func measure(t *testing.T, files []string) (total *convert.Report, forms int) {
	t.Helper()
	total = new(convert.Report)
	for _, path := range files {
		d, report, err := readFile(t.Context(), path)
		if errors.Is(err, fault.Invalid) && strings.Contains(err.Error(), "empty") {
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(path), err)
			continue
		}
		for _, p := range questionnaire.Lint(d, nil) {
			if p.Severity == questionnaire.Error {
				t.Errorf("%s: %s", filepath.Base(path), p)
			}
		}
		roundTrip(t, d)
		total.Merge(report)
		forms++
	}
	return total, forms
}

// TestCorpus holds the real forms to what is promised of them.
func TestCorpus(t *testing.T) {
	xlsx, xls := corpus(t)
	converted := modern(t, xls)
	t.Run("figures", func(t *testing.T) { testFigures(t, xlsx, converted) })
	t.Run("bindings", func(t *testing.T) { testBindings(t, append(xlsx, converted...)) })
}

// testFigures holds the figures in the documentation to what is measured.
func testFigures(t *testing.T, xlsx, converted []string) {
	reports, files := map[string]*convert.Report{}, map[string]int{}
	reports["`.xlsx`"], files["`.xlsx`"] = measure(t, xlsx)
	whole := new(convert.Report)
	whole.Merge(reports["`.xlsx`"])
	if converted != nil {
		reports["`.xls`"], files["`.xls`"] = measure(t, converted)
		whole.Merge(reports["`.xls`"])
	}
	if share := whole.Rows.Share(); share < 0.95 {
		t.Errorf("%.1f %% of the rows come over or are of a kind that no web form can ask, want 95 %%", 100*share)
	}
	var expressions convert.Tally
	for _, tally := range whole.Expressions {
		expressions.Add(tally)
	}
	if share := expressions.Share(); share < 0.98 {
		t.Errorf("%.1f %% of the expressions are translated, want 98 %%: %+v", 100*share, whole.Expressions)
	}
	if converted != nil {
		converttest.Figures(t, "../../../docs/interchange.md", "xlsform figures", converttest.Table(reports, files), *update)
		converttest.Figures(t, "../../../docs/interchange.md", "xlsform rest", rest(whole), *update)
	}
}

// rest lists what did not come over, each once.
func rest(r *convert.Report) string {
	counts := map[string]int{}
	for _, outcome := range []convert.Outcome{convert.Untranslated, convert.Unsupported} {
		for _, e := range r.Of(outcome) {
			why, _, _ := strings.Cut(e.What, "; “") // without the name of the question
			counts[fmt.Sprintf("| %s | `%s` | %s |", outcome, e.Feature, strings.ReplaceAll(why, "|", `\|`))]++
		}
	}
	var b strings.Builder
	b.WriteString("| outcome | what | why | times |\n|---|---|---|---|\n")
	for _, text := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(&b, "%s %d |\n", text, counts[text])
	}
	return b.String()
}

// TestOldWorkbooks checks that the old format is refused with the way out.
func TestOldWorkbooks(t *testing.T) {
	_, xls := corpus(t)
	for _, path := range xls {
		if _, _, err := readFile(t.Context(), path); !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "soffice --headless --convert-to xlsx") {
			t.Errorf("%s: %v, want a message how to convert it", filepath.Base(path), err)
		}
	}
}
