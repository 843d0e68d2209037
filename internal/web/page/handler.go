package page

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/gorilla/mux"

	"barometer/internal/fault"
	"barometer/internal/locale"
)

// Handler answers a request or returns an error, which the adapter turns into
// a page.
type Handler func(w http.ResponseWriter, r *http.Request) error

// An ErrorPage shows an error to the person who met it. status is that of the
// error's kind.
type ErrorPage func(w http.ResponseWriter, r *http.Request, status int, err error) error

// Handle adapts a handler: its errors, and its panics, are logged and shown by
// show, or by the plain page where show is nil or fails itself. A handler that
// returns an error must not have written anything.
func (s *Site) Handle(h Handler, show ErrorPage) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := protect(h, w, r)
		if err == nil {
			return
		}
		if errors.Is(err, context.Canceled) && r.Context().Err() != nil {
			return // the person has gone
		}
		s.logError(r, err)
		NoStore(w)
		status := fault.KindOf(err).Status()
		if show != nil {
			failed := protect(func(w http.ResponseWriter, r *http.Request) error { return show(w, r, status, err) }, w, r)
			if failed == nil {
				return
			}
			s.logError(r, failed)
		}
		if failed := s.PlainError(w, r, status, err); failed != nil {
			s.logError(r, failed)
			http.Error(w, http.StatusText(status), status)
		}
	})
}

// protect turns a panic into an error, except the one that means to end the
// connection.
func protect(h Handler, w http.ResponseWriter, r *http.Request) (err error) {
	defer func() {
		if v := recover(); v != nil {
			if v == http.ErrAbortHandler {
				panic(v)
			}
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	return h(w, r)
}

// logError logs what went wrong and where: the route, not the address, which
// may hold a token.
func (s *Site) logError(r *http.Request, err error) {
	level := slog.LevelInfo
	status := fault.KindOf(err).Status()
	if status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	s.Log.Log(r.Context(), level, "request failed", "method", r.Method, "route", routeOf(r), "status", status, "error", err.Error())
}

// routeOf gives the pattern of the request's route, "" if none matched.
func routeOf(r *http.Request) string {
	route := mux.CurrentRoute(r)
	if route == nil {
		return ""
	}
	pattern, err := route.GetPathTemplate()
	if err != nil {
		return ""
	}
	return pattern
}

// ErrorData is what the plain error page shows.
type ErrorData struct {
	Base
	Message string // what happened, in words for anyone
	Detail  string // what the person can do about it, "" if nothing is known
}

var errorTemplate = Must(Parse[ErrorData](templates, "templates/error.html"))

// PlainError shows an error without knowing where it happened, in the language
// that the browser prefers.
func (s *Site) PlainError(w http.ResponseWriter, r *http.Request, status int, err error) error {
	p := locale.For(locale.Match(r.Header.Get("Accept-Language"), locale.Languages()))
	return s.ShowError(w, r, status, p, err)
}

// ShowError shows an error in a language, without any detail of it.
func (s *Site) ShowError(w http.ResponseWriter, r *http.Request, status int, p *locale.Printer, err error) error {
	key := fault.KindOf(err).MessageKey()
	NoStore(w)
	return errorTemplate.Render(w, r, status, ErrorData{
		Base:    s.NewBase(p, p.Text(key), p.Text("site.name"), ""),
		Message: p.Text(key),
		Detail:  p.Text(key + ".remedy"),
	})
}

// NotFound is the handler of addresses that lead nowhere.
func (s *Site) NotFound() http.Handler {
	return s.Handle(func(http.ResponseWriter, *http.Request) error {
		return fault.New(fault.NotFound, "there is no page at this address")
	}, nil)
}
