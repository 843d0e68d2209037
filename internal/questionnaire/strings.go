package questionnaire

import (
	"fmt"
	"maps"
	"slices"
)

// SourceString is one string of a definition that is translated.
type SourceString struct {
	ID       string // stable name in translation files: question.role.option.supplier
	Path     string // place in the Definition, for a Locator
	Text     string // in the source language; never empty
	Markdown bool   // whether it may hold Markdown

	asked int // questions whose answers it may insert; noPipes for none
	page  int // index of the first question on the same page
}

// noPipes is the value of SourceString.asked of a text in which no answers are
// inserted.
const noPipes = -1

// Strings lists everything that translators translate, in the order of the
// questionnaire. Ids are made of keys and codes, so that moving a question
// keeps its translations:
//
//	title, introduction, thanks
//	section.KEY.title, section.KEY.text
//	question.KEY.text, .hint, .unit, .low, .high
//	question.KEY.option.CODE, question.KEY.row.CODE, question.KEY.net.KEY
//	recode.KEY.text, recode.KEY.group.CODE
//	population.KEY, banner.KEY
func (d *Definition) Strings() []SourceString {
	l := stringList{asked: noPipes}
	l.plain("title", "title", d.Title)
	l.markdown("introduction", "introduction", d.Introduction)
	for i, p := range d.Populations {
		l.plain("population."+p.Key, fmt.Sprintf("populations[%d].text", i), p.Text)
	}
	for i, b := range d.Banners {
		l.plain("banner."+b.Key, fmt.Sprintf("banners[%d].text", i), b.Text)
	}
	l.asked = 0
	for i := range d.Sections {
		l.section(&d.Sections[i], fmt.Sprintf("sections[%d].", i))
	}
	l.page = l.asked
	l.markdown("thanks", "thanks", d.Thanks)
	return l.strings
}

type stringList struct {
	strings     []SourceString
	asked, page int
}

func (l *stringList) plain(id, path, text string) {
	if text != "" {
		l.strings = append(l.strings, SourceString{ID: id, Path: path, Text: text, asked: l.asked, page: l.page})
	}
}

func (l *stringList) markdown(id, path, text string) {
	n := len(l.strings)
	l.plain(id, path, text)
	if len(l.strings) > n {
		l.strings[n].Markdown = true
	}
}

// unpiped adds a string of reports, in which nobody's answers are inserted.
func (l *stringList) unpiped(id, path, text string) {
	asked := l.asked
	l.asked = noPipes
	l.plain(id, path, text)
	l.asked = asked
}

func (l *stringList) section(s *SectionDef, path string) {
	l.page = l.asked
	l.plain("section."+s.Key+".title", path+"title", s.Title)
	l.markdown("section."+s.Key+".text", path+"text", s.Text)
	for i := range s.Questions {
		l.question(&s.Questions[i], fmt.Sprintf("%squestions[%d].", path, i))
		l.asked++
	}
}

func (l *stringList) question(q *QuestionDef, path string) {
	id := "question." + q.Key + "."
	l.markdown(id+"text", path+"text", q.Text)
	l.plain(id+"hint", path+"hint", q.Hint)
	l.unpiped(id+"unit", path+"unit", q.Unit)
	l.unpiped(id+"low", path+"low", q.Low)
	l.unpiped(id+"high", path+"high", q.High)
	for i, o := range q.Options {
		l.plain(id+"option."+o.Code, fmt.Sprintf("%soptions[%d].text", path, i), o.Text)
	}
	for i, r := range q.Rows {
		l.plain(id+"row."+r.Code, fmt.Sprintf("%srows[%d].text", path, i), r.Text)
	}
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

// texts joins every source string with its translations, by string id.
func (d *Definition) texts() map[string]Text {
	texts := map[string]Text{}
	for _, s := range d.Strings() {
		texts[s.ID] = PlainText(s.Text)
	}
	for language, translation := range d.Translations {
		for id, s := range translation.Strings {
			t, ok := texts[id]
			if !ok || s.Text == "" {
				continue
			}
			if t.in == nil {
				t.in = map[string]string{}
			}
			t.in[language] = s.Text
			texts[id] = t
		}
	}
	return texts
}

// Languages lists the language tags of the definition, the source language
// first and the translations in alphabetical order.
func (d *Definition) Languages() []string {
	return append([]string{d.Language}, slices.Sorted(maps.Keys(d.Translations))...)
}

// joinTexts puts b behind a in every language that either has.
func joinTexts(a, b Text) Text {
	const separator = " – "
	joined := Text{source: a.source + separator + b.source}
	for _, t := range []Text{a, b} {
		for language := range t.in {
			if joined.in == nil {
				joined.in = map[string]string{}
			}
			joined.in[language] = a.In(language) + separator + b.In(language)
		}
	}
	return joined
}
