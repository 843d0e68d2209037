package respond

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"barometer/internal/collect/response"
	"barometer/internal/locale"
	"barometer/internal/questionnaire"
)

func question(t testing.TB, q *questionnaire.Questionnaire, key string) *questionnaire.Question {
	t.Helper()
	found, ok := q.Question(key)
	if !ok {
		t.Fatalf("there is no question %s", key)
	}
	return found
}

// What is entered becomes the answer, and the answer fills the form with it
// again.
func TestControlsThereAndBack(t *testing.T) {
	q := every(t)
	for _, test := range []struct{ key, language, entered, want string }{
		{"about", "en", "about=person", `{"about":"person"}`},
		{"about", "en", "about=refused", `{"about":{"missing":"refused"}}`},
		{"about", "en", "about=other&about__other__text=me", `{"about":"other","about__other__text":"me"}`},
		{"about", "en", "", `{}`},
		{"likes", "en", "likes=a&likes=other&likes__other__text=me", `{"likes":["a","other"],"likes__other__text":"me"}`},
		{"likes", "en", "likes=dont_know", `{"likes":{"missing":"dont_know"}}`},
		{"trust", "en", "trust__us=low&trust__them=dont_know", `{"trust":{"them":{"missing":"dont_know"},"us":"low"}}`},
		{"uses", "en", "uses__cup=home&uses__cup=work", `{"uses":{"cup":["home","work"]}}`},
		{"stars", "en", "stars=5", `{"stars":"5"}`},
		{"recommend", "en", "recommend=10", `{"recommend":"10"}`},
		{"staff", "en", "staff=1200", `{"staff":1200}`},
		{"staff", "en", "staff.missing=dont_know", `{"staff":{"missing":"dont_know"}}`},
		{"share", "fr", "share=12,5", `{"share":12.5}`},
		{"share", "ar", "share=12.5", `{"share":12.5}`},
		{"share", "en", "share=0.125", `{"share":0.125}`},
		{"share", "fr", "share=1,1250", `{"share":1.125}`},
		{"comment", "en", "comment=a%0Ab", `{"comment":"a\nb"}`},
		{"day", "en", "day.day=5&day.month=6&day.year=2025", `{"day":"2025-06-05"}`},
		{"country", "en", "country=FR", `{"country":"FR"}`},
		{"country", "en", "country.missing=refused", `{"country":{"missing":"refused"}}`},
	} {
		entered, err := url.ParseQuery(test.entered)
		if err != nil {
			t.Fatal(err)
		}
		asked, p := question(t, q, test.key), locale.For(test.language)
		c := controls[asked.Type.Name]
		answers, refused := c.parse(asked, p, entered)
		got, err := json.Marshal(answers)
		if err != nil || len(refused) > 0 || string(got) != test.want {
			t.Errorf("%s: got %s, %v, %v, want %s", test.entered, got, refused, err, test.want)
		}
		if back := c.format(asked, p, answers); back.Encode() != entered.Encode() {
			t.Errorf("%s: comes back as %s", test.entered, back.Encode())
		}
	}
}

// Other ways to say the same.
func TestControlsAreLenient(t *testing.T) {
	q := every(t)
	for _, test := range []struct{ key, language, entered, want string }{
		{"about", "en", "about__other__text=me", `{"about":"other","about__other__text":"me"}`},
		{"about", "en", "about=person&about__other__text=me", `{"about":"person"}`},
		{"likes", "en", "likes=&likes=a", `{"likes":["a"]}`},
		{"staff", "en", "staff=+1,200+people+", `{"staff":1200}`},
		{"staff", "ar", "staff=١٢٠٠", `{"staff":1200}`},
		{"share", "fr", "share=12.5", `{"share":12.5}`},
		{"share", "en", "share=12,5", `{"share":12.5}`},
		{"share", "ar", "share=12,5", `{"share":12.5}`},
		{"share", "fr", "share=1 250", `{"share":1250}`},
		{"staff", "fr", "staff=1.200", `{"staff":1200}`},
		{"name", "en", "name=++", `{}`},
		{"comment", "en", "comment=+a%0D%0Ab+", `{"comment":"a\nb"}`},
		{"day", "ar", "day.day=٠٥&day.month=6&day.year=2025", `{"day":"2025-06-05"}`},
		{"trust", "en", "trust__us=", `{}`},
	} {
		entered, err := url.ParseQuery(test.entered)
		if err != nil {
			t.Fatal(err)
		}
		asked := question(t, q, test.key)
		answers, refused := controls[asked.Type.Name].parse(asked, locale.For(test.language), entered)
		got, err := json.Marshal(answers)
		if err != nil || len(refused) > 0 || string(got) != test.want {
			t.Errorf("%s: got %s, %v, %v, want %s", test.entered, got, refused, err, test.want)
		}
	}
}

// Whatever is sent, reading it does not fail, and what may be stored fills the
// form without being refused.
func FuzzControls(f *testing.F) {
	for _, seed := range []string{"about=other&about__other__text=x", "likes=a&likes=none", "trust__us=low", "day.day=31&day.month=2&day.year=1", "staff=1e9&share=٫٫", "country=FR&country.missing=refused", "a=%00;b"} {
		f.Add(seed)
	}
	q := every(f)
	f.Fuzz(func(t *testing.T, form string) {
		entered, err := url.ParseQuery(form)
		if err != nil {
			t.Skip("no form")
		}
		p := locale.For("fr")
		for _, asked := range q.Questions {
			c := controls[asked.Type.Name]
			answers, refused := c.parse(asked, p, entered)
			if len(refused) > 0 {
				continue
			}
			kept, _ := response.Storable([]*questionnaire.Question{asked}, answers)
			again, refused := c.parse(asked, p, c.format(asked, p, kept))
			before, _ := json.Marshal(kept)
			after, _ := json.Marshal(again)
			if len(refused) > 0 || string(before) != string(after) {
				t.Errorf("%s: %s became %s, %v", asked.Key, before, after, refused)
			}
		}
	})
}

// Countries stand in the order of the language's alphabet.
func TestCountries(t *testing.T) {
	q := every(t)
	asked := question(t, q, "country")
	for language, want := range map[string][2]string{"en": {"Åland Islands", "Albania"}, "fr": {"Égypte", "Émirats arabes unis"}, "ar": {"الأرجنتين", "الأردن"}} {
		var names []string
		f := &Field{}
		controls["country"].layout(f, asked, view{
			printer: locale.For(language), options: asked.Options, text: func(text questionnaire.Text) string { return text.In(language) },
		})
		for _, o := range f.Options {
			names = append(names, o.Text)
		}
		list := strings.Join(names, "|")
		if first, second := strings.Index(list, want[0]), strings.Index(list, want[1]); first < 0 || second < first {
			t.Errorf("%s: %s stands at %d, %s at %d", language, want[0], first, want[1], second)
		}
		if len(names) < 240 {
			t.Errorf("%s: there are %d countries", language, len(names))
		}
	}
}
