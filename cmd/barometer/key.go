package main

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"barometer/internal/fault"
)

// keyBytes is the length of the key that seals respondents' cookies.
const keyBytes = 32

// sessionKey is the key that seals respondents' cookies. It comes from
// BAROMETER_KEY, which all server processes of one database must share, or
// from a file in the data directory, made on first use.
func (f databaseFlags) sessionKey(sys *system) ([]byte, error) {
	if text := sys.env("BAROMETER_KEY"); text != "" {
		return decodeKey("BAROMETER_KEY", text)
	}
	dir, err := f.dir()
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "server.key")
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return newKey(path)
	}
	if err != nil {
		return nil, err
	}
	return decodeKey(path, string(text))
}

func decodeKey(place, text string) ([]byte, error) {
	key, err := hex.DecodeString(strings.TrimSpace(text))
	if err != nil || len(key) < keyBytes {
		return nil, fault.New(fault.Invalid, "%s is not a key; give %d or more hexadecimal digits, as from openssl rand -hex %d", place, 2*keyBytes, keyBytes)
	}
	return key, nil
}

// newKey makes a key and its file. Where another process was faster, that
// one's key counts.
func newKey(path string) ([]byte, error) {
	key := make([]byte, keyBytes)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), ".key-*")
	if err != nil {
		return nil, err
	}
	defer os.Remove(temporary.Name())
	_, err = temporary.WriteString(hex.EncodeToString(key) + "\n")
	if err := errors.Join(err, temporary.Sync(), temporary.Close()); err != nil {
		return nil, err
	}
	// A link, unlike a renaming, fails where the file exists.
	if err := os.Link(temporary.Name(), path); errors.Is(err, os.ErrExist) {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		return decodeKey(path, string(text))
	} else if err != nil {
		return nil, err
	}
	return key, nil
}
