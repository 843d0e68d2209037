package postgres

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/google/uuid"
	"github.com/jmoiron/sqlx"

	"barometer/internal/account"
	"barometer/internal/fault"
)

// Accounts keeps users and the audit log; it implements account.Store.
type Accounts struct{ db *sqlx.DB }

// NewAccounts makes the store on a pool.
func NewAccounts(db *sqlx.DB) *Accounts { return &Accounts{db} }

var _ account.Store = (*Accounts)(nil)

const selectUsers = `SELECT id, email, name, password_hash, role, created_at FROM users `

// userRow is a user as the database holds it.
type userRow struct {
	ID, Email, Name, Role string
	PasswordHash          string    `db:"password_hash"`
	CreatedAt             time.Time `db:"created_at"`
}

func (r userRow) user() account.User {
	return account.User{ID: r.ID, Email: r.Email, Name: r.Name, Role: account.Role(r.Role), Created: r.CreatedAt}
}

// errNoUser says that a user does not exist, without the address.
func errNoUser() error {
	return fault.New(fault.NotFound, "there is no user with this e-mail address; barometer user list shows all")
}

// AddUser keeps a new user; fault.Conflict if the e-mail address is taken.
func (s *Accounts) AddUser(ctx context.Context, u account.User, passwordHash string) (err error) {
	defer fault.Wrap(&err, "postgres.AddUser")
	_, err = s.db.ExecContext(ctx, `
		INSERT INTO users (id, email, name, password_hash, role, created_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		u.ID, u.Email, u.Name, passwordHash, string(u.Role), u.Created)
	return wrap(ctx, err)
}

// UserByEmail finds a user, without regard to case, and the hash of the
// password.
func (s *Accounts) UserByEmail(ctx context.Context, email string) (_ account.User, _ string, err error) {
	defer fault.Wrap(&err, "postgres.UserByEmail")
	return s.user(ctx, `WHERE lower(email) = lower($1)`, email)
}

// UserByID finds a user and the hash of the password.
func (s *Accounts) UserByID(ctx context.Context, id string) (_ account.User, _ string, err error) {
	defer fault.Wrap(&err, "postgres.UserByID(%s)", id)
	if uuid.Validate(id) != nil {
		return account.User{}, "", errNoUser()
	}
	return s.user(ctx, `WHERE id = $1`, id)
}

func (s *Accounts) user(ctx context.Context, where string, arg string) (account.User, string, error) {
	var row userRow
	err := s.db.GetContext(ctx, &row, selectUsers+where, arg)
	if errors.Is(err, sql.ErrNoRows) {
		return account.User{}, "", errNoUser()
	}
	return row.user(), row.PasswordHash, wrap(ctx, err)
}

// Users lists all users by e-mail address.
func (s *Accounts) Users(ctx context.Context) (_ []account.User, err error) {
	defer fault.Wrap(&err, "postgres.Users")
	var rows []userRow
	if err := s.db.SelectContext(ctx, &rows, selectUsers+`ORDER BY lower(email)`); err != nil {
		return nil, wrap(ctx, err)
	}
	users := make([]account.User, len(rows))
	for i, row := range rows {
		users[i] = row.user()
	}
	return users, nil
}

// SetPassword changes the hash of a user's password.
func (s *Accounts) SetPassword(ctx context.Context, id, passwordHash string) (err error) {
	defer fault.Wrap(&err, "postgres.SetPassword(%s)", id)
	return s.update(ctx, `UPDATE users SET password_hash = $2 WHERE id = $1`, id, passwordHash)
}

// SetRole changes a user's role.
func (s *Accounts) SetRole(ctx context.Context, id string, role account.Role) (err error) {
	defer fault.Wrap(&err, "postgres.SetRole(%s, %s)", id, role)
	return s.update(ctx, `UPDATE users SET role = $2 WHERE id = $1`, id, string(role))
}

// RemoveUser removes a user; fault.Conflict for the last one who is an admin.
// The admins are locked, so that of two removals the later sees the earlier.
func (s *Accounts) RemoveUser(ctx context.Context, id string) (err error) {
	defer fault.Wrap(&err, "postgres.RemoveUser(%s)", id)
	if uuid.Validate(id) != nil {
		return errNoUser()
	}
	return InTx(ctx, s.db, nil, func(tx *sqlx.Tx) error {
		var admins []string
		if err := tx.SelectContext(ctx, &admins, `
			SELECT id FROM users WHERE role = $1 ORDER BY id FOR UPDATE`, string(account.Admin)); err != nil {
			return err
		}
		if len(admins) == 1 && admins[0] == id {
			return fault.New(fault.Conflict, "this is the last user who is an admin; make another one admin first, with barometer user role")
		}
		result, err := tx.ExecContext(ctx, `DELETE FROM users WHERE id = $1`, id)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		if err == nil && n == 0 {
			return errNoUser()
		}
		return err
	})
}

// update changes one user; fault.NotFound if there is none.
func (s *Accounts) update(ctx context.Context, query, id, value string) error {
	if uuid.Validate(id) != nil {
		return errNoUser()
	}
	result, err := s.db.ExecContext(ctx, query, id, value)
	if err != nil {
		return wrap(ctx, err)
	}
	n, err := result.RowsAffected()
	if err == nil && n == 0 {
		return errNoUser()
	}
	return err
}

// Record adds an entry to the audit log and gives it the present time.
func (s *Accounts) Record(ctx context.Context, e account.Event) (err error) {
	defer fault.Wrap(&err, "postgres.Record(%s)", e.Action)
	detail := e.Detail
	if detail == nil {
		detail = map[string]any{}
	}
	text, err := json.Marshal(detail)
	if err != nil {
		return err
	}
	_, err = s.db.ExecContext(ctx, `
		INSERT INTO audit_log (actor, action, subject, detail) VALUES ($1, $2, $3, $4)`,
		e.Actor, string(e.Action), e.Subject, string(text))
	return wrap(ctx, err)
}

// eventRow is an entry of the audit log as the database holds it.
type eventRow struct {
	At                     time.Time
	Actor, Action, Subject string
	Detail                 []byte
}

// Events lists the newest entries of the audit log, newest first.
func (s *Accounts) Events(ctx context.Context, limit int) (_ []account.Event, err error) {
	defer fault.Wrap(&err, "postgres.Events(%d)", limit)
	var rows []eventRow
	if err := s.db.SelectContext(ctx, &rows, `
		SELECT at, actor, action, subject, detail FROM audit_log ORDER BY id DESC LIMIT $1`, limit); err != nil {
		return nil, wrap(ctx, err)
	}
	events := make([]account.Event, len(rows))
	for i, row := range rows {
		events[i] = account.Event{At: row.At, Actor: row.Actor, Action: account.Action(row.Action), Subject: row.Subject}
		if err := json.Unmarshal(row.Detail, &events[i].Detail); err != nil {
			return nil, err
		}
	}
	return events, nil
}
