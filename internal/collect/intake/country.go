package intake

import (
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// countryAliases are names of countries that exports use beside those of
// ISO 3166.
var countryAliases = map[string]string{
	"usa": "US", "u.s.a.": "US", "u.s.": "US", "united states of america": "US", "america": "US",
	"uk": "GB", "u.k.": "GB", "great britain": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
	"south korea": "KR", "korea, republic of": "KR", "republic of korea": "KR", "north korea": "KP",
	"russia": "RU", "russian federation": "RU", "ivory coast": "CI", "the netherlands": "NL", "holland": "NL",
	"czech republic": "CZ", "viet nam": "VN", "iran, islamic republic of": "IR", "turkey": "TR",
	"hong kong": "HK", "macau": "MO", "taiwan, province of china": "TW", "uae": "AE", "burma": "MM",
	"bosnia and herzegovina": "BA", "tanzania, united republic of": "TZ", "syrian arab republic": "SY",
	"venezuela, bolivarian republic of": "VE", "bolivia, plurinational state of": "BO", "laos": "LA",
	"moldova, republic of": "MD", "macedonia": "MK", "swaziland": "SZ", "cape verde": "CV", "brunei darussalam": "BN",
	"democratic republic of the congo": "CD", "congo": "CG", "palestine": "PS", "trinidad and tobago": "TT",
	"antigua and barbuda": "AG", "saint lucia": "LC", "sao tome and principe": "ST",
}

// countryByName maps names, in the form of Norm, and codes to codes.
var countryByName = sync.OnceValue(func() map[string]string {
	byName := map[string]string{}
	english := display.English.Regions()
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			region, err := language.ParseRegion(code)
			if err != nil || !region.IsCountry() || region.Canonicalize() != region || region.String() != code {
				continue
			}
			byName[label.Norm(english.Name(region))] = code
			byName[label.Norm(code)] = code
			byName[label.Norm(region.ISO3())] = code
		}
	}
	for name, code := range countryAliases {
		byName[name] = code
	}
	return byName
})

// isCountries reports whether nearly all cells of a column name a country.
func isCountries(p *profile) bool {
	if p.beyond > 0 || len(p.values) < 3 {
		return false
	}
	byName := countryByName()
	known := p.share(0, func(v string) bool {
		_, ok := byName[label.Norm(v)]
		return ok || label.Missing(v) != questionnaire.NotMissing
	})
	return known >= .95
}

// countries drafts a question about a country.
func (t *table) countries(text string, p *profile) *question {
	q := t.plainQuestion(text, "country", p)
	byName := countryByName()
	for _, v := range p.values {
		if m := label.Missing(v); m != questionnaire.NotMissing {
			q.def.Options = addMissing(q.def.Options, v, v, m)
		} else if _, ok := byName[label.Norm(v)]; !ok {
			q.remark(".type", "check: "+v+" is no country by ISO 3166; rows with it will be refused")
		}
	}
	return q
}
