package respond

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"barometer/internal/locale"
	"barometer/internal/questionnaire/fixture"
)

// fields of the items on a page, in their order.
func (d *doc) items(roster string) []string {
	d.t.Helper()
	var ids []string
	for _, n := range d.all("[name=" + roster + ".items]") {
		line, _ := attr(n, "value")
		id, _, _ := strings.Cut(line, " ")
		ids = append(ids, id)
	}
	return ids
}

// A respondent lists items, adds and removes some; what is left empty is not
// stored.
func TestRosterListed(t *testing.T) {
	s := newServer(t, fixture.Load(t, "roster_typed"))
	v := s.visitor(t)
	const path = "/s/fixture/roster_typed/section/start"
	d := v.begin("fixture/roster_typed").expect(200, path, "fieldset.item legend: Project 1", "label: work on …?", "button: Add another", "button: Remove")
	if got := d.items("projects"); len(got) != 1 {
		t.Fatalf("%d items at first", len(got))
	}
	a := "projects." + d.items("projects")[0] + "."
	// The new item is led to, and all that was entered is there.
	d = v.fill(d, "office=Oslo", a+"project_name=Alpha", a+"project_people=1,200", "_go=add:projects").
		expect(200, path, "legend: Project 1: Alpha", "legend: Project 2", "label: work on Alpha?", "[name=office][value=Oslo]", "[name="+a+"project_people][value=1200]")
	ids := d.items("projects")
	if len(ids) != 2 || d.url.Fragment != "f-projects."+ids[1] {
		t.Fatalf("items %q, led to %q", ids, d.url.Fragment)
	}
	// The new one stays empty: it is not stored.
	v.fill(d, "_go=next").expect(200, "/s/fixture/roster_typed/section/totals", "label: Which of Alpha is the largest?")
	d = v.get(path + "?add=projects:" + ids[1])
	b := "projects." + ids[1] + "."
	// A required answer is missing, a condition within the item holds.
	d = v.fill(d, b+"project_people=2", b+"project_ended=yes", "_go=next").
		expect(422, path, ".summary a[href=#q-"+b+"project_name]: Answer", ".summary .about: Project 2 – What is it called?", "[id=f-"+b+"project_end]", "!.item[id=f-"+a+"]",
			"[id=f-"+b+"project_name] .error")
	d = v.fill(d, b+"project_name=Beta & co", b+"project_end.day=30", b+"project_end.month=2", b+"project_end.year=2025", "_go=next").
		expect(422, path, ".summary a[href=#q-"+b+"project_end]: this day does not exist", "[name="+b+"project_end.day][value=30]", "legend: Project 2: Beta & co")
	d = v.fill(d, b+"project_end.day=28", "_go=add:projects").expect(200, path, "!.summary", "!button[value=add:projects]")
	c := "projects." + d.items("projects")[2] + "."
	d = v.fill(d, c+"project_name=Gamma", "_go=remove:projects:"+ids[0]).
		expect(200, path, "legend: Project 1: Beta & co", "legend: Project 2: Gamma", "button[value=add:projects]")
	if d.url.Fragment != "f-projects" {
		t.Errorf("removing led to %q", d.url.Fragment)
	}
	d = v.fill(d, "_go=next").expect(200, "/s/fixture/roster_typed/review", "#r-projects .row-name: Project 1: Beta & co",
		"#r-projects li: When did it end? 28 February 2025", "#r-projects li: How many people work on Beta & co? 2", "#r-projects .answer: What is it called? Gamma")
	v.fill(d).expect(200, "/s/fixture/roster_typed/receipt")
	want := fmt.Sprintf(`{"office":"Oslo","projects":[{"id":"%s","answers":{"project_end":"2025-02-28","project_ended":"yes","project_name":"Beta \u0026 co","project_people":2}},{"id":"%s","answers":{"project_name":"Gamma"}}]}`,
		ids[1], strings.Split(c, ".")[1])
	if got := s.stored(t, s.edition); len(got) != 1 || got[0] != want {
		t.Errorf("stored %s\nwant %s", got, want)
	}
}

// What cannot be read keeps the respondent on the page, whatever the button,
// with all that was entered, items that are new included.
func TestRosterKeepsWhatCannotBeRead(t *testing.T) {
	s := newServer(t, fixture.Load(t, "roster_typed"))
	v := s.visitor(t)
	const path = "/s/fixture/roster_typed/section/start"
	d := v.begin("fixture/roster_typed")
	a := "projects." + d.items("projects")[0] + "."
	for _, action := range []string{"back", "add:projects", "next"} {
		d = v.fill(d, "office=Oslo", a+"project_name=Alpha", a+"project_people=many", a+"project_ended=yes", "_go="+action).
			expect(422, path, ".summary a[href=#q-"+a+"project_people]", "[name="+a+"project_people][value=many]", "[name="+a+"project_name][value=Alpha]", "[id=f-"+a+"project_end]")
	}
	// Two that are new and not stored have the numbers that they have on the page.
	ids := d.items("projects")
	b := "projects.new."
	d = v.fill(d, "projects.items="+ids[0]+" project_name project_people", "projects.items=new project_name project_people", b+"project_people=none", b+"project_name=Beta", "_go=next").
		expect(422, path, ".summary .about: Project 1: Alpha – How many", ".summary .about: Project 2: Beta – How many people work on Beta?", ".summary a[href=#q-"+b+"project_people]")
	d = v.fill(d, "_go=remove:projects:new").expect(422, path, "![name="+b+"project_people]")
	v.fill(d, a+"project_people=5", a+"project_ended=no", "_go=back").expect(200, "/s/fixture/roster_typed", ".facts dd: not marked “required”")
	v.get(path).expect(200, path, "[name="+a+"project_people][value=5]", "!.conflict")
}

// Two windows change the same roster: the respondent chooses, and what the page
// of the choice carries along is all there is.
func TestRosterInTwoWindows(t *testing.T) {
	s := newServer(t, fixture.Load(t, "roster_typed"))
	v := s.visitor(t)
	const path = "/s/fixture/roster_typed/section/start"
	first := v.begin("fixture/roster_typed")
	second := v.get(path)
	a, b := "projects."+first.items("projects")[0]+".", "projects."+second.items("projects")[0]+"."
	v.fill(first, a+"project_name=Alpha", "_go=next").expect(200, "/s/fixture/roster_typed/review")
	d := v.fill(second, "comment=Hello", b+"project_name=Beta", b+"project_people=3", "_go=next").
		expect(409, path, "dd: What is it called? Alpha", "dd: How many people work on Beta? 3")
	d = v.send(d.form("")).expect(200, "/s/fixture/roster_typed/review", "#r-projects .row-name: Project 1: Beta", "#r-comment dd: Hello")
	if strings.Contains(d.body, "Alpha") {
		t.Error("both are kept")
	}
	// The same page twice changes nothing.
	for range 2 {
		v.fill(v.get(path), "_go=next").expect(200, "/s/fixture/roster_typed/review", "#r-projects li: people work on Beta? 3")
	}
}

// Items follow from chosen options; what was answered about one comes back with
// its option.
func TestRosterOfOptions(t *testing.T) {
	s := newServer(t, fixture.Load(t, "roster_options"))
	v := s.visitor(t)
	const path, review = "/s/fixture/roster_options/section/start", "/s/fixture/roster_options/review"
	d := v.begin("fixture/roster_options").expect(200, path, "!#f-experience")
	v.fill(d, "uses=none", "_go=next").expect(200, review, "!#r-experience")
	d = v.fill(d, "uses=face.2d", "uses=other", "uses__other__text=Voices", "_seen=", "_go=next")
	if d.status == 409 {
		v.send(d.form(""))
	}
	d = v.get(path).expect(200, path, "legend: Face recognition", "legend: Voices", "!button[value=add:experience]", "!.item .clear")
	const face, other = "experience.face~2d.", "experience.other."
	v.fill(d, face+"used_years=7", other+"used_years=3", other+"used_for__doors=often", "_go=next").
		expect(200, review, "#r-experience .row-name: Voices", "#r-experience li: For what do you use it? – Doors: Often")
	// Without the option its item is gone, and with it back.
	d = v.get(path)
	d = v.fill(d, "uses=face.2d", "uses__other__text=", "_go=next").expect(200, review)
	if strings.Contains(d.body, "Voices") || len(d.texts("#r-experience .row-name")) != 1 {
		t.Errorf("the review shows %q", d.texts("#r-experience dd"))
	}
	v.fill(v.get(path), face+"used_years=8", "_go=next").expect(200, review)
	d = v.fill(v.get(path), "uses=face.2d", "uses=other", "uses__other__text=Voices", "uses=finger", "_go=next").
		expect(200, path, ".notice: further questions", "legend: Fingerprints", "[name="+other+"used_years][value=3]", "[name="+face+"used_years][value=8]")
	if d.url.Fragment != "f-experience.finger.used_years" {
		t.Errorf("led to %q", d.url.Fragment)
	}
	v.fill(v.fill(d, "_go=next").expect(200, review)).expect(200, "/s/fixture/roster_options/receipt")
	want := `{"experience":[{"id":"face.2d","answers":{"used_years":8}},{"id":"finger","answers":{}},{"id":"other","answers":{"used_for":{"doors":"often"},"used_years":3}}],"uses":["face.2d","finger","other"],"uses__other__text":"Voices"}`
	if got := s.stored(t, s.edition); len(got) != 1 || got[0] != want {
		t.Errorf("stored %s\nwant %s", got, want)
	}
}

// As many items as were counted.
func TestRosterOfNumber(t *testing.T) {
	s := newServer(t, fixture.Load(t, "roster_count"))
	v := s.visitor(t)
	const path = "/s/fixture/roster_count/section/each"
	v.fill(v.begin("fixture/roster_count"), "children=0", "_go=next").expect(200, "/s/fixture/roster_count/review", "!#r-persons")
	d := v.fill(v.get("/s/fixture/roster_count/section/start"), "children=3", "_go=next").
		expect(200, path, "legend: Child 3", "![id=f-persons.1.age]", "[id=f-persons.2.age]", "!button[value=add:persons]")
	if got := d.items("persons"); len(got) != 3 {
		t.Errorf("the items are %q", got)
	}
	d = v.fill(d, "persons.1.school=refused", "persons.3.age=120", "_go=next").expect(422, path, ".summary a[href=#q-persons.3.age]: Enter 99 or less", "[id=q-persons.1.school-3][checked]")
	d = v.fill(d, "persons.3.age=12", "_go=next").expect(200, "/s/fixture/roster_count/review", "#r-persons .row-name: Child 3", "#r-persons .answer: Does the child go to school? Prefer not to say")
	v.fill(d).expect(200, "/s/fixture/roster_count/receipt")
	want := `{"children":3,"persons":[{"id":"1","answers":{"school":{"missing":"refused"}}},{"id":"2","answers":{}},{"id":"3","answers":{"age":12}}]}`
	if got := s.stored(t, s.edition); len(got) != 1 || got[0] != want {
		t.Errorf("stored %s\nwant %s", got, want)
	}
}

// Forged forms do no harm: what no page of ours sends is refused, or ignored.
func TestRosterForged(t *testing.T) {
	s := newServer(t, fixture.Load(t, "roster_typed"))
	v := s.visitor(t)
	const path = "/s/fixture/roster_typed/section/start"
	v.begin("fixture/roster_typed")
	post := func(values url.Values) *doc { return v.send(path, values) }
	many := url.Values{}
	for i := range 3000 {
		many.Add("projects.items", fmt.Sprintf("i%d project_name", i))
		many.Add(fmt.Sprintf("projects.i%d.project_name", i), "x")
	}
	if d := post(many); d.status != 422 || len(d.items("projects")) > 200 {
		t.Errorf("3,000 items: %d with %d items", d.status, len(d.items("projects")))
	}
	for name, form := range map[string]url.Values{
		"an id of no sense":     {"projects.items": {"<a> project_name"}, "projects.<a>.project_name": {"x"}},
		"a huge id":             {"projects.items": {strings.Repeat("a", 1000) + " project_name"}},
		"an unlisted item":      {"projects.zz.project_name": {"x"}},
		"another's question":    {"projects.items": {"a office"}, "projects.a.office": {"x"}},
		"a question not shown":  {"projects.items": {"a"}, "projects.a.project_name": {"x"}},
		"no id":                 {"projects.items": {"", " "}},
		"an item to be removed": {"_go": {"remove:projects:nothing"}},
		"a roster that is none": {"_go": {"add:office"}},
	} {
		if d := post(form); d.status >= 500 {
			t.Errorf("%s: status %d", name, d.status)
		}
	}
	d := post(url.Values{"_shown": {"office projects comment"}, "projects.items": {"a project_name project_people project_ended", "a project_people", "b project_name project_people project_ended"}, "projects.a.project_name": {"A"}, "projects.b.project_name": {"B"}, "_go": {"next"}}).
		expect(200, "/s/fixture/roster_typed/review")
	if got := d.texts("#r-projects .row-name"); len(got) != 2 {
		t.Errorf("an item that is listed twice is stored as %q", got)
	}
	v.get(path+"?add=projects:"+url.QueryEscape("<b>")).expect(200, path, "!b")
	v.get(path+"?add=office:abc").expect(200, path)
}

// The form of a page with rosters is read again as it was written.
func TestRosterThereAndBack(t *testing.T) {
	q := fixture.Load(t, "roster_typed")
	roster := question(t, q, "projects")
	for _, form := range []string{
		"projects.items=a+project_name+project_people+project_ended+project_end&projects.a.project_name=A&projects.a.project_people=3&projects.a.project_end.day=1&projects.a.project_end.month=2&projects.a.project_end.year=2026",
	} {
		entered, err := url.ParseQuery(form)
		if err != nil {
			t.Fatal(err)
		}
		answers, refused := parseRoster(roster, locale.For("en"), entered)
		if len(refused) > 0 {
			t.Error(refused)
		}
		if back := formatRoster(roster, locale.For("en"), answers); back.Encode() != entered.Encode() {
			t.Errorf("%s comes back as %s", entered.Encode(), back.Encode())
		}
	}
}
