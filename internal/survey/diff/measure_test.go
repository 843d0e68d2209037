package diff

import (
	"fmt"
	"testing"

	"barometer/internal/questionnaire"
)

// TestFindsChanges compares editions that declare nothing of each other, and
// counts how many of the changes that are known are found, with which class.
func TestFindsChanges(t *testing.T) {
	kept := func(d *questionnaire.Definition) (*questionnaire.Definition, names) { return undeclared(d), names{} }
	ospo, harbours := []string{"2018", "2019", "2020", "2021"}, []string{"2023", "2024", "2025"}
	for _, test := range []struct {
		name     string
		dir      string
		editions []string
		blind    func(d *questionnaire.Definition) (*questionnaire.Definition, names)
		// At least, in percent: of all changes those found, and those found with
		// the right class; of all questions those with the right class. At most:
		// changes that are none, to all changes.
		found, classed, questions, besides float64
	}{
		{"real survey", "ospo", ospo, kept, 97, 95, 97, 5},
		{"real survey by wording alone", "ospo", ospo, strangers, 85, 85, 95, 20},
		{"made-up survey", "harbours", harbours, kept, 90, 85, 85, 10},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := measure(t, test.dir, test.editions, test.blind)
			check(t, "changes found", percent(got.found, got.changes), test.found)
			check(t, "changes with the right class", percent(got.classed, got.changes), test.classed)
			check(t, "questions with the right class", percent(got.right, got.questions), test.questions)
			if p := percent(got.extra, got.changes); p > test.besides {
				t.Errorf("%.1f %% as many changes besides, want at most %.0f", p, test.besides)
			}
		})
	}
}

func check(t *testing.T, what string, got, least float64) {
	t.Helper()
	if got < least {
		t.Errorf("%s: %.1f %%, want at least %.0f", what, got, least)
	}
}

// names leads from keys and codes that strangers made back to the author's.
type names map[string]string

func (n names) join(more names) names {
	all := names{}
	for _, m := range []names{n, more} {
		for k, v := range m {
			all[k] = v
		}
	}
	return all
}

func (n names) of(s string) string {
	if v, ok := n[s]; ok {
		return v
	}
	return s
}

// restore puts the author's keys and codes into a report.
func (n names) restore(r *Report) {
	for i := range r.Changes {
		c := &r.Changes[i]
		c.Question, c.Part = n.of(c.Question), n.of(c.Part)
		for _, list := range [][]string{c.Old, c.New} {
			for j := range list {
				list[j] = n.of(list[j])
			}
		}
	}
	for i := range r.Proposals {
		r.Proposals[i].Question = n.of(r.Proposals[i].Question)
	}
}

// strangers is a copy in which every question, option and row has a name of its
// own that no other edition uses, so that nothing but wordings and places are
// left to compare by.
func strangers(d *questionnaire.Definition) (*questionnaire.Definition, names) {
	d = undeclared(d)
	back, keys, codes := names{}, map[string]string{}, map[string]map[string]string{}
	stranger := func(original string) string {
		s := fmt.Sprintf("e%s_%d", d.Edition, len(back))
		back[s] = original
		return s
	}
	eachQuestion(d, func(q *questionnaire.QuestionDef) {
		key := q.Key
		keys[key] = stranger(key)
		q.Key, codes[key] = keys[key], map[string]string{}
		for i := range q.Options {
			o := &q.Options[i]
			codes[key][o.Code] = stranger(o.Code)
			o.Code = codes[key][o.Code]
		}
		for i := range q.Rows {
			q.Rows[i].Code = stranger(q.Rows[i].Code)
		}
	})
	r := renaming{keys: keys, codes: codes}
	eachQuestion(d, func(q *questionnaire.QuestionDef) { q.AskIf = r.rename(q.AskIf) })
	for i := range d.Sections {
		d.Sections[i].AskIf = r.rename(d.Sections[i].AskIf)
	}
	return d, back
}
