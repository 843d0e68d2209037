package intake_test

import (
	"strings"
	"testing"

	"barometer/internal/collect/intake"
	"barometer/internal/collect/response"
)

// TestPolls takes in five published polls without a person's edits and counts
// answers that can be counted in the files by eye.
func TestPolls(t *testing.T) {
	for _, test := range []struct {
		path, encoding string
		headers, rows  int
		wording, label string
		count          int
		says           string // in the draft
	}{
		{"comma-survey/comma-survey.csv", "utf-8", 1, 1129, "How much, if at all, do you care about the use", "A lot", 291, "type: single"},
		{"flying-etiquette-survey/flying-etiquette.csv", "utf-8", 1, 1040, "Is itrude to recline", "Yes, very rude", 71, "ask_if: not (often_travel == 'never')"},
		{"food-world-cup/food-world-cup-data.csv", "macintosh", 1, 1373, "How much, if at all, are you interested", "Not much", 200, "your level of knowledge of cuisines"},
		{"star-wars-survey/StarWars.csv", "windows-1252", 2, 1186, "Have you seen any of the 6 films", "Yes", 936, "# check: this looks like a ranking"},
		{"thanksgiving-2015/thanksgiving-2015-poll-data.csv", "utf-8", 1, 1058, "What is typically the main dish", "Turkey", 859, "ask_if: celebrate == 'yes'"},
	} {
		t.Run(test.path, func(t *testing.T) {
			path := realData(t, "fivethirtyeight/"+test.path)
			text, draft := infer(t, path, intake.InferOptions{Edition: "2014"})
			if f := draft.Report.File; f.Encoding != test.encoding || f.HeaderRows != test.headers || f.Rows != test.rows {
				t.Errorf("read as %s with %d header rows and %d rows", f.Encoding, f.HeaderRows, f.Rows)
			}
			if !strings.Contains(text, test.says) {
				t.Errorf("the draft does not hold %q", test.says)
			}
			q := compile(t, text)
			responses, report, err := importAll(t, path, q)
			if err != nil {
				t.Fatalf("%v\n%s", err, report)
			}
			e := edition{questionnaire: q, responses: responses, report: report}
			e.want(t, test.wording, e.answers(t, test.wording, test.label), everyone, test.count, test.rows)
		})
	}
}

func TestPollWithOtherTexts(t *testing.T) {
	path := realData(t, "fivethirtyeight/thanksgiving-2015/thanksgiving-2015-poll-data.csv")
	text, _ := infer(t, path, intake.InferOptions{Edition: "2015"})
	q := compile(t, text)
	responses, _, err := importAll(t, path, q)
	if err != nil {
		t.Fatal(err)
	}
	e := edition{questionnaire: q, responses: responses}
	for wording, counts := range map[string][2]int{ // ticks of "other", texts
		"Which of these side dishes":               {111, 111},
		"Which of these desserts":                  {134, 134},
		"How is the main dish typically cooked?":   {51, 51},
		"What kind of stuffing/dressing":           {36, 36},
		"Which type of pie is typically served at": {71, 71},
	} {
		key := e.question(t, wording).Key
		chosen := func(r response.Response) bool {
			v := r.Answers[key]
			return v.Str() == "other" || strings.Contains(strings.Join(v.List(), " ")+" ", "other ")
		}
		written := func(r response.Response) bool { return r.Answers[key+"__other__text"].Str() != "" }
		e.want(t, wording+" ticks", chosen, everyone, counts[0], 1058)
		e.want(t, wording+" texts", written, everyone, counts[1], 1058)
	}
}

// TestRealDrafts checks what the drafts of the real editions say of the doubts
// that are known to be in the files.
func TestRealDrafts(t *testing.T) {
	for path, wants := range map[string][]string{
		"ospo/2018/results.csv": {
			"ticked together with others by 20", "against it: row 692", `text: "Greater than 10,000"}`,
		},
		"ospo/2019/results.csv": {
			`a spreadsheet may have taken 1-10 for a date. If so, write code: 1-10, text: 1-10, aliases: ["43475"]`,
			`{code: "43470", text: "43470"}`, "proposed, 99.9 % of 2261 answers fit; against it: row 2136",
			"key: Completed", "Yes (1632)",
		},
		"ospo/2020/results_2020.csv": {"ask_if: member_sponsor_foundation == 'yes'", "max: 3", "kind: date"},
		"ospo/2021/results_2021.csv": {
			"key: sample_qualification", `nothing lies between "2-5" and "51-250"`, "missing: dont_know",
			"# check: exclusive: true? ticked together with others by 2",
		},
	} {
		text, draft := infer(t, realData(t, path), intake.InferOptions{Survey: "ospo", Edition: "x"})
		again, _ := infer(t, realData(t, path), intake.InferOptions{Survey: "ospo", Edition: "x"})
		if again != text {
			t.Errorf("%s: two drafts differ", path)
		}
		for _, want := range wants {
			if !strings.Contains(strings.Join(strings.Fields(text+draft.Report.String()), " "), want) {
				t.Errorf("%s: neither draft nor report say %q", path, want)
			}
		}
		if draft.Definition.Routing != "" {
			t.Errorf("%s: routing is %s, though conditions explain nearly all blanks", path, draft.Definition.Routing)
		}
	}
}
