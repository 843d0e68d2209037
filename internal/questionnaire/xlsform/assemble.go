package xlsform

import (
	"slices"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

// assemble makes the sections of the definition.
func (r *reader) assemble() {
	r.settleCalculations()
	r.joinSilent()
	for _, p := range r.pages {
		p.def.Questions = definitions(p.items)
		r.def.Sections = append(r.def.Sections, p.def)
	}
}

// definitions gives the questions of items, those of rosters in them.
func definitions(items []*item) []questionnaire.QuestionDef {
	var defs []questionnaire.QuestionDef
	for _, it := range items {
		if len(it.inner) > 0 && it.def.Type == "roster" {
			it.def.Questions = definitions(it.inner)
		}
		defs = append(defs, it.def)
	}
	return defs
}

// settleCalculations puts calculations and notes behind the questions that they
// need: a form computes whenever something changes, we in the order of the
// questions.
func (r *reader) settleCalculations() {
	for range 10 { // calculations of calculations
		moved := false
		for _, p := range r.pages {
			for _, it := range slices.Clone(p.items) {
				moved = r.settle(p, it) || moved
				for _, inner := range slices.Clone(it.inner) {
					moved = r.settleInner(it, inner) || moved
				}
			}
		}
		if !moved {
			return
		}
	}
}

// needs lists the questions that a calculation, or the condition of a note,
// names. Others stay where they are.
func needs(it *item) map[string]bool {
	keys := map[string]bool{}
	source := it.def.Calculate
	if it.def.Type == "note" {
		source = it.def.AskIf
	}
	if source == "" {
		return keys
	}
	if e, err := expr.Parse(source); err == nil {
		for _, name := range e.Names() {
			keys[owner(name)] = true
		}
	}
	return keys
}

// settle moves a calculation behind the last question that it needs, if that
// comes later.
func (r *reader) settle(p *page, it *item) bool {
	needed := needs(it)
	var last *page
	at, passed := -1, false
	for _, other := range r.pages {
		for i, candidate := range other.items {
			if candidate == it {
				passed = true
				continue
			}
			named := needed[candidate.def.Key] || slices.ContainsFunc(candidate.inner, func(in *item) bool { return needed[in.def.Key] })
			if passed && named {
				last, at = other, i
			}
		}
	}
	if last == nil {
		return false
	}
	last.items = slices.Insert(last.items, at+1, it)
	from := slices.Index(p.items, it)
	p.items = slices.Delete(p.items, from, from+1)
	if p != last && it.def.AskIf == "" {
		it.def.AskIf = p.def.AskIf
	}
	r.reportMoved(it)
	return true
}

// settleInner is settle within a roster.
func (r *reader) settleInner(roster, it *item) bool {
	needed := needs(it)
	from := slices.Index(roster.inner, it)
	at := -1
	for i, candidate := range roster.inner {
		if i > from && needed[candidate.def.Key] {
			at = i
		}
	}
	if at < 0 {
		return false
	}
	roster.inner = slices.Insert(roster.inner, at+1, it)
	roster.inner = slices.Delete(roster.inner, from, from+1)
	r.reportMoved(it)
	return true
}

func (r *reader) reportMoved(it *item) {
	r.report.Add(convert.Changed, it.node.row.at("name"), it.node.row.get("type"), "“%s” stands behind the last question that it needs", it.def.Key)
}

// joinSilent gives the questions of pages on which nothing is shown to a page
// beside them that is always asked, and removes pages that are left empty. What
// the form says to be a page stays one.
func (r *reader) joinSilent() {
	for i, p := range r.pages {
		isSaid := p.owner.row != nil && p.owner.appears("field-list")
		if isSaid || slices.ContainsFunc(p.items, shown) || p.def.AskIf != "" {
			continue
		}
		if i > 0 && r.pages[i-1].def.AskIf == "" && len(r.pages[i-1].items) > 0 {
			r.pages[i-1].items = append(r.pages[i-1].items, p.items...)
			p.items = nil
		} else if i+1 < len(r.pages) && r.pages[i+1].def.AskIf == "" {
			r.pages[i+1].items = append(p.items, r.pages[i+1].items...)
			p.items = nil
		}
	}
	r.pages = slices.DeleteFunc(r.pages, func(p *page) bool { return len(p.items) == 0 })
}

// shown reports whether respondents see anything of a question.
func shown(it *item) bool { return it.def.Type != "calculated" && it.def.Type != "unsupported" }
