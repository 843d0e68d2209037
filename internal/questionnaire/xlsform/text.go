package xlsform

import (
	"regexp"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// text reads a column that exists in several languages. It gives the text in
// the source language and keeps the others as translations under the id.
func (r *reader) text(n *node, name, id string) string {
	return r.texts(n.row, name, id, n.labels)
}

// texts is text for a row that is not that of a question, such as an option's.
func (r *reader) texts(row *row, name, id string, inserted map[string]string) string {
	byTag, order := map[string]string{}, []string{}
	for i := range row.sheet.columns {
		c := &row.sheet.columns[i]
		value := row.cell(c)
		if c.name != name || value == "" {
			continue
		}
		tag := r.languages.tag(c.language)
		if _, twice := byTag[tag]; twice {
			r.report.Add(convert.LeftOut, row.place(c), c.header, "another column says this in the same language already")
			continue
		}
		byTag[tag] = r.convertText(row, c, value, inserted)
		order = append(order, tag)
	}
	source, ok := byTag[r.languages.source]
	if !ok && len(order) > 0 {
		source = byTag[order[0]]
		r.report.Add(convert.Changed, row.at(name), name, "it is missing in the source language %s, so that in %s stands in its place", r.languages.source, order[0])
	}
	for tag, text := range byTag {
		if tag != r.languages.source {
			r.translate(tag, id, source, text)
		}
	}
	return source
}

// translate keeps the translation of a string.
func (r *reader) translate(tag, id, source, text string) {
	if r.def.Translations == nil {
		r.def.Translations = map[string]questionnaire.Translation{}
	}
	t, ok := r.def.Translations[tag]
	if !ok {
		t = questionnaire.Translation{Language: tag, Strings: map[string]questionnaire.TranslatedString{}}
		r.def.Translations[tag] = t
	}
	t.Strings[id] = questionnaire.TranslatedString{Hash: questionnaire.SourceHash(source), Text: text}
}

var (
	insertion = regexp.MustCompile(`\$\{\s*([^}]*?)\s*\}`)
	htmlTag   = regexp.MustCompile(`</?[A-Za-z][^<>]*>|<!--.*?-->`)
)

// markdownTags are the tags of HTML that Markdown has signs for.
var markdownTags = map[string]string{"b": "**", "strong": "**", "i": "*", "em": "*", "br": "\n"}

// convertText writes a text as ours: inserted answers by our keys, Markdown in
// place of HTML.
func (r *reader) convertText(row *row, c *column, text string, inserted map[string]string) string {
	for name, value := range inserted {
		text = strings.ReplaceAll(text, "%("+name+")s", value)
	}
	text = insertion.ReplaceAllStringFunc(text, func(match string) string {
		name := insertion.FindStringSubmatch(match)[1]
		if variable, ok := r.references[name]; ok {
			return "${" + variable + "}"
		}
		r.report.Add(convert.Changed, row.place(c), match, "there is no answer to insert, so the text stands as it is written")
		return "$" + match
	})
	if !htmlTag.MatchString(text) {
		return text
	}
	r.report.Add(convert.Changed, row.place(c), "HTML", "tags are left out of pages; bold and italic are written in Markdown")
	return htmlTag.ReplaceAllStringFunc(text, func(tag string) string {
		name := strings.ToLower(strings.Trim(tag, "</> "))
		name, _, _ = strings.Cut(name, " ")
		return markdownTags[name]
	})
}
