package postgres_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/jmoiron/sqlx"

	"barometer/internal/fault"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
)

// openEmpty returns a pool on a database without any schema.
func openEmpty(t *testing.T) *sqlx.DB {
	t.Helper()
	return open(t, pgtest.EmptyURL(t))
}

func open(t *testing.T, url string) *sqlx.DB {
	t.Helper()
	db, err := postgres.Open(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// objects lists what the schema consists of, goose's own table left out.
func objects(t *testing.T, db *sqlx.DB) []string {
	t.Helper()
	var names []string
	query := `
		SELECT relname
		FROM pg_class
		WHERE relnamespace = CAST('public' AS regnamespace) AND relname NOT LIKE 'goose%'
		ORDER BY relname
	`
	if err := db.SelectContext(t.Context(), &names, query); err != nil {
		t.Fatal(err)
	}
	return names
}

func mustMigrate(t *testing.T, db *sqlx.DB, direction postgres.Direction) []postgres.Migration {
	t.Helper()
	states, err := postgres.Migrate(t.Context(), db, direction)
	if err != nil {
		t.Fatal(err)
	}
	return states
}

// applied counts the migrations that are applied.
func applied(states []postgres.Migration) int {
	n := 0
	for _, m := range states {
		if m.Applied {
			n++
		}
	}
	return n
}

func TestMigrateUpAndDown(t *testing.T) {
	db := openEmpty(t)
	states := mustMigrate(t, db, postgres.Status)
	if len(states) == 0 || applied(states) != 0 {
		t.Fatalf("an empty database: %+v, want migrations, none applied", states)
	}
	states = mustMigrate(t, db, postgres.Up)
	if applied(states) != len(states) {
		t.Errorf("after up %d of %d migrations are applied", applied(states), len(states))
	}
	for i, m := range states {
		if m.Version != int64(i+1) || m.Name == "" || m.AppliedAt.IsZero() {
			t.Errorf("migration %d is reported as %+v", i+1, m)
		}
	}
	full := objects(t, db)

	// Down to nothing one by one, each step also taken again and back.
	for left := len(states) - 1; left >= 0; left-- {
		before := objects(t, db)
		if n := applied(mustMigrate(t, db, postgres.Down)); n != left {
			t.Fatalf("after down %d migrations are applied, want %d", n, left)
		}
		if slices.Equal(before, objects(t, db)) {
			t.Errorf("down of migration %d changed nothing", left+1)
		}
	}
	if rest := objects(t, db); len(rest) > 0 {
		t.Errorf("after all downs these are left: %v", rest)
	}
	if _, err := postgres.Migrate(t.Context(), db, postgres.Down); !errors.Is(err, fault.Conflict) {
		t.Errorf("down of nothing: %v, want a conflict", err)
	}
	mustMigrate(t, db, postgres.Up)
	if again := objects(t, db); !slices.Equal(again, full) {
		t.Errorf("up after down gives %v, want %v", again, full)
	}
}

func TestMigrateAtTheSameTime(t *testing.T) {
	url := pgtest.EmptyURL(t)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			db, err := postgres.Open(t.Context(), url)
			if err != nil {
				t.Error(err)
				return
			}
			defer db.Close()
			if states, err := postgres.Migrate(t.Context(), db, postgres.Up); err != nil || applied(states) != len(states) {
				t.Errorf("%d of %d migrations are applied, error %v", applied(states), len(states), err)
			}
		})
	}
	wg.Wait()
}

func TestMigrateRefusesNewerSchema(t *testing.T) {
	db := pgtest.DB(t)
	query := `INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, true)`
	if _, err := db.ExecContext(t.Context(), query); err != nil {
		t.Fatal(err)
	}
	for _, direction := range []postgres.Direction{postgres.Up, postgres.Down, postgres.Status} {
		if _, err := postgres.Migrate(t.Context(), db, direction); !errors.Is(err, fault.Conflict) {
			t.Errorf("%s on a newer schema: %v, want a conflict", direction, err)
		}
	}
}

func TestMigrateErrors(t *testing.T) {
	db := openEmpty(t)
	if _, err := postgres.Migrate(t.Context(), db, "sideways"); !errors.Is(err, fault.Invalid) {
		t.Errorf("unknown direction: %v, want kind invalid", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := postgres.Migrate(ctx, db, postgres.Up); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v, want context.Canceled", err)
	}
}
