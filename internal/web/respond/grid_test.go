package respond

import (
	"encoding/json"
	"net/url"
	"testing"

	"barometer/internal/locale"
	"barometer/internal/questionnaire/fixture"
)

// Cells are entered each in its own way, with problems at the cell and rows that
// follow from other answers.
func TestGrid(t *testing.T) {
	s := newServer(t, fixture.Load(t, "matrix_columns"))
	v := s.visitor(t)
	const path = "/s/fixture/matrix_columns/section/second"
	d := v.fill(v.begin("fixture/matrix_columns"), "has_scanner=no", "_go=next").
		expect(200, path, ".headings span: In what state?", ".line .row-text: Laptop", "![name=devices.scanner.number]", "[name=devices.lap~top.state]", "label: How many?")
	d = v.fill(d, "devices.phone.number=two", "devices.phone.state=good", "devices.lap~top.bought.day=31", "devices.lap~top.bought.month=2", "devices.lap~top.bought.year=2026", "_go=next").
		expect(422, path, ".summary a[href=#q-devices.phone.number]: Phone, How many?: Enter a number", ".summary a[href=#q-devices.lap~top.bought]: Laptop, Bought on: Check day",
			"[name=devices.phone.number][aria-invalid=true]", "[name=devices.phone.number][value=two]", "![name=devices.lap~top.number][aria-invalid]", "option[value=good][selected]")
	d = v.fill(d, "devices.phone.number=2000", "devices.phone.used=fun", "devices.phone.used=work", "devices.lap~top.bought.day=3", "_go=next").
		expect(422, path, ".summary a[href=#q-devices.phone.number]: Enter 1,000 or less")
	v.fill(d, "devices.phone.number=2", "devices.lap~top.state=dont_know", "_go=next").
		expect(200, "/s/fixture/matrix_columns/review", "#r-devices .row-name: Phone", "#r-devices li: Used for: Work", "#r-devices li: In what state? Don't know", "#r-devices li: Bought on: 3 February 2026")
	v.fill(v.get("/s/fixture/matrix_columns/section/start"), "has_scanner=yes", "_go=next").expect(200, path, "[name=devices.scanner.number]")
	v.fill(v.fill(v.get(path), "devices.scanner.number=1", "_go=next").expect(200, "/s/fixture/matrix_columns/review")).expect(200, "/s/fixture/matrix_columns/receipt")
	want := `{"devices":{"lap.top":{"bought":"2026-02-03","state":{"missing":"dont_know"}},"phone":{"number":2,"state":"good","used":["work","fun"]},"scanner":{"number":1}},"has_scanner":"yes"}`
	if got := s.stored(t, s.edition); len(got) != 1 || got[0] != want {
		t.Errorf("stored %s\nwant %s", got, want)
	}
}

// What is entered in cells becomes the answer, and fills the form again.
func TestGridThereAndBack(t *testing.T) {
	asked, p := question(t, fixture.Load(t, "matrix_columns"), "devices"), locale.For("fr")
	for _, test := range []struct{ entered, want string }{
		{"", `{}`},
		{"devices.phone.number=3", `{"devices":{"phone":{"number":3}}}`},
		{"devices.lap~top.state=dont_know&devices.lap~top.used=fun", `{"devices":{"lap.top":{"state":{"missing":"dont_know"},"used":["fun"]}}}`},
		{"devices.scanner.bought.day=1&devices.scanner.bought.month=2&devices.scanner.bought.year=2026", `{"devices":{"scanner":{"bought":"2026-02-01"}}}`},
	} {
		entered, err := url.ParseQuery(test.entered)
		if err != nil {
			t.Fatal(err)
		}
		answers, refused := parseGrid(asked, p, entered)
		got, err := json.Marshal(answers)
		if err != nil || len(refused) > 0 || string(got) != test.want {
			t.Errorf("%s: got %s, %v, %v, want %s", test.entered, got, refused, err, test.want)
		}
		if back := formatGrid(asked, p, answers); back.Encode() != entered.Encode() {
			t.Errorf("%s: comes back as %s", test.entered, back.Encode())
		}
	}
}
