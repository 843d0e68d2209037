package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"barometer/internal/fault"
	"barometer/internal/postgres/pgtest"
)

// TestUser adds a user, changes password and role, and removes the user.
func TestUser(t *testing.T) {
	url := pgtest.URL(t)
	env := func(name string) string {
		if name == "DATABASE_URL" {
			return url
		}
		return ""
	}
	for _, test := range []struct {
		args, stdin string
		says        string
		want        *fault.Kind // nil for success
	}{
		{"user add ada@example.org --role author --password-stdin", "four plain words here\n", "added ada@example.org as author", nil},
		{"user add ADA@example.org --password-stdin", "four plain words here", "exists already", fault.Conflict},
		{"user add bob@example.org --password-stdin", "short\n", "at least 12 characters", fault.Invalid},
		{"user add bob --password-stdin", "four plain words here\n", "not an e-mail address", fault.Invalid},
		{"user add bob@example.org", "four plain words here\n", "--password-stdin", fault.Invalid},
		{"user add bob@example.org --role owner --password-stdin", "four plain words here\n", "analyst", fault.Invalid},
		{"user password ada@example.org --password-stdin", "four other words here\r\n", "changed the password", nil},
		{"user password bob@example.org --password-stdin", "four other words here\n", "no user with this e-mail address", fault.NotFound},
		{"user role ada@example.org admin", "", "ada@example.org is admin now", nil},
		{"user role ada@example.org owner", "", "analyst", fault.Invalid},
		{"user list", "", "ada@example.org  admin  ada", nil},
		{"user remove ada@example.org", "", "make another one admin first", fault.Conflict},
		{"user remove bob@example.org", "", "no user with this e-mail address", fault.NotFound},
		{"user add bob@example.org --role admin --password-stdin", "four plain words here\n", "added bob@example.org as admin", nil},
		{"user remove ada@example.org", "", "removed ada@example.org", nil},
		{"user password ada@example.org --password-stdin", "four other words here\n", "no user with this e-mail address", fault.NotFound},
	} {
		t.Run(test.args, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			err := run(t.Context(), strings.Fields(test.args), env, strings.NewReader(test.stdin), &stdout, &stderr)
			said := stdout.String()
			if err != nil {
				said = describe(err)
			}
			if test.want == nil && err != nil || test.want != nil && !errors.Is(err, test.want) {
				t.Errorf("%v, want kind %v", err, test.want)
			}
			if !strings.Contains(said, test.says) {
				t.Errorf("says %q, want %q", said, test.says)
			}
		})
	}
}
