package respond

import (
	"encoding/json"
	"html/template"
	"maps"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

// Questions whose conditions depend on answers of their own page are shown at
// once where the browser runs the script of the page, and after saving it where
// it does not. The page holds those that are not asked as templates, which
// browsers neither show nor send, and what the script needs to decide.

// instant is what the script of a page needs to know. It holds the answers to
// other pages' questions that a condition of this page names, and no others.
type instant struct {
	Today      string              `json:"today,omitempty"`
	Values     map[string]any      `json:"values"`     // of names of other pages
	Fields     map[string][]any    `json:"fields"`     // of names of this page: how to read them, for readers of form.js
	Computed   map[string]computed `json:"computed"`   // of names that are calculated on this page
	Conditions [][2]any            `json:"conditions"` // key and condition, in the order of the questions
}

// computed is a calculation and whether it is made.
type computed struct {
	If *expr.Expr `json:"if,omitempty"`
	Is *expr.Expr `json:"is"`
}

func newInstant(today string) *instant {
	return &instant{Today: today, Values: map[string]any{}, Fields: map[string][]any{}, Computed: map[string]computed{}}
}

// instant gives what the script of a section's page needs; nil for nothing.
func (v *visit) instant(section *questionnaire.Section) *instant {
	all := newInstant(v.draft.Context.Date)
	for _, q := range section.Questions {
		if q.AskIf == nil || q.Shape() == questionnaire.ShapeItems || q.Type.Skipped || q.Calculate != nil {
			continue
		}
		own := newInstant("")
		if !own.names(v, section, q.AskIf) || len(own.Fields) == 0 {
			continue
		}
		maps.Copy(all.Values, own.Values)
		maps.Copy(all.Fields, own.Fields)
		maps.Copy(all.Computed, own.Computed)
		all.Conditions = append(all.Conditions, [2]any{q.Key, q.AskIf.Expr})
	}
	if all.Conditions == nil {
		return nil
	}
	return all
}

// names adds what a condition names; false if the script cannot know all of it.
func (in *instant) names(v *visit, section *questionnaire.Section, c *questionnaire.Condition) bool {
	for i, name := range c.Expr.Names() {
		variable, option := c.Variables[i], c.Options[i]
		q := variable.Question
		switch {
		case q == nil:
		case q.Roster != nil || q.Shape() == questionnaire.ShapeItems:
			return false
		case q.Section != section:
			in.Values[name] = known(v.path.Of(variable), option)
		case variable.Recode != nil:
			return false
		case q.Calculate != nil:
			if option != nil || !in.compute(v, section, q) {
				return false
			}
		default:
			if in.Fields[name] = reader(variable, option); in.Fields[name] == nil {
				return false
			}
		}
	}
	return true
}

// compute adds a calculation of the page.
func (in *instant) compute(v *visit, section *questionnaire.Section, q *questionnaire.Question) bool {
	if _, known := in.Computed[q.Key]; known {
		return true
	}
	made := computed{Is: q.Calculate.Expr}
	if q.AskIf != nil {
		made.If = q.AskIf.Expr
	}
	in.Computed[q.Key] = made
	return in.names(v, section, q.Calculate) && (q.AskIf == nil || in.names(v, section, q.AskIf))
}

// known is the value of a variable or, with an option, whether that was chosen,
// as conditions are evaluated in the browser; nil where there is none.
func known(value response.Value, option *questionnaire.Option) any {
	switch kind := value.Kind(); {
	case option != nil && (kind == response.KindString || kind == response.KindList):
		return value.Chose(option.Code)
	case option != nil:
	case kind == response.KindString:
		return value.Str()
	case kind == response.KindList:
		return value.List()
	case kind == response.KindNumber:
		return value.Num()
	case kind == response.KindFile:
		return value.File().Name
	}
	return nil
}

// reader says how the fields of a page become the value of a variable: a kind
// of form.js with its operands; nil where there is none.
func reader(v *questionnaire.Variable, option *questionnaire.Option) []any {
	q := v.Question
	switch {
	case v.Column != nil:
		return nil
	case option != nil:
		return append([]any{"chosen", option.Code}, choices(q, fieldOf(v))...)
	case v.Other != nil:
		return append([]any{"other", v.Name, v.Other.Code}, choices(q, q.Key)...)
	case v.Part != nil:
		return []any{"number", v.Name}
	}
	switch q.Shape() {
	case questionnaire.ShapeCode, questionnaire.ShapeCodes:
		kind := q.Shape().String() // code or codes
		if q.Type.Countries {
			return []any{"text", q.Key}
		}
		return append([]any{kind}, choices(q, fieldOf(v))...)
	case questionnaire.ShapeText:
		return []any{"text", q.Key}
	case questionnaire.ShapeNumber:
		return []any{"number", q.Key}
	case questionnaire.ShapeDate:
		return []any{"date", q.Key + ".day", q.Key + ".month", q.Key + ".year"}
	case questionnaire.ShapeMonth:
		return []any{"month", q.Key + ".month", q.Key + ".year"}
	case questionnaire.ShapeRanks:
		var parts [][2]string
		for _, o := range q.Options {
			if o.Missing == questionnaire.NotMissing {
				parts = append(parts, [2]string{o.Code, q.PartName(o)})
			}
		}
		return []any{"ranks", parts}
	case questionnaire.ShapeAmount:
		return amountReader(v)
	}
	return nil
}

// fieldOf names the field of a choice: that of the row, in a matrix.
func fieldOf(v *questionnaire.Variable) string {
	if v.Row != nil {
		return v.Question.RowName(v.Row)
	}
	return v.Question.Key
}

// choices are the operands of a choice: its field, the codes of its missing
// kinds, and the fields of the texts of "other" options.
func choices(q *questionnaire.Question, field string) []any {
	missing, others := []string{}, [][2]string{}
	for _, o := range q.Options {
		if o.Missing != questionnaire.NotMissing {
			missing = append(missing, o.Code)
		}
		if o.Other {
			others = append(others, [2]string{o.Code, q.OtherName(o)})
		}
	}
	return []any{field, missing, others}
}

// amountReader is reader for money. Where there is one currency, the page has
// no field for it, which the script sees as "".
func amountReader(v *questionnaire.Variable) []any {
	q, rates, only := v.Question, map[string]float64{}, ""
	for _, c := range q.Currencies {
		rates[c.Code] = c.Rate
	}
	if len(q.Currencies) == 1 {
		only = q.Currencies[0].Code
		rates[""] = 1
	}
	if v.Currency {
		return []any{"currency", q.Key, currencyField(q), only}
	}
	return []any{"amount", q.Key, currencyField(q), rates}
}

// json is what the page holds; "" for nothing.
func (in *instant) json() (string, error) {
	if in == nil {
		return "", nil
	}
	b, err := json.Marshal(in)
	return string(b), err
}

// has reports whether the script shows a question.
func (in *instant) has(q *questionnaire.Question) bool {
	if in == nil {
		return false
	}
	for _, c := range in.Conditions {
		if c[0] == q.Key {
			return true
		}
	}
	return false
}

// place marks where a question that the script shows and hides stands on the
// page. html is the question, asked whether the server shows it.
func place(q *questionnaire.Question, html template.HTML, asked bool) template.HTML {
	start := template.HTML(`<template data-key="` + q.Key + `">`)
	const end = template.HTML("</template>\n")
	if asked {
		return start + end + html
	}
	return start + html + end
}
