package webtest

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"
)

// find is script that finds the field of a name on the page and, of several,
// that of a value. Those in templates are not on the page. In a name, “#2” stands
// for the id of the second item of a roster.
const find = `(() => {
	const name = %[1]q.replace(/^(\w+)\.#(\d+)\./, (all, key, n) => {
		const line = document.querySelectorAll('[name=' + CSS.escape(key + '.items') + ']')[n - 1];
		return line ? key + '.' + line.value.split(' ')[0] + '.' : all;
	});
	const found = [...document.querySelectorAll('#answers [name=' + CSS.escape(name) + ']')];
	return found.length > 1 || /radio|checkbox|submit/.test(found[0]?.type) ? found.find(e => e.value === %[2]q) : found[0];
})()`

// Fill enters a value into the field of a name, as a person does: it clicks what
// can be chosen, and types or selects the rest. It reports whether the page
// shows such a field.
func (c *Chromium) Fill(field string) bool {
	c.t.Helper()
	name, value, _ := strings.Cut(field, "=")
	element := fmt.Sprintf(find, name, value)
	kind := Eval[string](c, element+`?.type ?? ''`)
	switch kind {
	case "":
		return false
	case "radio", "checkbox":
		c.Do(chromedp.Click(chromedp.CSS("label[for='" + Eval[string](c, element+".id") + "']")))
	case "submit":
		c.Press("[name='" + name + "'][value='" + value + "']")
	case "file":
		file, err := filepath.Abs(value)
		if err != nil {
			c.t.Fatal(err)
		}
		c.Do(chromedp.SetUploadFiles(chromedp.CSS("[id='"+Eval[string](c, element+".id")+"']"), []string{file}))
	default:
		Eval[bool](c, fmt.Sprintf(`(e => {
			e.value = %q;
			for (const name of ['input', 'change']) e.dispatchEvent(new Event(name, {bubbles: true}));
			return true;
		})(%s)`, value, element))
	}
	return true
}

// Answer answers a form from its first page to the review. fields are
// "name=value", in any order; each is filled in on the page that shows it first.
// It fails where a page is not accepted, or a field is on no page.
func (c *Chromium) Answer(fields ...string) {
	c.t.Helper()
	left := append([]string{}, fields...)
	for pages := 0; strings.Contains(c.Path(), "/section/"); pages++ {
		if pages > 2*len(fields)+10 {
			c.t.Fatalf("%s never ends", c.Path())
		}
		for again := true; again; {
			var absent []string
			for _, field := range left {
				if !c.Fill(field) {
					absent = append(absent, field)
				}
			}
			again = len(absent) < len(left)
			left = absent
		}
		c.Press("form#answers .button")
		if problems := Eval[string](c, "document.querySelector('.summary')?.innerText ?? ''"); problems != "" {
			c.t.Fatalf("%s is not accepted: %s", c.Path(), problems)
		}
	}
	if len(left) > 0 {
		c.t.Errorf("no page asks for %q", left)
	}
}
