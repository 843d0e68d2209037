package staff

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"barometer/internal/account"
	"barometer/internal/fault"
	"barometer/internal/survey"
	"barometer/internal/web/page"
)

// What the buttons of the form of times do, besides saving it.
const (
	openNow  = "open"
	closeNow = "close"
)

// setTimes changes when an edition opens and closes.
func (p *pages) setTimes(w http.ResponseWriter, r *http.Request) error {
	if err := page.ReadForm(w, r); err != nil {
		return err
	}
	e, err := p.addressedEdition(r)
	if err != nil {
		return err
	}
	form := enteredTimes(r.PostForm)
	action := r.PostForm.Get("action")
	opens, closes, err := newTimes(e, form, action, p.Surveys.Now())
	if err == nil {
		err = p.Surveys.SetTimes(r.Context(), e, opens, closes)
	}
	if errors.Is(err, fault.Invalid) {
		form.Message = sentence(fault.Message(err))
		return p.showEdition(w, r, fault.Invalid.Status(), e, form)
	}
	if err != nil {
		return err
	}
	detail := map[string]any{
		"opens": logTime(e, opens), "closes": logTime(e, closes),
		"opened before": logTime(e, e.Opens), "closed before": logTime(e, e.Closes),
	}
	if err := p.Accounts.Record(r.Context(), user(r).Email, account.ChangedTimes, e.Name(), detail); err != nil {
		return err
	}
	return p.done(w, r, editionURL(e), timesNotice(e, action))
}

// newTimes gives the times that a form asks for; fault.Invalid.
func newTimes(e survey.Edition, form timesForm, action string, now time.Time) (opens, closes time.Time, err error) {
	switch action {
	case openNow:
		if e.Closes.After(now) {
			closes = e.Closes
		}
		return now, closes, nil
	case closeNow:
		if e.State(now) != survey.StateOpen {
			return opens, closes, fault.New(fault.Invalid, "The edition is not open, so it cannot be closed.")
		}
		return e.Opens, now, nil
	}
	if opens, err = parseTime(e, "opening", form.Opens, e.Opens); err != nil {
		return opens, closes, err
	}
	closes, err = parseTime(e, "closing", form.Closes, e.Closes)
	switch {
	case err != nil:
	case !closes.IsZero() && opens.IsZero():
		err = fault.New(fault.Invalid, "There is a closing time without an opening time. Set both, or clear the closing time.")
	case !closes.IsZero() && !opens.Before(closes):
		err = fault.New(fault.Invalid, "The edition would close before it opens. Set a closing time that is later than the opening time.")
	}
	return opens, closes, err
}

// parseTime reads a time in the edition's time zone. A form has no seconds, so
// the time that was there before stays if it was not changed.
func parseTime(e survey.Edition, which, s string, before time.Time) (time.Time, error) {
	s = strings.TrimSpace(s)
	switch s {
	case "":
		return time.Time{}, nil
	case formatTime(e, before):
		return before, nil
	}
	for _, layout := range []string{formTime, formTime + ":05", "2006-01-02 15:04"} {
		t, err := time.ParseInLocation(layout, s, e.Location())
		if err != nil {
			continue
		}
		if t.Format(layout) != s {
			return time.Time{}, fault.New(fault.Invalid, "The %s time does not exist: the clocks in %s go forward then. Set it an hour later.", which, e.TimeZone)
		}
		return t, nil
	}
	return time.Time{}, fault.New(fault.Invalid, "The %s time cannot be read. Write it as 2026-05-01T09:00.", which)
}

// logTime is how the audit log writes a time of an edition; "" for none.
func logTime(e survey.Edition, t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(e.Location()).Format(time.RFC3339)
}

// timesNotice says what was done.
func timesNotice(e survey.Edition, action string) string {
	switch action {
	case openNow:
		return e.Key + " is open now."
	case closeNow:
		return e.Key + " is closed now."
	}
	return "The times of " + e.Key + " are saved."
}
