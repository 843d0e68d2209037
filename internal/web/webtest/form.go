package webtest

import (
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
)

// Form is a form of a page with everything that belongs to it.
type Form struct {
	ID      string
	Method  string // GET or POST
	Action  *url.URL
	Fields  []Field
	Buttons []Button
}

// Field is one control that a person can set.
type Field struct {
	Name, Type string // Type is that of an input, "select" or "textarea"
	Value      string // what it sends, or holds now
	Checked    bool
	Options    []string // values of a select
	Mode       string   // inputmode
}

// Button sends a form.
type Button struct {
	Name, Value, Label string
}

// Form finds the form that has a button with this label, and the button; nil
// if there is none.
func (p *Page) Form(label string) (*Form, *Button) {
	for _, f := range p.Forms() {
		for i := range f.Buttons {
			if f.Buttons[i].Label == label {
				return f, &f.Buttons[i]
			}
		}
	}
	return nil, nil
}

// Forms lists the forms of the page.
func (p *Page) Forms() []*Form {
	var forms []*Form
	byID := map[string]*Form{}
	walk(p.root, func(n *html.Node) {
		if n.Data != "form" {
			return
		}
		action, err := p.URL.Parse(attr(n, "action"))
		if err != nil {
			return
		}
		f := &Form{ID: attr(n, "id"), Method: strings.ToUpper(attr(n, "method")), Action: action}
		if f.Method == "" {
			f.Method = http.MethodGet
		}
		forms = append(forms, f)
		byID[f.ID] = f
		walk(n, func(n *html.Node) {
			if attr(n, "form") == "" && !inTemplate(n) {
				f.add(n)
			}
		})
	})
	walk(p.root, func(n *html.Node) {
		if f := byID[attr(n, "form")]; f != nil && attr(n, "form") != "" {
			f.add(n)
		}
	})
	return forms
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

func (f *Form) add(n *html.Node) {
	name := attr(n, "name")
	switch n.Data {
	case "button":
		f.Buttons = append(f.Buttons, Button{Name: name, Value: attr(n, "value"), Label: text(n)})
	case "input":
		field := Field{Name: name, Type: attr(n, "type"), Value: attr(n, "value"), Checked: has(n, "checked"), Mode: attr(n, "inputmode")}
		if field.Type == "" {
			field.Type = "text"
		}
		f.Fields = append(f.Fields, field)
	case "textarea":
		f.Fields = append(f.Fields, Field{Name: name, Type: "textarea", Value: text(n)})
	case "select":
		field := Field{Name: name, Type: "select"}
		walk(n, func(o *html.Node) {
			if o.Data != "option" {
				return
			}
			field.Options = append(field.Options, attr(o, "value"))
			if has(o, "selected") {
				field.Value = attr(o, "value")
			}
		})
		f.Fields = append(f.Fields, field)
	}
}

// Values are what the form sends if nobody changes anything.
func (f *Form) Values() url.Values {
	values := url.Values{}
	for _, field := range f.Fields {
		switch field.Type {
		case "checkbox", "radio":
			if field.Checked {
				values.Add(field.Name, field.Value)
			}
		case "file":
		default:
			values.Add(field.Name, field.Value)
		}
	}
	return values
}

// Text is what the page says, its white space folded.
func (p *Page) Text() string { return text(p.root) }

func walk(n *html.Node, visit func(*html.Node)) {
	if n.Type == html.ElementNode {
		visit(n)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walk(c, visit)
	}
}

func text(n *html.Node) string {
	var b strings.Builder
	var collect func(*html.Node)
	collect = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			collect(c)
		}
	}
	collect(n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// Link finds the address of the link with this text, "" if there is none.
func (p *Page) Link(label string) string {
	found := ""
	walk(p.root, func(n *html.Node) {
		if n.Data == "a" && found == "" && text(n) == label {
			found = attr(n, "href")
		}
	})
	return found
}

// TableRows lists the texts of the cells of each row of all tables.
func (p *Page) TableRows() [][]string {
	var rows [][]string
	walk(p.root, func(n *html.Node) {
		if n.Data != "tr" {
			return
		}
		var cells []string
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Data == "th" || c.Data == "td" {
				cells = append(cells, text(c))
			}
		}
		rows = append(rows, cells)
	})
	return rows
}
