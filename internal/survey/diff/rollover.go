package diff

import (
	"strings"

	"barometer/internal/questionnaire"
)

// Rollover is the last edition's definition as the next year begins with it:
// everything is declared the same as last time. Remarks on comparability, maps
// and from are gone, since they were about the edition before; options that had
// been left out by mistake are offered again; retired keys stay listed, so that
// none is used again. Translations are kept, but for those of the remarks. Where the title names the edition
// it names the new one, in every language. old is not changed.
func Rollover(old *questionnaire.Definition, edition string) *questionnaire.Definition {
	d := clone(old)
	d.Edition, d.Note = edition, ""
	retitle(d, old.Edition, edition)
	for i := range d.Lists {
		sameOptions(d.Lists[i].Options)
	}
	eachQuestion(d, sameQuestion)
	forget(d, old)
	return d
}

// forget removes the translations of strings that old has and d has no more.
func forget(d, old *questionnaire.Definition) {
	gone := map[string]bool{}
	for _, s := range old.Strings() {
		gone[s.ID] = true
	}
	for _, s := range d.Strings() {
		delete(gone, s.ID)
	}
	for _, t := range d.Translations {
		for id := range gone {
			delete(t.Strings, id)
		}
	}
}

func sameQuestion(q *questionnaire.QuestionDef) {
	q.Comparability, q.Note, q.From, q.Map = "", "", nil, nil
	sameOptions(q.Options)
	for i := range q.Rows {
		r := &q.Rows[i]
		r.Comparability, r.Note, r.NotOffered = again(r.NotOffered, r.Comparability), "", false
	}
	for i := range q.Columns {
		sameQuestion(&q.Columns[i])
	}
}

func sameOptions(options []questionnaire.OptionDef) {
	for i := range options {
		o := &options[i]
		o.Comparability, o.Note, o.NotOffered = again(o.NotOffered, o.Comparability), "", false
	}
}

// again is the class of an option in the next edition: new if it was to be new
// in the last one, which then left it out, else the same.
func again(leftOut bool, class questionnaire.Comparability) questionnaire.Comparability {
	if leftOut && class == questionnaire.New {
		return questionnaire.New
	}
	return ""
}

// retitle puts the new edition's key in the place of the old one's in the title
// and its translations. A translation that was up to date stays so.
func retitle(d *questionnaire.Definition, old, edition string) {
	if old == "" || !strings.Contains(d.Title, old) {
		return
	}
	before := questionnaire.SourceHash(d.Title)
	d.Title = strings.ReplaceAll(d.Title, old, edition)
	for _, t := range d.Translations {
		s, ok := t.Strings["title"]
		if !ok || !strings.Contains(s.Text, old) {
			continue
		}
		s.Text = strings.ReplaceAll(s.Text, old, edition)
		if s.Hash == before {
			s.Hash = questionnaire.SourceHash(d.Title)
		}
		t.Strings["title"] = s
	}
}
