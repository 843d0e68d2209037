package translate

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"barometer/internal/questionnaire"
)

// The names of XLIFF 2: of the format itself, and of its module for data that
// tools carry along.
const (
	xliffNamespace    = "urn:oasis:names:tc:xliff:document:2.0"
	metadataNamespace = "urn:oasis:names:tc:xliff:metadata:2.0"
	ownCategory       = "barometer"
	staleSubState     = "barometer:stale"
)

// xliffStates are the states of XLIFF. A stale translation has to be made
// again, so it is initial there; its subState tells.
var xliffStates = map[questionnaire.TranslationState]string{
	questionnaire.StateMissing: "initial", questionnaire.StateStale: "initial",
	questionnaire.StateTranslated: "translated", questionnaire.StateReviewed: "reviewed",
}

// WriteXLIFF writes the strings of a definition in a language as XLIFF 2.0: a
// unit for each, with its state, notes, and an inline element for each inserted
// answer.
func WriteXLIFF(w io.Writer, d *questionnaire.Definition, language string) error {
	x := &xliffWriter{Writer: bufio.NewWriter(w)}
	x.printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
	x.printf("<xliff xmlns=%q xmlns:mda=%q version=\"2.0\" srcLang=\"%s\" trgLang=\"%s\">\n", xliffNamespace, metadataNamespace, escape(d.Language), escape(language))
	x.printf("  <file id=\"%s\" original=\"%s\">\n", escape("f-"+d.Survey+"-"+d.Edition), escape(d.Survey+"/"+d.Edition))
	for _, e := range Entries(d, language) {
		x.unit(e)
	}
	x.printf("  </file>\n</xliff>\n")
	if err := x.Flush(); err != nil {
		return fmt.Errorf("writing the XLIFF of %s: %w", language, err)
	}
	return nil
}

type xliffWriter struct {
	*bufio.Writer
}

// printf writes; the first error stays in the Writer until Flush.
func (x *xliffWriter) printf(format string, args ...any) { fmt.Fprintf(x, format, args...) }

// asIs undoes what nobody needs to be escaped.
var asIs = strings.NewReplacer("&#xA;", "\n", "&#39;", "'")

// escape makes a text fit for XML, in attributes and between tags.
func escape(s string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		return "" // a Builder takes everything
	}
	return asIs.Replace(b.String())
}

func (x *xliffWriter) unit(e Entry) {
	x.printf("    <unit id=\"%s\" xml:space=\"preserve\">\n", escape(e.ID))
	x.printf("      <mda:metadata><mda:metaGroup category=%q><mda:meta type=\"export\">%s</mda:meta></mda:metaGroup></mda:metadata>\n", ownCategory, e.stamp())
	x.printf("      <notes>\n        <note category=\"location\">%s</note>\n", escape(e.Where))
	if e.Note != "" {
		x.printf("        <note category=\"instruction\">%s</note>\n", escape(e.Note))
	}
	x.printf("      </notes>\n")
	p := newPlaceholders(e.Text)
	if len(p.ids) > 0 {
		x.printf("      <originalData>")
		for _, code := range p.codes {
			x.printf("<data id=\"%s\">%s</data>", dataID(p.ids[code]), escape(code))
		}
		x.printf("</originalData>\n")
	}
	x.printf("      <segment state=\"%s\"", xliffStates[e.State])
	if e.State == questionnaire.StateStale {
		x.printf(" subState=%q", staleSubState)
	}
	x.printf(">\n        <source>%s</source>\n", p.inline(e.Text))
	if e.Translation != "" {
		x.printf("        <target>%s</target>\n", p.inline(e.Translation))
	}
	x.printf("      </segment>\n    </unit>\n")
}

// placeholders are the inline elements of a unit: one for each answer that its
// source inserts as it is. Plural forms stay text, because they are translated.
type placeholders struct {
	codes []string       // ${key}
	ids   map[string]int // by code, from 1
}

func newPlaceholders(source string) placeholders {
	p := placeholders{ids: map[string]int{}}
	for _, pipe := range questionnaire.ParsePipes(source) {
		code := source[pipe.Start:pipe.End]
		if pipe.Key != "" && pipe.Forms == nil && p.ids[code] == 0 {
			p.codes = append(p.codes, code)
			p.ids[code] = len(p.codes)
		}
	}
	return p
}

func dataID(n int) string { return fmt.Sprintf("d%d", n) }

// inline gives a text with elements in the places of what is inserted. What
// the source does not insert stays text.
func (p placeholders) inline(text string) string {
	var b strings.Builder
	end, times := 0, map[int]int{}
	for _, pipe := range questionnaire.ParsePipes(text) {
		code := text[pipe.Start:pipe.End]
		n := p.ids[code]
		if n == 0 || pipe.Forms != nil {
			continue
		}
		b.WriteString(escape(text[end:pipe.Start]))
		id := fmt.Sprint(n)
		if times[n]++; times[n] > 1 {
			id = fmt.Sprintf("%d-%d", n, times[n])
		}
		fmt.Fprintf(&b, `<ph id="%s" dataRef="%s" equiv="%s" disp="%s" canDelete="no"/>`, id, dataID(n), escape(pipe.Key), escape(code))
		end = pipe.End
	}
	b.WriteString(escape(text[end:]))
	return b.String()
}
