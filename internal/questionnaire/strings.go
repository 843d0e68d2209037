package questionnaire

import "fmt"

// SourceString is one string of a definition that is translated.
type SourceString struct {
	ID       string // stable name in translation files: question.role.option.supplier
	Path     string // place in the Definition, for a Locator
	Text     string // in the source language; never empty
	Markdown bool   // whether it may hold Markdown
	Label    bool   // whether it stands where there is little room: beside a box or in a table
	Section  string // key of the section it stands in; "" for strings of the whole questionnaire
	Question string // key of the question that it belongs to; "" if to none

	roster string // key of the roster whose items are asked it; "" outside of rosters
	asked  int    // questions whose answers it may insert; noPipes for none
	page   int    // index of the first question on the same page
}

// noPipes is the value of SourceString.asked of a text in which no answers are
// inserted.
const noPipes = -1

// Strings lists everything that translators translate, in the order of the
// questionnaire. Ids are made of keys and codes, so that moving a question
// keeps its translations:
//
//	title, introduction, thanks, note, method.sponsor …
//	population.KEY, banner.KEY, list.KEY.option.CODE
//	section.KEY.title, section.KEY.text
//	question.KEY.text, .hint, .unit, .low, .high, .item, .note
//	question.KEY.group.KEY, question.KEY.option.CODE, question.KEY.row.CODE
//	question.KEY.column.CODE.text, .hint, .unit, .low, .high, .option.CODE
//	question.KEY.require.KEY, question.KEY.warn.KEY, question.KEY.net.KEY
//	recode.KEY.text, recode.KEY.group.CODE
//
// The remarks of options and rows are note.option.CODE and note.row.CODE of the
// question, column or list. The questions of a roster have ids as all others.
func (d *Definition) Strings() []SourceString {
	l := stringList{at: SourceString{asked: noPipes}}
	l.label("title", "title", d.Title)
	l.markdown("introduction", "introduction", d.Introduction)
	l.plain("note", "note", d.Note)
	l.method(&d.Method)
	for i, p := range d.Populations {
		l.label("population."+p.Key, fmt.Sprintf("populations[%d].text", i), p.Text)
	}
	for i, b := range d.Banners {
		l.label("banner."+b.Key, fmt.Sprintf("banners[%d].text", i), b.Text)
	}
	l.lists(d)
	l.at.asked = 0
	for i := range d.Sections {
		l.section(&d.Sections[i], fmt.Sprintf("sections[%d].", i))
	}
	l.at = SourceString{asked: l.at.asked, page: l.at.asked}
	l.markdown("thanks", "thanks", d.Thanks)
	return l.strings
}

// stringList collects strings; at holds what the next ones have in common.
type stringList struct {
	strings []SourceString
	at      SourceString
}

func (l *stringList) plain(id, path, text string) {
	if text == "" {
		return
	}
	s := l.at
	s.ID, s.Path, s.Text = id, path, text
	l.strings = append(l.strings, s)
}

func (l *stringList) markdown(id, path, text string) {
	l.at.Markdown = true
	l.plain(id, path, text)
	l.at.Markdown = false
}

func (l *stringList) label(id, path, text string) {
	l.at.Label = true
	l.plain(id, path, text)
	l.at.Label = false
}

// unpiped adds a label in which nobody's answers are inserted, such as those of
// reports.
func (l *stringList) unpiped(id, path, text string) {
	asked := l.at.asked
	l.at.asked = noPipes
	l.label(id, path, text)
	l.at.asked = asked
}

// remark adds what a reader of the trend must know.
func (l *stringList) remark(id, path, text string) {
	asked := l.at.asked
	l.at.asked = noPipes
	l.plain(id, path, text)
	l.at.asked = asked
}

func (l *stringList) method(m *MethodDef) {
	for _, item := range []struct{ name, text string }{
		{"sponsor", m.Sponsor}, {"conductor", m.Conductor}, {"population", m.Population}, {"sampling", m.Sampling},
		{"mode", m.Mode}, {"weighting", m.Weighting}, {"limits", m.Limits},
	} {
		l.plain("method."+item.name, "method."+item.name, item.text)
	}
}

// lists adds the options of lists. They insert answers that are known where
// the list is first used.
func (l *stringList) lists(d *Definition) {
	first := firstUses(d)
	for i, list := range d.Lists {
		l.at.asked, l.at.page = noPipes, 0
		if use, used := first[list.Key]; used {
			l.at.asked, l.at.page = use.asked, use.page
		}
		l.options("list."+list.Key+".", fmt.Sprintf("lists[%d].", i), list.Options)
	}
}

func (l *stringList) options(id, path string, options []OptionDef) {
	for i, o := range options {
		path := fmt.Sprintf("%soptions[%d].", path, i)
		l.label(id+"option."+o.Code, path+"text", o.Text)
		l.remark(id+"note.option."+o.Code, path+"note", o.Note)
	}
}

func (l *stringList) section(s *SectionDef, path string) {
	l.at.page = l.at.asked
	l.at.Section = s.Key
	l.label("section."+s.Key+".title", path+"title", s.Title)
	l.markdown("section."+s.Key+".text", path+"text", s.Text)
	for i := range s.Questions {
		l.question(&s.Questions[i], fmt.Sprintf("%squestions[%d].", path, i))
	}
	l.at.Section = ""
}

// question adds the strings of a question and of those inside it, which count
// as asked after it.
func (l *stringList) question(q *QuestionDef, path string) {
	outer := l.at.Question
	l.at.Question = q.Key
	id := "question." + q.Key + "."
	l.wording(q, id, path)
	l.at.asked++
	if len(q.Questions) > 0 {
		l.at.roster = q.Key
		for i := range q.Questions {
			l.question(&q.Questions[i], fmt.Sprintf("%squestions[%d].", path, i))
		}
		l.at.roster = ""
	}
	l.rules(id+"require.", path+"require", q.Require)
	l.rules(id+"warn.", path+"warn", q.Warn)
	l.reported(q, id, path)
	l.at.Question = outer
}

// wording adds what respondents read of a question before they answer.
func (l *stringList) wording(q *QuestionDef, id, path string) {
	l.markdown(id+"text", path+"text", q.Text)
	l.labels(q, id, path)
	l.unpiped(id+"item", path+"item", q.Item)
	for i, g := range q.OptionGroups {
		l.label(id+"group."+g.Key, fmt.Sprintf("%soption_groups[%d].text", path, i), g.Text)
	}
	l.options(id, path, q.Options)
	for i, r := range q.Rows {
		row := fmt.Sprintf("%srows[%d].", path, i)
		l.label(id+"row."+r.Code, row+"text", r.Text)
		l.remark(id+"note.row."+r.Code, row+"note", r.Note)
	}
	for i := range q.Columns {
		c, id, path := &q.Columns[i], id+"column."+q.Columns[i].Key+".", fmt.Sprintf("%scolumns[%d].", path, i)
		l.label(id+"text", path+"text", c.Text)
		l.labels(c, id, path)
		l.options(id, path, c.Options)
	}
}

// labels adds the small texts of a question or of a column.
func (l *stringList) labels(q *QuestionDef, id, path string) {
	l.plain(id+"hint", path+"hint", q.Hint)
	l.unpiped(id+"unit", path+"unit", q.Unit)
	l.unpiped(id+"low", path+"low", q.Low)
	l.unpiped(id+"high", path+"high", q.High)
}

// rules adds what is said of an answer once it was given, so that it may
// insert the answer itself and those on the same page before it.
func (l *stringList) rules(id, path string, rules []RuleDef) {
	page := l.at.page
	l.at.page = l.at.asked
	for i, r := range rules {
		l.plain(id+r.Key, fmt.Sprintf("%s[%d].text", path, i), r.Text)
	}
	l.at.page = page
}

// reported adds what only reports say of a question.
func (l *stringList) reported(q *QuestionDef, id, path string) {
	l.remark(id+"note", path+"note", q.Note)
	for i, n := range q.Nets {
		l.unpiped(id+"net."+n.Key, fmt.Sprintf("%snets[%d].text", path, i), n.Text)
	}
	for i, r := range q.Recodes {
		recode := fmt.Sprintf("%srecodes[%d].", path, i)
		l.unpiped("recode."+r.Key+".text", recode+"text", r.Text)
		for j, g := range r.Groups {
			l.unpiped("recode."+r.Key+".group."+g.Code, fmt.Sprintf("%sgroups[%d].text", recode, j), g.Text)
		}
	}
}

// firstUses says of each list what stands before the first question that takes
// its options.
func firstUses(d *Definition) map[string]SourceString {
	first := map[string]SourceString{}
	var at SourceString
	var visit func(questions []QuestionDef, counts int)
	visit = func(questions []QuestionDef, counts int) {
		for i := range questions {
			q := &questions[i]
			if _, used := first[q.List]; !used && q.List != "" {
				first[q.List] = at
			}
			visit(q.Columns, 0)
			at.asked += counts
			visit(q.Questions, counts)
		}
	}
	for i := range d.Sections {
		at.page = at.asked
		visit(d.Sections[i].Questions, 1)
	}
	return first
}
