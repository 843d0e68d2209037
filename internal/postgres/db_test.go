package postgres_test

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jmoiron/sqlx"

	"barometer/internal/fault"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
)

func TestOpenErrors(t *testing.T) {
	const secret = "hunter2"
	for _, test := range []struct {
		name, url string
		want      *fault.Kind
	}{
		{"unreadable", "postgres://u:" + secret + "@host:port/db", fault.Invalid},
		{"unknown option", "postgres://u:" + secret + "@/db?sslmode=perhaps", fault.Invalid},
		{"nobody listens", "postgres://u:" + secret + "@/db?host=" + os.TempDir() + "/none", fault.Unavailable},
		{"no such database", strings.Replace(pgtest.URL(t), "?", "x?", 1), fault.Unavailable},
	} {
		t.Run(test.name, func(t *testing.T) {
			db, err := postgres.Open(t.Context(), test.url)
			if err == nil {
				db.Close()
			}
			if !errors.Is(err, test.want) {
				t.Fatalf("Open: %v, want kind %v", err, test.want)
			}
			if strings.Contains(err.Error(), secret) {
				t.Errorf("the error tells the password: %v", err)
			}
		})
	}
}

// newCounter makes a table with two rows that transactions fight for.
func newCounter(t *testing.T) *sqlx.DB {
	t.Helper()
	db := pgtest.DB(t)
	query := `
		CREATE TABLE counter (id integer PRIMARY KEY, n integer NOT NULL);
		INSERT INTO counter VALUES (1, 0), (2, 0);
	`
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
	return db
}

func counter(t *testing.T, db *sqlx.DB, id int) int {
	t.Helper()
	var n int
	if err := db.GetContext(t.Context(), &n, `SELECT n FROM counter WHERE id = $1`, id); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestInTxRetriesSerializationFailures(t *testing.T) {
	db := newCounter(t)
	opts := &sql.TxOptions{Isolation: sql.LevelSerializable}
	const writers, rounds = 3, 5
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range rounds {
				err := postgres.InTx(t.Context(), db, opts, func(tx *sqlx.Tx) error {
					var n int
					if err := tx.GetContext(t.Context(), &n, `SELECT n FROM counter WHERE id = 1`); err != nil {
						return err
					}
					_, err := tx.ExecContext(t.Context(), `UPDATE counter SET n = $1 WHERE id = 1`, n+1)
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got := counter(t, db, 1); got != writers*rounds {
		t.Errorf("the counter is at %d, want %d", got, writers*rounds)
	}
}

// TestInTxRetriesDeadlocks lets two transactions lock two rows in opposite
// order: each first attempt waits until the other has its first row.
func TestInTxRetriesDeadlocks(t *testing.T) {
	db := newCounter(t)
	var bothHaveOne, done sync.WaitGroup
	bothHaveOne.Add(2)
	attempts := make(chan int, 100)
	lockBoth := func(first, second int) {
		attempt := 0
		err := postgres.InTx(t.Context(), db, nil, func(tx *sqlx.Tx) error {
			attempt++
			attempts <- attempt
			if _, err := tx.ExecContext(t.Context(), `UPDATE counter SET n = n + 1 WHERE id = $1`, first); err != nil {
				return err
			}
			if attempt == 1 {
				bothHaveOne.Done()
				bothHaveOne.Wait()
			}
			_, err := tx.ExecContext(t.Context(), `UPDATE counter SET n = n + 1 WHERE id = $1`, second)
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	done.Go(func() { lockBoth(1, 2) })
	done.Go(func() { lockBoth(2, 1) })
	done.Wait()
	if len(attempts) < 3 {
		t.Errorf("%d attempts: there was no deadlock", len(attempts))
	}
	if a, b := counter(t, db, 1), counter(t, db, 2); a != 2 || b != 2 {
		t.Errorf("the counters are at %d and %d, want 2 and 2", a, b)
	}
}

func TestInTxRollsBack(t *testing.T) {
	db := newCounter(t)
	db.SetMaxOpenConns(1) // a connection that is not given back would be missed
	add := func(tx *sqlx.Tx) {
		if _, err := tx.ExecContext(t.Context(), `UPDATE counter SET n = n + 1`); err != nil {
			t.Error(err)
		}
	}
	refused := fault.New(fault.Closed, "the edition is closed")
	err := postgres.InTx(t.Context(), db, nil, func(tx *sqlx.Tx) error {
		add(tx)
		return refused
	})
	if !errors.Is(err, refused) {
		t.Errorf("InTx = %v, want f's error", err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = postgres.InTx(t.Context(), db, nil, func(tx *sqlx.Tx) error {
			add(tx)
			panic("defect")
		})
	}()
	if got := counter(t, db, 1); got != 0 {
		t.Errorf("the counter is at %d, want 0: a failed transaction left something", got)
	}
}

func TestInTxErrors(t *testing.T) {
	db := pgtest.DB(t)
	exec := func(ctx context.Context, query string) error {
		return postgres.InTx(ctx, db, nil, func(tx *sqlx.Tx) error {
			_, err := tx.ExecContext(ctx, query)
			return err
		})
	}
	survey := `INSERT INTO surveys (key) VALUES ('a');`
	version := `INSERT INTO questionnaire_versions (hash, survey, definition) VALUES ('h', 'a', '{}');`
	edition := `INSERT INTO editions (id, survey, key, version, time_zone, opens_at, closes_at, confidentiality)
		VALUES (gen_random_uuid(), 'a', '2026', 'h', 'UTC', `
	user := `INSERT INTO users (id, email, name, password_hash, role) VALUES (gen_random_uuid(), `
	for _, test := range []struct {
		name, query string
		want        *fault.Kind
		says        string
	}{
		{"second survey", survey + survey, fault.Conflict, "survey with this key"},
		{"no survey", version, fault.NotFound, "survey does not exist"},
		{"no version", survey + edition + `NULL, NULL, 'identified')`, fault.NotFound, "publish it first"},
		{"closes first", survey + version + edition + `now(), now() - CAST('1 day' AS interval), 'identified')`, fault.Invalid, "open before it closes"},
		{"confidentiality", survey + version + edition + `NULL, NULL, 'secret')`, fault.Invalid, "confidential or anonymous"},
		{"same address", user + `'a@example.org', '', '', '');` + user + `'A@Example.org', '', '', '');`, fault.Conflict, "e-mail address"},
		{"defect", `SELECT 1/0`, fault.Internal, "division by zero"},
		{"server shuts down", `SELECT pg_terminate_backend(pg_backend_pid())`, fault.Unavailable, "try again"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := exec(t.Context(), test.query)
			if fault.KindOf(err) != test.want || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v (kind %v), want kind %v and %q", err, fault.KindOf(err), test.want, test.says)
			}
			if err != nil && strings.Contains(err.Error(), "example.org") {
				t.Errorf("the error tells an address: %v", err)
			}
		})
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if err := exec(ctx, `SELECT pg_sleep(10)`); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a cancelled statement: %v, want context.DeadlineExceeded", err)
	}
}

// TestConstraintsHaveMeanings keeps the table of meanings and the schema
// together: every constraint that a user can violate is in it.
func TestConstraintsHaveMeanings(t *testing.T) {
	db := pgtest.DB(t)
	// Left out are keys that the program alone makes: violating one is a defect.
	query := `
		SELECT conname
		FROM pg_constraint
		WHERE connamespace = CAST('public' AS regnamespace)
			AND contype IN ('p', 'u', 'f', 'c')
			AND conname NOT IN ('edition_days_pkey', 'sessions_pkey', 'audit_log_pkey')
			AND conname NOT LIKE 'goose%'
		UNION
		SELECT relname
		FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
		WHERE relnamespace = CAST('public' AS regnamespace) AND indisunique AND relname NOT LIKE 'goose%'
			AND NOT indisprimary
	`
	var names []string
	if err := db.SelectContext(t.Context(), &names, query); err != nil {
		t.Fatal(err)
	}
	known := postgres.ConstraintNames()
	for _, name := range names {
		if !known[name] {
			t.Errorf("constraint %s has no meaning in constraintErrors", name)
		}
		delete(known, name)
	}
	for name := range known {
		t.Errorf("constraintErrors has %s, which the schema has not", name)
	}
}
