package questionnaire

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// derivation is a recode whose variable is yet to be added.
type derivation struct {
	builder *builder
	def     *RecodeDef
	path    string
}

func (b *builder) scheduleRecodes() {
	if len(b.q.Variables) == 0 || !b.takes("recodes") {
		return
	}
	for i := range b.def.Recodes {
		b.derived = append(b.derived, derivation{b, &b.def.Recodes[i], indexed(b.path+".recodes", i)})
	}
}

// recodes adds the variables of all recodes.
func (c *compiler) recodes() {
	for _, d := range c.derived {
		d.build()
	}
}

func (r derivation) build() {
	b, d, source := r.builder, r.def, r.builder.q.Variables[0]
	if !b.require(r.path+".key", d.Key, "give the recode a stable name, for example size_class") || !b.keySyntax(r.path+".key", d.Key) {
		return
	}
	if len(d.Groups) == 0 {
		b.fail(r.path+".groups", "“groups” is missing; list the categories of the recode, each with a code, a text and codes or numbers")
	}
	v := &Variable{
		Name: d.Key, Shape: ShapeCode, Text: b.texts["recode."+d.Key+".text"],
		Question: b.q, Recode: &Recode{Source: source},
	}
	if v.Text.IsZero() {
		v.Text = b.q.Text
	}
	if source.Shape == ShapeCodes {
		v.Shape = ShapeCodes
	}
	codes := map[string]string{}
	for i := range d.Groups {
		g, path := &d.Groups[i], indexed(r.path+".groups", i)
		b.code(path, g.Code, "group", codes)
		b.require(path+".text", g.Text, "write the label of the group")
		v.Options = append(v.Options, &Option{
			Code: g.Code, Index: i, Text: b.texts["recode."+d.Key+".group."+g.Code], Comparability: b.q.Comparability,
		})
		v.Recode.Groups = append(v.Recode.Groups, r.group(g, path))
	}
	r.checkGroups(v.Recode)
	b.addVariable(v, r.path+".key")
}

// group checks and makes one category.
func (r derivation) group(d *GroupDef, path string) Group {
	b := r.builder
	g := Group{Codes: d.Codes, From: math.Inf(-1), To: math.Inf(1)}
	numeric := b.q.Variables[0].Shape == ShapeNumber
	switch {
	case numeric && len(d.Codes) > 0:
		b.fail(path+".codes", "a recode of numbers groups them by from and to; remove “codes”")
	case numeric && d.From == nil && d.To == nil:
		b.fail(path, "the group has no numbers; write from, to or both (from ≤ number < to)")
	case !numeric && (d.From != nil || d.To != nil):
		b.fail(path, "question “%s” is answered with codes; list them under “codes” instead of from and to", clip(b.def.Key))
	case !numeric && len(d.Codes) == 0:
		b.fail(path+".codes", "“codes” is missing; list the codes of the group")
	}
	if d.From != nil && b.finite(path+".from", d.From) {
		g.From = *d.From
	}
	if d.To != nil && b.finite(path+".to", d.To) {
		g.To = *d.To
	}
	if g.From >= g.To {
		b.fail(path+".from", "no number is from %v and below %v; write the smaller number as “from”", g.From, g.To)
	}
	return g
}

// checkGroups reports codes and numbers that are in no group or in several.
func (r derivation) checkGroups(recode *Recode) {
	if recode.Source.Shape == ShapeNumber {
		r.overlaps(recode)
		return
	}
	used := map[string]string{}
	for i, g := range recode.Groups {
		for j, code := range g.Codes {
			r.groupCode(code, indexed(indexed(r.path+".groups", i)+".codes", j), recode.Source.Shape, used)
		}
	}
	var left []string
	for _, o := range recode.Source.Options {
		if _, ok := used[o.Code]; !ok && o.Missing == NotMissing {
			left = append(left, o.Code)
		}
	}
	const most = 5
	if n := len(left); n > 0 && len(recode.Groups) > 0 {
		if n > most {
			left = append(left[:most:most], fmt.Sprintf("%d more", n-most))
		}
		r.builder.warn(r.path+".groups", "%s in no group, so who chose that has no value in “%s”; add a group, such as the rest",
			isAre(n, listWords(left, "and")), clip(r.def.Key))
	}
}

func isAre(n int, words string) string {
	if n == 1 {
		return words + " is"
	}
	return words + " are"
}

func (r derivation) groupCode(code, path string, shape Shape, used map[string]string) {
	o, ok := r.builder.knownCode(path, code)
	if !ok {
		return
	}
	if o.Missing != NotMissing {
		r.builder.fail(path, "“%s” is a missing kind and stays one in every recode; remove it", code)
		return
	}
	if first, taken := used[code]; taken && shape == ShapeCode {
		r.builder.fail(path, "“%s” is in the group at %s already; a code belongs to one group", code, r.builder.at(first))
	}
	used[code] = path
}

// overlaps reports groups of numbers that share one.
func (r derivation) overlaps(recode *Recode) {
	var order []int
	for i, g := range recode.Groups {
		if d := r.def.Groups[i]; g.From < g.To && (d.From != nil || d.To != nil) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(recode.Groups[a].From, recode.Groups[b].From)
	})
	for i := 1; i < len(order); i++ {
		before, g := recode.Groups[order[i-1]], recode.Groups[order[i]]
		if before.To > g.From {
			r.builder.fail(indexed(r.path+".groups", order[i]), "the group shares numbers with “%s”; groups hold from ≤ number < to and may not overlap",
				clip(strings.TrimSpace(r.def.Groups[order[i-1]].Code)))
		}
	}
}
