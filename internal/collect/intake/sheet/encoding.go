package sheet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"
)

// encodings are those that text files are read in.
var encodings = map[string]encoding.Encoding{
	"utf-8":        utf.UTF8BOM,
	"utf-16":       utf.UTF16(utf.LittleEndian, utf.UseBOM),
	"utf-16le":     utf.UTF16(utf.LittleEndian, utf.UseBOM),
	"utf-16be":     utf.UTF16(utf.BigEndian, utf.UseBOM),
	"windows-1252": charmap.Windows1252,
	"macintosh":    charmap.Macintosh,
}

// utf8Mark is what some tools put before UTF-8.
var utf8Mark = []byte{0xEF, 0xBB, 0xBF}

// Encodings lists the names of the encodings that text files are read in.
func Encodings() []string {
	return []string{"utf-8", "utf-16", "utf-16le", "utf-16be", "windows-1252", "macintosh"}
}

// byteSurvey is what one pass over the bytes of a text file finds.
type byteSurvey struct {
	head     []byte // the first bytes
	invalid  int    // bytes that are not UTF-8
	badLine  int    // line of the first of them
	multi    int    // characters of several bytes in UTF-8
	newlines int
	returns  int // carriage returns
	nulEven  int // NUL bytes at even offsets
	nulOdd   int
	nulLine  int             // line of the first NUL byte
	high     map[[3]byte]int // bytes ≥ 0x80 with the bytes around them
	size     int64
}

const (
	chunk      = 256 << 10 // bytes read at once
	mostlyUTF8 = 20        // characters of UTF-8 for each byte that is none
)

// surveyBytes reads the whole file once.
func surveyBytes(ctx context.Context, r io.ReaderAt, size int64) (*byteSurvey, error) {
	sv := &byteSurvey{high: map[[3]byte]int{}, size: size}
	buf := make([]byte, chunk)
	var carry []byte // an unfinished UTF-8 sequence
	for offset := int64(0); offset < size; offset += chunk {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n, err := r.ReadAt(buf, offset)
		if err != nil && !errors.Is(err, io.EOF) {
			return nil, err
		}
		part := buf[:n]
		if offset == 0 {
			sv.head = slices.Clone(part[:min(n, 4)])
		}
		sv.countNULs(part, offset)
		sv.returns += bytes.Count(part, []byte{'\r'})
		carry = sv.checkUTF8(append(carry, part...), offset+int64(n) >= size)
		sv.countHigh(part)
		sv.newlines += bytes.Count(part, []byte{'\n'})
	}
	return sv, nil
}

func (sv *byteSurvey) countNULs(part []byte, offset int64) {
	if bytes.IndexByte(part, 0) < 0 {
		return
	}
	line := sv.newlines + 1
	for i, b := range part {
		switch {
		case b == '\n':
			line++
		case b == 0:
			if sv.nulEven+sv.nulOdd == 0 {
				sv.nulLine = line
			}
			if (offset+int64(i))%2 == 0 {
				sv.nulEven++
			} else {
				sv.nulOdd++
			}
		}
	}
}

// checkUTF8 looks for bytes that are not UTF-8 and gives back an unfinished
// sequence at the end.
func (sv *byteSurvey) checkUTF8(part []byte, last bool) []byte {
	end := len(part)
	if !last {
		for back := 1; back < utf8.UTFMax && back <= len(part); back++ {
			if b := part[len(part)-back]; utf8.RuneStart(b) {
				if !utf8.FullRune(part[len(part)-back:]) {
					end = len(part) - back
				}
				break
			}
		}
	}
	sv.countUTF8(part[:end])
	return slices.Clone(part[end:])
}

// countUTF8 counts characters of several bytes, and bytes that make none.
func (sv *byteSurvey) countUTF8(part []byte) {
	for i := 0; i < len(part); {
		if part[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(part[i:])
		if r == utf8.RuneError && size == 1 {
			if sv.invalid == 0 {
				sv.badLine = sv.newlines + 1 + bytes.Count(part[:i], []byte{'\n'})
			}
			sv.invalid++
		} else {
			sv.multi++
		}
		i += size
	}
}

// maxContexts bounds the memory of countHigh; the first contexts decide.
const maxContexts = 20_000

func (sv *byteSurvey) countHigh(part []byte) {
	if sv.invalid == 0 && len(sv.high) == 0 {
		return
	}
	for i, b := range part {
		if b < utf8.RuneSelf {
			continue
		}
		context := [3]byte{' ', b, ' '}
		if i > 0 {
			context[0] = part[i-1]
		}
		if i+1 < len(part) {
			context[2] = part[i+1]
		}
		if _, known := sv.high[context]; known || len(sv.high) < maxContexts {
			sv.high[context]++
		}
	}
}

// encoding chooses the encoding and says why.
func (sv *byteSurvey) encoding(name string) (enc, evidence string, err error) {
	switch {
	case bytes.HasPrefix(sv.head, utf8Mark) && sv.invalid == 0 && sv.nuls() == 0:
		return "utf-8", "it begins with the mark of UTF-8", nil
	case bytes.HasPrefix(sv.head, []byte{0xFF, 0xFE}):
		return "utf-16le", "it begins with the mark of UTF-16, low byte first", nil
	case bytes.HasPrefix(sv.head, []byte{0xFE, 0xFF}):
		return "utf-16be", "it begins with the mark of UTF-16, high byte first", nil
	case int64(sv.nulOdd) > sv.size/4 && sv.nulEven < sv.nulOdd/10:
		return "utf-16le", "every other byte is zero, as in UTF-16, low byte first", nil
	case int64(sv.nulEven) > sv.size/4 && sv.nulOdd < sv.nulEven/10:
		return "utf-16be", "every other byte is zero, as in UTF-16, high byte first", nil
	case sv.nuls() > 0:
		return "", "", refuse(name, "line %d holds a zero byte, so the file is damaged or no text; export it again as CSV UTF-8 or XLSX", sv.nulLine)
	case sv.invalid == 0:
		return "utf-8", "all of it is valid UTF-8", nil
	case sv.multi > mostlyUTF8*sv.invalid || bytes.HasPrefix(sv.head, utf8Mark):
		return "utf-8", fmt.Sprintf("it is valid UTF-8 but for bytes from line %d on (%d), which are left out", sv.badLine, sv.invalid), nil
	}
	enc, evidence = sv.singleByte()
	return enc, evidence, nil
}

func (sv *byteSurvey) nuls() int { return sv.nulEven + sv.nulOdd }

// singleByte chooses between Windows-1252 and Mac Roman by which makes better
// sense of each byte among its neighbours.
func (sv *byteSurvey) singleByte() (enc, evidence string) {
	type vote struct {
		context [3]byte
		weight  int
	}
	total := 0
	var best vote
	for context, n := range sv.high {
		diff := (sense(charmap.Macintosh, context) - sense(charmap.Windows1252, context)) * min(n, 1000)
		total += diff
		if abs(diff) > abs(best.weight) || abs(diff) == abs(best.weight) && string(context[:]) < string(best.context[:]) {
			best = vote{context, diff}
		}
	}
	chosen, other, enc, otherName := charmap.Windows1252, charmap.Macintosh, "windows-1252", "Mac Roman"
	if total > 0 {
		chosen, other, enc, otherName = charmap.Macintosh, charmap.Windows1252, "macintosh", "Windows-1252"
	}
	b := best.context[1]
	if best.weight == 0 {
		return enc, "it is not UTF-8, and nothing speaks for Mac Roman"
	}
	return enc, fmt.Sprintf("it is not UTF-8, and byte 0x%02X makes sense as %s, not as %s of %s",
		b, describe(chosen.DecodeByte(b)), describe(other.DecodeByte(b)), otherName)
}

func abs(n int) int { return max(n, -n) }

// describe names a character for a message.
func describe(r rune) string {
	switch {
	case r == '\u00a0':
		return "a no-break space"
	case r == utf8.RuneError || r < ' ' || r >= 0x80 && r < 0xA0:
		return "no character"
	}
	return "“" + string(r) + "”"
}

// typographic are characters that exports are full of.
const typographic = "’‘“”–—…•€£©®™°é"

// sense says how likely a byte is in its context in an encoding, higher being
// likelier.
func sense(enc *charmap.Charmap, context [3]byte) int {
	r := enc.DecodeByte(context[1])
	before, after := context[0], context[2]
	switch {
	case r == utf8.RuneError || r >= 0x80 && r < 0xA0:
		return -10
	case r == '\u00a0':
		return 2
	case strings.ContainsRune(typographic, r):
		return 3
	case unicode.IsUpper(r) && isLowerASCII(before):
		return -5
	case unicode.IsLower(r) && (isLowerASCII(before) || isLowerASCII(after)):
		return 2
	case unicode.IsUpper(r) && isLowerASCII(after):
		return 1
	case unicode.IsUpper(r) || unicode.IsLower(r):
		return 0
	}
	return -1
}

func isLowerASCII(b byte) bool { return 'a' <= b && b <= 'z' }
