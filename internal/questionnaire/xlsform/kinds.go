package xlsform

import (
	"strconv"
	"strings"
	"time"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// question sets type and limits of a question that is neither a group nor a
// place.
func (r *reader) question(it *item) {
	n, q := it.node, &it.def
	row := n.row
	if n.typ.isSelect() {
		r.choice(it)
		return
	}
	if row.get("calculation") != "" && n.typ.kind != "note" && !strings.HasPrefix(n.typ.kind, "begin") {
		r.calculated(it)
		return
	}
	switch n.typ.kind {
	case "text", "integer", "decimal", "date", "note", "file":
		q.Type = plainType(n)
	case "range":
		if q.Type = row.get(own + "::type"); q.Type != "rating" && q.Type != "nps" {
			r.numberRange(it)
		}
	case "percentage", "days_month", "days_six_months", "days_year", "image", "today", "acknowledge":
		narrowed(it)
		r.keep(it, "type", row.get("type"))
	case "phone_number", "time", "dateTime":
		r.patterned(it)
	case "hidden":
		r.hidden(it)
	case "calculate":
		r.unsupported(it, "it has nothing to calculate, so it never has a value")
	default:
		why, ok := recorded[n.typ.kind]
		if !ok {
			why = "there is no type of question like it"
		}
		r.unsupported(it, why)
	}
}

// plainType is the type of a question whose kind is one of ours, unless the row
// says more.
func plainType(n *node) string {
	switch {
	case n.typ.kind == "text" && isTrue(n.row.get("readonly")):
		return "note"
	case n.typ.kind == "text" && n.appears("multiline"):
		return "paragraph"
	case n.typ.kind == "date" && n.appears("month-year"):
		return "month"
	}
	return n.typ.kind
}

// narrowed makes a question of a kind that is one of ours within limits, or
// with a value or option of its own.
func narrowed(it *item) {
	q := &it.def
	switch kind := it.node.typ.kind; kind {
	case "percentage", "days_month", "days_six_months", "days_year":
		q.Type = "integer"
		q.Min, q.Max = number(0), number(map[string]float64{"percentage": 100, "days_month": 31, "days_six_months": 183, "days_year": 365}[kind])
	case "image":
		q.Type, q.Accept = "file", []string{".jpg", ".jpeg", ".png"}
	case "today":
		q.Type, q.Calculate, q.Result = "calculated", "today()", questionnaire.ResultDate
	case "acknowledge":
		q.Type, q.Options = "multiple", []questionnaire.OptionDef{{Code: "OK", Text: "OK"}}
	}
}

// hidden makes a calculation of a value that nobody sees.
func (r *reader) hidden(it *item) {
	value := it.node.row.get("default")
	if value == "" || strings.ContainsAny(value, "'(") || strings.Contains(value, "${") {
		r.unsupported(it, "it has no value that is known")
		return
	}
	it.def.Type, it.def.Calculate, it.def.Result = "calculated", "'"+value+"'", questionnaire.ResultText
	r.keep(it, "type", it.node.row.get("type"))
}

func number(x float64) *float64 { return &x }

// unsupported keeps a question that nobody is shown.
func (r *reader) unsupported(it *item, why string) {
	it.def.Type, it.def.Was = "unsupported", it.node.row.get("type")
	r.report.Add(convert.Unsupported, it.node.row.at("type"), it.node.row.get("type"), "%s; “%s” is kept and not asked", why, it.node.name)
}

// patterned makes a text of a question whose answers have one form.
func (r *reader) patterned(it *item) {
	it.def.Type = "text"
	pattern, message := "^[0-9]*$", "Write digits only."
	switch it.node.typ.kind {
	case "time":
		pattern, message = "^([01][0-9]|2[0-3]):[0-5][0-9]$", "Write a time of day as hours and minutes, such as 14:30."
	case "dateTime":
		pattern = "^[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9] ([01][0-9]|2[0-3]):[0-5][0-9]$"
		message = "Write a day and a time of day, such as 2026-05-01 14:30."
	}
	it.def.Require = append(it.def.Require, questionnaire.RuleDef{
		Key: "form", That: "matches(" + it.def.Key + ", '" + pattern + "')", Text: message,
	})
	r.keep(it, "type", it.node.row.get("type"))
	r.report.Add(convert.Changed, it.node.row.at("type"), it.node.row.get("type"), "it is asked as a text of that form")
}

// numberRange reads the limits of a range. Without them it goes from 1 to 10.
func (r *reader) numberRange(it *item) {
	row := it.node.row
	it.def.Type = "integer"
	limits := []*float64{number(1), number(10), number(1)}
	for i, name := range []string{"start", "end", "step"} {
		cell := parameter(row, name, "")
		if strings.Contains(cell, ".") {
			it.def.Type = "decimal"
		}
		if x, err := strconv.ParseFloat(cell, 64); err == nil {
			limits[i] = number(x)
		} else if cell != "" {
			r.report.Add(convert.Changed, row.at("parameters"), "range", "“%s” is no number; %s is %v", cell, name, *limits[i])
		}
	}
	it.def.Min, it.def.Max = limits[0], limits[1]
	if *limits[0] > *limits[1] {
		it.def.Min, it.def.Max = limits[1], limits[0]
	}
	if *limits[2] > 0 && *limits[2] != 1 {
		it.def.Step = limits[2]
	}
	r.keep(it, "type", row.get("type"))
}

// choice sets type and options of a question with choices.
func (r *reader) choice(it *item) {
	n, q := it.node, &it.def
	q.Type = "single"
	if n.typ.multiple() {
		q.Type = "multiple"
	} else if n.typ.kind == "rank" {
		q.Type = "ranking"
	}
	l := r.listOf(n)
	if l == nil {
		r.unsupported(it, "there is no list “"+n.typ.list+"”")
		return
	}
	it.list = l
	q.List, q.Options = l.key, r.ownOptions(l, q.Key)
	if n.typ.other && q.Type != "ranking" {
		other := questionnaire.OptionDef{Code: otherCode, Text: "Other", Other: true}
		for l.codes[other.Code] != "" {
			other.Code += "_"
		}
		q.Options = append(q.Options, other)
	}
	if n.appears("minimal", "autocomplete", "autocomplete_chars", "search", "autocomplete_noedit") && q.Type != "ranking" {
		q.Display = questionnaire.DisplayList
	}
	if strings.EqualFold(parameter(n.row, "randomize", ""), "true") {
		q.Order = questionnaire.OrderRandom
	}
}

// calculated makes a question of what is computed. What it yields follows from
// the type of the row, or for calculate from the expression.
func (r *reader) calculated(it *item) {
	it.def.Type = "calculated"
	switch it.node.typ.kind {
	case "calculate":
		return
	case "integer", "decimal":
		it.def.Result = questionnaire.ResultNumber
	case "date":
		it.def.Result = questionnaire.ResultDate
	default:
		it.def.Result = questionnaire.ResultText
	}
	r.keep(it, "type", it.node.row.get("type"))
	if !isTrue(it.node.row.get("readonly")) && it.node.typ.kind != "hidden" {
		r.report.Add(convert.Changed, it.node.row.at("calculation"), it.node.row.get("type"), "it is computed and not shown; a form would show the result to be changed")
	}
}

// geopoint makes the first of the two questions of a place of its row, and
// gives the second.
func (r *reader) geopoint(it *item) *item {
	places := 6
	longitude := &item{node: it.node, def: questionnaire.QuestionDef{Key: r.longitudes[it.node]}}
	for _, part := range []struct {
		it     *item
		device questionnaire.Device
		limit  float64
	}{{it, questionnaire.DeviceLatitude, 90}, {longitude, questionnaire.DeviceLongitude, 180}} {
		q := &part.it.def
		q.Type, q.Text, q.Device, q.Decimals = "decimal", string(part.device), part.device, &places
		q.Min, q.Max = number(-part.limit), number(part.limit)
		r.keep(part.it, "type", it.node.row.get("type"))
	}
	r.report.Add(convert.Changed, it.node.row.at("type"), it.node.row.get("type"), "a place is two numbers, %s and %s, that the device can fill in", it.def.Key, longitude.def.Key)
	return longitude
}

// serialDay is the day that spreadsheets count from.
var serialDay = time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)

// dayOf writes a day that a spreadsheet has as a number.
func dayOf(cell string) string {
	if serial, err := strconv.ParseFloat(cell, 64); err == nil && serial >= 1 && serial < 2_958_466 {
		return serialDay.AddDate(0, 0, int(serial)).Format(time.DateOnly)
	}
	return cell
}

// timeOf writes a time of day that a spreadsheet has as a part of a day.
func timeOf(cell string) string {
	if part, err := strconv.ParseFloat(cell, 64); err == nil && part >= 0 && part < 1 {
		minutes := int(part*24*60 + 0.5)
		return serialDay.Add(time.Duration(minutes) * time.Minute).Format("15:04")
	}
	return cell
}
