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
		{"places", "en", "places__sea=1&places__town=3&places__village=2", `{"places":["sea","village","town"]}`},
		{"places", "en", "places__sea=1", `{"places":["sea"]}`},
		{"places", "en", "places__nowhere=1", `{"places":["nowhere"]}`},
		{"places", "en", "places.missing=dont_know", `{"places":{"missing":"dont_know"}}`},
		{"spent", "en", "spent__food=30&spent__rent=70", `{"spent":{"food":30,"rent":70}}`},
		{"spent", "fr", "spent__food=30,5", `{"spent":{"food":30.5}}`},
		{"spent", "en", "spent.missing=refused", `{"spent":{"missing":"refused"}}`},
		{"income", "en", "income=1200&income.currency=USD", `{"income":{"amount":"1200","currency":"USD"}}`},
		{"income", "fr", "income=12,50&income.currency=EUR", `{"income":{"amount":"12.50","currency":"EUR"}}`},
		{"income", "en", "income=12", `{"income":{"amount":"12","currency":""}}`},
		{"fee", "en", "fee=9.95", `{"fee":{"amount":"9.95","currency":"GBP"}}`},
		{"mail", "en", "mail=me@example.org", `{"mail":"me@example.org"}`},
		{"site", "en", "site=http://example.org/a", `{"site":"http://example.org/a"}`},
		{"since", "en", "since.month=5&since.year=2026", `{"since":"2026-05"}`},
		{"since", "ar", "since.missing=dont_know", `{"since":{"missing":"dont_know"}}`},
		{"member", "en", "member=The+Guild", `{"member":"The Guild"}`},
		{"half", "en", "", `{}`},
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
		{"income", "en", "income=+€+1,200+&income.currency=EUR", `{"income":{"amount":"1200","currency":"EUR"}}`},
		{"income", "fr", "income=1.200,5+EUR&income.currency=EUR", `{"income":{"amount":"1200.50","currency":"EUR"}}`},
		{"income", "en", "income=&income.currency=EUR", `{}`},
		{"fee", "en", "fee=10+GBP", `{"fee":{"amount":"10","currency":"GBP"}}`},
		{"site", "en", "site=example.org", `{"site":"https://example.org"}`},
		{"spent", "en", "spent__food=+30+%25", `{"spent":{"food":30}}`},
		{"since", "ar", "since.month=5&since.year=٢٠٢٦", `{"since":"2026-05"}`},
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
	for _, seed := range []string{"about=other&about__other__text=x", "likes=a&likes=none", "trust__us=low", "day.day=31&day.month=2&day.year=1", "staff=1e9&share=٫٫", "country=FR&country.missing=refused", "places__sea=1&places__town=1", "spent__food=1e3&spent__rent=1.5", "income=1.250&income.currency=EUR", "since.month=13&since.year=1", "income=€", "a=%00;b"} {
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
