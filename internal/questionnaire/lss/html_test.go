package lss

import (
	"strings"
	"testing"
)

func TestToMarkdown(t *testing.T) {
	tests := []struct{ name, html, markdown, plain, dropped string }{
		{"nothing", "", "", "", ""},
		{"paragraphs", "<p>One</p>\n<p>\n\tTwo&nbsp; three</p>\n", "One\n\nTwo three", "One Two three", ""},
		{"line break", "One<br />Two<br/>", "One\n\nTwo", "One Two", ""},
		{"bold and italic", "a <b>big </b>and <em>fine</em> <strong><i>x</i></strong>", "a **big** and *fine* *x*", "a big and fine x", ""},
		{"bold over paragraphs", "<b><p>One</p><p>Two</p></b>", "**One**\n\n**Two**", "One Two", ""},
		{"never closed", "a <b>b", "a **b**", "a b", ""},
		{"closed without being open", "a</b> b</p></ul>", "a b", "a b", ""},
		{"list", "Pick:<ul>\n<li>one</li><li><p>two</p></li></ul>end", "Pick:\n\n- one\n- two\n\nend", "Pick: one two end", ""},
		{"numbered", "<ol><li>one</li><li>two</li></ol>", "1. one\n1. two", "one two", ""},
		{"heading", "<h3>Title</h3>text", "## Title\n\ntext", "Title text", ""},
		{"link", `see <a href="https://example.org/a(b)">the page</a>`, "see [the page](https://example.org/a%28b%29)", "see the page (https://example.org/a(b))", ""},
		{"link that is a script", `<a href="javascript:alert(1)">go</a>`, "go", "go", ""},
		{"table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a | b\n\nc", "a | b c", ""},
		{"script and style", "a<script>if (x < 1) alert('</p>')</script><style>p{}</style>b", "ab", "ab", "script style"},
		{"picture", `<img alt="a lime" src="x.png">`, "a lime", "a lime", "img"},
		{"video", `<video><source src="x">no video</video>seen`, "seen", "seen", "video"},
		{"no markup", "2 * 3 < 4, a_b, 5*6, `x`, &lt;b&gt; &amp;amp;", "2 * 3 < 4, a_b, 5\\*6, \\`x\\`, \\<b> \\&amp;", "2 * 3 < 4, a_b, 5*6, `x`, <b> &amp;", ""},
		{"no list", "1. First", `1\. First`, "1. First", ""},
		{"no heading", "# 5", `\# 5`, "# 5", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := toMarkdown(test.html)
			if got.text != test.markdown {
				t.Errorf("Markdown: got %q, want %q", got.text, test.markdown)
			}
			if dropped := strings.Join(got.dropped, " "); dropped != test.dropped {
				t.Errorf("dropped: got %q, want %q", dropped, test.dropped)
			}
			if got := toPlain(test.html).text; got != test.plain {
				t.Errorf("plain: got %q, want %q", got, test.plain)
			}
		})
	}
}
