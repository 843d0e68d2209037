package main_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"barometer/internal/collect"
	"barometer/internal/postgres"
	"barometer/internal/postgres/pgtest"
	"barometer/internal/survey"
	"barometer/internal/web/webtest"
)

// What TestExactlyOnce sends, and through what.
const (
	crashRespondents = 1000
	crashWorkers     = 48
	crashDoubles     = 0.25 // share of posts that are sent twice at once
	crashGivesUp     = 5 * time.Minute
)

// crashKills are the numbers of receipts at which the server is killed.
var crashKills = []int64{150, 500, 800}

const crashQuestionnaire = `
survey: crash
edition: "1"
language: en
title: "Crash"
confidentiality: identified
sections:
  - key: who
    title: "Who"
    questions:
      - {key: name, type: text, text: "Name?", required: true}
  - key: choice
    title: "Choice"
    questions:
      - {key: ab, type: single, text: "A or B?", required: true, options: [{code: a, text: "A"}, {code: b, text: "B"}]}
`

// TestExactlyOnce lets many respondents answer at once, who click twice and
// try again when the line breaks, while the server is killed without warning.
// Each response that was acknowledged by its receipt must be stored, once, and
// with what was last acknowledged.
func TestExactlyOnce(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), crashGivesUp)
	defer cancel()
	database := pgtest.URL(t)
	publishForm(t, database, crashQuestionnaire)
	server := startServer(t, database)

	var receipts atomic.Int64
	names := make(chan int)
	var wg sync.WaitGroup
	for range crashWorkers {
		wg.Go(func() {
			for i := range names {
				r := &persistent{base: server.base, name: fmt.Sprintf("respondent %04d", i), r: rand.New(rand.NewPCG(1, uint64(i)))}
				if err := r.answer(ctx); err != nil {
					t.Errorf("%s: %v", r.name, err)
					continue
				}
				receipts.Add(1)
			}
		})
	}
	go func() {
		defer close(names)
		for i := range crashRespondents {
			names <- i
		}
	}()
	killed := make(chan struct{})
	go func() {
		defer close(killed)
		server.killAt(ctx, &receipts, crashKills)
	}()
	wg.Wait()
	<-killed
	if server.kills != len(crashKills) {
		t.Errorf("the server was killed %d times, want %d", server.kills, len(crashKills))
	}
	checkStored(t, database, int(receipts.Load()))
}

// checkStored compares what is stored with the receipts.
func checkStored(t *testing.T, database string, receipts int) {
	t.Helper()
	db, err := postgres.Open(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	surveys := survey.NewService(postgres.NewSurveys(db), time.Now)
	e, err := surveys.Edition(t.Context(), "crash", "1")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for r, err := range collect.NewService(postgres.NewResponses(db), surveys).Responses(t.Context(), e) {
		if err != nil {
			t.Fatal(err)
		}
		name := r.Answers["name"].Str()
		seen[name]++
		if want := choiceOf(name); r.Answers["ab"].Str() != want {
			t.Errorf("%s: stored %q, acknowledged %q", name, r.Answers["ab"].Str(), want)
		}
	}
	for name, n := range seen {
		if n != 1 {
			t.Errorf("%s is stored %d times", name, n)
		}
	}
	if receipts != crashRespondents || len(seen) != receipts {
		t.Errorf("%d receipts and %d stored respondents of %d", receipts, len(seen), crashRespondents)
	}
	days, err := surveys.Days(t.Context(), e)
	if err != nil {
		t.Fatal(err)
	}
	submitted := 0
	for _, day := range days {
		submitted += day.Submitted
	}
	if submitted != len(seen) {
		t.Errorf("%d submissions are counted, %d stored", submitted, len(seen))
	}
}

// choiceOf is what a respondent answers, so that a mix-up shows.
func choiceOf(name string) string {
	if strings.HasSuffix(name, "0") || strings.HasSuffix(name, "3") || strings.HasSuffix(name, "7") {
		return "a"
	}
	return "b"
}

// persistent is a respondent who does not give up.
type persistent struct {
	base string
	name string
	r    *rand.Rand
}

// answer goes through the form to the receipt. After a failure it looks again
// where it stands, as someone who reloads the page.
func (p *persistent) answer(ctx context.Context) error {
	browser, err := webtest.New(p.base)
	if err != nil {
		return err
	}
	const start = "/s/crash/1"
	address := start
	for ctx.Err() == nil {
		page, err := browser.Get(ctx, address)
		for err == nil && page.Status < http.StatusInternalServerError {
			if strings.HasSuffix(page.URL.Path, "/receipt") && page.Status == http.StatusOK {
				return nil
			}
			address = page.URL.Path
			page, err = p.step(ctx, browser, page)
			if errors.Is(err, errLost) {
				address, err = start, nil
				break
			}
		}
		if err != nil {
			time.Sleep(time.Duration(20+p.r.IntN(80)) * time.Millisecond)
		}
	}
	return ctx.Err()
}

// errLost is a page that has no way on.
var errLost = errors.New("no way on")

// step sends the page's form, sometimes twice at once.
func (p *persistent) step(ctx context.Context, browser *webtest.Browser, page *webtest.Page) (*webtest.Page, error) {
	if href := page.Link("Continue where you left off"); href != "" {
		return browser.Get(ctx, href)
	}
	for _, label := range []string{"Start", "Continue", "Send my answers"} {
		form, button := page.Form(label)
		if form == nil {
			continue
		}
		values := form.Values()
		if values.Has("name") {
			values.Set("name", p.name)
		}
		for _, field := range form.Fields {
			if field.Name == "ab" {
				values["ab"] = []string{choiceOf(p.name)}
			}
		}
		return p.send(ctx, browser, form, values, button, label != "Start" && p.r.Float64() < crashDoubles)
	}
	return nil, errLost
}

func (p *persistent) send(ctx context.Context, browser *webtest.Browser, form *webtest.Form, values url.Values, button *webtest.Button, twice bool) (*webtest.Page, error) {
	if !twice {
		return browser.Send(ctx, form, values, button)
	}
	var wg sync.WaitGroup
	wg.Go(func() { _, _ = browser.Send(ctx, form, values, button) }) // the first click's answer is never seen
	page, err := browser.Send(ctx, form, values, button)
	wg.Wait()
	return page, err
}
