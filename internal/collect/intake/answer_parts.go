package intake

import (
	"fmt"
	"math"
	"strconv"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// answerRanks reads a ranking: options in one cell in their order, a column per
// place, or the ranks in a column per option.
func (in *importer) answerRanks(qp *questionPlan, answers response.Answers) {
	var ranked []*questionnaire.Option // by place
	add := func(d *decoder, place int, o *questionnaire.Option) {
		for len(ranked) < place {
			ranked = append(ranked, nil)
		}
		for i, before := range ranked {
			if i == place-1 && before != nil && before != o {
				in.refuse(d.index, fmt.Sprintf("%s and %s have the same place; nothing is at two places of %s, and nothing shares one", before.Code, o.Code, qp.Key))
			}
			if i != place-1 && before == o {
				in.refuse(d.index, fmt.Sprintf("%s is at place %d already; an option of %s has one place", o.Code, i+1, qp.Key))
			}
		}
		ranked[place-1] = o
	}
	var missing response.Value
	if c, ok := in.decode(qp.main); ok {
		missing = c.value
		for i, o := range c.list {
			add(qp.main, i+1, o)
		}
	}
	for _, d := range qp.places {
		if c, ok := in.decode(d); ok {
			add(d, d.place, c.option)
		}
	}
	for _, d := range qp.parts {
		switch c, ok := in.decode(d); {
		case ok && c.value.Kind() == response.KindMissing:
			missing = c.value
		case ok:
			add(d, int(c.value.Num()), d.option)
		}
	}
	if v := in.ranks(qp, ranked, missing); !v.IsNone() {
		answers[qp.Key] = v
	}
}

// ranks makes the answer of options by place. There may be no gap between them.
func (in *importer) ranks(qp *questionPlan, ranked []*questionnaire.Option, missing response.Value) response.Value {
	var codes []string
	for i, o := range ranked {
		switch {
		case o == nil:
			in.refuse(qp.first().index, fmt.Sprintf("nothing is at place %d of %s, but something behind it; leave no place out", i+1, qp.Key))
			return response.Value{}
		case o.Missing != questionnaire.NotMissing:
			missing = response.Missing(o.Missing)
		default:
			codes = append(codes, o.Code)
		}
	}
	if len(codes) == 0 {
		return missing
	}
	if !missing.IsNone() {
		in.report.MissingBeside++
	}
	return response.Codes(codes...)
}

// answerShares reads an allocation from a column per option.
func (in *importer) answerShares(qp *questionPlan, answers response.Answers) {
	var missing response.Value
	shares, sum := map[string]response.Value{}, 0.0
	for _, d := range qp.parts {
		switch c, ok := in.decode(d); {
		case ok && c.value.Kind() == response.KindMissing:
			missing = c.value
		case ok:
			shares[d.option.Code] = c.value
			sum += c.value.Num()
		}
	}
	const rounding = 1e-9
	switch {
	case len(shares) > 0:
		answers[qp.Key] = response.Rows(shares)
		if math.Abs(sum-qp.Total) > rounding*qp.Total {
			in.report.addTotal(qp.Key)
		}
		if !missing.IsNone() {
			in.report.MissingBeside++
		}
	case !missing.IsNone():
		answers[qp.Key] = missing
	}
}

// answerAmount reads an amount of money and its currency.
func (in *importer) answerAmount(qp *questionPlan, answers response.Answers) {
	c, answered := in.decode(qp.main)
	beside, named := in.decode(qp.currency)
	switch {
	case !answered && named:
		in.refuse(qp.currency.index, "there is a currency without an amount; write the amount, or remove the currency")
	case !answered:
	case c.value.Kind() == response.KindMissing:
		answers[qp.Key] = c.value
	case c.text != "" && named && c.text != beside.text:
		in.refuse(qp.main.index, fmt.Sprintf("the amount is in %s, but the column of the currency says %s; correct one of the two", c.text, beside.text))
	default:
		currency := c.text
		if named {
			currency = beside.text
		}
		if currency == "" {
			currency = qp.Currencies[0].Code
		}
		x := c.value.Num()
		if in.own != nil { // such files hold amounts in the first currency
			rate, _ := qp.Rate(currency)
			x = roundTo(x/rate, qp.Decimals)
		}
		answers[qp.Key] = response.Amount(amountText(x, qp.Decimals), currency)
	}
}

// amountText writes an amount as forms do: whole, or with all decimals.
func amountText(x float64, decimals int) string {
	if x == math.Trunc(x) {
		decimals = 0
	}
	return strconv.FormatFloat(x, 'f', decimals, 64)
}

// answerGrid reads the cells of a matrix with columns, each as the question that
// its column is.
func (in *importer) answerGrid(qp *questionPlan, answers response.Answers) {
	rows := map[string]response.Value{}
	for i := range qp.rows {
		cells := response.Answers{}
		for _, cell := range qp.rows[i].cells {
			in.answer(cell, cells)
		}
		if len(cells) > 0 {
			rows[qp.rows[i].row.Code] = response.Rows(cells)
		}
	}
	if len(rows) > 0 {
		answers[qp.Key] = response.Rows(rows)
	}
}
