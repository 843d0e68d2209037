package microdata_test

import (
	"iter"
	"strings"
	"testing"

	"barometer/internal/analyse/dataset"
	"barometer/internal/collect/response"
	"barometer/internal/publish/microdata"
	"barometer/internal/questionnaire"
)

// TestFilesOfAnonymousEditions exports answers with files: in an anonymous
// edition nothing of what leads from a row to a file, or from one file of a
// respondent to another.
func TestFilesOfAnonymousEditions(t *testing.T) {
	for confidentiality, named := range map[questionnaire.Confidentiality]bool{questionnaire.Anonymous: false, questionnaire.Confidential: true} {
		q, problems := questionnaire.Compile(&questionnaire.Definition{
			Survey: "s", Edition: "2026", Language: "en", Title: "S", Confidentiality: confidentiality,
			Sections: []questionnaire.SectionDef{{Key: "a", Title: "A", Questions: []questionnaire.QuestionDef{
				{Key: "cv", Type: "file", Text: "CV"},
				{Key: "sites", Type: "roster", Text: "Sites", Questions: []questionnaire.QuestionDef{{Key: "plan", Type: "file", Text: "Plan"}}},
			}}},
		}, nil)
		if q == nil {
			t.Fatal(problems)
		}
		file := response.FileOf(response.File{ID: "11111111-2222-3333-4444-555555555555", Name: "Jane Doe.pdf", Type: "application/pdf", Size: 123456})
		r := response.Response{ID: "r", Disposition: response.Complete, Answers: response.Answers{
			"cv": file, "sites": response.Items(response.Item{ID: "1", Answers: response.Answers{"plan": file}}),
		}}
		b := dataset.NewBuilder(q, nil)
		if err := b.Add(&r); err != nil {
			t.Fatal(err)
		}
		d, err := b.Dataset()
		if err != nil {
			t.Fatal(err)
		}
		var all iter.Seq2[response.Response, error] = func(yield func(response.Response, error) bool) { yield(r, nil) }
		e, err := microdata.New(d, microdata.Options{Responses: all})
		if err != nil {
			t.Fatal(err)
		}
		sites, err := e.Roster("sites")
		if err != nil {
			t.Fatal(err)
		}
		for of, text := range map[string]string{
			"csv": string(write(t, e, microdata.CSV)), "jsonl": string(write(t, e, microdata.JSONL)), "items": string(write(t, sites, microdata.CSV)),
		} {
			if got := strings.Contains(text, "Jane Doe"); got != named {
				t.Errorf("%s, %s: named %t\n%s", confidentiality, of, got, text)
			}
			if !named && (strings.Contains(text, "123456") || strings.Contains(text, "11111111")) {
				t.Errorf("%s, %s tells the size or the id\n%s", confidentiality, of, text)
			}
			if of != "jsonl" && !named && !strings.Contains(text, "file") {
				t.Errorf("%s, %s does not say that a file was sent\n%s", confidentiality, of, text)
			}
		}
	}
}
