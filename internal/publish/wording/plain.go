package wording

import (
	"regexp"
	"strings"
)

var (
	markdownLink   = regexp.MustCompile(`!?\[([^\[\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)`)
	markdownMarks  = regexp.MustCompile("(\\*\\*\\*|\\*\\*|\\*|___|__|`)(\\S(?:.*?\\S)?)(\\*\\*\\*|\\*\\*|\\*|___|__|`)")
	markdownBlock  = regexp.MustCompile(`(?m)^[ \t]*(?:#{1,6}|>|[-*+]|\d{1,3}[.)])[ \t]+`)
	markdownEscape = regexp.MustCompile(`\\([\\*_{}\[\]()#+.!|>~-])`)
)

// Plain takes the Markdown out of a text: emphasis, links, headings and marks
// of lists go, the words stay. A text of one line keeps a number at its
// beginning, which is more often part of a label than a list.
func Plain(text string) string {
	text = strings.TrimSpace(text)
	if strings.Contains(text, "\n") {
		text = markdownBlock.ReplaceAllString(text, "")
	}
	text = markdownLink.ReplaceAllString(text, "$1")
	text = markdownMarks.ReplaceAllStringFunc(text, func(s string) string {
		m := markdownMarks.FindStringSubmatch(s)
		if m[1] != m[3] {
			return s
		}
		return m[2]
	})
	return strings.TrimSpace(markdownEscape.ReplaceAllString(text, "$1"))
}
