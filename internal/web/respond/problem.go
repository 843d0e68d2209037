package respond

import (
	"slices"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// The violations by what was typed, before it is an answer. Their sentences
// stand among those of package response.
const (
	violationAmbiguous  response.ViolationCode = "ambiguous"   // params typed, thousands, decimal
	violationNoSuchDay  response.ViolationCode = "no_such_day" // such as 31 February
	violationYearDigits response.ViolationCode = "year_digits" // a year of two digits
	violationRankTwice  response.ViolationCode = "rank_twice"  // params first, second, rank
	violationRankGap    response.ViolationCode = "rank_gap"    // param rank: the first that no option has
)

// Problem is one thing to mend before going on.
type Problem struct {
	Question string // wording, "" where it is about the whole page
	Text     string // what to do, in the same words as beside the question
	Href     string // leads to the input, "" where there is none

	key string // of the question, with the prefix of its fields in a roster
	top string // key of the roster, or of the question itself
	row int    // place of the matrix row on the page from 0, else -1

	option *questionnaire.Option   // whose entry it is about, nil if no option's
	column *questionnaire.Question // whose cell it is about, nil if no cell's
}

// problems puts violations into words, linked to the inputs of this page.
func (v *visit) problems(found []response.Violation) []Problem {
	var problems []Problem
	for _, violation := range found {
		v := v.about(violation)
		q := violation.Question
		id := "q-" + v.prefix + q.Key
		problem := Problem{
			Question: v.plain(q), Text: v.sentence(violation), Href: "#" + id, key: v.prefix + q.Key, top: top(q).Key, row: -1,
			option: violation.Option, column: violation.Column,
		}
		if v.prefix != "" {
			problem.Question = v.printer().Text("respond.about_item", "item", v.itemTitle(q.Roster), "question", problem.Question)
		}
		if q.Shape() == questionnaire.ShapeItems {
			problem.Href = "#f-" + q.Key
		}
		if violation.Row != nil {
			problem.row = slices.Index(v.path.Rows(q), violation.Row)
		}
		switch i := slices.Index(parts(v.path.Options(q)), violation.Option); {
		case problem.row >= 0 && violation.Column != nil:
			problem.Href = "#q-" + v.prefix + cellPrefix(q, violation.Row) + violation.Column.Key
		case problem.row >= 0 && len(q.Columns) > 0:
			problem.Href = "#q-" + v.prefix + cellPrefix(q, violation.Row) + q.Columns[0].Key
		case problem.row >= 0:
			problem.Href = "#" + rowID(id, problem.row)
		case hasParts(q) && i >= 0:
			problem.Href = "#" + choiceID(id, i)
		}
		problems = append(problems, problem)
	}
	return problems
}

// plain is the wording of a question without markup.
func (v *visit) plain(q *questionnaire.Question) string {
	return v.wording.plain(v.wording.questions[q].text.insert(v.words()))
}

// hasParts reports whether each option of a question has an entry of its own.
func hasParts(q *questionnaire.Question) bool {
	return q.Shape() == questionnaire.ShapeRanks || q.Shape() == questionnaire.ShapeShares
}

// parts are those of some options that have an entry of their own.
func parts(options []*questionnaire.Option) []*questionnaire.Option {
	return slices.DeleteFunc(slices.Clone(options), func(o *questionnaire.Option) bool {
		return o.Missing != questionnaire.NotMissing || o.Exclusive
	})
}

// sentence says what is wrong with an answer and what to do.
func (v *visit) sentence(violation response.Violation) string {
	if violation.Rule != nil {
		return v.words().text(violation.Rule.Text)
	}
	sentence := v.printer().TextOf(violationKey(violation), v.params(violation))
	about := []any{"problem", sentence}
	switch q := violation.Question; {
	case violation.Row != nil && violation.Column != nil:
		about = append(about, "row", v.words().text(violation.Row.Text), "column", v.words().text(violation.Column.Text))
		return v.printer().Text("respond.cell_problem", about...)
	case violation.Row != nil:
		return v.printer().Text("respond.row_problem", append(about, "row", v.words().text(violation.Row.Text))...)
	case violation.Option != nil && q.Shape() == questionnaire.ShapeShares:
		return v.printer().Text("respond.row_problem", append(about, "row", v.words().text(violation.Option.Text))...)
	}
	return sentence
}

// violationKey names the sentence of a violation. Who ranks does not choose.
func violationKey(violation response.Violation) string {
	code := violation.Code
	switch {
	case violation.Question.Shape() != questionnaire.ShapeRanks:
	case code == response.ViolationTooFew:
		code = "ranked_few"
	case code == response.ViolationTooMany:
		code = "ranked_many"
	}
	return "violation." + string(code)
}

// params are those of a violation's sentence, in words.
func (v *visit) params(violation response.Violation) map[string]any {
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
	if accept, ok := params["accept"].(string); ok {
		params["accept"] = kinds(v.printer(), accept)
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
	if violation.Code == response.ViolationTotal {
		unit := v.words().text(violation.Question.Unit)
		for _, name := range []string{"total", "got"} {
			if x, ok := params[name].(float64); ok {
				params[name] = withUnit(v.printer().Number(x), unit)
			}
		}
	}
	return params
}

// attach puts the problems of a question into its field.
func attach(f *Field, problems []Problem) {
	for _, problem := range problems {
		if problem.row >= 0 && problem.row < len(f.Rows) {
			if cell := f.Rows[problem.row].cell(problem.column); cell != nil {
				attach(cell, []Problem{{Text: problem.Text, row: -1}})
				continue
			}
			f.Rows[problem.row].Problems = append(f.Rows[problem.row].Problems, problem.Text)
			continue
		}
		f.Problems = append(f.Problems, problem.Text)
	}
	for i := range f.Parts {
		f.Parts[i].Invalid = slices.ContainsFunc(problems, func(p Problem) bool { return p.option != nil && p.option == f.Parts[i].option })
	}
	f.Day.Invalid, f.Month.Invalid, f.Year.Invalid = f.Invalid(), f.Invalid(), f.Invalid()
	for _, c := range f.Options {
		if c.Other != nil {
			c.Other.Invalid = f.Invalid() && c.Checked
		}
	}
}
