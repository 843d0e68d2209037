package respond

import (
	"strings"

	"golang.org/x/net/html"
)

// wellFormed checks what every page must hold for people who use it without
// seeing it: unique ids, references that lead somewhere, a name for each field,
// one main heading.
func (d *doc) wellFormed() {
	d.t.Helper()
	ids := map[string]bool{}
	for _, n := range d.all("[id]") {
		id, _ := attr(n, "id")
		if ids[id] {
			d.t.Errorf("%s: two elements have the id %s", d.url, id)
		}
		ids[id] = true
	}
	for _, name := range []string{"for", "aria-labelledby", "aria-describedby", "form"} {
		for _, n := range d.all("[" + name + "]") {
			value, _ := attr(n, name)
			for _, id := range strings.Fields(value) {
				if !ids[id] {
					d.t.Errorf("%s: %s=%q names no element", d.url, name, id)
				}
			}
		}
	}
	for _, n := range d.all("a[href]") {
		if href, _ := attr(n, "href"); strings.HasPrefix(href, "#") && !ids[href[1:]] {
			d.t.Errorf("%s: the link %s leads nowhere", d.url, href)
		}
	}
	d.named()
	if n := len(d.all("h1")); n != 1 {
		d.t.Errorf("%s has %d main headings", d.url, n)
	}
	for _, selector := range []string{"style", "[style]", "[onclick]"} {
		if len(d.all(selector)) > 0 {
			d.t.Errorf("%s holds %s, which the policy forbids", d.url, selector)
		}
	}
	for _, n := range d.all("script") {
		if src, _ := attr(n, "src"); src == "" || n.FirstChild != nil {
			d.t.Errorf("%s holds a script that the policy forbids", d.url)
		}
	}
	if lang, _ := attr(d.all("html")[0], "lang"); lang == "" || d.one("title") == "" {
		d.t.Errorf("%s has no language or no title", d.url)
	}
}

// named checks that each field has a label and each group a legend.
func (d *doc) named() {
	d.t.Helper()
	labelled := map[string]bool{}
	for _, n := range d.all("label") {
		id, _ := attr(n, "for")
		labelled[id] = textOf(n) != ""
	}
	for _, n := range d.all("*") {
		id, _ := attr(n, "id")
		kind, _ := attr(n, "type")
		switch {
		case n.Data == "select" || n.Data == "textarea" || n.Data == "input" && kind != "hidden":
			if !labelled[id] {
				d.t.Errorf("%s: the field %s has no label", d.url, id)
			}
		case n.Data == "fieldset":
			if !hasLegend(n) {
				d.t.Errorf("%s: the fieldset %s has no legend", d.url, id)
			}
		case n.Data == "button" && textOf(n) == "":
			d.t.Errorf("%s: a button has no text", d.url)
		}
	}
}

func hasLegend(fieldset *html.Node) bool {
	for n := range fieldset.ChildNodes() {
		if n.Type == html.ElementNode {
			return n.Data == "legend" && textOf(n) != ""
		}
	}
	return false
}
