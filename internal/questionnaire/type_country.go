package questionnaire

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

func typeCountry() *Type {
	return &Type{
		Name:       "country",
		Doc:        "A country of ISO 3166-1, by its name in the respondent's language.",
		Shapes:     []Shape{ShapeCode},
		Base:       BaseAnswered,
		Countries:  true,
		Properties: categorical("default", "recodes"),
		build: func(b *builder) {
			b.missingOnly()
			b.q.Options = append(countries(b.compiler.q.Languages), b.q.Options...)
			b.renumber()
			b.q.Display = DisplayList
			b.variable(b.def.Key, ShapeCode, b.q.Text)
		},
	}
}

// countryCodes are the officially assigned alpha-2 codes of ISO 3166-1.
const countryCodes = `
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP
KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT
MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW
SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ
UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`

// countries makes one option per country, named in every language; English
// stands in for languages whose names of countries are not known. They are in
// the order of their codes: pages sort them by label.
func countries(languages []string) []*Option {
	namers := make([]display.Namer, len(languages))
	for i, tag := range languages {
		if parsed, err := language.Parse(tag); err == nil {
			namers[i] = display.Regions(parsed)
		}
	}
	var options []*Option
	for _, code := range strings.Fields(countryCodes) {
		region := language.MustParseRegion(code)
		text := Text{source: countryName(namers[0], region), in: map[string]string{}}
		for i, tag := range languages[1:] {
			text.in[tag] = countryName(namers[i+1], region)
		}
		options = append(options, &Option{Code: code, Text: text, Comparability: Same})
	}
	return options
}

func countryName(n display.Namer, r language.Region) string {
	if n != nil {
		if name := n.Name(r); name != "" {
			return name
		}
	}
	return display.English.Regions().Name(r)
}
