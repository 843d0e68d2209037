package questionnaire

import (
	"maps"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// strings checks the source strings: what is inserted into them, and Markdown.
func (c *compiler) strings() {
	for _, s := range c.def.Strings() {
		c.pipes(s)
		if c.fits(s.Path, s.Text) && s.Markdown {
			c.rawHTML(s.Path, s.Text)
		}
	}
}

// maxString bounds a text, in bytes: far above what anybody reads, and low
// enough that no Markdown takes long to render.
const maxString = 10_000

// fits reports whether a text is short enough to look at.
func (c *compiler) fits(path, text string) bool {
	if len(text) <= maxString {
		return true
	}
	c.fail(path, "the text has %d bytes; shorten it to %d", len(text), maxString)
	return false
}

// pipes checks that a text inserts only answers that are known by then.
func (c *compiler) pipes(s SourceString) {
	for _, p := range ParsePipes(s.Text) {
		path := ByteOf(s.Path, p.Start)
		symbol, known := c.symbols[p.Key]
		switch {
		case s.asked == noPipes:
			c.fail(path, "answers cannot be inserted into this text; write it without ${…}, or $${ for a literal ${")
		case p.Key == "":
			c.fail(path, "“${” begins an inserted answer that is not complete; write ${key}, or $${ for a literal ${")
		case !known:
			c.fail(path, "there is no question “%s” whose answer could be inserted; %s", clip(p.Key), c.suggest(p.Key, c.symbolNames(), "write the key of an earlier question"))
		case symbol.refusal != "":
			c.fail(path, "“%s” %s", p.Key, symbol.refusal)
		case symbol.question < 0 || symbol.option != nil || symbol.variable != nil && symbol.variable.Recode != nil:
			c.fail(path, "“%s” is no answer that could be inserted; write the key of an earlier question", p.Key)
		case symbol.question >= s.asked:
			c.fail(path, "“%s” is asked later than this text is shown; insert the answer of an earlier question", p.Key)
		case symbol.question >= s.page:
			c.warn(path, "“%s” is asked on the same page, so its answer is not known when this text is first shown; move this to a later section", p.Key)
		}
	}
}

// translations checks every translation against the source strings.
func (c *compiler) translations() {
	source := c.def.Strings()
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
	if want, got := pipeKeys(s.Text), pipeKeys(translated.Text); !slices.Equal(want, got) {
		c.fail(at+".text", "the translation of “%s” inserts %s, its source %s; insert the same answers", s.ID, orNothing(got), orNothing(want))
	}
	if c.fits(at+".text", translated.Text) && s.Markdown {
		c.rawHTML(at+".text", translated.Text)
	}
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

// pipeKeys lists what a text inserts, in alphabetical order: languages put
// words in different orders.
func pipeKeys(text string) []string {
	var keys []string
	for _, p := range ParsePipes(text) {
		keys = append(keys, "${"+p.Key+"}")
	}
	slices.Sort(keys)
	return keys
}

func orNothing(keys []string) string {
	if len(keys) == 0 {
		return "nothing"
	}
	return listWords(keys, "and")
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
