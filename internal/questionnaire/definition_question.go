package questionnaire

// SectionDef is one page of the form.
type SectionDef struct {
	Key       string        `json:"key" jsonschema:"required"`
	Title     string        `json:"title" jsonschema:"required"`
	Text      string        `json:"text,omitempty" jsonschema_description:"Markdown shown under the title."`
	AskIf     string        `json:"ask_if,omitempty" jsonschema_description:"Condition under which the section is asked."`
	Questions []QuestionDef `json:"questions" jsonschema:"required"`
}

// QuestionDef is one question. Which properties have a meaning depends on its
// type; Compile reports the others.
type QuestionDef struct {
	Key      string   `json:"key" jsonschema:"required" jsonschema_description:"Stable name, the same in every edition."`
	Type     string   `json:"type" jsonschema:"required"`
	Text     string   `json:"text" jsonschema:"required" jsonschema_description:"Markdown; ${key} inserts an earlier answer."`
	Aliases  []string `json:"aliases,omitempty" jsonschema_description:"Other headers under which exports of past editions hold this question."`
	Hint     string   `json:"hint,omitempty"`
	Required bool     `json:"required,omitempty"`
	Default  string   `json:"default,omitempty" jsonschema_description:"What the form holds before anybody has entered something: a code, a number, a text or a date."`
	AskIf    string   `json:"ask_if,omitempty" jsonschema_description:"Condition under which the question is asked."`
	BaseIf   string   `json:"base_if,omitempty" jsonschema_description:"Condition that restricts the base of results, apart from ask_if."`
	Base     Base     `json:"base,omitempty" jsonschema:"enum=all,enum=asked,enum=reached,enum=answered,enum=valid" jsonschema_description:"Who percentages are of, if not the default of the type."`

	Options      []OptionDef      `json:"options,omitempty"`
	List         string           `json:"list,omitempty" jsonschema_description:"Key of the list whose options come before those under options."`
	OptionsIf    string           `json:"options_if,omitempty" jsonschema_description:"Condition under which an option is shown; attribute('…') is what the option says of itself."`
	OptionGroups []OptionGroupDef `json:"option_groups,omitempty" jsonschema_description:"Headings under which options stand."`
	Order        Order            `json:"order,omitempty" jsonschema:"enum=random" jsonschema_description:"random shows the options, or the rows of a matrix, to every respondent in another order."`
	Display      Display          `json:"display,omitempty" jsonschema:"enum=buttons,enum=list" jsonschema_description:"How options are shown: all at once, or as a list to search; a long list if absent."`
	Rows         []RowDef         `json:"rows,omitempty" jsonschema_description:"Rows of a matrix."`
	PerRow       string           `json:"per_row,omitempty" jsonschema:"enum=single,enum=multiple" jsonschema_description:"How many options a matrix row takes; single if absent."`
	Columns      []QuestionDef    `json:"columns,omitempty" jsonschema_description:"Columns of a matrix whose columns differ in type, in place of options."`

	Min       *float64 `json:"min,omitempty" jsonschema_description:"Least number of choices (multiple, ranking), of items (roster) or least value."`
	Max       *float64 `json:"max,omitempty" jsonschema_description:"Greatest number of choices or items, or greatest value."`
	Step      *float64 `json:"step,omitempty" jsonschema_description:"Distance between the numbers that can be answered, counted from min or 0."`
	Total     *float64 `json:"total,omitempty" jsonschema_description:"What the parts of an allocation add up to; 100 if absent."`
	Unit      string   `json:"unit,omitempty" jsonschema_description:"Printed behind the number."`
	Decimals  *int     `json:"decimals,omitempty" jsonschema_description:"Places after the point of a decimal."`
	MaxLength int      `json:"max_length,omitempty" jsonschema_description:"Longest text, in characters."`
	Earliest  string   `json:"earliest,omitempty" jsonschema_description:"Earliest date, YYYY-MM-DD."`
	Latest    string   `json:"latest,omitempty" jsonschema_description:"Latest date, YYYY-MM-DD."`
	Points    int      `json:"points,omitempty" jsonschema_description:"Points of a rating, 2 to 11; 5 if absent."`
	Low       string   `json:"low,omitempty" jsonschema_description:"Label of the lowest point of a rating or nps."`
	High      string   `json:"high,omitempty" jsonschema_description:"Label of the highest point."`

	Currencies []CurrencyDef `json:"currencies,omitempty" jsonschema_description:"Currencies in which money can be stated; amounts are reported in the first."`
	Accept     []string      `json:"accept,omitempty" jsonschema_description:"Kinds of files that can be sent, by suffix: .pdf, .png."`
	MaxSize    float64       `json:"max_size,omitempty" jsonschema_description:"Largest file, in megabytes; 10 if absent, which is also the most."`
	Device     Device        `json:"device,omitempty" jsonschema:"enum=latitude,enum=longitude" jsonschema_description:"What the respondent's device may fill in when asked."`
	Was        string        `json:"was,omitempty" jsonschema_description:"What an unsupported question is called in the file it came from."`

	Calculate string `json:"calculate,omitempty" jsonschema_description:"Expression that a calculated question is worth."`
	Result    Result `json:"result,omitempty" jsonschema:"enum=number,enum=text,enum=date" jsonschema_description:"What it yields, unless it has options, whose codes it then yields; number if absent."`

	Questions  []QuestionDef `json:"questions,omitempty" jsonschema_description:"What a roster asks of every item."`
	Item       string        `json:"item,omitempty" jsonschema_description:"What one item is called, for example Project."`
	ItemName   string        `json:"item_name,omitempty" jsonschema_description:"Key of the question of the roster whose answer names the item."`
	ItemsFrom  string        `json:"items_from,omitempty" jsonschema_description:"Key of the multiple choice of which each option chosen is an item."`
	ItemsCount string        `json:"items_count,omitempty" jsonschema_description:"Expression for the number of items."`
	ItemIf     string        `json:"item_if,omitempty" jsonschema_description:"Condition under which an item of items_from is asked; attribute('code') is its code."`

	Require []RuleDef `json:"require,omitempty" jsonschema_description:"What an answer has to satisfy."`
	Warn    []RuleDef `json:"warn,omitempty" jsonschema_description:"What an answer should satisfy: the respondent is asked to look again."`

	Nets    []NetDef    `json:"nets,omitempty" jsonschema_description:"Named groups of options reported as one."`
	Recodes []RecodeDef `json:"recodes,omitempty" jsonschema_description:"Variables derived by grouping this question's codes or numbers."`

	Comparability Comparability `json:"comparability,omitempty" jsonschema:"enum=same,enum=note,enum=break,enum=new"`
	Note          string        `json:"note,omitempty" jsonschema_description:"What a reader of the trend must know."`
	From          []string      `json:"from,omitempty" jsonschema_description:"Keys of the last edition's questions that this one combines or renames."`
	Map           []MapDef      `json:"map,omitempty" jsonschema_description:"Relation between codes of the last edition and of this one."`

	Foreign map[string]string `json:"foreign,omitempty" jsonschema_description:"What the file that the question came from says besides, by the name it has there; it is given back on the way out and means nothing here."`
}

// Order is how options and rows are ordered on the form.
type Order string

// OrderRandom is an order of each respondent's own; the empty Order is as listed.
const OrderRandom Order = "random"

// Display is how options are shown.
type Display string

// The displays; the empty Display leaves it to the number of options.
const (
	DisplayButtons Display = "buttons"
	DisplayList    Display = "list"
)

// Device is what a device may fill in.
type Device string

// The readings of a device, in degrees.
const (
	DeviceLatitude  Device = "latitude"
	DeviceLongitude Device = "longitude"
)

// Result is what a calculation yields.
type Result string

// The results; the empty Result is ResultNumber.
const (
	ResultNumber Result = "number"
	ResultText   Result = "text"
	ResultDate   Result = "date"
)

// RuleDef is something that an answer has to, or should, satisfy.
type RuleDef struct {
	Key  string `json:"key" jsonschema:"required" jsonschema_description:"Stable name within the question."`
	That string `json:"that" jsonschema:"required" jsonschema_description:"Condition that has to hold once the question is answered; it may name the question itself and earlier ones."`
	Text string `json:"text" jsonschema:"required" jsonschema_description:"What respondents read where it does not hold: what is wrong and what to do."`
}

// OptionGroupDef is a heading under which options stand.
type OptionGroupDef struct {
	Key  string `json:"key" jsonschema:"required"`
	Text string `json:"text" jsonschema:"required"`
}

// CurrencyDef is a currency in which money can be stated.
type CurrencyDef struct {
	Code string  `json:"code" jsonschema:"required" jsonschema_description:"Three letters of ISO 4217, for example EUR."`
	Rate float64 `json:"rate,omitempty" jsonschema_description:"What one unit is worth in the first currency; the first has none."`
}

// OptionDef is one option of a question.
type OptionDef struct {
	Code       string   `json:"code" jsonschema:"required" jsonschema_description:"Stable name, never used again for something else."`
	Text       string   `json:"text" jsonschema:"required"`
	Other      bool     `json:"other,omitempty" jsonschema_description:"Asks for a text when chosen."`
	Aliases    []string `json:"aliases,omitempty" jsonschema_description:"Other labels under which exports of past editions hold this option."`
	Exclusive  bool     `json:"exclusive,omitempty" jsonschema_description:"Cannot be chosen with another (none of these)."`
	AskIf      string   `json:"ask_if,omitempty" jsonschema_description:"Condition under which the option is shown."`
	Group      string   `json:"group,omitempty" jsonschema_description:"Key of the option group that it stands in."`
	Anchored   bool     `json:"anchored,omitempty" jsonschema_description:"Keeps its place where the order is random."`
	NotOffered bool     `json:"not_offered,omitempty" jsonschema_description:"Belongs to the question but was left out of this edition by mistake."`
	Missing    Missing  `json:"missing,omitempty" jsonschema:"type=string,enum=dont_know,enum=refused" jsonschema_description:"Makes the option a missing kind: don't know or prefer not to say."`
	Score      *float64 `json:"score,omitempty" jsonschema_description:"Number that the option stands for in means."`

	Attributes map[string]string `json:"attributes,omitempty" jsonschema_description:"What options_if can ask of the option, by name."`

	Comparability Comparability `json:"comparability,omitempty" jsonschema:"enum=same,enum=note,enum=break,enum=new"`
	Note          string        `json:"note,omitempty"`
}

// RowDef is one row of a matrix.
type RowDef struct {
	Code          string        `json:"code" jsonschema:"required"`
	Text          string        `json:"text" jsonschema:"required"`
	Aliases       []string      `json:"aliases,omitempty" jsonschema_description:"Other labels under which exports of past editions hold this row."`
	AskIf         string        `json:"ask_if,omitempty" jsonschema_description:"Condition under which the row is asked."`
	Anchored      bool          `json:"anchored,omitempty" jsonschema_description:"Keeps its place where the order is random."`
	NotOffered    bool          `json:"not_offered,omitempty" jsonschema_description:"Belongs to the question but was left out of this edition by mistake."`
	Comparability Comparability `json:"comparability,omitempty" jsonschema:"enum=same,enum=note,enum=break,enum=new"`
	Note          string        `json:"note,omitempty"`
}

// NetDef is a named group of options reported as one.
type NetDef struct {
	Key   string   `json:"key" jsonschema:"required"`
	Text  string   `json:"text" jsonschema:"required"`
	Codes []string `json:"codes" jsonschema:"required"`
}

// RecodeDef derives a variable from a question by grouping its codes or its
// numbers. It never changes a stored answer.
type RecodeDef struct {
	Key    string     `json:"key" jsonschema:"required"`
	Text   string     `json:"text,omitempty"`
	Groups []GroupDef `json:"groups" jsonschema:"required"`
}

// GroupDef is one category of a recode: codes of a categorical question, or
// the numbers From ≤ x < To of a numeric one; an absent end is unbounded.
type GroupDef struct {
	Code  string   `json:"code" jsonschema:"required"`
	Text  string   `json:"text" jsonschema:"required"`
	Codes []string `json:"codes,omitempty"`
	From  *float64 `json:"from,omitempty"`
	To    *float64 `json:"to,omitempty"`
}

// MapDef relates codes of the last edition to codes of this one: renamed (one
// to one), split (one to many) or merged (many to one).
type MapDef struct {
	Question string   `json:"question,omitempty" jsonschema_description:"Key of the old question, where from names several."`
	Old      []string `json:"old" jsonschema:"required"`
	New      []string `json:"new" jsonschema:"required"`
}
