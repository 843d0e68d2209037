package sav

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"

	"barometer/internal/fault"
)

// guessed is the name of the encoding where the file does not tell: each text
// that is no UTF-8 is read as Windows-1252.
const guessed = "utf-8 or windows-1252"

// findEncoding chooses the encoding of texts: the one asked for, the one that
// the file names, or that of its code page.
func (d *dictionary) findEncoding(wanted string) error {
	f, x := d.file, d.extension
	switch {
	case wanted != "":
		if !f.setEncoding(wanted) {
			return fault.New(fault.Invalid, "the encoding %q is unknown; write for example utf-8 or windows-1252", wanted)
		}
		f.Evidence = "it was asked for"
	case x.encoding != "" && f.setEncoding(x.encoding):
		f.Evidence = "the file names it"
	case x.codePaged && f.setEncoding(pageName(x.codePage)):
		f.Evidence = fmt.Sprintf("the file has code page %d", x.codePage)
	default:
		f.Encoding, f.Evidence = guessed, "the file names no encoding that is known"
	}
	return nil
}

// setEncoding takes an encoding by its name; it reports whether there is one.
func (f *File) setEncoding(name string) bool {
	e, err := htmlindex.Get(name)
	if err != nil {
		if e, err = ianaindex.IANA.Encoding(name); err != nil || e == nil {
			return false
		}
	}
	f.Encoding = strings.ToLower(name)
	if canonical, err := htmlindex.Name(e); err == nil {
		f.Encoding = canonical
	}
	if f.Encoding == "replacement" || strings.HasPrefix(f.Encoding, "utf-16") {
		return false // no system file can be in it
	}
	f.decoder = e.NewDecoder()
	return true
}

// Code pages that are not called by their number alone.
var pages = map[int32]string{
	2: "", 3: "", // "seven bits" and "eight bits" say nothing
	932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 20866: "koi8-r", 21866: "koi8-u",
	51932: "euc-jp", 51949: "euc-kr", 54936: "gb18030", 65001: "utf-8", 10000: "macintosh", 20127: "",
}

// pageName is the name of the encoding of a code page, or no name at all.
func pageName(page int32) string {
	name, ok := pages[page]
	switch {
	case ok:
		return name
	case page >= 28591 && page <= 28606:
		return "iso-8859-" + strconv.Itoa(int(page)-28590)
	case page >= 1250 && page <= 1258:
		return "windows-" + strconv.Itoa(int(page))
	}
	return "cp" + strconv.Itoa(int(page))
}

// text decodes a text and drops the spaces at its end. Bytes that mean nothing
// in the encoding become U+FFFD.
func (f *File) text(b []byte) string {
	for len(b) > 0 && (b[len(b)-1] == ' ' || b[len(b)-1] == 0) {
		b = b[:len(b)-1]
	}
	if isASCII(b) {
		return string(b)
	}
	switch {
	case f.Encoding == "utf-8" || f.decoder == nil && utf8.Valid(b):
		return strings.ToValidUTF8(string(b), string(utf8.RuneError))
	case f.decoder == nil:
		return decode(charmap.Windows1252.NewDecoder(), b)
	}
	return decode(f.decoder, b)
}

func decode(d *encoding.Decoder, b []byte) string {
	s, err := d.Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), string(utf8.RuneError))
	}
	return string(s)
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
