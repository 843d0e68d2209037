package intake

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"barometer/internal/questionnaire/expr"
	"barometer/internal/questionnaire/label"
)

const (
	keyWords   = 4  // words of a key
	keyBytes   = 36 // its length
	codeWords  = 4
	codeBytes  = 32
	commonFrom = 4 // a word in that many questions, and in a seventh of them, says little
)

// dull are words that say nothing of what a question is about.
var dull = strings.Fields(`a an and any are as at be been being by can choose could did do does during each every for from
	had has have how i if in into is it its itself many may me might more most much must my of on or our out over own per
	please q s select shall she should so some such than that the their them then there these they this those to top up us
	was we were what when where which while who whom whose why will with would you your yours apply specify following describe
	typically generally speaking personally currently would like best defines not doesnt dont
	isnt arent hasnt havent didnt wont cannot cant list represents provide one two three four five 1 2 3 4 5 6 10 if people`)

// dullInOptions are words that tell no option from another.
var dullInOptions = strings.Fields(`a an the of and or in on to for with by at as its it is are be our we i my that this`)

// names gives out names that differ in more than case.
type names struct{ taken map[string]bool }

func newCodes() *names { return &names{taken: map[string]bool{}} }

// take reserves a name, and reports whether it was free.
func (n *names) take(name string) bool {
	lower := strings.ToLower(name)
	if n.taken[lower] {
		return false
	}
	n.taken[lower] = true
	return true
}

// unique is the name, or the name with the first number that makes it free.
func (n *names) unique(name string) string {
	if n.take(name) {
		return name
	}
	for i := 2; ; i++ {
		if numbered := name + "_" + strconv.Itoa(i); n.take(numbered) {
			return numbered
		}
	}
}

// optionSlug is a short code of an option's label.
func optionSlug(text string) string {
	if label.IsOther(text) {
		return "other"
	}
	words := without(label.Words(text), dullInOptions)
	if len(words) > codeWords {
		words = words[:codeWords]
	}
	if code := label.Join(words, codeBytes); code != "" {
		return code
	}
	return "option"
}

func without(words, drop []string) []string {
	var kept []string
	for _, w := range words {
		if !slices.Contains(drop, w) {
			kept = append(kept, w)
		}
	}
	if len(kept) == 0 {
		return words
	}
	return kept
}

// keyMaker makes keys of the wording of questions.
type keyMaker struct {
	names
	common []string // words of many of the questions
}

func newKeyMaker(texts []string) *keyMaker {
	in := map[string]int{}
	for _, text := range texts {
		words := label.Words(text)
		slices.Sort(words)
		for _, w := range slices.Compact(words) {
			in[w]++
		}
	}
	k := &keyMaker{names: names{taken: map[string]bool{}}}
	for w, n := range in {
		if n >= commonFrom && n*7 >= len(texts) {
			k.common = append(k.common, w)
		}
	}
	slices.Sort(k.common)
	return k
}

// key makes a key of a wording: first of the words that tell it from other
// questions, then of more of them, at last with a number.
func (k *keyMaker) key(text string) string {
	head, tail := cutHeader(text)
	telling := without(label.Words(core(head)), dull)
	rare, end := without(telling, k.common), label.Words(tail)
	if len(end) > 0 {
		end = end[:min(len(end), keyWords/2)]
		rare = rare[:min(len(rare), keyWords/2)]
		telling = telling[:min(len(telling), keyWords)]
	}
	candidates := []string{
		keyOf(slices.Concat(rare, end), keyWords), keyOf(slices.Concat(telling, end), keyWords+len(end)),
		keyOf(slices.Concat(without(label.Words(head), dull), end), 2*keyWords),
	}
	for _, c := range candidates {
		if k.take(c) {
			return c
		}
	}
	return k.unique(candidates[0])
}

// isKey reports whether a header can be the key of a question as it is.
func isKey(header string) bool {
	return keyHeader.MatchString(header) && !strings.Contains(header, "__") &&
		!strings.HasSuffix(header, "_") && !expr.IsReserved(header)
}

// cutHeader undoes joinHeader.
func cutHeader(text string) (question, rest string) {
	question, rest, _ = strings.Cut(text, headerJoint)
	return question, rest
}

var (
	sentence = regexp.MustCompile(`[^.?!]+\?`)
	preamble = regexp.MustCompile(`(?i)^(?:in|on|if|for|of|from|excluding|including|with|when|considering|given|based|thinking|since|overall|generally|to your knowledge)\b[^,]*,\s+`)
)

const leastCore = 3 // words

// core is the part of a wording that asks: its last sentence with a question
// mark, without "In light of …," before it.
func core(text string) string {
	if all := sentence.FindAllString(text, -1); len(all) > 0 {
		if last := all[len(all)-1]; len(label.Words(last)) >= leastCore {
			text = last
		}
	}
	text = strings.TrimSpace(text)
	if rest := preamble.ReplaceAllString(text, ""); len(label.Words(rest)) > leastCore {
		return rest
	}
	return text
}

// keyOf joins words to a valid key.
func keyOf(words []string, most int) string {
	if len(words) > most {
		words = words[:most]
	}
	key := label.Join(words, keyBytes)
	if key == "" {
		key = "question"
	}
	if key[0] >= '0' && key[0] <= '9' || expr.IsReserved(key) {
		key = "q_" + key
	}
	return key
}
