package questionnaire

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// translations checks every translation against the source strings.
func (c *compiler) translations() {
	source := c.sources
	for _, language := range slices.Sorted(maps.Keys(c.def.Translations)) {
		t, path := c.def.Translations[language], "translations."+language
		if t.Language == "" {
			c.fail(path, "“language” is missing; write language: %s", language)
		} else if t.Language != language {
			c.fail(path+".language", "the file says language “%s” and its name says “%s”; make them the same", clip(t.Language), language)
		}
		c.languageTag(path+".language", language)
		if language == c.def.Language {
			c.fail(path+".language", "“%s” is the source language, which has no translation; remove the file or correct the language", language)
			continue
		}
		known := map[string]bool{}
		for _, s := range source {
			known[s.ID] = true
			c.translation(s, t, path)
		}
		c.unknownIDs(t, known, path)
	}
}

// translation checks one string in one language.
func (c *compiler) translation(s SourceString, t Translation, path string) {
	hash := SourceHash(s.Text)
	translated, ok := t.Strings[s.ID]
	at := path + "." + s.ID
	switch {
	case !ok:
		c.warn(path, "“%s” is not translated, so the source is shown; add %s: {hash: %s, text: …} for “%s”", s.ID, s.ID, hash, clip(s.Text))
		return
	case strings.TrimSpace(translated.Text) == "":
		c.fail(at+".text", "the translation of “%s” is empty; write a text, or remove the line", s.ID)
		return
	case translated.Hash == "":
		c.warn(at, "the translation of “%s” does not say what it translates; if it fits “%s”, add hash: %s", s.ID, clip(s.Text), hash)
	case translated.Hash != hash:
		c.warn(at+".hash", "the source of “%s” has changed since it was translated; it is now “%s”; check the translation and write hash: %s", s.ID, clip(s.Text), hash)
	}
	if !c.fits(at+".text", translated.Text) {
		return
	}
	c.translatedPipes(s, translated.Text, t.Language, at+".text")
	c.wording(s, translated, at+".text")
	if s.Markdown {
		c.rawHTML(at+".text", translated.Text)
	}
}

// TranslationState is how far the translation of a string has come.
type TranslationState string

// The states, from nothing to done.
const (
	StateMissing    TranslationState = "missing"    // there is none, so the source is shown
	StateStale      TranslationState = "stale"      // the source has changed since
	StateTranslated TranslationState = "translated" // nobody but the translator has read it
	StateReviewed   TranslationState = "reviewed"
)

// TranslationStates lists them in that order.
func TranslationStates() []TranslationState {
	return []TranslationState{StateMissing, StateStale, StateTranslated, StateReviewed}
}

// State gives the state of a string in a language. A translation that does not
// say what it was made of is stale, and so is one that was reviewed before its
// source changed.
func (t Translation) State(s SourceString) TranslationState {
	translated, ok := t.Strings[s.ID]
	switch {
	case !ok || strings.TrimSpace(translated.Text) == "":
		return StateMissing
	case translated.Hash != SourceHash(s.Text):
		return StateStale
	case translated.Reviewed:
		return StateReviewed
	}
	return StateTranslated
}

// unknownIDs reports translations of strings that do not exist.
func (c *compiler) unknownIDs(t Translation, known map[string]bool, path string) {
	ids := slices.Sorted(maps.Keys(known))
	for _, id := range slices.Sorted(maps.Keys(t.Strings)) {
		if !known[id] {
			c.fail(path+"."+id, "there is no string “%s” in the questionnaire; %s", id, c.suggest(id, ids, "remove it"))
		}
	}
}

// wording advises on translations that are probably not meant. Nobody who has
// reviewed one is asked again.
func (c *compiler) wording(s SourceString, translated TranslatedString, path string) {
	const (
		roomy = 40 // characters that any label has room for
		much  = 2.5
		words = 4 // a name or a technical term has fewer
	)
	source, length := utf8.RuneCountInString(s.Text), utf8.RuneCountInString(translated.Text)
	switch {
	case translated.Reviewed:
	case s.Label && length > roomy && float64(length) > much*float64(source):
		c.warn(path, "the translation of “%s” has %d characters, its source “%s” %d; shorten it, as it stands where there is little room, or say reviewed: true", s.ID, length, clip(s.Text), source)
	case translated.Text == s.Text && len(strings.Fields(s.Text)) >= words:
		c.warn(path, "the translation of “%s” is the source itself; translate it, or say reviewed: true if it is the same in this language", s.ID)
	}
}

// rawHTML reports HTML in Markdown: pages leave it out.
func (c *compiler) rawHTML(path, source string) {
	if !strings.Contains(source, "<") {
		return
	}
	src := []byte(source)
	document := goldmark.DefaultParser().Parse(text.NewReader(src))
	found := -1
	visit := func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		var segments *text.Segments
		switch n := n.(type) {
		case *ast.RawHTML:
			segments = n.Segments
		case *ast.HTMLBlock:
			segments = n.Lines()
		}
		if segments != nil && segments.Len() > 0 {
			found = segments.At(0).Start
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	}
	if err := ast.Walk(document, visit); err != nil || found >= 0 {
		c.fail(ByteOf(path, max(found, 0)), "HTML such as “%s” is left out of pages; write Markdown: **bold**, *italic*, [text](address)", clip(htmlAt(source, found)))
	}
}

// htmlAt is the tag that begins at an offset, for messages.
func htmlAt(source string, start int) string {
	tag := source[max(start, 0):]
	if end := strings.IndexByte(tag, '>'); end >= 0 {
		tag = tag[:end+1]
	}
	return strings.TrimSpace(tag)
}
