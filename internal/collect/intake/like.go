package intake

import (
	"fmt"
	"slices"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
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
	lastDefs := definitions(like.Definition)
	matched := map[string]bool{}
	for i, q := range b.questions {
		last := b.last[i]
		if last == nil {
			q.def.Comparability = questionnaire.New
			q.remark(".comparability", "check: the last edition has no question with this wording"+b.nearest(q.def.Text))
			continue
		}
		matched[last.Key] = true
		q.adopt(lastDefs[last.Key])
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
func (q *question) adopt(last *questionnaire.QuestionDef) {
	if q.def.Type == last.Type {
		return
	}
	if !slices.Contains(adoptable[q.def.Type], last.Type) {
		q.remark(".type", "check: the last edition had type "+last.Type)
		return
	}
	q.def.Type, q.def.Points = last.Type, last.Points
	delete(q.comments, ".type")
}

// definitions are the questions of a questionnaire as their author wrote them,
// by key.
func definitions(d *questionnaire.Definition) map[string]*questionnaire.QuestionDef {
	byKey := map[string]*questionnaire.QuestionDef{}
	for i := range d.Sections {
		for j := range d.Sections[i].Questions {
			q := &d.Sections[i].Questions[j]
			byKey[q.Key] = q
		}
	}
	return byKey
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
