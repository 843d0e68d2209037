package xlsform

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// otherCode is the code of the option that or_other adds.
const otherCode = "other"

// list is one list of choices.
type list struct {
	name    string
	key     string // of a list that several questions take; "" for one whose options belong to one question
	rows    []*row
	options []questionnaire.OptionDef // their texts are read once it is known whose they are
	from    []*row                    // of each option
	codes   map[string]string         // our codes by the names of the form
	shared  []string                  // by option, the list of ours that it is said to belong to
	repeats int                       // how many options there are of one name, at most
	users   int
	columns map[string]string // attributes by the columns that filters read
}

// readLists reads the lists of all sheets of choices.
func (r *reader) readLists() {
	for _, s := range []*sheet{r.choices, r.external} {
		if s == nil {
			continue
		}
		prefix := ""
		if s == r.external {
			prefix = externalPrefix
		}
		r.readChoices(s, prefix)
	}
	for _, l := range r.order {
		r.readOptions(l)
	}
}

// externalPrefix tells the lists of external choices from those of the same
// name among the choices.
const externalPrefix = "external "

func (r *reader) readChoices(s *sheet, prefix string) {
	for i := range s.rows {
		row := &s.rows[i]
		name := row.get("list_name")
		if row.get(part) != "" {
			continue // of rows that another row says already
		}
		if name == "" || row.get("name") == "" {
			if name != "" || row.get("name") != "" || row.get("label") != "" {
				r.report.Add(convert.LeftOut, row.at("label"), "choice", "a choice needs a list_name and a name")
			}
			continue
		}
		l, ok := r.lists[prefix+name]
		if !ok {
			l = &list{name: prefix + name, codes: map[string]string{}, columns: map[string]string{}}
			r.lists[l.name] = l
			r.order = append(r.order, l)
		}
		l.rows = append(l.rows, row)
	}
}

// readOptions makes options of the rows of a list. Rows of one name and label,
// which forms have to be found by several values of a filter, become one.
func (r *reader) readOptions(l *list) {
	codes := names{}
	copies := map[string]int{}
	for _, row := range l.rows {
		name := row.get("name")
		if i := l.sameOption(row); i >= 0 {
			copies[name]++
			l.repeats = max(l.repeats, copies[name])
			r.attributes(l, &l.options[i], row, fmt.Sprintf("_%d", copies[name]+1))
			r.report.Add(convert.Changed, row.at("name"), "choice", "“%s” stands in the list more than once; it is one option with the attributes of all", name)
			continue
		}
		code := codes.unique(codeOf(name))
		if code != name {
			r.report.Add(convert.Changed, row.at("name"), "choice", "the name “%s” cannot be a code here, or is taken; the code is %s", name, code)
		}
		if _, known := l.codes[name]; !known {
			l.codes[name] = code
		}
		o := questionnaire.OptionDef{Code: code}
		r.attributes(l, &o, row, "")
		r.optionOverlay(l, &o, row)
		l.options, l.from = append(l.options, o), append(l.from, row)
	}
}

// sameOption finds the option that a row only repeats, -1 if it is a new one.
func (l *list) sameOption(again *row) int {
	return slices.IndexFunc(l.from, func(first *row) bool {
		return first.get("name") == again.get("name") && first.get("label") == again.get("label")
	})
}

// plainColumns of the choices are read as what they are, not as attributes.
var plainColumns = []string{"", "list_name", "name", "label"}

// attributes keeps the columns that filters can read.
func (r *reader) attributes(l *list, o *questionnaire.OptionDef, row *row, suffix string) {
	for i := range row.sheet.columns {
		c := &row.sheet.columns[i]
		value := row.cell(c)
		if value == "" || slices.Contains(plainColumns, c.name) || strings.HasPrefix(c.name, own+"::") {
			continue
		}
		header := c.name
		if c.language != "" {
			header += "::" + c.language
		}
		name, known := l.columns[header]
		if !known {
			name = keyOf(header)
			l.columns[header] = name
			if strings.HasPrefix(c.name, "media::") || c.name == "sms_option" {
				r.report.Add(convert.Kept, row.place(c), c.header, "it is kept as the attribute “%s” of the options, and not shown", name)
			}
		}
		if o.Attributes == nil {
			o.Attributes = map[string]string{}
		}
		o.Attributes[name+suffix] = value
	}
}

// optionOverlay sets the properties that stand in columns of ours.
func (r *reader) optionOverlay(l *list, o *questionnaire.OptionDef, row *row) {
	shared := ""
	for i := range row.sheet.columns {
		c := &row.sheet.columns[i]
		property, ours := strings.CutPrefix(c.name, own+"::")
		value := row.cell(c)
		if !ours || value == "" {
			continue
		}
		if property == "list" {
			shared = value
			continue
		}
		if err := overlay(reflect.ValueOf(o).Elem(), property, value); err != nil {
			r.report.Add(convert.LeftOut, row.place(c), c.header, "%v", err)
		}
	}
	l.shared = append(l.shared, shared)
}

// useLists counts the questions that take each list, gives those that several
// take a key, and reads their texts.
func (r *reader) useLists(root *node) {
	r.countUsers(root)
	keys := names{}
	for _, l := range r.order {
		said := slices.ContainsFunc(l.shared, func(s string) bool { return s != "" })
		if !said && l.users == 1 {
			continue
		}
		l.key = keys.claim(strings.TrimPrefix(l.name, externalPrefix))
		if i := slices.IndexFunc(l.shared, func(s string) bool { return s != "" }); i >= 0 {
			l.key = keyOf(l.shared[i])
		}
		if l.users == 0 && !said {
			r.report.Add(convert.Changed, l.rows[0].at("list_name"), "choices", "no question takes the list “%s”; it is kept under lists", l.name)
		}
	}
}

// declareLists adds the lists that several questions take to the definition.
func (r *reader) declareLists() {
	declared := map[string]bool{}
	for _, l := range r.order {
		if l.key == "" || declared[l.key] {
			continue
		}
		declared[l.key] = true
		def := questionnaire.ListDef{Key: l.key}
		for i, o := range l.options {
			if l.shared[i] != "" || !slices.ContainsFunc(l.shared, func(s string) bool { return s != "" }) {
				o.Text = r.optionText(l, i, "list."+l.key+".option."+o.Code)
				def.Options = append(def.Options, o)
			}
		}
		r.def.Lists = append(r.def.Lists, def)
	}
}

// countUsers counts the questions, or matrices, that take each list.
func (r *reader) countUsers(n *node) {
	if r.isMatrix(n) {
		if len(n.children) > 0 {
			if l := r.listOf(n.children[len(n.children)-1]); l != nil {
				l.users++
			}
		}
		return
	}
	for _, child := range n.children {
		if l := r.listOf(child); child.typ.isSelect() && l != nil {
			l.users++
		}
		r.countUsers(child)
	}
}

// listOf finds the list of a question, nil if there is none.
func (r *reader) listOf(n *node) *list {
	name := n.typ.list
	if strings.HasSuffix(n.typ.kind, "_external") {
		if l, ok := r.lists[externalPrefix+name]; ok {
			return l
		}
	}
	if strings.HasSuffix(n.typ.kind, "_from_file") {
		return r.fileList(n)
	}
	if l, ok := r.lists[name]; ok {
		return l
	}
	for _, key := range slices.Sorted(maps.Keys(r.lists)) {
		if strings.EqualFold(key, name) {
			return r.lists[key]
		}
	}
	return nil
}

// optionText reads the label of an option; one without shows its name.
func (r *reader) optionText(l *list, i int, id string) string {
	row := l.from[i]
	if text := r.texts(row, "label", id, nil); text != "" {
		return text
	}
	if l.options[i].Text != "" { // from a column of ours
		return l.options[i].Text
	}
	r.report.Add(convert.Changed, row.at("name"), "choice", "the choice has no label, so its name is shown")
	return row.get("name")
}

// ownOptions gives the options of a list that belong to the question itself,
// with their texts.
func (r *reader) ownOptions(l *list, key string) []questionnaire.OptionDef {
	var options []questionnaire.OptionDef
	divided := slices.ContainsFunc(l.shared, func(s string) bool { return s != "" })
	for i, o := range l.options {
		if l.key != "" && (l.shared[i] != "" || !divided) {
			continue
		}
		o.Attributes = maps.Clone(o.Attributes)
		o.Text = r.optionText(l, i, "question."+key+".option."+o.Code)
		options = append(options, o)
	}
	return options
}
