package staff

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"barometer/internal/account"
)

func TestSignIn(t *testing.T) {
	w := newWorld(t)
	v := w.visitor(t)
	form := v.get("/staff", 200)
	if form.URL.Path != "/staff/signin" {
		t.Fatalf("/staff leads a stranger to %s", form.URL)
	}
	p := v.send(form, "Sign in", 401, "email", "admin@example.org", "password", "wrong wrong wrong")
	says(t, p, "The e-mail address or the password is wrong.")
	if f, _ := p.Form("Sign in"); f.Values().Get("email") != "admin@example.org" || f.Values().Get("password") != "" {
		t.Errorf("the form shows %v again, want the address and no password", f.Values())
	}
	p = v.send(p, "Sign in", 200, "email", "Admin@example.org", "password", password)
	if p.URL.Path != "/staff" {
		t.Errorf("signing in leads to %s", p.URL)
	}
	says(t, p, "There is no survey yet", "Sign out", "admin")
	if e := w.lastEvent(t); e.Action != account.SignedIn || e.Actor != "admin@example.org" {
		t.Errorf("the audit log has %+v", e)
	}
	if p := v.get("/staff/signin", 200); p.URL.Path != "/staff" {
		t.Errorf("who is signed in is asked to sign in")
	}
	p = v.send(p, "Sign out", 200)
	if p.URL.Path != "/staff/signin" {
		t.Errorf("signing out leads to %s", p.URL)
	}
	if e := w.lastEvent(t); e.Action != account.SignedOut {
		t.Errorf("the audit log has %+v", e)
	}
	if p := v.get("/staff", 200); p.URL.Path != "/staff/signin" {
		t.Error("who signed out is still in")
	}
}

func TestSignInIsLimited(t *testing.T) {
	w := newWorld(t)
	v := w.visitor(t)
	form := v.get("/staff/signin", 200)
	for range 5 {
		v.send(form, "Sign in", 401, "email", "admin@example.org", "password", "wrong wrong wrong")
	}
	p := v.send(form, "Sign in", 429, "email", "admin@example.org", "password", password)
	says(t, p, "too many attempts", "Wait 60 seconds")
	w.now = w.now.Add(time.Minute)
	v.send(p, "Sign in", 200, "email", "admin@example.org", "password", password)
}

// TestSignInBehindProxy guesses a password from one address while its owner
// signs in from another, both through a proxy.
func TestSignInBehindProxy(t *testing.T) {
	w := newWorld(t)
	attempt := func(password, from string) int {
		t.Helper()
		form := url.Values{"email": {"admin@example.org"}, "password": {password}}
		req := httptest.NewRequest(http.MethodPost, "/staff/signin", strings.NewReader(form.Encode()))
		req.RemoteAddr = "10.0.0.1:1234"
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("X-Forwarded-For", from)
		rec := httptest.NewRecorder()
		w.router.ServeHTTP(rec, req)
		return rec.Code
	}
	w.pages.Site.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	for range 5 {
		if status := attempt("wrong wrong wrong", "203.0.113.9"); status != 401 {
			t.Fatalf("a wrong password: %d", status)
		}
	}
	if status := attempt(password, "203.0.113.9"); status != 429 {
		t.Errorf("the attacker's sixth attempt: %d, want 429", status)
	}
	if status := attempt(password, "198.51.100.1"); status != 303 {
		t.Errorf("the owner: %d, want 303", status)
	}
	// A proxy that is not trusted cannot say where requests come from.
	w.pages.Site.TrustedProxies = nil
	for i := range 6 {
		if status, want := attempt("wrong wrong wrong", "198.51.100."+strconv.Itoa(i)), 401+28*(i/5); status != want {
			t.Errorf("attempt %d under another claimed address: %d, want %d", i+1, status, want)
		}
	}
}

func TestSignInLeadsBack(t *testing.T) {
	w := newWorld(t)
	w.publish(t, "confidential")
	v := w.visitor(t)
	p := v.get("/staff/s/pets/2026?x=1", 200)
	if p.URL.Path != "/staff/signin" {
		t.Fatalf("a stranger gets %s", p.URL)
	}
	p = v.send(p, "Sign in", 200, "email", "analyst@example.org", "password", password)
	if p.URL.RequestURI() != "/staff/s/pets/2026?x=1" {
		t.Errorf("signing in leads to %s", p.URL)
	}
}

func TestStaffAddress(t *testing.T) {
	for _, test := range []struct{ next, want string }{
		{"/staff", "/staff"}, {"/staff?x=//y", "/staff?x=%2F%2Fy"}, {"/staff?opens=1&closes=2#top", "/staff?closes=2&opens=1"},
		{"/staff/s/a-b/2026_w.1?opens=2026", "/staff/s/a-b/2026_w.1?opens=2026"},
		{"/staff/%73/a", "/staff/s/a"}, {"/staff?x=%00", "/staff?x=%00"}, {"/staff?x=é y", "/staff?x=%C3%A9+y"},
		{"", ""}, {"/", ""}, {"staff", ""}, {"/staffroom", ""}, {"/staff/", ""}, {"/staff/./s", ""},
		{"//evil.example/staff", ""}, {"///staff", ""}, {"/staff//evil", ""}, {"https://evil.example/staff", ""}, {"https:/staff", ""},
		{"//user@/staff", ""}, {"javascript:alert(1)", ""}, {"/staff/../s", ""}, {"/staff/%2e%2e/s", ""}, {"/staff/%2F/evil", ""},
		{"/staff;@evil.example", ""}, {"/staff/;@evil.example", ""}, {"/staff@evil.example", ""}, {"/staff/@evil.example", ""},
		{"/staff/\\evil", ""}, {"/staff/%5cevil", ""}, {"/staff/\nx", ""}, {"/staff/\x00", ""}, {"/staff/%00", ""}, {"/staff/\x7f", ""},
		{"/staff?x=\x00", ""}, {"/staff/s a", ""}, {"/staff/%zz", ""}, {" /staff", ""}, {"/staff/\u2028", ""},
	} {
		if got := staffAddress(test.next); got != test.want {
			t.Errorf("staffAddress(%q) = %q, want %q", test.next, got, test.want)
		}
	}
}

// TestSignInRenewsToken plants a session token and signs in with it.
func TestSignInRenewsToken(t *testing.T) {
	w := newWorld(t)
	post := func(values url.Values, cookie *http.Cookie) *http.Response {
		t.Helper()
		req := httptest.NewRequest(http.MethodPost, "/staff/signin", strings.NewReader(values.Encode()))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if cookie != nil {
			req.AddCookie(cookie)
		}
		rec := httptest.NewRecorder()
		w.router.ServeHTTP(rec, req)
		return rec.Result()
	}
	credentials := url.Values{"email": {"admin@example.org"}, "password": {password}}
	first := sessionCookie(t, post(credentials, nil), "staff")
	second := sessionCookie(t, post(credentials, first), "staff")
	if first.Value == second.Value {
		t.Error("signing in keeps the token")
	}
	planted := &http.Cookie{Name: "staff", Value: strings.Repeat("A", 43)}
	if third := sessionCookie(t, post(credentials, planted), "staff"); third.Value == planted.Value {
		t.Error("signing in takes a planted token")
	}
	var kept int
	if err := w.db.GetContext(t.Context(), &kept, `SELECT count(*) FROM sessions WHERE token_hash IN ($1, $2)`, first.Value, second.Value); err != nil || kept != 0 {
		t.Errorf("%d tokens are kept as they are (%v)", kept, err)
	}
	if !second.HttpOnly || second.SameSite != http.SameSiteLaxMode || second.Path != "/" || second.MaxAge != 0 {
		t.Errorf("the cookie is %v", second)
	}
}

// TestSecureCookie checks the cookie of a server that is reached by HTTPS.
func TestSecureCookie(t *testing.T) {
	w := newWorld(t)
	w.pages.Site.HTTPS = true
	m := w.pages.newSessions()
	if m.Cookie.Name != "__Host-staff" || !m.Cookie.Secure || m.Cookie.Path != "/" || m.Cookie.Domain != "" {
		t.Errorf("the cookie is %+v", m.Cookie)
	}
}

func sessionCookie(t *testing.T, resp *http.Response, name string) *http.Cookie {
	t.Helper()
	for _, c := range resp.Cookies() {
		if c.Name == name {
			return c
		}
	}
	t.Fatalf("status %d, cookies %v: none is named %s", resp.StatusCode, resp.Cookies(), name)
	return nil
}

func TestSessionEnds(t *testing.T) {
	w := newWorld(t)
	signedOut := func(v *visitor) bool {
		t.Helper()
		return v.get("/staff", 200).URL.Path == "/staff/signin"
	}
	t.Run("idle", func(t *testing.T) {
		v := w.signedIn(t, account.Analyst)
		var seconds float64
		if err := w.db.GetContext(t.Context(), &seconds, `SELECT extract(epoch FROM max(expires_at) - now()) FROM sessions`); err != nil {
			t.Fatal(err)
		}
		if seconds < idleTimeout.Seconds()-60 || seconds > idleTimeout.Seconds() {
			t.Errorf("the session expires in %v seconds", seconds)
		}
		w.exec(t, `UPDATE sessions SET expires_at = now()`)
		if !signedOut(v) {
			t.Error("the session went on after its time")
		}
	})
	t.Run("absolute", func(t *testing.T) {
		w.pages.sessions.Lifetime = time.Second
		defer func() { w.pages.sessions.Lifetime = lifetime }()
		v := w.signedIn(t, account.Analyst)
		for start := time.Now(); !signedOut(v); {
			if time.Since(start) > 10*time.Second {
				t.Fatal("requests keep the session alive for ever")
			}
			time.Sleep(100 * time.Millisecond)
		}
	})
	t.Run("new password", func(t *testing.T) {
		v := w.signedIn(t, account.Analyst)
		if err := w.accounts.SetPassword(t.Context(), "test", "analyst@example.org", "another four plain words"); err != nil {
			t.Fatal(err)
		}
		if !signedOut(v) {
			t.Error("the session went on after a new password")
		}
	})
	t.Run("user removed", func(t *testing.T) {
		v := w.signedIn(t, account.Author)
		if err := w.accounts.Remove(t.Context(), "test", "author@example.org"); err != nil {
			t.Fatal(err)
		}
		if !signedOut(v) {
			t.Error("the session went on without its user")
		}
	})
}
