package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"barometer/internal/survey/diff"
)

func TestSurveyDiff(t *testing.T) {
	sh := shell{t, "", filepath.Join("..", "..", "internal", "survey", "diff", "testdata", "ospo")}
	out, _ := sh.must("survey diff DIR/2019.yaml DIR/2020.yaml --earlier DIR/2018.yaml", "")
	for _, want := range []string{
		"ospo: 2019 → 2020\n",
		"    ~ option split “gpl”: gpl → gplv2, gplv3",
		"2020.yaml:366:13: plan_challenges: option “strategy” is declared note, but break is proposed",
		"Trends that end\n  challenges (declared; last comparable with 2019)",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("the list does not say %q:\n%s", want, out)
		}
	}
	out, _ = sh.must("survey diff --format json DIR/2019.yaml DIR/2020.yaml", "")
	var report diff.Report
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		t.Fatal(err)
	}
	if report.Old != "2019" || report.New != "2020" || report.Effect != diff.Breaking || len(report.Changes) < 60 {
		t.Errorf("%s → %s: %d changes, %s", report.Old, report.New, len(report.Changes), report.Effect)
	}
}
