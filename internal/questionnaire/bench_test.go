package questionnaire_test

import (
	"fmt"
	"testing"

	"barometer/internal/questionnaire"
)

// large is a questionnaire of 1,000 questions in 50 sections with 2,000
// conditions: an ask_if and a rule for each.
func large() *questionnaire.Definition {
	const sections, perSection = 50, 20
	d := &questionnaire.Definition{
		Survey: "large", Edition: "2026", Language: "en", Title: "Large", Confidentiality: questionnaire.Confidential,
	}
	n := 0
	for s := range sections {
		section := questionnaire.SectionDef{Key: fmt.Sprintf("s%d", s), Title: fmt.Sprintf("Section %d", s)}
		for range perSection {
			section.Questions = append(section.Questions, largeQuestion(n))
			n++
		}
		d.Sections = append(d.Sections, section)
	}
	return d
}

func largeQuestion(n int) questionnaire.QuestionDef {
	key := fmt.Sprintf("q%d", n)
	q := questionnaire.QuestionDef{Key: key, Text: fmt.Sprintf("Question %d?", n), Hint: "Think of last year."}
	switch n % 3 {
	case 0:
		q.Type, q.Options = "single", options("a", "b", "c", "d", "e")
		q.Require = []questionnaire.RuleDef{{Key: "fits", That: key + " != 'e' or answered(" + key + ")", Text: "Not that."}}
	case 1:
		q.Type, q.Options = "multiple", options("a", "b", "c", "d", "e")
		q.Require = []questionnaire.RuleDef{{Key: "fits", That: fmt.Sprintf("count(%s) < 4 or 'a' in %s", key, key), Text: "Fewer."}}
	case 2:
		q.Type = "integer"
		q.Require = []questionnaire.RuleDef{{Key: "fits", That: fmt.Sprintf("between(%s, 0, 1000) and %s != 13", key, key), Text: "Less."}}
	}
	if n >= 3 {
		first := n - n%3 - 3
		q.AskIf = fmt.Sprintf("q%d in ('a', 'b') or ('c' in q%d and not (q%d > 5))", first, first+1, first+2)
	} else {
		q.AskIf = "today() >= '2020-01-01'"
	}
	return q
}

func options(codes ...string) []questionnaire.OptionDef {
	var all []questionnaire.OptionDef
	for _, code := range codes {
		all = append(all, questionnaire.OptionDef{Code: code, Text: "Option " + code})
	}
	return all
}

func BenchmarkCompile(b *testing.B) {
	d := large()
	for b.Loop() {
		q, problems := questionnaire.Compile(d, nil)
		if q == nil {
			b.Fatal(problems)
		}
	}
}
