package questionnaire

import (
	"crypto/sha256"
	"encoding/hex"
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
