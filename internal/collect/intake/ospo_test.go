package intake_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"barometer/internal/collect/intake"
	"barometer/internal/collect/intake/sheet"
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
	"barometer/internal/questionnaire/yamlform"
)

// realData is the path of a file of real exports. The test is skipped where
// they are not at hand.
func realData(t *testing.T, path string) string {
	t.Helper()
	dir := os.Getenv("BAROMETER_TESTDATA")
	if dir == "" {
		t.Skip("BAROMETER_TESTDATA is not set; it names the folder of real exports")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Fatalf("BAROMETER_TESTDATA is set, but its folder cannot be read: %v", err)
	}
	return filepath.Join(dir, path)
}

func openSheet(t testing.TB, path string) *sheet.Sheet {
	t.Helper()
	s, err := sheet.Open(context.Background(), path, sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// edition is one past edition as its staff would take it in.
type edition struct {
	questionnaire *questionnaire.Questionnaire
	responses     []response.Response
	report        *intake.ImportReport
}

// takeIn drafts a questionnaire from an export, writes it, makes a person's
// edits in the text, reads it again and imports the responses.
func takeIn(t *testing.T, path, year string, edits ...string) edition {
	t.Helper()
	s := openSheet(t, path)
	draft, err := intake.Infer(context.Background(), s, intake.InferOptions{Survey: "ospo", Edition: year})
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	if err := yamlform.Write(&text, draft.Definition, draft.Comments); err != nil {
		t.Fatal(err)
	}
	q := compile(t, edit(t, text.String(), edits))
	responses, report, err := intake.Import(context.Background(), s, q, intake.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	e := edition{questionnaire: q, report: report}
	for r, err := range responses {
		if err != nil {
			t.Fatalf("%v\n%s", err, strings.Join(report.Lines(), "\n"))
		}
		e.responses = append(e.responses, r)
	}
	return e
}

// edit replaces each odd argument, which must be there once, by the next one.
func edit(t *testing.T, text string, edits []string) string {
	t.Helper()
	for i := 0; i < len(edits); i += 2 {
		if n := strings.Count(text, edits[i]); n != 1 {
			t.Fatalf("%q is %d times in the draft, want once", edits[i], n)
		}
		text = strings.Replace(text, edits[i], edits[i+1], 1)
	}
	return text
}

func compile(t testing.TB, text string) *questionnaire.Questionnaire {
	t.Helper()
	d, at, problems := yamlform.Parse(yamlform.Source{Name: "draft.yaml", Data: []byte(text)})
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	q, problems := questionnaire.Compile(d, at)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return q
}

// question finds a question by the beginning of its wording.
func (e edition) question(t *testing.T, wording string) *questionnaire.Question {
	t.Helper()
	for _, q := range e.questionnaire.Questions {
		if strings.HasPrefix(label.Norm(q.Text.Source()), label.Norm(wording)) {
			return q
		}
	}
	t.Fatalf("no question begins with %q", wording)
	return nil
}

// holds is a condition on a response in terms of labels.
type holds func(r response.Response) bool

// answers is the condition that a choice was answered with one of the labels.
func (e edition) answers(t *testing.T, wording string, labels ...string) holds {
	t.Helper()
	q := e.question(t, wording)
	var options []*questionnaire.Option
	for _, text := range labels {
		found := false
		for _, o := range q.Options {
			if label.Norm(o.Text.Source()) == label.Norm(text) {
				options, found = append(options, o), true
			}
		}
		if !found {
			t.Fatalf("question %s has no option %q", q.Key, text)
		}
	}
	return func(r response.Response) bool {
		v := r.Answers[q.Key]
		for _, o := range options {
			if o.Missing != questionnaire.NotMissing && v.MissingKind() == o.Missing || v.Str() == o.Code {
				return true
			}
		}
		return false
	}
}

func (e edition) answered(t *testing.T, wording string) holds {
	t.Helper()
	q := e.question(t, wording)
	return func(r response.Response) bool { return !r.Answers[q.Key].IsNone() }
}

func everyone(response.Response) bool { return true }

func all(conditions ...holds) holds {
	return func(r response.Response) bool {
		for _, c := range conditions {
			if !c(r) {
				return false
			}
		}
		return true
	}
}

func not(c holds) holds { return func(r response.Response) bool { return !c(r) } }

func administrative(key, value string) holds {
	return func(r response.Response) bool { return r.Administrative[key] == value }
}

// want counts who fulfils a condition of those in a base.
func (e edition) want(t *testing.T, name string, part, base holds, wantPart, wantBase int) {
	t.Helper()
	n, of := 0, 0
	for _, r := range e.responses {
		if base(r) {
			of++
			if part(r) {
				n++
			}
		}
	}
	if n != wantPart || of != wantBase {
		t.Errorf("%s: %d of %d, want %d of %d", name, n, of, wantPart, wantBase)
	}
}

const (
	program  = "Does your company have an open source program"
	critical = "On a scale of 1-5, how business-critical"
	size     = "How many people work"
)

func TestHeadlines2018(t *testing.T) {
	e := takeIn(t, realData(t, "ospo/2018/results.csv"), "2018")
	yes := e.answers(t, program, "Yes")
	e.want(t, "program", e.answers(t, program, "Yes", "No, but planning one"), everyone, 399, 748)
	top := e.answers(t, critical, "1 – Extremely critical", "2 – Very critical")
	e.want(t, "critical, program", top, all(yes, e.answered(t, critical)), 95, 160)
	e.want(t, "critical, all answers", top, e.answered(t, critical), 95, 161)
	if e.report.File.Unnamed != 1 || len(e.report.File.Empty) != 2 {
		t.Errorf("dropped %d unnamed and %q empty columns, want 1 and 2", e.report.File.Unnamed, e.report.File.Empty)
	}
}

func TestHeadlines2019(t *testing.T) {
	e := takeIn(t, realData(t, "ospo/2019/results.csv"), "2019",
		`{code: "43475", text: "43475"}`, `{code: "1-10", text: 1-10, aliases: ["43475"]}`,
		`{code: "43470", text: "43470"}`, `{code: "1-5", text: 1-5, aliases: ["43470"]}`,
		`{code: "43626", text: "43626"}`, `{code: "6-10", text: 6-10, aliases: ["43626"]}`)
	planned := e.answers(t, program, "Yes", "No, but planning one")
	e.want(t, "program", planned, everyone, 1384, 2681)
	duplicate := administrative("exclude_from_company_related", "Duplicate, exclude")
	e.want(t, "program, without duplicates", planned, not(duplicate), 1359, 2650)
	const valuable = "How valuable is the support"
	e.want(t, "high value", e.answers(t, valuable, "Extremely high value", "High value"), e.answered(t, valuable), 231, 402)
	e.want(t, "low value", e.answers(t, valuable, "Low value", "Extremely low value"), e.answered(t, valuable), 27, 402)
	e.want(t, "accepted band", e.answers(t, "How many developers", "1-5"), e.answered(t, "How many developers"), 541, 1712)
	if got := e.report.Dispositions[response.Partial]; got != 1049 {
		t.Errorf("%d partial responses, want the 1049 that are not completed", got)
	}
	if e.report.File.Unnamed != 29 {
		t.Errorf("dropped %d unnamed columns, want 29", e.report.File.Unnamed)
	}
}

func TestHeadlines2020(t *testing.T) {
	e := takeIn(t, realData(t, "ospo/2020/results_2020.csv"), "2020")
	top := e.answers(t, critical, "1 – Extremely critical", "2 – Very critical")
	e.want(t, "critical", top, e.answered(t, critical), 153, 274)
	const funding = "In light of recent macroeconomic"
	e.want(t, "increase", e.answers(t, funding, "Very likely to increase", "Somewhat likely to increase"), e.answered(t, funding), 102, 275)
	e.want(t, "decrease", e.answers(t, funding, "Very likely to decrease", "Somewhat likely to decrease"), e.answered(t, funding), 35, 275)
	employed := all(e.answered(t, size), not(e.answers(t, size, "Self-employed or not working", "Don't know")))
	e.want(t, "critical, as restated", top, all(employed, e.answered(t, critical)), 135, 248)
	if e.report.File.BlankRows != 378 || e.report.File.Unnamed != 23 {
		t.Errorf("dropped %d blank rows and %d columns, want 378 and 23", e.report.File.BlankRows, e.report.File.Unnamed)
	}
}

func TestHeadlines2021(t *testing.T) {
	e := takeIn(t, realData(t, "ospo/2021/results_2021.csv"), "2021",
		`sections:`, "populations:\n  - {key: two_plus, text: 2+ employees, if: \"sample_qualification == '2+ employees'\"}\nsections:",
		`{code: "2-5", text: "2-5"}`, `{code: 2-50, text: 2-50, aliases: [2-5]}`)
	twoPlus := administrative("sample_qualification", "2+ employees")
	top := e.answers(t, critical, "1 – Extremely critical", "2 – Very critical")
	e.want(t, "critical", top, all(twoPlus, e.answered(t, critical)), 128, 204)
	e.want(t, "critical, everyone", top, e.answered(t, critical), 151, 241)
	const formal = "Is the program or initiative formally"
	e.want(t, "formal", e.answers(t, formal, "Yes"), all(twoPlus, e.answered(t, formal)), 153, 264)
	e.want(t, "formal, everyone", e.answers(t, formal, "Yes"), e.answered(t, formal), 168, 312)
	const buying = "To what degree does a company's participation"
	e.want(t, "buying", e.answers(t, buying, "Very influential", "Extremely influential"), all(twoPlus, e.answered(t, buying)), 157, 592)
	const plan = "When does your company plan"
	soon := e.answers(t, plan, "In the next 6 months", "In the next year")
	e.want(t, "plan", soon, all(twoPlus, e.answered(t, plan)), 62, 99)
	e.want(t, "plan, everyone", soon, e.answered(t, plan), 75, 124)
	e.want(t, "accepted band", e.answers(t, size, "2-50"), everyone, 267, 1141)
	if e.report.File.BlankRows != 5 {
		t.Errorf("dropped %d blank rows, want 5", e.report.File.BlankRows)
	}
}
