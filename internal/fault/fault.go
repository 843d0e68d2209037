// Package fault holds the categories that every error of Barometer falls into
// and the one table that says what a category means at the edges: the HTTP
// status, the exit code of a command and the message that is safe to show to
// someone who must not learn more.
//
// It knows nothing of HTTP, SQL or languages: pure packages import it, so it
// holds plain numbers and message keys. Turning a key into a sentence is the
// work of package locale; logging is the work of whoever handles the error.
package fault

import (
	"context"
	"errors"
	"fmt"
)

// A Kind is a category of errors. Kinds are sentinel errors: test for one with
// errors.Is(err, fault.NotFound).
type Kind struct {
	name     string
	status   int
	exitCode int
}

// The kinds. Internal is what any error without a kind counts as.
var (
	// Invalid: what was given is wrong in itself and the sender can mend it.
	Invalid = &Kind{"invalid", 422, 1}
	// NotFound: the thing named does not exist, or not for this person.
	NotFound = &Kind{"not_found", 404, 3}
	// Conflict: the thing was changed by someone else, or exists already.
	Conflict = &Kind{"conflict", 409, 4}
	// Closed: the edition is not open now.
	Closed = &Kind{"closed", 410, 5}
	// Unauthenticated: nobody is signed in, or the session has ended.
	Unauthenticated = &Kind{"unauthenticated", 401, 6}
	// Forbidden: the person is known and may not do this.
	Forbidden = &Kind{"forbidden", 403, 6}
	// TooLarge: an upload or a form exceeds its limit.
	TooLarge = &Kind{"too_large", 413, 1}
	// RateLimited: too many attempts; later ones may succeed.
	RateLimited = &Kind{"rate_limited", 429, 7}
	// Unavailable: something that Barometer needs, such as the database, does
	// not answer; a retry may succeed.
	Unavailable = &Kind{"unavailable", 503, 7}
	// Internal: a defect of ours or of the machine.
	Internal = &Kind{"internal", 500, 2}
)

// Kinds returns all kinds, in the order in which KindOf tries them.
func Kinds() []*Kind {
	return []*Kind{
		Invalid, NotFound, Conflict, Closed, Unauthenticated,
		Forbidden, TooLarge, RateLimited, Unavailable, Internal,
	}
}

// Error returns the kind's name, such as "not_found", so that a Kind can serve
// as a sentinel error.
func (k *Kind) Error() string { return k.name }

// Status returns the HTTP status of the kind, 400 or more.
func (k *Kind) Status() int { return k.status }

// ExitCode returns the exit code, never 0, of a command that ends with an error
// of the kind; 1 is the user's to mend (a bad file or flag).
func (k *Kind) ExitCode() int { return k.exitCode }

// MessageKey returns the key, such as "error.not_found", of the text that tells
// anyone what happened without any detail.
func (k *Kind) MessageKey() string { return "error." + k.name }

// detailed is an error with a kind and a message that the person who caused it
// may read.
type detailed struct {
	kind    *Kind
	message string
	cause   error
}

func (e *detailed) Error() string { return e.message }

// Unwrap makes both the kind and the cause visible to errors.Is and errors.As.
func (e *detailed) Unwrap() []error {
	if e.cause == nil {
		return []error{e.kind}
	}
	return []error{e.kind, e.cause}
}

// New returns an error of the given kind. The message names the place and the
// remedy, in the form of fmt.Errorf, and may be shown to whoever caused the
// error; it must hold no answers, tokens or addresses. A %w verb keeps its
// operand as the cause.
func New(kind *Kind, format string, args ...any) error {
	err := fmt.Errorf(format, args...)
	return &detailed{kind: kind, message: err.Error(), cause: cause(err)}
}

// cause returns what err, made by fmt.Errorf, wraps: nil, one error, or err
// itself where it wraps several.
func cause(err error) error {
	if _, several := err.(interface{ Unwrap() []error }); several {
		return err
	}
	return errors.Unwrap(err)
}

// Wrap puts the operation in front of *errp's message where *errp is not nil.
// It is meant to be deferred:
//
//	func (s *Store) Edition(ctx context.Context, key string) (_ Edition, err error) {
//		defer fault.Wrap(&err, "Edition(%q)", key)
//
// The arguments must be no answers, tokens or addresses.
func Wrap(errp *error, format string, args ...any) {
	if *errp != nil {
		*errp = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), *errp)
	}
}

// KindOf returns the kind of err: the kind nearest to the outside of its chain.
// An error without a kind is Internal, except that a deadline or cancellation
// is Unavailable. KindOf(nil) is nil.
func KindOf(err error) *Kind {
	if err == nil {
		return nil
	}
	var kind *Kind
	if errors.As(err, &kind) {
		return kind
	}
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return Unavailable
	}
	return Internal
}

// Message returns the part of err that the person who caused it may read: the
// message given to New, without the operations that Wrap put in front of it.
// It is "" for an error that New did not make and for every Internal error;
// show the text of KindOf(err).MessageKey() instead.
func Message(err error) string {
	var e *detailed
	if !errors.As(err, &e) || e.kind == Internal {
		return ""
	}
	return e.message
}

// ExitCode returns the exit code for err: 0 for nil, else its kind's.
func ExitCode(err error) int {
	if err == nil {
		return 0
	}
	return KindOf(err).ExitCode()
}
