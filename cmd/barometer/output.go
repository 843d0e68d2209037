package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"barometer/internal/fault"
)

// note tells the person at the terminal something that is not output.
func (s *system) note(format string, args ...any) { fmt.Fprintf(s.stderr, format+"\n", args...) }

// create runs write on a new file, or on standard output for "-". The file
// appears whole or not at all: it is written beside its place and renamed.
func (s *system) create(path string, write func(io.Writer) error) (err error) {
	if path == "-" {
		return write(s.stdout)
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".barometer-*")
	if err != nil {
		return fault.New(fault.Invalid, "%s cannot be written: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := errors.Join(write(f), f.Sync(), f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

// standardInput is what messages call a file named "-".
const standardInput = "standard input"

// input is standard input, for a file named "-". Only one file can be.
func (s *system) input() (io.Reader, error) {
	if s.stdinTaken {
		return nil, fault.New(fault.Invalid, "two files are named -, but standard input can be read once; give one of them by its name")
	}
	s.stdinTaken = true
	return s.stdin, nil
}

// suffix is the file format that a name ends with, lower case and without the
// point.
func suffix(path string) string {
	return strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
}

// isTerminal reports whether w is a terminal, on which progress may be drawn.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
