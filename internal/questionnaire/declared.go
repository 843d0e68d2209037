package questionnaire

import (
	"strings"
)

// nets checks and sets the nets of a question.
func (b *builder) nets() {
	keys := map[string]string{}
	for i, d := range b.def.Nets {
		path := indexed(b.path+".nets", i)
		if b.require(path+".key", d.Key, "give the net a stable name, for example top_two") && b.keySyntax(path+".key", d.Key) {
			b.netKey(path+".key", d.Key, keys)
		}
		b.require(path+".text", d.Text, "write the label of the net")
		if len(d.Codes) == 0 {
			b.fail(path+".codes", "“codes” is missing; list the codes that the net adds up")
		}
		n := &Net{Key: d.Key, Text: b.texts[b.id+"net."+d.Key]}
		used := map[string]bool{}
		for j, code := range d.Codes {
			codePath := indexed(path+".codes", j)
			if o, ok := b.knownCode(codePath, code); ok && !used[code] {
				n.Options = append(n.Options, o)
			} else if ok {
				b.fail(codePath, "“%s” is listed twice; remove one", code)
			}
			used[code] = true
		}
		b.q.Nets = append(b.q.Nets, n)
	}
}

func (b *builder) netKey(path, key string, seen map[string]string) {
	lower := strings.ToLower(key)
	if first, taken := seen[lower]; taken {
		b.fail(path, "the name “%s” is taken by the net at %s; choose another", key, b.at(first))
		return
	}
	seen[lower] = path
	for _, o := range b.q.Options {
		if strings.EqualFold(o.Code, key) {
			b.fail(path, "“%s” is an option of the question already; choose another name for the net", key)
		}
	}
}

// administrative adds the variables of administrative columns.
func (c *compiler) administrative() {
	for i, d := range c.def.Administrative {
		path := indexed("administrative", i)
		oneOf(c, path+".kind", d.Kind, AdministrativeText, AdministrativeNumber, AdministrativeDate, AdministrativeWeight)
		if !c.require(path+".key", d.Key, "give the column a stable name, for example respondent_id") || !c.keySyntax(path+".key", d.Key) {
			continue
		}
		if d.Kind == AdministrativeWeight {
			c.reserved(path+".key", d.Key, Unweighted, "no weight")
		}
		c.claim(d.Key, path+".key", "the administrative column “"+d.Key+"”")
	}
}

// administrativeVariables adds them behind all others.
func (c *compiler) administrativeVariables() {
	for i, d := range c.def.Administrative {
		path := indexed("administrative", i) + ".key"
		if first, ok := c.names[strings.ToLower(d.Key)]; !ok || first.path != path {
			continue
		}
		v := &Variable{Name: d.Key, Shape: ShapeText, Text: PlainText(d.Text), Administrative: d.Kind}
		if v.Administrative == "" {
			v.Administrative = AdministrativeText
		}
		if d.Text == "" {
			v.Text = PlainText(d.Key)
		}
		switch d.Kind {
		case AdministrativeNumber, AdministrativeWeight:
			v.Shape = ShapeNumber
		case AdministrativeDate:
			v.Shape = ShapeDate
		}
		c.addVariable(v, path)
	}
}

// populations checks and sets the populations.
func (c *compiler) populations() {
	for i, d := range c.def.Populations {
		path := indexed("populations", i)
		if c.require(path+".key", d.Key, "give the population a stable name, for example organisations") && c.keySyntax(path+".key", d.Key) {
			c.claimIn("population", path+".key", d.Key)
			c.reserved(path+".key", d.Key, Everyone, "the population that leaves nobody out")
		}
		c.require(path+".text", d.Text, "write what is printed beside results, for example: organisations with two or more employees")
		p := &Population{Key: d.Key, Text: c.texts["population."+d.Key]}
		c.condition(path+".if", d.If, &p.If, anywhere(true))
		c.q.Populations = append(c.q.Populations, p)
	}
	c.defaultPopulation()
}

// reserved refuses a key that is a word of its own.
func (c *compiler) reserved(path, key, word, meaning string) {
	if strings.EqualFold(key, word) {
		c.fail(path, "“%s” always means %s; choose another name", word, meaning)
	}
}

func (c *compiler) defaultPopulation() {
	key := c.def.DefaultPopulation
	if key == "" || key == Everyone {
		return
	}
	keys := []string{Everyone}
	for _, p := range c.q.Populations {
		if p.Key == key {
			return
		}
		keys = append(keys, p.Key)
	}
	c.fail("default_population", "there is no population “%s”; %s", clip(key), c.suggest(key, keys, "declare it under “populations”"))
}

// banners checks and sets the banners.
func (c *compiler) banners() {
	for i, d := range c.def.Banners {
		path := indexed("banners", i)
		if c.require(path+".key", d.Key, "give the banner a stable name, for example profile") && c.keySyntax(path+".key", d.Key) {
			c.claimIn("banner", path+".key", d.Key)
		}
		if len(d.Of) == 0 {
			c.fail(path+".of", "“of” is missing; list keys of questions or recodes")
		}
		b := &Banner{Key: d.Key, Text: c.texts["banner."+d.Key]}
		for j, key := range d.Of {
			if v := c.bannerVariable(indexed(path+".of", j), key); v != nil {
				b.Of = append(b.Of, v)
			}
		}
		c.q.Banners = append(c.q.Banners, b)
	}
}

// bannerVariable finds a variable with options, or reports that there is none.
func (c *compiler) bannerVariable(path, key string) *Variable {
	s, ok := c.symbols[key]
	v := s.variable
	switch {
	case !ok:
		c.fail(path, "there is no question or recode “%s”; %s", clip(key), c.suggest(key, c.symbolNames(), "write a key of this file"))
	case s.refusal != "":
		c.fail(path, "“%s” %s", key, s.refusal)
	case s.option != nil:
		c.fail(path, "“%s” is one option of question “%s”; write %s for all of them", key, s.owner, s.owner)
	case v != nil && v.Shape != ShapeCode && v.Shape != ShapeCodes:
		c.fail(path, "“%s” is answered with a %s, so it has no options to head columns with; name a choice, or a recode that groups it", key, v.Shape)
	default:
		return v
	}
	return nil
}

// retired checks the list of questions that are no longer asked.
func (c *compiler) retired() {
	for i, d := range c.def.Retired {
		path := indexed("retired", i) + ".key"
		if !c.require(path, d.Key, "write the key that the question had") || !c.keySyntax(path, d.Key) {
			continue
		}
		if first, taken := c.names[strings.ToLower(d.Key)]; taken {
			c.fail(path, "“%s” cannot be retired, because it is the name of %s at %s; remove one of the two", d.Key, first.what, c.at(first.path))
		}
		c.claimIn("retired question", path, d.Key)
	}
}

func (c *compiler) screenOut() {
	r := anywhere(false)
	c.condition("screen_out_if", c.def.ScreenOutIf, &c.q.ScreenOutIf, r)
}
