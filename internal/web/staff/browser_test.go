package staff

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"barometer/internal/account"
)

// browser is a real browser with script switched off.
type browser struct {
	t     testing.TB
	ctx   context.Context
	width int64
	base  string
}

// newBrowser starts Chromium with a window of a width in pixels.
func newBrowser(t testing.TB, base string, width int64) *browser {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true))
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{t, ctx, width, base}
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

func (b *browser) open(path string) {
	b.t.Helper()
	b.do(chromedp.Navigate(b.base + path))
}

// set gives a field a value, as typing it would.
func (b *browser) set(selector, value string) {
	b.t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		b.t.Fatal(err)
	}
	eval[bool](b, fmt.Sprintf("(document.querySelector(%q).value = %s, true)", selector, text))
}

// press clicks what leads to another page and waits for it.
func (b *browser) press(selector string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector)))
		return chromedp.Void{}, err
	}); err != nil {
		b.t.Fatalf("press %s: %v", selector, err)
	}
}

// defects lists what makes a page hard to use for those who do not see it: ids
// that are not unique, references that lead nowhere, fields without a label,
// tables without headers, and other than one main heading.
const defects = `(() => {
	const found = [], all = s => [...document.querySelectorAll(s)], ids = all('[id]').map(e => e.id);
	ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => found.push('two elements have the id ' + id));
	for (const name of ['for', 'aria-labelledby', 'aria-describedby'])
		for (const e of all('[' + name + ']'))
			for (const id of e.getAttribute(name).split(' '))
				if (!ids.includes(id)) found.push(name + '=' + id + ' names nothing');
	for (const e of all('a[href^="#"]'))
		if (!ids.includes(e.hash.slice(1))) found.push('the link ' + e.hash + ' leads nowhere');
	for (const e of all('input:not([type=hidden]), select, textarea'))
		if (e.labels.length === 0) found.push(e.name + ' has no label');
	for (const e of all('table'))
		if (!e.querySelector('th[scope=col]') || !e.querySelector('th[scope=row]')) found.push('a table has no headers');
	if (all('h1').length !== 1) found.push(all('h1').length + ' main headings');
	return found.join('; ');
})()`

// look checks that the page fits its window, is well formed and has its heading and, where
// BAROMETER_SCREENSHOTS names a folder, keeps a picture of it there.
func (b *browser) look(name, heading string) {
	b.t.Helper()
	if over := eval[int](b, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		b.t.Errorf("%s is %d pixels wider than a window of %d", name, over, b.width)
	}
	if got := eval[string](b, defects); got != "" {
		b.t.Errorf("%s: %s", name, got)
	}
	if got := eval[string](b, "document.querySelector('h1').innerText"); got != heading {
		b.t.Errorf("%s has the heading %q, want %q", name, got, heading)
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
	if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("staff-%s-%d.png", name, b.width)), picture, 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// TestInBrowser goes from a file to an open edition in a real browser, without
// script, in a wide and in a narrow window.
func TestInBrowser(t *testing.T) {
	folder := t.TempDir()
	write := func(f file) string {
		path := filepath.Join(folder, f.name)
		if err := os.WriteFile(path, []byte(f.content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, bad := write(source()), write(file{"broken.yaml", "survey: pets\nedition: 2026\nlangauge: en\nsections: []\n"})
	for _, width := range []int64{1280, 320} {
		t.Run(fmt.Sprint(width), func(t *testing.T) {
			w := newWorld(t)
			b := newBrowser(t, w.server.URL, width)
			b.open("/staff")
			b.look("signin", "Sign in")
			b.set("#email", "admin@example.org")
			b.set("#password", "wrong")
			b.press("form .button")
			b.look("signin-wrong", "Sign in")
			b.set("#password", password)
			b.press("form .button")
			b.look("empty", "Surveys")

			b.open(uploadPath)
			b.do(chromedp.SetUploadFiles(chromedp.CSS("#files"), []string{bad}))
			b.press(".upload .button")
			b.look("problems", "Upload a questionnaire")
			b.do(chromedp.SetUploadFiles(chromedp.CSS("#files"), []string{good}))
			b.press(".upload .button")
			b.look("uploaded", "Pets at work pets/2026")
			b.press("form[action$='/publish'] .button")
			b.look("published", "Pets at work 2026 pets/2026")

			b.set("#opens", "2026-05-01T09:00")
			b.set("#closes", "2026-06-12T18:00")
			b.press(".times .button")
			e, err := w.surveys.Edition(t.Context(), "pets", "2026")
			if err != nil || e.State(w.now) != "open" {
				t.Errorf("the edition is %s (%v), want it open", e.State(w.now), err)
			}
			w.exec(t, `INSERT INTO edition_days SELECT $1, CAST('2026-05-01' AS date) + i, 1, 3 + i % 7, 2 + i % 5 FROM generate_series(0, 9) i`, e.ID)
			w.answer(t, e, 40)
			b.open(petsURL)
			b.look("edition", "Pets at work 2026 pets/2026")
			b.open(petsURL + "/results")
			b.look("results", "Results pets/2026")
			b.open("/staff/s/no/such")
			b.look("not-found", "Page not found")
			if event := w.lastEvent(t); event.Action != account.ViewedResults {
				t.Errorf("the audit log has %+v", event)
			}
		})
	}
}
