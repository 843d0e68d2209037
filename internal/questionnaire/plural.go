package questionnaire

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// other is the category of numbers that have no other.
const other = "other"

// categories are the names of the plural categories of CLDR.
var categories = []string{"zero", "one", "two", "few", "many", other}

var categoryNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two",
	plural.Few: "few", plural.Many: "many", plural.Other: other,
}

// millions are the languages in which whole millions have the category many,
// as “1 000 000 de projets” has in French. The rules of x/text are older.
var millions = []string{"ca", "es", "fr", "it", "pt"}

// Resolve gives what stands in the place of the pipe: one of its forms or, of
// a pipe without any, words.
func (p Pipe) Resolve(language string, inserts Inserts) (*Form, string) {
	if p.Forms == nil && !p.Number {
		return nil, inserts.Words(p.Key)
	}
	n, written, known := inserts.Number(p.Key)
	switch {
	case p.Number && known:
		return nil, written
	case p.Number:
		return nil, inserts.Words(p.Key)
	case known:
		return p.form(language, n), ""
	}
	return p.named(other), ""
}

// form gives the form for a number: that of exactly this number, else of its
// category in the language, else other.
func (p Pipe) form(language string, n float64) *Form {
	for _, name := range []string{"=" + strconv.FormatFloat(n, 'f', -1, 64), category(language, n)} {
		if f := p.named(name); f != nil {
			return f
		}
	}
	return p.named(other)
}

// named finds a form by its name; nil if there is none. Every pipe that was
// read has other.
func (p Pipe) named(name string) *Form {
	for i := range p.Forms {
		if p.Forms[i].Name == name {
			return &p.Forms[i]
		}
	}
	return nil
}

// category gives the plural category of a number in a language.
func category(tag string, n float64) string {
	digits, whole, places := digitsOf(n)
	parsed := language.Make(tag)
	base, _ := parsed.Base()
	if slices.Contains(millions, base.String()) && places == 0 && whole > 6 && strings.Trim(string(digits[whole-6:]), "\x00") == "" {
		return "many"
	}
	return categoryNames[plural.Cardinal.MatchDigits(parsed, digits, whole, places)]
}

// digitsOf gives the digits of a number as it is printed, with six places at
// most: as values, the number of them before the point and that behind.
func digitsOf(n float64) (digits []byte, whole, places int) {
	const precision = 1e6
	if rounded := math.Round(n*precision) / precision; !math.IsInf(rounded, 0) {
		n = rounded
	}
	before, behind, _ := strings.Cut(strconv.FormatFloat(math.Abs(n), 'f', -1, 64), ".")
	digits = []byte(before + behind)
	for i := range digits {
		digits[i] -= '0'
	}
	return digits, len(before), len(behind)
}

// samples are numbers that together have every category of every language:
// those that can be counted one by one, and a few others.
var samples = sync.OnceValue(func() []float64 {
	numbers := make([]float64, 0, 220)
	for n := range 201 {
		numbers = append(numbers, float64(n))
	}
	return append(numbers, 1e3, 1e4, 1e5, 1e6, 0.1, 0.5, 1.5, 2.5, 10.5)
})

// pluralNeeds gives the categories that the language has and the pipe lacks,
// and all those that it has. A category is not needed where each of its
// numbers has a form of its own (=1), nor where only whole millions have it.
func pluralNeeds(language string, p Pipe) (needed, used []string) {
	has := map[string]bool{}
	for _, n := range samples() {
		name := category(language, n)
		if !slices.Contains(used, name) {
			used = append(used, name)
		}
		exactly := p.named("="+strconv.FormatFloat(n, 'f', -1, 64)) != nil
		has[name] = has[name] || !exactly && n < 1e6
	}
	inOrder := func(a, b string) int { return slices.Index(categories, a) - slices.Index(categories, b) }
	slices.SortFunc(used, inOrder)
	for _, name := range used {
		if has[name] && p.named(name) == nil {
			needed = append(needed, name)
		}
	}
	return needed, used
}

// example lists numbers of a category.
func example(language, name string) string {
	var numbers []string
	for _, n := range samples() {
		if category(language, n) == name && len(numbers) < 3 {
			numbers = append(numbers, strconv.FormatFloat(n, 'f', -1, 64))
		}
	}
	return strings.Join(numbers, ", ")
}

// PluralForms lists the plural categories of a language in the order of CLDR,
// each with numbers that have it: “few (3, 4, 5)”.
func PluralForms(language string) []string {
	_, used := pluralNeeds(language, Pipe{})
	for i, name := range used {
		used[i] = name + " (" + example(language, name) + ")"
	}
	return used
}
