// Package postgres holds all SQL of Barometer, in place, one file per
// aggregate. It implements the stores that survey, collect, release, account
// and job declare; it decides nothing about surveys and computes no statistics.
//
// Helpers take a sqlx.ExtContext, so that they work inside and outside a
// transaction; an exported method owns its transaction through InTx. Errors
// that leave an exported method have passed through wrap, which gives them
// their kind of package fault.
package postgres

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"barometer/internal/fault"
)

// The pool of one process. Several servers share the 100 connections that
// PostgreSQL allows by default; idle ones are kept, since opening one costs
// more than most queries.
const (
	maxOpenConns    = 24
	maxIdleConns    = 12
	connMaxIdleTime = 5 * time.Minute
)

// minServerVersion is PostgreSQL 14, as server_version_num has it.
const minServerVersion = 140000

// maxAttempts is how often InTx tries a transaction that PostgreSQL gives up
// in favour of another.
const maxAttempts = 8

// Open connects to the PostgreSQL that url (postgres://… or key=value) names
// and checks that it answers and is version 14 or newer. The caller closes the
// pool. An unusable url is fault.Invalid, a silent server fault.Unavailable.
func Open(ctx context.Context, url string) (*sqlx.DB, error) {
	connector, err := pq.NewConnector(url)
	if err != nil {
		// The cause is left out: it may quote the password.
		return nil, fault.New(fault.Invalid, "the database address cannot be read; give DATABASE_URL as postgres://user:password@host/database")
	}
	db := sqlx.NewDb(sql.OpenDB(connector), "postgres")
	db.SetMaxOpenConns(maxOpenConns)
	db.SetMaxIdleConns(maxIdleConns)
	db.SetConnMaxIdleTime(connMaxIdleTime)
	if err := checkServer(ctx, db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// checkServer reports whether the server answers and is new enough.
func checkServer(ctx context.Context, db *sqlx.DB) error {
	var version int
	if err := db.GetContext(ctx, &version, `SELECT CAST(current_setting('server_version_num') AS integer)`); err != nil {
		return fault.New(fault.Unavailable, "the database does not answer; check DATABASE_URL and that PostgreSQL runs: %w", err)
	}
	if version < minServerVersion {
		return fault.New(fault.Invalid, "the database is PostgreSQL %d; Barometer needs 14 or newer", version/10000)
	}
	return nil
}

// InTx runs f in a transaction, commits it if f returns nil and rolls it back
// otherwise. opts may be nil: read committed. Where PostgreSQL aborts the
// transaction in favour of another one (SQLSTATE 40001 or 40P01), f runs again
// from the start, so it must have no effect outside tx, and must close rows
// before its next query. f's error comes back with its kind.
func InTx(ctx context.Context, db *sqlx.DB, opts *sql.TxOptions, f func(tx *sqlx.Tx) error) error {
	for attempt := 1; ; attempt++ {
		err := tryTx(ctx, db, opts, f)
		if err == nil {
			return nil
		}
		if !isRetryable(err) || attempt == maxAttempts {
			return wrap(ctx, err)
		}
		if err := pause(ctx, attempt); err != nil {
			return err
		}
	}
}

// tryTx is one attempt of InTx.
func tryTx(ctx context.Context, db *sqlx.DB, opts *sql.TxOptions, f func(tx *sqlx.Tx) error) (err error) {
	tx, err := db.BeginTxx(ctx, opts)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	committed := false
	// Deferred, so that a panic in f frees the connection too. An error of
	// Rollback tells nothing more: the connection is discarded.
	defer func() {
		if !committed {
			_ = tx.Rollback()
		}
	}()
	if err := f(tx); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit: %w", err)
	}
	committed = true
	return nil
}

// isRetryable reports whether err is a serialization failure or a deadlock.
func isRetryable(err error) bool {
	code := sqlState(err)
	return code == "40001" || code == "40P01"
}

// pause waits before the next attempt: 2 ms, doubled each time up to 128 ms,
// half of it random, so that two transactions do not meet again.
func pause(ctx context.Context, attempt int) error {
	d := time.Millisecond << min(attempt, 7)
	timer := time.NewTimer(d/2 + rand.N(d/2))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
