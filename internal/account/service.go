package account

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"strings"
	"time"

	"github.com/google/uuid"

	"barometer/internal/fault"
)

// Attempts at signing in: as many as burst at once, then one more each time
// every has passed. The tight limit is on an e-mail address from one network,
// so that who guesses a password elsewhere does not lock its owner out; those
// on the address and on the network alone are loose.
const (
	pairEvery    = time.Minute
	pairBurst    = 5
	emailEvery   = time.Minute
	emailBurst   = 50
	networkEvery = 10 * time.Second
	networkBurst = 30
	maxKeys      = 10000 // of each kind, kept in memory
)

// Service holds the use cases of users and the audit log. It is safe for
// concurrent use.
type Service struct {
	store  Store
	now    func() time.Time
	hasher *hasher
	decoy  string

	byPair, byEmail, byNetwork *limiter
}

// NewService makes a service on a store. now is the clock.
func NewService(store Store, now func() time.Time) *Service {
	return &Service{
		store: store, now: now, hasher: newHasher(min(4, runtime.GOMAXPROCS(0))), decoy: decoy(),
		byPair:    newLimiter(pairEvery, pairBurst, maxKeys),
		byEmail:   newLimiter(emailEvery, emailBurst, maxKeys),
		byNetwork: newLimiter(networkEvery, networkBurst, maxKeys),
	}
}

// Add keeps a new user. Without a name it is the part of the address before
// the @. fault.Invalid tells what is wrong with a value, fault.Conflict that
// the e-mail address is taken. actor is who adds, for the audit log.
func (s *Service) Add(ctx context.Context, actor, email, name string, role Role, password string) (_ User, err error) {
	defer fault.Wrap(&err, "account.Add")
	email, err = cleanEmail(email)
	if err != nil {
		return User{}, err
	}
	name, err = cleanName(name, email)
	if err != nil {
		return User{}, err
	}
	if _, err := ParseRole(string(role)); err != nil {
		return User{}, err
	}
	if err := checkPassword(password, email); err != nil {
		return User{}, err
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return User{}, err
	}
	u := User{ID: uuid.NewString(), Email: email, Name: name, Role: role, Created: s.now(), Stamp: stamp(hash)}
	if err := s.store.AddUser(ctx, u, hash); err != nil {
		return User{}, err
	}
	return u, s.Record(ctx, actor, AddedUser, email, map[string]any{"role": role})
}

// SetPassword changes a user's password, which ends the user's sessions;
// fault.NotFound, fault.Invalid.
func (s *Service) SetPassword(ctx context.Context, actor, email, password string) (err error) {
	defer fault.Wrap(&err, "account.SetPassword")
	u, err := s.named(ctx, email)
	if err != nil {
		return err
	}
	if err := checkPassword(password, u.Email); err != nil {
		return err
	}
	hash, err := s.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	if err := s.store.SetPassword(ctx, u.ID, hash); err != nil {
		return err
	}
	return s.Record(ctx, actor, ChangedPassword, u.Email, nil)
}

// SetRole changes a user's role, at once also where the user is signed in;
// fault.NotFound, fault.Invalid.
func (s *Service) SetRole(ctx context.Context, actor, email string, role Role) (err error) {
	defer fault.Wrap(&err, "account.SetRole")
	if _, err := ParseRole(string(role)); err != nil {
		return err
	}
	u, err := s.named(ctx, email)
	if err != nil {
		return err
	}
	if err := s.store.SetRole(ctx, u.ID, role); err != nil {
		return err
	}
	return s.Record(ctx, actor, ChangedRole, u.Email, map[string]any{"from": u.Role, "to": role})
}

// Remove removes a user, which ends the user's sessions; fault.NotFound, or
// fault.Conflict for the last user who is an admin.
func (s *Service) Remove(ctx context.Context, actor, email string) (err error) {
	defer fault.Wrap(&err, "account.Remove")
	u, err := s.named(ctx, email)
	if err != nil {
		return err
	}
	if err := s.store.RemoveUser(ctx, u.ID); err != nil {
		return err
	}
	return s.Record(ctx, actor, RemovedUser, u.Email, map[string]any{"role": u.Role})
}

// named finds a user by an e-mail address that somebody wrote.
func (s *Service) named(ctx context.Context, email string) (User, error) {
	email, err := cleanEmail(email)
	if err != nil {
		return User{}, err
	}
	u, _, err := s.store.UserByEmail(ctx, email)
	return u, err
}

// List lists all users by e-mail address. They have no Stamp.
func (s *Service) List(ctx context.Context) (_ []User, err error) {
	defer fault.Wrap(&err, "account.List")
	return s.store.Users(ctx)
}

// Find finds a user by id: who a session belongs to; fault.NotFound.
func (s *Service) Find(ctx context.Context, id string) (_ User, err error) {
	defer fault.Wrap(&err, "account.Find(%s)", id)
	u, hash, err := s.store.UserByID(ctx, id)
	u.Stamp = stamp(hash)
	return u, err
}

// Authenticate finds the user who has the e-mail address and the password.
// network names where the attempt comes from, such as an address' prefix.
// fault.Unauthenticated does not tell which of the two is wrong, nor does the
// time it takes; fault.RateLimited says how long to wait. Successes do not
// count against the limits.
func (s *Service) Authenticate(ctx context.Context, email, password, network string) (_ User, err error) {
	defer fault.Wrap(&err, "account.Authenticate")
	// What is no e-mail address is no one's, and is neither kept nor looked up.
	email, invalid := cleanEmail(email)
	if invalid != nil {
		email = ""
	}
	restore, err := s.attempt(email, network)
	if err != nil {
		return User{}, err
	}
	u, hash, err := s.store.UserByEmail(ctx, email)
	known := err == nil
	switch {
	case errors.Is(err, fault.NotFound):
		hash = s.decoy
	case err != nil:
		restore()
		return User{}, err
	}
	// Longer ones are no one's, and would only cost time.
	if len(password) > 4*MaxPassword {
		password = ""
	}
	ok, err := s.hasher.verify(ctx, password, hash)
	if err != nil {
		restore()
		return User{}, err
	}
	if !ok || !known {
		return User{}, fault.New(fault.Unauthenticated, "The e-mail address or the password is wrong.")
	}
	restore()
	u.Stamp = stamp(hash)
	return u, s.Record(ctx, u.Email, SignedIn, u.Email, nil)
}

// attempt counts an attempt at signing in and gives what takes it back. One
// that is refused counts against no limit.
func (s *Service) attempt(email, network string) (restore func(), err error) {
	email = strings.ToLower(email)
	now := s.now()
	var taken []func()
	restore = func() {
		for _, undo := range taken {
			undo()
		}
	}
	for _, limit := range []struct {
		*limiter
		key string
	}{
		{s.byNetwork, network}, {s.byPair, network + " " + email}, {s.byEmail, email},
	} {
		undo, wait := limit.take(limit.key, now)
		if wait > 0 {
			restore()
			return nil, tooMany(wait)
		}
		taken = append(taken, undo)
	}
	return restore, nil
}

func tooMany(wait time.Duration) error {
	return fault.New(fault.RateLimited, "There were too many attempts to sign in. Wait %s, then try again.", inWords(wait))
}

func inWords(d time.Duration) string {
	seconds := int(math.Ceil(d.Seconds()))
	switch {
	case seconds <= 1:
		return "a second"
	case seconds <= 90:
		return fmt.Sprintf("%d seconds", seconds)
	}
	return fmt.Sprintf("%d minutes", (seconds+59)/60)
}
