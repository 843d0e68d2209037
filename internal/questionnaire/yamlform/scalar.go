package yamlform

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// text writes a text behind a colon: on the line, or as a block where it is
// long or has several lines.
func (p *printer) text(s string, depth int) {
	if lines := blockLines(s, lineWidth-2*depth); lines != nil {
		style := " >-\n"
		if strings.Contains(s, "\n") {
			style = " |-\n"
		}
		p.WriteString(style)
		for _, line := range lines {
			if line != "" {
				p.indent(depth + 1)
			}
			p.WriteString(line + "\n")
		}
		return
	}
	p.WriteString(" " + quoteIfNeeded(s, false) + "\n")
}

// blockLines breaks a text into the lines of a block; nil if it is short, or
// if a block would not give it back as it is.
func blockLines(s string, width int) []string {
	lines := strings.Split(s, "\n")
	if hasUnusual(s) || strings.Contains(s, "\t") || s != strings.TrimSpace(s) || len(lines) == 1 && utf8.RuneCountInString(s) <= width {
		return nil
	}
	if len(lines) > 1 {
		if slices.ContainsFunc(lines, func(l string) bool { return l != strings.TrimRight(l, " ") }) {
			return nil
		}
		return lines
	}
	words := strings.Split(s, " ")
	if slices.Contains(words, "") {
		return nil
	}
	return wrap(words, max(width, 40))
}

// wrap fills lines with words.
func wrap(words []string, width int) []string {
	var lines []string
	line := ""
	for _, word := range words {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

// plainPattern is what stands without quotes in any YAML, whatever is around
// it: it begins with a letter, and has no colon before a space.
var plainPattern = regexp.MustCompile(`^\p{L}([\p{L}\p{M}\p{N} _./()%+=@'’“”?!;&<>-]|,|:[^ ])*$`)

// wordsOfYAML are read as something other than text, by us or by older tools.
var wordsOfYAML = map[string]bool{
	"true": true, "false": true, "null": true, "yes": true, "no": true,
	"on": true, "off": true, "y": true, "n": true,
}

// quoteIfNeeded gives a text as a scalar on one line; in flow it stands inside
// brackets.
func quoteIfNeeded(s string, flow bool) string {
	plain := plainPattern.MatchString(s) && !wordsOfYAML[strings.ToLower(s)] &&
		!strings.HasSuffix(s, " ") && !strings.HasSuffix(s, ":")
	if plain && !(flow && strings.ContainsAny(s, ",:?")) {
		return s
	}
	return quote(s)
}

// quote gives a text in double quotes.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteString("\\" + string(r))
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case isUnusual(r) && r > 0xFFFF:
			fmt.Fprintf(&b, `\U%08X`, r)
		case isUnusual(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func hasUnusual(s string) bool { return strings.ContainsFunc(s, isUnusual) }

// isUnusual finds the characters that an editor would not show, or that end a
// line for some tools.
func isUnusual(r rune) bool {
	return r != '\n' && r != '\t' && r != ' ' && !unicode.IsGraphic(r) || r == 0x85 || r == 0x2028 || r == 0x2029
}
