package staff

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"barometer/internal/account"
	"barometer/internal/web/webtest"
)

// browser is a real browser with script switched off, on one server.
type browser struct {
	*webtest.Chromium
	t    testing.TB
	base string
}

func newBrowser(t testing.TB, base string, width int64) *browser {
	t.Helper()
	return &browser{webtest.NewChromium(t, width), t, base}
}

func (b *browser) open(path string) {
	b.t.Helper()
	b.Open(b.base + path)
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

// look checks that the page fits its window, is well formed and has its
// heading.
func (b *browser) look(name, heading string) {
	b.t.Helper()
	b.Look(fmt.Sprintf("staff-%s-%d", name, webtest.Eval[int](b.Chromium, "window.innerWidth")))
	if got := webtest.Eval[string](b.Chromium, defects); got != "" {
		b.t.Errorf("%s: %s", name, got)
	}
	if got := b.Text("h1"); got != heading {
		b.t.Errorf("%s has the heading %q, want %q", name, got, heading)
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
			b.Set("#email", "admin@example.org")
			b.Set("#password", "wrong")
			b.Press("form .button")
			b.look("signin-wrong", "Sign in")
			b.Set("#password", password)
			b.Press("form .button")
			b.look("empty", "Surveys")

			b.open(uploadPath)
			b.Do(chromedp.SetUploadFiles(chromedp.CSS("#files"), []string{bad}))
			b.Press(".upload .button")
			b.look("problems", "Upload a questionnaire")
			b.Do(chromedp.SetUploadFiles(chromedp.CSS("#files"), []string{good}))
			b.Press(".upload .button")
			b.look("uploaded", "Pets at work pets/2026")
			b.Press("form[action$='/publish'] .button")
			b.look("published", "Pets at work 2026 pets/2026")

			b.Set("#opens", "2026-05-01T09:00")
			b.Set("#closes", "2026-06-12T18:00")
			b.Press(".times .button")
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
