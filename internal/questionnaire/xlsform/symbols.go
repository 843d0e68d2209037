package xlsform

import (
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

// symbolsOf lists what conditions of a definition can name, and the rosters
// that its questions are in.
func symbolsOf(d *questionnaire.Definition) (expr.Symbols, map[string]string) {
	symbols, rosters := expr.Symbols{}, map[string]string{}
	lists := map[string][]questionnaire.OptionDef{}
	for _, l := range d.Lists {
		lists[l.Key] = l.Options
	}
	for i := range d.Sections {
		for j := range d.Sections[i].Questions {
			q := &d.Sections[i].Questions[j]
			addSymbols(symbols, q, lists)
			for k := range q.Questions {
				addSymbols(symbols, &q.Questions[k], lists)
				rosters[q.Questions[k].Key] = q.Key
			}
		}
	}
	return symbols, rosters
}

// addSymbols adds the variables of a question.
func addSymbols(symbols expr.Symbols, q *questionnaire.QuestionDef, lists map[string][]questionnaire.OptionDef) {
	it := &item{def: *q, yields: yields[q.Result]}
	symbol := expr.Symbol{Kind: kindOf(it), Question: q.Key, Min: q.Min, Max: q.Max}
	options := append(append([]questionnaire.OptionDef{}, lists[q.List]...), q.Options...)
	for _, o := range options {
		symbol.Codes = append(symbol.Codes, o.Code)
	}
	if symbol.Kind == expr.KindNumber {
		symbol.Codes = nil
	}
	for _, r := range q.Rows {
		row := q.Key + "__" + r.Code
		symbols[row] = symbol
		for _, o := range options {
			if symbol.Kind == expr.KindCodes {
				symbols[row+"__"+o.Code] = expr.Symbol{Kind: expr.KindBool, Question: row}
			}
		}
	}
	if q.Type == "matrix" || symbol.Kind == 0 {
		return
	}
	symbols[q.Key] = symbol
	for _, o := range options {
		if symbol.Kind == expr.KindCodes {
			symbols[q.Key+"__"+o.Code] = expr.Symbol{Kind: expr.KindBool, Question: q.Key}
		}
		if o.Other {
			symbols[q.Key+"__"+o.Code+"__text"] = expr.Symbol{Kind: expr.KindText, Question: q.Key}
		}
	}
}

// yields are the kinds of what calculations are said to yield.
var yields = map[questionnaire.Result]expr.Kind{
	"": expr.KindNumber, questionnaire.ResultNumber: expr.KindNumber,
	questionnaire.ResultText: expr.KindText, questionnaire.ResultDate: expr.KindDate,
}

// formNames are the names that the rows of a form have for a definition, which
// its expressions and texts can name.
func formNames(d *questionnaire.Definition) map[string]bool {
	known := map[string]bool{}
	for i := range d.Sections {
		eachQuestion(d.Sections[i].Questions, func(q *questionnaire.QuestionDef) {
			known[q.Key] = true
			for _, r := range q.Rows {
				known[q.Key+"__"+r.Code] = len(q.Columns) == 0
				for _, c := range q.Columns {
					known[q.Key+"__"+r.Code+"__"+c.Key] = true
				}
			}
			for _, o := range q.Options {
				known[q.Key+"__"+o.Code] = q.Type == "allocation" && o.Missing == questionnaire.NotMissing
				known[q.Key+"__"+o.Code+"__text"] = o.Other && isChoice(q.Type)
			}
		})
	}
	return known
}

// isChoice reports whether a type is written as a choice with texts of other
// answers.
func isChoice(kind string) bool { return kind == "single" || kind == "multiple" }
