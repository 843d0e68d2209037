package diff

import (
	"fmt"
	"testing"

	"barometer/internal/questionnaire"
)

// long is a definition of 1,000 questions. Keys begin with prefix.
func long(prefix string) *questionnaire.Definition {
	d := small()
	s := &d.Sections[0]
	for i := len(s.Questions); i < 1000; i++ {
		q := questionnaire.QuestionDef{
			Key: fmt.Sprintf("%s%d", prefix, i), Type: "single",
			Text:  fmt.Sprintf("How often did your organisation use the system of type %d in the last year, on average over all sites?", i),
			AskIf: "role == 'user'",
		}
		for j := range 8 {
			q.Options = append(q.Options, questionnaire.OptionDef{Code: fmt.Sprintf("%s%d", prefix, j), Text: fmt.Sprintf("Site number %d of %d", j, i)})
		}
		s.Questions = append(s.Questions, q)
	}
	return d
}

// BenchmarkCompare compares editions of 1,000 questions, under the same keys
// and under keys that all changed.
func BenchmarkCompare(b *testing.B) {
	for _, test := range []struct {
		name     string
		old, new *questionnaire.Definition
	}{{"same keys", long("q"), long("q")}, {"other keys", long("q"), long("r")}} {
		b.Run(test.name, func(b *testing.B) {
			for b.Loop() {
				Compare(test.old, test.new)
			}
		})
	}
}
