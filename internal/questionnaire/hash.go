package questionnaire

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"

	"barometer/internal/fault"
)

// Hash identifies the content of a definition with its translations: 64
// hexadecimal digits, the SHA-256 of its canonical JSON. It does not depend on
// the source format, on comments, or on the order in which Go declares fields.
func Hash(d *Definition) string {
	sum := sha256.Sum256(canonicalJSON(d))
	return hex.EncodeToString(sum[:])
}

// canonicalJSON orders the members of every object by name. A Definition holds
// nothing that encoding/json refuses but numbers that are not finite, which
// Compile refuses; they leave the empty document.
func canonicalJSON(d *Definition) []byte {
	b, err := json.Marshal(d)
	if err != nil {
		return nil
	}
	decoder := json.NewDecoder(bytes.NewReader(b))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		return nil
	}
	b, err = json.Marshal(v)
	if err != nil {
		return nil
	}
	return b
}

// FromJSON reads a definition as json.Marshal writes it and the database keeps
// it. Unknown members and anything behind the document are errors. Nothing
// else is checked: see Compile.
func FromJSON(b []byte) (*Definition, error) {
	decoder := json.NewDecoder(bytes.NewReader(b))
	decoder.DisallowUnknownFields()
	d := new(Definition)
	if err := decoder.Decode(d); err != nil {
		return nil, fault.New(fault.Invalid, "the questionnaire's JSON cannot be read: %w", err)
	}
	if _, err := decoder.Token(); err != io.EOF {
		return nil, fault.New(fault.Invalid, "the questionnaire's JSON is followed by something else; remove it")
	}
	return d, nil
}
