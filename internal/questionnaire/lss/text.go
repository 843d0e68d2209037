package lss

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

// say gives a text in the base language, or in another where it has none.
func (c *converter) say(t texts) string {
	if s, ok := t[c.survey.base]; ok {
		return s
	}
	for _, l := range append([]string{""}, c.survey.others...) {
		if s, ok := t[l]; ok {
			return s
		}
	}
	return ""
}

// attribute returns a setting of a question and notes that it has been read.
func (c *converter) attribute(q *question, name string) string {
	if q.used == nil {
		q.used = map[string]bool{}
	}
	q.used[name] = true
	return q.attribute(name)
}

func (c *converter) is(q *question, name string) bool {
	c.attribute(q, name)
	return q.is(name)
}

// perLanguage returns a setting that is a text.
func (c *converter) perLanguage(q *question, name string) texts {
	c.attribute(q, name)
	return q.attributes[name]
}

// markdown converts a text in all languages to Markdown; plain to one line
// without markup. They note the translations under the string id and return
// the text in the source language.
func (c *converter) markdown(id, place string, t texts) string {
	return c.convert(id, place, t, toMarkdown)
}

func (c *converter) plain(id, place string, t texts) string { return c.convert(id, place, t, toPlain) }

func (c *converter) convert(id, place string, t texts, render func(string) rendered) string {
	c.alternatives = map[string][]string{}
	source := c.textOf(place, t[c.survey.base], c.survey.base, render)
	if source == "" {
		source = c.textOf(place, t[""], c.survey.base, render)
	}
	for _, l := range c.survey.others {
		s, ok := t[l]
		if !ok || c.language[l] == "" {
			continue
		}
		c.reused = map[string]int{}
		text := c.textOf(place+", "+l, s, l, render)
		if source == "" && text != "" {
			c.report.Add(convert.LeftOut, place, "text in "+l, "there is none in the language of the survey that “%s” could translate", clip(text))
			continue
		}
		c.put(id, c.language[l], text)
	}
	return source
}

// needed gives texts that the form cannot do without: where the base language
// has none, that of another language stands.
func (c *converter) needed(place string, t texts) texts {
	if strings.TrimSpace(t[c.survey.base]) != "" || len(t) == 0 {
		return t
	}
	t = maps.Clone(t)
	t[c.survey.base] = c.say(t)
	c.report.Add(convert.Changed, place, "wording", "there is none in the language of the survey; “%s” stands until you write it", clip(t[c.survey.base]))
	return t
}

// put notes the translation of a string, by our tag.
func (c *converter) put(id, tag, text string) {
	if text == "" || tag == c.definition.Language {
		return
	}
	if c.said[id] == nil {
		c.said[id] = texts{}
	}
	c.said[id][tag] = text
}

// maxText is how long a text may be here, in bytes.
const maxText = 10_000

// textOf converts one text: expressions in braces to inserted answers, HTML to
// our markup.
func (c *converter) textOf(place, source, language string, render func(string) rendered) string {
	source = strings.ReplaceAll(source, "${", "$${")
	text, inserted := c.insertions(place, source, language)
	r := render(text)
	if len(r.dropped) > 0 {
		c.report.Add(convert.LeftOut, place, "HTML", "texts hold no %s; what it shows is left out", strings.Join(r.dropped, ", "))
	}
	text = restore(r.text, inserted)
	if len(text) <= maxText {
		return text
	}
	cut := max(strings.LastIndexAny(text[:maxText], " \n"), 0) // so that nothing inserted is cut in two
	c.report.Add(convert.LeftOut, place, "long text", "it has %d bytes and is cut off after %d", len(text), cut)
	return text[:cut]
}

// mark stands for what is inserted while HTML is converted: the number of the
// insertion between two characters that no text holds.
func mark(n int) string { return fmt.Sprintf("\uE000%d\uE000", n) }

var marks = regexp.MustCompile("\uE000([0-9]+)\uE000")

func restore(text string, inserted []string) string {
	if len(inserted) == 0 {
		return text
	}
	return marks.ReplaceAllStringFunc(text, func(m string) string {
		n := atoi(strings.Trim(m, "\uE000"))
		return inserted[min(n, len(inserted)-1)]
	})
}

func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// maxInsertions bounds the expressions in all texts together. Those behind the
// last stand as they are.
const maxInsertions = 20_000

// insertions replaces the expressions of a text by marks.
func (c *converter) insertions(place, source, language string) (string, []string) {
	if !strings.Contains(source, "{") {
		return source, nil
	}
	source = strings.ReplaceAll(source, "\uE000", "")
	var b strings.Builder
	var inserted []string
	for {
		start, end := nextExpression(source)
		if c.insertionCount++; start < 0 || c.insertionCount > maxInsertions {
			break
		}
		b.WriteString(source[:start])
		b.WriteString(mark(len(inserted)))
		inserted = append(inserted, c.insertion(place, plainExpression(source[start+1:end-1]), language))
		source = source[end:]
	}
	b.WriteString(source)
	return b.String(), inserted
}

// plainExpression undoes what an HTML editor does to an expression.
func plainExpression(s string) string { return strings.TrimSpace(editorMarkup.Replace(s)) }

var editorMarkup = strings.NewReplacer("&nbsp;", " ", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#39;", "'", "&amp;", "&", "\u00a0", " ")

// nextExpression finds the next expression in braces: start is -1 if there is
// none. As in LimeSurvey, a brace before a space is a brace, and braces inside
// quotes do not count.
func nextExpression(s string) (start, end int) {
	for from := 0; ; {
		open := strings.IndexByte(s[from:], '{')
		if open < 0 {
			return -1, -1
		}
		open += from
		if end := closing(s[open:]); end > 0 {
			return open, open + end
		}
		from = open + 1
	}
}

// closing returns where the brace that s begins with is closed, or 0. A brace
// inside another is no expression: that of a script, for example.
func closing(s string) int {
	if len(s) < 3 || strings.ContainsRune(" \t\r\n}", rune(s[1])) {
		return 0
	}
	var q quoting
	for i := 1; i < min(len(s), expr.MaxLength); i++ {
		switch ch := s[i]; {
		case q.inside(ch):
		case ch == '{':
			return 0
		case ch == '}':
			return i + 1
		}
	}
	return 0
}

// translate puts the translations into the definition. One that inserts other
// answers than its source does not fit and is left out.
func (c *converter) translate() {
	d := c.definition
	d.Translations = map[string]questionnaire.Translation{}
	for _, l := range c.survey.others {
		if tag := c.language[l]; tag != "" {
			d.Translations[tag] = questionnaire.Translation{Language: tag, Strings: map[string]questionnaire.TranslatedString{}}
		}
	}
	for _, s := range d.Strings() {
		for tag, text := range c.said[s.ID] {
			translation, ok := d.Translations[tag]
			if !ok || strings.TrimSpace(text) == "" {
				continue
			}
			if !slices.Equal(pipes(s.Text), pipes(text)) {
				c.report.Add(convert.LeftOut, s.ID, "translation into "+tag, "it inserts other answers than the source; translate “%s” again", clip(s.Text))
				continue
			}
			translation.Strings[s.ID] = questionnaire.TranslatedString{Hash: questionnaire.SourceHash(s.Text), Text: text}
		}
	}
}

func pipes(text string) []string {
	var keys []string
	for _, p := range questionnaire.ParsePipes(text) {
		keys = append(keys, p.Key)
	}
	slices.Sort(keys)
	return keys
}
