package postgres

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/jmoiron/sqlx"

	"barometer/internal/fault"
)

// Sessions keeps the sessions of staff; it implements scs.CtxStore. Tokens
// must come hashed (scs.SessionManager.HashTokenInStore), so that reading the
// table is not enough to take a session over.
type Sessions struct{ db *sqlx.DB }

// NewSessions makes the store on a pool.
func NewSessions(db *sqlx.DB) *Sessions { return &Sessions{db} }

var _ scs.CtxStore = (*Sessions)(nil)

// FindCtx gives the data of a session that has not expired.
func (s *Sessions) FindCtx(ctx context.Context, tokenHash string) (data []byte, found bool, err error) {
	defer fault.Wrap(&err, "postgres.Sessions.Find")
	err = s.db.GetContext(ctx, &data, `SELECT data FROM sessions WHERE token_hash = $1 AND expires_at > now()`, tokenHash)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return data, err == nil, wrap(ctx, err)
}

// CommitCtx keeps a session, new or changed.
func (s *Sessions) CommitCtx(ctx context.Context, tokenHash string, data []byte, expires time.Time) (err error) {
	defer fault.Wrap(&err, "postgres.Sessions.Commit")
	_, err = s.db.ExecContext(ctx, `
		INSERT INTO sessions (token_hash, data, expires_at) VALUES ($1, $2, $3)
		ON CONFLICT (token_hash) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at`,
		tokenHash, data, expires)
	return wrap(ctx, err)
}

// DeleteCtx removes a session, if it exists.
func (s *Sessions) DeleteCtx(ctx context.Context, tokenHash string) (err error) {
	defer fault.Wrap(&err, "postgres.Sessions.Delete")
	_, err = s.db.ExecContext(ctx, `DELETE FROM sessions WHERE token_hash = $1`, tokenHash)
	return wrap(ctx, err)
}

// DeleteExpired removes the sessions that have expired. Nobody can use them;
// this only frees the space.
func (s *Sessions) DeleteExpired(ctx context.Context) (err error) {
	defer fault.Wrap(&err, "postgres.Sessions.DeleteExpired")
	_, err = s.db.ExecContext(ctx, `DELETE FROM sessions WHERE expires_at <= now()`)
	return wrap(ctx, err)
}

// Find, Commit and Delete are there because scs.CtxStore asks for them; scs
// calls those that take a context.

// Find is FindCtx without a context.
func (s *Sessions) Find(tokenHash string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), tokenHash)
}

// Commit is CommitCtx without a context.
func (s *Sessions) Commit(tokenHash string, data []byte, expires time.Time) error {
	return s.CommitCtx(context.Background(), tokenHash, data, expires)
}

// Delete is DeleteCtx without a context.
func (s *Sessions) Delete(tokenHash string) error {
	return s.DeleteCtx(context.Background(), tokenHash)
}
