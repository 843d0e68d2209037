package expr

import "strings"

// Words says how [Expr.Describe] puts an expression into words.
type Words interface {
	// Name returns the wording of a variable: the question's text.
	Name(variable string) string
	// Code returns the label of a code that is compared with the variable, or
	// the text itself where the variable has no options (a date, a text).
	Code(variable, code string) string
	// Phrase returns the template of a phrase in the reader's language, in
	// which {a}, {b} and {c} are replaced. See [Phrases].
	Phrase(p Phrase) string
}

// Phrase names a template of words. It is its key in a translation.
type Phrase string

// The phrases of a description.
const (
	PhraseQuestion     Phrase = "question" // the wording of a variable
	PhraseAnswer       Phrase = "answer"   // the label of a code
	PhraseAnd          Phrase = "and"
	PhraseOr           Phrase = "or"
	PhraseGroup        Phrase = "group" // brackets around and/or
	PhraseNot          Phrase = "not"
	PhraseYes          Phrase = "yes"
	PhraseNo           Phrase = "no"
	PhraseIs           Phrase = "is"
	PhraseIsNot        Phrase = "is_not"     // not (a == b), also true without an answer
	PhraseIsOther      Phrase = "is_other"   // a != b, only with an answer
	PhraseLess         Phrase = "less"       // <
	PhraseAtMost       Phrase = "at_most"    // <=
	PhraseMore         Phrase = "more"       // >
	PhraseAtLeast      Phrase = "at_least"   // >=
	PhraseOneOf        Phrase = "one_of"     // a in (…)
	PhraseNotOneOf     Phrase = "not_one_of" // not (a in (…))
	PhraseIncludes     Phrase = "includes"   // 'code' in a: {a} is the question
	PhraseIncludesNot  Phrase = "includes_not"
	PhraseChosen       Phrase = "chosen" // a yes or no variable by itself
	PhraseNotChosen    Phrase = "not_chosen"
	PhraseAnswered     Phrase = "answered"
	PhraseNotAnswered  Phrase = "not_answered"
	PhraseBetween      Phrase = "between"
	PhraseMatches      Phrase = "matches"
	PhraseNextInList   Phrase = "next_in_list"
	PhraseLastInChoice Phrase = "last_in_choice" // of alternatives: or
	PhraseLastInList   Phrase = "last_in_list"   // of a sum: and
	PhraseCount        Phrase = "count"
	PhraseLength       Phrase = "length"
	PhraseSum          Phrase = "sum"
	PhraseMin          Phrase = "min"
	PhraseMax          Phrase = "max"
	PhraseToday        Phrase = "today"
	PhraseIf           Phrase = "if" // {b} if {a}, otherwise {c}
	PhraseAdd          Phrase = "add"
	PhraseSubtract     Phrase = "subtract"
	PhraseMultiply     Phrase = "multiply"
	PhraseDivide       Phrase = "divide"
	PhraseNegate       Phrase = "negate"
	PhraseMean         Phrase = "mean"
	PhraseCountWhere   Phrase = "count_where"
	PhraseItem         Phrase = "item"
	PhrasePosition     Phrase = "position"
	PhraseAttribute    Phrase = "attribute" // {a} is its name
	PhraseCodeAt       Phrase = "code_at"
	PhraseCoalesce     Phrase = "coalesce"
	PhraseRound        Phrase = "round"
	PhraseFloor        Phrase = "floor"
	PhraseAbs          Phrase = "abs"
	PhrasePower        Phrase = "power"
	PhraseMod          Phrase = "mod"
	PhraseYear         Phrase = "year"
	PhraseMonth        Phrase = "month"
	PhraseDay          Phrase = "day"
	PhraseDays         Phrase = "days"
	PhraseYears        Phrase = "years"
	PhraseDateAdd      Phrase = "date_add"
	PhraseContains     Phrase = "contains"
	PhraseStartsWith   Phrase = "starts_with"
	PhraseEndsWith     Phrase = "ends_with"
	PhraseJoin         Phrase = "join"
	PhrasePart         Phrase = "part"
	PhraseRest         Phrase = "rest" // part without a length
	PhraseLower        Phrase = "lower"
	PhraseUpper        Phrase = "upper"
	PhraseNumberOf     Phrase = "number"
	PhraseTextOf       Phrase = "text"
)

// Phrases returns every phrase with its English template, for translations
// and for tests of their completeness.
func Phrases() map[Phrase]string {
	return map[Phrase]string{
		PhraseQuestion:     "“{a}”",
		PhraseAnswer:       "“{a}”",
		PhraseAnd:          "{a} and {b}",
		PhraseOr:           "{a} or {b}",
		PhraseGroup:        "({a})",
		PhraseNot:          "it is not so that ({a})",
		PhraseYes:          "yes",
		PhraseNo:           "no",
		PhraseIs:           "{a} is {b}",
		PhraseIsNot:        "{a} is not {b}",
		PhraseIsOther:      "{a} is answered, but not {b}",
		PhraseLess:         "{a} is less than {b}",
		PhraseAtMost:       "{a} is at most {b}",
		PhraseMore:         "{a} is more than {b}",
		PhraseAtLeast:      "{a} is at least {b}",
		PhraseOneOf:        "{a} is {b}",
		PhraseNotOneOf:     "{a} is not {b}",
		PhraseIncludes:     "{a} includes {b}",
		PhraseIncludesNot:  "{a} does not include {b}",
		PhraseChosen:       "{a} is chosen",
		PhraseNotChosen:    "{a} is not chosen",
		PhraseAnswered:     "{a} is answered",
		PhraseNotAnswered:  "{a} is not answered",
		PhraseBetween:      "{a} is from {b} to {c}",
		PhraseMatches:      "{a} has the form {b}",
		PhraseNextInList:   "{a}, {b}",
		PhraseLastInChoice: "{a} or {b}",
		PhraseLastInList:   "{a} and {b}",
		PhraseCount:        "the number of answers to {a}",
		PhraseLength:       "the length of {a}",
		PhraseSum:          "the sum of {a}",
		PhraseMin:          "the smallest of {a}",
		PhraseMax:          "the largest of {a}",
		PhraseToday:        "the day of answering",
		PhraseIf:           "({b} if {a}, otherwise {c})",
		PhraseAdd:          "{a} + {b}",
		PhraseSubtract:     "{a} − {b}",
		PhraseMultiply:     "{a} × {b}",
		PhraseDivide:       "{a} ÷ {b}",
		PhraseNegate:       "−{a}",
		PhraseMean:         "the mean of {a}",
		PhraseCountWhere:   "the number of items of {a} in which {b}",
		PhraseItem:         "{a} of item {b}",
		PhrasePosition:     "the number of the item",
		PhraseAttribute:    "{a} of the option",
		PhraseCodeAt:       "choice {b} of {a}",
		PhraseCoalesce:     "the first answer of {a}",
		PhraseRound:        "{a} rounded to {b} decimals",
		PhraseFloor:        "{a} rounded down",
		PhraseAbs:          "{a} without its sign",
		PhrasePower:        "{a} to the power of {b}",
		PhraseMod:          "the remainder of {a} ÷ {b}",
		PhraseYear:         "the year of {a}",
		PhraseMonth:        "the month of {a}",
		PhraseDay:          "the day of the month of {a}",
		PhraseDays:         "the days from {a} to {b}",
		PhraseYears:        "the full years from {a} to {b}",
		PhraseDateAdd:      "the day {b} days after {a}",
		PhraseContains:     "{a} contains {b}",
		PhraseStartsWith:   "{a} begins with {b}",
		PhraseEndsWith:     "{a} ends with {b}",
		PhraseJoin:         "{a} joined",
		PhrasePart:         "{c} characters of {a} from number {b}",
		PhraseRest:         "{a} from character {b}",
		PhraseLower:        "{a} in small letters",
		PhraseUpper:        "{a} in capital letters",
		PhraseNumberOf:     "{a} as a number",
		PhraseTextOf:       "{a} as a text",
	}
}

// fill puts the parts into the template's places. A part that itself holds
// "{b}" stays as it is.
func fill(template string, parts ...string) string {
	var b strings.Builder
	for template != "" {
		before, rest, found := strings.Cut(template, "{")
		b.WriteString(before)
		if !found {
			break
		}
		template = rest
		if len(rest) > 1 && rest[1] == '}' && rest[0] >= 'a' && int(rest[0]-'a') < len(parts) {
			b.WriteString(parts[rest[0]-'a'])
			template = rest[2:]
		} else {
			b.WriteByte('{')
		}
	}
	return b.String()
}
