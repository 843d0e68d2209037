// Package account is who works with Barometer: users with their roles and
// passwords, and the log of what they did. It declares the store that it needs.
//
// Respondents are no users. Sessions are the work of the pages that keep them.
package account

import (
	"context"
	"net/mail"
	"strings"
	"time"
	"unicode/utf8"

	"barometer/internal/fault"
)

// User is one member of staff.
type User struct {
	ID      string // UUID
	Email   string
	Name    string
	Role    Role
	Created time.Time
	// Stamp changes whenever the password does. A session keeps the one that it
	// began with, and ends when it is another.
	Stamp string
}

// Event is one entry of the audit log.
type Event struct {
	At      time.Time // given by the store
	Actor   string    // e-mail address of the user, or what acted instead
	Action  Action
	Subject string         // what it was done to, such as industry-survey/2026
	Detail  map[string]any // how; no answers and no secrets
}

// Store is what keeps users and the audit log. E-mail addresses are found
// without regard to case.
type Store interface {
	// AddUser keeps a new user; fault.Conflict if the e-mail address is taken.
	AddUser(ctx context.Context, u User, passwordHash string) error
	// UserByEmail finds a user and the hash of the password; fault.NotFound.
	UserByEmail(ctx context.Context, email string) (u User, passwordHash string, err error)
	// UserByID finds a user and the hash of the password; fault.NotFound.
	UserByID(ctx context.Context, id string) (u User, passwordHash string, err error)
	// Users lists all users by e-mail address.
	Users(ctx context.Context) ([]User, error)
	// SetPassword changes the hash of a user's password; fault.NotFound.
	SetPassword(ctx context.Context, id, passwordHash string) error
	// SetRole changes a user's role; fault.NotFound.
	SetRole(ctx context.Context, id string, role Role) error
	// RemoveUser removes a user; fault.NotFound, or fault.Conflict for the last
	// one who is an admin, however many are removed at once.
	RemoveUser(ctx context.Context, id string) error
	// Record adds an entry to the audit log and gives it the present time.
	Record(ctx context.Context, e Event) error
	// Events lists the newest entries of the audit log, newest first.
	Events(ctx context.Context, limit int) ([]Event, error)
}

// Longest values, in characters.
const (
	maxEmail = 254
	maxName  = 200
)

// cleanEmail reads an e-mail address; fault.Invalid.
func cleanEmail(s string) (string, error) {
	s = strings.TrimSpace(s)
	parsed, err := mail.ParseAddress(s)
	if err != nil || parsed.Address != s || utf8.RuneCountInString(s) > maxEmail {
		return "", fault.New(fault.Invalid, "this is not an e-mail address; write it as name@example.org")
	}
	return s, nil
}

// cleanName reads a person's name; without one it is the part of the address
// before the @.
func cleanName(name, email string) (string, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		name, _, _ = strings.Cut(email, "@")
	}
	if !utf8.ValidString(name) || strings.ContainsRune(name, 0) || utf8.RuneCountInString(name) > maxName {
		return "", fault.New(fault.Invalid, "the name cannot be kept; write it in at most %d characters", maxName)
	}
	return name, nil
}
