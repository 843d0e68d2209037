package yamlform

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestSplitName(t *testing.T) {
	tests := []struct{ name, source, tag string }{
		{"industry.fr.yaml", "industry.yaml", "fr"},
		{"industry-2026.pt-BR.yml", "industry-2026.yml", "pt-BR"},
		{"industry.yaml", "industry.yaml", ""},
		{"industry.2026.yaml", "industry.2026.yaml", ""},
		{"industry.fr.txt", "industry.fr.txt", ""},
		{".fr.yaml", ".fr.yaml", ""},
	}
	for _, test := range tests {
		source, tag, ok := SplitName(test.name)
		if source != test.source || tag != test.tag || ok != (tag != "") {
			t.Errorf("%s is %s in %q, want %s in %q", test.name, source, tag, test.source, test.tag)
		}
	}
}

// TestReadFS checks that the translations beside a file, and no others, are
// read with it, and that places carry the whole path.
func TestReadFS(t *testing.T) {
	fsys := fstest.MapFS{
		"a/b/pulse.yaml":       {Data: []byte("survey: pulse\ntitle: Pulse\ncolour: red\n")},
		"a/b/pulse.fr.yaml":    {Data: []byte("language: fr\nstrings:\n  title: {hash: x, text: Pouls}\n")},
		"a/b/pulse-2.de.yaml":  {Data: []byte("language: de\nstrings: {}\n")},
		"a/pulse.ar.yaml":      {Data: []byte("language: ar\nstrings: {}\n")},
		"a/b/pulse.es.yaml/in": {Data: nil},
	}
	d, at, problems := ReadFS(fsys, "a/b/pulse.yaml")
	if len(problems) != 1 || problems[0].String() != "a/b/pulse.yaml:3:1: a questionnaire has no property “colour”; it may have survey, edition, language, title, institute, contact, introduction, thanks, minutes, confidentiality, time_zone, routing, note, method, administrative, screen_out_if, default_population, populations, banners, lists, sections, retired" {
		t.Errorf("problems are %v", problems)
	}
	if len(d.Translations) != 1 || d.Translations["fr"].Strings["title"].Text != "Pouls" {
		t.Errorf("translations are %v", d.Translations)
	}
	if got, want := at("translations.fr.title.text").String(), "a/b/pulse.fr.yaml:3:26"; got != want {
		t.Errorf("the translation is at %s, want %s", got, want)
	}
}

// Drafts hold comments that wait for a decision; lint says so once.
func TestChecksAreWarnedOf(t *testing.T) {
	text := "survey: s\nedition: e\nlanguage: en\ntitle: T # check: name of the survey\nconfidentiality: identified\n" +
		"sections:\n  - key: a\n    title: A\n    # check: the order\n    questions:\n      - {key: q, type: text, text: \"Q # checked\"}\n"
	q, problems := CompileSources(Source{Name: "draft.yaml", Data: []byte(text)})
	if q == nil || len(problems) != 1 {
		t.Fatalf("problems %v; want one warning", problems)
	}
	if got := problems[0]; got.Line != 4 || got.Column != 10 || !strings.Contains(got.Message, "2 comments") {
		t.Errorf("warned %v", got)
	}
}
