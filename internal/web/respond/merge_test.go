package respond

import (
	"slices"
	"testing"
)

// Two windows show the same page. What only one of them changed stays, in
// whatever order they are sent.
func TestTwoWindowsLoseNothing(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	v.goTo("entries")
	const section = "/s/every/1/section/entries"
	one, two := v.get(section), v.get(section)
	v.fill(one, "staff=12", "name=one", "comment=long", "_go=next").expect(200, "/s/every/1/review")
	v.fill(two, "share=5", "_go=next").expect(200, "/s/every/1/review")
	v.get(section).expect(200, section, "input#q-staff[value=12]", "input#q-name[value=one]", "textarea: long", "input#q-share[value=5]")
	// The first window changes one answer and takes another back, which the
	// second one still shows as they were.
	one, two = v.get(section), v.get(section)
	v.fill(one, "staff=13", "name=", "_go=next").expect(200, "/s/every/1/review")
	v.fill(two, "country=FR", "_go=next").expect(200, "/s/every/1/review")
	v.get(section).expect(200, section, "input#q-staff[value=13]", "input#q-name[value=]", "input#q-share[value=5]", "option[value=FR][selected]")
}

// A conflict is about the questions that both windows changed; the others are
// merged at once, whatever is chosen then.
func TestConflictIsOfOneQuestion(t *testing.T) {
	s := newServer(t, every(t))
	const section = "/s/every/1/section/entries"
	for _, keepEntered := range []bool{true, false} {
		v := s.visitor(t)
		v.goTo("entries")
		one, two := v.get(section), v.get(section)
		v.fill(one, "staff=12", "name=one", "comment=same", "_go=next").expect(200, "/s/every/1/review")
		d := v.fill(two, "staff=99", "comment=same", "share=5", "_go=next").expect(409, section)
		if got := d.texts(".conflict h2"); !slices.Equal(got, []string{"How many people?"}) {
			t.Errorf("the page compares %q", got)
		}
		merged := []string{"input#q-name[value=one]", "input#q-share[value=5]", "textarea: same"}
		v.get(section).expect(200, section, append(merged, "input#q-staff[value=12]")...)
		want := "input#q-staff[value=12]"
		if keepEntered {
			v.fill(d, "_go=next").expect(200, "/s/every/1/review")
			want = "input#q-staff[value=99]"
		}
		v.get(section).expect(200, section, append(merged, want)...)
	}
}

// A page that is shown again since something on it cannot be read shows what
// the other window stored, and still finds the conflict once it can be read.
func TestConflictAfterAnError(t *testing.T) {
	s := newServer(t, every(t))
	v := s.visitor(t)
	v.goTo("entries")
	const section = "/s/every/1/section/entries"
	one, two := v.get(section), v.get(section)
	v.fill(one, "staff=12", "name=one", "_go=next").expect(200, "/s/every/1/review")
	d := v.fill(two, "staff=many", "_go=next").expect(422, section, "input#q-staff[value=many]", "input#q-name[value=one]")
	d = v.fill(d, "staff=99", "_go=next").expect(409, section, ".conflict .answer: 12", ".conflict .answer: 99", "!.conflict .none")
	v.fill(d, "_go=next").expect(200, "/s/every/1/review", "#r-staff dd: 99", "#r-name dd: one")
}
