package respond

import (
	"bytes"
	"compress/gzip"
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"barometer/internal/questionnaire/fixture"
	"barometer/internal/web/webtest"
)

// The whole script stays small enough to be on every page.
func TestScriptIsSmall(t *testing.T) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(scripts()); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if packed.Len() >= 10_000 {
		t.Errorf("the script has %d bytes when packed", packed.Len())
	}
}

func TestScript(t *testing.T) {
	s := newServer(t, fixture.Load(t, "instant_conditions"))
	for _, name := range []string{"long_list", "allocation", "device"} {
		s.publish(t, fixture.Load(t, name))
	}
	b := webtest.NewChromium(t, 800)
	b.Script(true)
	open := func(t *testing.T, name string) *webtest.Chromium {
		b := b.For(t)
		b.Open(s.URL + "/s/fixture/" + name)
		b.Press("form .button")
		return b
	}
	t.Run("conditions", func(t *testing.T) { conditionsAtOnce(t, open(t, "instant_conditions")) })
	t.Run("search", func(t *testing.T) { search(t, open(t, "long_list")) })
	t.Run("total", func(t *testing.T) { total(t, open(t, "allocation")) })
	t.Run("position", func(t *testing.T) { position(t, open(t, "device"), s.URL) })
}

// conditionsAtOnce checks that questions come and go with the answers that they
// follow from, and keep what was entered.
func conditionsAtOnce(t *testing.T, b *webtest.Chromium) {
	b.Fill("staff=5")
	b.Press("form#answers .button")
	shows := func(when, want string) {
		t.Helper()
		if got := webtest.Eval[string](b, "[...document.querySelectorAll('.field')].map(e => e.id.slice(2)).join(' ')"); got != want {
			t.Errorf("%s the page shows %s, want %s", when, got, want)
		}
		if got := webtest.Eval[string](b, "document.querySelector('[name=_shown]').value.split(' ').sort().join(' ')"); got != sorted(want) {
			t.Errorf("%s the page says that it shows %s", when, got)
		}
	}
	shows("at first", "drinks")
	b.Fill("drinks=tea")
	shows("with tea", "drinks cups")
	for typed, want := range map[string]string{
		"4": "drinks cups", "5": "drinks cups much", "9": "drinks cups much tin", "٩": "drinks cups much tin", "9,5": "drinks cups much tin",
		"9 cups": "drinks cups much tin", "1.200": "drinks cups much tin", "many": "drinks cups", "-9": "drinks cups", "4.9": "drinks cups", "1'000": "drinks cups much tin",
	} {
		b.Fill("cups=" + typed)
		shows("with "+typed, want)
	}
	b.Fill("cups=9")
	b.Fill("tin=The red one")
	b.Fill("drinks=tea")
	shows("without tea", "drinks")
	b.Fill("drinks=tea")
	shows("with tea again", "drinks cups much tin")
	if got := webtest.Eval[string](b, "document.querySelector('#q-tin').value"); got != "The red one" {
		t.Errorf("what was entered became %q", got)
	}
}

func sorted(words string) string {
	return strings.Join(slices.Sorted(slices.Values(strings.Fields(words))), " ")
}

// typeInto enters something into a field of the script's own.
func typeInto(b *webtest.Chromium, id, value string) {
	b.Set("#"+id, value)
	webtest.Eval[bool](b, "document.getElementById('"+id+"').dispatchEvent(new Event('input', {bubbles: true}))")
}

func search(t *testing.T, b *webtest.Chromium) {
	b.Fill("favourite=oak")
	typeInto(b, "q-favourite-search", " LÍ")
	if got := webtest.Eval[string](b, "[...document.querySelector('#q-favourite').options].map(o => o.value).join(' ')"); got != " oak lime lily tulip" {
		t.Errorf("the search leaves %q", got)
	}
	typeInto(b, "q-favourite-search", "")
	if got := webtest.Eval[int](b, "document.querySelector('#q-favourite').options.length"); got != 21 {
		t.Errorf("the list has %d entries after the search", got)
	}
	b.Fill("planted=oak")
	typeInto(b, "f-planted-search", "ivy")
	if got := webtest.Eval[string](b, "[...document.querySelectorAll('#f-planted .option:not([hidden])')].map(e => e.innerText.trim()).join(' ')"); got != "Oak Ivy" {
		t.Errorf("the search leaves %q", got)
	}
	if got := b.Text("#f-planted .search [role=status]"); got != "Entries found: 1" {
		t.Errorf("the search says %q", got)
	}
}

func total(t *testing.T, b *webtest.Chromium) {
	b.Fill("days__office=7.5")
	b.Fill("days__field=2")
	if got := b.Text("#f-days .total"); got != "So far: 9.5 of 10\u00a0days" {
		t.Errorf("the total is %q", got)
	}
}

// position checks that the device fills in where it is, if it is asked.
func position(t *testing.T, b *webtest.Chromium, origin string) {
	b.Do(func(ctx context.Context, _ *chromedp.Target) (chromedp.Void, error) {
		_, err := chromedp.Call(ctx, browser.SetPermission, browser.SetPermissionParams{
			Permission: &browser.PermissionDescriptor{Name: "geolocation"}, Setting: browser.PermissionSettingGranted, Origin: origin,
		})
		if err == nil {
			latitude, longitude, accuracy := 52.52, 13.405, 1.0
			_, err = chromedp.Call(ctx, emulation.SetGeolocationOverride, emulation.SetGeolocationOverrideParams{
				Latitude: &latitude, Longitude: &longitude, Accuracy: &accuracy,
			})
		}
		return chromedp.Void{}, err
	})
	b.Do(chromedp.Click(chromedp.CSS(".device")))
	const values = "[...document.querySelectorAll('[data-device] input')].map(e => e.value).join(' ')"
	got := ""
	for range 100 {
		if got = webtest.Eval[string](b, values); got == "52.520000 13.405000" {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Errorf("the position is %q", got)
}
