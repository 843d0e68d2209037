package page

import (
	"bytes"
	"embed"
	"html/template"
	"io/fs"
	"net/http"

	"barometer/internal/locale"
)

//go:embed templates/*.html
var templates embed.FS

// Base is what the layout shows; the struct of every page embeds it. Its
// methods are what templates call.
type Base struct {
	Printer *locale.Printer
	Title   string // of the page, without the name of the site
	Site    string // name of the survey or of the workspace, shown in the head of the page
	SiteURL string // where that name leads, "" for nowhere
	Problem bool   // the page reports errors: its title says so first
	Assets  *Assets
}

// NewBase makes the base of a page in a language.
func (s *Site) NewBase(p *locale.Printer, title, site, siteURL string) Base {
	return Base{Printer: p, Title: title, Site: site, SiteURL: siteURL, Assets: s.Assets}
}

// T gives the text of a key: see locale.Printer.Text.
func (b Base) T(key string, args ...any) string {
	if b.Printer == nil {
		return key
	}
	return b.Printer.Text(key, args...)
}

// Lang is the language of the page.
func (b Base) Lang() string {
	if b.Printer == nil {
		return ""
	}
	return b.Printer.Language()
}

// Dir is the direction of the page's language.
func (b Base) Dir() string {
	if b.Printer == nil {
		return ""
	}
	return b.Printer.Dir()
}

// Asset is the address of a static file.
func (b Base) Asset(name string) string { return b.Assets.URL(name) }

// DocumentTitle is the page's title, with "Error:" before it where the page
// reports one, so that a screen reader says it first.
func (b Base) DocumentTitle() string {
	title := b.Title
	if b.Problem {
		title = b.T("page.error_title", "title", title)
	}
	if b.Site != "" && b.Site != b.Title {
		title += " – " + b.Site
	}
	return title
}

// Template is a page: the layout with what a page puts into it, filled in from
// a struct of type T, which embeds Base. A page's file defines "content" and
// may define "head", "header" and "footer".
type Template[T any] struct {
	name string
	t    *template.Template
}

// Parse makes a page from files of fsys. The first one names it.
func Parse[T any](fsys fs.FS, files ...string) (*Template[T], error) {
	t, err := template.New("layout.html").ParseFS(templates, "templates/layout.html")
	if err != nil {
		return nil, err
	}
	if t, err = t.ParseFS(fsys, files...); err != nil {
		return nil, err
	}
	return &Template[T]{name: files[0], t: t}, nil
}

// Must is for templates that are part of the program: a broken one is found by
// any test of its package.
func Must[T any](t *Template[T], err error) *Template[T] {
	if err != nil {
		panic(err)
	}
	return t
}

// HTML gives the underlying template, for tests that check it against T.
func (t *Template[T]) HTML() *template.Template { return t.t }

// Execute renders the page.
func (t *Template[T]) Execute(data T) ([]byte, error) {
	var b bytes.Buffer
	if err := t.t.Execute(&b, data); err != nil {
		return nil, rendering(t.name, err)
	}
	return b.Bytes(), nil
}

// Render renders the page and, if that works, answers with it.
func (t *Template[T]) Render(w http.ResponseWriter, r *http.Request, status int, data T) error {
	b := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(b)
	b.Reset()
	if err := t.t.Execute(b, data); err != nil {
		return rendering(t.name, err)
	}
	Send(w, r, status, "text/html; charset=utf-8", b.Bytes())
	return nil
}
