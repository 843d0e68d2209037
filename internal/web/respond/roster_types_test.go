package respond

import (
	"net/url"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
)

// inRoster is a questionnaire whose roster asks a question of every type.
func inRoster(t testing.TB) *questionnaire.Questionnaire {
	t.Helper()
	def, _, problems := yamlform.ReadFile("testdata/every.yaml")
	if def == nil {
		t.Fatal(problems)
	}
	roster := questionnaire.QuestionDef{Key: "things", Type: "roster", Text: "Your things", Item: "Thing"}
	for _, s := range def.Sections {
		for _, q := range s.Questions {
			if q.Type != "roster" && q.AskIf == "" {
				roster.Questions = append(roster.Questions, q)
			}
		}
	}
	def.ScreenOutIf = ""
	def.Sections = []questionnaire.SectionDef{{Key: "things", Title: "Things", Questions: []questionnaire.QuestionDef{roster}}}
	q, problems := questionnaire.Compile(def, nil)
	if q == nil {
		t.Fatal(problems)
	}
	return q
}

// Every type can be asked about items, several times on a page: what is
// answered about one is stored, comes back, and stays where the page is sent
// again unchanged.
func TestEveryTypeInRoster(t *testing.T) {
	s := newServer(t, inRoster(t))
	v := s.visitor(t)
	const path = "/s/every/1/section/things"
	d := v.begin("every/1").expect(200, path)
	a := "things." + d.items("things")[0] + "."
	v.fill(d, a+"trust__us=high", a+"trust__them=nonsense", a+"day.day=31", a+"day.month=2", a+"day.year=2025", a+"share=x", a+"places__sea=1", a+"places__town=1", a+"income=12",
		a+"devices.phone.number=x", a+"stars=99", a+"since.month=2", "_go=next").
		expect(422, path, ".summary a[href=#q-"+a+"trust-row-2]", ".summary a[href=#q-"+a+"day]", ".summary a[href=#q-"+a+"share]", ".summary a[href=#q-"+a+"devices.phone.number]",
			".summary .about: Thing 1 – What share?")
	answers := []string{
		"about=other", "about__other__text=A cat", "likes=a", "likes=c", "trust__us=high", "trust__them=dont_know", "uses__pen=home", "uses__cup=work", "stars=4", "recommend=10", "staff=1200",
		"share=12.5", "name=word", "comment=Two\r\nlines", "day.day=5", "day.month=6", "day.year=2025", "country=FR", "why=so", "places__sea=1", "places__town=2", "places__village=3",
		"spent__food=30", "spent__rent=70", "income=1200", "income.currency=USD", "fee=9.95", "mail=me@example.org", "site=example.org", "since.month=5", "since.year=2026", "member=The Guild",
		"north=1.5", "devices.phone.number=2", "devices.phone.state=good", "devices.phone.used=fun", "devices.lap~top.since_day.day=1", "devices.lap~top.since_day.month=2",
		"devices.lap~top.since_day.year=2026", "devices.lap~top.month.month=3", "devices.lap~top.month.year=2024", "devices.lap~top.stars=2", "policy.missing=",
	}
	fill := func(prefix string) (fields []string) {
		for _, field := range answers {
			fields = append(fields, prefix+field)
		}
		return fields
	}
	d = v.fill(d, append(fill(a), "_go=add:things")...).expect(200, path, "!.summary")
	b := "things." + d.items("things")[1] + "."
	d = v.fill(d, append(fill(b), "_go=next")...).expect(200, "/s/every/1/review", "#r-things li: Who are you? Somebody else: A cat", "#r-things li: When? 5 June 2025", "#r-things .row-name: Thing 2")
	for range 2 {
		page := v.get(path).expect(200, path)
		_, values := page.form("answers")
		for _, prefix := range []string{a, b} {
			for _, field := range answers {
				if name, value, _ := strings.Cut(field, "="); value != "" && !contains(values[prefix+name], value) {
					t.Errorf("%s%s comes back as %q, want %q", prefix, name, values[prefix+name], value)
				}
			}
		}
		v.fill(page, "_go=next").expect(200, "/s/every/1/review")
	}
	v.fill(d).expect(200, "/s/every/1/receipt")
	got := s.stored(t, s.edition)
	if len(got) != 1 || strings.Count(got[0], `"income":{"amount":"1200","currency":"USD"}`) != 2 || strings.Count(got[0], `"lap.top":{"month":"2024-03","since_day":"2026-02-01","stars":"2"}`) != 2 {
		t.Errorf("stored %s", got)
	}
}

// contains reports whether one of the values is the one that was entered, which
// may be written more fully.
func contains(values []string, entered string) bool {
	for _, value := range values {
		if value == entered || value == "https://"+entered || value == strings.ReplaceAll(entered, "\r\n", "\n") {
			return true
		}
	}
	return false
}

// A long page is made quickly.
func BenchmarkRosterPage(b *testing.B) {
	s := newServer(b, inRoster(b))
	v := s.visitor(b)
	v.begin("every/1")
	form := url.Values{}
	for i := range 50 {
		id := string(rune('a'+i%26)) + string(rune('a'+i/26))
		form.Add("things.items", id+" name")
		form.Set("things."+id+".name", "word")
	}
	v.send("/s/every/1/section/things", form)
	for b.Loop() {
		v.get("/s/every/1/section/things")
	}
}
