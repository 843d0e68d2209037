package staff

import (
	"errors"
	"net/http"
	"net/url"
	"path"
	"strings"

	"barometer/internal/account"
	"barometer/internal/fault"
	"barometer/internal/web/page"
)

// signInPage is the form for signing in.
type signInPage struct {
	base
	Email   string
	Next    string // where to go then, "" for the list of surveys
	Ended   string // why the form is shown unasked, "" if it is not
	Message string // what went wrong, "" if nothing did
}

var signInTemplate = parse[signInPage]("signin")

// signInForm shows the form, or leads on who is signed in.
func (p *pages) signInForm(w http.ResponseWriter, r *http.Request) error {
	next := r.URL.Query().Get("next")
	_, err := p.signedIn(r.Context())
	switch {
	case err == nil:
		return page.SeeOther(w, r, orList(next))
	case !errors.Is(err, fault.Unauthenticated):
		return err
	}
	return p.showSignIn(w, r, http.StatusOK, signInPage{Next: next})
}

// signIn begins a session.
func (p *pages) signIn(w http.ResponseWriter, r *http.Request) error {
	if err := page.ReadForm(w, r); err != nil {
		return err
	}
	form := signInPage{Email: r.PostForm.Get("email"), Next: r.PostForm.Get("next")}
	ctx, network := r.Context(), p.Site.ClientNetwork(r)
	u, err := p.Accounts.Authenticate(ctx, form.Email, r.PostForm.Get("password"), network)
	if errors.Is(err, fault.Unauthenticated) || errors.Is(err, fault.RateLimited) {
		p.Site.Log.InfoContext(ctx, "sign-in refused", "network", network, "reason", fault.KindOf(err).Error())
		form.Message = sentence(fault.Message(err))
		return p.showSignIn(w, r, fault.KindOf(err).Status(), form)
	}
	if err != nil {
		return err
	}
	// A new token, so that one that was planted before is of no use.
	if err := p.sessions.RenewToken(ctx); err != nil {
		return err
	}
	p.sessions.Put(ctx, keyUser, u.ID)
	p.sessions.Put(ctx, keyStamp, u.Stamp)
	return page.SeeOther(w, r, orList(form.Next))
}

// signOut ends the session. Where there is none, there is nothing to do.
func (p *pages) signOut(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	u, err := p.signedIn(ctx)
	switch {
	case err == nil:
		if err := p.Accounts.Record(ctx, u.Email, account.SignedOut, u.Email, nil); err != nil {
			return err
		}
	case !errors.Is(err, fault.Unauthenticated):
		return err
	}
	if err := p.sessions.Destroy(ctx); err != nil {
		return err
	}
	return page.SeeOther(w, r, "/staff/signin")
}

func (p *pages) showSignIn(w http.ResponseWriter, r *http.Request, status int, data signInPage) error {
	page.NoStore(w)
	data.Next = staffAddress(data.Next)
	data.base = p.base("Sign in", account.User{}, "")
	data.Problem = data.Message != ""
	return signInTemplate.Render(w, r, status, data)
}

// orList gives an address of these pages, or else that of the list.
func orList(next string) string {
	if address := staffAddress(next); address != "" {
		return address
	}
	return "/staff"
}

// staffAddress writes an address of these pages, which is where signing in may
// lead, anew from its parts. It gives "" for any other: one with a scheme or a
// host, a path that is not below /staff, not clean, or of characters that no
// page of ours has in it.
func staffAddress(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" {
		return ""
	}
	below := u.Path == "/staff" || strings.HasPrefix(u.Path, "/staff/")
	if !below || path.Clean(u.Path) != u.Path || strings.ContainsFunc(u.Path, isForeign) {
		return ""
	}
	return (&url.URL{Path: u.Path, RawQuery: u.Query().Encode()}).String()
}

// isForeign reports whether no path of ours has the character in it: paths are
// words, keys and identifiers.
func isForeign(r rune) bool {
	return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("/-_.", r))
}
