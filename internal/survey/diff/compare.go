package diff

import (
	"slices"

	"barometer/internal/questionnaire"
)

// Compare says what changed from the last edition to a new one. A question that
// the last edition did not ask is compared with the one in earlier, the newest
// first, that asked it last. Neither definition has to be without errors.
func Compare(last, new *questionnaire.Definition, earlier ...*questionnaire.Definition) *Report {
	c := newComparer(last, new, earlier)
	c.questionnaire()
	c.sections()
	for _, p := range c.matched.pairs {
		c.question(p)
	}
	c.moved()
	c.retired()
	c.translations()
	c.propose()
	c.judge()
	return c.report
}

// comparer gathers the changes between editions.
type comparer struct {
	new     *edition
	last    *edition
	matched *matcher
	options map[*pair][][]relation // for each old question of the pair
	rows    map[*pair][][]relation
	names   map[*edition]renaming
	bases   map[*edition]*bases
	report  *Report

	pair *pair // the one being compared
}

func newComparer(last, new *questionnaire.Definition, earlier []*questionnaire.Definition) *comparer {
	editions := []*edition{flatten(last)}
	for _, d := range earlier {
		editions = append(editions, flatten(d))
	}
	c := &comparer{
		new: flatten(new), last: editions[0],
		options: map[*pair][][]relation{}, rows: map[*pair][][]relation{},
		names: map[*edition]renaming{}, bases: map[*edition]*bases{},
		report: &Report{
			Survey: new.Survey, Old: last.Edition, New: new.Edition, Effect: EffectNone,
			Changes: []Change{}, Proposals: []Proposal{}, Findings: []Finding{}, Breaks: []Break{}, // in JSON [], not null
		},
	}
	for _, s := range slices.Concat(new.Sections, last.Sections) {
		c.report.sections = append(c.report.sections, sectionTitle{s.Key, s.Title})
	}
	c.matched = match(c.new, editions)
	for _, e := range editions {
		c.names[e] = renaming{keys: map[string]string{}, codes: map[string]map[string]string{}}
	}
	for _, p := range c.matched.pairs {
		c.relate(p)
	}
	for e, names := range c.names {
		c.bases[e] = newBases(e, names.rename)
	}
	c.bases[c.new] = newBases(c.new, renaming{}.rename)
	return c
}

// relate relates the options and rows of a pair, and notes what they are called
// now for the conditions that name them.
func (c *comparer) relate(p *pair) {
	for _, old := range p.old {
		ordered := old.ordered() && (p.new.ordered() || isScale(append(old.labels(), p.new.labels()...)))
		options := relate(old.options, p.new.options, p.new.QuestionDef, ordered, true)
		rows := relate(old.rows, p.new.rows, p.new.QuestionDef, false, false)
		c.options[p] = append(c.options[p], options)
		c.rows[p] = append(c.rows[p], rows)
		names := c.names[p.since]
		names.keys[old.Key] = p.new.Key
		codes := map[string]string{}
		for _, x := range options {
			if len(x.old) == 1 && len(x.new) == 1 {
				codes[old.options[x.old[0]].code] = p.new.options[x.new[0]].code
			}
		}
		for _, x := range rows {
			if len(x.old) == 1 && len(x.new) == 1 {
				codes[old.rows[x.old[0]].code] = p.new.rows[x.new[0]].code
			}
		}
		names.codes[old.Key] = codes
	}
}

// add notes a change of the question being compared.
func (c *comparer) add(change Change) {
	if c.pair != nil {
		q := c.pair.new
		change.Section, change.Question = q.section.Key, q.Key
		if change.Path == "" {
			change.Path = q.path
		}
		if change.Trend == "" {
			change.Trend = orSame(change.Class)
		}
	}
	if change.Effect.weight() > c.report.Effect.weight() {
		c.report.Effect = change.Effect
	}
	c.report.Changes = append(c.report.Changes, change)
}

// wordings lists a text before and after in every language of either edition.
func (c *comparer) wordings(from *questionnaire.Definition, oldID, before, newID, after string) []Wording {
	to := c.new.def
	list := []Wording{{Language: to.Language, Before: before, After: after}}
	for _, language := range languages(from, to) {
		if language == to.Language {
			continue
		}
		w := Wording{Language: language, Before: translated(from, language, oldID, before), After: translated(to, language, newID, after)}
		if w.Before != "" || w.After != "" {
			list = append(list, w)
		}
	}
	return list
}

func languages(definitions ...*questionnaire.Definition) []string {
	var all []string
	for _, d := range definitions {
		for _, l := range d.Languages() {
			if !slices.Contains(all, l) {
				all = append(all, l)
			}
		}
	}
	return all
}

// translated is a text in a language, "" if nobody translated it.
func translated(d *questionnaire.Definition, language, id, source string) string {
	if language == d.Language {
		return source
	}
	return d.Translations[language].Strings[id].Text
}

// text compares a text in every language. It adds a change of the kind where
// the source was changed, and of TranslationChanged for a language in which
// only the translation was. class judges the distance; so does the effect,
// unless the change comes with one.
func (c *comparer) text(change Change, from *questionnaire.Definition, oldID, before, newID, after string, class func(degree) questionnaire.Comparability) {
	list := c.wordings(from, oldID, before, newID, after)
	if d := distance(before, after); d != identical {
		change.Wordings = list
		change.Class = class(d)
		if change.Effect == "" {
			change.Effect, change.Reason = wordingEffect(d)
		}
		switch "" {
		case before:
			change.Reason = "there was none before"
		case after:
			change.Reason = "there is none any more"
		}
		c.add(change)
		return
	}
	for _, w := range list[1:] {
		if w.Before == w.After || w.Before == "" || !slices.Contains(c.new.def.Languages(), w.Language) {
			continue // or it is new, or the language is gone, which is said once
		}
		d := distance(w.Before, w.After)
		t := Change{What: TranslationChanged, Path: change.Path, Section: change.Section, Part: newID, Wordings: []Wording{w}, Class: class(min(d, reworded)), Effect: change.Effect}
		effect, reason := wordingEffect(d)
		if t.Effect == "" {
			t.Effect = effect
		}
		t.Reason = "in " + w.Language + ": " + reason
		c.add(t)
	}
}

func wordingEffect(d degree) (Effect, string) {
	switch d {
	case edited:
		return Text, "a small edit of the wording"
	case reworded:
		return Breaking, "other words, perhaps with the same meaning"
	}
	return Breaking, "so many other words that the meaning may be another"
}

// byDegree is what a change of wording is for a trend.
func byDegree(d degree) questionnaire.Comparability {
	switch d {
	case reworded:
		return questionnaire.Note
	case rewritten:
		return questionnaire.Break
	}
	return questionnaire.Same
}

// noTrend is for texts that no trend depends on.
func noTrend(degree) questionnaire.Comparability { return "" }

// lightly is for texts that help to answer, and break no trend.
func lightly(d degree) questionnaire.Comparability { return byDegree(min(d, reworded)) }
