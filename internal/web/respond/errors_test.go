package respond

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
)

// problemsOf lists "question link sentence" of a page's summary and checks
// that each sentence stands beside its question too.
func problemsOf(d *doc) []string {
	d.t.Helper()
	var problems []string
	for _, item := range d.all(".summary li") {
		page := &doc{t: d.t, url: d.url, root: item}
		link := page.all("a")[0]
		href, _ := attr(link, "href")
		sentence := textOf(link)
		problems = append(problems, href+" "+sentence)
		if !slices.ContainsFunc(d.texts(".error p"), func(s string) bool { return s == "Error: "+sentence }) {
			d.t.Errorf("%q does not stand beside its question", sentence)
		}
	}
	return problems
}

// goTo leads to a section with the required answers before it given.
func (v *visitor) goTo(section string) *doc {
	v.t.Helper()
	d := v.fill(v.begin("every/1"), "about=other", "about__other__text=x", "_go=next")
	if section == "grids" {
		return d
	}
	return v.fill(d, "trust__us=high", "trust__them=low", "_go=next")
}

func TestViolations(t *testing.T) {
	s := newServer(t, every(t))
	for _, test := range []struct {
		section string
		fields  []string
		want    []string
	}{
		{"choices", []string{"likes=a"}, []string{"#q-about Answer this question", "#q-likes Choose at least 2 options"}},
		{"choices", []string{"about=other"}, []string{"#q-about Write what you mean by “Somebody else”"}},
		{"choices", []string{"about=thief"}, []string{"#q-about Choose one of the options that are offered"}},
		{"choices", []string{"about=person", "about=nobody"}, []string{"#q-about Answer this question again; what was sent cannot be read"}},
		{"choices", []string{"about=nobody", "likes=a", "likes=b", "likes=c", "likes=d"}, []string{"#q-likes Choose no more than 3 options"}},
		{"choices", []string{"about=nobody", "likes=a", "likes=none"}, []string{"#q-likes Choose either “None of these” or other options, not both"}},
		{"choices", []string{"about=nobody", "likes=a", "likes=dont_know"}, []string{"#q-likes Choose either “Don't know” or other options, not both"}},
		{"grids", []string{"trust__us=high"}, []string{"#q-trust-row-2 Them: Answer this question"}},
		{"grids", []string{"trust__us=high", "trust__them=never"}, []string{"#q-trust-row-2 Them: Choose one of the options that are offered"}},
		{"entries", []string{"staff=many"}, []string{"#q-staff Enter a number, such as 12"}},
		{"entries", []string{"staff=1.5"}, []string{"#q-staff Enter a whole number, such as 12"}},
		{"entries", []string{"staff=1,000"}, []string{"#q-staff Write 1000 or 1, without a sign between thousands: “1,000” can mean either"}},
		{"entries", []string{"share=12.500"}, []string{"#q-share Write 12500 or 12.5, without a sign between thousands: “12.500” can mean either"}},
		{"entries", []string{"staff=0"}, []string{"#q-staff Enter 1 or more"}},
		{"entries", []string{"staff=5001"}, []string{"#q-staff Enter 5,000 or less"}},
		{"entries", []string{"staff=5", "staff.missing=dont_know"}, []string{"#q-staff Choose either “Don't know” or other options, not both"}},
		{"entries", []string{"share=1.25"}, []string{"#q-share Enter a number with no more than 1 decimal place"}},
		{"entries", []string{"name=much too long"}, []string{"#q-name Shorten the text to 10 characters; it has 13"}},
		{"entries", []string{"name=a\x00b"}, []string{"#q-name Remove the characters that cannot be shown, and write the text again"}},
		{"entries", []string{"name=a\xff"}, []string{"#q-name Remove the characters that cannot be shown, and write the text again"}},
		{"entries", []string{"day.day=31", "day.month=2", "day.year=2024"}, []string{"#q-day Check day and month: this day does not exist"}},
		{"entries", []string{"day.day=1", "day.month=13", "day.year=2024"}, []string{"#q-day Check day and month: this day does not exist"}},
		{"entries", []string{"day.day=1", "day.month=3", "day.year=24"}, []string{"#q-day Write the year with four digits, such as 2026"}},
		{"entries", []string{"day.day=1", "day.month=March", "day.year=2024"}, []string{"#q-day Enter a date with day, month and year, such as 31 3 2026"}},
		{"entries", []string{"day.day=1"}, []string{"#q-day Enter a date with day, month and year, such as 31 3 2026"}},
		{"entries", []string{"day.day=31", "day.month=12", "day.year=2019"}, []string{"#q-day Enter 1 January 2020 or a later date"}},
		{"entries", []string{"day.day=1", "day.month=1", "day.year=2027"}, []string{"#q-day Enter 31 December 2026 or an earlier date"}},
		{"entries", []string{"country=XX"}, []string{"#q-country Choose one of the options that are offered"}},
	} {
		t.Run(strings.Join(test.fields, " "), func(t *testing.T) {
			v := s.visitor(t)
			d := v.begin("every/1")
			if test.section != "choices" {
				d = v.goTo(test.section)
			}
			d = v.fill(d, append(test.fields, "_go=next")...).expect(422, "/s/every/1/section/"+test.section, ".summary[autofocus]", ".field.invalid", "title: Error: ")
			if got := problemsOf(d); !slices.Equal(got, test.want) {
				t.Errorf("problems %q, want %q", got, test.want)
			}
			// What was typed stands in its field again.
			_, values := d.form("answers")
			for _, field := range test.fields {
				name, value, _ := strings.Cut(field, "=")
				if !slices.Contains(values[name], value) && !slices.Contains([]string{"thief", "never", "XX", "a\x00b", "a\xff"}, value) && value != "person" {
					t.Errorf("%s is %q after the error, %q was entered", name, values[name], value)
				}
			}
		})
	}
}

// A refused value neither replaces what is stored nor keeps the rest of the
// page from being stored.
func TestRefusedValuesLoseNothing(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	v.goTo("entries")
	d := v.get("/s/every/1/section/entries")
	v.fill(d, "staff=12", "name=one", "_go=back")
	d = v.fill(v.get("/s/every/1/section/entries"), "staff=twelve", "name=two", "_go=next").expect(422, "/s/every/1/section/entries", "input#q-staff[value=twelve]")
	v.get("/s/every/1/section/entries").expect(200, "/s/every/1/section/entries", "input#q-staff[value=12]", "input#q-name[value=two]")
	// Going back would lose what could not be stored, so the page stays.
	v.fill(d, "_go=back").expect(422, "/s/every/1/section/entries", "input#q-staff[value=twelve]")
	// A broken rule alone, such as a required answer, keeps nobody from it.
	d = v.get("/s/every/1/section/grids")
	v.fill(d, "trust__us=", "trust__them=", "_go=back").expect(200, "/s/every/1/section/choices")
}

func TestUnknownField(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	d := v.fill(v.begin("every/1"), "about=nobody", "surprise=1", "_go=next").
		expect(422, "/s/every/1/section/choices", ".summary li: The page sent a field that it does not have", "input#q-about-2[checked]")
	v.fill(d, "_go=next").expect(200, "/s/every/1/review")
}

func TestForeignForms(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	d := v.begin("every/1")
	action, values := d.form("answers")
	for name, test := range map[string]struct {
		contentType, site, body string
		status                  int
		heading                 string
	}{
		"other site":  {"application/x-www-form-urlencoded", "cross-site", values.Encode(), 403, "This is not allowed"},
		"no form":     {"text/plain", "same-origin", "hello", 422, "This request cannot be read"},
		"no type":     {"", "same-origin", "hello", 422, "This request cannot be read"},
		"broken form": {"application/x-www-form-urlencoded", "same-origin", "a=%zz", 422, "This request cannot be read"},
		"large form":  {"application/x-www-form-urlencoded", "same-origin", "name=" + strings.Repeat("x", 1<<20), 413, "What was sent is too large"},
	} {
		t.Run(name, func(t *testing.T) {
			req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL+action, strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Content-Type", test.contentType)
			req.Header.Set("Sec-Fetch-Site", test.site)
			v.do(req).expect(test.status, action, "h1: "+test.heading)
		})
	}
}

func TestNotFound(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	for _, path := range []string{"/", "/s/nothing", "/s/every/2", "/s/every/1/nothing", "/assets/none.css"} {
		if d := v.get(path); d.status != 404 {
			t.Errorf("%s: status %d", path, d.status)
		}
	}
	v.begin("every/1")
	v.get("/s/every/1/section/none").expect(404, "/s/every/1/section/none", "h1: Page not found")
	// Nothing that was sent is in the log.
	v.send("/s/every/1/section/choices", url.Values{"about": {"secret words"}})
	if log := s.log.String(); strings.Contains(log, "secret") || !strings.Contains(log, "/s/{survey}/{edition}/section/{section}") {
		t.Errorf("the log is %s", log)
	}
}

func TestEveryTypeHasAControl(t *testing.T) {
	for _, name := range questionnaire.TypeNames() {
		c, ok := controls[name]
		if !ok || c.template == "" || c.names == nil || c.layout == nil || c.fill == nil || c.parse == nil || c.format == nil {
			t.Errorf("type %s has no whole control", name)
			continue
		}
		if controlTemplates.Lookup(c.template) == nil {
			t.Errorf("type %s: there is no template %s", name, c.template)
		}
	}
	for name := range controls {
		if !slices.Contains(questionnaire.TypeNames(), name) {
			t.Errorf("a control is of type %s, which does not exist", name)
		}
	}
	seen := map[string]bool{}
	for _, q := range every(t).Questions {
		seen[q.Type.Name] = true
	}
	for _, name := range questionnaire.TypeNames() {
		if !seen[name] {
			t.Errorf("testdata/every.yaml has no question of type %s", name)
		}
	}
}
