package diff

import (
	"fmt"
	"slices"

	"barometer/internal/questionnaire"
)

// questionnaire compares what is said of the questionnaire as a whole.
func (c *comparer) questionnaire() {
	old, new := c.last.def, c.new.def
	for _, t := range []struct{ id, before, after string }{
		{"title", old.Title, new.Title},
		{"introduction", old.Introduction, new.Introduction},
		{"thanks", old.Thanks, new.Thanks},
	} {
		// Nobody's answer depends on these word by word.
		c.text(Change{What: TextChanged, Path: t.id, Part: t.id, Effect: Text, Reason: "not part of a question"},
			old, t.id, t.before, t.id, t.after, noTrend)
	}
	c.languages(old, new)
	c.declarations(old, new)
}

func (c *comparer) languages(old, new *questionnaire.Definition) {
	for _, l := range languages(old, new) {
		switch was, is := slices.Contains(old.Languages(), l), slices.Contains(new.Languages(), l); {
		case !was:
			c.add(Change{What: LanguageAdded, Part: l, New: []string{l}, Effect: Additive, Class: questionnaire.Note,
				Reason: "more people can answer; say so in the edition's note"})
		case !is:
			c.add(Change{What: LanguageRemoved, Part: l, Old: []string{l}, Effect: Breaking, Class: questionnaire.Note,
				Reason: "who answered in it is asked in another language or not at all; say so in the edition's note"})
		}
	}
}

// declarations compares the properties of a definition that hold no questions.
func (c *comparer) declarations(old, new *questionnaire.Definition) {
	const mode = "whose responses count, or how they came in, is not what it was; say so in the edition's note"
	for _, p := range []struct {
		name   string
		what   Kind
		effect Effect
		old    any
		new    any
		reason string
	}{
		{"survey", EditionChanged, Breaking, old.Survey, new.Survey, "another survey"},
		{"language", EditionChanged, Breaking, old.Language, new.Language, "the texts are translations of another language's"},
		{"confidentiality", EditionChanged, Breaking, old.Confidentiality, new.Confidentiality, "respondents were promised something else, and may answer otherwise; say so in the edition's note"},
		{"routing", EditionChanged, Breaking, old.Routing, new.Routing, "blanks are of other kinds"},
		{"screen_out_if", EditionChanged, Breaking, old.ScreenOutIf, new.ScreenOutIf, mode},
		{"default_population", EditionChanged, Text, old.DefaultPopulation, new.DefaultPopulation, mode},
		{"populations", EditionChanged, Text, old.Populations, new.Populations, mode},
		{"method.population", EditionChanged, Text, old.Method.Population, new.Method.Population, mode},
		{"method.sampling", EditionChanged, Text, old.Method.Sampling, new.Method.Sampling, mode},
		{"method.mode", EditionChanged, Text, old.Method.Mode, new.Method.Mode, mode},
		{"method", DeclarationChanged, Text, otherMethod(old.Method), otherMethod(new.Method), "printed on the method sheet"},
		{"institute", DeclarationChanged, Text, old.Institute, new.Institute, "printed on the form"},
		{"contact", DeclarationChanged, Text, old.Contact, new.Contact, "printed on the form"},
		{"minutes", DeclarationChanged, Text, old.Minutes, new.Minutes, "printed on the form"},
		{"time_zone", DeclarationChanged, Text, old.TimeZone, new.TimeZone, "of opening and closing"},
		{"administrative", DeclarationChanged, Additive, old.Administrative, new.Administrative, "columns that accompany responses"},
		{"banners", DeclarationChanged, Text, old.Banners, new.Banners, "columns of cross-tabulations"},
	} {
		before, after := value(p.old), value(p.new)
		if before == after {
			continue
		}
		change := Change{What: p.what, Path: p.name, Part: p.name, Old: values(before), New: values(after), Effect: p.effect, Reason: p.reason}
		if p.what == EditionChanged {
			change.Class = questionnaire.Note
		}
		c.add(change)
	}
}

// otherMethod is the method without what Compare looks at by itself.
func otherMethod(m questionnaire.MethodDef) questionnaire.MethodDef {
	m.Population, m.Sampling, m.Mode = "", "", ""
	return m
}

func values(v string) []string {
	if v == "" {
		return nil
	}
	return []string{v}
}

// sections compares the pages by their keys.
func (c *comparer) sections() {
	find := func(list []questionnaire.SectionDef, key string) *questionnaire.SectionDef {
		for i := range list {
			if list[i].Key == key {
				return &list[i]
			}
		}
		return nil
	}
	old, new := c.last.def, c.new.def
	for i := range new.Sections {
		s := &new.Sections[i]
		path := fmt.Sprintf("sections[%d]", i)
		was := find(old.Sections, s.Key)
		if was == nil {
			c.add(Change{What: SectionAdded, Path: path, Section: s.Key, New: []string{s.Title}, Effect: Additive, Reason: "a new page"})
			continue
		}
		for _, t := range []struct{ name, before, after string }{{"title", was.Title, s.Title}, {"text", was.Text, s.Text}} {
			id := "section." + s.Key + "." + t.name
			c.text(Change{What: SectionReworded, Path: path + "." + t.name, Section: s.Key, Part: t.name, Effect: Text, Reason: "not part of a question"}, old, id, t.before, id, t.after, noTrend)
		}
	}
	for _, s := range old.Sections {
		if find(new.Sections, s.Key) == nil {
			c.add(Change{What: SectionRemoved, Section: s.Key, Old: []string{s.Title}, Effect: Breaking, Reason: "the page is gone"})
		}
	}
}
