package page

import (
	"errors"
	"mime"
	"net/http"

	"barometer/internal/fault"
)

// MaxForm is the size in bytes of the largest form that is read.
const MaxForm = 1 << 20

// contentPolicy lets a page load its own style sheets and images and nothing
// else, run no script, and send its forms to this server only.
//
// scriptPolicy lets it run the server's scripts besides; none that stands in the
// page itself.
const (
	contentPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
	scriptPolicy  = contentPolicy + "; script-src 'self'"
)

// AllowScript lets the page that is sent run the server's scripts. With
// position, they may ask the device where it is.
func AllowScript(w http.ResponseWriter, position bool) {
	w.Header().Set("Content-Security-Policy", scriptPolicy)
	if position {
		w.Header().Set("Permissions-Policy", "camera=(), geolocation=(self), microphone=()")
	}
}

// Secure puts the headers that keep pages safe on every answer.
func (s *Site) Secure(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", contentPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		// Not no-referrer: with it browsers send "Origin: null" with forms, and
		// one reached over plain HTTP sends no Sec-Fetch-Site either, so that
		// its own forms look as if they came from elsewhere. No other site gets
		// an address this way.
		h.Set("Referrer-Policy", "same-origin")
		if s.HTTPS {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// CrossOrigin refuses forms that were sent from pages of other sites.
func (s *Site) CrossOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(s.Handle(func(http.ResponseWriter, *http.Request) error {
		return fault.New(fault.Forbidden, "the form was sent from another site; open the page here and send it again")
	}, nil))
	return protection.Handler(next)
}

// ReadForm reads the form of a POST into r.PostForm: fault.TooLarge above
// MaxForm, fault.Invalid if it is no form.
func ReadForm(w http.ResponseWriter, r *http.Request) error {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return fault.New(fault.Invalid, "the request holds no form; send the page's own form")
	}
	r.Body = http.MaxBytesReader(w, r.Body, MaxForm)
	if err := r.ParseForm(); err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return fault.New(fault.TooLarge, "the form is larger than %d bytes; shorten the longest answers", MaxForm)
		}
		return fault.New(fault.Invalid, "the form cannot be read; load the page again")
	}
	return nil
}
