// Package locale holds the texts of pages, mails and reports in all languages,
// one file each, and writes numbers and dates as a language does. A text has a
// key, placeholders in braces and, where it counts something, plural forms.
//
// The texts of a questionnaire are not here: they belong to the questionnaire
// and to its translations.
package locale

import (
	"slices"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// fallback is the language of last resort: every text exists in it.
const fallback = "en"

// rightToLeft lists the scripts that are written from right to left.
var rightToLeft = []string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"}

// catalogs holds the texts of all languages and what is made from them. It is
// read once and never changes.
var catalogs = sync.OnceValue(load)

// Languages lists the tags of the languages that have texts, English first.
func Languages() []string { return slices.Clone(catalogs().tags) }

// Match gives the language among those offered that suits an Accept-Language
// header best: the first offered one if none does.
func Match(header string, offered []string) string {
	tags := make([]language.Tag, len(offered))
	for i, o := range offered {
		tags[i] = language.Make(o)
	}
	wanted, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(wanted) == 0 || len(offered) == 0 {
		return first(offered)
	}
	_, i, confidence := language.NewMatcher(tags).Match(wanted...)
	if confidence == language.No {
		return first(offered)
	}
	return offered[i]
}

func first(offered []string) string {
	if len(offered) == 0 {
		return fallback
	}
	return offered[0]
}

// LanguageName gives a language's name in that language, such as "français";
// the tag itself if it is not known.
func LanguageName(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.Self.Name(parsed); name != "" {
		return name
	}
	return tag
}

// Dir gives the direction in which a language is written: "ltr" or "rtl".
func Dir(tag string) string {
	script, _ := language.Make(tag).Script()
	if slices.Contains(rightToLeft, script.String()) {
		return "rtl"
	}
	return "ltr"
}

// For gives the printer of a language, named by its BCP 47 tag. Numbers are
// written as in that language; where it has no texts, those of its nearest
// relative are used, else English.
func For(tag string) *Printer { return newPrinter(tag) }
