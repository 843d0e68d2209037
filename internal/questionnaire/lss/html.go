package lss

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// rendered is what became of a text in HTML.
type rendered struct {
	text    string
	dropped []string // names of the elements that were left out, each once
}

// toMarkdown turns HTML into the Markdown that our texts may hold: paragraphs,
// lists, headings, bold, italic and links.
func toMarkdown(source string) rendered { return render(source, true) }

// toPlain turns HTML into one line of text without markup.
func toPlain(source string) rendered { return render(source, false) }

func render(source string, markdown bool) rendered {
	r := renderer{markdown: markdown}
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		next := z.Next()
		if r.written+len(r.line) > 2*maxText { // it will be cut off anyway
			next = html.ErrorToken
		}
		switch next {
		case html.ErrorToken:
			r.endBlock()
			separator := "\n\n"
			if !markdown {
				separator = " "
			}
			return rendered{text: joinBlocks(r.blocks, separator), dropped: r.dropped}
		case html.TextToken:
			r.words(string(z.Text()))
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(z.Token())
		case html.EndTagToken:
			r.end(z.Token().DataAtom)
		}
	}
}

// block is a paragraph, a heading or an item of a list.
type block struct{ prefix, text string }

// joinBlocks puts the items of a list on lines of their own and other blocks
// apart.
func joinBlocks(blocks []block, separator string) string {
	var b strings.Builder
	for i, block := range blocks {
		if i > 0 {
			if isItem(block) && isItem(blocks[i-1]) && separator != " " {
				b.WriteByte('\n')
			} else {
				b.WriteString(separator)
			}
		}
		b.WriteString(block.prefix + block.text)
	}
	return b.String()
}

func isItem(b block) bool {
	return strings.HasPrefix(b.prefix, "-") || strings.HasPrefix(b.prefix, "1.")
}

// span is markup that is open: bold, italic or a link.
type span struct {
	tag   atom.Atom
	start int // in renderer.line
	href  string
}

// maxNesting bounds the markup and the lists that are open at a time.
const maxNesting = 100

type renderer struct {
	markdown bool
	blocks   []block
	written  int    // bytes in blocks
	prefix   string // of the block that is being written
	line     []byte
	spans    []span
	ordered  []bool // the lists that are open: numbered or not
	hidden   int    // depth inside script and the like
	dropped  []string
}

func (r *renderer) start(t html.Token) {
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Iframe, atom.Object, atom.Svg, atom.Video, atom.Audio, atom.Embed, atom.Canvas, atom.Form, atom.Input, atom.Button, atom.Select:
		r.drop(t.Data)
		if t.Type == html.StartTagToken && isHidden(t.DataAtom) {
			r.hidden++
		}
	case atom.Img:
		r.drop("img")
		r.words(attribute(t, "alt"))
	case atom.B, atom.Strong, atom.I, atom.Em, atom.A:
		if len(r.spans) < maxNesting {
			r.spans = append(r.spans, span{markupOf(t.DataAtom), len(r.line), attribute(t, "href")})
		}
	case atom.Ul, atom.Ol:
		r.endBlock()
		if len(r.ordered) < maxNesting {
			r.ordered = append(r.ordered, t.DataAtom == atom.Ol)
		}
	case atom.Li:
		r.endBlock()
		r.prefix = "- "
		if n := len(r.ordered); n > 0 && r.ordered[n-1] {
			r.prefix = "1. "
		}
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.endBlock()
		r.prefix = "## "
	case atom.Td, atom.Th:
		if strings.TrimSpace(string(r.line)) != "" {
			r.line = append(r.line, " | "...)
		}
	case atom.Br, atom.P, atom.Div, atom.Tr, atom.Table, atom.Hr, atom.Blockquote, atom.Dt, atom.Dd, atom.Pre, atom.Legend, atom.Fieldset:
		r.breakLine()
	}
}

func (r *renderer) end(tag atom.Atom) {
	switch tag {
	case atom.B, atom.Strong, atom.I, atom.Em, atom.A:
		r.close(markupOf(tag))
	case atom.Ul, atom.Ol:
		r.endBlock()
		if n := len(r.ordered); n > 0 {
			r.ordered = r.ordered[:n-1]
		}
	case atom.Li, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.endBlock()
	case atom.P, atom.Div, atom.Tr, atom.Table, atom.Blockquote, atom.Dt, atom.Dd, atom.Pre, atom.Legend, atom.Fieldset:
		r.breakLine()
	default:
		if isHidden(tag) && r.hidden > 0 {
			r.hidden--
		}
	}
}

// isHidden reports whether what stands inside an element is no text.
func isHidden(tag atom.Atom) bool {
	return slices.Contains([]atom.Atom{atom.Script, atom.Style, atom.Iframe, atom.Object, atom.Svg, atom.Video, atom.Audio, atom.Canvas, atom.Select}, tag)
}

func markupOf(tag atom.Atom) atom.Atom {
	switch tag {
	case atom.Strong:
		return atom.B
	case atom.Em:
		return atom.I
	}
	return tag
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func (r *renderer) drop(name string) {
	if !slices.Contains(r.dropped, name) {
		r.dropped = append(r.dropped, name)
	}
}

// words adds text, with every run of spaces as one.
func (r *renderer) words(s string) {
	if r.hidden > 0 {
		return
	}
	s = strings.ToValidUTF8(s[:min(len(s), 3*maxText)], "")
	if r.markdown {
		s = escape(s)
	}
	for _, c := range s {
		if unicode.IsSpace(c) {
			if n := len(r.line); n > 0 && r.line[n-1] != ' ' {
				r.line = append(r.line, ' ')
			}
			continue
		}
		r.line = append(r.line, string(c)...)
	}
}

// breakLine ends the block, or, in an item of a list, writes a space.
func (r *renderer) breakLine() {
	if isItem(block{prefix: r.prefix}) {
		r.words(" ")
		return
	}
	r.endBlock()
}

func (r *renderer) endBlock() {
	open := slices.Clone(r.spans)
	for i := len(open) - 1; i >= 0; i-- {
		r.close(open[i].tag)
	}
	if text := strings.TrimSpace(string(r.line)); text != "" {
		b := block{text: text}
		if r.markdown {
			b = block{r.prefix, escapeStart(text)}
		}
		r.blocks = append(r.blocks, b)
		r.written += len(b.text)
	}
	r.line, r.prefix = r.line[:0], ""
	for i := range open {
		open[i].start = 0
	}
	r.spans = open
}

// close writes the markup of the innermost span of a tag, if one is open.
func (r *renderer) close(tag atom.Atom) {
	i := len(r.spans) - 1
	for i >= 0 && r.spans[i].tag != tag {
		i--
	}
	if i < 0 {
		return
	}
	s := r.spans[i]
	r.spans = slices.Delete(r.spans, i, i+1)
	start := min(s.start, len(r.line))
	inner := string(r.line[start:])
	text := strings.TrimSpace(inner)
	if text == "" || slices.ContainsFunc(r.spans, func(o span) bool { return o.tag == tag }) {
		return
	}
	at := strings.Index(inner, text)
	r.line = append(r.line[:start], inner[:at]...)
	r.line = append(r.line, r.marked(s, text)...)
	r.line = append(r.line, inner[at+len(text):]...)
}
