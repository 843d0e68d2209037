package intake_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"barometer/internal/collect/intake"
	"barometer/internal/collect/intake/sheet"
)

const last = `
survey: demo
edition: "2022"
language: en
title: Demo
confidentiality: confidential
administrative:
  - {key: who, text: Respondent ID}
  - {key: kind, text: Qualification}
default_population: organisations
populations:
  - {key: organisations, text: Organisations, if: "kind == 'organisation'"}
  - {key: old_members, text: Old members, if: "years == 'old'"}
sections:
  - key: main
    title: Main
    questions:
      - key: area
        type: single
        text: Which area do you work in?
        options:
          - {code: legal, text: Legal}
          - {code: it, text: IT, aliases: [Computing]}
          - {code: ops, text: "Operations; logistics"}
          - {code: fun, text: Fun}
        nets:
          - {key: offices, text: Offices, codes: [legal, it]}
          - {key: all_fun, text: All fun, codes: [fun]}
      - key: size
        type: single
        text: "How many people work there?"
        options:
          - {code: tiny, text: 1-10}
          - {code: huge, text: Greater than 10}
          - {code: dk, text: Don't know, missing: dont_know}
      - key: years
        type: single
        text: For how long?
        options: [{code: old, text: Old}, {code: young, text: Young}]
      - key: view
        type: matrix
        text: How good is it?
        options: [{code: g, text: Good}, {code: b, text: Bad}]
        rows: [{code: p, text: Price}, {code: s, text: Speed}]
      - {key: stars, type: rating, points: 5, text: Stars for the service}
`

func drafted(t *testing.T, data string, o intake.InferOptions) (string, *intake.Draft) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "demo.csv")
	writeFile(t, path, data)
	return infer(t, path, o)
}

func TestLikeReusesKeysAndCodes(t *testing.T) {
	header := "Respondent ID,Qualification,Q3 01—Which area do you work in? ,How many people work there,How good is it? [Price],How good is it? [Look],Stars for the service,Which area will you work in?\n"
	rows := ""
	for _, line := range []string{
		"1,organisation,computing,> 10,Good,Bad,4,Law", "2,person,Legal,1-10,Bad,Good,5,Law", "3,person,\"Operations, logistics\",Don’t know,Good,Good,1,Art",
		"4,organisation,Space,> 10,Bad,Bad,2,Art", "5,person,Legal,1-10,Good,Good,3,Law",
	} {
		rows += strings.Repeat(line+"\n", 6)
	}
	text, draft := drafted(t, header+rows, intake.InferOptions{Survey: "demo", Edition: "2023", Like: compile(t, last)})
	for _, want := range []string{
		"- {key: who, text: Respondent ID", "- {key: kind, text: Qualification",
		"default_population: organisations", "- {key: organisations, text: Organisations, if: kind == 'organisation'}",
		"- key: area\n", "- {code: legal, text: Legal}\n", "- {code: it, text: computing}", `- {code: ops, text: "Operations, logistics"}`,
		"# check: no option of the last edition has this label\n          - {code: space, text: Space, comparability: new}",
		"- {key: offices, text: Offices, codes: [legal, it]}",
		"- key: size\n", `- {code: tiny, text: "1-10"}`, `- {code: huge, text: "> 10"}`, "- {code: dk, text: Don’t know, missing: dont_know}",
		"- {code: p, text: Price}", "- {code: look, text: Look, comparability: new}",
		"- key: stars\n        type: rating\n",
		"comparability: new",
		"retired:\n  # check: no question has the wording \"For how long?\"",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the draft does not hold %q:\n%s", want, text)
		}
	}
	for _, unwanted := range []string{"all_fun", "old_members"} {
		if strings.Contains(text, unwanted) {
			t.Errorf("the draft carries %s, which does not fit it", unwanted)
		}
	}
	for _, want := range []string{
		"fun (Fun)", "population old_members of the last edition is left out", "the last edition has no question with this wording",
	} {
		if !strings.Contains(draft.Report.String(), want) {
			t.Errorf("the report does not say %q:\n%s", want, draft.Report)
		}
	}
	if strings.Index(text, "code: legal") > strings.Index(text, "code: it,") {
		t.Error("options without a known order are not in that of the last edition")
	}
	compile(t, text)
}

func TestCodebook(t *testing.T) {
	dir := t.TempDir()
	book := filepath.Join(dir, "codes.csv")
	writeFile(t, book, "Variable,Code,Label\nq1,,What is your role?\n,1,Supplier\n,2,Government\n,3,Academic\n,9,Don't know\nq2,,How good is it?\n,1,Bad\n,2,Good\n")
	codebook := openCodebook(t, book)
	path := filepath.Join(dir, "coded.csv")
	writeFile(t, path, "q1,q2,age\n"+strings.Repeat("2,1,30\n1,2,45\n9,1,61\n2,2,19\n", 10))
	text, _ := infer(t, path, intake.InferOptions{Survey: "demo", Edition: "2020", Codebook: codebook})
	for _, want := range []string{
		"- key: q1\n        type: single\n        text: What is your role?\n        aliases: [q1]\n        options:\n",
		`- {code: "1", text: Supplier}`, `- {code: "2", text: Government}`, `- {code: "3", text: Academic}`, `- {code: "9", text: Don't know, missing: dont_know}`,
		`- {code: "1", text: Bad}`, "- key: age\n        type: integer",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the draft does not hold %q:\n%s", want, text)
		}
	}
	responses, report, err := importAll(t, path, compile(t, text))
	if err != nil {
		t.Fatalf("%v\n%s", err, report)
	}
	if got, want := asJSON(t, responses[2].Answers), `{"age":61,"q1":{"missing":"dont_know"},"q2":"1"}`; got != want {
		t.Errorf("answers %s, want %s", got, want)
	}
	if _, err := intake.ReadCodebook(context.Background(), openSheet(t, path)); err == nil {
		t.Error("a table without variable, code and label is read as a codebook")
	}
}

func TestDraftOfOurOwnExport(t *testing.T) {
	header := "role,role__oth__text,uses__cards,uses__keys,view__price,view__speed\n"
	rows := strings.Repeat("sup,,1,1,good,bad\noth,Auditor,0,1,bad,bad\ngov,,1,0,good,good\n", 8)
	text, _ := drafted(t, header+rows, intake.InferOptions{Survey: "demo", Edition: "2020"})
	q := compile(t, text)
	for key, kind := range map[string]string{"role": "single", "uses": "multiple", "view": "matrix"} {
		question, ok := q.Question(key)
		if !ok || question.Type.Name != kind {
			t.Errorf("no question %s of type %s:\n%s", key, kind, text)
		}
	}
	s, err := sheet.Read(context.Background(), strings.NewReader(header+rows), "own.csv", sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	responses, report, err := importSheet(t, s, q, intake.ImportOptions{})
	if err != nil || len(responses) != 24 || len(report.Extra)+len(report.Missing) > 0 {
		t.Errorf("%d responses, error %v, report:\n%s", len(responses), err, report)
	}
}
