package staff

import (
	"net/http"
	"strings"
	"testing"

	"barometer/internal/account"
	"barometer/internal/fault"
)

// TestRoles asks for every route as every role and as a stranger. Who may is
// the table below; a route that is not in it fails the test.
func TestRoles(t *testing.T) {
	const (
		anyone  = "anyone"
		analyst = "analyst author admin"
		author  = "author admin"
		admin   = "admin"
	)
	may := map[string]string{
		"GET /staff/signin":                       anyone,
		"POST /staff/signin":                      anyone,
		"POST /staff/signout":                     anyone,
		"GET /staff":                              analyst,
		"GET /staff/s/{survey}/{edition}":         analyst,
		"GET /staff/s/{survey}/{edition}/preview": analyst,
		"GET /staff/s/{survey}/{edition}/results": analyst,
		"GET /staff/s/{survey}/{edition}/report":  analyst,
		"GET /staff/s/{survey}/{edition}/data":    analyst,
		"GET /staff/s/{survey}/{edition}/files":   analyst,
		"POST /staff/s/{survey}/{edition}/times":  admin,
		"GET /staff/upload":                       author,
		"POST /staff/upload":                      author,
		"GET /staff/upload/{upload}":              author,
		"GET /staff/upload/{upload}/preview":      author,
		"POST /staff/upload/{upload}/publish":     author,
		"POST /staff/upload/{upload}/discard":     author,
	}
	w := newWorld(t)
	w.answer(t, w.publish(t, "identified"), 10)
	waiting := w.signedIn(t, account.Author).upload(t, 200, source())
	visitors := map[string]*visitor{"": w.visitor(t)}
	for _, role := range account.Roles() {
		visitors[string(role)] = w.signedIn(t, role)
	}
	fill := strings.NewReplacer("{survey}", "pets", "{edition}", "2026", "{upload}", strings.TrimPrefix(waiting.URL.Path, uploadPath+"/"))
	tested := 0
	for _, route := range w.pages.routes() {
		name := route.method + " " + route.path
		allowed, ok := may[name]
		if !ok {
			t.Errorf("%s is not in the table", name)
			continue
		}
		tested++
		for role, v := range visitors {
			if allowed == anyone {
				continue // see the tests of signing in
			}
			got := v.ask(t, route.method, fill.Replace(route.path))
			switch {
			case role == "" && got != "sign in":
				t.Errorf("a stranger: %s gives %q", name, got)
			case role != "" && !strings.Contains(allowed, role) && got != "refused":
				t.Errorf("%s: %s gives %q, want a refusal", role, name, got)
			case role != "" && strings.Contains(allowed, role) && got != "let in":
				t.Errorf("%s: %s gives %q, want to be let in", role, name, got)
			}
		}
	}
	if tested != len(may) {
		t.Errorf("%d routes were tested, the table has %d", tested, len(may))
	}
}

// ask asks for an address and says what came of it. The forms that it sends
// are empty: handlers refuse them after the role was looked at.
func (v *visitor) ask(t *testing.T, method, address string) string {
	t.Helper()
	p, err := v.Browser.Get(t.Context(), address)
	if method == http.MethodPost {
		p, err = v.Browser.Post(t.Context(), address, "text/plain", strings.NewReader("x"))
	}
	if err != nil {
		t.Fatal(err)
	}
	asked, _ := p.Form("Sign in")
	switch {
	case asked != nil:
		return "sign in"
	case p.Status == fault.Forbidden.Status():
		return "refused"
	case p.Status >= 500:
		return p.Text()
	}
	return "let in"
}
