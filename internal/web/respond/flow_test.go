package respond

import (
	"slices"
	"strings"
	"testing"
)

// From the introduction to the receipt, forward only.
func TestAnswering(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	intro := v.get("/s/every").expect(200, "/s/every",
		"h1: Every type", ".prose em: try", "!script", ".promise h2: Your answers are anonymous", ".promise p: Institute of Examples",
		".facts dd: About 3 minutes", ".facts dd: 31 May 2026, 09:00 (UTC)", ".languages a[hreflang=fr]: français", "button: Start")
	if intro.header.Get("Cache-Control") != "no-store" {
		t.Error("the introduction may be cached")
	}
	d := v.begin("every/1").expect(200, "/s/every/1/section/choices",
		"h1: Choices", "#progress: Section 1 of 3", ".field.note a[href=https://example.org/]", "legend em: you", ".prose strong: text",
		"!#f-persons", "!.error", ".choice: Apples & pears", "#q-about-3-text")
	d = v.fill(d, "about=other", "about__other__text=A <b>cat</b>", "likes=a", "likes=c", "_go=next").
		expect(200, "/s/every/1/section/grids", "#progress: Section 2 of 3", "legend: Would you recommend it to Somebody else: A <b>cat</b>?", "!legend b")
	d = v.fill(d, "trust__us=high", "trust__them=dont_know", "uses__pen=home", "uses__pen=work", "stars=4", "_go=next").
		expect(200, "/s/every/1/section/entries", "label: Anything else, Somebody else: A <b>cat</b>?", "select option: Côte d’Ivoire")
	d = v.fill(d, "staff=1,200", "share=12.5", "name=word", "comment=Two\r\nlines", "day.day=29", "day.month=2", "day.year=2024", "country=FR", "_go=next").
		expect(200, "/s/every/1/review", "h1: Check your answers", "dd: Somebody else: A <b>cat</b>", "dd: Cheese", "dd .row-name: Us", "dd: Much",
			"dd: 1,200 people", "dd: 12.5 %", "dd: 29 February 2024", "dd: France", ".none: Not answered", "!.error")
	v.fill(d).expect(200, "/s/every/1/receipt", "h1: Your answers have been received", ".prose strong: you")

	var got []string
	for r, err := range s.collect.Responses(t.Context(), s.edition) {
		if err != nil {
			t.Fatal(err)
		}
		for name, value := range r.Answers {
			b, err := value.MarshalJSON()
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, name+" "+string(b))
		}
	}
	slices.Sort(got)
	want := []string{
		`about "other"`, `about__other__text "A <b>cat</b>"`, `comment "Two\nlines"`, `country "FR"`, `day "2024-02-29"`,
		`likes ["a","c"]`, `name "word"`, `share 12.5`, `staff 1200`, `stars "4"`,
		`trust {"them":{"missing":"dont_know"},"us":"high"}`, `uses {"pen":["home","work"]}`,
	}
	for i := range got {
		got[i] = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">").Replace(got[i])
	}
	if !slices.Equal(got, want) {
		t.Errorf("stored\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	// Whoever comes back finds that it is done.
	v.get("/s/every/1/section/choices").expect(200, "/s/every/1/receipt")
	v.get("/s/every").expect(200, "/s/every", ".notice: Answers have been sent")
}
