package account

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"barometer/internal/fault"
)

func TestHash(t *testing.T) {
	h := newHasher(1)
	const password = "correct horse battery staple"
	first, err := h.hash(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(first, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("%s has other costs than 19 MiB and two passes", first)
	}
	second, err := h.hash(t.Context(), password)
	if err != nil || first == second {
		t.Errorf("the same password twice gives the same hash (%v): there is no salt", err)
	}
	for _, test := range []struct {
		name, password string
		want           bool
	}{
		{"right", password, true},
		{"wrong", password + "!", false},
		{"empty", "", false},
		{"other width", "correct horse battery \uff53taple", true}, // full-width s
	} {
		if ok, err := h.verify(t.Context(), test.password, first); ok != test.want || err != nil {
			t.Errorf("%s: verify = %v, %v, want %v", test.name, ok, err, test.want)
		}
	}
	if ok, err := h.verify(t.Context(), password, decoy()); ok || err != nil {
		t.Errorf("the decoy: verify = %v, %v, want false", ok, err)
	}
}

// TestVerifyReference checks a hash that another program made: the test vector
// of the argon2 command line, argon2id, -t 2 -m 16 -p 1.
func TestVerifyReference(t *testing.T) {
	const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	if ok, err := newHasher(1).verify(t.Context(), "password", hash); !ok || err != nil {
		t.Errorf("verify = %v, %v, want true", ok, err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	good := encode(present, make([]byte, saltLength), make([]byte, keyLength))
	if _, _, _, err := decode(good); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{
		"", "x", strings.Replace(good, "argon2id", "argon2i", 1), strings.Replace(good, "v=19", "v=16", 1),
		strings.Replace(good, "m=19456", "m=4294967295", 1), strings.Replace(good, "t=2", "t=0", 1),
		strings.Replace(good, "p=1", "p=0", 1), strings.Replace(good, "p=1", "p=300", 1),
		good + "!", good[:len(good)-30], strings.Replace(good, "$m", "$$m", 1),
	} {
		if _, _, _, err := decode(bad); err == nil {
			t.Errorf("decode(%q) is no error", bad)
		}
	}
}

// TestHasherIsBounded holds the one slot and lets two others wait: one until
// it is free, one until it gives up.
func TestHasherIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHasher(1)
		h.slots <- struct{}{}
		impatient, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var wg sync.WaitGroup
		var waited, gaveUp error
		wg.Go(func() { _, waited = h.hash(t.Context(), "a") })
		wg.Go(func() { _, gaveUp = h.hash(impatient, "b") })
		time.Sleep(2 * time.Second)
		<-h.slots
		wg.Wait()
		if waited != nil {
			t.Errorf("who waited got %v", waited)
		}
		if !errors.Is(gaveUp, context.DeadlineExceeded) {
			t.Errorf("who gave up got %v: more than one at once", gaveUp)
		}
	})
}

func TestCheckPassword(t *testing.T) {
	for _, test := range []struct {
		name, password string
		ok             bool
	}{
		{"twelve", "abcdefghijkl", true},
		{"eleven", "abcdefghijk", false},
		{"twelve Arabic letters", strings.Repeat("ش", 12), true},
		{"only spaces and letters", "four plain words here", true},
		{"address", "Ada@Example.org", false},
		{"greatest", strings.Repeat("x", MaxPassword), true},
		{"too long", strings.Repeat("x", MaxPassword+1), false},
		{"NUL", "abcdefghijkl\x00", false},
		{"no UTF-8", "abcdefghijkl\xff", false},
	} {
		err := checkPassword(test.password, "ada@example.org")
		if (err == nil) != test.ok || err != nil && !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", test.name, err)
		}
		if err != nil && strings.Contains(err.Error(), test.password) {
			t.Errorf("%s: the error tells the password", test.name)
		}
	}
}
