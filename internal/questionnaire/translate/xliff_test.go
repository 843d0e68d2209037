package translate

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"barometer/internal/fault"
)

func readXLIFF(t testing.TB, text string) (*File, error) {
	return formats["xlf"].read(t, []byte(text))
}

// TestXLIFF compares the whole file with the golden one.
func TestXLIFF(t *testing.T) {
	golden(t, "club.fr.xlf", string(formats["xlf"].write(t, club(t), "fr")))
}

const unit = `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" trgLang="fr"><file id="f"><group id="g"><unit id="title"><originalData><data id="d1">${name}</data></originalData>`

// TestForeignXLIFF checks what the tools of agencies do to a unit.
func TestForeignXLIFF(t *testing.T) {
	tests := []struct{ segments, want, state string }{
		{`<segment><source>A</source></segment>`, "", ""},
		{`<segment state="final"><source>A</source><target>B</target></segment>`, "B", "reviewed"},
		{`<segment state="reviewed"><source>A. </source><target>B. </target></segment><segment state="translated"><source>C</source><target>D</target></segment>`, "B. D", "translated"},
		{`<segment state="final"><source>A.</source><target>B.</target></segment><ignorable><source> </source></ignorable><segment state="final"><source>C</source><target>D</target></segment>`, "B. D", "reviewed"},
		{`<segment><source>A</source><target>x <mrk id="m1" type="term">y</mrk><sm id="m2"/> <ph id="1" dataRef="d1"/><em startRef="m2"/><cp hex="0021"/></target></segment>`, "x y ${name}!", ""},
		{`<segment state="initial"><source>A</source></segment>`, "", "missing"},
	}
	for _, test := range tests {
		f, err := readXLIFF(t, unit+test.segments+"</unit></group></file></xliff>")
		if err != nil || len(f.Rows) != 1 || f.Rows[0].Translation != test.want || f.Rows[0].State != test.state || f.Rows[0].ID != "title" {
			t.Errorf("%s gives %+v (%v), want %q, %s", test.segments, f, err, test.want, test.state)
		}
	}
}

// TestBadXLIFF checks files that cannot be read.
func TestBadXLIFF(t *testing.T) {
	const laughs = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	target := func(s string) string {
		return unit + "<segment><source>A</source><target>" + s + "</target></segment></unit></group></file></xliff>"
	}
	tests := []struct{ name, text, want string }{
		{"empty", "", "back.xlf:1:1: the file is empty"},
		{"no XML", "PK\x03\x04", "this is no XLIFF that can be read"},
		{"entities", laughs + target("&b;"), "declares a document type"},
		{"undeclared entity", target("&b;"), "this is no XLIFF that can be read"},
		{"old version", `<xliff version="1.2"/>`, "this is xliff 1.2, not XLIFF 2"},
		{"another format", `<html/>`, "this is html , not XLIFF 2"},
		{"cut off", unit, "this is no XLIFF that can be read"},
		{"not UTF-8", target("\xff"), "this is no XLIFF that can be read"},
		{"another encoding", `<?xml version="1.0" encoding="UTF-16"?>` + target("x"), "as XLIFF 2 in UTF-8"},
		{"deep", unit + strings.Repeat("<x>", 1000), "more than 50 deep"},
		{"deep inline", target(strings.Repeat("<mrk>", 1000)), "more than 50 deep"},
		{"formatting", target(`<pc id="1">x</pc>`), "an inline element <pc>"},
		{"unknown placeholder", target(`<ph id="9" dataRef="d9"/>`), "a placeholder that its source has not"},
		{"moved segments", unit + `<segment><source>A</source><target order="2">B</target></segment>`, "in another order"},
		{"no character", target(`<cp hex="zz"/>`), "a character of no number"},
		{"element in data", strings.Replace(target("x"), "${name}", "<x/>", 1), "holds an element"},
		{"too large", target(strings.Repeat("x", MaxSize)), "larger than 16 MB"},
	}
	for _, test := range tests {
		start := time.Now()
		_, err := readXLIFF(t, test.text)
		if err == nil || !strings.Contains(err.Error(), test.want) || !errors.Is(err, fault.Invalid) && !errors.Is(err, fault.TooLarge) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s took %v", test.name, took)
		}
	}
}

// FuzzXLIFF checks that no file crashes the reader or the import, and that one
// with an error changes nothing.
func FuzzXLIFF(f *testing.F) {
	d := club(f)
	f.Add(formats["xlf"].write(f, d, "fr"))
	f.Add([]byte(unit + `<segment state="final"><source>A</source><target>B <ph id="1" dataRef="d1"/></target></segment></unit></group></file></xliff>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := ReadXLIFF(t.Context(), bytes.NewReader(data), "fuzz.xlf")
		if err != nil {
			return
		}
		m := Merge(d, file)
		if len(m.Changed) > len(d.Strings()) {
			t.Fatalf("%d strings changed", len(m.Changed))
		}
	})
}
