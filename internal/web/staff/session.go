package staff

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"time"

	"github.com/alexedwards/scs/v2"

	"barometer/internal/account"
	"barometer/internal/fault"
	"barometer/internal/web/page"
)

// How long a session lasts: without any request, and at most.
const (
	idleTimeout = time.Hour
	lifetime    = 12 * time.Hour
)

// What a session holds.
const (
	keyUser   = "user"   // id
	keyStamp  = "stamp"  // account.User.Stamp when the session began
	keyNotice = "notice" // what to say on the next page
)

func (p *pages) newSessions() *scs.SessionManager {
	m := scs.New()
	m.Store = p.Config.Sessions
	m.HashTokenInStore = true
	m.IdleTimeout, m.Lifetime = idleTimeout, lifetime
	m.Cookie.Name = "staff"
	m.Cookie.Persist = false
	m.Cookie.SameSite = http.SameSiteLaxMode
	if p.Site.HTTPS {
		m.Cookie.Name, m.Cookie.Secure = "__Host-staff", true
	}
	m.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		p.Site.Handle(func(http.ResponseWriter, *http.Request) error { return err }, nil).ServeHTTP(w, r)
	}
	return m
}

// userKey is where the context holds the signed-in user.
type userKey struct{}

// user is who is signed in. Only handlers of routes with a permission may ask.
func user(r *http.Request) account.User {
	u, _ := r.Context().Value(userKey{}).(account.User)
	return u
}

// require lets only users with a permission through. Others are asked to sign
// in or told why not.
func (p *pages) require(permission account.Permission, next page.Handler) page.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		u, err := p.signedIn(r.Context())
		if errors.Is(err, fault.Unauthenticated) {
			return p.askToSignIn(w, r)
		}
		if err != nil {
			return err
		}
		if !u.Role.May(permission) {
			return fault.New(fault.Forbidden, "Your role, %s, may not %s. An administrator can change it with: barometer user role.", u.Role, permission)
		}
		return next(w, r.WithContext(context.WithValue(r.Context(), userKey{}, u)))
	}
}

// signedIn finds the user of the request's session as the user is now, so that
// a new role counts at once and a new password ends the session;
// fault.Unauthenticated.
func (p *pages) signedIn(ctx context.Context) (account.User, error) {
	id := p.sessions.GetString(ctx, keyUser)
	if id == "" {
		return account.User{}, fault.New(fault.Unauthenticated, "nobody is signed in")
	}
	u, err := p.Accounts.Find(ctx, id)
	if err != nil && !errors.Is(err, fault.NotFound) {
		return account.User{}, err
	}
	if err != nil || u.Stamp != p.sessions.GetString(ctx, keyStamp) {
		return account.User{}, fault.New(fault.Unauthenticated, "the session has ended")
	}
	return u, nil
}

// askToSignIn leads to the form for signing in and from there back. What was
// sent with a POST is kept in the address to go back to, except for uploads.
func (p *pages) askToSignIn(w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodPost {
		next := r.URL.RequestURI()
		if next == "/staff" {
			return page.SeeOther(w, r, "/staff/signin")
		}
		return page.SeeOther(w, r, "/staff/signin?"+url.Values{"next": {next}}.Encode())
	}
	if r.URL.Path == uploadPath {
		// Browsers show the answer only after they have sent everything.
		_, _ = io.Copy(io.Discard, io.LimitReader(r.Body, maxUpload))
		return p.showSignIn(w, r, fault.Unauthenticated.Status(), signInPage{
			Next: uploadPath, Ended: "Your session had ended before the files arrived. Nothing was kept: sign in and choose the files again.",
		})
	}
	next := path.Dir(r.URL.Path)
	if err := page.ReadForm(w, r); err == nil && len(r.PostForm) > 0 {
		if kept := r.PostForm.Encode(); len(kept) < maxKept {
			next += "?" + kept
		}
	}
	return p.showSignIn(w, r, fault.Unauthenticated.Status(), signInPage{
		Next: next, Ended: "Your session had ended, so nothing was changed. Sign in: what you entered is there again, to be sent once more.",
	})
}

// maxKept is the length of a sent form, in bytes, that is kept in an address.
const maxKept = 2000
