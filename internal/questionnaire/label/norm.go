package label

import (
	"regexp"
	"strings"
	"unicode"
)

// Clean is a text as people should read it: no-break and other odd spaces are
// plain ones, repeated spaces are one, and control and invisible characters
// are gone. Line breaks count as spaces.
func Clean(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar:
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isClean reports whether s is plain ASCII that Clean would leave alone.
func isClean(s string) bool {
	last := byte(' ')
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && last == ' ' {
			return false
		}
		last = c
	}
	return len(s) == 0 || last != ' '
}

// plain puts typographic characters in the form that keyboards have.
var plain = strings.NewReplacer(
	"‘", "'", "’", "'", "‚", "'", "‛", "'", "`", "'", "´", "'", "′", "'",
	"“", `"`, "”", `"`, "„", `"`, "‟", `"`, "«", `"`, "»", `"`, "″", `"`,
	"‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "―", "-", "−", "-",
	"…", "...", "＞", ">", "＜", "<",
)

// Norm is the form in which two labels are compared: Clean, without regard to
// case and to the shape of quotes and dashes.
func Norm(s string) string {
	return strings.ToLower(plain.Replace(Clean(s)))
}

// numbering is what tools put before the wording of a question: "Q1 01—",
// "Q12.", "3)".
var numbering = regexp.MustCompile(`^(?:[Qq]\s?\d{1,4}[a-z]?(?:[ ._]\d{1,3})*\s*[-–—:.)]+\s*|\d{1,3}[.)]\s+)`)

// tag is a remark that an editor of the data put before a header:
// "Recoded_or_edited-".
var tag = regexp.MustCompile(`^[A-Za-z]+(?:_[A-Za-z]+)+[-–—:]\s*`)

// Header is the wording in a header cell, cleaned and without the numbering
// and tags that tools put before it.
func Header(s string) string {
	s = Clean(s)
	for _, prefix := range []*regexp.Regexp{numbering, tag} {
		if rest := prefix.ReplaceAllString(s, ""); rest != "" {
			s = rest
		}
	}
	return s
}

// Wording is the form in which two questions are compared: the Header without
// regard to case and punctuation, except the signs that change numbers.
func Wording(s string) string {
	n := Norm(Header(s))
	if w := Loose(n); w != "" {
		return w
	}
	return n
}

// Loose is a text in the form of Norm without punctuation, except < > + and %.
func Loose(norm string) string {
	var b strings.Builder
	space := false
	for _, r := range norm {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && !strings.ContainsRune("<>+%", r) {
			space = space || r != '\''
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return b.String()
}

// WithoutDigits is a header without digits at its end, which tools append to
// duplicates ("Other (please specify)12"); ok is false if there are none or
// nothing else.
func WithoutDigits(s string) (string, bool) {
	t := strings.TrimRight(s, "0123456789")
	if t == s || strings.TrimSpace(t) == "" {
		return s, false
	}
	return strings.TrimRight(t, " "), true
}
