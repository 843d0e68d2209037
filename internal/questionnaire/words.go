package questionnaire

import "fmt"

// Missing says why a variable has no value for a respondent. The zero value
// is NotMissing.
type Missing uint8

// The missing kinds. NotAsked to Unknown are computed; DontKnow and Refused
// are given as answers.
const (
	NotMissing    Missing = iota
	NotAsked              // routed past
	NotApplicable         // outside the question's base_if, in no group of a recode, or the text of an "other" that was not chosen
	NotOffered            // not in the version that the respondent was shown
	NotReached            // broke off before
	Skipped               // asked and left empty
	DontKnow              // answered "don't know"
	Refused               // answered "prefer not to say"
	Unknown               // an import's blank where the routing is not declared

	// NumMissing is the number of kinds, NotMissing included, for arrays that
	// are indexed by them.
	NumMissing = iota
)

var missingNames = [NumMissing]string{"", "not_asked", "not_applicable", "not_offered", "not_reached", "skipped", "dont_know", "refused", "unknown"}

// MissingKinds lists every kind but NotMissing, in the order of reports.
func MissingKinds() []Missing {
	return []Missing{NotAsked, NotApplicable, NotOffered, NotReached, Skipped, DontKnow, Refused, Unknown}
}

// String gives the name used in files and in the API, "" for NotMissing.
func (m Missing) String() string {
	if int(m) < len(missingNames) {
		return missingNames[m]
	}
	return fmt.Sprintf("Missing(%d)", uint8(m))
}

// MarshalText writes the name.
func (m Missing) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads a name; an unknown one is an error that lists them.
func (m *Missing) UnmarshalText(b []byte) error {
	for i, name := range missingNames {
		if name == string(b) {
			*m = Missing(i)
			return nil
		}
	}
	return fmt.Errorf("missing kind %q is unknown; use dont_know or refused", b)
}

// Given reports whether a respondent gave the kind as an answer.
func (m Missing) Given() bool { return m == DontKnow || m == Refused }

// Words that stand for nothing declared, and hence are no keys.
const (
	Everyone   = "everyone" // the population that leaves nobody out
	Unweighted = "none"     // no weight
)

// Base is who a percentage is of.
type Base string

// The bases, from the widest to the narrowest.
const (
	BaseAll      Base = "all"      // the population
	BaseAsked    Base = "asked"    // routed to the question
	BaseReached  Base = "reached"  // asked, less those who broke off before it
	BaseAnswered Base = "answered" // answered, don't know and prefer not to say included
	BaseValid    Base = "valid"    // answered without those
)

// Bases lists them all, the widest first.
func Bases() []Base { return []Base{BaseAll, BaseAsked, BaseReached, BaseAnswered, BaseValid} }

// Includes reports whether a respondent whose value is missing for reason m
// (NotMissing for a value) belongs to the base. Blanks of unknown kind belong
// to all and, as nobody knows better, to asked and reached.
func (b Base) Includes(m Missing) bool {
	switch b {
	case BaseAll:
		return true
	case BaseAsked:
		return m != NotAsked && m != NotApplicable && m != NotOffered
	case BaseReached:
		return BaseAsked.Includes(m) && m != NotReached
	case BaseAnswered:
		return m == NotMissing || m.Given()
	}
	return m == NotMissing
}

// Comparability is what this edition's question, option or row is to that of
// the last edition that had it. The empty value is read as Same.
type Comparability string

// The classes. ComparabilityRetired is declared in Definition.Retired.
const (
	Same    Comparability = "same"  // comparable
	Note    Comparability = "note"  // comparable, with a remark
	Break   Comparability = "break" // not comparable
	New     Comparability = "new"   // not asked before
	Retired Comparability = "retired"
)
