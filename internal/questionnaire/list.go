package questionnaire

import (
	"maps"
	"slices"
)

// listed is a list of options that questions take.
type listed struct {
	def  *ListDef
	path string
	seen seenOptions
}

// lists checks the lists of options.
func (c *compiler) lists() {
	for i := range c.def.Lists {
		d, path := &c.def.Lists[i], indexed("lists", i)
		l := &listed{def: d, path: path, seen: seenOptions{codes: map[string]string{}, kinds: map[Missing]string{}}}
		if c.require(path+".key", d.Key, "give the list a stable name, for example yes_no") && c.keySyntax(path+".key", d.Key) &&
			c.claimIn("list", path+".key", d.Key) {
			c.listed[d.Key] = l
		}
		if len(d.Options) == 0 {
			c.fail(path+".options", "“options” is missing; list what can be chosen, each with a code and a text")
		}
		for j := range d.Options {
			o, optionPath := &d.Options[j], indexed(path+".options", j)
			c.option(optionPath, o, l.seen)
			if o.AskIf != "" {
				c.fail(optionPath+".ask_if", "an option of a list has no condition of its own, because several questions take it; write options_if beside the question, or list the option there")
			}
			if o.Group != "" {
				c.fail(optionPath+".group", "an option of a list stands under no heading; list the options beside the question")
			}
		}
	}
}

// fromList adds the options of the list that the question takes, and gives
// what has been seen of options then.
func (b *builder) fromList() seenOptions {
	seen := seenOptions{codes: map[string]string{}, kinds: map[Missing]string{}}
	if b.def.List == "" {
		return seen
	}
	l, ok := b.listed[b.def.List]
	if !ok {
		b.fail(b.path+".list", "there is no list “%s”; %s", clip(b.def.List), b.suggest(b.def.List, slices.Sorted(maps.Keys(b.listed)), "declare it under “lists” at the top of the file"))
		return seen
	}
	for i := range l.def.Options {
		d := &l.def.Options[i]
		b.newOption(d, "list."+l.def.Key+".")
	}
	if len(b.def.Options) == 0 {
		return l.seen
	}
	for code, path := range l.seen.codes {
		seen.codes[code] = path
	}
	for kind, path := range l.seen.kinds {
		seen.kinds[kind] = path
	}
	return seen
}

// groups checks and sets the headings under which options stand.
func (b *builder) groups() {
	keys := map[string]string{}
	for i, d := range b.def.OptionGroups {
		path := indexed(b.path+".option_groups", i)
		b.localKey(path+".key", d.Key, "group", keys)
		b.require(path+".text", d.Text, "write the heading")
		b.q.Groups = append(b.q.Groups, &OptionGroup{Key: d.Key, Text: b.texts[b.id+"group."+d.Key]})
	}
}

// groupOf finds the group of an option, nil if it stands under no heading.
func (b *builder) groupOf(path, key string) *OptionGroup {
	if key == "" {
		return nil
	}
	i := slices.IndexFunc(b.q.Groups, func(g *OptionGroup) bool { return g.Key == key })
	if i < 0 {
		b.fail(path+".group", "the question has no option group “%s”; declare it under “option_groups”", clip(key))
		return nil
	}
	return b.q.Groups[i]
}

// localKey checks a key that has to differ from others of the question only.
func (b *builder) localKey(path, key, what string, seen map[string]string) {
	if !b.require(path, key, "give the "+what+" a stable name") || !b.keySyntax(path, key) {
		return
	}
	if first, taken := seen[key]; taken {
		b.fail(path, "the name “%s” is taken by the %s at %s; choose another", key, what, b.at(first))
		return
	}
	seen[key] = path
}

// optionsIf schedules the condition that decides which options are shown.
func (b *builder) optionsIf() {
	r := b.reach()
	r.attributes = attributesOf(b.q.Options)
	b.condition(b.path+".options_if", b.def.OptionsIf, &b.q.OptionsIf, r)
}

// codeAttribute is the attribute that every option has: its code.
const codeAttribute = "code"

// attributesOf lists the attributes that options have.
func attributesOf(options []*Option) []string {
	names := map[string]bool{codeAttribute: true}
	for _, o := range options {
		for name := range o.Attributes {
			names[name] = true
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// Attribute is what the option says of itself under a name, "" if nothing.
func (o *Option) Attribute(name string) string {
	if name == codeAttribute {
		return o.Code
	}
	return o.Attributes[name]
}

// selective reports whether some options or rows may not be shown.
func (b *builder) selective() bool {
	return b.def.OptionsIf != "" ||
		slices.ContainsFunc(b.q.Options, func(o *Option) bool { return o.NotOffered }) ||
		slices.ContainsFunc(b.def.Options, func(o OptionDef) bool { return o.AskIf != "" }) ||
		slices.ContainsFunc(b.def.Rows, func(r RowDef) bool { return r.AskIf != "" || r.NotOffered })
}

// order sets how options or rows are ordered and shown.
func (b *builder) order() {
	oneOf(b.compiler, b.path+".order", b.def.Order, OrderRandom)
	oneOf(b.compiler, b.path+".display", b.def.Display, DisplayButtons, DisplayList)
	b.q.Random = b.def.Order == OrderRandom
	b.q.Display = b.def.Display
	if b.q.Display == "" {
		b.q.Display = DisplayButtons
		if len(b.q.Options) > maxButtons {
			b.q.Display = DisplayList
		}
	}
}

// maxButtons is up to how many options are shown all at once unless the author
// says otherwise.
const maxButtons = 20
