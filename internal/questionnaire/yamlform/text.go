package yamlform

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"barometer/internal/questionnaire"
)

// decodeText checks that a file is text in UTF-8 of bearable size, and gives it
// with the line ends of Unix and without a byte order mark.
func (r *reader) decodeText(source Source) (string, bool) {
	data := source.Data
	if len(data) > MaxSize {
		r.fail(questionnaire.Position{File: source.Name}, "the file is larger than %d MB; no questionnaire is", MaxSize>>20)
		return "", false
	}
	if encoding := markedEncoding(data); encoding != "" {
		r.fail(positionAt(source.Name, nil, 0), "the file is in %s; save it as UTF-8", encoding)
		return "", false
	}
	data = bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF"))
	if len(bytes.TrimSpace(data)) == 0 {
		r.fail(positionAt(source.Name, nil, 0), "the file is empty; write a questionnaire")
		return "", false
	}
	shift := len(source.Data) - len(data)
	if i := invalidUTF8(data); i >= 0 {
		r.fail(positionAt(source.Name, data, i), "byte %d of the file (0x%02X) is not UTF-8; the file looks like %s: save it as UTF-8", i+shift+1, data[i], guessEncoding(data))
		return "", false
	}
	if i := bytes.IndexFunc(data, isControl); i >= 0 {
		r.fail(positionAt(source.Name, data, i), "byte %d of the file is %s, which text does not hold; remove it", i+shift+1, controlName(data[i]))
		return "", false
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n"), true
}

// markedEncoding names the encoding of a file that is plainly not in UTF-8: by
// its byte order mark, or because every second byte is zero.
func markedEncoding(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\xFF\xFE\x00\x00")), bytes.HasPrefix(data, []byte("\x00\x00\xFE\xFF")):
		return "UTF-32"
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		return "UTF-16"
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return "a zip format, such as that of Excel and Word"
	}
	const enough = 4
	if len(data) < enough {
		return ""
	}
	start := data[:min(len(data), 400)]
	zeros := [2]int{}
	for i, c := range start {
		if c == 0 {
			zeros[i%2]++
		}
	}
	if max(zeros[0], zeros[1]) > len(start)/4 {
		return "UTF-16"
	}
	return ""
}

// invalidUTF8 is the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}

// guessEncoding names the encoding that the letters beyond ASCII suggest.
// Accented letters are above 0xC0 in Windows-1252 and below 0xA0 in Mac Roman.
func guessEncoding(data []byte) string {
	windows, mac := 0, 0
	for _, c := range data {
		switch {
		case c >= 0xC0, c >= 0x91 && c <= 0x97, c == 0x80, c == 0x85, c == 0xA0:
			windows++
		case c >= 0x80 && c < 0xA0:
			mac++
		}
	}
	if mac > windows {
		return "Mac Roman"
	}
	return "Windows-1252"
}

// isControl finds the characters that YAML forbids and no editor shows.
func isControl(r rune) bool {
	return r < ' ' && r != '\n' && r != '\r' && r != '\t' || r == 0x7F
}

func controlName(c byte) string {
	if c == 0 {
		return "a NUL"
	}
	return fmt.Sprintf("the control character 0x%02X", c)
}

// positionAt is the place of a byte of a file.
func positionAt(name string, data []byte, offset int) questionnaire.Position {
	before := data[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return questionnaire.Position{
		File:   name,
		Line:   bytes.Count(before, []byte("\n")) + 1,
		Column: utf8.RuneCount(before[start:]) + 1,
	}
}
