package questionnaire

import (
	"fmt"
	"strconv"
	"strings"
)

// choices checks and sets the options of a question that is answered with
// codes of its own.
func (b *builder) choices() {
	b.listOptions()
	switch len(b.q.Options) {
	case 0:
		if b.def.List == "" {
			b.fail(b.path+".options", "“options” is missing; list what can be chosen, each with a code and a text")
		}
	case 1:
		if b.q.Type.chooseOne {
			b.warn(b.path+".options", "there is one option only, so there is nothing to choose; add another")
		}
	}
	b.optionsIf()
	b.order()
}

// missingOnly checks and sets the options of a question that is answered
// otherwise, such as with a number: each must be a missing kind.
func (b *builder) missingOnly() {
	b.listOptions()
	for i, o := range b.def.Options {
		if o.Missing == NotMissing {
			b.fail(indexed(b.path+".options", i)+".code", "a question of type %s has no options of its own; remove “%s”, or make it a missing kind with missing: dont_know or missing: refused", b.def.Type, clip(o.Code))
		}
	}
	b.noOther("only a choice can have another answer")
	b.notExclusive("only the options of a multiple choice can exclude each other")
}

// listOptions checks what options of all types have in common, and sets them.
func (b *builder) listOptions() {
	seen := b.fromList()
	b.groups()
	for i := range b.def.Options {
		d, path := &b.def.Options[i], indexed(b.path+".options", i)
		b.compiler.option(path, d, seen)
		o := b.newOption(d, b.id)
		b.condition(path+".ask_if", d.AskIf, &o.AskIf, b.reach())
		o.Group = b.groupOf(path, d.Group)
	}
}

// seenOptions are those of a list so far.
type seenOptions struct {
	codes map[string]string // their places by code in small letters
	kinds map[Missing]string
}

// option checks one option, whatever it belongs to.
func (c *compiler) option(path string, d *OptionDef, seen seenOptions) {
	c.code(path, d.Code, "option", seen.codes)
	c.require(path+".text", d.Text, "write the label of the option")
	c.comparabilityOf(path, d.Comparability)
	c.missingKind(path, d, seen.kinds)
	c.finite(path+".score", d.Score)
}

// newOption adds an option to the question. id begins the ids of its strings.
func (b *builder) newOption(d *OptionDef, id string) *Option {
	o := &Option{
		Code: d.Code, Index: len(b.q.Options), Text: b.texts[id+"option."+d.Code],
		Aliases: d.Aliases, Other: d.Other, Exclusive: d.Exclusive, Missing: d.Missing,
		Anchored: d.Anchored, NotOffered: d.NotOffered, Attributes: d.Attributes,
		Comparability: orSame(d.Comparability), Note: b.texts[id+"note.option."+d.Code],
	}
	if d.Score != nil {
		o.Score, o.HasScore = *d.Score, true
	}
	b.q.Options = append(b.q.Options, o)
	return o
}

// code checks the code of an option or a row; seen are those before it.
func (c *compiler) code(path, code, what string, seen map[string]string) {
	path += ".code"
	if !c.require(path, code, "give the "+what+" a stable name, never used again for something else") || !c.codeSyntax(path, code) {
		return
	}
	lower := strings.ToLower(code)
	if first, taken := seen[lower]; taken {
		c.fail(path, "the code “%s” is taken by the %s at %s; codes differ in more than small and capital letters", code, what, c.at(first))
		return
	}
	seen[lower] = path
}

// missingKind checks an option that stands for not giving an answer.
func (c *compiler) missingKind(path string, d *OptionDef, seen map[Missing]string) {
	if d.Missing == NotMissing {
		return
	}
	if !d.Missing.Given() {
		c.fail(path+".missing", "the missing kind %s is computed, never chosen; write dont_know or refused", d.Missing)
		return
	}
	if first, taken := seen[d.Missing]; taken {
		c.fail(path+".missing", "the option at %s is %s already; a question has one of each kind", c.at(first), d.Missing)
	}
	seen[d.Missing] = path + ".missing"
	if d.Score != nil {
		c.fail(path+".score", "a missing kind has no score, because it is left out of means; remove “score” or “missing”")
	}
	if d.Other {
		c.fail(path+".other", "a missing kind asks for no text; remove “other” or “missing”")
	}
}

func (b *builder) noOther(why string) {
	for i, o := range b.def.Options {
		if o.Other {
			b.fail(indexed(b.path+".options", i)+".other", "“other” has no meaning for the type %s; %s", b.def.Type, why)
		}
	}
}

func (b *builder) notExclusive(why string) {
	for i, o := range b.def.Options {
		if o.Exclusive {
			b.fail(indexed(b.path+".options", i)+".exclusive", "“exclusive” has no meaning for this question; remove it, because %s", why)
		}
	}
}

func (b *builder) noScores(why string) {
	for i, o := range b.def.Options {
		if o.Score != nil {
			b.fail(indexed(b.path+".options", i)+".score", "“score” has no meaning for this question; remove it, because %s", why)
		}
	}
}

// scale makes an option per point, scored by its number. Options that the
// author lists give points a label or add missing kinds.
func (b *builder) scale(first, last int) {
	b.listOptions()
	b.noOther("only a choice can have another answer")
	b.notExclusive("only the options of a multiple choice can exclude each other")
	b.noScores("the score of a point is its number")
	listed := b.q.Options
	b.q.Options = nil
	for n := first; n <= last; n++ {
		code := strconv.Itoa(n)
		o := &Option{Code: code, Text: PlainText(code), Comparability: Same}
		if labelled, ok := findOption(listed, code); ok {
			o = labelled
		}
		o.Score, o.HasScore = float64(n), true
		b.q.Options = append(b.q.Options, o)
	}
	for i, o := range listed {
		if o.Missing != NotMissing {
			b.q.Options = append(b.q.Options, o)
		} else if n, err := strconv.Atoi(o.Code); err != nil || n < first || n > last || o.Code != strconv.Itoa(n) {
			b.fail(indexed(b.path+".options", i)+".code", "“%s” is no point of the scale; options may label the points %d to %d or be missing kinds", clip(o.Code), first, last)
		}
	}
	b.renumber()
	b.q.Low = b.texts[b.id+"low"]
	b.q.High = b.texts[b.id+"high"]
}

// renumber sets the indexes of options that were put together.
func (b *builder) renumber() {
	for i, o := range b.q.Options {
		o.Index = i
	}
}

// knownCode finds an option by its code, or reports that there is none.
func (b *builder) knownCode(path, code string) (*Option, bool) {
	o, ok := b.q.Option(code)
	if !ok {
		b.fail(path, "question “%s” has no option “%s”; %s", clip(b.def.Key), clip(code),
			b.suggest(code, codesOf(b.q.Options), "write a code of one of its options"))
	}
	return o, ok
}

func codesOf(options []*Option) []string {
	codes := make([]string, len(options))
	for i, o := range options {
		codes[i] = o.Code
	}
	return codes
}

// indexed is the path of element i of a list.
func indexed(path string, i int) string { return fmt.Sprintf("%s[%d]", path, i) }
