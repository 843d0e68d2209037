package diff

import (
	"barometer/internal/questionnaire"
)

// translations notes the translations that changed although their source did
// not, of strings that nothing else looked at: remarks, nets, populations.
func (c *comparer) translations() {
	noted := map[string]bool{}
	for _, change := range c.report.Changes {
		if change.What == TranslationChanged {
			noted[change.Part] = true
		}
	}
	old, new := c.last.def, c.new.def
	before := map[string]string{}
	for _, s := range old.Strings() {
		before[s.ID] = s.Text
	}
	for _, s := range new.Strings() {
		if before[s.ID] != s.Text || noted[s.ID] {
			continue
		}
		for _, language := range languages(old, new) {
			was, is := old.Translations[language].Strings[s.ID].Text, new.Translations[language].Strings[s.ID].Text
			if language == new.Language || was == is || was == "" || is == "" {
				continue
			}
			c.add(Change{What: TranslationChanged, Path: s.Path, Section: s.Section, Question: s.Question, Part: s.ID,
				Wordings: []Wording{{Language: language, Before: was, After: is}}, Class: questionnaire.Same, Trend: questionnaire.Same,
				Effect: Text, Reason: "in " + language + ": not what respondents answer to"})
		}
	}
}
