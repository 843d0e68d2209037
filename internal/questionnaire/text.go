package questionnaire

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
)

// Text is a string of the questionnaire in all its languages.
type Text struct {
	source string
	in     map[string]string // translations by language; nil where there are none
}

// PlainText is a text that has no translations.
func PlainText(s string) Text { return Text{source: s} }

// In gives the text in a language, or in the source language where it has not
// been translated.
func (t Text) In(language string) string {
	if s, ok := t.in[language]; ok {
		return s
	}
	return t.source
}

// Inserts gives what a text inserts for one respondent.
type Inserts interface {
	// Words gives what stands for ${key}, escaped for where the text goes.
	Words(key string) string
	// Number gives the number that plural forms of the key follow, and how it
	// is written; false where it is not known, which takes the form other with
	// the Words in place of the number.
	Number(key string) (n float64, written string, known bool)
}

// Words are Inserts without numbers: the same for all respondents.
type Words func(key string) string

// Words implements [Inserts].
func (w Words) Words(key string) string { return w(key) }

// Number implements [Inserts].
func (w Words) Number(string) (float64, string, bool) { return 0, "", false }

// Render gives the text in a language with earlier answers inserted.
func (t Text) Render(language string, inserts Inserts) string {
	return Expand(t.In(language), func(p Pipe) string { return insert(p, language, inserts) })
}

func insert(p Pipe, language string, inserts Inserts) string {
	form, words := p.Resolve(language, inserts)
	if form == nil {
		return words
	}
	return form.Expand(func(p Pipe) string { return insert(p, language, inserts) })
}

// Expand puts what insert gives in the places of a text where something is
// inserted. Places that cannot be read stay as they are.
func Expand(text string, insert func(Pipe) string) string {
	if !strings.Contains(text, "${") {
		return text
	}
	return expand(text, ParsePipes(text), strings.NewReplacer("$${", "${"), insert)
}

// Expand is [Expand] for the form, whose "#" is inserted too.
func (f Form) Expand(insert func(Pipe) string) string {
	return expand(f.Text, f.Pipes(), strings.NewReplacer("$${", "${", "$#", "#"), insert)
}

func expand(text string, pipes []Pipe, unescape *strings.Replacer, insert func(Pipe) string) string {
	var b strings.Builder
	end := 0
	for _, p := range pipes {
		if p.Key == "" {
			continue
		}
		b.WriteString(unescape.Replace(text[end:p.Start]))
		b.WriteString(insert(p))
		end = p.End
	}
	b.WriteString(unescape.Replace(text[end:]))
	return b.String()
}

// Source is the text in the source language.
func (t Text) Source() string { return t.source }

// IsZero reports whether there is no text.
func (t Text) IsZero() bool { return t.source == "" }

// SourceHash identifies the source text that a translation was made of: the
// first eight hexadecimal digits of its SHA-256.
func SourceHash(source string) string {
	sum := sha256.Sum256([]byte(source))
	return hex.EncodeToString(sum[:4])
}

// texts joins the source strings with their translations, by string id.
func (d *Definition) texts(sources []SourceString) map[string]Text {
	texts := make(map[string]Text, len(sources))
	for _, s := range sources {
		texts[s.ID] = PlainText(s.Text)
	}
	for language, translation := range d.Translations {
		for id, s := range translation.Strings {
			t, ok := texts[id]
			if !ok || s.Text == "" {
				continue
			}
			if t.in == nil {
				t.in = map[string]string{}
			}
			t.in[language] = s.Text
			texts[id] = t
		}
	}
	return texts
}

// Languages lists the language tags of the definition, the source language
// first and the translations in alphabetical order.
func (d *Definition) Languages() []string {
	return append([]string{d.Language}, slices.Sorted(maps.Keys(d.Translations))...)
}

// joinTexts puts b behind a in every language that either has.
func joinTexts(a, b Text) Text {
	const separator = " – "
	joined := Text{source: a.source + separator + b.source}
	for _, t := range []Text{a, b} {
		for language := range t.in {
			if joined.in == nil {
				joined.in = map[string]string{}
			}
			joined.in[language] = a.In(language) + separator + b.In(language)
		}
	}
	return joined
}
