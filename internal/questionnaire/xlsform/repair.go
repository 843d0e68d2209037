package xlsform

import (
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// maxRepairs bounds how often a definition is compiled: taking something away
// can only make few other things wrong.
const maxRepairs = 25

// repair takes away what does not compile, keeps it with its question where it
// can, and reports it with what the compiler says.
func (r *reader) repair() {
	for range maxRepairs {
		problems := questionnaire.Lint(r.def, func(path string) questionnaire.Position { return questionnaire.Position{File: path} })
		repaired := map[string]bool{}
		for _, p := range problems {
			path, offset, _ := questionnaire.SplitByte(p.File)
			if p.Severity != questionnaire.Error || repaired[path] {
				continue
			}
			repaired[path] = true
			r.repairAt(path, offset, p.Message)
		}
		if len(repaired) == 0 {
			return
		}
	}
	for _, p := range questionnaire.Lint(r.def, nil) {
		if p.Severity == questionnaire.Error {
			r.report.Add(convert.Changed, p.File, "problem", "the result has this problem, which has to be mended by hand: %s", p.Message)
		}
	}
}

var (
	questionPath = regexp.MustCompile(`^(sections\[\d+\]\.questions\[\d+\](?:\.questions\[\d+\])?)(?:\.(.*))?$`)
	rulePath     = regexp.MustCompile(`^(require|warn)\[(\d+)\]\.that$`)
)

// repairAt mends what the compiler refuses at a path.
func (r *reader) repairAt(path string, offset int, message string) {
	if tag, id, ok := translationAt(path); ok {
		delete(r.def.Translations[tag].Strings, id)
		r.report.Add(convert.LeftOut, "translation to "+tag, id, "%s", message)
		return
	}
	m := questionPath.FindStringSubmatch(path)
	if m == nil {
		r.repairOther(path, offset, message)
		return
	}
	found, ok := valueAt(reflect.ValueOf(r.def).Elem(), m[1])
	if !ok {
		return
	}
	q, property := found.Addr().Interface().(*questionnaire.QuestionDef), m[2]
	if rule := rulePath.FindStringSubmatch(property); rule != nil {
		r.dropRule(q, rule[1], rule[2], message)
		return
	}
	if column, known := expressionColumns[property]; known {
		r.dropExpression(q, property, column, message)
		return
	}
	r.repairOther(path, offset, message)
}

// expressionColumns are the columns of the properties that hold expressions.
var expressionColumns = map[string]string{
	"ask_if": "relevant", "options_if": "choice_filter", "calculate": "calculation", "items_count": "repeat_count",
}

// translationAt takes the path of a translated string apart.
func translationAt(path string) (tag, id string, ok bool) {
	rest, ok := strings.CutPrefix(path, "translations.")
	if !ok {
		return "", "", false
	}
	tag, id, ok = strings.Cut(rest, ".")
	for _, end := range []string{".text", ".hash"} {
		if short, cut := strings.CutSuffix(id, end); cut && strings.Count(id, ".") > 2 {
			id = short
		}
	}
	return tag, id, ok
}

// placeOf is the place of what a question says in a column.
func (r *reader) placeOf(q *questionnaire.QuestionDef, column string) string {
	if it, ok := r.items[q.Key]; ok && it.node.row != nil {
		return it.node.row.at(column)
	}
	return q.Key
}

// keepCell keeps with a question what its row says in a column.
func (r *reader) keepCell(q *questionnaire.QuestionDef, column string) {
	it, ok := r.items[q.Key]
	if !ok || it.node.row == nil || it.node.row.get(column) == "" {
		return
	}
	if q.Foreign == nil {
		q.Foreign = map[string]string{}
	}
	q.Foreign[column] = it.node.row.get(column)
}

// dropExpression takes away an expression that cannot stand where it does. A
// calculation may only need to be said to be a text.
func (r *reader) dropExpression(q *questionnaire.QuestionDef, property, column, message string) {
	if property == "calculate" && q.Type == "calculated" && q.Result == "" && q.Calculate != "" && len(q.Options) == 0 {
		q.Result = questionnaire.ResultText
		return
	}
	field, ok := fieldNamed(reflect.ValueOf(q).Elem(), property)
	if !ok {
		return
	}
	field.SetZero()
	r.keepCell(q, column)
	r.report.Withdraw(column)
	r.report.Add(convert.Untranslated, r.placeOf(q, column), column, "%s", message)
	if property == "calculate" {
		bare(q)
		q.Type, q.Was = "unsupported", "calculate"
		r.report.Rows.Live--
		r.report.Rows.Unsupported++
		r.report.Add(convert.Unsupported, r.placeOf(q, "type"), "calculate", "its calculation cannot stand here; “%s” is kept and not asked", q.Key)
	}
}

// dropRule takes away a rule that cannot stand where it does.
func (r *reader) dropRule(q *questionnaire.QuestionDef, property, index, message string) {
	rules := &q.Require
	if property == "warn" {
		rules = &q.Warn
	}
	i, err := strconv.Atoi(index)
	if err != nil || i >= len(*rules) {
		return
	}
	id := "question." + q.Key + "." + property + "." + (*rules)[i].Key
	for _, t := range r.def.Translations {
		delete(t.Strings, id)
	}
	*rules = append((*rules)[:i:i], (*rules)[i+1:]...)
	r.keepCell(q, "constraint")
	r.report.Withdraw("constraint")
	r.report.Add(convert.Untranslated, r.placeOf(q, "constraint"), "constraint", "%s", message)
}

// repairOther mends texts that insert what they cannot, and clears any other
// property that is refused.
func (r *reader) repairOther(path string, offset int, message string) {
	found, ok := valueAt(reflect.ValueOf(r.def).Elem(), path)
	if !ok {
		return
	}
	if found.Kind() == reflect.String && len(questionnaire.ParsePipes(found.String())) > 0 {
		r.unpipe(path, found, offset)
		r.report.Add(convert.Changed, r.near(path), "inserted answer", "%s", message)
		return
	}
	if strings.HasSuffix(path, "].ask_if") && strings.Count(path, "[") == 1 {
		r.report.Withdraw("relevant")
		r.report.Add(convert.Untranslated, r.near(path), "relevant", "%s", message)
		found.SetZero()
		return
	}
	r.report.Add(convert.LeftOut, r.near(path), path[strings.LastIndexByte(path, '.')+1:], "%s", message)
	found.SetZero()
}

// unpipe writes what a text inserts at an offset as it stands, in every
// language.
func (r *reader) unpipe(path string, text reflect.Value, offset int) {
	inserted := "${"
	for _, p := range questionnaire.ParsePipes(text.String()) {
		if p.Start <= offset && offset < p.End && p.End <= len(text.String()) {
			inserted = text.String()[p.Start:p.End]
		}
	}
	escape := strings.NewReplacer("$"+inserted, "$"+inserted, inserted, "$"+inserted).Replace
	var id string
	for _, s := range r.def.Strings() {
		if s.Path == path {
			id = s.ID
		}
	}
	text.SetString(escape(text.String()))
	for tag, t := range r.def.Translations {
		if s, ok := t.Strings[id]; ok {
			r.translate(tag, id, text.String(), escape(s.Text))
		}
	}
}

// near is the place of the question that a path leads into, or the path.
func (r *reader) near(path string) string {
	if m := questionPath.FindStringSubmatch(path); m != nil {
		if v, ok := valueAt(reflect.ValueOf(r.def).Elem(), m[1]); ok {
			return r.placeOf(v.Addr().Interface().(*questionnaire.QuestionDef), "name")
		}
	}
	return path
}

// valueAt finds the value that a path such as sections[0].questions[2].text
// leads to.
func valueAt(v reflect.Value, path string) (reflect.Value, bool) {
	for step := range strings.SplitSeq(path, ".") {
		name, rest, indexed := strings.Cut(step, "[")
		if v.Kind() != reflect.Struct {
			return v, false
		}
		field, ok := fieldNamed(v, name)
		if !ok {
			return v, false
		}
		v = field
		if !indexed {
			continue
		}
		i, err := strconv.Atoi(strings.TrimSuffix(rest, "]"))
		if err != nil || v.Kind() != reflect.Slice || i >= v.Len() {
			return v, false
		}
		v = v.Index(i)
	}
	return v, true
}
