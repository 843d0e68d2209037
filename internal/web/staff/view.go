package staff

import (
	"embed"
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"barometer/internal/account"
	"barometer/internal/fault"
	"barometer/internal/locale"
	"barometer/internal/survey"
	"barometer/internal/web/page"
)

//go:embed templates
var files embed.FS

// parse makes a page from its template and those that all pages share.
func parse[T any](name string) *page.Template[T] {
	return page.Must(page.Parse[T](files, "templates/"+name+".html", "templates/shared.html"))
}

// The pages that the head of each page leads to.
const (
	menuSurveys = "surveys"
	menuUpload  = "upload"
)

// base is what the head of a page shows.
type base struct {
	page.Base
	User   account.User // the zero User where nobody is signed in
	Menu   string       // the page's place in the menu
	Notice string       // what was done a moment ago
}

// MayUpload reports whether the user may upload questionnaires.
func (b base) MayUpload() bool { return b.User.Role.May(account.Upload) }

// MayPublish reports whether the user may publish questionnaires.
func (b base) MayPublish() bool { return b.User.Role.May(account.Publish) }

// MayDownload reports whether the user may download reports and data.
func (b base) MayDownload() bool { return b.User.Role.May(account.Download) }

// MaySetTimes reports whether the user may open and close editions.
func (b base) MaySetTimes() bool { return b.User.Role.May(account.SetTimes) }

// Int writes a whole number.
func (b base) Int(n int) string { return b.Printer.Integer(n) }

// printer writes the pages' numbers and dates.
func printer() *locale.Printer { return locale.For("en") }

// base makes the base of a page.
func (p *pages) base(title string, u account.User, menu string) base {
	return base{Base: p.Site.NewBase(printer(), title, "Barometer", "/staff"), User: u, Menu: menu}
}

// baseFor is base for who is signed in, with the notice that waits.
func (p *pages) baseFor(r *http.Request, title, menu string) base {
	b := p.base(title, user(r), menu)
	b.Notice = p.sessions.PopString(r.Context(), keyNotice)
	return b
}

// done leads to another page that says what was done.
func (p *pages) done(w http.ResponseWriter, r *http.Request, address, notice string) error {
	p.sessions.Put(r.Context(), keyNotice, notice)
	return page.SeeOther(w, r, address)
}

// errorPage says what went wrong.
type errorPage struct {
	base
	Heading, Message string
}

var errorTemplate = parse[errorPage]("error")

// showError shows an error with the detail that its kind allows.
func (p *pages) showError(w http.ResponseWriter, r *http.Request, status int, err error) error {
	u, failed := p.signedIn(r.Context())
	if failed != nil && !errors.Is(failed, fault.Unauthenticated) {
		u = account.User{}
	}
	text := printer()
	key := fault.KindOf(err).MessageKey()
	data := errorPage{base: p.base(text.Text(key), u, ""), Heading: text.Text(key), Message: sentence(fault.Message(err))}
	if data.Message == "" {
		data.Message = text.Text(key + ".remedy")
	}
	return errorTemplate.Render(w, r, status, data)
}

// sentence makes a sentence of an error's message.
func sentence(message string) string {
	if message == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(message)
	message = string(unicode.ToUpper(first)) + message[size:]
	if !strings.HasSuffix(message, ".") {
		message += "."
	}
	return message
}

// stateText says where an edition stands.
func stateText(s survey.State) string {
	switch s {
	case survey.StateScheduled:
		return "Scheduled"
	case survey.StateOpen:
		return "Open"
	case survey.StateClosed:
		return "Closed"
	}
	return "Not scheduled"
}

// editionTitle names an edition in a heading: its title, with its key where
// the title does not say which year's it is.
func editionTitle(e survey.Edition) string {
	if strings.Contains(e.Title, e.Key) {
		return e.Title
	}
	return e.Title + " " + e.Key
}

// timeText writes a time of an edition in its time zone; "" for none.
func timeText(e survey.Edition, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return printer().Time(t.In(e.Location()))
}
