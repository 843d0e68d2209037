package diff

import (
	"slices"

	"barometer/internal/questionnaire"
)

// typeOf finds a type by its name. Definitions may have errors: where there is
// no such type, it is one that takes and answers nothing.
func typeOf(name string) *questionnaire.Type {
	if t, ok := questionnaire.TypeByName(name); ok {
		return t
	}
	return &questionnaire.Type{}
}

// answered reports whether answers to a question can have a shape.
func (q *question) answered(s questionnaire.Shape) bool { return slices.Contains(q.kind.Shapes, s) }

// takes reports whether a property has a meaning for a question.
func (q *question) takes(property string) bool { return slices.Contains(q.kind.Properties, property) }

// way is in what way a question is answered.
type way struct {
	nothing, items, rows bool // nothing at all; by item of a roster; by row
	choice               bool // of these by choosing, else by writing
}

func (q *question) wayAnswered() way {
	w := way{nothing: q.answered(questionnaire.ShapeNone), items: q.answered(questionnaire.ShapeItems), rows: q.takes("rows")}
	if w == (way{}) {
		w.choice = len(q.listed) > 0 || q.hasEnds()
	}
	return w
}

// sameWay reports whether two questions are answered in a like way: neither is
// a roster, a note or a matrix unless both are, and choices go with choices.
func sameWay(a, b *question) bool { return a.way == b.way }

// hasEnds reports whether a question has points in place of options: it takes
// labels of the ends.
func (q *question) hasEnds() bool { return q.takes("low") }

// sharesFall reports whether what one option gains the others lose although
// several can be chosen: a limited number of choices, shares, ranks.
func (q *question) sharesFall() bool {
	if q.answered(questionnaire.ShapeRanks) || q.answered(questionnaire.ShapeShares) {
		return true
	}
	offered := 0
	for _, o := range q.options {
		if !o.notOffered {
			offered++
		}
	}
	return q.answered(questionnaire.ShapeCodes) && q.takes("max") && q.Max != nil && int(*q.Max) < offered
}

// ordered reports whether the options of a question, of which one is chosen,
// are points of a scale: they have scores, or are bands or labels of a known
// order.
func (q *question) ordered() bool {
	if q.hasEnds() {
		return true
	}
	if !q.answered(questionnaire.ShapeCode) || q.PerRow == "multiple" {
		return false
	}
	return isScale(q.labels()) || slices.ContainsFunc(q.options, func(o choice) bool { return o.scored })
}

// typeClass is what another type makes of a question's trend, and why.
func typeClass(before, after *questionnaire.Type) (questionnaire.Comparability, string) {
	is := func(t *questionnaire.Type, shapes ...questionnaire.Shape) bool {
		return len(t.Shapes) == 1 && slices.Contains(shapes, t.Shapes[0])
	}
	both := func(shapes ...questionnaire.Shape) bool { return is(before, shapes...) && is(after, shapes...) }
	switch {
	case both(questionnaire.ShapeText) && (before.Format == after.Format || before.Format == "" || after.Format == ""):
		return questionnaire.Same, "texts all the same"
	case both(questionnaire.ShapeNumber), both(questionnaire.ShapeDate, questionnaire.ShapeMonth):
		return questionnaire.Note, "more or less exact"
	}
	return questionnaire.Break, "answered in another way"
}
