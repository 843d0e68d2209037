package label

import (
	"regexp"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
)

var (
	dontKnow = []string{
		"don't know", "dont know", "do not know", "i don't know", "i dont know", "i do not know",
		"not sure", "i'm not sure", "unsure", "don't know / not sure", "don't know/not sure",
		"don't know or not sure", "not sure / don't know", "can't say", "cannot say", "no idea",
	}
	refused = []string{
		"prefer not to say", "prefer not to answer", "prefer not to disclose", "i prefer not to say",
		"i prefer not to answer", "i'd rather not say", "rather not say", "decline to answer",
		"decline to state", "refused", "no answer",
	}
	other = regexp.MustCompile(`^other\b(?:,? ?(?:\(?please (?:specify|explain|describe|state)\)?|\(specify\)|\(text\)|- ?text|specify|please))?[:. ]*$|^other ?\((?:please )?(?:specify|explain|describe|state)[^)]*\)$`)
	none  = regexp.MustCompile(`^(?:none|none of (?:these|the above|them|those)|nothing|no one|nobody|not involved\b.*|not applicable|n/a|we do not (?:use|utilize|have|do)\b.*|not any(?: of these)?)[. ]*$`)
	apart = regexp.MustCompile(`\bn/?a\b|\bnot applicable\b|\b(?:does not|doesn't) apply\b|^unfamiliar\b|^no opinion$`)
	reply = regexp.MustCompile(`^(?:open-ended )?(?:multiple choice )?(?:response|answer|value)s?\d*$`)
)

// Missing says which missing kind a label stands for, NotMissing if it is an
// ordinary answer.
func Missing(s string) questionnaire.Missing {
	n := strings.TrimRight(Norm(s), ".!")
	switch {
	case slices.Contains(dontKnow, n):
		return questionnaire.DontKnow
	case slices.Contains(refused, n):
		return questionnaire.Refused
	}
	return questionnaire.NotMissing
}

// IsOther reports whether a label is that of an "other" answer, whose text is
// asked for.
func IsOther(s string) bool {
	n := Norm(Header(s))
	if other.MatchString(n) {
		return true
	}
	t, ok := WithoutDigits(n)
	return ok && other.MatchString(t)
}

// IsNone reports whether a label says that none of the other options holds.
func IsNone(s string) bool { return none.MatchString(Norm(s)) }

// IsApart reports whether a label stands apart from the scale that the other
// options make, such as "Unfamiliar (N/A)".
func IsApart(s string) bool { return apart.MatchString(Norm(s)) }

// IsReply reports whether a header says no more than that answers stand below
// it, such as "Response12" or "Open-Ended Response".
func IsReply(s string) bool { return reply.MatchString(Norm(Header(s))) }

// ticks are the cells that stand for a chosen option besides its label.
var ticks = []string{"1", "x", "yes", "true", "y", "checked", "selected", "✓", "✔"}

// unticked are the cells that stand for an option that was not chosen.
var unticked = []string{"0", "no", "false", "n", "unchecked", "not selected", "-"}

// IsTick reports whether a cell marks an option as chosen; IsUntick, as not
// chosen. Both take a text in the form of Norm.
func IsTick(norm string) bool { return slices.Contains(ticks, norm) }

// IsUntick reports whether a cell marks an option as not chosen.
func IsUntick(norm string) bool { return slices.Contains(unticked, norm) }
