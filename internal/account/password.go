package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"barometer/internal/fault"
)

// Lengths of passwords, in characters. The greatest only bounds the work.
const (
	MinPassword = 12
	MaxPassword = 500
)

// parameters are the costs of one argon2id hash.
type parameters struct {
	memory  uint32 // KiB
	time    uint32
	threads uint8
}

// present are the costs of new hashes: what OWASP's Password Storage Cheat
// Sheet names first for argon2id (19 MiB, two passes, one thread).
var present = parameters{memory: 19 << 10, time: 2, threads: 1}

// limits bound what a stored hash may cost, so that a damaged one cannot take
// the machine down.
var limits = parameters{memory: 256 << 10, time: 16, threads: 16}

// Lengths in bytes.
const (
	saltLength = 16
	keyLength  = 32
)

// hasher hashes passwords, a bounded number at once: each takes 19 MiB.
type hasher struct {
	slots chan struct{}
}

func newHasher(concurrency int) *hasher {
	return &hasher{slots: make(chan struct{}, max(1, concurrency))}
}

// hash gives the PHC string of a password under a new salt.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLength)
	_, _ = rand.Read(salt) // never fails
	key, err := h.key(ctx, password, salt, present, keyLength)
	if err != nil {
		return "", err
	}
	return encode(present, salt, key), nil
}

// verify reports whether a password has the given PHC string.
func (h *hasher) verify(ctx context.Context, password, encoded string) (bool, error) {
	p, salt, want, err := decode(encoded)
	if err != nil {
		return false, err
	}
	got, err := h.key(ctx, password, salt, p, uint32(len(want)))
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

func (h *hasher) key(ctx context.Context, password string, salt []byte, p parameters, length uint32) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.slots }()
	return argon2.IDKey([]byte(normalise(password)), salt, p.time, p.memory, p.threads, length), nil
}

// normalise makes equal what keyboards type differently (NIST SP 800-63B).
func normalise(password string) string { return norm.NFKC.String(password) }

// encode gives the PHC string: $argon2id$v=19$m=19456,t=2,p=1$salt$key.
func encode(p parameters, salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version,
		p.memory, p.time, p.threads, b64.EncodeToString(salt), b64.EncodeToString(key))
}

// decode reads a PHC string. Its errors never quote it.
func decode(s string) (p parameters, salt, key []byte, err error) {
	bad := fmt.Errorf("the stored password hash cannot be read; set the password again")
	parts := strings.Split(s, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return p, nil, nil, bad
	}
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.time, &p.threads); err != nil || n != 3 {
		return p, nil, nil, bad
	}
	tooMuch := p.memory > limits.memory || p.time > limits.time || p.threads > limits.threads
	if tooMuch || p.time == 0 || p.threads == 0 {
		return p, nil, nil, bad
	}
	b64 := base64.RawStdEncoding.Strict()
	salt, err1 := b64.DecodeString(parts[4])
	key, err2 := b64.DecodeString(parts[5])
	if err1 != nil || err2 != nil || len(salt) < 8 || len(key) < 16 || len(key) > 64 {
		return p, nil, nil, bad
	}
	return p, salt, key, nil
}

// decoy is a hash that no password has. It is checked where there is no user,
// so that the answer takes as long.
func decoy() string {
	random := make([]byte, saltLength+keyLength)
	_, _ = rand.Read(random) // never fails
	return encode(present, random[:saltLength], random[saltLength:])
}

// stamp tells one password hash from another without telling anything of it.
func stamp(passwordHash string) string {
	sum := sha256.Sum256([]byte(passwordHash))
	return hex.EncodeToString(sum[:8])
}

// checkPassword applies the rules for new passwords; fault.Invalid. There are
// no rules on which characters it has: they make passwords worse.
func checkPassword(password, email string) error {
	n := utf8.RuneCountInString(normalise(password))
	switch {
	case !utf8.ValidString(password) || strings.ContainsRune(password, 0):
		return fault.New(fault.Invalid, "the password holds characters that cannot be typed; choose another")
	case n < MinPassword:
		return fault.New(fault.Invalid, "the password is too short; use at least %d characters, for example four words", MinPassword)
	case n > MaxPassword:
		return fault.New(fault.Invalid, "the password is too long; use at most %d characters", MaxPassword)
	case strings.EqualFold(password, email):
		return fault.New(fault.Invalid, "the password is the e-mail address; choose another")
	}
	return nil
}
