package fault_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"

	"barometer/internal/fault"
)

func TestKindOf(t *testing.T) {
	notFound := fault.New(fault.NotFound, "edition %q does not exist", "2031")
	for _, test := range []struct {
		name string
		err  error
		want *fault.Kind
	}{
		{"nil", nil, nil},
		{"made by New", notFound, fault.NotFound},
		{"wrapped", fmt.Errorf("op: %w", notFound), fault.NotFound},
		{"bare kind", fmt.Errorf("op: %w", fault.Closed), fault.Closed},
		{"outermost wins", fault.New(fault.Invalid, "file: %w", notFound), fault.Invalid},
		{"joined", errors.Join(io.EOF, notFound), fault.NotFound},
		{"deadline", fmt.Errorf("op: %w", context.DeadlineExceeded), fault.Unavailable},
		{"unknown", io.EOF, fault.Internal},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := fault.KindOf(test.err); got != test.want {
				t.Errorf("KindOf(%v) = %v, want %v", test.err, got, test.want)
			}
			if test.want != nil && test.want != fault.Internal && test.want != fault.Unavailable &&
				!errors.Is(test.err, test.want) {
				t.Errorf("errors.Is(%v, %v) = false", test.err, test.want)
			}
		})
	}
}

func TestNewKeepsCause(t *testing.T) {
	err := fault.New(fault.Invalid, "line 3: %w; save the file again", io.ErrUnexpectedEOF)
	if !errors.Is(err, io.ErrUnexpectedEOF) || !errors.Is(err, fault.Invalid) {
		t.Errorf("%v lost its cause or its kind", err)
	}
	two := fault.New(fault.Invalid, "%w and %w", io.EOF, io.ErrClosedPipe)
	if !errors.Is(two, io.EOF) || !errors.Is(two, io.ErrClosedPipe) {
		t.Errorf("%v lost one of its two causes", two)
	}
	if errors.Is(err, fault.NotFound) {
		t.Errorf("%v claims a kind that it does not have", err)
	}
}

func TestWrap(t *testing.T) {
	fail := func(cause error) (err error) {
		defer fault.Wrap(&err, "Edition(%q)", "2026")
		return cause
	}
	if err := fail(nil); err != nil {
		t.Errorf("Wrap made an error of nil: %v", err)
	}
	err := fail(fault.New(fault.Closed, "edition %q is closed", "2026"))
	if got, want := err.Error(), `Edition("2026"): edition "2026" is closed`; got != want {
		t.Errorf("Error() = %q, want %q", got, want)
	}
	if got, want := fault.Message(err), `edition "2026" is closed`; got != want {
		t.Errorf("Message = %q, want %q", got, want)
	}
	if got := fault.Message(fail(io.EOF)); got != "" {
		t.Errorf("Message of a foreign error = %q, want none", got)
	}
	if got := fault.Message(fault.New(fault.Internal, "disk on fire")); got != "" {
		t.Errorf("Message of an internal error = %q, want none", got)
	}
}

func TestTable(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range fault.Kinds() {
		if http.StatusText(k.Status()) == "" || k.Status() < 400 {
			t.Errorf("%v: status %d is no error status", k, k.Status())
		}
		if k.ExitCode() < 1 || k.ExitCode() > 125 {
			t.Errorf("%v: exit code %d is outside 1..125", k, k.ExitCode())
		}
		if seen[k.MessageKey()] {
			t.Errorf("%v: message key %q is used twice", k, k.MessageKey())
		}
		seen[k.MessageKey()] = true
	}
	if got := fault.ExitCode(nil); got != 0 {
		t.Errorf("ExitCode(nil) = %d, want 0", got)
	}
	if got := fault.ExitCode(io.EOF); got != fault.Internal.ExitCode() {
		t.Errorf("ExitCode of an unknown error = %d, want %d", got, fault.Internal.ExitCode())
	}
}
