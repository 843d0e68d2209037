package respond

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"testing"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire/fixture"
	"barometer/internal/web/page"
)

// An answer that should be looked at again is stored, and its page comes once
// more; a broken rule keeps the respondent on the page.
func TestRules(t *testing.T) {
	s := newServer(t, fixture.Load(t, "rules"))
	v := s.visitor(t)
	const path = "/s/fixture/rules/section/start"
	d := v.fill(v.begin("fixture/rules"), "everyone=10", "women=11", "price=1.1", "_go=next").
		expect(422, path, ".summary a[href=#q-women]: more women than the 10 people", ".summary a[href=#q-price]: in steps of 0.25", "!.look")
	d = v.fill(d, "everyone=1000", "women=11", "price=1.25", "_go=next").
		expect(200, path, "!.summary", ".look a[href=#q-women]: Fewer than one in ten", "#f-women .warning", "button: Keep my answers", "input#q-women[value=11]")
	// Another answer on the page does not bring the same question back, nor does
	// going on.
	changed := v.fill(d, "price=2", "_go=next").expect(200, "/s/fixture/rules/review", "#r-women dd: 11")
	d = v.get(path).expect(200, path, "!.look")
	v.fill(d, "_go=next").expect(200, "/s/fixture/rules/review")
	v.fill(changed).expect(200, "/s/fixture/rules/receipt")
}

// A default is there until the page was sent, and not again after it was
// removed.
func TestDefaults(t *testing.T) {
	s := newServer(t, fixture.Load(t, "defaults"))
	v := s.visitor(t)
	const path = "/s/fixture/defaults/section/start"
	d := v.begin("fixture/defaults").expect(200, path, "input#q-role-2[checked]", "input#q-devices-3[checked]", "!input#q-devices-2[checked]",
		"input#q-offices[value=1]", "input#q-greeting[value=Colleague]", "input#q-started-month[value=1]", "input#q-budget_from-year[value=2026]")
	if got := s.stored(t, s.edition); len(got) > 0 {
		t.Errorf("showing defaults stored %s", got)
	}
	v.fill(d, "greeting=", "offices=", "_go=next").expect(200, "/s/fixture/defaults/review", "#r-role dd: User", "#r-greeting .none: Not answered")
	v.get(path).expect(200, path, "input#q-role-2[checked]", "input#q-greeting[value=]", "input#q-offices[value=]")
}

// What is calculated is known to texts behind it and to the receipt.
func TestCalculatedInTexts(t *testing.T) {
	s := newServer(t, fixture.Load(t, "calculated"))
	v := s.visitor(t)
	d := v.fill(v.begin("fixture/calculated"), "revenue=1,000,000", "people=30", "_go=next").
		expect(200, "/s/fixture/calculated/section/closing", "legend: Are 33,333.3 EUR for each person much?")
	d = v.fill(d, "fair=no", "_go=next").expect(200, "/s/fixture/calculated/review", "!#r-per_person")
	v.fill(d).expect(200, "/s/fixture/calculated/receipt", ".prose strong: Small", ".prose p: with 33,333.3 EUR for each person.")
}

// Options and rows follow from answers; those that an answer of the same page
// has opened are shown before going on.
func TestOptionConditions(t *testing.T) {
	s := newServer(t, fixture.Load(t, "option_conditions"))
	v := s.visitor(t)
	const path = "/s/fixture/option_conditions/section/details"
	d := v.fill(v.begin("fixture/option_conditions"), "regions=africa", "remote=no", "_go=next").
		expect(200, path, "label.choice: Dakar", "label.choice: Don't know", ".row-text: Africa")
	if text := strings.Join(d.texts(".choice"), " ") + d.one("#f-trust"); strings.Contains(text, "Paris") || strings.Contains(text, "Europe") {
		t.Errorf("the page offers what it should not: %s", text)
	}
	// What was never offered is refused.
	d = v.fill(d, "office=paris", "_go=next").expect(422, path, ".error: Choose one of the options that are offered")
	v.fill(d, "office=dakar", "trust__africa=well", "_go=next").expect(200, "/s/fixture/option_conditions/review", "#r-office dd: Dakar")
}

// Everyone has an order of their own, the same on every page.
func TestRandomOrder(t *testing.T) {
	s := newServer(t, fixture.Load(t, "random_order"))
	orders := map[string]bool{}
	for range 6 {
		v := s.visitor(t)
		d := v.begin("fixture/random_order")
		options := d.texts("#f-parties .choice")
		if options[4] != "None of them" || options[5] != "Prefer not to say" || d.texts("#f-issues .row-text")[3] != "Everything else" {
			t.Errorf("what is anchored moved: %q", options)
		}
		if again := v.get("/s/fixture/random_order/section/start").texts("#f-parties .choice"); !slices.Equal(again, options) {
			t.Errorf("the order %q became %q", options, again)
		}
		orders[strings.Join(options, "|")] = true
	}
	if len(orders) < 2 {
		t.Errorf("all respondents have the order %v", orders)
	}
}

func TestProblemsOfParts(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	v.fill(v.begin("every/1"), "about=person", "_go=next")
	v.fill(v.get("/s/every/1/section/choices"), "persons=good", "_go=next")
	const path = "/s/every/1/section/extra"
	for _, test := range []struct{ fields, want string }{
		{"places__sea=1 places__town=1", ".summary a[href=#q-places-3]: Give “In a town” and “By the sea” different ranks: both have rank 1"},
		{"places__sea=1 places__town=3", ".summary a[href=#q-places]: Give an option rank 2"},
		{"places__sea=1", ".summary a[href=#q-places]: Give every option a rank: 1 of 3 have one so far"},
		{"places__sea=1 places__nowhere=1", ".summary a[href=#q-places]: Choose either “Nowhere” or other options"},
		{"places__sea=1 places.missing=dont_know", ".summary a[href=#q-places]: Choose either “Don't know” or"},
		{"spent__rent=many", ".summary a[href=#q-spent-2]: Rent: Enter a number"},
		{"spent__food=-5 spent__rent=105", ".summary a[href=#q-spent]: Food: Enter 0 or more"},
		{"spent__food=50.5", ".summary a[href=#q-spent]: Food: Enter a whole number"},
		{"spent__food=50 spent__rent=60", ".summary a[href=#q-spent]: Make the numbers add up to 100 %: now they add up to 110 %"},
		{"income=5", ".summary a[href=#q-income]: Choose the currency"},
		{"income=much income.currency=EUR", ".summary a[href=#q-income]: Enter a number"},
		{"since.month=5 since.year=26", ".summary a[href=#q-since]: Write the year with four digits"},
		{"since.month=5 since.year=1980", ".summary a[href=#q-since]: Enter January 1990 or a later date"},
		{"mail=me@nowhere", ".summary a[href=#q-mail]: Enter an e-mail address"},
	} {
		d := v.fill(v.get(path), append(strings.Fields(test.fields), "_go=next")...).expect(422, path, test.want)
		for _, field := range strings.Fields(test.fields) {
			name, value, _ := strings.Cut(field, "=")
			if _, values := d.form("answers"); values.Get(name) != value {
				t.Errorf("%s: the page has %s=%s", test.fields, name, values.Get(name))
			}
		}
		v.fill(d, slices.Collect(func(yield func(string) bool) {
			for _, field := range strings.Fields(test.fields) {
				name, _, _ := strings.Cut(field, "=")
				yield(name + "=")
			}
		})...)
	}
}

// The page tells the script what the conditions of the page need, and nothing
// else of what was answered.
func TestInstantTellsNothingElse(t *testing.T) {
	q := fixture.Load(t, "instant_conditions")
	s := newServer(t, q)
	v := s.visitor(t)
	d := v.fill(v.begin("fixture/instant_conditions"), "staff=7", "_go=next").
		expect(200, "/s/fixture/instant_conditions/section/start", "script", "!#f-cups", "template[data-key=cups]")
	data, _ := attr(d.all("form#answers")[0], "data-instant")
	want := `{"today":"2026-05-04","values":{"staff":7},"fields":{"cups":["number","cups"],` +
		`"drinks__coffee":["chosen","coffee","drinks",[],[["other","drinks__other__text"]]],` +
		`"drinks__tea":["chosen","tea","drinks",[],[["other","drinks__other__text"]]]},` +
		`"computed":{"per_week":{"is":[["cups"],["*",[0],7]]}},` +
		`"conditions":[["cups",[["drinks__tea","staff"],["and",[0],["\u003e",[1],1]]]],["much",[["cups"],["\u003e=",[0],5]]],` +
		`["tin",[["per_week"],["\u003e",[0],60]]],["beans",[["drinks__coffee"],[0]]]]}`
	if data != want {
		t.Errorf("the page holds\n%s\nwant\n%s", data, want)
	}
	if policy := d.header.Get("Content-Security-Policy"); !strings.Contains(policy, "script-src 'self'") || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is %s", policy)
	}
	if policy := v.get("/s/fixture").header.Get("Content-Security-Policy"); strings.Contains(policy, "script-src") {
		t.Errorf("a page without a script has the policy %s", policy)
	}
}

// An answer that a change of mind has hidden can be changed once the script
// shows its question again: no other window has changed it.
func TestInstantShowsStoredAnswers(t *testing.T) {
	s := newServer(t, fixture.Load(t, "instant_conditions"))
	v := s.visitor(t)
	const path, review = "/s/fixture/instant_conditions/section/start", "/s/fixture/instant_conditions/review"
	d := v.fill(v.begin("fixture/instant_conditions"), "staff=7", "_go=next")
	v.fill(d, "drinks=tea", "cups=4", "_shown=drinks cups", "_go=next").expect(200, review, "#r-cups dd: 4")
	v.fill(v.get(path), "drinks=coffee", "_go=next")
	d = v.get(path).expect(200, path, "!#f-cups", "#f-beans")
	v.fill(d, "drinks=tea", "cups=3", "_shown=drinks cups", "_go=next").expect(200, review, "#r-cups dd: 3")
}

// guilds is a directory of organisations.
type guilds struct{}

func (guilds) Organisations(context.Context, string) ([]string, error) {
	return []string{"The Guild of Bakers", "The Guild of Smiths"}, nil
}

func TestOrganisationsAreSuggested(t *testing.T) {
	q := fixture.Load(t, "organisation")
	s := newServer(t, q)
	p := &pages{site: &page.Site{}, wordings: newWordings(), directory: guilds{}, collector: s.collect}
	form, err := s.collect.Form(t.Context(), "fixture", "organisation")
	if err != nil {
		t.Fatal(err)
	}
	wording, err := p.wordings.of(q, "en")
	if err != nil {
		t.Fatal(err)
	}
	v := &visit{form: form, wording: wording, path: response.Trace(q, response.Context{}, nil)}
	data, err := p.sectionPage(t.Context(), v, q.Sections[0], nil, nil, url.Values{})
	if err != nil {
		t.Fatal(err)
	}
	if html := string(data.Fields[0]); !strings.Contains(html, `list="q-employer-list"`) || !strings.Contains(html, `<option value="The Guild of Smiths">`) {
		t.Errorf("the field is %s", html)
	}
}

// Answers of every shape in words, as in the review.
func TestAnswersInWords(t *testing.T) {
	q := every(t)
	for _, test := range []struct{ key, language, entered, want string }{
		{"places", "en", "places__sea=1&places__town=2", "1. By the sea|2. In a town"},
		{"places", "en", "places__nowhere=1", "Nowhere"},
		{"spent", "en", "spent__rent=60&spent__food=40", "Food: 40\u00a0%|Rent: 60\u00a0%"},
		{"income", "fr", "income=1200,5&income.currency=USD", "1\u00a0200,50\u00a0USD"},
		{"income", "en", "income.missing=refused", "Prefer not to say"},
		{"fee", "en", "fee=1200", "1,200\u00a0GBP"},
		{"since", "fr", "since.month=5&since.year=2026", "mai 2026"},
		{"site", "en", "site=example.org", "https://example.org"},
	} {
		entered, err := url.ParseQuery(test.entered)
		if err != nil {
			t.Fatal(err)
		}
		asked, p := question(t, q, test.key), locale.For(test.language)
		answers, _ := controls[asked.Type.Name].parse(asked, p, entered)
		w := words{questionnaire: q, printer: p, path: response.Trace(q, response.Context{}, answers), answers: answers}
		if got := strings.Join(w.answer(asked)[0].Lines, "|"); got != test.want {
			t.Errorf("%s: got %q, want %q", test.entered, got, test.want)
		}
	}
}
