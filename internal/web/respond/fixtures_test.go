package respond

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/fixture"
	"barometer/internal/survey"
	"barometer/internal/web/webtest"
)

// answeredFixture says how a fixture is answered, and what is stored then.
type answeredFixture struct {
	name   string
	fields []string
	want   string
}

// answeredFixtures are those of all types and features.
var answeredFixtures = []answeredFixture{
	{"single_other", []string{"role=other", "role__other__text=A broker"}, `{"role":"other","role__other__text":"A broker"}`},
	{"multiple_exclusive", []string{"worries=privacy", "worries=other", "worries__other__text=Noise"}, `{"worries":["privacy","other"],"worries__other__text":"Noise"}`},
	{"matrix_single", []string{"trusted__face=fully", "trusted__finger=dont_know", "trusted__iris=not_at_all"},
		`{"trusted":{"face":"fully","finger":{"missing":"dont_know"},"iris":"not_at_all"}}`},
	{"matrix_multiple", []string{"used_for__face=doors", "used_for__face=borders", "used_for__finger=nothing", "where=All of them"},
		`{"used_for":{"face":["doors","borders"],"finger":["nothing"]},"where":"All of them"}`},
	{"rating_nps", []string{"quality=4", "difficulty=not_sure", "recommend=10"}, `{"difficulty":{"missing":"dont_know"},"quality":"4","recommend":"10"}`},
	{"numbers", []string{"employees=1,250", "error_rate=0.5"}, `{"employees":1250,"error_rate":0.5}`},
	{"texts", []string{"nickname=Bea", "comment=Nothing else."}, `{"comment":"Nothing else.","nickname":"Bea"}`},
	{"date_country", []string{"founded.day=28", "founded.month=2", "founded.year=1999", "seat=NL"}, `{"founded":"1999-02-28","seat":"NL"}`},
	{"missing_kinds", []string{"income.missing=refused", "born.missing=refused", "party=blue", "reason.missing=refused"},
		`{"born":{"missing":"refused"},"income":{"missing":"refused"},"party":"blue","reason":{"missing":"refused"}}`},
	{"routing", []string{"works_in_industry=yes", "answering_for=organisation", "staff=30", "departments=research", "research_budget=5000"},
		`{"answering_for":"organisation","departments":["research"],"research_budget":5000,"staff":30,"works_in_industry":"yes"}`},
	{"piping", []string{"name=Ada", "tools=saw", "best_tool=first"}, `{"best_tool":"first","name":"Ada","tools":["saw"]}`},
	{"recodes_nets_banners", []string{"sector=charity", "country=SE", "devices=phone", "devices=laptop", "importance=very"},
		`{"country":"SE","devices":["phone","laptop"],"importance":"very","sector":"charity"}`},
	{"languages", []string{"name=Ada", "home=FR", "job=lawyer", "hours=38", "joy=5"}, `{"home":"FR","hours":38,"job":"lawyer","joy":"5","name":"Ada"}`},
	{"ranking", []string{"channels__visit=1", "channels__mail=2", "channels__phone=3"}, `{"channels":["visit","mail","phone"]}`},
	{"ranking_top", []string{"concerns__support=2", "concerns__cost=1"}, `{"concerns":["cost","support"]}`},
	{"allocation", []string{"budget__staff=60", "budget__machines=30", "budget__rent=10", "days__office=7.5", "days__field=2.5"},
		`{"budget":{"machines":30,"rent":10,"staff":60},"days":{"field":2.5,"office":7.5}}`},
	{"money", []string{"fee=9.5", "revenue=1,200,000", "revenue.currency=GBP"},
		`{"fee":{"amount":"9.50","currency":"EUR"},"revenue":{"amount":"1200000","currency":"GBP"}}`},
	{"email_url", []string{"address=me@example.org", "homepage=example.org/me"}, `{"address":"me@example.org","homepage":"https://example.org/me"}`},
	{"month", []string{"launched.month=3", "launched.year=2024"}, `{"launched":"2024-03"}`},
	{"organisation", []string{"employer=The Guild"}, `{"employer":"The Guild"}`},
	{"calculated", []string{"revenue=120000", "people=50", "fair=yes"}, `{"fair":"yes","people":50,"revenue":120000}`},
	{"option_conditions", []string{"regions=europe", "remote=yes", "office=paris", "visits=paris", "trust__europe=well"},
		`{"office":"paris","regions":["europe"],"remote":"yes","trust":{"europe":"well"},"visits":["paris"]}`},
	{"option_groups", []string{"tool=drill", "tools=hammer", "tools=other", "tools__other__text=A lathe"},
		`{"tool":"drill","tools":["hammer","other"],"tools__other__text":"A lathe"}`},
	{"random_order", []string{"parties=blue", "issues__peace=very", "issues__rest=little"}, `{"issues":{"peace":"very","rest":"little"},"parties":"blue"}`},
	{"long_list", []string{"favourite=other", "favourite__other__text=Heather", "planted=tulip", "planted=yew"},
		`{"favourite":"other","favourite__other__text":"Heather","planted":["yew","tulip"]}`},
	{"rules", []string{"everyone=100", "women=2", "price=1.75"}, `{"everyone":100,"price":1.75,"women":2}`},
	{"defaults", []string{"role=supplier", "devices=tablet", "offices=3"},
		`{"budget_from":"2026-04","devices":["phone","tablet","laptop"],"greeting":"Colleague","offices":3,"role":"supplier","started":"2026-01-15"}`},
	{"piping_plural", []string{"projects=2", "places=home", "hard=no"}, `{"hard":"no","places":["home"],"projects":2}`},
	{"device", []string{"latitude=52.5", "longitude=-13.4"}, `{"latitude":52.5,"longitude":-13.4}`},
	{"roster_typed", []string{
		"office=Oslo", "projects.#1.project_name=Alpha", "projects.#1.project_people=12", "_go=add:projects",
		"projects.#2.project_name=Beta", "projects.#2.project_ended=yes", "projects.#2.project_end.day=2", "projects.#2.project_end.month=3", "projects.#2.project_end.year=2025", "largest=Alpha",
	}, `{"largest":"Alpha","office":"Oslo","projects":[{"id":"ID","answers":{"project_name":"Alpha","project_people":12}},{"id":"ID","answers":{"project_end":"2025-03-02","project_ended":"yes","project_name":"Beta"}}]}`},
	{"roster_options", []string{"uses=face.2d", "uses=other", "uses__other__text=Voices", "experience.face~2d.used_years=7", "experience.other.used_for__phones=never"},
		`{"experience":[{"id":"face.2d","answers":{"used_years":7}},{"id":"other","answers":{"used_for":{"phones":"never"}}}],"uses":["face.2d","other"],"uses__other__text":"Voices"}`},
	{"roster_count", []string{"children=2", "persons.1.school=yes", "persons.2.age=4"},
		`{"children":2,"persons":[{"id":"1","answers":{"school":"yes"}},{"id":"2","answers":{"age":4}}]}`},
	{"matrix_columns", []string{"has_scanner=yes", "devices.phone.number=2", "devices.lap~top.state=dont_know", "devices.scanner.used=work", "devices.scanner.used=fun", "devices.phone.bought.day=2", "devices.phone.bought.month=3", "devices.phone.bought.year=2025"},
		`{"devices":{"lap.top":{"state":{"missing":"dont_know"}},"phone":{"bought":"2025-03-02","number":2},"scanner":{"used":["work","fun"]}},"has_scanner":"yes"}`},
	{"file", []string{"policy=testdata/policy.txt", "comment=Ours", "sites.#1.site_name=Oslo", "sites.#1.site_plan=testdata/policy.txt"},
		`{"comment":"Ours","policy":{"file":{"id":"ID","name":"policy.txt","type":"text/plain; charset=utf-8","size":19}},"sites":[{"id":"ID","answers":{"site_name":"Oslo","site_plan":{"file":{"id":"ID","name":"policy.txt","type":"text/plain; charset=utf-8","size":19}}}}]}`},
	{"instant_conditions", []string{"staff=5", "drinks=tea", "drinks=coffee", "cups=12", "much=yes", "tin=The red one", "beans=Dark"},
		`{"beans":"Dark","cups":12,"drinks":["tea","coffee"],"much":"yes","staff":5,"tin":"The red one"}`},
}

// randomIDs are those of files and of items that respondents add.
var randomIDs = regexp.MustCompile(`"id":"([a-z2-7]{8}|[0-9a-f-]{36})"`)

// Every type and feature is answered in a real browser, without script and with
// it, to the same stored answers.
func TestFixturesInBrowser(t *testing.T) {
	for _, name := range fixture.Names(t) {
		// That one holds every property of the format, most of which no form shows.
		if name != "everything" && !slices.ContainsFunc(answeredFixtures, func(f answeredFixture) bool { return f.name == name }) {
			t.Errorf("nothing answers the fixture %s", name)
		}
	}
	b := webtest.NewChromium(t, 800)
	var s *server
	for _, test := range answeredFixtures {
		q := fixture.Load(t, test.name)
		if s == nil {
			s = newServer(t, q)
		}
		edition := s.publish(t, q)
		t.Run(test.name, func(t *testing.T) {
			b := b.For(t)
			for _, script := range []bool{false, true} {
				b.Script(script)
				b.Forget()
				b.Open(s.URL + "/s/" + edition.Name())
				b.Press("form .button")
				b.Answer(test.fields...)
				b.Press("form#submit .button")
				if !strings.HasSuffix(b.Path(), "/receipt") {
					t.Fatalf("with script %t, submitting led to %s: %s", script, b.Path(), b.Text("main"))
				}
			}
			stored := s.stored(t, edition)
			for i := range stored {
				stored[i] = randomIDs.ReplaceAllString(stored[i], `"id":"ID"`)
			}
			if len(stored) != 2 || stored[0] != test.want || stored[1] != test.want {
				t.Errorf("stored\n%s\nwant twice\n%s", strings.Join(stored, "\n"), test.want)
			}
		})
	}
}

// publish publishes a questionnaire and opens it.
func (s *server) publish(t testing.TB, q *questionnaire.Questionnaire) survey.Edition {
	t.Helper()
	edition, err := s.surveys.Publish(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.surveys.SetTimes(t.Context(), edition, s.now.AddDate(0, 0, -3), s.now.AddDate(0, 0, 27)); err != nil {
		t.Fatal(err)
	}
	return edition
}

// stored lists the answers of all responses of an edition as JSON.
func (s *server) stored(t testing.TB, edition survey.Edition) []string {
	t.Helper()
	var list []string
	for r, err := range s.collect.Responses(t.Context(), edition) {
		if err != nil {
			t.Fatal(err)
		}
		answers, err := json.Marshal(r.Answers)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, string(answers))
	}
	return list
}

// Each control fits wide and narrow windows in both directions of writing:
// empty, with errors, and answered.
func TestControlsInBrowser(t *testing.T) {
	s := newServer(t, every(t))
	for _, width := range []int64{1280, 320} {
		b := webtest.NewChromium(t, width)
		for _, language := range []string{"en", "ar"} {
			name := fmt.Sprintf("controls-%s-%d-", language, width)
			b.Forget()
			b.Open(s.URL + "/s/every?lang=" + language)
			b.Press("form .button")
			b.Fill("about=person")
			b.Press("form#answers .button")
			b.Fill("persons=good")
			b.Press("form#answers .button")
			b.Open(s.URL + "/s/every/1/section/extra")
			b.Look(name + "empty")
			for _, wrong := range []string{"places__sea=1", "places__town=1", "spent__food=40", "spent__rent=30", "income=12", "mail=me", "site=ftp", "since.month=2", "north=x"} {
				b.Fill(wrong)
			}
			b.Press("form#answers .button")
			if n := webtest.Eval[int](b, "document.querySelectorAll('.summary a').length"); n != 7 {
				t.Errorf("%s: %d problems are reported: %s", name, n, b.Text(".summary"))
			}
			b.Look(name + "errors")
			for _, right := range []string{"places__town=2", "places__village=3", "spent__rest=30", "income.currency=USD", "mail=me@example.org", "site=example.org", "since.year=2020", "north=12.5"} {
				b.Fill(right)
			}
			b.Press("form#answers .button")
			b.Open(s.URL + "/s/every/1/section/extra")
			b.Look(name + "answered")
			b.Open(s.URL + "/s/every/1/review")
			b.Look(name + "review")
		}
	}
}
