package wording

import (
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

// Numbers gives each question that is answered its number as reports print it:
// Q1, Q2, … in the order asked.
func Numbers(q *questionnaire.Questionnaire) map[string]string {
	numbers, n := map[string]string{}, 0
	for _, question := range q.Questions {
		if question.Shape() == questionnaire.ShapeNone {
			continue
		}
		n++
		numbers[question.Key] = "Q" + strconv.Itoa(n)
		for i, inner := range question.Questions {
			numbers[inner.Key] = numbers[question.Key] + "." + strconv.Itoa(i+1)
		}
	}
	return numbers
}

// Condition puts a condition of a questionnaire into words: “Q1 Which …?” is
// “Supplier”.
func (w *Words) Condition(q *questionnaire.Questionnaire, c *questionnaire.Condition) string {
	return c.Expr.Describe(conditionWords{Words: w, questionnaire: q, numbers: Numbers(q)})
}

// conditionWords says how names and codes read in a condition.
type conditionWords struct {
	*Words
	questionnaire *questionnaire.Questionnaire
	numbers       map[string]string
}

const longestQuestion = 70 // characters of a question's text within a condition

// Name gives the number and the beginning of the question's text. The name of
// an option of a multiple question gives its label too.
func (w conditionWords) Name(name string) string {
	v, option := w.find(name)
	if v == nil {
		return name
	}
	text := Shorten(w.Of(v.Text), longestQuestion)
	if v.Question != nil {
		text = strings.TrimSpace(w.numbers[v.Question.Key] + " " + text)
	}
	if option != nil {
		text += " — " + w.Of(option.Text)
	}
	return text
}

// Code gives the label of an option.
func (w conditionWords) Code(name, code string) string {
	if v, _ := w.find(name); v != nil {
		if o, ok := v.Option(code); ok {
			return w.Of(o.Text)
		}
	}
	return code
}

// And joins conditions in words that all have to hold.
func (w *Words) And(conditions ...string) string {
	if len(conditions) == 0 {
		return ""
	}
	text := conditions[0]
	for _, c := range conditions[1:] {
		text = strings.NewReplacer("{a}", text, "{b}", c).Replace(w.Phrase(expr.PhraseAnd))
	}
	return text
}

// Phrase gives a template in the language, in English where it has none.
func (w *Words) Phrase(p expr.Phrase) string {
	if key := "report.phrase." + string(p); w.Has(key) {
		return w.Text(key)
	}
	return expr.Phrases()[p]
}

// find finds the variable of a name, and the option where the name is an
// option's of a multiple question.
func (w conditionWords) find(name string) (*questionnaire.Variable, *questionnaire.Option) {
	if v, ok := w.questionnaire.Variable(name); ok {
		return v, nil
	}
	for i := strings.LastIndex(name, "__"); i > 0; i = strings.LastIndex(name[:i], "__") {
		if v, ok := w.questionnaire.Variable(name[:i]); ok {
			if o, ok := v.Option(name[i+2:]); ok {
				return v, o
			}
		}
	}
	return nil, nil
}

// Shorten cuts a text after a word so that at most n characters are left,
// ending with "…".
func Shorten(text string, n int) string {
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	cut := string(runes[:n-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.") + "…"
}
