package xlsform

import (
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// repair takes away what does not compile, keeps it with its question where it
// can, and reports it with what the compiler says.
func (r *reader) repair() { convert.Mend(r.def, r.report, r.repairAt) }

// repairAt mends one property, and reports whether there was anything to do.
func (r *reader) repairAt(p convert.Problem) bool {
	list, i, property := p.Element()
	column, holdsExpression := expressionColumns[p.Property]
	switch {
	case p.Question != nil && (list == "require" || list == "warn") && property == "that":
		r.dropRule(p.Question, list, i, p.Message)
	case p.Question != nil && holdsExpression:
		r.dropExpression(p, column)
	case p.IsZero():
		return false // it is missing
	case p.Text() != nil && len(questionnaire.ParsePipes(*p.Text())) > 0:
		if !r.unpipe(p) {
			return false
		}
		r.report.Add(convert.Changed, r.near(p), "inserted answer", "%s", p.Message)
	case p.Question == nil && p.Property == "ask_if":
		r.report.Withdraw("relevant")
		r.report.Add(convert.Untranslated, r.near(p), "relevant", "%s", p.Message)
		p.Clear()
	default:
		r.report.Add(convert.LeftOut, r.near(p), p.Path[strings.LastIndexByte(p.Path, '.')+1:], "%s", p.Message)
		p.Clear()
	}
	return true
}

// expressionColumns are the columns of the properties that hold expressions.
var expressionColumns = map[string]string{
	"ask_if": "relevant", "options_if": "choice_filter", "calculate": "calculation", "items_count": "repeat_count",
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
func (r *reader) dropExpression(p convert.Problem, column string) {
	q := p.Question
	calculation := p.Property == "calculate"
	if calculation && q.Type == "calculated" && q.Result == "" && q.Calculate != "" && len(q.Options) == 0 {
		q.Result = questionnaire.ResultText
		return
	}
	p.Clear()
	r.keepCell(q, column)
	r.report.Withdraw(column)
	r.report.Add(convert.Untranslated, r.placeOf(q, column), column, "%s", p.Message)
	if calculation {
		bare(q)
		q.Type, q.Was = "unsupported", "calculate"
		r.report.WithdrawRow()
		r.report.Add(convert.Unsupported, r.placeOf(q, "type"), "calculate", "its calculation cannot stand here; “%s” is kept and not asked", q.Key)
	}
}

// dropRule takes away a rule that cannot stand where it does.
func (r *reader) dropRule(q *questionnaire.QuestionDef, property string, i int, message string) {
	rules := q.Require
	if property == "warn" {
		rules = q.Warn
	}
	id := "question." + q.Key + "." + property + "." + rules[i].Key
	for _, t := range r.def.Translations {
		delete(t.Strings, id)
	}
	rules[i].That = "" // which drops the rule
	r.keepCell(q, "constraint")
	r.report.Withdraw("constraint")
	r.report.Add(convert.Untranslated, r.placeOf(q, "constraint"), "constraint", "%s", message)
}

// unpipe writes what a text inserts at an offset as it stands, in every
// language, and reports whether that changed the text.
func (r *reader) unpipe(p convert.Problem) bool {
	text := p.Text()
	inserted := "${"
	for _, pipe := range questionnaire.ParsePipes(*text) {
		if pipe.Start <= p.Offset && p.Offset < pipe.End && pipe.End <= len(*text) {
			inserted = (*text)[pipe.Start:pipe.End]
		}
	}
	escape := strings.NewReplacer("$"+inserted, "$"+inserted, inserted, "$"+inserted).Replace
	var id string
	for _, s := range r.def.Strings() {
		if s.Path == p.Path {
			id = s.ID
		}
	}
	before := *text
	*text = escape(before)
	for tag, t := range r.def.Translations {
		if s, ok := t.Strings[id]; ok {
			r.translate(tag, id, *text, escape(s.Text))
		}
	}
	return *text != before
}

// near is the place of the question that a problem is in, or its path.
func (r *reader) near(p convert.Problem) string {
	if p.Question == nil {
		return p.Path
	}
	return r.placeOf(p.Question, "name")
}
