package page

import (
	"strings"
	"testing"
)

func TestMarkdown(t *testing.T) {
	m := NewMarkdown()
	for _, test := range []struct{ text, block, inline string }{
		{"", "", ""},
		{"plain", "<p>plain</p>", "plain"},
		{"**b** and *i*", "<p><strong>b</strong> and <em>i</em></p>", "<strong>b</strong> and <em>i</em>"},
		{"one\n\ntwo", "<p>one</p>\n<p>two</p>", "one<br>two"},
		{"1. First", "<ol>\n<li>First</li>\n</ol>", "1. First"},
		{"# Heading", "<h2>Heading</h2>", "# Heading"},
		{"- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "- a\n- b"},
		{"a < b & c", "<p>a &lt; b &amp; c</p>", "a &lt; b &amp; c"},
		{"[x](https://example.org/)", `<p><a href="https://example.org/" rel="noreferrer">x</a></p>`, `<a href="https://example.org/" rel="noreferrer">x</a>`},
	} {
		block, err := m.Block(test.text)
		if err != nil || string(block) != test.block {
			t.Errorf("%q: block %q, %v, want %q", test.text, block, err, test.block)
		}
		inline, err := m.Inline(test.text)
		if err != nil || string(inline) != test.inline {
			t.Errorf("%q: inline %q, %v, want %q", test.text, inline, err, test.inline)
		}
	}
	if got := m.Plain("a <em>b</em> &amp; c<br>d"); got != "a b & c d" {
		t.Errorf("plain is %q", got)
	}
}

// Nothing that a text holds becomes anything but plain markup.
func TestMarkdownIsSafe(t *testing.T) {
	m := NewMarkdown()
	for _, text := range []string{
		"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "![x](https://example.org/a.png)",
		`<a href="https://example.org" onclick="x()" style="color:red">x</a>`, "[x](data:text/html;base64,xx)", "<iframe src=//x></iframe>",
		"[x](https://example.org \"t\" onclick=x)", "<svg/onload=alert(1)>",
	} {
		for name, render := range map[string]func(string) (string, error){
			"block":  func(s string) (string, error) { html, err := m.Block(s); return string(html), err },
			"inline": func(s string) (string, error) { html, err := m.Inline(s); return string(html), err },
		} {
			html, err := render(text)
			if err != nil {
				t.Fatal(err)
			}
			for _, bad := range []string{"<script", "<img", "<iframe", "<svg", "javascript:", "data:", "onclick=\"", "style="} {
				if strings.Contains(html, bad) {
					t.Errorf("%s of %q is %q", name, text, html)
				}
			}
		}
	}
}
