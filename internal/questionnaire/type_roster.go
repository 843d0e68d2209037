package questionnaire

import "barometer/internal/questionnaire/expr"

// MaxItems is how many items a roster can have; the form shows them on one page.
const MaxItems = 200

func typeRoster() *Type {
	return &Type{
		Name:   "roster",
		Doc:    "A group of questions that is answered once per item: for each project, product or site.",
		Shapes: []Shape{ShapeItems},
		Base:   BaseAnswered,
		Properties: []string{
			"hint", "required", "ask_if", "base_if", "base", "min", "max", "questions", "item", "item_name", "items_from",
			"items_count", "item_if", "require", "warn", "comparability", "note", "from", "foreign",
		},
		build: buildRoster,
	}
}

func buildRoster(b *builder) {
	b.wholeLimits()
	b.q.Item = b.texts[b.id+"item"]
	b.q.shape = ShapeItems
	b.variable(b.def.Key, ShapeNumber, b.q.Text)
	b.items()
	if len(b.def.Questions) == 0 {
		b.fail(b.path+".questions", "“questions” is missing; list what is asked of each item")
	}
	for i := range b.def.Questions {
		b.innerQuestion(&b.def.Questions[i], indexed(b.path+".questions", i))
	}
}

// innerQuestion compiles a question that is asked of each item.
func (b *builder) innerQuestion(d *QuestionDef, path string) {
	q := b.newQuestion(d, b.q.Section)
	q.Roster, q.Index = b.q, len(b.q.Questions)
	b.q.Questions = append(b.q.Questions, q)
	if d.Type == b.q.Type.Name {
		b.fail(path+".type", "a roster cannot stand in a roster; ask for the inner one in a roster of its own behind this one")
		return
	}
	b.newBuilder(d, q, path).question()
}

// items checks and sets where the items come from.
func (b *builder) items() {
	d := b.def
	if d.Min != nil && *d.Min < 0 || d.Max != nil && (*d.Max < 1 || *d.Max > MaxItems) {
		b.fail(b.path+".max", "a roster has from 0 to %d items; correct “min” and “max”", MaxItems)
	}
	switch {
	case d.ItemsFrom != "" && d.ItemsCount != "":
		b.fail(b.path+".items_count", "the items are taken from “items_from” already; remove one of the two")
	case d.ItemsFrom == "" && d.ItemIf != "":
		b.fail(b.path+".item_if", "only items that are taken from a choice have a condition; add “items_from”, or remove the line")
	case (d.ItemsFrom != "" || d.ItemsCount != "") && (d.Min != nil || d.Max != nil):
		b.fail(b.path+".min", "the number of items follows from the answer; remove “min” and “max”")
	}
	b.calculation(b.path+".items_count", d.ItemsCount, &b.q.ItemsCount, b.reach(), "a number", expr.KindNumber)
	if d.ItemsFrom == "" {
		return
	}
	b.itemsFrom(b.path + ".items_from")
	r := b.reach()
	if b.q.ItemsFrom != nil {
		r.attributes = attributesOf(b.q.ItemsFrom.Options)
	}
	b.condition(b.path+".item_if", d.ItemIf, &b.q.ItemIf, r)
}

// itemsFrom finds the choice whose chosen options are the items. It has to be
// asked before.
func (b *builder) itemsFrom(path string) {
	key := b.def.ItemsFrom
	q, ok := b.compiler.q.questions[key]
	switch {
	case !ok || q == b.q:
		b.fail(path, "there is no question “%s” before this one; %s", clip(key), b.suggest(key, b.symbolNames(), "write the key of an earlier multiple choice"))
	case q.Roster != nil:
		b.fail(path, "“%s” is asked in a roster itself; name a multiple choice outside of rosters", key)
	case q.Shape() != ShapeCodes && q.Shape() != ShapeRanks || len(q.Rows) > 0:
		b.fail(path, "“%s” is no multiple choice; write the key of one", key)
	default:
		b.q.ItemsFrom = q
	}
}

// rosterNames finds the questions whose answers name the items of rosters.
func (c *compiler) rosterNames() {
	for i, s := range c.def.Sections {
		for j := range s.Questions {
			d, q := &s.Questions[j], c.q.Sections[i].Questions[j]
			if d.ItemName == "" || q.Type == nil {
				continue
			}
			named, ok := c.q.questions[d.ItemName]
			path := indexed(indexed("sections", i)+".questions", j) + ".item_name"
			switch {
			case !ok || named.Roster != q:
				c.fail(path, "the roster has no question “%s”; write the key of one of its questions", clip(d.ItemName))
			case named.Shape() != ShapeText && named.Shape() != ShapeCode:
				c.fail(path, "“%s” is answered with a %s, which names nothing; write the key of a text or a single choice", d.ItemName, named.Shape())
			default:
				q.ItemName = named
			}
		}
	}
}
