package locale

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

var placeholder = regexp.MustCompile(`\{[a-z_]+\}`)

func placeholders(s string) []string {
	found := placeholder.FindAllString(s, -1)
	slices.Sort(found)
	return slices.Compact(found)
}

// whole gives the form that must hold every placeholder.
func (t text) whole() string {
	if t.forms != nil {
		return t.forms[plural.Other]
	}
	return t.single
}

func TestLanguagesHaveTheSameTexts(t *testing.T) {
	c := catalogs()
	if len(c.tags) < 3 || c.tags[0] != fallback {
		t.Fatalf("languages are %v", c.tags)
	}
	for _, tag := range c.tags {
		for key, want := range c.texts[fallback] {
			got, ok := c.texts[tag][key]
			if !ok {
				t.Errorf("%s: %s is missing", tag, key)
				continue
			}
			if (got.forms == nil) != (want.forms == nil) {
				t.Errorf("%s: %s has plural forms in one language only", tag, key)
			}
			if !slices.Equal(placeholders(got.whole()), placeholders(want.whole())) {
				t.Errorf("%s: %s has placeholders %v, English %v", tag, key, placeholders(got.whole()), placeholders(want.whole()))
			}
			for form, s := range got.forms {
				for _, name := range placeholders(s) {
					if !slices.Contains(placeholders(want.whole()), name) {
						t.Errorf("%s: %s: form %v has a placeholder %s of its own", tag, key, form, name)
					}
				}
			}
		}
		for key := range c.texts[tag] {
			if _, ok := c.texts[fallback][key]; !ok {
				t.Errorf("%s: %s is not in English", tag, key)
			}
		}
	}
}

// Each language has exactly the plural forms that its numbers need.
func TestPluralForms(t *testing.T) {
	for tag, texts := range catalogs().texts {
		needed := map[plural.Form]bool{plural.Other: true}
		for n := range 2_000_000 {
			if n > 1000 && n%100_000 != 0 {
				continue
			}
			needed[plural.Cardinal.MatchPlural(language.Make(tag), n, 0, 0, 0, 0)] = true
		}
		for key, text := range texts {
			if text.forms == nil {
				continue
			}
			for form := range needed {
				if _, ok := text.forms[form]; !ok {
					t.Errorf("%s: %s lacks form %v", tag, key, form)
				}
			}
			for form := range text.forms {
				if !needed[form] {
					t.Errorf("%s: %s has a form %v that no number takes", tag, key, form)
				}
			}
		}
	}
}

// computed are the beginnings of keys that the program puts together.
var computed = []string{"month.", "error.", "confidentiality.", "violation.", "missing.", "base.", "warning.", "report."}

// Every text is used, and every text used exists.
func TestTextsAreUsed(t *testing.T) {
	source := sources(t)
	for key := range catalogs().texts[fallback] {
		quoted := strings.Contains(source, `"`+key+`"`)
		if !quoted && !slices.ContainsFunc(computed, func(prefix string) bool { return strings.HasPrefix(key, prefix) }) {
			t.Errorf("nothing uses %s; remove it", key)
		}
	}
	for _, m := range regexp.MustCompile(`(?:\.T|\bText|\bTextOf)(?: |\()"([a-z_.]+)"( ?\+)?`).FindAllStringSubmatch(source, -1) {
		if !For(fallback).Has(m[1]) && m[2] == "" {
			t.Errorf("text %s is used and does not exist", m[1])
		}
	}
}

// sources gives all Go files and templates but tests and this package's own
// code together.
func sources(t *testing.T) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && d.Name() != ".." && !strings.HasPrefix(d.Name(), "../") {
			return fs.SkipDir
		}
		goFile := strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go")
		if d.IsDir() || !goFile && !strings.HasSuffix(path, ".html") {
			return nil
		}
		b, err := os.ReadFile(path)
		all.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

func TestEveryCodeHasAText(t *testing.T) {
	var keys []string
	for _, kind := range fault.Kinds() {
		keys = append(keys, kind.MessageKey(), kind.MessageKey()+".remedy")
	}
	for _, m := range questionnaire.MissingKinds() {
		keys = append(keys, "missing."+m.String())
	}
	for _, b := range questionnaire.Bases() {
		keys = append(keys, "base."+string(b))
	}
	for _, c := range []questionnaire.Confidentiality{questionnaire.Identified, questionnaire.Confidential, questionnaire.Anonymous} {
		keys = append(keys, "confidentiality."+string(c), "confidentiality."+string(c)+".promise")
	}
	keys = append(keys, declared(t, "../collect/response/response.go", "ViolationCode", "violation.")...)
	keys = append(keys, declared(t, "../analyse/tabulate/table.go", "WarningCode", "warning.")...)
	for _, key := range keys {
		if !For(fallback).Has(key) {
			t.Errorf("%s has no text", key)
		}
	}
}

// declared gives the values of the constants of a type in a file, each after a
// prefix.
func declared(t *testing.T, file, typeName, prefix string) []string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var values []string
	for _, m := range regexp.MustCompile(`\b`+typeName+`\s+= "([a-z_]+)"`).FindAllStringSubmatch(string(b), -1) {
		values = append(values, prefix+m[1])
	}
	if len(values) < 5 {
		t.Fatalf("%s declares %d constants of %s", file, len(values), typeName)
	}
	return values
}

func TestText(t *testing.T) {
	for _, test := range []struct {
		tag, key string
		args     []any
		want     string
	}{
		{"en", "respond.minutes", []any{"n", 1}, "About 1 minute"},
		{"en", "respond.minutes", []any{"n", 12}, "About 12 minutes"},
		{"fr", "respond.minutes", []any{"n", 0}, "Environ 0 minute"},
		{"ar", "respond.minutes", []any{"n", 2}, "نحو دقيقتين"},
		{"ar", "respond.minutes", []any{"n", 12}, "نحو 12 دقيقة"},
		{"fr-CA", "respond.next", nil, "Continuer"},
		{"ja", "respond.next", nil, "Continue"},
		{"not a tag", "respond.next", nil, "Continue"},
		{"en", "violation.too_small", []any{"min", 1234.5}, "Enter 1,234.5 or more"},
		{"fr", "violation.too_small", []any{"min", 1234.5}, "Saisissez 1\u00a0234,5 ou plus"},
		{"en", "violation.other_text", []any{"option", "{n}"}, "Write what you mean by “{n}”"},
		{"en", "respond.progress", []any{"number", 1}, "Section 1 of {total}"},
		{"en", "no.such.key", nil, "no.such.key"},
	} {
		if got := For(test.tag).Text(test.key, test.args...); got != test.want {
			t.Errorf("%s %s %v: got %q, want %q", test.tag, test.key, test.args, got, test.want)
		}
	}
}

func TestNumbersAndDates(t *testing.T) {
	day := time.Date(2026, 5, 1, 14, 30, 0, 0, time.UTC)
	for tag, want := range map[string][5]string{
		"en": {"1 May 2026", "1 May 2026, 14:30 (UTC)", "1,234,567.5", "12.50", "a, b and c"},
		"fr": {"1 mai 2026", "1 mai 2026 à 14:30 (UTC)", "1\u00a0234\u00a0567,5", "12,50", "a, b et c"},
		"ar": {"1 مايو 2026", "1 مايو 2026، الساعة 14:30 (UTC)", "1,234,567.5", "12.50", "a، b وc"},
		"de": {"1 May 2026", "1 May 2026, 14:30 (UTC)", "1.234.567,5", "12,50", "a, b and c"},
	} {
		p := For(tag)
		got := [5]string{p.Date(day), p.Time(day), p.Number(1234567.5), p.Fixed(12.5, 2), p.List([]string{"a", "b", "c"})}
		if got != want {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
	}
	for tag, want := range map[string][4]string{
		"en": {"May 2026", "12.346", "1234.50", "3"}, "fr": {"mai 2026", "12,346", "1234,50", "3"}, "ar": {"مايو 2026", "12.346", "1234.50", "3"},
	} {
		p := For(tag)
		if got := [4]string{p.ISODate("2026-05"), p.Rounded(12.3456, 3), p.PlainFixed(1234.5, 2), p.Rounded(3, 2)}; got != want {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
	}
	if got := For("en").ISODate("soon"); got != "soon" {
		t.Errorf("ISODate of no date is %q", got)
	}
}

func TestDirectionAndNames(t *testing.T) {
	for tag, want := range map[string][2]string{
		"en": {"ltr", "English"}, "fr": {"ltr", "français"}, "ar": {"rtl", "العربية"}, "fa-IR": {"rtl", "فارسی"},
		"he": {"rtl", "עברית"}, "ku-Arab": {"rtl", "ku-Arab"}, "xx-bad-tag-": {"ltr", "xx-bad-tag-"},
	} {
		if got := [2]string{Dir(tag), LanguageName(tag)}; got[0] != want[0] || tag != "ku-Arab" && got[1] != want[1] {
			t.Errorf("%s: got %q, want %q", tag, got, want)
		}
	}
}

func TestMatch(t *testing.T) {
	offered := []string{"en", "fr", "ar"}
	for header, want := range map[string]string{
		"": "en", "fr": "fr", "fr-CA,en;q=0.5": "fr", "ar-EG": "ar", "ja": "en", "ja,ar;q=0.1": "ar", "%%%": "en",
	} {
		if got := Match(header, offered); got != want {
			t.Errorf("%q: got %s, want %s", header, got, want)
		}
	}
	if got := Match("fr", nil); got != "en" {
		t.Errorf("without an offer: got %s", got)
	}
}
