package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"barometer/internal/collect/intake/label"
	"barometer/internal/questionnaire"
)

// matchLike finds the questions of the last edition by their wording, reserves
// all keys of that edition, and gives the key of each drafted question that
// was found, "" for the others.
func (b *inference) matchLike(keys *keyMaker) []string {
	found := make([]string, len(b.questions))
	like := b.options.Like
	if like == nil {
		return found
	}
	byWording := map[string][]*questionnaire.Question{}
	for _, question := range like.Questions {
		keys.take(question.Key)
		for _, w := range wordings(like, question) {
			byWording[w] = append(byWording[w], question)
		}
	}
	b.last = make([]*questionnaire.Question, len(b.questions))
	used := map[string]bool{}
	for i, q := range b.questions {
		for _, question := range byWording[label.Wording(q.def.Text)] {
			if !used[question.Key] {
				used[question.Key] = true
				b.last[i], found[i] = question, question.Key
				break
			}
		}
	}
	return found
}

// reuse gives options and rows the codes of the last edition, by text, and
// lists what was not found in it or is no longer there.
func (b *inference) reuse() {
	like := b.options.Like
	if like == nil {
		return
	}
	matched := map[string]bool{}
	for i, q := range b.questions {
		last := b.last[i]
		if last == nil {
			q.def.Comparability = questionnaire.New
			q.remark(".comparability", "check: the last edition has no question with this wording"+b.nearest(q.def.Text))
			continue
		}
		matched[last.Key] = true
		q.adopt(last)
		b.reuseOptions(q, last)
		q.reuseRows(last)
		q.carryNets(last)
	}
	b.retire(matched)
}

// nearest points at the question of the last edition with the most words in
// common.
func (b *inference) nearest(text string) string {
	best, bestShare := (*questionnaire.Question)(nil), .4
	for _, question := range b.options.Like.Questions {
		if slices.Contains(b.last, question) {
			continue
		}
		if s := similarity(text, wording(question.Text)); s > bestShare {
			best, bestShare = question, s
		}
	}
	if best == nil {
		return ""
	}
	return fmt.Sprintf("; if it is the reworded %s (%q), write that key and comparability: note or break", best.Key, clip(wording(best.Text)))
}

// similarity is the share of words that two texts have in common.
func similarity(a, b string) float64 {
	wordsA, wordsB := label.Words(a), label.Words(b)
	common := 0
	for _, w := range wordsA {
		if slices.Contains(wordsB, w) {
			common++
		}
	}
	return float64(common) / float64(max(len(wordsA)+len(wordsB)-common, 1))
}

// adoptable are the types that the last edition may give to a drafted type.
var adoptable = map[string][]string{
	"integer": {"rating", "nps", "decimal"}, "text": {"paragraph"}, "paragraph": {"text"},
}

// adopt takes over from the last edition what a file cannot tell.
func (q *question) adopt(last *questionnaire.Question) {
	if q.def.Type == last.Type.Name {
		return
	}
	if !slices.Contains(adoptable[q.def.Type], last.Type.Name) {
		q.remark(".type", "check: the last edition had type "+last.Type.Name)
		return
	}
	q.def.Type = last.Type.Name
	delete(q.comments, ".type")
	if last.Type.Name == "rating" {
		q.def.Points = len(last.Options)
	}
}

// reuseOptions gives options the codes of the last edition. Codes of its other
// options are not used again.
func (b *inference) reuseOptions(q *question, last *questionnaire.Question) {
	codes := newCodes()
	matched := make([]*questionnaire.Option, len(q.def.Options))
	for _, o := range last.Options {
		codes.take(o.Code)
	}
	used := map[string]bool{}
	for i := range q.def.Options {
		if o, ok := sameOption(last.Options, q.def.Options[i]); ok && !used[o.Code] {
			matched[i], used[o.Code] = o, true
			q.def.Options[i].Code = o.Code
		}
	}
	for i := range q.def.Options {
		if matched[i] != nil || len(last.Options) == 0 {
			continue
		}
		o := &q.def.Options[i]
		o.Code, o.Comparability = codes.unique(o.Code), questionnaire.New
		q.remark(at(".options", i), "check: no option of the last edition has this label")
	}
	var gone []string
	for _, o := range last.Options {
		if !used[o.Code] && len(q.def.Options) > 0 && last.Type.Name != "country" {
			gone = append(gone, fmt.Sprintf("%s (%s)", o.Code, clip(wording(o.Text))))
		}
	}
	if q.comments[".options"] == checkOrder {
		b.reorder(q, matched)
	}
	if len(gone) > 0 {
		q.remark(".options", "check: of the last edition's options these are not found: "+strings.Join(gone, ", "))
	}
}

// reorder puts options whose order no scale tells in that of the last edition;
// new ones come before "other" and the missing kinds.
func (b *inference) reorder(q *question, matched []*questionnaire.Option) {
	order := make([]int, len(matched))
	for i := range order {
		order[i] = i
	}
	place := func(i int) int {
		switch o := q.def.Options[i]; {
		case o.Missing != questionnaire.NotMissing:
			return 1 << 21
		case label.IsOther(o.Text):
			return 1 << 20
		case matched[i] != nil:
			return matched[i].Index
		}
		return 1 << 19
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(place(x), place(y)) })
	q.permute(order)
	for _, other := range b.questions {
		if other.gate != nil && other.gate.question == q {
			other.gate = &gate{q, slices.Index(order, other.gate.option), other.gate.negated}
		}
	}
	if !slices.Contains(matched, nil) {
		delete(q.comments, ".options")
	}
}

// permute moves option order[i] to place i, with all that refers to it.
func (q *question) permute(order []int) {
	options, chosen, comments := slices.Clone(q.def.Options), slices.Clone(q.chosen), maps.Clone(q.comments)
	for i, from := range order {
		q.def.Options[i] = options[from]
		if len(chosen) > 0 {
			q.chosen[i] = chosen[from]
		}
		delete(q.comments, at(".options", from))
	}
	for i, from := range order {
		if text, ok := comments[at(".options", from)]; ok {
			q.comments[at(".options", i)] = text
		}
	}
	for r, o := range q.choice {
		if o >= 0 {
			q.choice[r] = int16(slices.Index(order, int(o)))
		}
	}
}

// sameOption finds the option of the last edition with the same label, missing
// kind or band.
func sameOption(options []*questionnaire.Option, d questionnaire.OptionDef) (*questionnaire.Option, bool) {
	forms := headerForms(d.Text)
	for _, o := range options {
		if slices.ContainsFunc(forms, func(form string) bool { return named(form, "", o.Text, o.Aliases) }) ||
			o.Missing != questionnaire.NotMissing && o.Missing == d.Missing {
			return o, true
		}
	}
	for _, o := range options {
		if loose := label.Loose(forms[1]); !strings.ContainsAny(loose, "0123456789") && loose == label.Loose(label.Norm(wording(o.Text))) {
			return o, true
		}
		if band := label.BandCode(d.Text); band != "" && band == label.BandCode(wording(o.Text)) ||
			label.IsOther(d.Text) && label.IsOther(wording(o.Text)) {
			return o, true
		}
	}
	return nil, false
}

// reuseRows gives the rows of a matrix the codes of the last edition.
func (q *question) reuseRows(last *questionnaire.Question) {
	codes := newCodes()
	for _, r := range last.Rows {
		codes.take(r.Code)
	}
	used := map[string]bool{}
	for i := range q.def.Rows {
		r := &q.def.Rows[i]
		found, ok := findRow(last.Rows, r.Text)
		switch {
		case ok && !used[found.Code]:
			used[found.Code] = true
			r.Code = found.Code
		case len(last.Rows) > 0:
			r.Code, r.Comparability = codes.unique(r.Code), questionnaire.New
			q.remark(at(".rows", i), "check: no row of the last edition has this label")
		}
	}
}

// carryNets takes over the nets whose options are all here.
func (q *question) carryNets(last *questionnaire.Question) {
	for _, net := range last.Nets {
		def := questionnaire.NetDef{Key: net.Key, Text: wording(net.Text)}
		for _, o := range net.Options {
			def.Codes = append(def.Codes, o.Code)
		}
		here := func(code string) bool {
			return slices.ContainsFunc(q.def.Options, func(o questionnaire.OptionDef) bool { return o.Code == code })
		}
		if !slices.ContainsFunc(def.Codes, func(code string) bool { return !here(code) }) {
			q.def.Nets = append(q.def.Nets, def)
		}
	}
}

// retire lists the questions of the last edition that were not found.
func (b *inference) retire(matched map[string]bool) {
	for _, question := range b.options.Like.Questions {
		if matched[question.Key] || question.Shape() == questionnaire.ShapeNone {
			continue
		}
		b.comments[at("retired", len(b.retired))] = fmt.Sprintf(
			"check: no question has the wording %q; if one is this question reworded, write its key there and remove this line", clip(wording(question.Text)))
		b.retired = append(b.retired, questionnaire.RetiredDef{Key: question.Key})
	}
}

// lastAdministrative is the key that the last edition gave to a column, ""
// for none.
func (b *inference) lastAdministrative(header string) string {
	if b.options.Like == nil {
		return ""
	}
	for _, a := range b.options.Like.Definition.Administrative {
		if label.Wording(a.Text) == label.Wording(header) {
			return a.Key
		}
	}
	return ""
}

// carryPopulations takes over the populations whose conditions still hold.
func (b *inference) carryPopulations(d *questionnaire.Definition) {
	if b.options.Like == nil {
		return
	}
	last := b.options.Like.Definition
	for _, population := range last.Populations {
		with := *d
		with.Populations = append(slices.Clone(d.Populations), population)
		if _, problems := questionnaire.Compile(&with, nil); problems.HasErrors() {
			b.note(nil, "", fmt.Sprintf("population %s of the last edition is left out: its condition does not fit this draft", population.Key))
			continue
		}
		d.Populations = with.Populations
		if population.Key == last.DefaultPopulation {
			d.DefaultPopulation = population.Key
		}
	}
}
