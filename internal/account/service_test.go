package account_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"barometer/internal/account"
	"barometer/internal/fault"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
)

const password = "four plain words here"

// clock is a clock that a test moves.
type clock struct{ time.Time }

func (c *clock) now() time.Time { return c.Time }

func newService(t *testing.T) (*account.Service, *clock) {
	t.Helper()
	c := &clock{time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC)}
	return account.NewService(postgres.NewAccounts(pgtest.DB(t)), c.now), c
}

func mustAdd(t *testing.T, s *account.Service, email string, role account.Role) account.User {
	t.Helper()
	u, err := s.Add(t.Context(), "test", email, "", role, password)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestAdd(t *testing.T) {
	s, _ := newService(t)
	mustAdd(t, s, "ada@example.org", account.Admin)
	for _, test := range []struct {
		name, email, user, password string
		role                        account.Role
		want                        *fault.Kind
	}{
		{"taken", "ADA@example.org", "", password, account.Analyst, fault.Conflict},
		{"no address", "ada", "", password, account.Analyst, fault.Invalid},
		{"name and address", "Ada <ada2@example.org>", "", password, account.Analyst, fault.Invalid},
		{"no role", "b@example.org", "", password, "owner", fault.Invalid},
		{"short password", "b@example.org", "", "short", account.Analyst, fault.Invalid},
		{"long name", "b@example.org", strings.Repeat("x", 201), password, account.Analyst, fault.Invalid},
		{"NUL in name", "b@example.org", "a\x00b", password, account.Analyst, fault.Invalid},
	} {
		_, err := s.Add(t.Context(), "test", test.email, test.user, test.role, test.password)
		if !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want kind %v", test.name, err, test.want)
		}
		if err != nil && strings.Contains(err.Error(), "example.org") && !strings.Contains(err.Error(), "name@example.org") {
			t.Errorf("%s: the error tells the address: %v", test.name, err)
		}
	}
	users, err := s.List(t.Context())
	if err != nil || len(users) != 1 {
		t.Fatalf("List = %v, %v, want one user", users, err)
	}
	if u := users[0]; u.Email != "ada@example.org" || u.Name != "ada" || u.Role != account.Admin {
		t.Errorf("List = %+v", u)
	}
}

func TestAuthenticate(t *testing.T) {
	s, _ := newService(t)
	added := mustAdd(t, s, "ada@example.org", account.Author)
	for _, test := range []struct {
		name, email, password string
		want                  *fault.Kind
	}{
		{"right", "ada@example.org", password, nil},
		{"other case, spaces", " Ada@Example.ORG ", password, nil},
		{"wrong password", "ada@example.org", password + ".", fault.Unauthenticated},
		{"unknown address", "bob@example.org", password, fault.Unauthenticated},
		{"no address", "ada\x00", password, fault.Unauthenticated},
		{"nothing", "", "", fault.Unauthenticated},
		{"endless password", "ada@example.org", strings.Repeat("x", 1<<20), fault.Unauthenticated},
	} {
		u, err := s.Authenticate(t.Context(), test.email, test.password, "network")
		if got := fault.KindOf(err); got != test.want {
			t.Errorf("%s: %v, want kind %v", test.name, err, test.want)
		}
		if err == nil && (u.ID != added.ID || u.Stamp != added.Stamp || u.Role != account.Author) {
			t.Errorf("%s: %+v, want %+v", test.name, u, added)
		}
	}
}

// TestAuthenticateTellsNothing compares what an attacker sees for a wrong
// password and for an address that nobody has.
func TestAuthenticateTellsNothing(t *testing.T) {
	s, _ := newService(t)
	mustAdd(t, s, "ada@example.org", account.Author)
	attempt := func(email string) (time.Duration, string) {
		start := time.Now()
		_, err := s.Authenticate(t.Context(), email, "wrong wrong wrong", email)
		return time.Since(start), fault.Message(err)
	}
	known, unknown := time.Hour, time.Hour
	for range 5 {
		a, said := attempt("ada@example.org")
		b, also := attempt("bob@example.org")
		if said != also || said == "" {
			t.Fatalf("%q differs from %q", said, also)
		}
		known, unknown = min(known, a), min(unknown, b)
	}
	// Without hashing it would take a twentieth.
	if unknown < known/4 || known < unknown/4 {
		t.Errorf("a known address takes %s, an unknown one %s", known, unknown)
	}
}

func TestAuthenticateLimits(t *testing.T) {
	s, c := newService(t)
	mustAdd(t, s, "ada@example.org", account.Author)
	attempt := func(email, password, network string) *fault.Kind {
		_, err := s.Authenticate(t.Context(), email, password, network)
		return fault.KindOf(err)
	}
	for range 8 { // successes are free
		if kind := attempt("ada@example.org", password, "home"); kind != nil {
			t.Fatalf("the right password: %v", kind)
		}
	}
	for i := range 5 {
		if kind := attempt("ada@example.org", "wrong wrong wrong", "elsewhere"); kind != fault.Unauthenticated {
			t.Fatalf("wrong attempt %d: %v", i+1, kind)
		}
	}
	if kind := attempt("ADA@example.org", password, "elsewhere"); kind != fault.RateLimited {
		t.Errorf("after five wrong attempts: %v, want rate_limited", kind)
	}
	if kind := attempt("ada@example.org", password, "home"); kind != nil {
		t.Errorf("the owner's network after wrong attempts elsewhere: %v", kind)
	}
	c.Time = c.Add(time.Minute)
	if kind := attempt("ada@example.org", password, "elsewhere"); kind != nil {
		t.Errorf("a minute later: %v", kind)
	}
	refused := 0
	for i := range 40 {
		if attempt(strings.Repeat("x", i+1)+"@example.org", "wrong", "attacker") == fault.RateLimited {
			refused++
		}
	}
	if refused != 10 {
		t.Errorf("one network was refused %d of 40 attempts, want 10", refused)
	}
}

// TestAuthenticateLimitsAddress guesses one user's password from many networks.
func TestAuthenticateLimitsAddress(t *testing.T) {
	s, c := newService(t)
	mustAdd(t, s, "ada@example.org", account.Author)
	mustAdd(t, s, "bob@example.org", account.Author)
	refused := 0
	for i := range 60 {
		_, err := s.Authenticate(t.Context(), "ada@example.org", "wrong wrong wrong", strconv.Itoa(i/5))
		if errors.Is(err, fault.RateLimited) {
			refused++
		}
	}
	if refused != 10 {
		t.Errorf("%d of 60 attempts from 12 networks were refused, want 10", refused)
	}
	if _, err := s.Authenticate(t.Context(), "bob@example.org", password, "home"); err != nil {
		t.Errorf("another user: %v", err)
	}
	c.Time = c.Add(time.Minute)
	if _, err := s.Authenticate(t.Context(), "ada@example.org", password, "home"); err != nil {
		t.Errorf("the owner a minute later: %v", err)
	}
}

// TestRefusedAttemptsAreFree repeats attempts that one user's limit refuses,
// which must not use up the limit of the network that others share.
func TestRefusedAttemptsAreFree(t *testing.T) {
	s, _ := newService(t)
	mustAdd(t, s, "ada@example.org", account.Author)
	for range 100 {
		if _, err := s.Authenticate(t.Context(), "bob@example.org", "wrong wrong wrong", "office"); err == nil {
			t.Fatal("a wrong password is right")
		}
	}
	if _, err := s.Authenticate(t.Context(), "ada@example.org", password, "office"); err != nil {
		t.Errorf("a colleague: %v", err)
	}
}

func TestRemove(t *testing.T) {
	s, _ := newService(t)
	mustAdd(t, s, "ada@example.org", account.Admin)
	bob := mustAdd(t, s, "bob@example.org", account.Author)
	for _, test := range []struct {
		email string
		want  *fault.Kind
	}{
		{"ada@example.org", fault.Conflict}, {"eve@example.org", fault.NotFound}, {"eve", fault.Invalid},
		{"BOB@example.org", nil}, {"bob@example.org", fault.NotFound},
	} {
		if err := s.Remove(t.Context(), "test", test.email); fault.KindOf(err) != test.want {
			t.Errorf("Remove(%s): %v, want kind %v", test.email, err, test.want)
		}
	}
	events, err := s.Events(t.Context(), 1)
	if err != nil || len(events) != 1 || events[0].Action != account.RemovedUser || events[0].Subject != "bob@example.org" || events[0].Detail["role"] != "author" {
		t.Errorf("the audit log has %+v, %v", events, err)
	}
	if again := mustAdd(t, s, "bob@example.org", account.Author); again.ID == bob.ID {
		t.Error("who is added again has the old id, so that old sessions go on")
	}
}

// TestRemoveAdminsAtOnce removes all admins at the same time; one stays.
func TestRemoveAdminsAtOnce(t *testing.T) {
	s, _ := newService(t)
	const admins = 6
	var wg sync.WaitGroup
	kinds := make([]*fault.Kind, admins)
	for i := range admins {
		mustAdd(t, s, fmt.Sprintf("admin%d@example.org", i), account.Admin)
	}
	for i := range admins {
		wg.Go(func() { kinds[i] = fault.KindOf(s.Remove(t.Context(), "test", fmt.Sprintf("admin%d@example.org", i))) })
	}
	wg.Wait()
	users, err := s.List(t.Context())
	if err != nil || len(users) != 1 {
		t.Errorf("%d admins stay (%v), want one", len(users), err)
	}
	refused := 0
	for _, k := range kinds {
		if k == fault.Conflict {
			refused++
		} else if k != nil {
			t.Errorf("kind %v", k)
		}
	}
	if refused != 1 {
		t.Errorf("%d removals were refused, want one", refused)
	}
}

func TestChangePasswordAndRole(t *testing.T) {
	s, _ := newService(t)
	added := mustAdd(t, s, "ada@example.org", account.Analyst)
	const other = "another four plain words"
	if err := s.SetPassword(t.Context(), "test", "ADA@example.org", other); err != nil {
		t.Fatal(err)
	}
	if err := s.SetRole(t.Context(), "test", "ada@example.org", account.Author); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Authenticate(t.Context(), "ada@example.org", password, ""); !errors.Is(err, fault.Unauthenticated) {
		t.Errorf("the old password: %v", err)
	}
	u, err := s.Authenticate(t.Context(), "ada@example.org", other, "")
	if err != nil || u.Role != account.Author || u.Stamp == added.Stamp {
		t.Errorf("Authenticate = %+v, %v, want an author with a new stamp", u, err)
	}
	found, err := s.Find(t.Context(), added.ID)
	if err != nil || found != u {
		t.Errorf("Find = %+v, %v, want %+v", found, err, u)
	}
	for _, test := range []struct {
		name string
		err  error
		want *fault.Kind
	}{
		{"password of nobody", s.SetPassword(t.Context(), "test", "bob@example.org", other), fault.NotFound},
		{"short password", s.SetPassword(t.Context(), "test", "ada@example.org", "short"), fault.Invalid},
		{"role of nobody", s.SetRole(t.Context(), "test", "bob@example.org", account.Admin), fault.NotFound},
		{"no role", s.SetRole(t.Context(), "test", "ada@example.org", "owner"), fault.Invalid},
	} {
		if !errors.Is(test.err, test.want) {
			t.Errorf("%s: %v, want kind %v", test.name, test.err, test.want)
		}
	}
	if _, err := s.Find(t.Context(), "no id"); !errors.Is(err, fault.NotFound) {
		t.Errorf("Find of no id: %v", err)
	}
}

func TestAuditLog(t *testing.T) {
	s, _ := newService(t)
	mustAdd(t, s, "ada@example.org", account.Analyst)
	if err := s.SetRole(t.Context(), "command line", "ada@example.org", account.Admin); err != nil {
		t.Fatal(err)
	}
	if err := s.Record(t.Context(), "ada@example.org", account.DownloadedData, "industry-survey/2026", nil); err != nil {
		t.Fatal(err)
	}
	events, err := s.Events(t.Context(), 2)
	if err != nil || len(events) != 2 {
		t.Fatalf("Events = %v, %v, want two", events, err)
	}
	if e := events[0]; e.Action != account.DownloadedData || e.Actor != "ada@example.org" || e.Subject != "industry-survey/2026" || e.At.IsZero() {
		t.Errorf("the newest event is %+v", e)
	}
	if e := events[1]; e.Action != account.ChangedRole || e.Detail["from"] != "analyst" || e.Detail["to"] != "admin" {
		t.Errorf("the event before is %+v", e)
	}
}

func TestRoles(t *testing.T) {
	for _, test := range []struct {
		permission account.Permission
		want       []account.Role
	}{
		{account.View, []account.Role{account.Analyst, account.Author, account.Admin}},
		{account.Download, []account.Role{account.Analyst, account.Author, account.Admin}},
		{account.Upload, []account.Role{account.Author, account.Admin}},
		{account.Publish, []account.Role{account.Author, account.Admin}},
		{account.SetTimes, []account.Role{account.Admin}},
	} {
		var may []account.Role
		for _, r := range append(account.Roles(), "owner", "") {
			if r.May(test.permission) {
				may = append(may, r)
			}
		}
		if len(may) != len(test.want) {
			t.Errorf("%v may %s, want %v", may, test.permission, test.want)
			continue
		}
		for i := range may {
			if may[i] != test.want[i] {
				t.Errorf("%v may %s, want %v", may, test.permission, test.want)
			}
		}
	}
}
