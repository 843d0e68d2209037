package lss

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// marked puts the markup of a span around its text.
func (r *renderer) marked(s span, text string) string {
	switch {
	case s.tag == atom.A:
		return r.link(s.href, text)
	case !r.markdown || strings.ContainsAny(text, "*"):
		return text
	case s.tag == atom.B:
		return "**" + text + "**"
	}
	return "*" + text + "*"
}

// link writes a link to a page or a mailbox; of others, such as scripts, only
// the text remains.
func (r *renderer) link(href, text string) string {
	u, err := url.Parse(href)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
		return text
	}
	address := strings.NewReplacer("(", "%28", ")", "%29", " ", "%20", "<", "%3C", ">", "%3E", "\\", "%5C", "{", "%7B", "}", "%7D").Replace(href)
	switch {
	case r.markdown && !strings.ContainsAny(text, "[]"):
		return "[" + text + "](" + address + ")"
	case strings.Contains(text, strings.TrimPrefix(href, "mailto:")):
		return text
	}
	return text + " (" + href + ")"
}

var entity = regexp.MustCompile(`^&(#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);`)

// escape keeps characters of a text from being read as Markdown, and as few of
// them as possible, because people go on with the text.
func escape(s string) string {
	if !strings.ContainsAny(s, "\\`*_<&]") {
		return s
	}
	var b strings.Builder
	runes := []rune(s)
	for i, c := range runes {
		var before, after rune = ' ', ' '
		if i > 0 {
			before = runes[i-1]
		}
		if i+1 < len(runes) {
			after = runes[i+1]
		}
		if isMarkup(c, before, after) || c == '&' && entity.MatchString(string(runes[i:min(i+40, len(runes))])) {
			b.WriteByte('\\')
		}
		b.WriteRune(c)
	}
	return b.String()
}

// isMarkup reports whether Markdown would read a character between two others
// as markup.
func isMarkup(c, before, after rune) bool {
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	switch c {
	case '`':
		return true
	case '\\':
		return after < unicode.MaxASCII && (unicode.IsPunct(after) || unicode.IsSymbol(after))
	case '*':
		return !unicode.IsSpace(before) || !unicode.IsSpace(after)
	case '_':
		return !(word(before) && word(after)) && !(unicode.IsSpace(before) && unicode.IsSpace(after))
	case '<':
		return unicode.IsLetter(after) || after == '/' || after == '!' || after == '?'
	case ']':
		return after == '(' || after == '[' || after == ':'
	}
	return false
}

var (
	blockMark = regexp.MustCompile(`^(#{1,6}( |$)|[-+*]( |$)|>|[-=_*]{3,}$)`)
	listMark  = regexp.MustCompile(`^([0-9]{1,9})([.)])( |$)`)
)

// escapeStart keeps the start of a paragraph from being read as a heading, a
// list or a quotation.
func escapeStart(s string) string {
	if blockMark.MatchString(s) {
		return "\\" + s
	}
	return listMark.ReplaceAllString(s, `$1\$2$3`)
}

// clip shortens what messages quote.
func clip(s string) string {
	const most = 80
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s[:min(len(s), 10*most)], "")), " ")
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}
