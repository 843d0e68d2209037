package respond

import (
	"testing"
	"time"

	"barometer/internal/questionnaire"
	"barometer/internal/survey"
)

// publishNext publishes another edition of the questionnaire of testdata.
func (s *server) publishNext(t *testing.T) survey.Edition {
	t.Helper()
	q := every(t)
	def := *q.Definition
	def.Edition = "Next"
	next, problems := questionnaire.Compile(&def, nil)
	if next == nil {
		t.Fatal(problems)
	}
	edition, err := s.surveys.Publish(t.Context(), next)
	if err != nil {
		t.Fatal(err)
	}
	return edition
}

// An edition without an opening time is not open yet; one that has closed
// leads to the one that is open.
func TestOtherEditions(t *testing.T) {
	s := newServer(t, every(t))
	next := s.publishNext(t)
	v := s.visitor(t)
	v.get("/s/every/Next").expect(200, "/s/every/Next", "h1: This survey is not open yet", "p: has not been announced", "!form", "main a[href=/s/every/1]: Every type")
	v.send("/s/every/Next/start", nil).expect(200, "/s/every/Next/start", "h1: This survey is not open yet")
	s.now = s.now.AddDate(1, 0, 0)
	v.get("/s/every/1").expect(410, "/s/every/1", "h1: This survey has closed", "!main a[href=/s/every/Next]")
	if err := s.surveys.SetTimes(t.Context(), next, s.now.Add(-time.Hour), time.Time{}); err != nil {
		t.Fatal(err)
	}
	v.get("/s/every/1").expect(410, "/s/every/1", "h1: This survey has closed", "main a[href=/s/every/Next]: Every type")
	v.get("/s/every").expect(200, "/s/every", "button: Start")
}

// Addresses that were typed or copied a little wrong lead to the right one.
func TestAddresses(t *testing.T) {
	s := newServer(t, every(t))
	s.publishNext(t)
	for typed, want := range map[string]string{
		"/s/every/": "/s/every", "/s/Every": "/s/every", "/s/EVERY/1": "/s/every/1", "/s/Every/1/?lang=fr": "/s/every/1",
		"/s/every/1/": "/s/every/1", "/s/every/1/review/": "/s/every/1", "/s/Every/Next": "/s/every/Next",
	} {
		s.visitor(t).get(typed).expect(200, want)
	}
	s.visitor(t).get("/s/Every/?lang=fr").expect(200, "/s/every", "html[lang=fr]")
	for _, typed := range []string{"/s/nothing/", "/s/Nothing", "/s/every/2/", "/s/", "/s/Every/2"} {
		if d := s.visitor(t).get(typed); d.status != 404 {
			t.Errorf("%s: status %d at %s", typed, d.status, d.url.Path)
		}
	}
}
