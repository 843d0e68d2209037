package questionnaire

import "regexp"

var currencyPattern = regexp.MustCompile(`^[A-Z]{3}$`)

func typeMoney() *Type {
	return &Type{
		Name:       "money",
		Doc:        "An amount of money in one of several currencies, reported in the first.",
		Shapes:     []Shape{ShapeAmount},
		Base:       BaseValid,
		Properties: answering("min", "max", "decimals", "currencies", "recodes"),
		build: func(b *builder) {
			b.limits()
			b.currencies()
			b.q.Decimals = b.places(2, 0)
			b.q.shape = ShapeAmount
			b.missingOnly()
			b.add(&Variable{Name: b.def.Key, Shape: ShapeNumber, Text: b.q.Text, Question: b.q})
			b.add(&Variable{
				Name: b.q.CurrencyName(), Shape: ShapeCode, Text: b.q.Text, Question: b.q, Currency: true,
				Options: currencyOptions(b.q.Currencies),
			})
		},
	}
}

// currencies checks and sets the currencies.
func (b *builder) currencies() {
	if len(b.def.Currencies) == 0 {
		b.fail(b.path+".currencies", "“currencies” is missing; list them by code, the one of the report first, each other with its rate")
	}
	seen := map[string]string{}
	for i, d := range b.def.Currencies {
		path := indexed(b.path+".currencies", i)
		b.code(path, d.Code, "currency", seen)
		if d.Code != "" && !currencyPattern.MatchString(d.Code) {
			b.fail(path+".code", "“%s” is no currency; write the three capital letters of ISO 4217, for example EUR", clip(d.Code))
		}
		rate := d.Rate
		switch {
		case !b.finite(path+".rate", &rate):
		case i == 0 && rate != 0 && rate != 1:
			b.fail(path+".rate", "amounts are reported in the first currency, so its rate is 1; remove the line")
		case i == 0:
			rate = 1
		case rate <= 0:
			b.fail(path+".rate", "write what one %s is worth in %s, a number above 0", clip(d.Code), b.def.Currencies[0].Code)
		}
		b.q.Currencies = append(b.q.Currencies, &Currency{Code: d.Code, Rate: rate})
	}
}

// currencyOptions are the options of the variable of the currency. Their codes
// are what people call them, in every language.
func currencyOptions(currencies []*Currency) []*Option {
	var options []*Option
	for i, c := range currencies {
		options = append(options, &Option{Code: c.Code, Index: i, Text: PlainText(c.Code), Comparability: Same})
	}
	return options
}

// Rate is what one unit of a currency is worth in the first of the question,
// and false if amounts cannot be stated in it.
func (q *Question) Rate(currency string) (float64, bool) {
	for _, c := range q.Currencies {
		if c.Code == currency {
			return c.Rate, true
		}
	}
	return 0, false
}
