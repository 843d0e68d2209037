package postgres_test

import (
	"bytes"
	"testing"
	"time"

	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
)

func TestSessions(t *testing.T) {
	db := pgtest.DB(t)
	s := postgres.NewSessions(db)
	ctx := t.Context()
	find := func(token string) []byte {
		t.Helper()
		data, found, err := s.FindCtx(ctx, token)
		if err != nil {
			t.Fatal(err)
		}
		if !found && data != nil {
			t.Errorf("not found, and yet %q", data)
		}
		return data
	}
	commit := func(token string, data []byte, expires time.Time) {
		t.Helper()
		if err := s.CommitCtx(ctx, token, data, expires); err != nil {
			t.Fatal(err)
		}
	}
	soon, past := time.Now().Add(time.Hour), time.Now().Add(-time.Second)
	if find("a") != nil {
		t.Error("a session was found before it was made")
	}
	binary := []byte{0, 0xff, '\\', 'x', 1}
	commit("a", binary, soon)
	if got := find("a"); !bytes.Equal(got, binary) {
		t.Errorf("found %v, want %v", got, binary)
	}
	commit("a", []byte("other"), soon)
	commit("b", []byte("b"), soon)
	commit("old", []byte("old"), past)
	if got := find("a"); string(got) != "other" {
		t.Errorf("found %q after a change", got)
	}
	if find("old") != nil {
		t.Error("an expired session was found")
	}
	if err := s.DeleteCtx(ctx, "a"); err != nil || find("a") != nil {
		t.Errorf("a deleted session was found (%v)", err)
	}
	if err := s.DeleteCtx(ctx, "a"); err != nil {
		t.Errorf("deleting twice: %v", err)
	}
	if err := s.DeleteExpired(ctx); err != nil {
		t.Fatal(err)
	}
	var left []string
	if err := db.SelectContext(ctx, &left, `SELECT token_hash FROM sessions`); err != nil {
		t.Fatal(err)
	}
	if len(left) != 1 || left[0] != "b" {
		t.Errorf("%v are left, want b alone", left)
	}
}
