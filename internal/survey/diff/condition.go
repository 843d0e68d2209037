package diff

import (
	"regexp"
	"slices"
	"strings"
)

// renaming says what keys and codes of the old edition are called in the new.
type renaming struct {
	keys  map[string]string            // of questions
	codes map[string]map[string]string // of options, by the old key of the question
}

// token is a quoted code, a word, a number or a sign of a condition.
var token = regexp.MustCompile(`'[^']*'|"[^"]*"|[\p{L}_][\p{L}\p{N}_.]*|\p{N}[\p{N}.]*|[<>=!]+|\S`)

// rename writes a condition of the old edition in the words of the new one. A
// code belongs to the question that was named last before it.
func (r renaming) rename(condition string) string {
	var out []string
	question := ""
	for _, t := range token.FindAllString(condition, -1) {
		switch {
		case len(t) > 1 && (t[0] == '\'' || t[0] == '"'):
			code := t[1 : len(t)-1]
			if renamed, ok := r.codes[question][code]; ok {
				code = renamed
			}
			t = "'" + code + "'"
		default:
			key, rest, _ := strings.Cut(t, "__")
			if renamed, ok := r.keys[key]; ok {
				question = key
				t = renamed
				if rest != "" {
					if code, ok := r.codes[key][rest]; ok {
						rest = code
					}
					t += "__" + rest
				}
			}
		}
		out = append(out, t)
	}
	return strings.Join(out, " ")
}

// bases knows who is asked each question of an edition: the parts of all
// conditions that have to hold, those of the questions named in them included,
// because who was asked B only after answering A was asked A.
type bases struct {
	edition *edition
	rename  func(string) string
	known   map[*question][]string
}

func newBases(e *edition, rename func(string) string) *bases {
	return &bases{edition: e, rename: rename, known: map[*question][]string{}}
}

// of lists the parts of the conditions under which a question is asked, in
// alphabetical order.
func (b *bases) of(q *question) []string {
	if parts, ok := b.known[q]; ok {
		return parts
	}
	b.known[q] = nil // conditions that wait for each other are for Compile to report
	var parts []string
	conditions := []string{q.section.AskIf, q.AskIf}
	if q.roster != nil {
		conditions = append(conditions, q.roster.AskIf)
	}
	for _, c := range conditions {
		parts = append(parts, b.parts(c)...)
	}
	for _, part := range conjuncts(q.BaseIf) {
		parts = append(parts, "counted if "+b.rename(part)) // asked all the same
	}
	slices.Sort(parts)
	b.known[q] = slices.Compact(parts)
	return b.known[q]
}

func (b *bases) parts(condition string) []string {
	var parts []string
	for _, part := range conjuncts(condition) {
		parts = append(parts, b.rename(part))
		if strings.Contains(part, "not ") || strings.Contains(part, "not(") {
			continue // holds of who was not asked, too
		}
		for _, word := range token.FindAllString(part, -1) {
			key, _, _ := strings.Cut(word, "__")
			for _, q := range b.edition.named(key) {
				parts = append(parts, b.of(q)...)
			}
		}
	}
	return parts
}

// conjuncts splits a condition at every “and” that stands outside brackets; a
// condition with an “or” there is one part.
func conjuncts(condition string) []string {
	var parts [][]string
	var current []string
	depth := 0
	for _, t := range token.FindAllString(condition, -1) {
		depth += strings.Count(t, "(") - strings.Count(t, ")")
		switch {
		case depth == 0 && t == "or":
			return []string{strings.Join(token.FindAllString(condition, -1), " ")}
		case depth == 0 && t == "and":
			parts, current = append(parts, current), nil
		default:
			current = append(current, t)
		}
	}
	var joined []string
	for _, p := range append(parts, current) {
		if len(p) > 0 {
			joined = append(joined, strings.Join(p, " "))
		}
	}
	return joined
}
