package xlsform

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"barometer/internal/questionnaire/convert"
)

// languages relates the names of languages in headers to their tags.
type languages struct {
	source string            // tag of the source language
	tags   map[string]string // by name in small letters; "" is the columns without a language
}

// tag gives the tag of a language as a header names it.
func (l *languages) tag(name string) string {
	if tag, ok := l.tags[strings.ToLower(name)]; ok {
		return tag
	}
	return l.source
}

// readLanguages finds the languages of a form and which of them is the source:
// the default language, else that of the first label.
func (r *reader) readLanguages() {
	r.languages = languages{tags: map[string]string{}}
	var names []string
	for _, s := range []*sheet{r.survey, r.choices, r.external} {
		if s == nil {
			continue
		}
		for i := range s.columns {
			if c := &s.columns[i]; c.language != "" && !slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, c.language) }) {
				names = append(names, c.language)
				r.addLanguage(c.language, s.headerPlace(c))
			}
		}
	}
	chosen := r.setting("default_language")
	switch tag, ok := r.languages.tags[strings.ToLower(chosen)]; {
	case chosen != "" && ok:
		r.languages.source = tag
	case chosen != "" && tagOf(chosen) != "":
		r.languages.source = tagOf(chosen)
	case len(names) > 0 && !r.hasPlainLabels():
		r.languages.source = r.languages.tags[strings.ToLower(names[0])]
	default:
		r.languages.source = "en"
		if tag := r.setting(own + "::language"); tag != "" {
			r.languages.source = tag
		} else {
			r.report.Add(convert.Changed, "settings", "default_language", "the form does not say in which language it is; en is assumed: correct “language” if it is another")
		}
	}
	r.languages.tags[""] = r.languages.source
}

// hasPlainLabels reports whether any question has a label in a column without
// a language.
func (r *reader) hasPlainLabels() bool {
	for _, c := range r.survey.columns {
		if c.name == "label" && c.language == "" {
			return true
		}
	}
	return false
}

// addLanguage finds the tag of a language that a header names. Where there is
// none, one of those for private use stands for it.
func (r *reader) addLanguage(name, place string) {
	tag := tagOf(name)
	if tag == "" {
		tag = "qa" + string(rune('a'+len(r.languages.tags)%26))
		r.report.Add(convert.Changed, place, "language “"+name+"”", "this is no language that is known, so %s stands for it; name it with its tag, as in label::French (fr)", tag)
	}
	r.languages.tags[strings.ToLower(name)] = tag
}

// tagOf gives the BCP 47 tag of a language as headers name it: French (fr),
// fr, French, français. It is "" for one that is not known.
func tagOf(name string) string {
	name = strings.TrimSpace(name)
	if open := strings.LastIndexByte(name, '('); open >= 0 && strings.HasSuffix(name, ")") {
		if tag, err := language.Parse(name[open+1 : len(name)-1]); err == nil {
			return tag.String()
		}
	}
	if tag, ok := namesOfLanguages()[strings.ToLower(name)]; ok {
		return tag
	}
	if tag, err := language.Parse(name); err == nil && tag != language.Und {
		return tag.String()
	}
	return ""
}

// namesOfLanguages gives tags by the names of languages, in English and in the
// language itself, in small letters.
var namesOfLanguages = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	english := display.English.Languages()
	for _, tag := range display.Supported.Tags() {
		base, _ := tag.Base()
		short := language.Make(base.String())
		for _, name := range []string{english.Name(short), display.Self.Name(short)} {
			if name = strings.ToLower(name); name != "" {
				names[name] = short.String()
			}
		}
	}
	return names
})

// languageHeader names a language in a header: French (fr).
func languageHeader(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.English.Languages().Name(parsed); name != "" {
		return fmt.Sprintf("%s (%s)", name, tag)
	}
	return tag
}
