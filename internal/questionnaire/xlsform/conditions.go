package xlsform

import (
	"regexp"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

// expressions translates what pages and questions say in expressions, once all
// questions are known.
func (r *reader) expressions() {
	for _, p := range r.pages {
		r.eachItem(p.items, func(it *item) { r.items[it.def.Key] = it })
	}
	r.results()
	for _, p := range r.pages {
		if p.def.AskIf == "" || r.edited(p.owner.row, expr.XLSFormRelevant, "", p.def.AskIf) {
			p.def.AskIf = r.around(p.groups, nil)
		}
		r.eachItem(p.items, r.conditions)
	}
}

// eachItem calls do for every question, and for those in rosters behind it.
func (r *reader) eachItem(items []*item, do func(*item)) {
	for _, it := range items {
		do(it)
		r.eachItem(it.inner, do)
	}
}

// results finds out what calculations yield, as far as one looks at them alone:
// their kinds decide how others that name them are translated.
func (r *reader) results() {
	for range 3 { // calculations of calculations
		for _, it := range r.items {
			if it.def.Type != "calculated" {
				continue
			}
			switch it.def.Result {
			case questionnaire.ResultNumber:
				it.yields = expr.KindNumber
			case questionnaire.ResultText:
				it.yields = expr.KindText
			case questionnaire.ResultDate:
				it.yields = expr.KindDate
			default:
				it.yields = r.yieldOf(it)
			}
		}
	}
}

// yieldOf is the kind of what a calculation yields, 0 if that is not known.
func (r *reader) yieldOf(it *item) expr.Kind {
	translated, err := r.translateSource(straight(it.node.row.get("calculation")), it, expr.XLSFormCalculation)
	if err != nil {
		return 0
	}
	parsed, err := expr.Parse(translated.Source)
	if err != nil {
		return 0
	}
	kind, _ := parsed.CheckCalculation(formScope{reader: r, roster: r.inRoster[it.def.Key]})
	return kind
}

// around joins the conditions of the groups around something with its own.
func (r *reader) around(groups []*node, it *item) string {
	var conditions []string
	for _, g := range groups {
		if t := r.translateCell(g, nil, expr.XLSFormRelevant); t.ok {
			conditions = append(conditions, t.source)
		}
	}
	if it != nil && it.node.typ.kind != "heading" {
		if t := r.translateCell(it.node, it, expr.XLSFormRelevant); t.ok {
			conditions = append(conditions, t.source)
		}
	}
	if len(conditions) == 0 {
		return ""
	}
	return conjunction(conditions)
}

// says reports whether the row says a property in a column of ours.
func (it *item) says(properties ...string) bool {
	for _, p := range properties {
		if it.node.row.get(own+"::"+p) != "" {
			return true
		}
	}
	return false
}

// open reports whether a property is what the columns of XLSForm say: because
// no column of ours does, or because they were edited.
func (r *reader) open(it *item, property string, column expr.XLSFormColumn, ours string) bool {
	return !it.says(property) || r.edited(it.node.row, column, it.def.Key, ours)
}

// conditions translates what one question says in expressions.
func (r *reader) conditions(it *item) {
	q := &it.def
	if r.open(it, "ask_if", expr.XLSFormRelevant, q.AskIf) {
		q.AskIf = r.around(it.groups, it)
	}
	for i, row := range it.rows {
		if i < len(q.Rows) && (row.row.get(own+"::ask_if") == "" || r.edited(row.row, expr.XLSFormRelevant, q.Key, q.Rows[i].AskIf)) {
			q.Rows[i].AskIf = ""
			if t := r.translateCell(row, nil, expr.XLSFormRelevant); t.ok {
				q.Rows[i].AskIf = t.source
			}
		}
	}
	if it.node.typ.kind == "heading" {
		return
	}
	r.required(it)
	r.constraint(it)
	r.filter(it)
	r.calculation(it)
	r.defaultValue(it)
	if it.node.isRepeat() && q.Type == "roster" && !it.says("items_from") && r.open(it, "items_count", expr.XLSFormRepeatCount, q.ItemsCount) {
		q.ItemsCount = ""
		if t := r.translateCell(it.node, it, expr.XLSFormRepeatCount); t.ok {
			q.ItemsCount = t.source
		}
	}
}

// filter sets which options are shown. Options that stand in their list
// several times have the attributes of each.
func (r *reader) filter(it *item) {
	if it.list == nil || !r.open(it, "options_if", expr.XLSFormChoiceFilter, it.def.OptionsIf) || it.def.Type == "unsupported" || it.def.Type == "matrix" {
		return
	}
	it.def.OptionsIf = ""
	t := r.translateCell(it.node, it, expr.XLSFormChoiceFilter)
	if !t.ok {
		return
	}
	conditions := []string{t.source}
	for n := range it.list.repeats {
		suffix := "_" + strconv.Itoa(n+2) + "')"
		again := attributeName.ReplaceAllString(t.source, "attribute('${1}"+suffix)
		conditions = append(conditions, again)
	}
	it.def.OptionsIf = strings.Join(conditions, " or ")
}

// attributeName finds the attributes in a condition of ours.
var attributeName = regexp.MustCompile(`attribute\('([A-Za-z0-9_]+)'\)`)

// calculation sets what a calculated question is worth.
func (r *reader) calculation(it *item) {
	q := &it.def
	cell := it.node.row.get("calculation")
	isSet := q.Calculate != "" && !(it.says("calculate") && r.edited(it.node.row, expr.XLSFormCalculation, q.Key, q.Calculate))
	if q.Type != "calculated" || isSet {
		if cell != "" && q.Type != "calculated" && q.Type != "unsupported" {
			r.keep(it, "calculation", cell)
			r.report.Add(convert.Kept, it.node.row.at("calculation"), "calculation", "this type of question is not calculated")
		}
		return
	}
	t := r.translateCell(it.node, it, expr.XLSFormCalculation)
	if !t.ok {
		q.Result = ""
		r.abandon(it, "its calculation could not be translated")
		return
	}
	q.Calculate = t.source
	if q.Result == "" && len(q.Options) == 0 {
		q.Result = resultOf(it)
	}
}

// abandon makes an unsupported question of one that was counted as live.
func (r *reader) abandon(it *item, why string) {
	r.report.WithdrawRow()
	bare(&it.def)
	r.unsupported(it, why)
}

// bare clears what an unsupported question cannot have.
func bare(q *questionnaire.QuestionDef) {
	*q = questionnaire.QuestionDef{
		Key: q.Key, Type: q.Type, Text: q.Text, Hint: q.Hint, Required: q.Required, AskIf: q.AskIf, Foreign: q.Foreign,
	}
}

// dynamic finds defaults that are computed.
var dynamic = regexp.MustCompile(`\$\{|\(`)

// defaultValue sets what the form holds at first.
func (r *reader) defaultValue(it *item) {
	cell := it.node.row.get("default")
	q := &it.def
	if cell == "" || it.says("default") || it.node.typ.kind == "hidden" {
		return
	}
	switch t, known := questionnaire.TypeByName(q.Type); {
	case dynamic.MatchString(cell):
		r.keep(it, "default", cell)
		r.report.Add(convert.Kept, it.node.row.at("default"), "default", "a default that is computed has no counterpart; it is kept and has no effect")
		return
	case !known || !takes(t, "default"):
		r.keep(it, "default", cell)
		r.report.Add(convert.Kept, it.node.row.at("default"), "default", "a question of type %s has no default; it is kept and has no effect", q.Type)
		return
	}
	q.Default = cell
	switch it.node.typ.kind {
	case "date":
		q.Default = dayOf(cell)
	case "time":
		q.Default = timeOf(cell)
	}
	if it.list != nil {
		var codes []string
		for code := range strings.FieldsSeq(cell) {
			codes = append(codes, r.code(q.Key, code))
		}
		q.Default = strings.Join(codes, " ")
	}
}

func takes(t *questionnaire.Type, property string) bool {
	for _, p := range t.Properties {
		if p == property {
			return true
		}
	}
	return false
}
