package diff

import (
	"slices"

	"barometer/internal/questionnaire"
)

// kinds are the names of changes of options, or of rows.
type kinds struct {
	rows                                                            bool
	added, removed, renamed, split, merged, reworded, out, in, base Kind
	changed, reordered                                              Kind
}

var (
	optionKinds = kinds{
		added: OptionAdded, removed: OptionRemoved, renamed: OptionRenamed, split: OptionSplit, merged: OptionMerged,
		reworded: OptionReworded, out: OptionLeftOut, in: OptionOffered, base: OptionBase, changed: OptionChanged, reordered: OptionsReordered,
	}
	rowKinds = kinds{
		rows: true, added: RowAdded, removed: RowRemoved, renamed: RowRenamed, split: RowSplit, merged: RowMerged,
		reworded: RowReworded, out: RowLeftOut, in: RowOffered, base: RowBase, changed: RowChanged, reordered: RowsReordered,
	}
)

// choices compares the options, or the rows, that an old question had. What is
// new is for added.
func (c *comparer) choices(old *question, before, after []choice, relations []relation, k kinds) {
	used := map[int]bool{}
	for _, x := range relations {
		for _, i := range x.old {
			used[i] = true
		}
		switch {
		case len(x.old) > 1:
			c.related(before, after, x, k.merged, k)
		case len(x.new) > 1:
			c.related(before, after, x, k.split, k)
		default:
			c.choice(before[x.old[0]], after[x.new[0]], x, k)
		}
	}
	for i, o := range before {
		if !used[i] {
			c.removed(o, k)
		}
	}
	if len(c.pair.old) == 1 {
		c.reordered(relations, before, after, k)
	}
}

// related adds a split or a merger.
func (c *comparer) related(before, after []choice, x relation, what Kind, k kinds) {
	change := Change{What: what, Class: questionnaire.Note, Effect: Breaking, Path: after[x.new[0]].path,
		Reason: "together they are what was asked before; confirm it with a map"}
	for _, i := range x.old {
		change.Old = append(change.Old, before[i].code)
		change.Wordings = append(change.Wordings, c.wordings(c.pair.since.def, before[i].id, before[i].text, "", "")...)
	}
	for _, j := range x.new {
		change.New = append(change.New, after[j].code)
		change.Wordings = append(change.Wordings, c.wordings(c.pair.since.def, "", "", after[j].id, after[j].text)...)
	}
	change.Part = change.New[0]
	if what == k.split {
		change.Part = change.Old[0]
	}
	if c.sharesFall(k) {
		change.Trend, change.Reason = questionnaire.Break, change.Reason+"; another number of options shares out otherwise"
	}
	c.add(change)
}

// choice compares an option with the one that it was.
func (c *comparer) choice(before, after choice, x relation, k kinds) {
	from := c.pair.since.def
	if before.code != after.code {
		c.renamed(before, after, x, k)
	} else {
		first := len(c.report.Changes)
		c.text(Change{What: k.reworded, Path: after.path + ".text", Part: after.code}, from, before.id, before.text, after.id, after.text, byDegree)
		for i := range c.report.Changes[first:] {
			change := &c.report.Changes[first+i]
			change.Trend = c.trendOf(change.Class, k)
		}
	}
	switch {
	case before.notOffered && !after.notOffered:
		c.addNew(Change{What: k.in, Path: after.path, Part: after.code, New: []string{after.code}, Wordings: c.wordings(from, "", "", after.id, after.text)}, after, k)
	case !before.notOffered && after.notOffered:
		c.add(Change{What: k.out, Path: after.path, Part: after.code, Class: questionnaire.Same, Trend: questionnaire.Note, Effect: Breaking,
			Reason: "nobody could choose it"})
	}
	if c.names[c.pair.since].rename(before.askIf) != (renaming{}).rename(after.askIf) {
		c.add(Change{What: k.base, Path: after.path + ".ask_if", Part: after.code, Old: values(before.askIf), New: values(after.askIf),
			Class: questionnaire.Break, Trend: questionnaire.Note, Effect: Breaking, Reason: "shown to other people"})
	}
	if before.anchored != after.anchored && c.pair.old[0].Order == c.pair.new.Order && c.pair.new.Order == questionnaire.OrderRandom {
		c.add(Change{What: k.changed, Path: after.path + ".anchored", Part: after.code, Class: questionnaire.Note, Effect: Breaking, Reason: "it is shown at another place"})
	}
	if before.traits != after.traits {
		change := Change{What: k.changed, Path: after.path, Part: after.code, Old: values(before.traits), New: values(after.traits),
			Class: questionnaire.Note, Effect: Breaking, Reason: "it is answered or counted otherwise"}
		if before.missing != after.missing {
			change.Class, change.Trend = questionnaire.Break, questionnaire.Note
		}
		c.add(change)
	}
}

// renamed adds a change of code, which is the same option where the wording is.
func (c *comparer) renamed(before, after choice, x relation, k kinds) {
	change := Change{What: k.renamed, Path: after.path + ".code", Part: before.code, Old: []string{before.code}, New: []string{after.code},
		Wordings: c.wordings(c.pair.since.def, before.id, before.text, after.id, after.text),
		Class:    questionnaire.Note, Effect: Breaking, Reason: "another code; confirm it with a map"}
	switch x.evidence {
	case byLabel:
		change.Class = questionnaire.Same
	case byWords:
		change.Class = byDegree(distance(before.text, after.text))
	}
	change.Trend = c.trendOf(change.Class, k)
	c.add(change)
}

// trendOf is what the class of one option makes of the question's trend: a
// remark, unless a point of a scale means something else.
func (c *comparer) trendOf(class questionnaire.Comparability, k kinds) questionnaire.Comparability {
	if class == questionnaire.Break && !(c.pair.new.ordered() && !k.rows) {
		return questionnaire.Note
	}
	return class
}

// removed adds an option that is gone.
func (c *comparer) removed(o choice, k kinds) {
	if len(c.pair.old) > 1 && o.missing != questionnaire.NotMissing {
		return // one of the combined questions may have it
	}
	change := Change{What: k.removed, Part: o.code, Old: []string{o.code}, Wordings: c.wordings(c.pair.since.def, o.id, o.text, "", ""),
		Class: questionnaire.Retired, Trend: questionnaire.Note, Effect: Breaking,
		Reason: "who chose it chooses another now; if it was left out by mistake, list it with not_offered: true"}
	switch {
	case o.notOffered:
		change.Trend, change.Effect, change.Reason = questionnaire.Same, Text, "nobody was offered it"
	case k.rows:
		change.Reason = "no longer asked; if it was left out by mistake, list it with not_offered: true"
	default:
		change.Trend, change.Reason = c.weigh(o, k, change.Reason)
	}
	c.add(change)
}

// added adds the options that none of the old questions had.
func (c *comparer) added(k kinds) {
	p := c.pair
	list, known := p.new.options, c.options[p]
	if k.rows {
		list, known = p.new.rows, c.rows[p]
	}
	for j, o := range list {
		if slices.ContainsFunc(known, func(relations []relation) bool {
			return slices.ContainsFunc(relations, func(x relation) bool { return slices.Contains(x.new, j) })
		}) {
			continue
		}
		change := Change{What: k.added, Path: o.path, Part: o.code, New: []string{o.code}, Wordings: c.wordings(p.since.def, "", "", o.id, o.text)}
		if o.notOffered {
			change.What, change.Class, change.Effect, change.Reason = k.out, questionnaire.Same, Text, "declared, but nobody could choose it"
			c.add(change)
			continue
		}
		if edition := c.offeredBefore(o, k); edition != "" {
			change.What, change.Old = k.in, []string{edition}
		}
		c.addNew(change, o, k)
	}
}

// offeredBefore is the edition before the one compared with that offered an
// option of the same code, "" if none did.
func (c *comparer) offeredBefore(o choice, k kinds) string {
	for _, e := range c.matched.editions {
		for _, q := range e.named(c.pair.new.Key) {
			list := q.options
			if k.rows {
				list = q.rows
			}
			if slices.ContainsFunc(list, func(b choice) bool { return b.code == o.code && !b.notOffered }) {
				return e.def.Edition
			}
		}
	}
	return ""
}

// addNew completes and adds the change of an option that could not be chosen
// before.
func (c *comparer) addNew(change Change, o choice, k kinds) {
	change.Class, change.Effect = questionnaire.New, Additive
	if k.rows {
		change.Trend, change.Reason = questionnaire.Note, "a new row; the others go on"
	} else {
		change.Trend, change.Reason = c.weigh(o, k, "who would have chosen another may choose it")
		if change.What == k.in && !c.sharesFall(k) {
			change.Trend = questionnaire.Note // it belongs to the scale
		}
	}
	c.add(change)
}

// weigh says what an option more, or less, is for the others.
func (c *comparer) weigh(o choice, k kinds, reason string) (questionnaire.Comparability, string) {
	switch {
	case o.missing == questionnaire.NotMissing && c.sharesFall(k):
		return questionnaire.Break, "another number of options shares out otherwise"
	case o.own && c.pair.new.ordered() && slices.ContainsFunc(c.pair.old, (*question).ordered):
		return questionnaire.Break, "the scale has other points"
	}
	return questionnaire.Note, reason
}

func (c *comparer) sharesFall(k kinds) bool {
	return !k.rows && (c.pair.new.sharesFall() || slices.ContainsFunc(c.pair.old, (*question).sharesFall))
}

// reordered notes that what stayed stands in another order.
func (c *comparer) reordered(relations []relation, before, after []choice, k kinds) {
	if c.pair.new.Order == questionnaire.OrderRandom {
		return
	}
	var places []int
	for _, x := range relations { // in the new order
		if len(x.old) == 1 && len(x.new) == 1 {
			places = append(places, x.old[0])
		}
	}
	if slices.IsSorted(places) {
		return
	}
	change := Change{What: k.reordered, Class: questionnaire.Same, Effect: Breaking, Reason: "the same in another order"}
	if slices.Reverse(places); len(places) > 2 && slices.IsSorted(places) && !k.rows && c.pair.new.ordered() {
		change.Class, change.Reason = questionnaire.Note, "the scale goes the other way"
	}
	for _, o := range before {
		change.Old = append(change.Old, o.code)
	}
	for _, o := range after {
		change.New = append(change.New, o.code)
	}
	c.add(change)
}
