package lss

import (
	"encoding/xml"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"barometer/internal/fault"
)

// TestRefused holds that what is no survey is refused with what to do.
func TestRefused(t *testing.T) {
	tests := []struct {
		name, file string
		kind       error
		says       string
	}{
		{"empty", "", fault.Invalid, "no LimeSurveyDocType"},
		{"no XML", "question;answer", fault.Invalid, "no LimeSurveyDocType"},
		{"archive", "PK\x03\x04", fault.Invalid, "unpack it"},
		{"question group", "<document><LimeSurveyDocType>Group</LimeSurveyDocType></document>", fault.Invalid, "“Group”"},
		{"cut off", "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><surveys>", fault.Invalid, "unexpected EOF"},
		{"cut off in a text", "<document><a><![CDATA[abc", fault.Invalid, "breaks off"},
		{"document type", "<!DOCTYPE html><document/>", fault.Invalid, "document type"},
		{"unknown entity", writeDocument("<a>&nbsp;</a>"), fault.Invalid, "entity"},
		{"no questions", writeDocument(""), fault.Invalid, "without questions"},
		{"too large", strings.Repeat(" ", MaxSize+1), fault.TooLarge, "8 MB"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := Read(strings.NewReader(test.file), "in.lss")
			if !errors.Is(err, test.kind) || !strings.Contains(err.Error(), test.says) || !strings.HasPrefix(err.Error(), "in.lss") {
				t.Errorf("got %v, want one of kind %v that says %q", err, test.kind, test.says)
			}
		})
	}
}

// TestCorpusLanguages holds that every language of a file has its texts: at
// least nine of ten of what the survey says in it.
func TestCorpusLanguages(t *testing.T) {
	want := map[string][]string{
		"ls205_randomization_group_test.lss":                {"fr"},
		"ls5_sample_survey_multilingual_fr_de_en_it.lss":    {"de", "fr", "it"},
		"ls6_sample_survey_multilingual_fr_de_en_it_ru.lss": {"de", "fr", "it", "ru"},
	}
	for _, path := range corpus(t) {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			d, _ := readFile(t, path)
			if got := slices.Sorted(maps.Keys(d.Translations)); !slices.Equal(got, want[name]) {
				t.Fatalf("got the languages %v, want %v", got, want[name])
			}
			if d.Language != "en" {
				t.Errorf("got the source language %s, want en", d.Language)
			}
			source := len(d.Strings())
			for tag, translation := range d.Translations {
				if strings.Contains(name, "multilingual") && len(translation.Strings) < source*85/100 {
					t.Errorf("%s has %d of %d strings", tag, len(translation.Strings), source)
				}
			}
		})
	}
}

func TestTags(t *testing.T) {
	file := strings.Replace(writeDocument(repeated("groups", groupRow, 1)+repeated("questions", questionRow, 1)), "<language>en</language></languages>",
		"<language>en</language><language>de</language><language>de-informal</language><language>zh-Hant-TW</language><language>pt-BR</language><language>!!</language></languages>", 1)
	d, report, err := Read(strings.NewReader(file), "in.lss")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := slices.Sorted(maps.Keys(d.Translations)), []string{"de", "de-x-informal", "pt-BR", "zh-Hant-TW"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if !slices.ContainsFunc(report.Entries, func(e entry) bool { return strings.Contains(e.What, "“!!”") }) {
		t.Errorf("the report does not list the unknown language: %v", report.Entries)
	}
}

// TestDecoderExpandsNothing holds the second line of defence: without the
// screening too, entities that a file declares would not be expanded.
func TestDecoderExpandsNothing(t *testing.T) {
	d := xml.NewDecoder(strings.NewReader(`<!DOCTYPE d [<!ENTITY a "expanded">]><d>&a;</d>`))
	for {
		token, err := d.Token()
		if err != nil {
			if !strings.Contains(err.Error(), "invalid character entity &a;") {
				t.Errorf("got %v, want an error about the entity", err)
			}
			return
		}
		if text, ok := token.(xml.CharData); ok {
			t.Fatalf("got the text %q", text)
		}
	}
}
