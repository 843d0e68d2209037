package response_test

import (
	"fmt"
	"testing"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// BenchmarkTrace computes the path of a response to 1,000 questions, each with
// a condition over three earlier ones.
func BenchmarkTrace(b *testing.B) {
	d := &questionnaire.Definition{Survey: "large", Edition: "2026", Language: "en", Title: "Large", Confidentiality: questionnaire.Confidential}
	answers := response.Answers{}
	for n := range 1000 {
		if n%20 == 0 {
			d.Sections = append(d.Sections, questionnaire.SectionDef{Key: fmt.Sprintf("s%d", n), Title: "Section"})
		}
		section := &d.Sections[len(d.Sections)-1]
		key := fmt.Sprintf("q%d", n)
		q := questionnaire.QuestionDef{Key: key, Type: "integer", Text: "How many?"}
		if n >= 3 {
			q.AskIf = fmt.Sprintf("q%d > 0 and (q%d < 9 or q%d == 13)", n-1, n-2, n-3)
		}
		section.Questions = append(section.Questions, q)
		answers[key] = response.Number(5)
	}
	q, problems := questionnaire.Compile(d, nil)
	if q == nil {
		b.Fatal(problems)
	}
	for b.Loop() {
		if path := response.Trace(q, response.Context{}, answers); !path.Asked(q.Questions[999]) {
			b.Fatal("the last question is not asked")
		}
	}
}
