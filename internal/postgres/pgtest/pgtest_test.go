package pgtest_test

import (
	"testing"

	"github.com/jmoiron/sqlx"

	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
)

func TestDatabasesAreSeparate(t *testing.T) {
	first, second := pgtest.DB(t), pgtest.DB(t)
	if _, err := first.ExecContext(t.Context(), `INSERT INTO surveys (key) VALUES ('a')`); err != nil {
		t.Fatal(err)
	}
	for i, db := range []*sqlx.DB{first, second} {
		var got int
		if err := db.GetContext(t.Context(), &got, `SELECT count(*) FROM surveys`); err != nil {
			t.Fatal(err)
		}
		if want := 1 - i; got != want {
			t.Errorf("database %d has %d surveys, want %d", i+1, got, want)
		}
	}
}

func TestDatabaseIsDropped(t *testing.T) {
	var address string
	t.Run("inner", func(t *testing.T) {
		address = pgtest.URL(t)
		db, err := postgres.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
	})
	if db, err := postgres.Open(t.Context(), address); err == nil {
		db.Close()
		t.Error("the database outlives its test")
	}
}

func BenchmarkDB(b *testing.B) {
	pgtest.URL(b) // starts the server
	for b.Loop() {
		pgtest.URL(b)
	}
}
