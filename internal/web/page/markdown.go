package page

import (
	"bytes"
	"fmt"
	"html"
	"html/template"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// Markdown turns the texts of questionnaires into HTML. What it gives is safe
// whatever the text holds: raw HTML is left out and only plain markup remains.
// It is safe for concurrent use.
type Markdown struct {
	block, inline             goldmark.Markdown
	blockPolicy, inlinePolicy *bluemonday.Policy
	nothing                   *bluemonday.Policy
}

// NewMarkdown makes a Markdown.
func NewMarkdown() *Markdown {
	inline := goldmark.New(goldmark.WithParser(parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1)),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
	)))
	return &Markdown{
		block: goldmark.New(), inline: inline,
		blockPolicy:  policy("p", "h2", "h3", "ul", "ol", "li", "blockquote"),
		inlinePolicy: policy(), nothing: bluemonday.StrictPolicy(),
	}
}

func policy(blocks ...string) *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(append(blocks, "strong", "em", "code", "br")...)
	p.AllowStandardURLs()
	p.AllowAttrs("href").OnElements("a")
	p.RequireNoFollowOnLinks(false)
	p.RequireNoReferrerOnLinks(true)
	return p
}

// Block renders a text of any number of paragraphs. Headings begin at h2.
func (m *Markdown) Block(text string) (template.HTML, error) {
	rendered, err := convert(m.block, strings.ReplaceAll("\n"+text, "\n# ", "\n## "))
	return clean(m.blockPolicy, rendered), err
}

// Inline renders a text that stands inside something else, such as a legend: a
// "1." at its start is no list, and paragraphs are parted by line breaks.
func (m *Markdown) Inline(text string) (template.HTML, error) {
	rendered, err := convert(m.inline, text)
	return clean(m.inlinePolicy, strings.ReplaceAll(rendered, "</p>\n<p>", "<br>")), err
}

// Plain gives what Inline rendered as text without markup.
func (m *Markdown) Plain(rendered template.HTML) string {
	spaced := strings.ReplaceAll(string(rendered), "<br>", " ")
	return html.UnescapeString(m.nothing.Sanitize(spaced))
}

func convert(md goldmark.Markdown, text string) (string, error) {
	var b bytes.Buffer
	if err := md.Convert([]byte(text), &b); err != nil {
		return "", fmt.Errorf("markdown: %w", err)
	}
	return b.String(), nil
}

func clean(policy *bluemonday.Policy, rendered string) template.HTML {
	return template.HTML(strings.TrimSpace(policy.Sanitize(rendered)))
}
