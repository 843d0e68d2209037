package diff

import (
	"fmt"
	"strings"

	"barometer/internal/questionnaire"
)

// remark says a change for readers of the trend: a draft of the note that the
// new edition declares, in English.
func (c Change) remark(edition string) string {
	var before, after []string
	for i, w := range c.Wordings {
		if i > 0 && w.Language != c.Wordings[0].Language {
			continue
		}
		if w.Before != "" {
			before = append(before, "“"+w.Before+"”")
		}
		if w.After != "" {
			after = append(after, "“"+w.After+"”")
		}
	}
	was, is := strings.Join(before, ", "), strings.Join(after, ", ")
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
	case Required:
		return "Required" + since
	case Optional:
		return "Not required" + since
	case OrderRandomised:
		return "In random order" + since
	case OrderFixed:
		return "In a fixed order" + since
	case BaseChanged:
		return "Asked of other people" + since
	case UnitChanged:
		return "Asked of something else" + since
	case ScaleChanged:
		return "On another scale" + since
	case TypeChanged:
		return "Answered in another way" + since
	}
	return fmt.Sprintf("%s: %s%s", c.name(), c.Reason, since)
}

// shared says that the other options are not what they were either.
func (c Change) shared() string {
	if c.Trend != questionnaire.Break {
		return ""
	}
	return " All options are affected: " + c.Reason + "."
}
