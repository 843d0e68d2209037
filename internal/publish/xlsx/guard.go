package xlsx

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// The limits of a worksheet.
const (
	maxSheetName = 31 // UTF-16 units
	maxCell      = excelize.TotalCellChars
	maxRows      = excelize.TotalRows
	maxColumns   = excelize.MaxColumns
)

// sheetName makes a name that Excel accepts and that is not among those used
// (in lower case): at most 31 UTF-16 units, without []:*?/\ and apostrophes at
// its ends, not "History".
func sheetName(title string, used map[string]bool) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`[]:*?/\`, r):
			return '-'
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, strings.ToValidUTF8(title, "\uFFFD"))
	name = trimName(cutUTF16(trimName(name), maxSheetName))
	if name == "" || foldName(name) == "history" {
		name = trimName(name + " 1")
	}
	base := name
	for i := 2; used[foldName(name)]; i++ {
		suffix := " " + strconv.Itoa(i)
		name = trimName(cutUTF16(base, maxSheetName-len(suffix))) + suffix
	}
	return name
}

func trimName(name string) string { return strings.Trim(strings.TrimSpace(name), "' ") }

// foldName gives names that Excel holds for the same one result.
func foldName(name string) string { return strings.ToLower(name) }

// quoteSheet writes a sheet's name as references need it.
func quoteSheet(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }

// cleanText makes a text fit a cell: characters that XML cannot hold are
// replaced and what exceeds 32,767 UTF-16 units is cut, ending with "…".
func cleanText(text string) string {
	if strings.IndexFunc(text, invalidXML) >= 0 {
		text = strings.Map(func(r rune) rune {
			if invalidXML(r) {
				return '\uFFFD'
			}
			return r
		}, text)
	}
	if len(text) <= maxCell {
		return text
	}
	if cut := cutUTF16(text, maxCell); len(cut) < len(text) {
		return cutUTF16(text, maxCell-1) + "…"
	}
	return text
}

func invalidXML(r rune) bool {
	switch {
	case r == '\t', r == '\n', r == '\r':
		return false
	case r < 0x20, r == 0xFFFE, r == 0xFFFF, r == utf8.RuneError:
		return true
	}
	return false
}

// cutUTF16 gives the longest prefix of at most n UTF-16 units that splits no
// character.
func cutUTF16(text string, n int) string {
	if len(text) <= n {
		return text
	}
	units := 0
	for i, r := range text {
		units += max(1, utf16.RuneLen(r))
		if units > n {
			return text[:i]
		}
	}
	return text
}

// uniqueHeaders makes headers that a table of Excel accepts: none empty, none
// twice when case is ignored, none longer than 255 UTF-16 units.
func uniqueHeaders(headers []string) []string {
	out := make([]string, len(headers))
	used := make(map[string]bool, len(headers))
	for i, h := range headers {
		h = cutUTF16(strings.Join(strings.Fields(cleanText(h)), " "), 255)
		if h == "" {
			h = "column_" + strconv.Itoa(i+1)
		}
		base := h
		for n := 2; used[strings.ToLower(h)]; n++ {
			suffix := "_" + strconv.Itoa(n)
			h = cutUTF16(base, 255-len(suffix)) + suffix
		}
		used[strings.ToLower(h)] = true
		out[i] = h
	}
	return out
}
