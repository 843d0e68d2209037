package xlsform

import (
	"regexp"
	"strconv"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
	"barometer/internal/questionnaire/expr"
)

// required sets whether an answer is required. Only sometimes is nothing that
// a question here can be.
func (r *reader) required(it *item) {
	cell := it.node.row.get("required")
	switch {
	case it.says("required") || it.def.Type == "matrix" || isFalse(cell):
	case isTrue(cell):
		it.def.Required = it.def.Type != "note" && it.def.Type != "calculated"
	default:
		r.keep(it, "required", cell)
		r.report.Add(convert.Untranslated, it.node.row.at("required"), "required", "%s: an answer is required always or never here", clip(cell))
	}
}

// span is a constraint that only sets limits.
var span = regexp.MustCompile(`^(\.|count-selected\(\.\))\s*>=\s*(-?[0-9.]+)(?:\s+and\s+(\.|count-selected\(\.\))\s*<=\s*(-?[0-9.]+))?$|^(\.|count-selected\(\.\))\s*<=\s*(-?[0-9.]+)$`)

// constraint sets the limits, or the rule, that a constraint is.
func (r *reader) constraint(it *item) {
	row, q := it.node.row, &it.def
	cell := row.get("constraint")
	if cell == "" || it.says("require", "min", "max", "earliest", "latest") || q.Type == "unsupported" || q.Device != "" {
		return
	}
	if row.get("constraint_message") == "" && r.limits(q, cell) {
		r.report.CountExpression("constraint", true)
		return
	}
	t := r.translateCell(it.node, it, expr.XLSFormConstraint)
	if !t.ok {
		return
	}
	if q.Type == "note" || q.Type == "calculated" {
		r.keep(it, "constraint", cell)
		r.report.Add(convert.Kept, row.at("constraint"), "constraint", "nobody answers this, so nothing is checked")
		return
	}
	rule := questionnaire.RuleDef{Key: "constraint", That: t.source}
	rule.Text = r.text(it.node, "constraint_message", "question."+q.Key+".require.constraint")
	if rule.Text == "" {
		rule.Text = "This answer cannot be right. Please check it."
	}
	q.Require = append(q.Require, rule)
}

// limits sets the limits of a constraint that only sets some, and reports
// whether it does.
func (r *reader) limits(q *questionnaire.QuestionDef, cell string) bool {
	m := span.FindStringSubmatch(cell)
	if m == nil {
		return false
	}
	subject, wanted := m[1]+m[5], "."
	switch q.Type {
	case "integer", "decimal", "money":
	case "multiple", "ranking":
		wanted = "count-selected(.)"
	default:
		return false
	}
	if subject != wanted || m[3] != "" && m[3] != subject {
		return false
	}
	for _, limit := range []struct {
		cell string
		to   **float64
	}{{m[2], &q.Min}, {m[4] + m[6], &q.Max}} {
		if x, err := strconv.ParseFloat(limit.cell, 64); err == nil {
			*limit.to = &x
		}
	}
	return true
}
