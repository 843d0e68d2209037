package diff

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestRolloverIsTheSame rolls real editions over and wants no difference but
// what had been left out, and nothing declared.
func TestRolloverIsTheSame(t *testing.T) {
	for _, file := range []string{"ospo/2018.yaml", "ospo/2019.yaml", "ospo/2020.yaml", "ospo/2021.yaml", "harbours/2024.yaml"} {
		old := readDefinition(t, file)
		before := questionnaire.Hash(old)
		next := Rollover(old, "2030")
		if questionnaire.Hash(old) != before {
			t.Errorf("%s: the old edition was changed", file)
		}
		report := Compare(old, next)
		for _, c := range report.Changes {
			if c.What != OptionOffered && c.Part != "title" {
				t.Errorf("%s: %s of %s %s", file, c.What, c.Question, c.Part)
			}
		}
		eachQuestion(next, func(q *questionnaire.QuestionDef) {
			if q.Comparability != "" || q.Note != "" || len(q.From)+len(q.Map) > 0 {
				t.Errorf("%s: %s still declares %s", file, q.Key, q.Comparability)
			}
		})
		if next.Edition != "2030" || next.Note != "" || len(next.Retired) != len(old.Retired) {
			t.Errorf("%s: edition %s, note %q, %d retired", file, next.Edition, next.Note, len(next.Retired))
		}
	}
}

func TestRolloverTitle(t *testing.T) {
	old := small()
	next := Rollover(old, "2027")
	french := next.Translations["fr"].Strings["title"]
	if next.Title != "Survey 2027" || french.Text != "Enquête 2027" || french.Hash != questionnaire.SourceHash("Survey 2027") {
		t.Errorf("title %q, in French %+v", next.Title, french)
	}
	if got := old.Translations["fr"].Strings["title"].Text; got != "Enquête 2026" {
		t.Errorf("the old edition's title became %q", got)
	}
}

// TestRolloverCompiles rolls the questionnaire that ships over, with its
// translations.
func TestRolloverCompiles(t *testing.T) {
	old, at, problems := yamlform.ReadFile(filepath.Join("..", "..", "..", "surveys", "industry-survey-2026.yaml"))
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	if _, problems := questionnaire.Compile(Rollover(old, "2027"), at); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestRolloverOffersAgain(t *testing.T) {
	old := small()
	options := old.Sections[0].Questions[0].Options
	options[0].NotOffered = true
	options[1].NotOffered, options[1].Comparability = true, questionnaire.New
	options = Rollover(old, "2027").Sections[0].Questions[0].Options
	if options[0].NotOffered || options[0].Comparability != "" {
		t.Errorf("an option that was left out is %+v, want it offered and the same", options[0])
	}
	if options[1].NotOffered || options[1].Comparability != questionnaire.New {
		t.Errorf("a new option that was left out is %+v, want it offered and new", options[1])
	}
}

// TestProposalsAgree takes what is proposed, and wants a questionnaire without
// errors and nothing left to find.
func TestProposalsAgree(t *testing.T) {
	for _, files := range [][]string{
		{"ospo/2019.yaml", "ospo/2018.yaml"}, {"ospo/2020.yaml", "ospo/2019.yaml", "ospo/2018.yaml"}, {"ospo/2021.yaml", "ospo/2020.yaml"},
		{"harbours/2024.yaml", "harbours/2023.yaml"}, {"harbours/2025.yaml", "harbours/2024.yaml", "harbours/2023.yaml"},
	} {
		var old []*questionnaire.Definition
		for _, file := range files[1:] {
			old = append(old, readDefinition(t, file))
		}
		new := undeclared(readDefinition(t, files[0]))
		if report := Compare(old[0], new, old[1:]...); len(report.Findings) == 0 {
			t.Errorf("%s declares nothing, and nothing is found", files[0])
		}
		proposed := Propose(old[0], new, old[1:]...)
		proposed.Note = "As proposed."
		for _, d := range []*questionnaire.Definition{readDefinition(t, files[0]), proposed} {
			nowhere := func(path string) questionnaire.Position { return questionnaire.Position{File: path} }
			if _, problems := questionnaire.Compile(d, nowhere); problems.HasErrors() {
				t.Errorf("%s does not compile: %v", files[0], problems)
			}
		}
		for _, f := range Compare(old[0], proposed, old[1:]...).Findings {
			t.Errorf("%s: %s: %s", files[0], f.Question, f.Message)
		}
	}
}

// TestDeclaredIsHeldAgainstProposed compares the real editions as their authors
// declared them: what they overlooked is known.
func TestDeclaredIsHeldAgainstProposed(t *testing.T) {
	for _, test := range []struct {
		old, new string
		want     []string // places of findings
		breaks   []string
	}{
		{"ospo/2018.yaml", "ospo/2019.yaml", nil, []string{"benefits.culture", "impact", "plan_aims.culture", "contact_email"}},
		{"ospo/2019.yaml", "ospo/2020.yaml", []string{"plan_challenges.strategy", "compliance_tools.spdx"},
			[]string{"challenges", "plan_success", "would_benefits.culture", "license.no_preference", "compliance_tools"}},
		{"ospo/2020.yaml", "ospo/2021.yaml", nil, []string{"infosec"}},
	} {
		report := Compare(readDefinition(t, test.old), readDefinition(t, test.new))
		var findings, breaks []string
		for _, f := range report.Findings {
			findings = append(findings, place(f.Question, f.Part))
		}
		for _, b := range report.Breaks {
			breaks = append(breaks, place(b.Question, b.Part))
		}
		if !slices.Equal(findings, test.want) {
			t.Errorf("%s: findings at %q, want %q", test.new, findings, test.want)
		}
		if !slices.Equal(sorted(breaks), sorted(test.breaks)) {
			t.Errorf("%s: trends end at %q, want %q", test.new, breaks, test.breaks)
		}
	}
}

func place(question, part string) string {
	if part == "" {
		return question
	}
	return question + "." + part
}

func sorted(s []string) []string { return slices.Sorted(slices.Values(s)) }

func TestWriteText(t *testing.T) {
	for _, test := range []struct{ name, old, new, earlier string }{
		{"harbours-2024", "harbours/2023.yaml", "harbours/2024.yaml", ""},
		{"harbours-2025", "harbours/2024.yaml", "harbours/2025.yaml", "harbours/2023.yaml"},
		{"nothing", "harbours/2023.yaml", "harbours/2023.yaml", ""},
	} {
		var earlier []*questionnaire.Definition
		if test.earlier != "" {
			earlier = append(earlier, readDefinition(t, test.earlier))
		}
		var got bytes.Buffer
		if err := Compare(readDefinition(t, test.old), readDefinition(t, test.new), earlier...).WriteText(&got); err != nil {
			t.Fatal(err)
		}
		golden := filepath.Join("testdata", test.name+".txt")
		if *update {
			if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want) {
			t.Errorf("%s differs; look at it and run the test with -update\n%s", golden, got.Bytes())
		}
	}
}
