package questionnaire

// Definition is a questionnaire as its author wrote it: decoded from a source
// format, nothing checked. The names in its JSON tags are the names of the
// YAML format; docs/questionnaire-format.md describes each. All texts are in
// the source language; translations stand beside them under string ids (see
// StringIDs).
type Definition struct {
	Survey            string              `json:"survey" jsonschema:"required" jsonschema_description:"Key of the survey that comes back, for example industry-survey."`
	Edition           string              `json:"edition" jsonschema:"required" jsonschema_description:"Key of this edition, for example 2026."`
	Language          string              `json:"language" jsonschema:"required" jsonschema_description:"BCP 47 tag of the language this file is written in."`
	Title             string              `json:"title" jsonschema:"required" jsonschema_description:"Name of the survey as respondents read it."`
	Institute         string              `json:"institute,omitempty" jsonschema_description:"Who asks: printed on the form and in reports."`
	Contact           string              `json:"contact,omitempty" jsonschema_description:"E-mail address for respondents' questions."`
	Introduction      string              `json:"introduction,omitempty" jsonschema_description:"Markdown shown before the first question."`
	Thanks            string              `json:"thanks,omitempty" jsonschema_description:"Markdown shown on the receipt."`
	Minutes           int                 `json:"minutes,omitempty" jsonschema_description:"How long it takes to answer, in minutes."`
	Confidentiality   Confidentiality     `json:"confidentiality" jsonschema:"required,enum=identified,enum=confidential,enum=anonymous" jsonschema_description:"What respondents are promised. Fixed at publication."`
	TimeZone          string              `json:"time_zone,omitempty" jsonschema_description:"IANA time zone of opening and closing, for example Europe/London."`
	Routing           string              `json:"routing,omitempty" jsonschema:"enum=declared,enum=unknown" jsonschema_description:"unknown for imports whose routing nobody wrote down: blanks are then of unknown kind."`
	Note              string              `json:"note,omitempty" jsonschema_description:"Remark on comparability of the whole edition: population, mode or order changed."`
	Method            MethodDef           `json:"method,omitzero" jsonschema_description:"Disclosure items for the method sheet."`
	Administrative    []AdministrativeDef `json:"administrative,omitempty" jsonschema_description:"Columns that accompany responses without being answers."`
	ScreenOutIf       string              `json:"screen_out_if,omitempty" jsonschema_description:"Condition that ends a response as screened out."`
	DefaultPopulation string              `json:"default_population,omitempty" jsonschema_description:"Key of the population that results are of unless another is named; everyone if left out."`
	Populations       []PopulationDef     `json:"populations,omitempty" jsonschema_description:"Named conditions that say whose responses count."`
	Banners           []BannerDef         `json:"banners,omitempty" jsonschema_description:"Named sets of questions whose options head the columns of cross-tabulations."`
	Lists             []ListDef           `json:"lists,omitempty" jsonschema_description:"Lists of options that several questions take."`
	Sections          []SectionDef        `json:"sections" jsonschema:"required" jsonschema_description:"One section is one page of the form."`
	Retired           []RetiredDef        `json:"retired,omitempty" jsonschema_description:"Questions of earlier editions that are no longer asked."`

	// Translations by language tag. They live in a file each beside the
	// definition, so the source file may not contain them.
	Translations map[string]Translation `json:"translations,omitempty" jsonschema:"-"`
}

// Confidentiality is what respondents are promised.
type Confidentiality string

// The three promises, from the weakest to the strongest.
const (
	Identified   Confidentiality = "identified"
	Confidential Confidentiality = "confidential"
	Anonymous    Confidentiality = "anonymous"
)

// MethodDef holds what a reader must know to judge the figures (AAPOR
// disclosure items). Each is a sentence or two in the source language.
type MethodDef struct {
	Sponsor    string `json:"sponsor,omitempty" jsonschema_description:"Who paid for the survey."`
	Conductor  string `json:"conductor,omitempty" jsonschema_description:"Who conducted it."`
	Population string `json:"population,omitempty" jsonschema_description:"Who the survey is about."`
	Sampling   string `json:"sampling,omitempty" jsonschema_description:"How respondents were chosen or reached."`
	Mode       string `json:"mode,omitempty" jsonschema_description:"How they answered, and in which languages."`
	Weighting  string `json:"weighting,omitempty" jsonschema_description:"How results are weighted, or that they are not."`
	Limits     string `json:"limits,omitempty" jsonschema_description:"What the figures cannot show."`
}

// AdministrativeDef declares a column that accompanies a response: a number
// given by another tool, a date, a qualification, a weight.
type AdministrativeDef struct {
	Key  string             `json:"key" jsonschema:"required"`
	Text string             `json:"text,omitempty" jsonschema_description:"Header of the column in the export it came from."`
	Kind AdministrativeKind `json:"kind,omitempty" jsonschema:"enum=text,enum=number,enum=date,enum=weight"`
}

// AdministrativeKind is how the values of an administrative column are read.
type AdministrativeKind string

// The kinds of administrative columns; the empty kind is AdministrativeText.
const (
	AdministrativeText   AdministrativeKind = "text"
	AdministrativeNumber AdministrativeKind = "number"
	AdministrativeDate   AdministrativeKind = "date"
	AdministrativeWeight AdministrativeKind = "weight"
)

// PopulationDef names a condition that says whose responses count.
type PopulationDef struct {
	Key  string `json:"key" jsonschema:"required"`
	Text string `json:"text" jsonschema:"required" jsonschema_description:"As printed beside results, for example: organisations with two or more employees."`
	If   string `json:"if,omitempty" jsonschema_description:"Condition over answers and administrative columns; empty counts everyone."`
}

// BannerDef names the questions whose options head the columns of
// cross-tabulations.
type BannerDef struct {
	Key  string   `json:"key" jsonschema:"required"`
	Text string   `json:"text,omitempty"`
	Of   []string `json:"of" jsonschema:"required" jsonschema_description:"Keys of questions or recodes."`
}

// ListDef is a list of options that questions take by its key.
type ListDef struct {
	Key     string      `json:"key" jsonschema:"required"`
	Options []OptionDef `json:"options" jsonschema:"required"`
}

// RetiredDef records a question of earlier editions that is no longer asked.
type RetiredDef struct {
	Key  string `json:"key" jsonschema:"required"`
	Note string `json:"note,omitempty"`
}

// Translation holds the strings of one language by string id.
type Translation struct {
	Language string                      `json:"language" jsonschema:"required"`
	Strings  map[string]TranslatedString `json:"strings" jsonschema:"required"`
}

// TranslatedString is one translated string and the hash of the source text
// that was translated (see SourceHash), so that a stale one is known.
type TranslatedString struct {
	Hash     string `json:"hash" jsonschema:"required"`
	Text     string `json:"text" jsonschema:"required"`
	Reviewed bool   `json:"reviewed,omitempty" jsonschema_description:"Somebody other than the translator has read it."`
}
