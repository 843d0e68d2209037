package survey

import (
	"time"

	"barometer/internal/questionnaire"
)

// Survey is a study that comes back.
type Survey struct {
	Key      string
	Title    string    // of the newest edition, in its source language
	Editions []Edition // newest first
}

// Edition is one year's survey.
type Edition struct {
	ID              string // UUID
	Survey          string // key
	Key             string
	Version         string    // hash of the current questionnaire
	Title           string    // in the source language
	TimeZone        string    // IANA name
	Opens, Closes   time.Time // zero if not set
	Confidentiality questionnaire.Confidentiality
	Created         time.Time
}

// State is where an edition stands. It is computed from the clock; no job
// sets it.
type State string

// The states.
const (
	StateDraft     State = "draft"     // published, no opening time
	StateScheduled State = "scheduled" // opens later
	StateOpen      State = "open"
	StateClosed    State = "closed"
)

// State gives the state at a moment. An edition opens at Opens and is closed
// from Closes on; without Closes it stays open.
func (e Edition) State(now time.Time) State {
	switch {
	case e.Opens.IsZero():
		return StateDraft
	case now.Before(e.Opens):
		return StateScheduled
	case !e.Closes.IsZero() && !now.Before(e.Closes):
		return StateClosed
	}
	return StateOpen
}

// Name is how an edition is written on the command line and in addresses:
// survey/edition.
func (e Edition) Name() string { return e.Survey + "/" + e.Key }

// Location is the edition's time zone, UTC if it is not known on this machine.
func (e Edition) Location() *time.Location {
	if loc, err := time.LoadLocation(e.TimeZone); err == nil {
		return loc
	}
	return time.UTC
}

// DayCount is how many respondents started and submitted on one day of the
// edition's time zone.
type DayCount struct {
	Day                string `db:"day"` // YYYY-MM-DD
	Started, Submitted int
}

// Totals is how far an edition has come.
type Totals struct {
	Started, Submitted int // by respondents, here
	Imported           int // responses taken in from elsewhere
}
