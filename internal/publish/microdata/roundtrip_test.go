package microdata_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"testing"

	"barometer/internal/analyse/dataset"
	"barometer/internal/collect/intake"
	"barometer/internal/collect/intake/sheet"
	"barometer/internal/collect/response"
	"barometer/internal/publish/microdata"
	"barometer/internal/questionnaire"
)

// awkward is a questionnaire whose files are easily misread.
func awkward(t *testing.T, promise questionnaire.Confidentiality) *questionnaire.Questionnaire {
	t.Helper()
	d := definition(promise)
	french := map[string]questionnaire.TranslatedString{}
	translate := func(id, source, text string) {
		french[id] = questionnaire.TranslatedString{Hash: questionnaire.SourceHash(source), Text: text}
	}
	translate("question.role.option.user", "User", "Utilisateur")
	translate("question.uses.option.iris", "Iris", "L’iris")
	d.Translations = map[string]questionnaire.Translation{"fr": {Language: "fr", Strings: french}}
	unknown := questionnaire.OptionDef{Code: "dk", Text: "No idea", Missing: questionnaire.DontKnow}
	d.Sections = append(d.Sections, questionnaire.SectionDef{Key: "more", Title: "More", Questions: []questionnaire.QuestionDef{
		// The codes are each other's labels.
		{Key: "crossed", Type: "single", Text: "Crossed", Options: []questionnaire.OptionDef{{Code: "1", Text: "2"}, {Code: "2", Text: "1"}}},
		{Key: "digits", Type: "multiple", Text: "Digits", Options: []questionnaire.OptionDef{{Code: "0", Text: "No"}, {Code: "1", Text: "Yes"}, {Code: "-2", Text: "x"}}},
		{Key: "budget", Type: "decimal", Text: "Size", Options: []questionnaire.OptionDef{unknown}},
		{Key: "score", Type: "nps", Text: "Score"},
		{Key: "where", Type: "country", Text: "Where"},
		{Key: "story", Type: "paragraph", Text: "Story", Options: []questionnaire.OptionDef{unknown}},
		{Key: "end", Type: "date", Text: "End", Options: []questionnaire.OptionDef{unknown}},
	}})
	q, problems := questionnaire.Compile(d, nil)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return q
}

func awkwardResponses(version string) []*response.Response {
	all := responses(version)
	add := func(i int, more response.Answers) {
		for name, value := range more {
			all[i].Answers[name] = value
		}
	}
	dontKnow := response.Missing(questionnaire.DontKnow)
	add(0, response.Answers{
		"crossed": response.String("1"), "digits": response.Codes("0", "-2"), "budget": response.Number(-1234.567),
		"score": response.String("0"), "where": response.String("NZ"), "story": response.String("'=1+1"), "end": response.String("2026-04-05"),
	})
	add(1, response.Answers{
		"crossed": response.String("2"), "digits": response.Codes("1"), "budget": dontKnow, "score": response.String("10"),
		"story": response.String("Two lines;\n\"quoted\", 1"), "end": dontKnow,
	})
	add(3, response.Answers{"budget": response.Number(1e9), "story": response.String("007"), "crossed": response.String("2")})
	all[2].Disposition, all[3].Disposition = response.Partial, response.ScreenedOut
	all[1].Language = "fr"
	return all
}

// TestRoundTrip takes exports in again: everything but what files of labels do
// not tell comes back.
func TestRoundTrip(t *testing.T) {
	for _, promise := range []questionnaire.Confidentiality{questionnaire.Identified, questionnaire.Anonymous} {
		for _, format := range []microdata.Format{microdata.CSV, microdata.XLSX} {
			for _, o := range []microdata.Options{{}, {Labels: true}, {Labels: true, Language: "fr"}} {
				t.Run(fmt.Sprintf("%s %s labels %v %s", promise, format, o.Labels, o.Language), func(t *testing.T) {
					q := awkward(t, promise)
					all := awkwardResponses(q.Version)
					before := build(t, q, all)
					e, err := microdata.New(before, o)
					if err != nil {
						t.Fatal(err)
					}
					after := importFile(t, q, write(t, e, format))
					got, want := content(t, after), content(t, before)
					for i := range want {
						if i >= len(got) || !slices.Equal(got[i], want[i]) {
							t.Errorf("row %d comes back as\n%q, want\n%q", i, got[i], want[i])
						}
					}
				})
			}
		}
	}
}

// importFile takes a file in, of which nothing may be left out.
func importFile(t *testing.T, q *questionnaire.Questionnaire, file []byte) *dataset.Dataset {
	t.Helper()
	table, err := sheet.Read(t.Context(), bytes.NewReader(file), "export", sheet.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer table.Close()
	responses, report, err := intake.Import(t.Context(), table, q, intake.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	b := dataset.NewBuilder(q, nil)
	for r, err := range responses {
		if err != nil {
			t.Fatalf("%v\n%s", err, report)
		}
		if err := b.Add(&r); err != nil {
			t.Fatal(err)
		}
	}
	if len(report.Extra) > 0 {
		t.Errorf("not everything is taken in:\n%s", report)
	}
	d, err := b.Dataset()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// content is a dataset as a file of codes, without what an import sets
// anew: ids and sources.
func content(t *testing.T, d *dataset.Dataset) [][]string {
	t.Helper()
	e, err := microdata.New(d, microdata.Options{})
	if err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(bytes.NewReader(write(t, e, microdata.CSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{response.ColumnID, response.ColumnSource} {
		if c := slices.Index(records[0], name); c >= 0 {
			for i := range records {
				records[i][c] = ""
			}
		}
	}
	return records
}
