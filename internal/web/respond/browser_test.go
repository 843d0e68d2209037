package respond

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/yamlform"
	"barometer/surveys"
)

// browser is a real browser with script switched off.
type browser struct {
	t     testing.TB
	ctx   context.Context
	width int64
}

// plainHost is a name under which the browser reaches the server, too. Unlike
// 127.0.0.1 it is no secure origin, so that the browser leaves out headers as
// it does on a server of the house without HTTPS.
const plainHost = "server.test"

// newBrowser starts Chromium with a window of a width in pixels.
func newBrowser(t testing.TB, width int64) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("host-resolver-rules", "MAP "+plainHost+" 127.0.0.1"))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{t, ctx, width}
	b.do(func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
		return chromedp.Void{}, err
	}, chromedp.EmulateViewport(width, 900))
	return b
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// eval asks the browser for something about its page.
func eval[T any](b *browser, expression string) T {
	b.t.Helper()
	got, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatalf("%s: %v", expression, err)
	}
	return got
}

// press clicks what leads to another page and waits for it.
func (b *browser) press(selector string) {
	b.t.Helper()
	b.submit(chromedp.Click(chromedp.CSS(selector)))
}

// submit does what leads to another page and waits for it.
func (b *browser) submit(step chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, 20*time.Second)
	defer cancel()
	if _, err := chromedp.Run(ctx, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.RunResponse(ctx, step)
		return chromedp.Void{}, err
	}); err != nil {
		b.t.Fatalf("no other page: %v", err)
	}
}

// path is the path of the page's address.
func (b *browser) path() string { return eval[string](b, "location.pathname") }

// look checks that the page fits its window and, where
// BAROMETER_SCREENSHOTS names a folder, keeps a picture of it there.
func (b *browser) look(name string) {
	b.t.Helper()
	if over := eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		b.t.Errorf("%s is %d pixels wider than the window", name, over)
	}
	folder := os.Getenv("BAROMETER_SCREENSHOTS")
	if folder == "" {
		return
	}
	height := eval[int64](b, "document.documentElement.scrollHeight")
	b.do(chromedp.EmulateViewport(b.width, height), chromedp.Sleep(200*time.Millisecond)) // for the last paint
	picture, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	b.do(chromedp.EmulateViewport(b.width, 900))
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644); err != nil {
		b.t.Fatal(err)
	}
}

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
	}{{"en", 1280, "127.0.0.1"}, {"fr", 320, plainHost}, {"ar", 320, "127.0.0.1"}, {"ar", 1280, "127.0.0.1"}, {"en", 320, "127.0.0.1"}} {
		name := fmt.Sprintf("%s-%d", test.language, test.width)
		t.Run(name, func(t *testing.T) {
			b := newBrowser(t, test.width)
			b.do(chromedp.Navigate(strings.Replace(s.URL, "127.0.0.1", test.host, 1) + "/s/industry-survey?lang=" + test.language))
			b.look(name + "-0-introduction")
			b.press("form .button")
			b.answerAll(name)
			b.look(name + "-8-review")
			b.press("form#submit .button")
			if !strings.HasSuffix(b.path(), "/receipt") {
				t.Fatalf("submitting led to %s", b.path())
			}
			b.look(name + "-9-receipt")
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
			b, name := newBrowser(t, width), fmt.Sprintf("%s-%d", language, width)
			b.do(chromedp.Navigate(s.URL + "/s/every?lang=" + language))
			b.press("form .button")
			b.do(chromedp.Click(chromedp.CSS("label[for=q-about-3]")))
			b.submit(chromedp.SendKeys(chromedp.ID("q-about-3-text"), "me\r"))
			if !strings.HasSuffix(b.path(), "/section/grids") {
				t.Errorf("the Enter key led to %s", b.path())
			}
			b.do(chromedp.Click(chromedp.CSS("label[for=q-trust-row-1]")), chromedp.Click(chromedp.CSS("label[for=q-trust-row-2]")))
			b.look("every-" + name + "-grids")
			revision := "document.querySelector('input[name=_seen]').value = 'x'; document.querySelector('input[name=_revision]').value = '0'; 1"
			eval[int](b, revision)
			b.press("form#answers .button")
			if got := eval[int](b, "document.querySelectorAll('.conflict').length"); got != 1 {
				t.Errorf("the page compares %d answers", got)
			}
			b.look("every-" + name + "-conflict")
			b.do(chromedp.Navigate(s.URL + "/s/every"))
			b.look("every-" + name + "-begun")
			b.do(chromedp.Navigate(s.URL + "/s/nowhere"))
			b.look("every-" + name + "-notfound")
		}
	}
}

// answerAll chooses the first option of everything, page by page, after
// leaving the first page empty once.
func (b *browser) answerAll(name string) {
	b.t.Helper()
	b.press("form#answers .button")
	if eval[int](b, "document.querySelectorAll('.summary a').length") == 0 {
		b.t.Error("a page without its required answers was accepted")
	}
	b.look(name + "-1-errors")
	for page := 2; strings.Contains(b.path(), "/section/"); page++ {
		if page > 30 {
			b.t.Fatalf("%s never ends", b.path())
		}
		before := b.path()
		b.answerPage()
		b.look(fmt.Sprintf("%s-2-page%d", name, page))
		b.press("form#answers .button")
		if eval[int](b, "document.querySelectorAll('.summary').length") > 0 {
			b.t.Fatalf("%s is not accepted: %s", before, eval[string](b, "document.querySelector('.summary').innerText"))
		}
	}
}

// answerPage chooses the first option of each question and fills in entries.
func (b *browser) answerPage() {
	b.t.Helper()
	for _, id := range eval[[]string](b, `Array.from(document.querySelectorAll(
		'.choices:not(.apart) .option:first-child input:not([type=text]), .scale label:nth-child(4) input, .matrix .row .choice:nth-of-type(2) input'), e => e.id)`) {
		b.do(chromedp.Click(chromedp.CSS("label[for=" + id + "]")))
	}
	for _, id := range eval[[]string](b, `Array.from(document.querySelectorAll('select'), e => e.id)`) {
		b.do(chromedp.SendKeys(chromedp.ID(id), "F"), chromedp.SetValue(chromedp.ID(id), "FR"))
	}
	for _, id := range eval[[]string](b, `Array.from(document.querySelectorAll('.field > input[type=text], .field > textarea'), e => e.id)`) {
		b.do(chromedp.SendKeys(chromedp.ID(id), "words"))
	}
	for _, id := range eval[[]string](b, `Array.from(document.querySelectorAll('.number input'), e => e.id)`) {
		b.do(chromedp.SendKeys(chromedp.ID(id), "12"))
	}
	for i, part := range []string{"5", "6", "2025"} {
		for _, id := range eval[[]string](b, fmt.Sprintf(`Array.from(document.querySelectorAll('.date div:nth-child(%d) input'), e => e.id)`, i+1)) {
			b.do(chromedp.SendKeys(chromedp.ID(id), part))
		}
	}
}
