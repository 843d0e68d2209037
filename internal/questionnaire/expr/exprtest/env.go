// Package exprtest holds what tests of conditions share: answers in the JSON
// form in which the browser has them, and random expressions over them. The
// same answers are given to Go's evaluator and to the browser's, whose results
// have to be equal. It is for tests only.
package exprtest

import "barometer/internal/questionnaire/expr"

// Answers are values by name, as decoded from JSON: nil or {"missing": kind},
// true or false, a number, a text, code or date, a list of codes, and
// {"items": [Answers, …]} for a roster. Outside a roster, the name of one of its
// questions stands for the values of all items.
type Answers map[string]any

// Surroundings are all that an expression is evaluated over.
type Surroundings struct {
	Values     Answers `json:"values"`
	Today      string  `json:"today"`
	Position   int     `json:"position,omitempty"`
	Attributes Answers `json:"attributes,omitempty"`
}

// Env evaluates an expression over surroundings. It implements [expr.ItemEnv],
// [expr.PositionEnv] and [expr.OptionEnv].
type Env struct {
	Surroundings
	names []string
	item  Answers // of the item of a roster; nil outside
}

// NewEnv puts an expression into its surroundings.
func NewEnv(e *expr.Expr, s Surroundings) Env { return Env{Surroundings: s, names: e.Names()} }

// Value implements [expr.Env].
func (e Env) Value(i int) expr.Value {
	name := e.names[i]
	if v, ok := e.item[name]; ok {
		return Value(v)
	}
	if v, ok := e.Values[name]; ok {
		return Value(v)
	}
	for _, v := range e.Values {
		if many, ok := gather(v, name); ok {
			return many
		}
	}
	return expr.Missing()
}

// gather collects the values that a name has in the items of a roster.
func gather(roster any, name string) (expr.Value, bool) {
	var values []expr.Value
	found := false
	for _, item := range items(roster) {
		answers, _ := item.(map[string]any)
		v, ok := answers[name]
		found = found || ok
		values = append(values, Value(v))
	}
	return expr.Many(values), found
}

// items are those of a roster; nil of anything else.
func items(roster any) []any {
	group, _ := roster.(map[string]any)
	list, _ := group["items"].([]any)
	return list
}

// Today implements [expr.Env].
func (e Env) Today() string { return e.Surroundings.Today }

// Position implements [expr.PositionEnv].
func (e Env) Position() int { return e.Surroundings.Position }

// Attribute implements [expr.OptionEnv].
func (e Env) Attribute(name string) expr.Value { return Value(e.Attributes[name]) }

// Item implements [expr.ItemEnv].
func (e Env) Item(i, n int) expr.Env {
	list := items(e.Values[e.names[i]])
	e.item, _ = list[n].(map[string]any)
	e.Surroundings.Position = n + 1
	return e
}

// Value reads one value of [Answers].
func Value(v any) expr.Value {
	switch v := v.(type) {
	case bool:
		return expr.Bool(v)
	case float64:
		return expr.Number(v)
	case string:
		return expr.String(v)
	case []any:
		codes := make([]string, len(v))
		for i, code := range v {
			codes[i], _ = code.(string)
		}
		return expr.Codes(codes)
	case map[string]any:
		if list, ok := v["items"].([]any); ok {
			return expr.Items(len(list))
		}
	}
	return expr.Missing()
}

// JSON gives a result the form that the browser's has: nil where it is
// missing.
func JSON(v expr.Value) any {
	if truth, ok := v.Truth(); ok {
		return truth
	}
	if number, ok := v.Float(); ok {
		return number
	}
	if text, ok := v.Text(); ok {
		return text
	}
	return nil
}

// Script makes, in the browser, the environment that [NewEnv] makes in Go: a
// function environment(surroundings).
const Script = `
function environment(s, item) {
	const itemsOf = v => v && Array.isArray(v.items) ? v.items : null;
	const gathered = name => {
		for (const v of Object.values(s.values)) {
			const items = itemsOf(v);
			if (items && items.some(i => name in i)) return {many: items.map(i => i[name])};
		}
		return null;
	};
	return {
		today: s.today,
		position: s.position,
		attribute: name => (s.attributes || {})[name],
		value: name => {
			if (item && name in item) return item[name];
			if (!(name in s.values)) return gathered(name);
			const items = itemsOf(s.values[name]);
			return items ? {items: items.length} : s.values[name];
		},
		item: (roster, n) => environment({...s, position: n + 1}, s.values[roster].items[n]),
	};
}`
