package respond

import (
	"math"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

// currencyField names the field of the currency of an amount.
func currencyField(q *questionnaire.Question) string { return q.Key + ".currency" }

// money is the control of amounts: a number and, where there are several, a
// list of currencies.
func money() control {
	return control{
		template: "money",
		names: func(q *questionnaire.Question) []string {
			return []string{q.Key, currencyField(q), missingName(q)}
		},
		layout: layoutMoney,
		fill: func(f *Field, entered url.Values) {
			f.Value = entered.Get(f.Name)
			for i := range f.Options {
				f.Options[i].Checked = f.Options[i].Value == entered.Get(f.Options[i].Name)
			}
			f.Answered = f.Value != ""
			fillMissing(f, entered)
		},
		parse: parseMoney, format: formatMoney,
	}
}

func layoutMoney(f *Field, q *questionnaire.Question, w view) {
	f.Name, f.InputMode = q.Key, inputMode(q)
	if len(q.Currencies) == 1 {
		f.Unit = q.Currencies[0].Code
	} else {
		for _, c := range q.Currencies {
			f.Options = append(f.Options, Choice{ID: f.ID + "-currency", Name: currencyField(q), Value: c.Code, Text: c.Code})
		}
	}
	layoutMissing(f, q, w)
}

// parseMoney reads an amount. A currency without an amount is no answer.
func parseMoney(q *questionnaire.Question, p *locale.Printer, entered url.Values) (response.Answers, []response.Violation) {
	if found := several(q, entered, currencyField(q)); found != nil {
		return nil, found
	}
	currency := trimmed(entered, currencyField(q))
	if len(q.Currencies) == 1 {
		currency = q.Currencies[0].Code
	}
	return parseEntry(q, entered, func(s string) (response.Value, []response.Violation) {
		number, found := parseAmount(q, p, strings.TrimFunc(strings.TrimSuffix(strings.TrimPrefix(s, currency), currency), func(r rune) bool {
			return unicode.IsSpace(r) || unicode.Is(unicode.Sc, r)
		}))
		if found != nil || number.Kind() != response.KindNumber {
			return response.Amount(s, currency), found
		}
		return response.Amount(plainAmount(q, number.Num()), currency), nil
	})
}

// parseAmount is parseNumber, but that three digits behind a sign are thousands
// where nobody has as many decimals.
func parseAmount(q *questionnaire.Question, p *locale.Printer, s string) (response.Value, []response.Violation) {
	const digits = 3
	if thousands, _, ok := locale.Ambiguous(s); ok && q.Decimals < digits {
		return response.Number(thousands), nil
	}
	return parseNumber(q, p, s)
}

// plainAmount writes an amount as answers hold it: whole or with all the
// decimals that the question has.
func plainAmount(q *questionnaire.Question, x float64) string {
	shortest := strconv.FormatFloat(x, 'f', -1, 64)
	if _, places, ok := strings.Cut(shortest, "."); ok && len(places) < q.Decimals {
		return strconv.FormatFloat(x, 'f', q.Decimals, 64)
	}
	return shortest
}

func formatMoney(q *questionnaire.Question, p *locale.Printer, a response.Answers) url.Values {
	entered := formatMissing(q, a[q.Key])
	amount, currency := a[q.Key].Amount()
	if amount == "" {
		return entered
	}
	entered.Set(q.Key, amount)
	if x, err := strconv.ParseFloat(amount, 64); err == nil {
		entered.Set(q.Key, plainIn(p, q, x))
	}
	if len(q.Currencies) > 1 && currency != "" {
		entered.Set(currencyField(q), currency)
	}
	return entered
}

// plainIn writes an amount for an entry to be edited.
func plainIn(p *locale.Printer, q *questionnaire.Question, x float64) string {
	const ambiguous = 3
	if q.Decimals >= ambiguous || x == math.Trunc(x) {
		return p.PlainNumber(x)
	}
	_, places, _ := strings.Cut(plainAmount(q, x), ".")
	return p.PlainFixed(x, len(places))
}
