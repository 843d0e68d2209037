package diff

import (
	"barometer/internal/questionnaire"
)

// Kind says what changed.
type Kind string

// The kinds of changes. Where a list names options, rows have the same ones.
const (
	TextChanged        Kind = "text_changed"        // a text of the questionnaire: title, introduction, thanks
	DeclarationChanged Kind = "declaration_changed" // method, populations, banners, lists' names, …
	EditionChanged     Kind = "edition_changed"     // whose responses there are, or what they were promised
	LanguageAdded      Kind = "language_added"
	LanguageRemoved    Kind = "language_removed"
	TranslationChanged Kind = "translation_changed" // the source text did not

	SectionAdded    Kind = "section_added"
	SectionRemoved  Kind = "section_removed"
	SectionReworded Kind = "section_reworded"

	QuestionAdded     Kind = "question_added"
	QuestionRetired   Kind = "question_retired"
	QuestionRenamed   Kind = "question_renamed" // another key
	QuestionReturned  Kind = "question_returned"
	QuestionsCombined Kind = "questions_combined"
	QuestionMoved     Kind = "question_moved"
	QuestionReworded  Kind = "question_reworded"
	HintReworded      Kind = "hint_reworded"
	TypeChanged       Kind = "type_changed"
	ScaleChanged      Kind = "scale_changed"
	BaseChanged       Kind = "base_changed"
	UnitChanged       Kind = "unit_changed" // moved out of, into or to another roster; Old and New are their keys
	LimitChanged      Kind = "limit_changed"
	Required          Kind = "required"
	Optional          Kind = "optional"
	OrderRandomised   Kind = "order_randomised"
	OrderFixed        Kind = "order_fixed"
	RuleAdded         Kind = "rule_added"
	RuleRemoved       Kind = "rule_removed"
	RuleChanged       Kind = "rule_changed"
	PropertyChanged   Kind = "property_changed" // another property; Part names it

	OptionsReordered Kind = "options_reordered"
	OptionAdded      Kind = "option_added"
	OptionRemoved    Kind = "option_removed"
	OptionRenamed    Kind = "option_renamed" // another code
	OptionSplit      Kind = "option_split"
	OptionMerged     Kind = "option_merged"
	OptionReworded   Kind = "option_reworded"
	OptionLeftOut    Kind = "option_left_out" // declared, and not offered by mistake
	OptionOffered    Kind = "option_offered"  // was left out before
	OptionBase       Kind = "option_base_changed"
	OptionChanged    Kind = "option_changed" // exclusive, other, missing kind, score, …

	RowsReordered Kind = "rows_reordered"
	RowAdded      Kind = "row_added"
	RowRemoved    Kind = "row_removed"
	RowRenamed    Kind = "row_renamed"
	RowSplit      Kind = "row_split"
	RowMerged     Kind = "row_merged"
	RowReworded   Kind = "row_reworded"
	RowLeftOut    Kind = "row_left_out"
	RowOffered    Kind = "row_offered"
	RowBase       Kind = "row_base_changed"
	RowChanged    Kind = "row_changed"
)

// Effect is what an edit means while an edition is open.
type Effect string

// The effects, from the most harmless on. EffectNone is that of a definition
// that changed nothing.
const (
	EffectNone Effect = "none"
	Text       Effect = "text"     // a correction of wording: allowed, and recorded
	Additive   Effect = "additive" // older answers stay valid, and what is new was not offered to them
	Breaking   Effect = "breaking" // answers from before and after are not of one questionnaire
)

// weight orders effects.
func (e Effect) weight() int {
	return map[Effect]int{Text: 1, Additive: 2, Breaking: 3}[e]
}

// Wording is a text before and after a change, in one language; empty where
// there is none.
type Wording struct {
	Language string `json:"language"` // BCP 47
	Before   string `json:"before,omitempty"`
	After    string `json:"after,omitempty"`
}

// Change is one difference between two editions.
type Change struct {
	What     Kind   `json:"what"`
	Path     string `json:"path,omitempty"`     // place in the new definition, for a questionnaire.Locator; "" for what is gone
	Position string `json:"position,omitempty"` // file:line:column of Path, after Locate
	Section  string `json:"section,omitempty"`  // key; of the old definition for what is gone
	Question string `json:"question,omitempty"` // key; of the old definition for what is gone
	Part     string `json:"part,omitempty"`     // code of the option or row, key of the rule, name of the property or the string

	// Old and New are keys or codes that are related: renamed, split, merged or
	// combined; for properties their values.
	Old      []string  `json:"old,omitempty"`
	New      []string  `json:"new,omitempty"`
	Wordings []Wording `json:"wordings,omitempty"`

	// Class is what the thing itself is to that of the old edition: the option,
	// the row, else the question. Empty where no trend is concerned.
	Class questionnaire.Comparability `json:"class,omitempty"`
	// Trend is what the change makes of the question's trend: same, note or break.
	Trend  questionnaire.Comparability `json:"trend,omitempty"`
	Effect Effect                      `json:"effect"` // on an edition that is open
	Reason string                      `json:"reason"` // a sentence: what it means
}

// Report is how two editions differ.
type Report struct {
	Survey    string     `json:"survey"`
	Old       string     `json:"old"` // key of the last edition
	New       string     `json:"new"`
	Effect    Effect     `json:"effect"` // the gravest of all changes
	Changes   []Change   `json:"changes"`
	Proposals []Proposal `json:"proposals"` // of all questions, in the order asked
	Findings  []Finding  `json:"findings"`
	Breaks    []Break    `json:"breaks"`

	sections []sectionTitle
}

type sectionTitle struct{ key, title string }

// Proposal is the comparability that a question of the new edition should
// declare, by what changed.
type Proposal struct {
	Question string                                 `json:"question"`
	Since    string                                 `json:"since,omitempty"` // edition that asked it last; "" for a new question
	Class    questionnaire.Comparability            `json:"class"`
	Note     string                                 `json:"note,omitempty"`
	From     []string                               `json:"from,omitempty"`
	Map      []questionnaire.MapDef                 `json:"map,omitempty"`
	Options  map[string]questionnaire.Comparability `json:"options,omitempty"` // those that are not the same, by code
	Rows     map[string]questionnaire.Comparability `json:"rows,omitempty"`
}

// Finding is a declaration of the new edition that does not go with what
// changed, or one that is missing.
type Finding struct {
	Path     string                      `json:"path"`
	Position string                      `json:"position,omitempty"` // file:line:column of Path, after Locate
	Question string                      `json:"question"`
	Part     string                      `json:"part,omitempty"`
	Declared questionnaire.Comparability `json:"declared"`
	Proposed questionnaire.Comparability `json:"proposed"`
	Message  string                      `json:"message"` // what is declared, what changed and what to write
}

// Break is a trend that ends: of a question, or of one option or row.
type Break struct {
	Question string `json:"question"`
	Part     string `json:"part,omitempty"`
	Since    string `json:"since"`    // the edition that it cannot be compared with
	Declared bool   `json:"declared"` // else only proposed
	Reason   string `json:"reason"`
}

// Locate adds to changes and findings where they are in the source of the new
// definition. What is gone has no place there.
func (r *Report) Locate(at questionnaire.Locator) {
	for i := range r.Changes {
		if c := &r.Changes[i]; c.Path != "" {
			c.Position = at(c.Path).String()
		}
	}
	for i := range r.Findings {
		r.Findings[i].Position = at(r.Findings[i].Path).String()
	}
}

// worse gives the class that stands for two changes of one thing.
func worse(a, b questionnaire.Comparability) questionnaire.Comparability {
	if severity(b) > severity(a) {
		return b
	}
	return a
}

func severity(c questionnaire.Comparability) int {
	switch c {
	case questionnaire.Note:
		return 1
	case questionnaire.Break:
		return 2
	}
	return 0
}

// orSame reads an undeclared class.
func orSame(c questionnaire.Comparability) questionnaire.Comparability {
	if c == "" {
		return questionnaire.Same
	}
	return c
}
