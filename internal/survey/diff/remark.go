package diff

import (
	"fmt"
	"strings"

	"barometer/internal/questionnaire"
)

// remark says a change for readers of the trend: a draft of the note that the
// new edition declares, in English.
func (c Change) remark(edition string) string {
	was := c.said(func(w Wording) string { return w.Before })
	is := c.said(func(w Wording) string { return w.After })
	since := " since " + edition + "."
	switch c.What {
	case QuestionReworded:
		return fmt.Sprintf("Reworded in %s; it was %s.", edition, was)
	case QuestionsCombined:
		return fmt.Sprintf("Combines %s%s", strings.Join(c.Old, ", "), since)
	case OptionAdded, OptionOffered, RowAdded, RowOffered:
		return is + " is offered" + since + c.shared()
	case OptionRemoved, RowRemoved:
		return was + " is not offered" + since + c.shared()
	case OptionLeftOut, RowLeftOut:
		return fmt.Sprintf("“%s” was left out of %s by mistake.", c.Part, edition)
	case OptionRenamed, OptionReworded, RowRenamed, RowReworded:
		return fmt.Sprintf("%s is called %s%s", was, is, since)
	case OptionSplit, RowSplit:
		return fmt.Sprintf("%s is split into %s%s", was, is, since)
	case OptionMerged, RowMerged:
		return fmt.Sprintf("%s are one, %s,%s", was, is, since)
	}
	if plain, ok := plainRemarks()[c.What]; ok {
		return plain + since
	}
	return fmt.Sprintf("%s: %s%s", c.name(), c.Reason, since)
}

// plainRemarks are those of changes that need no names.
func plainRemarks() map[Kind]string {
	return map[Kind]string{
		Required:        "Required",
		Optional:        "Not required",
		OrderRandomised: "In random order",
		OrderFixed:      "In a fixed order",
		BaseChanged:     "Asked of other people",
		UnitChanged:     "Asked of something else",
		ScaleChanged:    "On another scale",
		TypeChanged:     "Answered in another way",
	}
}

// said quotes the wordings before or after, in the language of the source.
func (c Change) said(text func(Wording) string) string {
	var quotes []string
	for _, w := range c.Wordings {
		if s := text(w); s != "" && w.Language == c.Wordings[0].Language {
			quotes = append(quotes, "“"+s+"”")
		}
	}
	return strings.Join(quotes, ", ")
}

// shared says that the other options are not what they were either.
func (c Change) shared() string {
	if c.Trend != questionnaire.Break {
		return ""
	}
	return " All options are affected: " + c.Reason + "."
}
