package diff

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
)

// truth is what changed between editions according to a person: a file
// changes.yaml.
type truth struct {
	Changes []struct {
		Edition  string                      `yaml:"edition"`
		Question string                      `yaml:"question"`
		What     Kind                        `yaml:"what"`
		At       string                      `yaml:"at"`
		New      []string                    `yaml:"new"`
		Class    questionnaire.Comparability `yaml:"class"`
		Noted    bool                        `yaml:"noted"` // by those who ran the survey
	} `yaml:"changes"`
	Questions map[string]map[string]questionnaire.Comparability `yaml:"questions"` // not the same, by edition
}

func readTruth(t *testing.T, dir string) truth {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", dir, "changes.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var v truth
	if err := yaml.UnmarshalWithOptions(b, &v, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	return v
}

func readDefinition(t *testing.T, path string) *questionnaire.Definition {
	t.Helper()
	d, _, problems := yamlform.ReadFile(filepath.Join("testdata", path))
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return d
}

// tally is how much of the truth a comparison found.
type tally struct {
	changes, found, classed int // changes; found; of these with the right class
	extra                   int // changes found besides
	questions, right        int // questions in both editions; with the right class
	questionsChanged, hit   int // of these those that are not the same
}

// measure compares blind copies of the editions with what changed. blind makes
// them; its map leads from keys and codes of the copy back to the original.
func measure(t *testing.T, dir string, editions []string, blind func(d *questionnaire.Definition) (*questionnaire.Definition, names)) tally {
	t.Helper()
	want := readTruth(t, dir)
	var sum tally
	for i := 1; i < len(editions); i++ {
		var old []*questionnaire.Definition
		var back names
		for j := i - 1; j >= 0; j-- {
			d, b := blind(readDefinition(t, dir+"/"+editions[j]+".yaml"))
			old, back = append(old, d), back.join(b)
		}
		d, b := blind(readDefinition(t, dir+"/"+editions[i]+".yaml"))
		report := Compare(old[0], d, old[1:]...)
		back.join(b).restore(report)
		sum.count(t, want, report)
	}
	t.Logf("%s: %d of %d changes found (%.0f %%), %d with the right class (%.0f %%); %d besides; class of %d of %d questions right (%.0f %%), of those that changed %d of %d",
		dir, sum.found, sum.changes, percent(sum.found, sum.changes), sum.classed, percent(sum.classed, sum.changes), sum.extra,
		sum.right, sum.questions, percent(sum.right, sum.questions), sum.hit, sum.questionsChanged)
	return sum
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(of) }

// count adds one comparison.
func (s *tally) count(t *testing.T, want truth, report *Report) {
	t.Helper()
	used := make([]bool, len(report.Changes))
	for _, w := range want.Changes {
		if w.Edition != report.New {
			continue
		}
		s.changes++
		i := slices.IndexFunc(report.Changes, func(c Change) bool {
			// A stranger to the codes can't tell a new wording from a new code.
			return (c.What == w.What || w.What == OptionReworded && c.What == OptionRenamed && sameCodes(c.Old, c.New)) && c.Question == w.Question && (w.At == "" || c.Part == w.At || slices.Contains(c.Old, w.At) || slices.Contains(c.New, w.At)) &&
				(w.New == nil || sameCodes(c.New, w.New))
		})
		if i < 0 {
			t.Logf("%s: not found: %s of %s %s %v", w.Edition, w.What, w.Question, w.At, w.New)
			continue
		}
		used[i] = true
		s.found++
		if got := report.Changes[i].Class; got == w.Class {
			s.classed++
		} else {
			t.Logf("%s: %s of %s %s is %s, want %s", w.Edition, w.What, w.Question, w.At, got, w.Class)
		}
	}
	for i, c := range report.Changes {
		if !used[i] && c.Question != "" && c.What != QuestionRenamed && !(slices.Contains([]Kind{OptionRenamed, RowRenamed}, c.What) && sameCodes(c.Old, c.New)) {
			s.extra++
			t.Logf("%s: besides: %s of %s %s: %v → %v, %s", report.New, c.What, c.Question, c.Part, c.Old, c.New, c.Class)
		}
	}
	for _, p := range report.Proposals {
		if p.Class == questionnaire.New {
			continue
		}
		s.questions++
		class := orSame(want.Questions[report.New][p.Question])
		if class == p.Class {
			s.right++
		} else {
			t.Logf("%s: question %s is %s, want %s", report.New, p.Question, p.Class, class)
		}
		if class != questionnaire.Same {
			s.questionsChanged++
			if class == p.Class {
				s.hit++
			}
		}
	}
}
