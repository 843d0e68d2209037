package lss

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// answerRows reads the options of questions.
func (s *survey) answerRows() {
	byID := map[string]*answer{} // by id, or by question, scale and code where there are none
	for _, r := range s.document.tables["answers"] {
		q, scale := s.byQID[r.get("qid")], 0
		if q == nil {
			continue
		}
		if r.get("scale_id") == "1" {
			scale = 1
		}
		id := r.get("aid")
		if id == "" {
			id = strings.Join([]string{q.qid, r.get("scale_id"), r.get("code")}, " ")
		}
		a := byID[id]
		if a == nil {
			a = &answer{aid: id, code: r.get("code"), score: r.get("assessment_value"), order: r.int("sortorder"), row: r, text: texts{}}
			byID[id] = a
			q.answers[scale] = append(q.answers[scale], a)
		}
		a.text.put(r.get("language"), r.get("answer"))
	}
	for _, r := range s.document.tables["answer_l10ns"] {
		if a := byID[r.get("aid")]; a != nil {
			a.text.put(r.get("language"), r.get("answer"))
		}
	}
	for _, q := range s.byQID {
		for scale := range q.answers {
			slices.SortStableFunc(q.answers[scale], func(a, b *answer) int { return cmp.Compare(a.order, b.order) })
		}
	}
}

// details reads what tables say of questions besides.
func (s *survey) details() {
	for _, r := range s.document.tables["question_attributes"] {
		q, name := s.byQID[r.get("qid")], r.get("attribute")
		if q == nil || r.get("value") == "" {
			continue
		}
		if q.attributes[name] == nil {
			q.attributes[name] = texts{}
		}
		q.attributes[name][r.get("language")] = r.get("value")
	}
	s.defaultRows()
	for _, r := range s.document.tables["conditions"] {
		if q := s.byQID[r.get("qid")]; q != nil {
			q.conditions = append(q.conditions, r)
		}
	}
}

// defaultRows reads default values: those of the base language, because ours
// are the same in all languages.
func (s *survey) defaultRows() {
	said := map[string]string{}
	for _, r := range s.document.tables["defaultvalue_l10ns"] {
		if _, ok := said[r.get("dvid")]; !ok || r.get("language") == s.base {
			said[r.get("dvid")] = r.get("defaultvalue")
		}
	}
	for _, r := range s.document.tables["defaultvalues"] {
		q := s.byQID[r.get("qid")]
		if q == nil || r.get("language") != "" && r.get("language") != s.base {
			continue
		}
		if v, ok := said[r.get("dvid")]; ok {
			r.fields = append(slices.Clone(r.fields), field{"defaultvalue", v})
		}
		q.defaults = append(q.defaults, r)
	}
}

// sub finds a subquestion by its code.
func (q *question) sub(scale int, code string) *question {
	i := slices.IndexFunc(q.subs[scale], func(s *question) bool { return strings.EqualFold(s.code, code) })
	if i < 0 {
		return nil
	}
	return q.subs[scale][i]
}

// answer finds an option by its code.
func (q *question) answer(scale int, code string) *answer {
	i := slices.IndexFunc(q.answers[scale], func(a *answer) bool { return a.code == code })
	if i < 0 {
		return nil
	}
	return q.answers[scale][i]
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
