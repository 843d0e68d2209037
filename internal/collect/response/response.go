package response

import "barometer/internal/questionnaire"

// Answers holds the value of each answered question by its key and the texts
// of chosen "other" options by variable name (key__code__text).
type Answers map[string]Value

// Response is one respondent's answers to one edition.
type Response struct {
	ID             string // UUID
	Version        string // hash of the questionnaire that was answered
	Language       string // BCP 47 tag of the language it was shown in
	Source         Source
	Disposition    Disposition
	Context        Context
	Answers        Answers
	Administrative map[string]string // by key of the administrative column, as text
}

// Context is what routing depends on besides the answers. It is fixed when the
// respondent starts, so that the path can be computed again at any time.
type Context struct {
	Date  string            `json:"date,omitempty"`  // YYYY-MM-DD; the opening day where the edition is anonymous
	Frame map[string]string `json:"frame,omitempty"` // attributes of the organisation
	Seed  uint64            `json:"seed,omitempty"`  // of the order of options
}

// Source is how a respondent came to the form.
type Source string

// The sources.
const (
	FromInvitation Source = "invitation"
	FromOpenLink   Source = "open_link"
	FromPanel      Source = "panel"
	FromImport     Source = "import"
)

// Disposition is the outcome of a response (AAPOR).
type Disposition string

// The dispositions of responses; who never opened the form has no response.
const (
	Complete    Disposition = "complete"
	Partial     Disposition = "partial"
	ScreenedOut Disposition = "screened_out"
	Declined    Disposition = "refused"
)

// Violation is one reason why answers cannot be accepted. Sentences live in
// package locale under Code, with Params to fill in.
type Violation struct {
	Question *questionnaire.Question
	Item     string                  // id of the item of a roster, "" outside of rosters
	Row      *questionnaire.Row      // nil unless it is about one row of a matrix
	Column   *questionnaire.Question // nil unless it is about one cell of a matrix
	Option   *questionnaire.Option   // nil unless it is about one option's text or part
	Rule     *questionnaire.Rule     // nil unless it is a rule of the question's own
	Code     ViolationCode
	Params   map[string]any // for the sentence: min, max, got, …
}

// ViolationCode names the rule that was broken.
type ViolationCode string

// The rules. Each has a sentence in every language of package locale.
const (
	ViolationRequired   ViolationCode = "required"
	ViolationNotOffered ViolationCode = "not_offered" // a code that is not an option
	ViolationTooFew     ViolationCode = "too_few"     // params min, got
	ViolationTooMany    ViolationCode = "too_many"    // params max, got
	ViolationExclusive  ViolationCode = "exclusive"   // param option: label
	ViolationOtherText  ViolationCode = "other_text"  // other chosen, text empty
	ViolationNumber     ViolationCode = "number"      // not a number
	ViolationInteger    ViolationCode = "integer"     // not a whole number
	ViolationDecimals   ViolationCode = "decimals"    // param max
	ViolationTooSmall   ViolationCode = "too_small"   // param min
	ViolationTooLarge   ViolationCode = "too_large"   // param max
	ViolationTooLong    ViolationCode = "too_long"    // params max, got
	ViolationDate       ViolationCode = "date"        // not a date
	ViolationTooEarly   ViolationCode = "too_early"   // param min
	ViolationTooLate    ViolationCode = "too_late"    // param max
	ViolationText       ViolationCode = "text"        // control characters
	ViolationForm       ViolationCode = "form"        // a value of the wrong form
	ViolationMonth      ViolationCode = "month"       // not a month
	ViolationStep       ViolationCode = "step"        // param step
	ViolationEmail      ViolationCode = "email"       // not an e-mail address
	ViolationURL        ViolationCode = "url"         // not an address of a page
	ViolationUnranked   ViolationCode = "unranked"    // params min, got: options still to be ranked
	ViolationTotal      ViolationCode = "total"       // params total, got
	ViolationNegative   ViolationCode = "negative"    // a share below 0
	ViolationCurrency   ViolationCode = "currency"    // an amount without a currency
	ViolationFileType   ViolationCode = "file_type"   // param accept: suffixes
	ViolationFileSize   ViolationCode = "file_size"   // param max, in megabytes
	ViolationFileRoom   ViolationCode = "file_room"   // param max, in megabytes: of all files of a response
	ViolationFewItems   ViolationCode = "few_items"   // params min, got
	ViolationManyItems  ViolationCode = "many_items"  // params max, got
	ViolationRule       ViolationCode = "rule"        // the question's own; its sentence is Rule.Text
)
