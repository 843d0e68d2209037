package microdata_test

import (
	"math/rand/v2"
	"strconv"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// filler makes up answers that fit a questionnaire.
type filler struct {
	*rand.Rand
	questionnaire *questionnaire.Questionnaire
}

// responses are n responses in which everybody answers most of what is asked.
func (f filler) responses(n int) []*response.Response {
	var all []*response.Response
	for i := range n {
		r := &response.Response{
			ID: "r" + strconv.Itoa(i), Version: f.questionnaire.Version, Language: f.questionnaire.Languages[0], Source: response.FromOpenLink,
			Disposition: []response.Disposition{response.Complete, response.Partial}[f.IntN(2)],
			Context:     response.Context{Date: "2026-05-01"}, Answers: response.Answers{},
		}
		for _, q := range f.questionnaire.Questions {
			path := response.Trace(f.questionnaire, r.Context, r.Answers)
			if !path.Asked(q) || !q.IsAsked() {
				continue
			}
			if q.Shape() == questionnaire.ShapeItems {
				f.items(q, path, r.Answers)
			} else {
				f.answer(q, r.Answers)
			}
		}
		r.Answers = response.Trace(f.questionnaire, r.Context, r.Answers).Prune()
		all = append(all, r)
	}
	return all
}

// items makes up the items of a roster.
func (f filler) items(roster *questionnaire.Question, path *response.Path, answers response.Answers) {
	var ids []string
	for _, item := range path.Items(roster) {
		ids = append(ids, item.ID())
	}
	if roster.ItemsFrom == nil && roster.ItemsCount == nil {
		for i := range f.IntN(4) {
			ids = append(ids, strconv.Itoa(i+1))
		}
	}
	var items []response.Item
	for _, id := range ids {
		item := response.Item{ID: id, Answers: response.Answers{}}
		for _, q := range roster.Questions {
			if q.IsAsked() {
				f.answer(q, item.Answers)
			}
		}
		items = append(items, item)
	}
	if len(items) > 0 {
		answers[roster.Key] = response.Items(items...)
	}
}

// answer makes up the answer to a question, now and then none.
func (f filler) answer(q *questionnaire.Question, answers response.Answers) {
	if f.IntN(6) == 0 {
		return
	}
	if len(q.Rows) == 0 {
		if v := f.value(q); !v.IsNone() {
			answers[q.Key] = v
		}
		for _, o := range q.Options {
			if o.Other && answers[q.Key].Chose(o.Code) {
				answers[q.OtherName(o)] = response.String(f.text())
			}
		}
		return
	}
	rows := map[string]response.Value{}
	for _, row := range q.Rows {
		v := f.value(q)
		if cells := (response.Answers{}); len(q.Columns) > 0 {
			for _, column := range q.Columns {
				f.answer(column, cells)
			}
			v = response.Value{}
			if len(cells) > 0 {
				v = response.Rows(cells)
			}
		}
		if !v.IsNone() {
			rows[row.Code] = v
		}
	}
	if len(rows) > 0 {
		answers[q.Key] = response.Rows(rows)
	}
}

// value makes up one value.
func (f filler) value(q *questionnaire.Question) response.Value {
	var codes []string
	for _, o := range q.Options {
		if o.Missing == questionnaire.NotMissing {
			codes = append(codes, o.Code)
		} else if f.IntN(6) == 0 {
			return response.Missing(o.Missing)
		}
	}
	f.Shuffle(len(codes), func(i, j int) { codes[i], codes[j] = codes[j], codes[i] })
	switch q.Shape() {
	case questionnaire.ShapeCode:
		return response.String(codes[0])
	case questionnaire.ShapeCodes:
		return f.several(q, codes[:1+f.IntN(len(codes))])
	case questionnaire.ShapeRanks:
		return response.Codes(codes[:1+f.IntN(len(codes))]...)
	case questionnaire.ShapeNumber:
		return response.Number(f.number(q))
	case questionnaire.ShapeText:
		return response.String(map[questionnaire.Format]string{
			questionnaire.FormatEmail: "a.b+c@example.org", questionnaire.FormatURL: "https://example.org/?a=b", "": f.text(),
		}[q.Type.Format])
	case questionnaire.ShapeDate:
		return response.String([]string{"2001-02-03", "2019-12-31", "1999-01-30"}[f.IntN(3)])
	case questionnaire.ShapeMonth:
		return response.String([]string{"2001-02", "2019-12", "1999-01"}[f.IntN(3)])
	case questionnaire.ShapeShares:
		shares := map[string]response.Value{}
		for _, code := range codes {
			shares[code] = response.Number(0)
		}
		shares[codes[0]] = response.Number(q.Total)
		return response.Rows(shares)
	case questionnaire.ShapeAmount:
		amount := strconv.Itoa(f.IntN(1e6))
		if q.Decimals > 0 && f.IntN(2) == 0 {
			amount = strconv.FormatFloat(float64(f.IntN(1e6))+.25, 'f', q.Decimals, 64)
		}
		return response.Amount(amount, q.Currencies[f.IntN(len(q.Currencies))].Code)
	case questionnaire.ShapeFile:
		return response.FileOf(response.File{ID: "0a1b", Name: "policy.pdf", Type: "application/pdf", Size: 12})
	}
	return response.Value{}
}

// several are codes in the order of the options, none of which excludes others.
func (f filler) several(q *questionnaire.Question, chosen []string) response.Value {
	var codes []string
	for _, o := range q.Options {
		for _, code := range chosen {
			if code == o.Code && (!o.Exclusive || len(chosen) == 1) {
				codes = append(codes, code)
			}
		}
	}
	return response.Codes(codes...)
}

func (f filler) number(q *questionnaire.Question) float64 {
	x := float64(1 + f.IntN(9))
	if q.Decimals > 0 {
		x += .5
	}
	return x
}

// text makes up a text that files easily change.
func (f filler) text() string {
	return []string{"=1+1", "'@home", "007", "Two lines;\n\"quoted\", 1", "1.50", "2020-05", "none, \u201cno\u201d", "€ 5"}[f.IntN(8)]
}
