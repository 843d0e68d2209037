package intake_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"barometer/internal/collect/intake"
	"barometer/internal/collect/response"
)

// TestHousehold drafts a questionnaire of a system file with labels of every
// kind and takes the file in by it.
func TestHousehold(t *testing.T) {
	path := filepath.Join("testdata", "household.sav")
	text, draft := infer(t, path, intake.InferOptions{Survey: "household", Edition: "2020"})
	golden(t, "household.yaml", text)
	golden(t, "household.txt", draft.Report.String()+"\n")
	responses, report, err := importAll(t, path, compile(t, text))
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Extra)+len(report.Missing)+report.RefusedRows > 0 || len(responses) != 60 || report.Matched != 21 {
		t.Errorf("the draft does not fit its own file: %s", report)
	}
	golden(t, "household.jsonl", lines(t, responses[:12]))
}

// householdByHand is a questionnaire that somebody else wrote for the same
// survey: other codes in another order, and some of the questions only.
const householdByHand = `
survey: household
edition: "2020"
language: en
title: Household
confidentiality: confidential
sections:
  - key: one
    title: One
    questions:
      - {key: gender, type: single, text: Sex of the respondent, options: [{code: "1", text: male}, {code: "2", text: Female}, {code: "3", text: No answer, missing: refused}]}
      - {key: years, type: integer, text: How old are you, options: [{code: dk, text: Not sure, missing: dont_know}]}
      - {key: fruit, type: multiple, text: "Which fruit do you eat?", options: [{code: "1", text: Figs}, {code: "2", text: Apples}]}
      - {key: languages, type: multiple, text: "Which languages do you speak?", options: [{code: sw, text: Swahili}, {code: "1", text: French}, {code: "2", text: English}, {code: dk, text: don't know, missing: dont_know}]}
      - key: flat
        type: matrix
        text: How do you rate your flat?
        rows: [{code: light, text: Light}, {code: price, text: Price}]
        options: [{code: "5", text: Very bad}, {code: "4", text: Bad}, {code: "3", text: Fair}, {code: "2", text: Good}, {code: "1", text: Very good}, {code: "7", text: Not applicable}]
      - {key: work, type: single, text: Occupation, options: [{code: "1", text: At work}, {code: "2", text: On my own}, {code: "3", text: Seeking}, {code: "4", text: Pensioner}]}
`

// TestLabelsGoBeforeCodes reads a system file by a questionnaire whose codes
// mean something else.
func TestLabelsGoBeforeCodes(t *testing.T) {
	path := filepath.Join("testdata", "household.sav")
	byOwn, _ := infer(t, path, intake.InferOptions{Survey: "household", Edition: "2020"})
	own, _, err := importAll(t, path, compile(t, byOwn))
	if err != nil {
		t.Fatal(err)
	}
	other, report, err := importAll(t, path, compile(t, householdByHand))
	if err != nil {
		t.Fatalf("%v\n%s", err, report)
	}
	gender := map[string]string{`"1"`: `"2"`, `"2"`: `"1"`, `{"missing":"refused"}`: `{"missing":"refused"}`}
	rate := map[string]string{`"1"`: `"5"`, `"2"`: `"4"`, `"3"`: `"3"`, `"4"`: `"2"`, `"5"`: `"1"`}
	notApplicable := 0
	for i, r := range other {
		if got, want := asJSON(t, r.Answers["gender"]), gender[asJSON(t, own[i].Answers["sex"])]; got != want {
			t.Errorf("case %d: gender %s, want %s", i+1, got, want)
		}
		was, is := own[i].Answers["rate"].Row("price"), r.Answers["flat"].Row("price")
		if want, ok := rate[asJSON(t, was)]; ok && asJSON(t, is) != want {
			t.Errorf("case %d: price %s, want %s", i+1, asJSON(t, is), want)
		}
		if was.IsNone() && asJSON(t, is) == `"7"` {
			notApplicable++
		}
	}
	if notApplicable == 0 {
		t.Error("an option of a label that the file counts as missing is never chosen")
	}
	golden(t, "household-other.jsonl", lines(t, other[:12]))
}

// TestSystemFilesOfOtherPrograms drafts a questionnaire of each file and takes
// all its cases in by it.
func TestSystemFilesOfOtherPrograms(t *testing.T) {
	dir := os.Getenv("BAROMETER_TESTDATA")
	if dir == "" {
		t.Skip("BAROMETER_TESTDATA is not set; it names the folder of real exports")
	}
	want := map[string]struct {
		cases int
		first string // answers of the first case
	}{
		"horticulture.sav": {90, `{"treatment":"control","yield":57.69626758992672}`},
		"hotel.sav":        {17, `{"v1":"4","v2":"2","v3":"3","v4":"4","v5":"1"}`},
		"iris.sav":         {150, `{"Species":"1","petal_length":1.4,"petal_width":0.2,"sepal_length":5.1,"sepal_width":3.5}`},
		"personnel.sav":    {56, `{"dob":"2001-01-02","firstname":"Ahmed","lastname":"Khan","occupation":"Scientist","salary":27345.481246106327,"sex":"0"}`},
		"physiology.sav":   {40, `{"height":1798.898741592004,"sex":"0","temperature":37.53353506917424,"weight":90.88681804602784}`},
		"repairs.sav":      {30, `{"duty_cycle":0.9832166082249854,"environment":"0","factory":0,"mtbf":2.592552252631108,"mttr":19.07854011797626}`},
	}
	for name, w := range want {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(dir, "sav", name)
			text, _ := infer(t, path, intake.InferOptions{Edition: "2020"})
			responses, report, err := importAll(t, path, compile(t, text))
			if err != nil {
				t.Fatalf("%v\n%s", err, report)
			}
			if len(report.Extra)+len(report.Missing) > 0 || len(responses) != w.cases || asJSON(t, responses[0].Answers) != w.first {
				t.Errorf("%d cases, the first %s; want %d, the first %s\n%s", len(responses), asJSON(t, responses[0].Answers), w.cases, w.first, report)
			}
		})
	}
}

// TestRefusedCase names the case and the variable of a value that does not fit.
func TestRefusedCase(t *testing.T) {
	path := filepath.Join("testdata", "household.sav")
	text, _ := infer(t, path, intake.InferOptions{Edition: "2020"})
	narrower := strings.Replace(text, `          - {code: "3", text: Looking for work}`+"\n", "", 1)
	_, report, err := importAll(t, path, compile(t, narrower))
	if err == nil || report.RefusedRows == 0 || report.Refused[0].Column != "work" {
		t.Fatalf("error %v, report %s", err, report)
	}
	if first := report.Refused[0]; !strings.Contains(first.String(), "column work (What is your work?): \"3\": question work has no option") {
		t.Errorf("refusal %s", first)
	}
	if report.Dispositions[response.Complete]+report.RefusedRows != 60 {
		t.Errorf("%d of 60 cases refused, %v", report.RefusedRows, report.Dispositions)
	}
}

// TestLongTexts takes a header in that is too long for a questionnaire.
func TestLongTexts(t *testing.T) {
	long := strings.Repeat("very ", 3000)
	path := filepath.Join(t.TempDir(), "long.csv")
	writeFile(t, path, "Is it "+long+"good?,Role\n"+strings.Repeat("yes,user\nno,"+long+"\n", 30))
	text, _ := infer(t, path, intake.InferOptions{Edition: "2020"})
	responses, report, err := importAll(t, path, compile(t, text))
	if err != nil || len(responses) != 60 || len(report.Extra)+len(report.Missing) > 0 {
		t.Fatalf("%d responses, error %v\n%.500s", len(responses), err, report)
	}
}
