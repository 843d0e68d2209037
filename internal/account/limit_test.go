package account

import (
	"fmt"
	"testing"
	"time"
)

func TestLimiter(t *testing.T) {
	now := time.Date(2026, 5, 1, 9, 0, 0, 0, time.UTC)
	l := newLimiter(time.Minute, 3, 10)
	for i := range 3 {
		if _, wait := l.take("a", now); wait > 0 {
			t.Fatalf("attempt %d has to wait %s", i+1, wait)
		}
	}
	if _, wait := l.take("a", now); wait != time.Minute {
		t.Errorf("attempt 4 has to wait %s, want a minute", wait)
	}
	if _, wait := l.take("b", now); wait > 0 {
		t.Error("another key has to wait")
	}
	// A refused attempt costs nothing: one minute later there is one again.
	restore, wait := l.take("a", now.Add(time.Minute))
	if wait > 0 {
		t.Errorf("a minute later: wait %s", wait)
	}
	restore()
	if _, wait := l.take("a", now.Add(time.Minute)); wait > 0 {
		t.Errorf("after an attempt was given back: wait %s", wait)
	}
}

func TestLimiterIsBounded(t *testing.T) {
	now := time.Now()
	l := newLimiter(time.Minute, 1, 10)
	for i := range 1000 {
		l.take(fmt.Sprint(i), now)
		l.take("often", now)
	}
	if len(l.entries) != 10 || l.recent.Len() != 10 {
		t.Errorf("%d keys and %d entries are kept, want 10", len(l.entries), l.recent.Len())
	}
	if _, wait := l.take("often", now); wait == 0 {
		t.Error("a key that is used often was forgotten")
	}
}

func TestInWords(t *testing.T) {
	for _, test := range []struct {
		d    time.Duration
		want string
	}{
		{time.Millisecond, "a second"}, {1100 * time.Millisecond, "2 seconds"},
		{time.Minute, "60 seconds"}, {91 * time.Second, "2 minutes"}, {5 * time.Minute, "5 minutes"},
	} {
		if got := inWords(test.d); got != test.want {
			t.Errorf("inWords(%s) = %q, want %q", test.d, got, test.want)
		}
	}
}
