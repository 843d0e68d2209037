package webtest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

const (
	// PlainHost is a name under which Chromium reaches 127.0.0.1, too. Unlike
	// that it is no secure origin, so that the browser leaves out headers as
	// it does on a server of the house without HTTPS.
	PlainHost = "server.test"

	visitTimeout = 5 * time.Minute  // of all that one Chromium is asked to do
	pageTimeout  = 20 * time.Second // of one page
)

// Chromium is a real browser with script switched off at first. Its methods end the
// test where the browser fails.
type Chromium struct {
	t     testing.TB
	ctx   context.Context
	width int64
}

// NewChromium starts Chromium with a window of a width in pixels. It ends with
// the test.
func NewChromium(t testing.TB, width int64) *Chromium {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox,
		chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("host-resolver-rules", "MAP "+PlainHost+" 127.0.0.1"))
	ctx, cancel := context.WithTimeout(t.Context(), visitTimeout)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewExecAllocator(ctx, options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	c := &Chromium{t, ctx, width}
	c.Script(false)
	c.Do(chromedp.EmulateViewport(width, 900))
	return c
}

// Script switches the scripts of pages that are opened from now on.
func (c *Chromium) Script(on bool) {
	c.t.Helper()
	c.Do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
		return chromedp.Void{}, err
	})
}

// Forget takes all cookies away.
func (c *Chromium) Forget() {
	c.t.Helper()
	c.Do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, network.ClearBrowserCookies, cdp.Empty{})
		return chromedp.Void{}, err
	})
}

// For is the same browser for another test, such as a subtest.
func (c *Chromium) For(t testing.TB) *Chromium {
	other := *c
	other.t = t
	return &other
}

// Do carries out steps.
func (c *Chromium) Do(steps ...chromedp.Action[chromedp.Void]) {
	c.t.Helper()
	if err := chromedp.Do(c.ctx, steps...); err != nil {
		c.t.Fatal(err)
	}
}

// Eval asks the browser for something about its page.
func Eval[T any](c *Chromium, expression string) T {
	c.t.Helper()
	got, err := chromedp.Run(c.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		c.t.Fatalf("%s: %v", expression, err)
	}
	return got
}

// Open visits an address.
func (c *Chromium) Open(address string) {
	c.t.Helper()
	c.Do(chromedp.Navigate(address))
}

// Set gives a field a value, as typing it would.
func (c *Chromium) Set(selector, value string) {
	c.t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		c.t.Fatal(err)
	}
	Eval[bool](c, fmt.Sprintf("(document.querySelector(%q).value = %s, true)", selector, text))
}

// Press clicks what leads to another page and waits for it.
func (c *Chromium) Press(selector string) {
	c.t.Helper()
	c.Leave(chromedp.Click(chromedp.CSS(selector)))
}

// Leave does what leads to another page and waits for it.
func (c *Chromium) Leave(step chromedp.Action[chromedp.Void]) {
	c.t.Helper()
	ctx, cancel := context.WithTimeout(c.ctx, pageTimeout)
	defer cancel()
	if _, err := chromedp.Run(ctx, func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.RunResponse(ctx, step)
		return chromedp.Void{}, err
	}); err != nil {
		c.t.Fatalf("no other page: %v", err)
	}
}

// Path is the path of the page's address.
func (c *Chromium) Path() string { return Eval[string](c, "location.pathname") }

// Text is what an element says.
func (c *Chromium) Text(selector string) string {
	return Eval[string](c, fmt.Sprintf("document.querySelector(%q).innerText", selector))
}

// cutHeadings lists the headings of columns and rows that stick out of their cells or
// whose words are broken over two lines.
const cutHeadings = `[...document.querySelectorAll('.columns span, .row-text, thead th')].filter(e => {
	if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).display !== 'inline') return true;
	const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), range = document.createRange();
	while (texts.nextNode())
		for (const word of texts.currentNode.data.matchAll(/[^\s\/-]+/g)) {
			range.setStart(texts.currentNode, word.index);
			range.setEnd(texts.currentNode, word.index + word[0].length);
			if (new Set([...range.getClientRects()].map(r => r.top)).size > 1) return true;
		}
	return false;
}).map(e => e.innerText)`

// Look checks that the page and its headings fit and, where BAROMETER_SCREENSHOTS
// names a folder, keeps a picture of it there.
func (c *Chromium) Look(name string) {
	c.t.Helper()
	if over := Eval[int](c, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
		c.t.Errorf("%s is %d pixels wider than the window", name, over)
	}
	if cut := Eval[[]string](c, cutHeadings); len(cut) > 0 {
		c.t.Errorf("%s: there is no room for the headings %q", name, cut)
	}
	folder := os.Getenv("BAROMETER_SCREENSHOTS")
	if folder == "" {
		return
	}
	height := Eval[int64](c, "document.documentElement.scrollHeight")
	c.Do(chromedp.EmulateViewport(c.width, height), chromedp.Sleep(200*time.Millisecond)) // for the last paint
	picture, err := chromedp.Run(c.ctx, chromedp.CaptureScreenshot())
	c.Do(chromedp.EmulateViewport(c.width, 900))
	if err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644); err != nil {
		c.t.Fatal(err)
	}
}
