package respond

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// MinKey is the least length in bytes of the server's key.
const MinKey = 32

// sessionAge is how long a browser keeps the way back to unfinished answers.
const sessionAge = 60 * 24 * time.Hour

// session is what a respondent's browser holds: which answers are theirs. The
// answers themselves are in the store.
type session struct {
	ID       string `json:"i"` // of the draft and of the response
	Language string `json:"l"`
	Done     bool   `json:"d,omitempty"` // the response was submitted
	Had      []byte `json:"h,omitempty"` // a bit for each question with a default that was on a page sent, by Question.Index
}

// sessions seals and opens the cookies that hold sessions, one per edition.
type sessions struct {
	aead   cipher.AEAD
	secure bool
}

// newSessions makes sessions with a key derived from the server's.
func newSessions(key []byte, secure bool) (*sessions, error) {
	if len(key) < MinKey {
		return nil, fmt.Errorf("the session key has %d bytes; give at least %d", len(key), MinKey)
	}
	derived, err := hkdf.Key(sha256.New, key, nil, "barometer respondent session", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(derived)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return &sessions{aead, secure}, err
}

// editionName names an edition in cookies: the same words as in its address.
func editionName(survey, edition string) string { return survey + "/" + edition }

// cookieName names the cookie of an edition. It must be the same before the
// edition is looked up, so it depends on the words of the address only.
func (s *sessions) cookieName(edition string) string {
	sum := sha256.Sum256([]byte(edition))
	name := "respond-" + hex.EncodeToString(sum[:6])
	if s.secure {
		return "__Host-" + name
	}
	return name
}

// get reads the session of an edition; false if there is none that this server
// sealed for it.
func (s *sessions) get(r *http.Request, edition string) (session, bool) {
	cookie, err := r.Cookie(s.cookieName(edition))
	if err != nil {
		return session{}, false
	}
	sealed, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil {
		return session{}, false
	}
	plain, err := s.aead.Open(nil, nil, sealed, []byte(edition))
	if err != nil {
		return session{}, false
	}
	var got session
	if json.Unmarshal(plain, &got) != nil {
		return session{}, false
	}
	return got, true
}

// put gives the browser a session. One whose response was submitted ends with
// the browser.
func (s *sessions) put(w http.ResponseWriter, edition string, value session) error {
	plain, err := json.Marshal(value)
	if err != nil {
		return err
	}
	cookie := &http.Cookie{
		Name: s.cookieName(edition), Value: base64.RawURLEncoding.EncodeToString(s.aead.Seal(nil, nil, plain, []byte(edition))),
		Path: "/", MaxAge: int(sessionAge.Seconds()), HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode,
	}
	if value.Done {
		cookie.MaxAge = 0
	}
	http.SetCookie(w, cookie)
	return nil
}
