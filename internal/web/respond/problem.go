package respond

import (
	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// The violations by what was typed, before it is an answer. Their sentences
// stand among those of package response.
const (
	violationAmbiguous  response.ViolationCode = "ambiguous"   // params typed, thousands, decimal
	violationNoSuchDay  response.ViolationCode = "no_such_day" // such as 31 February
	violationYearDigits response.ViolationCode = "year_digits" // a year of two digits
)

// Problem is one thing to mend before going on.
type Problem struct {
	Question string // wording, "" where it is about the whole page
	Text     string // what to do, in the same words as beside the question
	Href     string // leads to the input, "" where there is none

	key string // of the question
	row int    // index of the matrix row from 0, else -1
}

// problems puts violations into words, linked to the inputs of this page.
func (v *visit) problems(found []response.Violation) []Problem {
	var problems []Problem
	for _, violation := range found {
		q := violation.Question
		problem := Problem{
			Question: v.plain(q), Text: v.sentence(violation), Href: "#q-" + q.Key, key: q.Key, row: -1,
		}
		if violation.Row != nil {
			problem.row = violation.Row.Index
			problem.Href = "#" + rowID("q-"+q.Key, problem.row)
		}
		problems = append(problems, problem)
	}
	return problems
}

// plain is the wording of a question without markup.
func (v *visit) plain(q *questionnaire.Question) string {
	return v.wording.plain(v.wording.questions[q].text.insert(v.words()))
}

// sentence says what is wrong with an answer and what to do.
func (v *visit) sentence(violation response.Violation) string {
	params := map[string]any{"n": 0}
	for name, value := range violation.Params {
		switch value := value.(type) {
		case questionnaire.Text:
			params[name] = v.words().text(value)
		case string:
			params[name] = v.printer().ISODate(value)
		default:
			params[name] = value
		}
	}
	if violation.Option != nil {
		params["option"] = v.words().text(violation.Option.Text)
	}
	// Plural forms follow the limit.
	for _, name := range []string{"min", "max"} {
		if limit, ok := params[name]; ok {
			params["n"] = limit
		}
	}
	sentence := v.printer().TextOf("violation."+string(violation.Code), params)
	if violation.Row != nil {
		sentence = v.printer().Text("respond.row_problem", "row", v.words().text(violation.Row.Text), "problem", sentence)
	}
	return sentence
}

// attach puts the problems of a question into its field.
func attach(f *Field, problems []Problem) {
	for _, problem := range problems {
		if problem.row >= 0 && problem.row < len(f.Rows) {
			f.Rows[problem.row].Problems = append(f.Rows[problem.row].Problems, problem.Text)
			continue
		}
		f.Problems = append(f.Problems, problem.Text)
	}
	f.Day.Invalid, f.Month.Invalid, f.Year.Invalid = f.Invalid(), f.Invalid(), f.Invalid()
	for _, c := range f.Options {
		if c.Other != nil {
			c.Other.Invalid = f.Invalid() && c.Checked
		}
	}
}
