package diff

import (
	"fmt"
	"slices"

	"barometer/internal/questionnaire"
)

// property is one that only has a value to compare.
type property struct {
	name   string
	get    func(q *questionnaire.QuestionDef) any
	what   Kind
	class  questionnaire.Comparability
	effect Effect
	reason string
}

// plainProperties lists them.
func plainProperties() []property {
	const (
		same = questionnaire.Same
		note = questionnaire.Note
		gone = questionnaire.Break
	)
	type def = questionnaire.QuestionDef
	return []property{
		{"points", func(q *def) any { return q.Points }, ScaleChanged, gone, Breaking, "another number of points"},
		{"per_row", func(q *def) any { return q.PerRow }, ScaleChanged, gone, Breaking, "rows take another number of options"},
		{"total", func(q *def) any { return q.Total }, ScaleChanged, gone, Breaking, "shares add up to something else"},
		{"step", func(q *def) any { return q.Step }, LimitChanged, note, Breaking, "other numbers can be answered"},
		{"decimals", func(q *def) any { return q.Decimals }, LimitChanged, same, Breaking, "answers are more or less exact"},
		{"min", func(q *def) any { return q.Min }, LimitChanged, note, Breaking, "other answers are taken"},
		{"earliest", func(q *def) any { return q.Earliest }, LimitChanged, same, Breaking, "other dates are taken"},
		{"latest", func(q *def) any { return q.Latest }, LimitChanged, same, Breaking, "other dates are taken"},
		{"max_length", func(q *def) any { return q.MaxLength }, LimitChanged, same, Breaking, "other texts are taken"},
		{"accept", func(q *def) any { return q.Accept }, LimitChanged, same, Breaking, "other files are taken"},
		{"max_size", func(q *def) any { return q.MaxSize }, LimitChanged, same, Breaking, "other files are taken"},
		{"currencies", func(q *def) any { return q.Currencies }, ScaleChanged, note, Breaking, "amounts are stated in other currencies, or turned into the first at other rates"},
		{"calculate", func(q *def) any { return q.Calculate }, ScaleChanged, gone, Breaking, "it is calculated otherwise"},
		{"result", func(q *def) any { return q.Result }, ScaleChanged, gone, Breaking, "it yields something else"},
		{"options_if", func(q *def) any { return q.OptionsIf }, BaseChanged, note, Breaking, "options are shown to other people"},
		{"items_from", func(q *def) any { return q.ItemsFrom }, BaseChanged, gone, Breaking, "it is asked of other items"},
		{"items_count", func(q *def) any { return q.ItemsCount }, BaseChanged, gone, Breaking, "it is asked of other items"},
		{"item_if", func(q *def) any { return q.ItemIf }, BaseChanged, gone, Breaking, "it is asked of other items"},
		{"default", func(q *def) any { return q.Default }, PropertyChanged, note, Breaking, "what the form holds already is kept more often"},
		{"display", func(q *def) any { return q.Display }, PropertyChanged, note, Text, "options are shown otherwise"},
		{"option_groups", func(q *def) any { return q.OptionGroups }, PropertyChanged, same, Text, "headings of the options"},
		{"device", func(q *def) any { return q.Device }, PropertyChanged, same, Additive, "what the device fills in"},
		{"was", func(q *def) any { return q.Was }, PropertyChanged, same, Text, "what it was called in another tool"},
		{"item_name", func(q *def) any { return q.ItemName }, PropertyChanged, same, Text, "what names an item"},
		{"nets", func(q *def) any { return q.Nets }, PropertyChanged, same, Text, "reported together; declare it for the whole trend"},
		{"recodes", func(q *def) any { return q.Recodes }, PropertyChanged, same, Text, "grouped for reports; declare it for the whole trend"},
		{"foreign", func(q *def) any { return q.Foreign }, PropertyChanged, same, Text, "means nothing here"},
		{"aliases", func(q *def) any { return q.Aliases }, PropertyChanged, same, Text, "headers in exports of other tools"},
	}
}

// conditions are the properties that name other questions.
var conditions = []string{"options_if", "items_from", "items_count", "item_if", "item_name", "calculate"}

// properties compares the type and all that it takes.
func (c *comparer) properties(old *question) {
	q := c.pair.new
	if old.Type != q.Type {
		change := Change{What: TypeChanged, Path: q.path + ".type", Old: []string{old.Type}, New: []string{q.Type}, Effect: Breaking}
		change.Class, change.Reason = typeClass(old.kind, q.kind)
		c.add(change)
	}
	switch {
	case q.Required && !old.Required:
		c.required()
	case old.Required && !q.Required:
		c.add(Change{What: Optional, Path: q.path + ".required", Class: questionnaire.Note, Effect: Additive, Reason: "it can be left empty now"})
	}
	c.most(old)
	for _, p := range plainProperties() {
		before, after := value(p.get(old.QuestionDef)), value(p.get(q.QuestionDef))
		if slices.Contains(conditions, p.name) {
			before, after = c.names[c.pair.since].rename(before), renaming{}.rename(after)
		}
		if before != after {
			c.add(Change{What: p.what, Path: q.path + "." + p.name, Part: p.name, Old: values(before), New: values(after), Class: p.class, Effect: p.effect, Reason: p.reason})
		}
	}
}

// most compares the greatest value, or number of choices.
func (c *comparer) most(old *question) {
	q := c.pair.new
	before, after := value(old.Max), value(q.Max)
	if before == after {
		return
	}
	change := Change{What: LimitChanged, Path: q.path + ".max", Part: "max", Old: values(before), New: values(after), Class: questionnaire.Note, Effect: Breaking,
		Reason: "other answers are taken"}
	if len(q.options) > 0 && (old.sharesFall() || q.sharesFall()) {
		change.Class, change.Reason = questionnaire.Break, "another number of choices shares out otherwise"
	}
	c.add(change)
}

// columns compares the columns of a matrix, each of which is a question.
func (c *comparer) columns(old *question) {
	q := c.pair.new
	for i := range q.Columns {
		col := &q.Columns[i]
		path := fmt.Sprintf("%s.columns[%d]", q.path, i)
		j := slices.IndexFunc(old.Columns, func(o questionnaire.QuestionDef) bool { return o.Key == col.Key })
		if j < 0 {
			c.add(Change{What: OptionAdded, Path: path, Part: col.Key, New: []string{col.Key}, Class: questionnaire.New, Trend: questionnaire.Note, Effect: Additive, Reason: "a new column"})
			continue
		}
		c.column(old, &old.Columns[j], col, path)
	}
	for _, o := range old.Columns {
		if !slices.ContainsFunc(q.Columns, func(n questionnaire.QuestionDef) bool { return n.Key == o.Key }) {
			c.add(Change{What: OptionRemoved, Part: o.Key, Old: []string{o.Key}, Class: questionnaire.Retired, Trend: questionnaire.Note, Effect: Breaking, Reason: "the column is gone"})
		}
	}
}

// column compares one column, as far as it is a question, and adds the changes
// under its key.
func (c *comparer) column(old *question, before, after *questionnaire.QuestionDef, path string) {
	outer := c.pair
	first := len(c.report.Changes)
	was, is := newQuestion(old.of, before, old.id+".column."+before.Key, ""), newQuestion(outer.new.of, after, outer.new.id+".column."+after.Key, path)
	was.section, is.section = old.section, outer.new.section
	inner := &pair{new: is, old: []*question{was}, since: outer.since}
	ordered := was.ordered() && is.ordered()
	c.options[inner] = [][]relation{relate(was.options, is.options, after, ordered, true)}
	c.rows[inner] = [][]relation{nil}
	c.pair = inner
	c.wording(was)
	c.properties(was)
	c.rules(was)
	c.random(was)
	c.choices(was, was.options, is.options, c.options[inner][0], optionKinds)
	c.added(optionKinds)
	c.pair = outer
	for i := range c.report.Changes[first:] {
		change := &c.report.Changes[first+i]
		change.Section, change.Question = outer.new.section.Key, outer.new.Key
		change.Part = after.Key + "." + change.Part
		change.Trend = atMostNote(change.Trend)
	}
}

// atMostNote is what a change of one column is for its matrix: a remark at most.
func atMostNote(class questionnaire.Comparability) questionnaire.Comparability {
	if class == questionnaire.Break {
		return questionnaire.Note
	}
	return class
}
