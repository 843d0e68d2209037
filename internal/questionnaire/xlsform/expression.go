package xlsform

import (
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

// translation is an expression in our language; ok is false for one that could
// not be translated, and for none at all.
type translation struct {
	source string
	ok     bool
}

// counted are the columns whose expressions the report counts.
var counted = []string{"relevant", "constraint", "choice_filter", "calculation"}

// translateCell translates the expression in a column of a row, once. What
// cannot be translated is reported; it is kept with the question.
func (r *reader) translateCell(n *node, it *item, column expr.XLSFormColumn) translation {
	if n.row == nil {
		return translation{}
	}
	name := string(column)
	cell := n.row.get(name)
	if cell == "" {
		return translation{}
	}
	if done, ok := r.translated[n][name]; ok {
		return done
	}
	translated, err := r.translateSource(r.meant(n.row, name, cell, it), it, column)
	t := translation{translated.Source, err == nil}
	for _, notice := range translated.Notices {
		r.report.Add(convert.Changed, n.row.at(name), name, "%s: %s", clip(cell), notice.Message)
	}
	if err != nil {
		r.report.Add(convert.Untranslated, n.row.at(name), name, "%s: %v", clip(cell), err)
		if it != nil {
			r.keep(it, name, cell)
		}
	}
	if slices.Contains(counted, name) {
		var reason *expr.Untranslated
		if errors.As(err, &reason) && reason.Reason == expr.ReasonSyntax {
			r.report.CountNoExpression(name)
		} else {
			r.report.CountExpression(name, t.ok)
		}
	}
	if r.translated[n] == nil {
		r.translated[n] = map[string]translation{}
	}
	r.translated[n][name] = t
	return t
}

// translateSource translates one expression about a question, or about a group
// where there is none.
func (r *reader) translateSource(source string, it *item, column expr.XLSFormColumn) (expr.Translation, error) {
	o := expr.XLSFormOptions{Column: column, Name: r.variable, Code: r.code, Roster: func(key string) string { return r.inRoster[key] }}
	scope := formScope{reader: r}
	if it != nil {
		o.Self = it.def.Key
		scope.roster = r.inRoster[it.def.Key]
		if it.list != nil {
			o.Attribute = it.list.attribute
		}
	}
	o.Scope = scope
	return expr.FromXLSForm(source, o)
}

// wordOrText finds names, texts and references in an expression, with the
// bracket behind a name that is a function's.
var wordOrText = regexp.MustCompile(`'[^']*'|"[^"]*"|\$\{[^}]*\}|[A-Za-z_][\w.:-]*\s*\(?`)

// operators are the names that are no names of columns.
var operators = []string{"and", "or", "div", "mod", "not", "true", "false", "name", "label"}

// meant writes an expression as its author meant it: a note, which never has
// an answer, is the empty text, and a name in a filter that is no column of
// the choices is a text.
func (r *reader) meant(row *row, column, cell string, it *item) string {
	return wordOrText.ReplaceAllStringFunc(straight(cell), func(word string) string {
		if name, isReference := strings.CutPrefix(word, "${"); isReference {
			variable := r.references[strings.TrimSpace(strings.TrimSuffix(name, "}"))]
			if it, ok := r.items[variable]; !ok || it.def.Type != "note" {
				return word
			}
			r.report.Add(convert.Changed, row.at(column), column, "%s is a note, so it stands for an empty text", word)
			return "''"
		}
		if label, _, language := strings.Cut(word, "::"); language && label == "label" {
			word = label
		}
		if column != string(expr.XLSFormChoiceFilter) || it == nil || it.list == nil || strings.ContainsAny(word, "'\"(:") {
			return word
		}
		name := strings.TrimSpace(word)
		if name == "label" {
			it.labelAttribute(r.def)
		}
		if slices.Contains(operators, name) || it.list.hasColumn(name) {
			return word
		}
		r.report.Add(convert.Changed, row.at(column), column, "“%s” is no column of the choices, so it is read as the text '%s'", name, name)
		return strings.Replace(word, name, "'"+name+"'", 1)
	})
}

// labelAttribute lets the filter of a question read the labels of its options.
func (it *item) labelAttribute(d *questionnaire.Definition) {
	set := func(options []questionnaire.OptionDef) {
		for i, o := range options {
			attributes := map[string]string{"label": o.Text}
			maps.Copy(attributes, o.Attributes)
			options[i].Attributes = attributes
		}
	}
	set(it.def.Options)
	for _, l := range d.Lists {
		if l.Key == it.def.List {
			set(l.Options)
		}
	}
	it.list.columns["label"] = "label"
}

// hasColumn reports whether the choices of a list have a column of a name.
func (l *list) hasColumn(name string) bool {
	for header := range l.columns {
		if strings.EqualFold(header, name) {
			return true
		}
	}
	return false
}

// straight replaces the quotes that word processors make.
func straight(source string) string {
	return strings.NewReplacer("‘", "'", "’", "'", "“", `"`, "”", `"`, "\u00a0", " ").Replace(source)
}

// variable gives our variable for a name in an expression. One that does not
// exist is found when the definition is compiled.
func (r *reader) variable(name string) string {
	if variable, ok := r.references[name]; ok {
		return variable
	}
	return keyOf(name)
}

// code gives our code for a code in an expression about a question.
func (r *reader) code(key, code string) string {
	it, ok := r.items[owner(key)]
	if !ok || it.list == nil {
		return code
	}
	if ours, ok := it.list.codes[code]; ok {
		return ours
	}
	return code
}

// owner is the key of the question that a variable belongs to.
func owner(variable string) string {
	key, _, _ := strings.Cut(variable, "__")
	return key
}

// attribute gives our attribute for a column of the choices, and whether some
// options have none.
func (l *list) attribute(column string) (name string, blank bool) {
	name = keyOf(column)
	for header, known := range l.columns {
		if strings.EqualFold(header, column) {
			name = known
		}
	}
	for _, o := range l.options {
		if o.Attributes[name] == "" {
			return name, true
		}
	}
	return name, false
}

// formScope knows the questions of the form while it is read.
type formScope struct {
	*reader
	roster string // that the expression stands in
}

// Var implements [expr.Scope].
func (s formScope) Var(name string) (expr.Symbol, bool) {
	it, ok := s.items[owner(name)]
	if !ok {
		return expr.Symbol{}, false
	}
	symbol := expr.Symbol{Question: it.def.Key, Min: it.def.Min, Max: it.def.Max}
	symbol.Kind = kindOf(it)
	if strings.HasSuffix(name, "__text") {
		symbol.Kind = expr.KindText
	} else {
		for _, o := range it.def.Options {
			symbol.Codes = append(symbol.Codes, o.Code)
		}
		if it.list != nil && it.def.List != "" {
			for _, o := range it.list.options {
				if !slices.Contains(symbol.Codes, o.Code) {
					symbol.Codes = append(symbol.Codes, o.Code)
				}
			}
		}
	}
	in := s.inRoster[it.def.Key]
	symbol.Many = in != "" && in != s.roster
	return symbol, symbol.Kind != 0
}

// Names implements [expr.Scope].
func (s formScope) Names() []string {
	var names []string
	for key := range s.items {
		names = append(names, key)
	}
	slices.Sort(names)
	return names
}

// kindOf is the kind of value that a question yields, 0 for none or one that is
// not known yet.
func kindOf(it *item) expr.Kind {
	switch it.def.Type {
	case "single", "country":
		return expr.KindCode
	case "multiple":
		return expr.KindCodes
	case "matrix":
		if it.def.PerRow == "multiple" {
			return expr.KindCodes
		}
		return expr.KindCode
	case "integer", "decimal", "rating", "nps":
		return expr.KindNumber
	case "text", "paragraph", "email", "url", "organisation":
		return expr.KindText
	case "date":
		return expr.KindDate
	case "month":
		return expr.KindMonth
	case "roster":
		return expr.KindItems
	case "calculated":
		return it.yields
	}
	return 0
}

// conjunction joins conditions that have to hold together.
func conjunction(conditions []string) string {
	if len(conditions) == 1 {
		return conditions[0]
	}
	joined := make([]string, len(conditions))
	for i, c := range conditions {
		joined[i] = c
		if strings.Contains(c, " or ") {
			joined[i] = "(" + c + ")"
		}
	}
	return strings.Join(joined, " and ")
}

// clip keeps messages readable when what they quote is long.
func clip(s string) string {
	const most = 60
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return s
}
