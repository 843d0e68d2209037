package webtest

import (
	"fmt"
	"strings"

	"github.com/chromedp/chromedp"
)

// AnswerForm answers the form from the page that is open to the review page,
// after leaving the first page empty once. It chooses the first option of
// everything and looks at each page under a name.
func (c *Chromium) AnswerForm(name string) {
	c.t.Helper()
	c.Press("form#answers .button")
	if Eval[int](c, "document.querySelectorAll('.summary a').length") == 0 {
		c.t.Error("a page without its required answers was accepted")
	}
	c.Look(name + "-1-errors")
	for page := 2; strings.Contains(c.Path(), "/section/"); page++ {
		if page > 30 {
			c.t.Fatalf("%s never ends", c.Path())
		}
		before := c.Path()
		c.AnswerPage()
		c.Look(fmt.Sprintf("%s-2-page%d", name, page))
		c.Press("form#answers .button")
		if Eval[int](c, "document.querySelectorAll('.summary').length") > 0 {
			c.t.Fatalf("%s is not accepted: %s", before, Eval[string](c, "document.querySelector('.summary').innerText"))
		}
	}
}

// AnswerPage chooses the first option of each question and fills in entries.
func (c *Chromium) AnswerPage() {
	c.t.Helper()
	for _, id := range Eval[[]string](c, `Array.from(document.querySelectorAll(
		'.choices:not(.apart) .option:first-child input:not([type=text]), .scale label:nth-child(4) input, .matrix .row .choice:nth-of-type(2) input'), e => e.id)`) {
		c.Do(chromedp.Click(chromedp.CSS("label[for=" + id + "]")))
	}
	for _, selected := range Eval[[][2]string](c, selects) {
		c.Do(chromedp.SetValue(chromedp.ID(selected[0]), selected[1]))
	}
	for selector, words := range map[string]string{
		".field > input[type=text], .field > textarea": "words", ".field > input[type=email]": "me@example.org", ".field > input[type=url]": "example.org",
		".field > .number input, .amount input": "12", ".date.month input": "2025",
		".date:not(.month) div:nth-child(1) input": "5", ".date:not(.month) div:nth-child(2) input": "6", ".date:not(.month) div:nth-child(3) input": "2025",
	} {
		for _, id := range Eval[[]string](c, fmt.Sprintf(`Array.from(document.querySelectorAll(%q), e => e.id)`, selector)) {
			c.Do(chromedp.SendKeys(chromedp.ID(id), words))
		}
	}
	for _, share := range Eval[[][2]string](c, `[...document.querySelectorAll('.allocation')].map(f => [f.querySelector('input').id, f.querySelector('.total').dataset.total])`) {
		c.Do(chromedp.SendKeys(chromedp.ID(share[0]), share[1]))
	}
}

// selects is script that lists what to select in each list of a page: France
// among countries, each rank once as far as there are ranks, else the first entry.
const selects = `[...document.querySelectorAll('select')].map(e => {
	const values = [...e.options].map(o => o.value);
	const place = [...(e.closest('.ranking')?.querySelectorAll('select') ?? [])].indexOf(e) + 1;
	return [e.id, values.includes('FR') ? 'FR' : values[place || 1] ?? ''];
}).filter(([, value]) => value !== '')`
