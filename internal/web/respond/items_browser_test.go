package respond

import (
	"fmt"
	"testing"

	"barometer/internal/web/webtest"
)

// Rosters, matrices of columns and files fit wide and narrow windows in both
// directions of writing: empty, with errors, and answered. A new item is where
// the respondent goes on.
func TestItemsInBrowser(t *testing.T) {
	s := newServer(t, every(t))
	for _, width := range []int64{1280, 320} {
		b := webtest.NewChromium(t, width)
		for _, language := range []string{"en", "ar"} {
			name := fmt.Sprintf("items-%s-%d-", language, width)
			b.Forget()
			b.Open(s.URL + "/s/every?lang=" + language)
			b.Press("form .button")
			b.Fill("about=person")
			b.Press("form#answers .button")
			b.Fill("persons=good")
			b.Press("form#answers .button")
			b.Open(s.URL + "/s/every/1/section/extra")
			b.Fill("why=more")
			b.Press("form#answers .button")
			b.Open(s.URL + "/s/every/1/section/more")
			b.Look(name + "empty")
			fill(b, "devices.phone.number=x", "devices.phone.state=good", "devices.phone.since_day.day=31", "devices.phone.since_day.month=2", "devices.phone.since_day.year=2026",
				"projects.#1.project_people=0", "projects.#1.project_kind=big", "policy=testdata/every.yaml")
			b.Press("form#answers .button")
			if n := webtest.Eval[int](b, "document.querySelectorAll('.summary a').length"); n != 5 {
				t.Errorf("%s: %d problems are reported: %s", name, n, b.Text(".summary"))
			}
			b.Look(name + "errors")
			fill(b, "devices.phone.number=2", "devices.phone.since_day.day=3", "devices.phone.used=fun", "devices.lap~top.stars=3", "projects.#1.project_name=Alpha",
				"projects.#1.project_people=4", "projects.#1.project_plan=testdata/policy.txt", "policy=testdata/policy.txt", "_go=add:projects")
			if got := webtest.Eval[string](b, "document.activeElement.querySelector('legend')?.innerText ?? ''"); got == "" || got != b.Text(".item:nth-of-type(2) > legend") {
				t.Errorf("%s: after adding an item, %q has the focus", name, got)
			}
			fill(b, "projects.#2.project_name=A project with a rather long name", "projects.#2.project_kind=other", "projects.#2.project_kind__other__text=Both", "_go=send:policy")
			b.Look(name + "answered")
			b.Open(s.URL + "/s/every/1/review")
			b.Look(name + "review")
		}
	}
}

func fill(b *webtest.Chromium, fields ...string) {
	for _, field := range fields {
		b.Fill(field)
	}
}
