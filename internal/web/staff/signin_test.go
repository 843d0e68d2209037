package staff

import (
	"net/http"
	"net/http/httptest"
	"net/url"
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

func TestIsStaffPath(t *testing.T) {
	for _, test := range []struct {
		address string
		want    bool
	}{
		{"/staff", true}, {"/staff?x=//y", true}, {"/staff/s/a/b?opens=2026", true},
		{"", false}, {"/", false}, {"/staffroom", false}, {"//evil.example/staff", false}, {"/staff//evil", false},
		{"https://evil.example/staff", false}, {"/staff/../s", false}, {"/staff/\\evil", false}, {"/staff/\nx", false},
	} {
		if got := isStaffPath(test.address); got != test.want {
			t.Errorf("isStaffPath(%q) = %v", test.address, got)
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
		w.exec(t, `DELETE FROM users WHERE email = 'author@example.org'`)
		if !signedOut(v) {
			t.Error("the session went on without its user")
		}
	})
}

func TestNetwork(t *testing.T) {
	for _, test := range []struct{ remote, want string }{
		{"192.0.2.7:1234", "192.0.2.7"},
		{"[2001:db8:1:2:3:4:5:6]:1234", "2001:db8:1:2::/64"},
		{"[::ffff:192.0.2.7]:1234", "192.0.2.7"},
		{"[fe80::1%eth0]:1234", "fe80::/64"},
		{"@", "@"},
	} {
		if got := network(&http.Request{RemoteAddr: test.remote}); got != test.want {
			t.Errorf("network(%s) = %s, want %s", test.remote, got, test.want)
		}
	}
}
