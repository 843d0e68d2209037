package respond

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"maps"
	"net/url"
	"slices"
	"strings"

	"barometer/internal/collect/response"
	"barometer/internal/questionnaire"
)

// The fields of a section's form besides the answers. No key begins with an
// underscore.
const (
	fieldSeen   = "_seen"   // fingerprints of the stored answers that the page showed, by key
	fieldShown  = "_shown"  // keys of the questions on it
	fieldGo     = "_go"     // where the respondent wants to go
	fieldReturn = "_return" // set where the page was opened from the review
	fieldClear  = "_clear"  // key of a question whose answer is taken back
	fieldLooked = "_looked" // rules whose warnings the page showed
)

// input is what a section's form brought.
type input struct {
	entered  url.Values
	shown    []*questionnaire.Question // that were on the page
	readable []*questionnaire.Question // of those, all but the ones in refused
	patch    response.Answers          // of the readable ones
	refused  []response.Violation      // found while reading
	unknown  bool                      // there was a field that belongs to no question of the section
	seen     map[string]string         // fingerprint of what was stored when the page was shown, by key of question
}

// readInput reads a section's form. shown lists the questions that were on the
// page; nil takes the form's word for it.
func readInput(v *visit, section *questionnaire.Section, entered url.Values, shown []*questionnaire.Question) input {
	in := input{entered: maps.Clone(entered), shown: shown, patch: response.Answers{}, seen: parseSeen(entered.Get(fieldSeen))}
	if shown == nil {
		in.shown = shownQuestions(section, entered)
	}
	known := map[string]bool{}
	for _, q := range section.Questions {
		for _, name := range fieldNames(q, entered) {
			known[name] = true
		}
	}
	for name := range entered {
		in.unknown = in.unknown || !known[name] && !strings.HasPrefix(name, "_")
	}
	in.changeItems()
	for _, q := range in.shown {
		if entered.Get(fieldClear) == q.Key {
			for _, name := range fieldNames(q, entered) {
				in.entered.Del(name)
			}
			in.readable = append(in.readable, q)
			continue
		}
		answers, refused := controlOf(q).parse(q, v.printer(), in.entered)
		answers = withUnseen(q, v.draft.Answers, answers, in.entered)
		_, unstorable := response.Storable([]*questionnaire.Question{q}, answers)
		refused = append(refused, unstorable...)
		if len(refused) > 0 {
			in.refused = append(in.refused, refused...)
			continue
		}
		in.readable = append(in.readable, q)
		for name, value := range answers {
			in.patch[name] = value
		}
	}
	return in
}

// shownQuestions lists the questions of a section that a form says were on the
// page, and those that it has fields of.
func shownQuestions(section *questionnaire.Section, entered url.Values) []*questionnaire.Question {
	keys := strings.Split(entered.Get(fieldShown), " ")
	var shown []*questionnaire.Question
	for _, q := range section.Questions {
		if slices.Contains(keys, q.Key) || slices.ContainsFunc(fieldNames(q, entered), entered.Has) {
			shown = append(shown, q)
		}
	}
	return shown
}

// keys joins the keys of questions, as in fieldShown.
func keys(questions []*questionnaire.Question) string {
	list := make([]string, len(questions))
	for i, q := range questions {
		list[i] = q.Key
	}
	return strings.Join(list, " ")
}

// stored gives what answers hold of a question.
func stored(a response.Answers, q *questionnaire.Question) response.Answers {
	part := response.Answers{}
	for _, name := range response.AnswerNames(q) {
		if value, ok := a[name]; ok && !value.IsNone() {
			part[name] = value
		}
	}
	return part
}

// fingerprints gives those of what answers hold of some questions, by key;
// nothing for blank ones.
func fingerprints(a response.Answers, questions []*questionnaire.Question) map[string]string {
	prints := map[string]string{}
	for _, q := range questions {
		if s := fingerprint(a, q); s != "" {
			prints[q.Key] = s
		}
	}
	return prints
}

// formatSeen writes fingerprints for fieldSeen: "key:fingerprint key:…", in
// the order of keys.
func formatSeen(prints map[string]string) string {
	list := make([]string, 0, len(prints))
	for key, value := range prints {
		list = append(list, key+":"+value)
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

// parseSeen is the inverse of formatSeen.
func parseSeen(s string) map[string]string {
	prints := map[string]string{}
	for _, one := range strings.Fields(s) {
		key, value, _ := strings.Cut(one, ":")
		prints[key] = value
	}
	return prints
}

// fingerprint tells the answers to a question apart; "" is that of none.
// Answers of valid forms always marshal; for others any fixed word does, since
// equal ones are the same then.
func fingerprint(a response.Answers, q *questionnaire.Question) string {
	part := stored(a, q)
	if len(part) == 0 {
		return ""
	}
	b, err := json.Marshal(part)
	if err != nil {
		return "none"
	}
	sum := sha256.Sum256(b)
	return base64.RawURLEncoding.EncodeToString(sum[:9])
}
