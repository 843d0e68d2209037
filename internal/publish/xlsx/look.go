package xlsx

import (
	"strings"
	"unicode"

	"github.com/xuri/excelize/v2"
)

// The face of all sheets: one typeface that every system has (or has a metric
// twin of), one accent, greys.
const (
	fontFamily  = "Arial"
	fontSize    = 10
	accent      = "1F5C7A"
	accentPale  = "E4EEF3"
	ink         = "222B33"
	grey        = "66707A"
	line        = "C9D1D8"
	paleGrey    = "F3F5F7"
	alertColour = "9A3412"
)

// align is a place within the cell that follows the direction of the sheet.
type align uint8

const (
	alignStart align = iota
	alignEnd
	alignCentre
)

// vertical is a place within the height of the row.
type vertical uint8

const (
	middle vertical = iota
	top
	bottom
)

// look is how a cell looks. It is comparable, so that each look becomes one
// style of the workbook.
type look struct {
	size         float64 // 0: fontSize
	bold, italic bool
	colour, fill string // "" is ink and no fill
	align        align
	wrap         bool
	vertical     vertical
	indent       int
	format       string // number format, "" for general
	over, under  string // colours of the borders
	link         bool
}

const formatCount = "#,##0"

// percentFormat is the number format of shares in a language.
func percentFormat(language string) string {
	base, _, _ := strings.Cut(language, "-")
	switch base {
	case "fr", "de", "es", "sv", "fi", "nb", "da", "cs":
		return "0.0 %"
	}
	return "0.0%"
}

// numberFormat shows a number with a fixed count of decimals.
func numberFormat(decimals int) string {
	if decimals <= 0 {
		return formatCount
	}
	return formatCount + "." + strings.Repeat("0", min(decimals, 6))
}

func (b *book) styleOf(l look) (int, error) {
	if id, ok := b.styles[l]; ok {
		return id, nil
	}
	id, err := b.file.NewStyle(l.style(b.rtl))
	if err == nil {
		b.styles[l] = id
	}
	return id, err
}

func (l look) style(rtl bool) *excelize.Style {
	size, colour := l.size, l.colour
	if size == 0 {
		size = fontSize
	}
	if colour == "" {
		colour = ink
	}
	s := &excelize.Style{
		Font: &excelize.Font{Family: fontFamily, Size: size, Bold: l.bold, Italic: l.italic, Color: colour},
		Alignment: &excelize.Alignment{
			Horizontal: l.horizontal(rtl), Vertical: "center", WrapText: l.wrap, Indent: l.indent, ReadingOrder: 1,
		},
	}
	if rtl {
		s.Alignment.ReadingOrder = 2
	}
	switch l.vertical {
	case top:
		s.Alignment.Vertical = "top"
	case bottom:
		s.Alignment.Vertical = "bottom"
	}
	if l.link {
		s.Font.Underline = "single"
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	if l.over != "" {
		s.Border = append(s.Border, excelize.Border{Type: "top", Color: l.over, Style: 1})
	}
	if l.under != "" {
		s.Border = append(s.Border, excelize.Border{Type: "bottom", Color: l.under, Style: 1})
	}
	return s
}

func (l look) horizontal(rtl bool) string {
	switch {
	case l.align == alignCentre:
		return "center"
	case (l.align == alignEnd) != rtl:
		return "right"
	}
	return "left"
}

// textHeight estimates how high a wrapped text is in a cell, in points:
// spreadsheets do not fit the height of merged cells themselves. Width is in
// characters of the standard font.
func textHeight(text string, width float64, l look) float64 {
	size := l.size
	if size == 0 {
		size = fontSize
	}
	perLine := (width - 1.5*float64(l.indent)) * 0.93 * fontSize / size
	if l.bold {
		perLine *= 0.93
	}
	lines := 0
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines += max(1, wrappedLines(paragraph, perLine))
	}
	height := float64(lines)*size*1.28 + 3
	return min(max(height, 15), 409)
}

// wrappedLines counts the lines that words fill when at most perLine
// characters fit on one.
func wrappedLines(paragraph string, perLine float64) int {
	lines, used := 1, 0.0
	for word := range strings.FieldsSeq(paragraph) {
		n := textWidth(word)
		if used > 0 && used+spaceWidth+n > perLine {
			lines++
			used = 0
		}
		for n > perLine && perLine > 1 {
			lines++
			n -= perLine
		}
		if used > 0 {
			used += spaceWidth
		}
		used += n
	}
	return lines
}

const spaceWidth = 0.5

// textWidth is the width of a text in digits of the standard font.
func textWidth(text string) float64 {
	w := 0.0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r >= 0x1100 && r < 0x11FF, r >= 0x2E80 && r < 0xD7FF, r >= 0xF900 && r < 0xFAFF, r >= 0xFF00 && r < 0xFF60:
			w += 1.8
		case strings.ContainsRune("ijl'’|!.,:;I", r):
			w += 0.45
		case strings.ContainsRune("tfr()[]-/\u00a0“”«»", r):
			w += 0.6
		case strings.ContainsRune("mMW@%—…", r):
			w += 1.6
		case r >= 'A' && r <= 'Z', r == 'w':
			w += 1.25
		case r >= 0x0600 && r < 0x0700:
			w += 0.85
		default:
			w++
		}
	}
	return w
}
