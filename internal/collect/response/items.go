package response

import (
	"maps"
	"slices"
	"strconv"

	"barometer/internal/questionnaire"
)

// top is the path of the response that the path belongs to.
func (p *Path) top() *Path {
	if p.outer != nil {
		return p.outer
	}
	return p
}

// traceItems computes the paths of a roster's items, question by question, since
// what is asked of an item may depend on all of them.
func (p *Path) traceItems(roster *questionnaire.Question) {
	stored := p.answers[roster.Key].Items()
	if p.rosters == nil {
		p.rosters = map[*questionnaire.Question][]*Path{}
	}
	var items []*Path
	for i, item := range p.itemsOf(roster, stored) {
		items = append(items, &Path{
			questionnaire: p.questionnaire, context: p.context, answers: item.Answers,
			questions: make([]bool, len(roster.Questions)),
			outer:     p, roster: roster, id: item.ID, position: i + 1,
		})
	}
	p.rosters[roster] = items
	for _, q := range roster.Questions {
		for _, item := range items {
			item.decide(q)
		}
	}
}

// itemsOf are the items of a roster, with what has been answered about each:
// those that the respondent listed, or those that follow from other answers.
func (p *Path) itemsOf(roster *questionnaire.Question, stored []Item) []Item {
	var ids []string
	switch {
	case roster.ItemsFrom != nil:
		ids = p.chosenItems(roster)
	case roster.ItemsCount != nil:
		n, _ := p.counted(roster)
		for i := range int(min(max(n, 0), questionnaire.MaxItems)) {
			ids = append(ids, strconv.Itoa(i+1))
		}
	default:
		return stored[:min(len(stored), questionnaire.MaxItems)]
	}
	items := make([]Item, len(ids))
	for i, id := range ids {
		items[i] = Item{ID: id, Answers: Answers{}}
		if j := slices.IndexFunc(stored, func(s Item) bool { return s.ID == id }); j >= 0 {
			items[i].Answers = stored[j].Answers
		}
	}
	return items
}

// counted is the number of items that other answers say a roster has.
func (p *Path) counted(roster *questionnaire.Question) (float64, bool) {
	return roster.ItemsCount.Expr.Number(pathEnv{path: p, condition: roster.ItemsCount})
}

// chosenItems are the codes of the options of which each is an item, in the
// order listed.
func (p *Path) chosenItems(roster *questionnaire.Question) []string {
	source := roster.ItemsFrom
	if !p.Asked(source) {
		return nil
	}
	answer := p.of(source).completed(source)
	var ids []string
	for _, o := range source.Options {
		if o.Missing != questionnaire.NotMissing || !answer.Chose(o.Code) || len(ids) == questionnaire.MaxItems {
			continue
		}
		if c := roster.ItemIf; c == nil || c.Expr.Bool(pathEnv{path: p, condition: c, option: o}) {
			ids = append(ids, o.Code)
		}
	}
	return ids
}

// With is the path of the same response with other answers.
func (p *Path) With(a Answers) *Path { return Trace(p.questionnaire, p.context, a) }

// Items are the paths of a roster's items, in their order; none for other
// questions and where the roster is not asked.
func (p *Path) Items(roster *questionnaire.Question) []*Path { return p.rosters[roster] }

// Item finds the path of an item by its id.
func (p *Path) Item(roster *questionnaire.Question, id string) (*Path, bool) {
	for _, item := range p.rosters[roster] {
		if item.id == id {
			return item, true
		}
	}
	return nil, false
}

// ID is the id of the item that the path is of, "" of a response.
func (p *Path) ID() string { return p.id }

// Position is the number of the item from 1, 0 of a response.
func (p *Path) Position() int { return p.position }

// Shown lists the questions of the roster that are shown for the item.
func (p *Path) Shown() []*questionnaire.Question { return p.shown(p.own()) }

// ItemName is what the respondent knows the item by: the option it was taken
// from or the answer to the question that names it, in a language; "" if it
// has no name yet.
func (p *Path) ItemName(language string) string {
	if p.roster == nil {
		return ""
	}
	if from := p.roster.ItemsFrom; from != nil {
		if o, ok := from.Option(p.id); ok {
			if other := p.outer.answers[from.OtherName(o)].Str(); o.Other && other != "" {
				return other
			}
			return o.Text.In(language)
		}
	}
	if p.roster.ItemName == nil {
		return ""
	}
	name := p.answers[p.roster.ItemName.Key].Str()
	if o, ok := p.roster.ItemName.Option(name); ok {
		return o.Text.In(language)
	}
	return name
}

// WithAnswer is the answer to a roster with one more answer about an item, which
// is added if it is not there yet.
func (v Value) WithAnswer(item, key string, answer Value) Value {
	items := slices.Clone(v.Items())
	i := slices.IndexFunc(items, func(x Item) bool { return x.ID == item })
	if i < 0 {
		i = len(items)
		items = append(items, Item{ID: item})
	}
	answers := maps.Clone(items[i].Answers)
	if answers == nil {
		answers = Answers{}
	}
	answers[key] = answer
	items[i].Answers = answers
	return Items(items...)
}

// prunedItems are the items of a roster as they are submitted.
func (p *Path) prunedItems(roster *questionnaire.Question) Value {
	var items []Item
	for _, item := range p.Items(roster) {
		items = append(items, Item{ID: item.id, Answers: item.Prune()})
	}
	return Items(items...)
}
