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
	for _, id := range Eval[[]string](c, `Array.from(document.querySelectorAll('select'), e => e.id)`) {
		c.Do(chromedp.SendKeys(chromedp.ID(id), "F"), chromedp.SetValue(chromedp.ID(id), "FR"))
	}
	for _, id := range Eval[[]string](c, `Array.from(document.querySelectorAll('.field > input[type=text], .field > textarea'), e => e.id)`) {
		c.Do(chromedp.SendKeys(chromedp.ID(id), "words"))
	}
	for _, id := range Eval[[]string](c, `Array.from(document.querySelectorAll('.number input'), e => e.id)`) {
		c.Do(chromedp.SendKeys(chromedp.ID(id), "12"))
	}
	for i, part := range []string{"5", "6", "2025"} {
		for _, id := range Eval[[]string](c, fmt.Sprintf(`Array.from(document.querySelectorAll('.date div:nth-child(%d) input'), e => e.id)`, i+1)) {
			c.Do(chromedp.SendKeys(chromedp.ID(id), part))
		}
	}
}
