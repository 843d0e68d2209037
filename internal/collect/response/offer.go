package response

import (
	"slices"

	"barometer/internal/questionnaire"
)

// offer is what of a question is shown, of which not all may be, and the
// answers to it as far as they were to that: what a change of mind has hidden
// is no answer any more, to whatever reads it.
type offer struct {
	options []*questionnaire.Option
	rows    []*questionnaire.Row
	answers Answers
}

func (p *Path) offer(q *questionnaire.Question) offer {
	var o offer
	for _, option := range q.Options {
		if p.shows(q, option) {
			o.options = append(o.options, option)
		}
	}
	for _, row := range q.Rows {
		if !row.NotOffered && p.holds(row.AskIf) {
			o.rows = append(o.rows, row)
		}
	}
	o.answers = Answers{}
	for _, name := range AnswerNames(q) {
		if v, ok := p.answers[name]; ok {
			o.answers[name] = v
		}
	}
	if value := o.of(q, p.answers.completed(q)); value.IsNone() {
		delete(o.answers, q.Key)
	} else {
		o.answers[q.Key] = value
	}
	for _, option := range q.Options {
		if option.Other && !slices.Contains(o.options, option) {
			delete(o.answers, q.OtherName(option))
		}
	}
	return o
}

// shows reports whether an option is shown. Missing kinds are, whatever the
// question's condition for options.
func (p *Path) shows(q *questionnaire.Question, o *questionnaire.Option) bool {
	if o.NotOffered || !p.holds(o.AskIf) {
		return false
	}
	c := q.OptionsIf
	return c == nil || o.Missing != questionnaire.NotMissing || c.Expr.Bool(pathEnv{path: p, condition: c, option: o})
}

// Hidden reports the asked questions among those given to which something was
// chosen that is not shown: by a page from before a change of mind, which has to
// be looked at again. Once it is left, what is hidden is no answer and no
// violation.
func (p *Path) Hidden(questions []*questionnaire.Question) []Violation {
	var found []Violation
	for _, q := range questions {
		o, ok := p.offers[q]
		if !ok {
			continue
		}
		value := p.answers.completed(q)
		if len(q.Rows) == 0 && !same(o.chosen(q, value), value) {
			found = append(found, Violation{Question: q, Item: p.id, Code: ViolationNotOffered})
		}
		for _, row := range o.rows {
			if v := value.Row(row.Code); !same(o.chosen(q, v), v) {
				found = append(found, Violation{Question: q, Item: p.id, Row: row, Code: ViolationNotOffered})
			}
		}
	}
	return found
}

// same compares an answer with what is left of it.
func same(left, v Value) bool {
	return left.kind == v.kind && len(left.List()) == len(v.List()) && len(left.byRow()) == len(v.byRow())
}

// of is what is left of an answer. Codes that the question never had stay, to
// be found by validation.
func (o offer) of(q *questionnaire.Question, v Value) Value {
	if len(q.Rows) == 0 {
		return o.chosen(q, v)
	}
	if v.kind != KindRows {
		return v
	}
	kept := map[string]Value{}
	for code, row := range v.byRow() {
		i := slices.IndexFunc(q.Rows, func(r *questionnaire.Row) bool { return r.Code == code })
		if i < 0 || slices.Contains(o.rows, q.Rows[i]) {
			kept[code] = o.chosen(q, row)
		}
	}
	return rows(kept)
}

// chosen is what is left of an answer by options.
func (o offer) chosen(q *questionnaire.Question, v Value) Value {
	hidden := func(code string) bool {
		option, known := q.Option(code)
		return known && !slices.Contains(o.options, option)
	}
	switch {
	case v.kind == KindString && q.Shape() == questionnaire.ShapeCode && hidden(v.str):
		return Value{}
	case v.kind == KindList:
		return list(slices.DeleteFunc(slices.Clone(v.List()), hidden))
	case v.kind == KindRows && q.Shape() == questionnaire.ShapeShares:
		kept := map[string]Value{}
		for code, share := range v.byRow() {
			if !hidden(code) {
				kept[code] = share
			}
		}
		return rows(kept)
	}
	return v
}

// of holds the answers to a question, as far as it is shown.
func (p *Path) of(q *questionnaire.Question) Answers {
	if o, ok := p.offers[q]; ok {
		return o.answers
	}
	return p.answers
}

// offerOf is what of a question is shown; computed for itself where the question
// is not asked.
func (p *Path) offerOf(q *questionnaire.Question) offer {
	if o, ok := p.offers[q]; ok {
		return o
	}
	return p.offer(q)
}

// AsksRow reports whether a row of a matrix that is asked is shown.
func (p *Path) AsksRow(q *questionnaire.Question, r *questionnaire.Row) bool {
	return !q.Selective || slices.Contains(p.offerOf(q).rows, r)
}

// choices counts the options that can be chosen together.
func (p *Path) choices(q *questionnaire.Question) int {
	n := 0
	for _, o := range p.Options(q) {
		if o.Missing == questionnaire.NotMissing && !o.Exclusive {
			n++
		}
	}
	return n
}

// isEmpty reports whether there is nothing to ask: a roster has no items and
// none can be added, or nothing of a choice or matrix is shown.
func (p *Path) isEmpty(q *questionnaire.Question) bool {
	switch {
	case q.ItemsFrom != nil || q.ItemsCount != nil:
		return len(p.Items(q)) == 0
	case !q.Selective:
		return false
	case len(q.Rows) > 0 && len(p.offerOf(q).rows) == 0:
		return true
	}
	return len(q.Columns) == 0 && !slices.ContainsFunc(p.offerOf(q).options, func(o *questionnaire.Option) bool {
		return o.Missing == questionnaire.NotMissing
	})
}
