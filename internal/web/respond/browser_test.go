package respond

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
	"barometer/internal/web/webtest"
	"barometer/surveys"
)

// shipped compiles a questionnaire that ships with the program.
func shipped(t testing.TB, name string) *questionnaire.Questionnaire {
	t.Helper()
	q, problems := yamlform.CompileFS(surveys.FS, name)
	if q == nil {
		t.Fatal(problems)
	}
	return q
}

// Somebody answers the whole survey in each language, in a real browser
// without script, on a wide window and on a narrow one.
func TestBrowser(t *testing.T) {
	s := newServer(t, shipped(t, "industry-survey-2026.yaml"))
	answered := 0
	for _, test := range []struct {
		language string
		width    int64
		host     string
	}{{"en", 1280, "127.0.0.1"}, {"fr", 320, webtest.PlainHost}, {"fr", 704, "127.0.0.1"}, {"fr", 1280, "127.0.0.1"}, {"ar", 320, "127.0.0.1"}, {"ar", 1280, "127.0.0.1"}, {"en", 320, "127.0.0.1"}} {
		name := fmt.Sprintf("%s-%d", test.language, test.width)
		t.Run(name, func(t *testing.T) {
			b := webtest.NewChromium(t, test.width)
			b.Do(chromedp.Navigate(strings.Replace(s.URL, "127.0.0.1", test.host, 1) + "/s/industry-survey?lang=" + test.language))
			b.Look(name + "-0-introduction")
			b.Press("form .button")
			b.AnswerForm(name)
			b.Look(name + "-8-review")
			b.Press("form#submit .button")
			if !strings.HasSuffix(b.Path(), "/receipt") {
				t.Fatalf("submitting led to %s", b.Path())
			}
			b.Look(name + "-9-receipt")
			answered++
		})
	}
	responses := 0
	for r, err := range s.collect.Responses(t.Context(), s.edition) {
		if err != nil {
			t.Fatal(err)
		}
		responses++
		if got := r.Answers["organisation_type"].Str(); got != "supplier" {
			t.Errorf("organisation_type is %q, the first option was chosen", got)
		}
		if len(r.Answers) < 20 {
			t.Errorf("%d answers are stored", len(r.Answers))
		}
	}
	if responses != answered {
		t.Errorf("%d responses are stored, %d were given", responses, answered)
	}
}

// Pages that few respondents see, and what only a real browser shows: that the
// Enter key goes on, although other buttons stand before.
func TestBrowserElsewhere(t *testing.T) {
	s := newServer(t, every(t))
	for _, language := range []string{"en", "ar"} {
		for _, width := range []int64{1280, 320} {
			b, name := webtest.NewChromium(t, width), fmt.Sprintf("%s-%d", language, width)
			b.Do(chromedp.Navigate(s.URL + "/s/every?lang=" + language))
			b.Press("form .button")
			if got := webtest.Eval[string](b, "getComputedStyle(document.querySelector('legend strong')).textDecorationLine"); got != "underline" {
				t.Errorf("emphasis in a question, which is bold itself, is drawn with %q", got)
			}
			b.Do(chromedp.Click(chromedp.CSS("label[for=q-about-3]")))
			b.Leave(chromedp.SendKeys(chromedp.ID("q-about-3-text"), "me\r"))
			if !strings.HasSuffix(b.Path(), "/section/grids") {
				t.Errorf("the Enter key led to %s", b.Path())
			}
			b.Do(chromedp.Click(chromedp.CSS("label[for=q-trust-row-1]")), chromedp.Click(chromedp.CSS("label[for=q-trust-row-2]")))
			b.Look("every-" + name + "-grids")
			webtest.Eval[int](b, "document.querySelector('input[name=_seen]').value = 'trust:other'; 1")
			b.Press("form#answers .button")
			if got := webtest.Eval[int](b, "document.querySelectorAll('.conflict').length"); got != 1 {
				t.Errorf("the page compares %d answers", got)
			}
			b.Look("every-" + name + "-conflict")
			b.Do(chromedp.Navigate(s.URL + "/s/every"))
			b.Look("every-" + name + "-begun")
			b.Do(chromedp.Navigate(s.URL + "/s/nowhere"))
			b.Look("every-" + name + "-notfound")
		}
	}
}

// Who goes back by the browser's own button sees what is stored, and changes
// it without a word of other windows.
func TestBrowserBack(t *testing.T) {
	s := newServer(t, every(t))
	b := webtest.NewChromium(t, 1280)
	b.Open(s.URL + "/s/every")
	b.Press("form .button")
	b.Do(chromedp.Click(chromedp.CSS("label[for=q-about-3]")), chromedp.SendKeys(chromedp.ID("q-about-3-text"), "first"))
	b.Press("form#answers .button")
	for _, word := range []string{"second", "third"} {
		b.Do(chromedp.NavigateBack())
		if !strings.HasSuffix(b.Path(), "/section/choices") {
			t.Fatalf("the way back led to %s", b.Path())
		}
		b.Set("#q-about-3-text", word)
		b.Press("form#answers .button")
		if !strings.HasSuffix(b.Path(), "/section/grids") || !strings.Contains(b.Text("body"), "recommend it to Somebody else: "+word) {
			t.Fatalf("a change after going back led to %s: %s", b.Path(), b.Text("h1"))
		}
	}
}
