package diff

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"barometer/internal/questionnaire/label"
)

// degree is how far two wordings are apart.
type degree int

// The degrees: the same text; a small edit of punctuation, case, spelling,
// emphasis or words that carry no meaning; other words for what seems the same;
// so many other words that the meaning is not.
const (
	identical degree = iota
	edited
	reworded
	rewritten
)

// distance compares two wordings of a question, an option or a row. A question
// that says something before it asks is compared by what it asks.
func distance(before, after string) degree {
	if before == after {
		return identical
	}
	if said(before) == said(after) {
		return edited
	}
	if a, ok := label.ParseBand(before); ok {
		if b, ok := label.ParseBand(after); ok {
			return bandDistance(a, b)
		}
	}
	a, b := asked(before), asked(after)
	was, is := meaning(a), meaning(b)
	gone, came := unmatched(was, is), unmatched(is, was)
	changed := max(len(gone), len(came))
	if turned(a, b) {
		changed++
	}
	longest := max(len(was), len(is))
	switch {
	case changed == 0 && slices.EqualFunc(was, is, sameWord):
		return edited
	case changed == 0:
		return reworded
	case 2*changed >= longest, changed >= manyWords && 100*changed >= largeShare*longest:
		return rewritten
	}
	return reworded
}

// A question asks something else where this many words that carry a meaning
// came or went, and they are this share of them in percent; or half of them.
const manyWords, largeShare = 3, 15

var (
	emphasis     = strings.NewReplacer("**", "", "__", "", "*", "", "`", "")
	instructions = regexp.MustCompile(`(?i)\((?:check|choose|select|pick|tick|mark|please)\b[^()]*\)`)
)

// plain is a text without Markdown's emphasis and without instructions on how
// to answer, which the type and its limits say.
func plain(s string) string {
	return label.Clean(instructions.ReplaceAllString(emphasis.Replace(s), " "))
}

// said is a text as it is compared: without emphasis, case and punctuation.
func said(s string) string { return label.Wording(plain(s)) }

// asked is the sentences of a text that end with a question mark, all of it
// unless the last one does.
func asked(s string) string {
	s = plain(s)
	if !strings.HasSuffix(s, "?") {
		return s
	}
	var questions []string
	for _, part := range strings.SplitAfter(s, "?") {
		end := strings.LastIndexAny(strings.TrimSuffix(part, "?"), ".!;")
		questions = append(questions, part[end+1:])
	}
	return strings.Join(questions, " ")
}

// empty are words that carry no meaning of their own in a question.
var empty = wordSet(`a an the of to in on at by for from with as into per via
	is are be been being was were am do does did has have had having can could may might shall should
	and or but so than then that this these those there it its they them their he she his her we us our i my me you your
	which what who whom whose how when where why whether
	please thank thanks finally also e g i.e eg ie etc s t following below`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// words are those of a text, without case, punctuation and accents.
func words(s string) []string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
	return strings.Fields(label.Loose(label.Norm(bare)))
}

// meaning are the words of a text that carry a meaning, each once. A text of
// other words only has all of them.
func meaning(s string) []string {
	all := words(s)
	var kept []string
	seen := map[string]bool{}
	for _, w := range all {
		if !empty[w] && !seen[w] {
			kept = append(kept, w)
		}
		seen[w] = true
	}
	if len(kept) == 0 {
		return all
	}
	return kept
}

// turned reports whether an “and” became an “or”, or the other way round.
func turned(a, b string) bool {
	count := func(s, word string) int {
		n := 0
		for _, w := range words(s) {
			if w == word {
				n++
			}
		}
		return n
	}
	return (count(a, "and")-count(b, "and"))*(count(a, "or")-count(b, "or")) < 0
}

// manyPairs bounds the pairs of words that are looked at letter by letter. Only
// texts of several pages have more.
const manyPairs = 50_000

// unmatched are the words of a that b has no form of.
func unmatched(a, b []string) []string {
	has := map[string]bool{}
	for _, w := range b {
		has[w] = true
	}
	var left []string
	for _, w := range a {
		if !has[w] {
			left = append(left, w)
		}
	}
	if len(left)*len(b) > manyPairs {
		return left
	}
	return slices.DeleteFunc(left, func(w string) bool {
		return slices.ContainsFunc(b, func(v string) bool { return sameWord(w, v) })
	})
}

// longestWord is the longest word whose spelling is looked at.
const longestWord = 60

// sameWord reports whether two words are forms or spellings of one:
// communities and community, organisation and organization.
func sameWord(a, b string) bool {
	if a == b {
		return true
	}
	if strings.ContainsAny(a+b, "0123456789") {
		return false
	}
	a, b = singular(a), singular(b)
	n, m := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
	shorter, longer := min(n, m), max(n, m)
	stem := commonPrefix(a, b)
	switch {
	case stem == longer:
		return true
	case stem == shorter && shorter >= 4 && longer-shorter <= 3, stem >= 5 && 10*stem >= 7*longer:
		return true
	}
	return shorter >= 6 && longer <= longestWord && editDistance([]rune(a), []rune(b)) <= 1
}

// singular is an English word without the ending of its plural.
func singular(w string) string {
	if stem, ok := strings.CutSuffix(w, "ies"); ok && len(stem) > 2 {
		return stem + "y"
	}
	if stem, ok := strings.CutSuffix(w, "s"); ok && len(stem) > 2 && !strings.HasSuffix(stem, "s") {
		return stem
	}
	return w
}

func commonPrefix(a, b string) int {
	n := 0
	x, y := []rune(a), []rune(b)
	for n < min(len(x), len(y)) && x[n] == y[n] {
		n++
	}
	return n
}

// editDistance is the number of letters to insert, remove or replace.
func editDistance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// alike is how much of two lists of words is the same, from 0 to 1.
func alike(was, is []string) float64 {
	if len(was)+len(is) == 0 {
		return 0
	}
	shared := len(was) - len(unmatched(was, is)) + len(is) - len(unmatched(is, was))
	return float64(shared) / float64(len(was)+len(is))
}

// holds reports whether a text says everything that a shorter one says:
// “GPLv2” and “Local government” hold “GPL” and “Government”.
func holds(text, shorter string) bool {
	in, of := meaning(plain(text)), meaning(plain(shorter))
	if len(of) == 0 {
		return false
	}
	for _, w := range of {
		if !slices.ContainsFunc(in, func(v string) bool {
			return sameWord(v, w) || utf8.RuneCountInString(w) >= 3 && strings.HasPrefix(v, w)
		}) {
			return false
		}
	}
	return true
}
