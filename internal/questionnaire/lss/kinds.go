package lss

import (
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/convert"
)

// form is how a question is answered here, which decides what LimeSurvey's
// names of its parts mean.
type form uint8

const (
	formNothing  form = iota // not answered
	formValue                // one text, number, date or file
	formCode                 // one option
	formCodes                // several options, which are the subquestions
	formRows                 // one option for each row
	formRowCodes             // several options for each row
	formCells                // a value for each row and column
	formRanks                // options in an order
	formShares               // a number for each option
)

// kind is a question type of LimeSurvey.
type kind struct {
	name string // as LimeSurvey's editor calls it
	form form
}

// kinds by LimeSurvey's letter. (K and : depend on attributes; see kindOf.)
var kinds = map[string]kind{
	"1": {"array dual scale", formCells},
	"5": {"5 point choice", formCode},
	"A": {"array (5 point choice)", formRows},
	"B": {"array (10 point choice)", formRows},
	"C": {"array (yes/no/uncertain)", formRows},
	"D": {"date/time", formValue},
	"E": {"array (increase/same/decrease)", formRows},
	"F": {"array", formRows},
	"G": {"gender", formCode},
	"H": {"array by column", formRows},
	"I": {"language switch", formNothing},
	"K": {"multiple numerical input", formCells},
	"L": {"list (radio)", formCode},
	"M": {"multiple choice", formCodes},
	"N": {"numerical input", formValue},
	"O": {"list with comment", formCode},
	"P": {"multiple choice with comments", formCodes},
	"Q": {"multiple short text", formCells},
	"R": {"ranking", formRanks},
	"S": {"short free text", formValue},
	"T": {"long free text", formValue},
	"U": {"huge free text", formValue},
	"X": {"text display", formNothing},
	"Y": {"yes/no", formCode},
	"!": {"list (dropdown)", formCode},
	"*": {"equation", formValue},
	":": {"array (numbers)", formCells},
	";": {"array (texts)", formCells},
	"|": {"file upload", formValue},
}

// kindOf finds the type of a question; a letter that nobody knows is not
// answered.
func kindOf(q *question) kind {
	k, ok := kinds[q.kind]
	switch {
	case !ok:
		return kind{"question type " + clip(q.kind), formNothing}
	case q.kind == ":" && q.is("multiflexible_checkbox"):
		k.form = formRowCodes
	case q.kind == "K" && fixedTotal(q) > 0:
		k.form = formShares
	}
	return k
}

// builders set what belongs to a type, by LimeSurvey's letter.
var builders = map[string]func(c *converter, q *question, d *questionnaire.QuestionDef){
	"1": (*converter).dualScale,
	"5": (*converter).fivePoints,
	"A": (*converter).scaleRows,
	"B": (*converter).scaleRows,
	"C": (*converter).wordRows,
	"D": (*converter).date,
	"E": (*converter).wordRows,
	"F": (*converter).answerRows,
	"G": (*converter).wordChoice,
	"H": (*converter).answerRows,
	"K": (*converter).numberRows,
	"L": (*converter).list,
	"M": (*converter).multiple,
	"N": (*converter).numberInput,
	"O": (*converter).list,
	"P": (*converter).multiple,
	"Q": (*converter).textRows,
	"R": (*converter).ranking,
	"S": (*converter).freeText,
	"T": (*converter).freeText,
	"U": (*converter).freeText,
	"X": (*converter).note,
	"Y": (*converter).wordChoice,
	"!": (*converter).list,
	"*": (*converter).equation,
	":": (*converter).numberCells,
	";": (*converter).textCells,
	"|": (*converter).file,
}

// question converts a question. It may become several.
func (c *converter) question(q *question) []questionnaire.QuestionDef {
	d := questionnaire.QuestionDef{Key: q.key}
	id := "question." + q.key + "."
	if q.key != q.code {
		keep(&d, "title", q.code)
	}
	if q.kind != "*" {
		d.Text = c.markdown(id+"text", q.place()+", text", c.needed(q.place(), q.text))
	}
	if build := builders[q.kind]; build != nil {
		build(c, q, &d)
	} else {
		c.unsupported(q, &d)
	}
	c.leftParts(q)
	if d.Text == "" {
		d.Text = firstOf(q.code, q.key)
	}
	if d.Type != "calculated" {
		d.Hint = c.plain(id+"hint", q.place()+", help", q.help)
	} else if h := toPlain(c.say(q.help)).text; h != "" {
		keep(&d, "help", h)
	}
	c.routing(q, &d)
	if d.Type == "unsupported" {
		c.report.Rows.Unsupported++
	} else {
		c.report.Rows.Live++
	}
	defs := []questionnaire.QuestionDef{d}
	if q.kind == "O" {
		defs = append(defs, c.comment(q, &d))
	}
	return defs
}

// routing sets what all questions have in common: when they are asked and what
// answers have to satisfy.
func (c *converter) routing(q *question, d *questionnaire.QuestionDef) {
	c.mandatory(q, d)
	c.relevance(q, d)
	c.rules(q, d)
	c.defaultValue(q, d)
	c.hidden(q, d)
	c.theme(q, d)
	c.leftAttributes(q, d)
}

// asks reports whether respondents answer a question of the type.
func asks(d *questionnaire.QuestionDef) bool {
	return d.Type != "note" && d.Type != "calculated" && d.Type != "unsupported"
}

func (c *converter) mandatory(q *question, d *questionnaire.QuestionDef) {
	switch {
	case !asks(d) || q.mandatory != "Y" && q.mandatory != "S":
	case q.mandatory == "Y":
		d.Required = true
	default:
		keep(d, "mandatory", "S")
		c.report.Add(convert.Kept, q.place(), "soft mandatory", "respondents may go on without an answer and are not asked again")
	}
}

// hidden lists a question that LimeSurvey never shows: its answers come from
// an address or a panel, which nothing here fills in.
func (c *converter) hidden(q *question, d *questionnaire.QuestionDef) {
	if !c.is(q, "hidden") || d.Type == "calculated" {
		return
	}
	keep(d, "hidden", "1")
	if d.AskIf != "" {
		keep(d, "relevance", q.relevance)
	}
	c.report.Add(convert.Changed, q.place(), "hidden", "LimeSurvey never shows it, so it is asked of nobody (ask_if: false); remove it, or make it an administrative column or a calculated question")
	if asks(d) || d.Type == "note" {
		d.AskIf = "false"
	}
}

// theme lists an extension of LimeSurvey that shows a question in its own way.
func (c *converter) theme(q *question, d *questionnaire.QuestionDef) {
	theme := q.theme
	if theme == "" || coreThemes[theme] {
		return
	}
	keep(d, "question_theme_name", theme)
	c.report.Add(convert.Kept, q.place(), "question theme", "“%s” shows the question in a way of its own; here it is an ordinary %s", clip(theme), d.Type)
}

// note converts a text display. A picture of a page is all there is of some.
func (c *converter) note(_ *question, d *questionnaire.QuestionDef) { d.Type = "note" }

func (c *converter) unsupported(q *question, d *questionnaire.QuestionDef) {
	d.Type, d.Was = "unsupported", kindOf(q).name
	c.report.Add(convert.Unsupported, q.place(), d.Was, "kept as the unsupported question “%s”, which nobody is asked%s", q.key, unsupportedRemedy[q.kind])
}

// unsupportedRemedy says why nothing is lost, where that is so.
var unsupportedRemedy = map[string]string{"I": "; respondents choose the language at the head of every page"}
