package questionnaire

import "slices"

// Type is a type of question: what its author may write and which shapes and
// variables follow. Each is declared in a file of its own, type_NAME.go.
type Type struct {
	Name       string
	Doc        string   // what it asks for, in a sentence for authors
	Shapes     []Shape  // those that its answers can have
	Base       Base     // who percentages are of unless the question says otherwise
	NPS        bool     // its scores give a net promoter score: 9 and 10 less 0 to 6
	Countries  bool     // its options are all countries, by their codes of ISO 3166
	Format     Format   // what a text has to be; "" for any text
	Directory  bool     // the names of organisations that are known are suggested
	Skipped    bool     // nobody is ever shown it
	Properties []string // names of the properties of QuestionDef that it takes, besides key, type and text

	// build checks what is particular to the type, and fills in the options,
	// rows, limits and variables of the question.
	build func(b *builder)

	chooseOne bool // one option is chosen, so that there should be two
	column    bool // it can be that of a column of a matrix
}

// Format is what a text has to be.
type Format string

// The formats.
const (
	FormatEmail Format = "email"
	FormatURL   Format = "url"
)

// String is the type's name, for people.
func (t *Type) String() string { return t.Name }

// allTypes is the table of types. It is filled at the start and never changes;
// as a plain variable it would depend on itself, since the columns of a matrix
// have types.
var allTypes []*Type

func init() {
	allTypes = []*Type{
		typeSingle(), typeMultiple(), typeMatrix(), typeRating(), typeNPS(),
		typeRanking(), typeAllocation(), typeInteger(), typeDecimal(), typeMoney(),
		typeText(), typeParagraph(), typeEmail(), typeURL(), typeDate(), typeMonth(),
		typeCountry(), typeOrganisation(), typeFile(), typeRoster(), typeCalculated(),
		typeNote(), typeUnsupported(),
	}
}

// Types lists all types, in the order of the documentation. They are shared by
// all who hold them and must not be changed.
func Types() []*Type { return slices.Clone(allTypes) }

// TypeByName finds a type by its name.
func TypeByName(name string) (*Type, bool) {
	for _, t := range allTypes {
		if t.Name == name {
			return t, true
		}
	}
	return nil, false
}

// TypeNames lists the names of all types.
func TypeNames() []string {
	var names []string
	for _, t := range allTypes {
		names = append(names, t.Name)
	}
	return names
}

// answering are the properties of every type that is answered.
func answering(more ...string) []string {
	return append([]string{
		"hint", "required", "ask_if", "base_if", "base", "options", "require", "warn",
		"comparability", "note", "from", "foreign",
	}, more...)
}

// listing are the properties of every type whose options the author lists.
func listing(more ...string) []string {
	return append([]string{"list", "options_if", "order"}, more...)
}

// categorical are the properties of every type whose answers are codes.
func categorical(more ...string) []string {
	return answering(append([]string{"nets", "map"}, more...)...)
}

// properties tells which of the properties that only some types take are
// present in a question.
var properties = []struct {
	name    string
	present func(q *QuestionDef) bool
}{
	{"hint", func(q *QuestionDef) bool { return q.Hint != "" }},
	{"required", func(q *QuestionDef) bool { return q.Required }},
	{"base_if", func(q *QuestionDef) bool { return q.BaseIf != "" }},
	{"base", func(q *QuestionDef) bool { return q.Base != "" }},
	{"default", func(q *QuestionDef) bool { return q.Default != "" }},
	{"options", func(q *QuestionDef) bool { return len(q.Options) > 0 }},
	{"list", func(q *QuestionDef) bool { return q.List != "" }},
	{"options_if", func(q *QuestionDef) bool { return q.OptionsIf != "" }},
	{"option_groups", func(q *QuestionDef) bool { return len(q.OptionGroups) > 0 }},
	{"order", func(q *QuestionDef) bool { return q.Order != "" }},
	{"display", func(q *QuestionDef) bool { return q.Display != "" }},
	{"columns", func(q *QuestionDef) bool { return len(q.Columns) > 0 }},
	{"step", func(q *QuestionDef) bool { return q.Step != nil }},
	{"total", func(q *QuestionDef) bool { return q.Total != nil }},
	{"currencies", func(q *QuestionDef) bool { return len(q.Currencies) > 0 }},
	{"accept", func(q *QuestionDef) bool { return len(q.Accept) > 0 }},
	{"max_size", func(q *QuestionDef) bool { return q.MaxSize != 0 }},
	{"device", func(q *QuestionDef) bool { return q.Device != "" }},
	{"was", func(q *QuestionDef) bool { return q.Was != "" }},
	{"calculate", func(q *QuestionDef) bool { return q.Calculate != "" }},
	{"result", func(q *QuestionDef) bool { return q.Result != "" }},
	{"questions", func(q *QuestionDef) bool { return len(q.Questions) > 0 }},
	{"item", func(q *QuestionDef) bool { return q.Item != "" }},
	{"item_name", func(q *QuestionDef) bool { return q.ItemName != "" }},
	{"items_from", func(q *QuestionDef) bool { return q.ItemsFrom != "" }},
	{"items_count", func(q *QuestionDef) bool { return q.ItemsCount != "" }},
	{"item_if", func(q *QuestionDef) bool { return q.ItemIf != "" }},
	{"require", func(q *QuestionDef) bool { return len(q.Require) > 0 }},
	{"warn", func(q *QuestionDef) bool { return len(q.Warn) > 0 }},
	{"foreign", func(q *QuestionDef) bool { return len(q.Foreign) > 0 }},
	{"rows", func(q *QuestionDef) bool { return len(q.Rows) > 0 }},
	{"per_row", func(q *QuestionDef) bool { return q.PerRow != "" }},
	{"min", func(q *QuestionDef) bool { return q.Min != nil }},
	{"max", func(q *QuestionDef) bool { return q.Max != nil }},
	{"unit", func(q *QuestionDef) bool { return q.Unit != "" }},
	{"decimals", func(q *QuestionDef) bool { return q.Decimals != nil }},
	{"max_length", func(q *QuestionDef) bool { return q.MaxLength != 0 }},
	{"earliest", func(q *QuestionDef) bool { return q.Earliest != "" }},
	{"latest", func(q *QuestionDef) bool { return q.Latest != "" }},
	{"points", func(q *QuestionDef) bool { return q.Points != 0 }},
	{"low", func(q *QuestionDef) bool { return q.Low != "" }},
	{"high", func(q *QuestionDef) bool { return q.High != "" }},
	{"nets", func(q *QuestionDef) bool { return len(q.Nets) > 0 }},
	{"recodes", func(q *QuestionDef) bool { return len(q.Recodes) > 0 }},
	{"comparability", func(q *QuestionDef) bool { return q.Comparability != "" }},
	{"note", func(q *QuestionDef) bool { return q.Note != "" }},
	{"from", func(q *QuestionDef) bool { return len(q.From) > 0 }},
	{"map", func(q *QuestionDef) bool { return len(q.Map) > 0 }},
}

// findType sets the question's type, or reports that there is none.
func (b *builder) findType() bool {
	path := b.path + ".type"
	if b.def.Type == "" {
		b.fail(path, "“type” is missing; write %s", listWords(TypeNames(), "or"))
		return false
	}
	t, ok := TypeByName(b.def.Type)
	if !ok {
		b.fail(path, "there is no type “%s”; %s", clip(b.def.Type),
			b.suggest(b.def.Type, TypeNames(), "write "+listWords(TypeNames(), "or")))
		return false
	}
	b.q.Type = t
	return true
}

// unknownProperties reports the properties that mean nothing to the type.
func (b *builder) unknownProperties() {
	for _, p := range properties {
		if !p.present(b.def) || b.takes(p.name) {
			continue
		}
		var takers []string
		for _, t := range allTypes {
			if slices.Contains(t.Properties, p.name) {
				takers = append(takers, t.Name)
			}
		}
		where := "it belongs to " + listWords(takers, "and")
		if len(takers) > len(allTypes)/2 {
			where = "only a question that is answered has it"
		}
		b.fail(b.path+"."+p.name, "“%s” has no meaning for the type %s; remove it (%s)", p.name, b.q.Type.Name, where)
	}
}

// takes reports whether a property has a meaning for the question's type.
func (b *builder) takes(property string) bool {
	return slices.Contains(b.q.Type.Properties, property)
}
