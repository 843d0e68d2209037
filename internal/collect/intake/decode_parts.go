package intake

import (
	"fmt"
	"math"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// readPart reads the rank or the share of an option.
func (d *decoder) readPart(clean string) decoded {
	x, ok := parseNumber(clean)
	if !ok {
		if o, ok := d.labels[label.Norm(clean)]; ok && o.Missing != questionnaire.NotMissing {
			return decoded{value: response.Missing(o.Missing)}
		}
	}
	if d.shape() == questionnaire.ShapeRanks {
		if !ok || x != math.Trunc(x) || x < 1 || x > float64(len(d.asked().Options)) {
			return decoded{reason: "this is no rank; write 1 for the first, 2 for the second and so on, and leave options blank that have none"}
		}
		return decoded{value: response.Number(x)}
	}
	switch {
	case !ok || x < 0:
		return decoded{reason: "this is no share; write a number from 0"}
	case d.asked().Decimals == 0 && x != math.Trunc(x):
		return decoded{reason: "this is no whole number; correct it, or give the question decimals"}
	}
	return decoded{value: response.Number(x)}
}

// readRanks reads options in their order in one cell.
func (d *decoder) readRanks(cell, clean string) decoded {
	if o, ok := d.findOption(clean); ok {
		return decoded{list: []*questionnaire.Option{o}}
	}
	if found, ok := d.spaced(clean); ok {
		return decoded{list: found}
	}
	for _, sep := range append([]string{"\n", ">"}, separators...) {
		if !strings.Contains(cell, sep) {
			continue
		}
		if found, rest := d.split(cell, sep); len(rest) == 0 {
			return decoded{list: found}
		}
	}
	return decoded{reason: d.noOption(clean)}
}

// readMonth reads a month, or the month of a day.
func (d *decoder) readMonth(clean string) decoded {
	if month, ok := readMonth(clean, d.order); ok {
		return decoded{value: response.String(month)}
	}
	if o, ok := d.labels[label.Norm(clean)]; ok {
		return choice(o)
	}
	return decoded{reason: "this is no month; write it as YYYY-MM"}
}

// signs are the currencies that a sign in front of an amount, or behind it, can
// stand for.
var signs = map[string][]string{
	"€": {"EUR"}, "£": {"GBP", "EGP", "LBP"}, "¥": {"JPY", "CNY"}, "₹": {"INR"}, "₦": {"NGN"}, "₩": {"KRW"}, "₺": {"TRY"},
	"₽": {"RUB"}, "₴": {"UAH"}, "₪": {"ILS"}, "₫": {"VND"}, "₱": {"PHP"}, "฿": {"THB"}, "R$": {"BRL"}, "US$": {"USD"}, "A$": {"AUD"},
	"C$": {"CAD"}, "CA$": {"CAD"}, "AU$": {"AUD"}, "NZ$": {"NZD"}, "KR": {"SEK", "NOK", "DKK", "ISK"}, "ZŁ": {"PLN"}, "FR": {"CHF"},
	"FR.": {"CHF"}, "R": {"ZAR"}, "KSH": {"KES"}, "FCFA": {"XOF", "XAF"},
	"$": {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "ARS", "CLP", "COP", "TWD"},
}

// findCurrency finds the currency of the question that a code or a sign names,
// or says why there is none.
func (d *decoder) findCurrency(mark string) (code, reason string) {
	mark = strings.ToUpper(mark)
	if _, ok := d.asked().Rate(mark); ok {
		return mark, ""
	}
	var found []string
	for _, code := range signs[mark] {
		if _, ok := d.asked().Rate(code); ok {
			found = append(found, code)
		}
	}
	switch len(found) {
	case 0:
		return "", fmt.Sprintf("question %s has no such currency; write the code of one of its currencies, or add it", d.asked().Key)
	case 1:
		return found[0], ""
	}
	return "", fmt.Sprintf("the sign can mean %s; write the code of the currency", strings.Join(found, " or "))
}

func (d *decoder) readCurrency(clean string) decoded {
	if o, ok := d.labels[label.Norm(clean)]; ok && o.Missing != questionnaire.NotMissing {
		return decoded{} // the amount's cell says it
	}
	code, reason := d.findCurrency(clean)
	return decoded{text: code, reason: reason}
}

// readAmount reads an amount of money, with or without its currency. Without
// one the currency is "" in the value.
func (d *decoder) readAmount(clean string) decoded {
	if o, ok := d.labels[label.Norm(clean)]; ok {
		return choice(o)
	}
	number, mark := cutMark(clean)
	x, ok := parseNumber(number)
	if !ok || strings.HasSuffix(number, "%") {
		return decoded{reason: "this is no amount; write a number, with the code of its currency behind it where it is not the first of the question"}
	}
	currency := ""
	if mark != "" {
		code, reason := d.findCurrency(mark)
		if reason != "" {
			return decoded{reason: reason}
		}
		currency = code
	}
	if d.own == nil && roundTo(x, d.asked().Decimals) != x {
		return decoded{reason: fmt.Sprintf("the amount has more than %s; round it, or give the question decimals", count(d.asked().Decimals, "decimal"))}
	}
	return decoded{value: response.Number(x), text: currency}
}

// cutMark cuts the code or the sign of a currency off an amount.
func cutMark(s string) (number, mark string) {
	isNumeric := func(r rune) bool { return r >= '0' && r <= '9' || strings.ContainsRune("+-.,", r) }
	start, end := strings.IndexFunc(s, isNumeric), strings.LastIndexFunc(s, isNumeric)+1
	if start < 0 {
		return s, ""
	}
	before, after := strings.TrimSpace(s[:start]), strings.TrimSpace(s[end:])
	if before != "" && after != "" {
		return s, ""
	}
	return s[start:end], before + after
}

// roundTo rounds to a number of decimals.
func roundTo(x float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(x*scale) / scale
}
