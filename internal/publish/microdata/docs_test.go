package microdata_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"barometer/internal/collect/response"
	"barometer/internal/publish/microdata"
	"barometer/internal/questionnaire"
)

// documented is the questionnaire that the examples of docs/answers.md answer,
// without the questions named.
func documented(t *testing.T, without ...string) *questionnaire.Questionnaire {
	t.Helper()
	refused := questionnaire.OptionDef{Code: "ref", Text: "No answer", Missing: questionnaire.Refused}
	unknown := questionnaire.OptionDef{Code: "dk", Text: "No idea", Missing: questionnaire.DontKnow}
	rows := func(codes ...string) (all []questionnaire.RowDef) {
		for _, code := range codes {
			all = append(all, questionnaire.RowDef{Code: code, Text: code})
		}
		return all
	}
	definition := &questionnaire.Definition{
		Survey: "test", Edition: "2026", Language: "en", Title: "Test", Confidentiality: questionnaire.Identified,
		Administrative: []questionnaire.AdministrativeDef{{Key: "channel"}},
		Sections: []questionnaire.SectionDef{{Key: "s", Title: "S", Questions: []questionnaire.QuestionDef{
			{Key: "role", Type: "single", Text: "Role", Options: options("supplier", "other")},
			{Key: "recommend", Type: "nps", Text: "Recommend"},
			{Key: "country", Type: "country", Text: "Country"},
			{Key: "restraints", Type: "multiple", Text: "Restraints", Options: options("privacy", "cost")},
			{Key: "threats", Type: "matrix", Text: "Threats", Options: append(options("very", "slightly"), unknown), Rows: rows("deepfakes", "theft")},
			{Key: "tests_done", Type: "matrix", PerRow: "multiple", Text: "Tests", Options: options("accuracy", "fairness"), Rows: rows("face")},
			{Key: "projects", Type: "integer", Text: "Projects"},
			{Key: "budget_share", Type: "decimal", Text: "Share", Decimals: new(1), Options: []questionnaire.OptionDef{unknown}},
			{Key: "outlook", Type: "text", Text: "Outlook", AskIf: "role == 'supplier'"},
			{Key: "first_deployment", Type: "date", Text: "First"},
			{Key: "devices", Type: "matrix", Text: "Devices", Rows: rows("camera"), Columns: []questionnaire.QuestionDef{
				{Key: "number", Type: "integer", Text: "Number"}, {Key: "used", Type: "multiple", Text: "Used", Options: options("door", "gate")},
			}},
			{Key: "homepage", Type: "url", Text: "Homepage"},
			{Key: "renewed", Type: "month", Text: "Renewed"},
			{Key: "concerns", Type: "ranking", Text: "Concerns", Options: options("privacy", "cost")},
			{Key: "spending", Type: "allocation", Text: "Spending", Options: options("staff", "devices")},
			{Key: "revenue", Type: "money", Text: "Revenue", Currencies: []questionnaire.CurrencyDef{{Code: "EUR"}}},
			{Key: "policy", Type: "file", Text: "Policy"},
			{Key: "programmes", Type: "roster", Text: "Programmes", Questions: []questionnaire.QuestionDef{
				{Key: "programme_name", Type: "text", Text: "Name"}, {Key: "people_reached", Type: "integer", Text: "People"},
			}},
			{Key: "sales_change", Type: "single", Text: "Sales", Options: append(options("up", "down"), refused)},
		}}},
	}
	s := &definition.Sections[0]
	s.Questions = slices.DeleteFunc(s.Questions, func(q questionnaire.QuestionDef) bool { return slices.Contains(without, q.Key) })
	q, problems := questionnaire.Compile(definition, nil)
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	return q
}

func documentation(t *testing.T) []byte {
	t.Helper()
	text, err := os.ReadFile("../../../docs/answers.md")
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// compact writes JSON without spaces.
func compact(t *testing.T, text []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Compact(&b, text); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return b.String()
}

// TestDocumentedAnswers reads every example of an answer, checks that it is one
// of its question, and writes it again.
func TestDocumentedAnswers(t *testing.T) {
	q := documented(t)
	examples := regexp.MustCompile("`(\"[a-z_]+\": [^`]+)`").FindAllSubmatch(documentation(t), -1)
	if len(examples) < 20 {
		t.Fatalf("the documentation has %d examples of answers", len(examples))
	}
	answered := response.Answers{}
	for _, example := range examples {
		text := []byte("{" + string(example[1]) + "}")
		var answers response.Answers
		if err := json.Unmarshal(text, &answers); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if _, refused := response.Storable(q.Questions, answers); len(refused) > 0 {
			t.Errorf("%s is no answer: %+v", text, refused)
		}
		if again, err := json.Marshal(answers); err != nil || string(again) != compact(t, text) {
			t.Errorf("%s is written as %s (%v)", text, again, err)
		}
		maps.Copy(answered, answers)
	}
	for _, question := range q.Questions {
		if !answered.Has(question) {
			t.Errorf("there is no example of an answer to %s", question.Key)
		}
	}
}

// TestDocumentedRecord exports the documented response.
func TestDocumentedRecord(t *testing.T) {
	q := documented(t, "recommend", "country", "tests_done", "budget_share", "first_deployment",
		"devices", "homepage", "renewed", "concerns", "spending", "revenue", "policy", "programmes")
	block := regexp.MustCompile("(?s)```json\n(.*?)```").FindSubmatch(documentation(t))
	if block == nil {
		t.Fatal("the documentation shows no response")
	}
	want := strings.Replace(compact(t, block[1]), "VERSION", q.Version, 1)
	r := response.Response{
		ID: "6f1c2a9e-3f0b-4c51-9d0a-5a3c2b7e8d10", Version: q.Version, Language: "en", Source: response.FromOpenLink,
		Disposition: response.Complete, Context: response.Context{Date: "2026-05-01"},
		Administrative: map[string]string{"channel": "mail"},
		Answers: response.Answers{
			"role": response.String("other"), "role__other__text": response.String("Observer"),
			"restraints": response.Codes("privacy", "cost"), "projects": response.Number(4),
			"threats":      response.Rows(map[string]response.Value{"deepfakes": response.String("very")}),
			"sales_change": response.Missing(questionnaire.Refused),
		},
	}
	e, err := microdata.New(build(t, q, []*response.Response{&r}), microdata.Options{Responses: each([]*response.Response{&r})})
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(string(write(t, e, microdata.JSONL))); got != want {
		t.Errorf("the response is written as\n%s\nand documented as\n%s", got, want)
	}
}
