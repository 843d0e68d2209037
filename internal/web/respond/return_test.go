package respond

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"barometer/internal/collect"
	"barometer/internal/collect/response"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// responses counts what is stored.
func (s *server) responses(t *testing.T) int {
	t.Helper()
	n := 0
	for _, err := range s.collect.Responses(t.Context(), s.edition) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

// An answer that opens another question on the same page brings the page back
// with it, without an error.
func TestConditionOnTheSamePage(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	d := v.fill(v.begin("every/1"), "about=person", "_go=next").
		expect(200, "/s/every/1/section/choices", ".notice: further questions", "#f-persons", "!.summary", "input#q-about[checked]")
	if d.url.RawQuery != "more=1" {
		t.Errorf("the query is %q", d.url.RawQuery)
	}
	// Now it is on the page, so leaving it out is an error.
	v.fill(d, "_go=next").expect(422, "/s/every/1/section/choices", ".summary a[href=#q-persons]: Answer this question")
	v.fill(d, "persons=good", "_go=next").expect(200, "/s/every/1/section/grids", "#progress: Section 2 of 4")
	// A change of mind hides it again and the answer is kept for another one.
	d = v.get("/s/every/1/section/choices")
	v.fill(d, "about=nobody", "_go=back").expect(200, "/s/every/1", "!#f-persons")
	d = v.fill(v.get("/s/every/1/section/choices"), "about=person", "_go=next").expect(200, "/s/every/1/section/grids")
	v.fill(d, "_go=back").expect(200, "/s/every/1/section/choices", "input#q-persons[checked]")
}

func TestBackAndReview(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	d := v.fill(v.goTo("grids"), "stars=2", "_go=back").expect(200, "/s/every/1/section/choices", "input#q-about-3[checked]", "input#q-about-3-text[value=x]")
	d = v.fill(d, "_go=next").expect(200, "/s/every/1/section/grids", "input#q-stars-2[checked]")
	// An answer can be taken back, which no radio button allows by itself.
	v.fill(d, "_clear=stars").expect(200, "/s/every/1/section/grids", "!input#q-stars-2[checked]")
	// Skipping ahead by address is found out on the review.
	d = v.get("/s/every/1/review").expect(200, "/s/every/1/review", "#r-trust .none: Not answered", "!.summary")
	v.fill(d).expect(422, "/s/every/1/submit", "title: Error: Check your answers", ".summary a[href=#r-trust]: Answer this question", "#r-trust.invalid")
	if s.responses(t) != 0 {
		t.Error("an incomplete response was stored")
	}
	v.get("/s/every/1/submit").expect(200, "/s/every/1/review")
	d = v.get("/s/every/1/section/grids?from=review").expect(200, "/s/every/1/section/grids", "button: Save and return to the review")
	d = v.fill(d, "trust__us=low", "_go=next").expect(422, "/s/every/1/section/grids", "button: Save and return to the review")
	v.fill(d, "trust__us=low", "trust__them=low", "_go=next").expect(200, "/s/every/1/review", "#r-trust dd: Little")
	v.fill(v.get("/s/every/1/section/grids?from=review"), "_go=back").expect(200, "/s/every/1/review")
	// Coming back to the address leads on.
	v.get("/s/every").expect(200, "/s/every", ".notice a.button: Continue where you left off", "button: Start a new response")
	v.send("/s/every/1/start", url.Values{}).expect(200, "/s/every/1/section/entries")
}

func TestScreenedOut(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	d := v.fill(v.begin("every/1"), "about=nobody", "_go=next").expect(200, "/s/every/1/review", "p: these are all the questions", "!#r-trust")
	v.fill(d).expect(200, "/s/every/1/receipt")
}

func TestLanguages(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	v.get("/s/every?lang=ar").expect(200, "/s/every", "html[dir=rtl][lang=ar]", "h1: [ع] Every type", "button: ابدأ", "span[aria-current=true]: العربية")
	action, values := v.get("/s/every?lang=fr").form("")
	d := v.send(action, values).expect(200, "/s/every/1/section/choices", "html[lang=fr]", "legend: [fr] Who are", "button: Continuer")
	d = v.fill(d, "about=other", "about__other__text=moi", "likes=a", "_go=language:ar").
		expect(200, "/s/every/1/section/choices", "html[dir=rtl]", "input#q-about-3[checked]", "input#q-about-3-text[value=moi]", "input#q-likes[checked]", "!.summary")
	d = v.fill(d, "likes=", "_go=next").expect(200, "/s/every/1/section/grids", "html[lang=ar]")
	d = v.fill(d, "trust__us=low", "trust__them=low", "_go=next").expect(200, "/s/every/1/section/entries")
	// What cannot be stored would be lost on the way, so the page stays, in the
	// new language.
	d = v.fill(d, "share=1,5x", "_go=language:fr").expect(422, "/s/every/1/section/entries", "html[lang=fr]", "input#q-share[value=1,5x]", ".error: Saisissez un nombre")
	v.fill(d, "share=1,5", "_go=next").expect(200, "/s/every/1/review", "#r-share dd: 1,5 [fr] %")
	v.send("/s/every/1/language", url.Values{"_language": {"en"}}).expect(200, "/s/every/1/review", "#r-share dd: 1.5", "h1: Check your answers")
	v.send("/s/every/1/language", url.Values{"_language": {"xx"}}).expect(422, "/s/every/1/language")
	v.fill(v.get("/s/every/1/section/entries"), "_go=language:fr")
	// Errors come in the language too.
	v.get("/s/every/1/section/none").expect(404, "/s/every/1/section/none", "h1: Page introuvable")
	v.fill(v.get("/s/every/1/review")).expect(200, "/s/every/1/receipt", "h1: Vos réponses ont bien été reçues")
}

// A page that is sent twice, by a double click or a retry, is no conflict, nor
// are pages of two sections in two windows.
func TestRepeatedAndParallelPages(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	first := v.begin("every/1")
	for range 3 {
		v.fill(first, "about=other", "about__other__text=x", "_go=next").expect(200, "/s/every/1/section/grids")
	}
	grids, choices := v.get("/s/every/1/section/grids"), v.get("/s/every/1/section/choices")
	v.fill(grids, "trust__us=low", "trust__them=low", "_go=next").expect(200, "/s/every/1/section/entries")
	v.fill(choices, "likes=a", "likes=b", "_go=next").expect(200, "/s/every/1/section/grids", "input#q-trust-row-1[checked]")

	var wg sync.WaitGroup
	review := v.get("/s/every/1/review")
	action, values := review.form("submit")
	for range 6 {
		wg.Go(func() {
			if d := v.send(action, values); d.status != 200 || d.url.Path != "/s/every/1/receipt" {
				t.Errorf("a repeated submission gave %d at %s", d.status, d.url.Path)
			}
		})
	}
	wg.Wait()
	if n := s.responses(t); n != 1 {
		t.Errorf("%d responses are stored", n)
	}
	// A page that was still open when the answers were submitted.
	v.fill(choices, "_go=next").expect(200, "/s/every/1/receipt")
}

func TestConflict(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	v.fill(v.begin("every/1"), "about=other", "about__other__text=x", "_go=next")
	one, two := v.get("/s/every/1/section/choices"), v.get("/s/every/1/section/choices")
	v.fill(one, "likes=a", "likes=b", "_go=next").expect(200, "/s/every/1/section/grids")
	d := v.fill(two, "likes=c", "likes=d", "_go=next").expect(409, "/s/every/1/section/choices",
		"h1: Your answers were changed in another window", ".conflict li: Bread", ".conflict li: Dates")
	if headings := d.texts(".conflict h2"); len(headings) != 1 || headings[0] != "What do you like?" {
		t.Errorf("the page compares %q", headings)
	}
	v.get("/s/every/1/section/choices").expect(200, "/s/every/1/section/choices", "input#q-likes-2[checked]", "!input#q-likes-4[checked]")
	v.fill(d, "_go=next").expect(200, "/s/every/1/section/grids")
	v.get("/s/every/1/section/choices").expect(200, "/s/every/1/section/choices", "input#q-likes-4[checked]", "!input#q-likes-2[checked]")
}

func TestExpired(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	page := v.begin("every/1")
	other := s.visitor(t)
	other.get("/s/every/1/section/choices").expect(200, "/s/every/1", ".notice: could not find unfinished answers", "button: Start")
	other.get("/s/every/1/receipt").expect(200, "/s/every/1")
	d := other.fill(page, "about=other", "about__other__text=kept", "likes=a", "likes=b", "_go=next").
		expect(401, "/s/every/1/section/choices", "h1: Your session has ended", "input[name=about__other__text][value=kept]")
	action, values := d.form("")
	other.send(action, values).expect(200, "/s/every/1/section/choices", "input#q-about-3-text[value=kept]", "input#q-likes-2[checked]")

	// What cannot be read is shown with what was entered, on the page of its
	// section.
	third := s.visitor(t)
	d = third.fill(page, "about=other", "about__other__text=kept", "likes=a", "likes=dont_know", "_go=next").expect(401, "/s/every/1/section/choices")
	action, values = d.form("")
	d = third.send(action, values).expect(422, "/s/every/1/start", "h1: Choices", ".summary a: Choose either",
		"input#q-likes[checked]", "input#q-likes-7[checked]", "input#q-about-3-text[value=kept]")
	third.fill(d, "likes=a", "likes=b", "_go=next").expect(200, "/s/every/1/section/grids")

	// A cookie that somebody made up or moved is no session.
	site, _ := url.Parse(s.URL)
	for _, cookie := range v.http.Jar.Cookies(site) {
		for _, value := range []string{"", "x", cookie.Value[:20], strings.Repeat("A", len(cookie.Value))} {
			forger := s.visitor(t)
			forger.http.Jar.SetCookies(site, []*http.Cookie{{Name: cookie.Name, Value: value}})
			forger.get("/s/every/1/section/choices").expect(200, "/s/every/1", ".notice: could not find")
		}
	}
}

func TestOpeningAndClosing(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	page := v.begin("every/1")
	v.fill(page, "about=nobody", "_go=next")
	s.now = s.now.AddDate(0, 0, 60)
	closed := []string{"h1: This survey has closed", "p: It closed on 31 May 2026, 09:00 (UTC)", "!form"}
	v.get("/s/every").expect(410, "/s/every", closed...)
	v.get("/s/every/1/section/choices").expect(410, "/s/every/1/section/choices", closed...)
	v.get("/s/every/1/review").expect(410, "/s/every/1/review", closed...)
	v.fill(page, "about=nobody", "_go=next").expect(410, "/s/every/1/section/choices", closed...)
	v.send("/s/every/1/submit", url.Values{}).expect(410, "/s/every/1/submit", closed...)
	s.visitor(t).send("/s/every/1/start", url.Values{"_language": {"fr"}}).expect(410, "/s/every/1/start", "h1: Cette enquête est close")
	s.now = s.now.AddDate(0, 0, -90)
	v.get("/s/every?lang=fr").expect(200, "/s/every", "h1: Cette enquête n'est pas encore ouverte", "p: Elle ouvre le 1 mai 2026 à 09:00 (UTC)")
}

// outage is the real service while the database does not answer.
type outage struct {
	*collect.Service
	down bool
}

func (o *outage) SavePage(ctx context.Context, id string, revision int, shown []*questionnaire.Question, patch response.Answers) (collect.Draft, []response.Violation, error) {
	if o.down {
		return collect.Draft{}, nil, fault.New(fault.Unavailable, "the database does not answer")
	}
	return o.Service.SavePage(ctx, id, revision, shown, patch)
}

func TestOutageKeepsWhatWasEntered(t *testing.T) {
	s := newServer(t, every(t))
	o := &outage{Service: s.collect, down: true}
	v := newVisitor(t, serve(t, o, s.log).URL)
	d := v.fill(v.begin("every/1"), "about=other", "about__other__text=kept", "_go=next").
		expect(503, "/s/every/1/section/choices", "button: Send again", "p: leave it open")
	o.down = false
	action, values := d.form("")
	v.send(action, values).expect(200, "/s/every/1/section/grids", "legend: Would you recommend it to Somebody else: kept?")
}

func TestSessionCookie(t *testing.T) {
	for _, secure := range []bool{false, true} {
		s, err := newSessions(testKey, secure)
		if err != nil {
			t.Fatal(err)
		}
		w := recorder{header: http.Header{}}
		if err := s.put(w, "a/1", session{ID: "one", Language: "fr"}); err != nil {
			t.Fatal(err)
		}
		cookie, err := http.ParseSetCookie(w.header.Get("Set-Cookie"))
		if err != nil {
			t.Fatal(err)
		}
		if !cookie.HttpOnly || cookie.Secure != secure || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" ||
			cookie.MaxAge < int((24*time.Hour).Seconds()) || strings.HasPrefix(cookie.Name, "__Host-") != secure {
			t.Errorf("the cookie is %v", cookie)
		}
		r := &http.Request{Header: http.Header{"Cookie": {cookie.Name + "=" + cookie.Value}}}
		if got, ok := s.get(r, "a/1"); !ok || got.ID != "one" || got.Language != "fr" {
			t.Errorf("got %v, %v", got, ok)
		}
		// Another edition's cookie of the same value opens nothing.
		r = &http.Request{Header: http.Header{"Cookie": {s.cookieName("a/2") + "=" + cookie.Value}}}
		if _, ok := s.get(r, "a/2"); ok {
			t.Error("the session of one edition opens another")
		}
	}
	if _, err := newSessions([]byte("short"), true); err == nil {
		t.Error("a short key is accepted")
	}
}

type recorder struct {
	http.ResponseWriter
	header http.Header
}

func (r recorder) Header() http.Header { return r.header }
