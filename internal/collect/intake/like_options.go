package intake

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

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
		if !used[o.Code] && len(q.def.Options) > 0 && !last.Type.Countries {
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
