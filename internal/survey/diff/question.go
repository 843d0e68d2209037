package diff

import (
	"slices"
	"strings"

	"barometer/internal/questionnaire"
)

// question compares a question with what it was.
func (c *comparer) question(p *pair) {
	c.pair = p
	defer func() { c.pair = nil }()
	switch len(p.old) {
	case 0:
		effect, reason := Additive, "nobody was asked it before"
		if p.new.Required {
			reason = "nobody was asked it before; who has begun is asked it too"
		}
		c.add(Change{What: QuestionAdded, New: []string{p.new.Key}, Wordings: c.wordings(c.last.def, "", "", p.new.id+".text", p.new.Text),
			Class: questionnaire.New, Trend: questionnaire.New, Effect: effect, Reason: reason})
		return
	case 1:
		c.one(p.old[0])
	default:
		c.several()
	}
	for i, old := range p.old {
		c.choices(old, old.options, p.new.options, c.options[p][i], optionKinds)
		c.choices(old, old.rows, p.new.rows, c.rows[p][i], rowKinds)
	}
	c.added(optionKinds)
	c.added(rowKinds)
}

// one compares a question with the only one that it continues.
func (c *comparer) one(old *question) {
	p := c.pair
	if p.since != c.last {
		c.add(Change{What: QuestionReturned, Old: []string{p.since.def.Edition}, Class: questionnaire.Same, Effect: Additive,
			Reason: "asked again; compared with edition " + p.since.def.Edition})
	}
	if old.Key != p.new.Key {
		c.add(Change{What: QuestionRenamed, Path: p.new.path + ".key", Old: []string{old.Key}, New: []string{p.new.Key},
			Class: questionnaire.Same, Effect: Breaking, Reason: "another key; say where it comes from with from: [" + old.Key + "], or keep the key"})
	}
	c.wording(old)
	c.unit(old)
	c.base(old)
	c.properties(old)
	c.rules(old)
	c.columns(old)
	c.random(old)
}

// several compares a question with those that it combines.
func (c *comparer) several() {
	p := c.pair
	var keys []string
	required := false
	for _, old := range p.old {
		keys = append(keys, old.Key)
		required = required || old.Required
	}
	c.add(Change{What: QuestionsCombined, Old: keys, New: []string{p.new.Key},
		Wordings: c.wordings(p.since.def, "", "", p.new.id+".text", p.new.Text),
		Class:    questionnaire.Break, Effect: Breaking, Reason: "who saw one list now sees another; confirm it with from, and map what codes became"})
	if p.new.Required && !required {
		c.required()
	}
}

// wording compares what the question says.
func (c *comparer) wording(old *question) {
	q := c.pair.new
	from := c.pair.since.def
	was, is := old.id+".", q.id+"."
	judge := byDegree
	if c.absorbed() {
		judge = lightly // what an option said is now said in the question
	}
	c.text(Change{What: QuestionReworded, Path: q.path + ".text"}, from, was+"text", old.Text, is+"text", q.Text, judge)
	c.text(Change{What: HintReworded, Path: q.path + ".hint"}, from, was+"hint", old.Hint, is+"hint", q.Hint, lightly)
	for _, t := range []struct{ name, before, after string }{{"low", old.Low, q.Low}, {"high", old.High, q.High}, {"unit", old.Unit, q.Unit}} {
		c.text(Change{What: ScaleChanged, Path: q.path + "." + t.name, Part: t.name}, from, was+t.name, t.before, is+t.name, t.after, byDegree)
	}
	c.text(Change{What: PropertyChanged, Path: q.path + ".item", Part: "item"}, from, was+"item", old.Item, is+"item", q.Item, lightly)
}

// absorbed reports whether every option that was an answer of its own became
// another that says less, because the question says it now.
func (c *comparer) absorbed() bool {
	p := c.pair
	found := 0
	for _, x := range c.options[p][0] {
		if len(x.old) != 1 || len(x.new) != 1 {
			continue
		}
		before, after := p.old[0].options[x.old[0]], p.new.options[x.new[0]]
		if before.own && (after.text == "Yes" || after.text == "No") && distance(before.text, after.text) == rewritten {
			found++
		}
	}
	return found == 2
}

// base compares who is asked, and whose answers count.
func (c *comparer) base(old *question) {
	p := c.pair
	was := slices.Clone(c.bases[p.since].of(old))
	is := c.bases[c.new].of(p.new)
	slices.Sort(was)
	if !slices.Equal(slices.Compact(was), is) {
		c.add(Change{What: BaseChanged, Path: p.new.path + ".ask_if", Part: "ask_if", Old: orEveryone(was), New: orEveryone(is), Class: questionnaire.Break, Effect: Breaking,
			Reason: "other people are asked"})
	}
	if old.Base != p.new.Base {
		c.add(Change{What: BaseChanged, Path: p.new.path + ".base", Part: "base", Old: values(string(old.Base)), New: values(string(p.new.Base)),
			Class: questionnaire.Note, Effect: Text, Reason: "percentages are of other people; both editions can be given on either base"})
	}
}

func orEveryone(conditions []string) []string {
	if len(conditions) == 0 {
		return []string{"everyone"}
	}
	return []string{strings.Join(conditions, " and ")}
}

func (c *comparer) required() {
	c.add(Change{What: Required, Path: c.pair.new.path + ".required", Class: questionnaire.Note, Effect: Breaking,
		Reason: "who would have left it empty now answers or goes"})
}

// random compares the order in which options and rows are shown.
func (c *comparer) random(old *question) {
	q := c.pair.new
	path := q.path + ".order"
	switch {
	case old.Order == q.Order:
	case q.Order == questionnaire.OrderRandom:
		c.add(Change{What: OrderRandomised, Path: path, Class: questionnaire.Note, Effect: Breaking,
			Reason: "what stood first was chosen more often, and no longer is"})
	default:
		c.add(Change{What: OrderFixed, Path: path, Class: questionnaire.Note, Effect: Breaking,
			Reason: "what stands first will be chosen more often"})
	}
}

// rules compares what answers have to satisfy, and should.
func (c *comparer) rules(old *question) {
	q := c.pair.new
	for _, list := range []struct {
		name     string
		old, new []questionnaire.RuleDef
		effect   Effect
	}{{"require", old.Require, q.Require, Breaking}, {"warn", old.Warn, q.Warn, Additive}} {
		c.ruleList(old, list.name, list.old, list.new, list.effect)
	}
}

func (c *comparer) ruleList(old *question, name string, before, after []questionnaire.RuleDef, effect Effect) {
	q := c.pair.new
	for i, r := range after {
		path := q.path + "." + indexed(name, i)
		j := slices.IndexFunc(before, func(b questionnaire.RuleDef) bool { return b.Key == r.Key })
		if j < 0 {
			c.add(Change{What: RuleAdded, Path: path, Part: r.Key, New: []string{r.That}, Class: questionnaire.Note, Effect: effect,
				Reason: "answers that were taken are now questioned"})
			continue
		}
		if that := c.names[c.pair.since].rename(before[j].That); that != (renaming{}).rename(r.That) {
			c.add(Change{What: RuleChanged, Path: path + ".that", Part: r.Key, Old: []string{that}, New: []string{r.That}, Class: questionnaire.Note, Effect: effect,
				Reason: "other answers are questioned"})
		}
		id := "." + name + "." + r.Key
		c.text(Change{What: RuleChanged, Path: path + ".text", Part: r.Key, Effect: Text, Reason: "what respondents read where it does not hold"},
			c.pair.since.def, old.id+id, before[j].Text, q.id+id, r.Text, func(degree) questionnaire.Comparability { return questionnaire.Same })
	}
	for _, r := range before {
		if !slices.ContainsFunc(after, func(a questionnaire.RuleDef) bool { return a.Key == r.Key }) {
			c.add(Change{What: RuleRemoved, Part: r.Key, Old: []string{r.That}, Class: questionnaire.Note, Effect: Additive,
				Reason: "answers are taken that were questioned"})
		}
	}
}
