package report

import (
	"barometer/internal/analyse/disclose"
	"barometer/internal/publish/wording"
	"barometer/internal/questionnaire"
)

// frequencies makes a block of every question that is answered.
func (b *builder) frequencies() Frequencies {
	f := Frequencies{Title: b.Text("report.part.frequencies")}
	for _, s := range b.q.Sections {
		section := Section{Title: b.Of(s.Title)}
		for _, q := range s.Questions {
			if q.Shape() == questionnaire.ShapeNone {
				continue
			}
			section.Blocks = append(section.Blocks, b.block(q))
			for _, inner := range q.Questions {
				if inner.Shape() != questionnaire.ShapeNone {
					section.Blocks = append(section.Blocks, b.block(inner))
				}
			}
		}
		if len(section.Blocks) > 0 {
			f.Sections = append(f.Sections, section)
		}
	}
	return f
}

func (b *builder) block(q *questionnaire.Question) Block {
	block := Block{
		Key: q.Key, Number: b.numbers[q.Key], Wording: b.Of(q.Text),
		Routing: b.routing(q), Remarks: b.remarks(q),
	}
	views := b.byQuestion[q.Key]
	main := b.own(views)
	switch {
	case len(q.Rows) > 0 && len(q.Columns) == 0:
		b.matrix(&block, q, main)
	case len(main) > 1:
		b.parts(&block, q, main)
	case len(main) > 0:
		b.simple(&block, q, main[0])
	}
	for _, v := range views {
		if b.isRecode(v) {
			t, _ := b.table(q, v)
			t.Title = b.Of(v.Stub().Text)
			block.Tables = append(block.Tables, t)
		}
	}
	block.Warnings = b.blockWarnings(views)
	if len(block.Tables) == 0 && block.Grid == nil {
		block.Remarks = append(block.Remarks, b.noTable(views))
	}
	return block
}

// own are the tables of the question's own answer: neither recodes nor the
// texts of "other".
func (b *builder) own(views []*disclose.Published) []*disclose.Published {
	var main []*disclose.Published
	for _, v := range views {
		if b.isOwn(v) {
			main = append(main, v)
		}
	}
	return main
}

func (b *builder) isRecode(v *disclose.Published) bool {
	variable, ok := b.q.Variable(v.Stub().Variable)
	return ok && variable.Recode != nil
}

func (b *builder) isOwn(v *disclose.Published) bool {
	variable, ok := b.q.Variable(v.Stub().Variable)
	return ok && variable.Recode == nil && variable.Other == nil
}

// noTable says why a block has no table: texts and dates are counted only.
func (b *builder) noTable(views []*disclose.Published) string {
	own := b.own(views)
	if len(own) == 0 || own[0].Columns()[0].Suppressed || own[0].Columns()[0].MissingSuppressed[questionnaire.NotMissing] {
		return b.Text("report.note.no_table")
	}
	n := own[0].Columns()[0].Missing[questionnaire.NotMissing]
	if own[0].Stub().Shape == questionnaire.ShapeText {
		return b.Text(b.withData("report.note.open"), "n", n)
	}
	return b.Text("report.summary.values") + ": " + b.Integer(n)
}

// routing says in words who was asked, and whose answers the results are of.
func (b *builder) routing(q *questionnaire.Question) string {
	var parts []string
	for _, c := range []*questionnaire.Condition{q.Section.AskIf, q.AskIf} {
		if c != nil {
			parts = append(parts, b.Condition(b.q, c))
		}
	}
	text := b.Text("report.routing.everyone")
	switch {
	case len(parts) > 0:
		text = b.Text("report.routing.if", "condition", b.And(parts...))
	case !b.q.RoutingKnown():
		text = b.Text("report.routing.unknown")
	}
	if q.Shape() == questionnaire.ShapeCodes && len(q.Rows) == 0 && q.Max != nil && int(*q.Max) > 1 && int(*q.Max) < len(q.Options) {
		text = wording.Sentence(text, b.Text("report.routing.choose", "n", int(*q.Max)))
	}
	if q.BaseIf != nil {
		text = wording.Sentence(text, b.Text("report.routing.base_if", "condition", b.Condition(b.q, q.BaseIf)))
	}
	return text
}

// remarks says what a reader must know to compare the question with that of
// earlier editions: for the question, then for each row and option.
func (b *builder) remarks(q *questionnaire.Question) []string {
	var remarks []string
	if q.Roster != nil {
		remarks = append(remarks, b.itemsRemark(q))
	}
	if text := b.comparability("report.comparability.", q.Comparability, b.Of(q.Note)); text != "" {
		remarks = append(remarks, text)
	}
	if q.Comparability == questionnaire.New {
		return remarks
	}
	item := func(label string, c questionnaire.Comparability, note string) {
		if text := b.comparability("report.comparability.option_", c, note); text != "" {
			remarks = append(remarks, b.Text("report.comparability.option", "option", label, "remark", text))
		}
	}
	for _, r := range q.Rows {
		item(b.Of(r.Text), r.Comparability, b.Of(r.Note))
	}
	for _, o := range q.Options {
		item(b.Of(o.Text), o.Comparability, b.Of(o.Note))
	}
	return remarks
}

// comparability puts a class and its note into words; "" for what is simply
// the same.
func (b *builder) comparability(prefix string, c questionnaire.Comparability, note string) string {
	note = wording.Plain(note)
	switch {
	case c == questionnaire.Break || c == questionnaire.New:
		return wording.Sentence(b.Text(prefix+string(c), "note", note))
	case c == questionnaire.Note && note == "" && b.Has(prefix+"note_plain"):
		return b.Text(prefix + "note_plain")
	case c == questionnaire.Note && note != "":
		return b.Text(prefix+"note", "note", note)
	}
	return note
}
