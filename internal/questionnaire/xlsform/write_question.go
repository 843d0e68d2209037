package xlsform

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/expr"
)

// part marks rows that other programs need and that say nothing new: they are
// skipped when the form is read.
const part = own + "::part"

// section writes a section as a group, which is a page.
func (w *writer) section(s *questionnaire.SectionDef) {
	row := w.survey.add()
	w.sections[s.Key] = row
	name := s.Key
	if _, taken := w.symbols[s.Key]; taken || w.used[strings.ToLower(s.Key)] {
		name = "section__" + s.Key
		row.set(own+"::key", s.Key)
	}
	row.set("type", "begin_group")
	row.set("name", name)
	if !slices.ContainsFunc(s.Questions, func(q questionnaire.QuestionDef) bool { return q.Type == "roster" }) {
		row.set("appearance", "field-list") // one page, which programs allow without repeats only
	}
	w.text(row, "label", "section."+s.Key+".title", s.Title)
	w.expression(row, expr.XLSFormRelevant, "", s.AskIf)
	for i := range s.Questions {
		w.question(&s.Questions[i])
	}
	w.survey.add().set("type", "end_group")
}

// question writes a question, with the rows that belong to it.
func (w *writer) question(q *questionnaire.QuestionDef) {
	row := w.survey.add()
	w.questions[q.Key] = row
	w.used[strings.ToLower(q.Key)] = true
	row.set("name", q.Key)
	w.text(row, "label", "question."+q.Key+".text", q.Text)
	w.text(row, "hint", "question."+q.Key+".hint", q.Hint)
	w.expression(row, expr.XLSFormRelevant, q.Key, q.AskIf)
	if q.Required && q.Type != "roster" && q.Type != "allocation" {
		row.set("required", "yes")
	}
	w.rules(row, q)
	row.set("default", q.Default)
	row.set("appearance", appearanceOf(q))
	row.set("parameters", parametersOf(q))
	for name, value := range q.Foreign {
		if name != "type" {
			row.set(name, value)
		}
	}
	w.typed(row, q)
}

// typed writes the type of a question and what follows from it.
func (w *writer) typed(row *gridRow, q *questionnaire.QuestionDef) {
	kind := "text"
	switch q.Type {
	case "single", "multiple", "ranking":
		w.choice(row, q)
		return
	case "matrix", "allocation", "roster":
		w.group(row, q)
		return
	case "integer", "decimal", "date", "note", "file":
		kind = q.Type
	case "money":
		kind = "decimal"
	case "month":
		kind = "date"
	case "rating", "nps":
		kind = "range"
		row.set(own+"::type", q.Type)
		first, last := scaleOf(q)
		row.set("parameters", fmt.Sprintf("start=%d end=%d step=1", first, last))
	case "calculated":
		kind = "calculate"
		w.calculation(row, q)
	case "unsupported":
		kind = "note"
		if _, device := recorded[parseType(q.Was).kind]; device {
			kind = q.Was
		}
	}
	if was := q.Foreign["type"]; was != "" && q.Device == "" && !strings.HasPrefix(was, "begin") {
		kind = was
	}
	row.set("type", kind)
	if kind == "range" && row.cells["parameters"] == "" {
		row.set("parameters", rangeOf(q))
	}
}

// calculation writes what a question is worth. A hidden one has it as its
// default.
func (w *writer) calculation(row *gridRow, q *questionnaire.QuestionDef) {
	w.expression(row, expr.XLSFormCalculation, q.Key, q.Calculate)
	if row.cells["calculation"] == "" { // converters want one
		row.set("calculation", "''")
	}
	if parseType(q.Foreign["type"]).kind == "hidden" {
		row.set("default", strings.Trim(q.Calculate, "'"))
		delete(row.cells, "calculation")
	}
}

// rangeOf are the parameters of a range.
func rangeOf(q *questionnaire.QuestionDef) string {
	var parts []string
	for _, p := range []struct {
		name  string
		value *float64
	}{{"start", q.Min}, {"end", q.Max}, {"step", q.Step}} {
		if p.value != nil {
			parts = append(parts, p.name+"="+decimal(*p.value, q.Type == "decimal"))
		}
	}
	return strings.Join(parts, " ")
}

// decimal writes a number; with a point says that it need not be whole.
func decimal(x float64, point bool) string {
	s := strconv.FormatFloat(x, 'f', -1, 64)
	if point && !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}

// scaleOf gives the ends of a scale.
func scaleOf(q *questionnaire.QuestionDef) (first, last int) {
	if q.Type == "nps" {
		return 0, 10
	}
	if q.Points > 0 {
		return 1, q.Points
	}
	return 1, 5
}

// rules writes the limits and rules that an answer has to keep as one
// constraint.
func (w *writer) rules(row *gridRow, q *questionnaire.QuestionDef) {
	parts := limitParts(row, q)
	if kind := parseType(q.Foreign["type"]).kind; kind == "range" || kind == "percentage" || strings.HasPrefix(kind, "days_") || q.Device != "" {
		parts = nil // they come with the type
	}
	var messages []string
	for _, rule := range q.Require {
		if q.Foreign["type"] != "" && rule.Key == "form" {
			continue // it comes with the type
		}
		if written, ok := w.translate(row, expr.XLSFormConstraint, q.Key, rule.That); ok {
			parts = append(parts, written)
			messages = append(messages, rule.Text)
			if len(q.Require) == 1 {
				w.text(row, "constraint_message", "question."+q.Key+".require."+rule.Key, rule.Text)
			}
		}
	}
	if len(messages) > 1 {
		row.set(w.sourceHeader("constraint_message"), strings.Join(messages, " "))
	}
	if len(parts) == 1 {
		row.set("constraint", parts[0])
		return
	}
	for i := range parts {
		parts[i] = "(" + parts[i] + ")"
	}
	row.set("constraint", strings.Join(parts, " and "))
}

// limitParts writes the limits of a number or of how many options are chosen.
func limitParts(row *gridRow, q *questionnaire.QuestionDef) []string {
	subject := "."
	switch q.Type {
	case "integer", "decimal", "money":
	case "multiple", "ranking":
		subject = "count-selected(.)"
	case "date":
		row.set(own+"::earliest", q.Earliest)
		row.set(own+"::latest", q.Latest)
		return dateParts(q)
	default:
		return nil
	}
	var limits []string
	if q.Min != nil {
		limits = append(limits, subject+" >= "+decimal(*q.Min, false))
	}
	if q.Max != nil {
		limits = append(limits, subject+" <= "+decimal(*q.Max, false))
	}
	if len(limits) == 0 {
		return nil
	}
	return []string{strings.Join(limits, " and ")}
}

func dateParts(q *questionnaire.QuestionDef) []string {
	var limits []string
	if q.Earliest != "" {
		limits = append(limits, ". >= date('"+q.Earliest+"')")
	}
	if q.Latest != "" {
		limits = append(limits, ". <= date('"+q.Latest+"')")
	}
	if len(limits) == 0 {
		return nil
	}
	return []string{strings.Join(limits, " and ")}
}
