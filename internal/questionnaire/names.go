package questionnaire

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"barometer/internal/questionnaire/expr"
)

const maxCode = 64 // bytes, as for keys

var (
	keyPattern  = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]{0,63}$`)
	codePattern = regexp.MustCompile(`^[A-Za-z0-9_.-]+$`)
)

// claim records who has a name first.
type claim struct {
	what, path, name string
}

// claim reserves the name of a variable, and reports one that is taken, by
// whatever and in whatever case.
func (c *compiler) claim(name, path, what string) bool {
	return c.claimAs(strings.ToLower(name), name, path, what)
}

// claimIn is claim for names that only have to differ among their own kind,
// such as those of sections.
func (c *compiler) claimIn(kind, path, name string) bool {
	return c.claimAs(kind+" "+strings.ToLower(name), name, path, kind+" “"+name+"”")
}

func (c *compiler) claimAs(key, name, path, what string) bool {
	first, taken := c.names[key]
	if !taken {
		c.names[key] = claim{what, path, name}
		return true
	}
	inCase := ""
	if first.name != name {
		inCase = " (names that differ only in small and capital letters are the same)"
	}
	c.fail(path, "the name “%s” is taken by %s at %s%s; choose another", name, first.what, c.at(first.path), inCase)
	return false
}

// keySyntax reports a key that cannot be one.
func (c *compiler) keySyntax(path, key string) bool {
	switch {
	case strings.Contains(key, "__"):
		c.fail(path, "the key “%s” contains __, which separates question, row and code in names of variables; write one _", clip(key))
	case len(key) > 64:
		c.fail(path, "the key “%s” has %d characters; shorten it to 64", clip(key), utf8.RuneCountInString(key))
	case !keyPattern.MatchString(key):
		c.fail(path, "the key “%s” cannot be used; begin with a letter and go on with letters A to Z, digits and _, for example %s", clip(key), suggestKey(key))
	case expr.IsReserved(key):
		c.fail(path, "the key “%s” is a word of the condition language; choose another, for example %s_", key, key)
	default:
		return true
	}
	return false
}

// codeSyntax reports a code that cannot be one.
func (c *compiler) codeSyntax(path, code string) bool {
	switch {
	case strings.Contains(code, "__"):
		c.fail(path, "the code “%s” contains __, which separates question, row and code in names of variables; write one _", clip(code))
	case len(code) > maxCode:
		c.fail(path, "the code “%s” has %d characters; shorten it to %d", clip(code), utf8.RuneCountInString(code), maxCode)
	case !codePattern.MatchString(code):
		c.fail(path, "the code “%s” cannot be used; write letters A to Z, digits, _, . and - without spaces, for example %s", clip(code), suggestKey(code))
	default:
		return true
	}
	return false
}

// suggestKey makes a key of what somebody wrote in its place.
func suggestKey(s string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(s) {
		switch {
		case r < utf8.RuneSelf && (isLetter(byte(r)) || isDigit(byte(r)) && b.Len() > 0):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "_"):
			b.WriteByte('_')
		}
	}
	key := strings.TrimRight(b.String()[:min(b.Len(), 40)], "_")
	if key == "" || expr.IsReserved(key) {
		return "other_services"
	}
	return key
}

// lastName is the name of the property that a path ends in.
func lastName(path string) string {
	name := path[strings.LastIndexByte(path, '.')+1:]
	if i := strings.IndexByte(name, '['); i >= 0 {
		name = name[:i]
	}
	return name
}

// clip keeps messages readable when what they quote is long.
func clip(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-1]) + "…"
}

// listWords joins words as a sentence does: a, b or c.
func listWords(words []string, conjunction string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " " + conjunction + " " + words[last]
}

// maxSuggestions ends suggestions where so many names are wrong that comparing
// all with all would take long and help nobody.
const maxSuggestions = 100

// suggest is "did you mean …?" where a name is much like one of names, and else
// the remedy.
func (c *compiler) suggest(name string, names []string, remedy string) string {
	if c.suggestions++; c.suggestions > maxSuggestions {
		return remedy
	}
	if s := expr.DidYouMean(name, names); s != "" {
		return s
	}
	return remedy
}
