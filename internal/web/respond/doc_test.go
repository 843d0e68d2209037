package respond

import (
	"bytes"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// doc is a page as a visitor sees it.
type doc struct {
	t      testing.TB
	status int
	url    *url.URL
	header http.Header
	body   string
	root   *html.Node
}

func newDoc(t testing.TB, resp *http.Response, body []byte) *doc {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return &doc{t: t, status: resp.StatusCode, url: resp.Request.URL, header: resp.Header, body: string(body), root: root}
}

// all finds the elements that a selector matches. It knows descendants of
// tag#id.class[name=value], in which every part may be left out, and leaves
// out what is in templates.
func (d *doc) all(selector string) []*html.Node {
	found := []*html.Node{d.root}
	for _, part := range strings.Fields(selector) {
		var next []*html.Node
		for _, n := range found {
			for child := range n.Descendants() {
				if child.Type == html.ElementNode && !inTemplate(child) && matches(child, part) && !slices.Contains(next, child) {
					next = append(next, child)
				}
			}
		}
		found = next
	}
	return found
}

// matches checks one part of a selector.
func matches(n *html.Node, part string) bool {
	part, attrs, hasAttrs := strings.Cut(part, "[")
	if hasAttrs {
		for _, one := range strings.Split(strings.TrimSuffix(attrs, "]"), "][") {
			name, want, valued := strings.Cut(one, "=")
			got, ok := attr(n, name)
			if !ok || valued && got != want {
				return false
			}
		}
	}
	if i := strings.LastIndexByte(part, '.'); i >= 0 {
		classes, _ := attr(n, "class")
		return slices.Contains(strings.Fields(classes), part[i+1:]) && matches(n, part[:i])
	}
	if part, id, ok := strings.Cut(part, "#"); ok {
		got, _ := attr(n, "id")
		return got == id && matches(n, part)
	}
	return part == "" || part == "*" || n.Data == part
}

func attr(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val, true
		}
	}
	return "", false
}

// textOf is the text of an element, with single spaces.
func textOf(n *html.Node) string {
	var b strings.Builder
	for child := range n.Descendants() {
		if child.Type == html.TextNode {
			b.WriteString(child.Data + " ")
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// one is the text of the first element that a selector matches.
func (d *doc) one(selector string) string {
	d.t.Helper()
	found := d.all(selector)
	if len(found) == 0 {
		d.t.Errorf("%s: nothing matches %s", d.url.Path, selector)
		return ""
	}
	return textOf(found[0])
}

// texts are the texts of all elements that a selector matches.
func (d *doc) texts(selector string) []string {
	var texts []string
	for _, n := range d.all(selector) {
		texts = append(texts, textOf(n))
	}
	return texts
}

// expect checks status, path and that each selector matches something; one
// that begins with "!" must match nothing, and "selector: words" something
// with these words.
func (d *doc) expect(status int, path string, checks ...string) *doc {
	d.t.Helper()
	if d.status != status || d.url.Path != path {
		d.t.Fatalf("got %d at %s, want %d at %s\n%s", d.status, d.url.Path, status, path, d.body)
	}
	d.wellFormed()
	for _, check := range checks {
		selector, words, hasWords := strings.Cut(check, ": ")
		if absent, ok := strings.CutPrefix(selector, "!"); ok {
			if found := d.all(absent); len(found) > 0 {
				d.t.Errorf("%s: %s matches %q", d.url, absent, textOf(found[0]))
			}
			continue
		}
		texts := d.texts(selector)
		if len(texts) == 0 || hasWords && !slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, words) }) {
			d.t.Errorf("%s: %s: want %q, got %q", d.url, selector, words, texts)
		}
	}
	return d
}

// form gives what a browser would send of the form with an id, or of the only
// form where it is "", and where to.
func (d *doc) form(id string) (action string, values url.Values) {
	d.t.Helper()
	selector := "form"
	if id != "" {
		selector = "form#" + id
	}
	forms := d.all(selector)
	if len(forms) != 1 {
		d.t.Fatalf("%s has %d forms %q\n%s", d.url, len(forms), id, d.body)
	}
	action, _ = attr(forms[0], "action")
	values = url.Values{}
	for n := range forms[0].Descendants() {
		if inTemplate(n) {
			continue
		}
		if name, ok := attr(n, "name"); ok && n.Type == html.ElementNode {
			if value, ok := fieldValue(n); ok {
				values.Add(name, value)
			}
		}
	}
	return action, values
}

// inTemplate reports whether an element is part of a template, which browsers
// neither show nor send.
func inTemplate(n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.Data == "template" {
			return true
		}
	}
	return false
}

// fieldValue is what a field sends; false if it sends nothing.
func fieldValue(n *html.Node) (string, bool) {
	value, _ := attr(n, "value")
	switch n.Data {
	case "textarea":
		if n.FirstChild == nil {
			return "", true
		}
		return n.FirstChild.Data, true
	case "select":
		for option := range n.Descendants() {
			if _, ok := attr(option, "selected"); ok {
				return attr(option, "value")
			}
		}
		return "", true
	case "input":
		kind, _ := attr(n, "type")
		_, checked := attr(n, "checked")
		return value, checked || kind != "radio" && kind != "checkbox"
	}
	return "", false
}
