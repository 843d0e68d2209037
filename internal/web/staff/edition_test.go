package staff

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"barometer/internal/account"
)

func TestSurveyList(t *testing.T) {
	w := newWorld(t)
	e := w.publish(t, "confidential")
	v := w.signedIn(t, account.Analyst)
	says(t, v.get("/staff", 200), "Pets at work", "2026", "Not scheduled", "0")
	w.setTimes(t, e, 3, 4)
	w.exec(t, `INSERT INTO edition_days VALUES ($1, '2026-05-08', 0, 1000, 900), ($1, '2026-05-08', 7, 200, 200), ($1, '2026-05-09', 3, 34, 30)`, e.ID)
	says(t, v.get("/staff", 200), "Open", "7 May 2026, 13:00 (BST)", "14 May 2026, 13:00 (BST)", "1,234", "1,130")
	w.now = w.now.AddDate(0, 0, 5)
	says(t, v.get("/staff", 200), "Closed")
}

func TestImportedEdition(t *testing.T) {
	w := newWorld(t)
	e := w.publish(t, "identified")
	w.exec(t, `INSERT INTO responses (id, edition_id, version, language, source, disposition)
		SELECT gen_random_uuid(), $1, 'v', 'en', 'import', 'complete' FROM generate_series(1, 77)`, e.ID)
	v := w.signedIn(t, account.Analyst)
	says(t, v.get("/staff", 200), "77 imported")
	p := v.get("/staff/s/pets/2026", 200)
	says(t, p, "Imported 77")
	saysNot(t, p, "Nobody has started yet")
}

func TestEdition(t *testing.T) {
	w := newWorld(t)
	e := w.setTimes(t, w.publish(t, "confidential"), 3, 4)
	v := w.signedIn(t, account.Analyst)
	p := v.get("/staff/s/pets/2026", 200)
	says(t, p, "Pets at work", "pets/2026", "Closes on 14 May 2026, 13:00 (BST)", "Nobody has started yet", "Questions 2", "English", "Confidential: only the institute")
	if strings.Contains(p.Body, "<svg") {
		t.Error("there is a chart of nothing")
	}
	w.exec(t, `INSERT INTO edition_days VALUES ($1, '2026-05-08', 1, 8, 6), ($1, '2026-05-10', 1, 2, 3)`, e.ID)
	p = v.get("/staff/s/pets/2026", 200)
	says(t, p, "Started 10", "Submitted 9", "Finished 90 %", "8 May 2026 8 6", "10 May 2026 2 3", "Total 10 9",
		"From 8 May 2026 to 10 May 2026, 10 started and 9 submitted; at most 8 on one day.", "9 May 2026: 0 started, 0 submitted")
	if got := strings.Count(p.Body, `<rect class="submitted"`); got != 3 {
		t.Errorf("the chart has %d days, want 3", got)
	}
	v.get("/staff/s/pets/2027", 404)
	says(t, v.get("/staff/s/no/such", 404), "All surveys")
}

func TestSetTimes(t *testing.T) {
	w := newWorld(t)
	e := w.publish(t, "confidential")
	v := w.signedIn(t, account.Admin)
	const address = "/staff/s/pets/2026"
	p := v.send(v.get(address, 200), "Save times", 200, "opens", "2026-05-09T09:00", "closes", "2026-06-12T18:00")
	if p.URL.Path != address {
		t.Errorf("saving leads to %s", p.URL)
	}
	says(t, p, "The times of 2026 are saved.", "Closes on 12 June 2026, 18:00 (BST)")
	saysNot(t, v.get(address, 200), "are saved")
	if event := w.lastEvent(t); event.Action != account.ChangedTimes || event.Actor != "admin@example.org" || event.Subject != "pets/2026" ||
		event.Detail["opens"] != "2026-05-09T09:00:00+01:00" || event.Detail["opened before"] != "" {
		t.Errorf("the audit log has %+v", event)
	}
	p = v.send(p, "Close now", 200)
	says(t, p, "2026 is closed now.", "Closed on 10 May 2026, 13:00 (BST)")
	w.now = w.now.Add(90 * time.Second)
	p = v.send(p, "Open again now", 200)
	says(t, p, "2026 is open now.", "No closing time is set")
	// The seconds that a form cannot show stay.
	p = v.send(p, "Save times", 200, "closes", "2026-06-12T18:00")
	saved, err := w.surveys.EditionByID(t.Context(), e.ID)
	if err != nil || !saved.Opens.Equal(w.now) {
		t.Errorf("the opening time moved to %s (%v), want %s", saved.Opens, err, w.now)
	}
	p = v.send(p, "Save times", 200, "opens", "", "closes", "")
	says(t, p, "Not scheduled")
	says(t, v.send(p, "Open now", 200), "2026 is open now.")
}

func TestSetTimesRefused(t *testing.T) {
	w := newWorld(t)
	w.publish(t, "confidential")
	v := w.signedIn(t, account.Admin)
	form := v.get("/staff/s/pets/2026", 200)
	for _, test := range []struct{ name, opens, closes, says string }{
		{"closes first", "2026-05-09T09:00", "2026-05-09T08:00", "would close before it opens"},
		{"only closes", "", "2026-05-09T08:00", "closing time without an opening time"},
		{"no time", "tomorrow", "", "The opening time cannot be read"},
		{"skipped hour", "2026-03-29T01:30", "", "The opening time does not exist"},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := v.send(form, "Save times", 422, "opens", test.opens, "closes", test.closes)
			says(t, p, test.says)
			if f, _ := p.Form("Save times"); f.Values().Get("opens") != test.opens || f.Values().Get("closes") != test.closes {
				t.Errorf("what was entered is lost: %v", f.Values())
			}
			if !strings.Contains(p.Body, "<title>Error: ") {
				t.Error("the title does not tell of the error")
			}
		})
	}
	f, _ := form.Form("Save times")
	values := f.Values()
	values.Set("action", "close")
	says(t, v.submit(f, values, nil, 422), "it cannot be closed")
}

// TestSessionEndsWhileTimesAreSet sends the form after the session ended and
// finds what was entered after signing in again.
func TestSessionEndsWhileTimesAreSet(t *testing.T) {
	w := newWorld(t)
	w.publish(t, "confidential")
	v := w.signedIn(t, account.Admin)
	form := v.get("/staff/s/pets/2026", 200)
	w.exec(t, `UPDATE sessions SET expires_at = now()`)
	p := v.send(form, "Save times", 401, "opens", "2026-05-09T09:00", "closes", "2026-06-12T18:00")
	says(t, p, "Your session had ended", "nothing was changed")
	p = v.send(p, "Sign in", 200, "email", "admin@example.org", "password", password)
	says(t, p, "These times are not saved yet", "Not scheduled")
	p = v.send(p, "Save times", 200)
	says(t, p, "The times of 2026 are saved.", "Closes on 12 June 2026, 18:00 (BST)")
}

// TestDatabaseGone shows the error page although nobody can be looked up.
func TestDatabaseGone(t *testing.T) {
	w := newWorld(t)
	v := w.signedIn(t, account.Admin)
	if err := w.db.Close(); err != nil {
		t.Fatal(err)
	}
	p := v.get("/staff", http.StatusInternalServerError)
	saysNot(t, p, "sql:")
}
