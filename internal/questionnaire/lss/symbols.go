package lss

import (
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

// symbolTable collects what expressions may name and of which kind it is.
func (c *converter) symbolTable() {
	c.symbols, c.indexes, c.codes = expr.Symbols{}, map[string]int{}, map[string]map[string]string{}
	for _, g := range c.survey.groups {
		for _, q := range g.questions {
			c.symbolsOf(q)
			c.codesOf(q)
			c.indexes[q.key] = q.index
			if q.commentKey != "" {
				c.indexes[q.commentKey] = q.index
			}
		}
	}
}

func (c *converter) symbolsOf(q *question) {
	switch kindOf(q).form {
	case formCodes, formRanks:
		symbol := expr.Symbol{Kind: expr.KindCodes, Question: q.key}
		for _, s := range q.subs[0] {
			symbol.Codes = append(symbol.Codes, s.key)
		}
		for _, a := range q.answers[0] {
			symbol.Codes = append(symbol.Codes, a.key)
		}
		if q.other {
			symbol.Codes = append(symbol.Codes, q.otherKey)
		}
		c.symbols[q.key] = symbol
	case formRowCodes:
		for _, s := range q.subs[0] {
			symbol := expr.Symbol{Kind: expr.KindCodes, Question: q.key}
			for _, o := range q.subs[1] {
				symbol.Codes = append(symbol.Codes, o.key)
			}
			c.symbols[q.key+"__"+s.key] = symbol
		}
	}
	for _, v := range q.parts() {
		if v.rank == 0 && (v.option == "" || kindOf(q).form == formCodes) {
			c.symbols[v.name] = v.symbol()
		}
	}
	for _, rest := range []string{"other", "comment"} {
		if v, ok := q.part(rest); ok && strings.Contains("LO!MP", q.kind) {
			c.symbols[v.name] = expr.Symbol{Kind: expr.KindText, Question: q.key}
		}
	}
	if q.kind == "P" {
		for _, s := range q.subs[0] {
			c.symbols[q.key+"__"+s.key+"__text"] = expr.Symbol{Kind: expr.KindText, Question: q.key}
		}
	}
}

// codesOf notes the codes of a question's variables.
func (c *converter) codesOf(q *question) {
	codes := map[string]string{}
	for _, s := range slices.Concat(q.subs[0], q.subs[1]) {
		codes[s.code] = s.key
	}
	switch kindOf(q).form {
	case formCodes:
		c.codes[q.key] = codes
		return
	case formRowCodes:
		for _, s := range q.subs[0] {
			c.codes[q.key+"__"+s.key] = codes
		}
		return
	case formRanks:
		c.codes[q.key] = variable{question: q}.options()
		return
	}
	for _, v := range q.parts() {
		c.codes[v.name] = v.options()
	}
}

// symbol says of which kind a variable is.
func (v variable) symbol() expr.Symbol {
	symbol := expr.Symbol{Kind: expr.KindText, Question: v.question.key}
	q := v.question
	switch {
	case v.option != "":
		symbol.Kind = expr.KindBool
	case strings.HasSuffix(v.name, "__text") && kindOf(q).form != formCells:
	case slices.Contains([]string{"5", "A", "B", "C", "E", "F", "G", "H", "L", "O", "Y", "!", "1"}, q.kind):
		symbol.Kind = expr.KindCode
		for _, code := range v.options() {
			symbol.Codes = append(symbol.Codes, code)
		}
		slices.Sort(symbol.Codes)
	case q.kind == "D":
		symbol.Kind = expr.KindDate
	case slices.Contains([]string{"N", "K", ":"}, q.kind), slices.Contains([]string{"S", "Q", ";"}, q.kind) && q.is("numbers_only"):
		symbol.Kind = expr.KindNumber
	}
	return symbol
}

// symbolOf says what a calculation is in expressions.
func symbolOf(r questionnaire.Result, key string) expr.Symbol {
	kinds := map[questionnaire.Result]expr.Kind{"": expr.KindNumber, questionnaire.ResultText: expr.KindText, questionnaire.ResultDate: expr.KindDate}
	return expr.Symbol{Kind: kinds[r], Question: key}
}
