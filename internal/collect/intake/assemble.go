package intake

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// draft puts everything together.
func (b *inference) draft() *Draft {
	d := &questionnaire.Definition{
		Survey: b.options.Survey, Edition: b.options.Edition, Language: b.options.Language,
		Title: b.options.Title, Confidentiality: questionnaire.Confidential,
		Administrative: b.admin, Retired: b.retired,
	}
	b.fillHead(d)
	b.addSections(d)
	if odd := b.unexplained(b.questions); len(odd) > 0 {
		d.Routing = "unknown"
		b.comments["routing"] = "check: not everybody who was asked and went on answered " + listKeys(odd) +
			"; write declared once ask_if says who was asked"
	}
	escapeTexts(d)
	b.carryPopulations(d)
	b.report.Questions = len(b.questions)
	b.noteComments(d)
	return &Draft{Definition: d, Comments: b.comments, Report: b.report}
}

// mostText is how many bytes of a text of the file are drafted. Escaping makes
// it longer, and a questionnaire takes 10,000.
const mostText = 5000

// shorten escapes a text. Of one that is too long for a questionnaire the beginning
// is left, and the whole is among the aliases, by which the import finds it.
func shorten(text string, aliases *[]string) string {
	if len(text) > mostText {
		*aliases = append(*aliases, text)
		text = strings.ToValidUTF8(text[:mostText], "") + "…"
	}
	return escape(text)
}

// escapeTexts escapes all texts that came from the file.
func escapeTexts(d *questionnaire.Definition) {
	var none []string // a title has no aliases
	d.Title = shorten(d.Title, &none)
	for i := range d.Sections {
		for j := range d.Sections[i].Questions {
			q := &d.Sections[i].Questions[j]
			q.Text = shorten(q.Text, &q.Aliases)
			for k := range q.Options {
				q.Options[k].Text = shorten(q.Options[k].Text, &q.Options[k].Aliases)
			}
			for k := range q.Rows {
				q.Rows[k].Text = shorten(q.Rows[k].Text, &q.Rows[k].Aliases)
			}
		}
	}
}

func listKeys(questions []*question) string {
	var keys []string
	for _, q := range questions {
		keys = append(keys, q.def.Key)
	}
	if len(keys) > 5 {
		keys = append(keys[:5], fmt.Sprintf("and %d more", len(keys)-5))
	}
	return strings.Join(keys, ", ")
}

// fillHead sets what the options leave open.
func (b *inference) fillHead(d *questionnaire.Definition) {
	name := strings.TrimSuffix(b.sheet.Name, filepath.Ext(b.sheet.Name))
	if d.Title == "" {
		d.Title = strings.Join(strings.Fields(strings.NewReplacer("_", " ", "-", " ").Replace(name)), " ")
		if b.sheet.Title != "" {
			d.Title = b.sheet.Title
		}
		b.comments["title"] = "check: name of the survey as respondents read it"
	}
	if d.Survey == "" {
		d.Survey = strings.ReplaceAll(keyOf(label.Words(strings.ReplaceAll(name, "_", " ")), keyWords), "_", "-")
	}
	if d.Edition == "" {
		d.Edition = "draft"
		b.comments["edition"] = "check: for example the year"
	}
	if d.Language == "" {
		d.Language = "en"
	}
	b.comments["confidentiality"] = "check: what respondents were promised"
}

// addSections makes a section of every run of questions with the same gate.
func (b *inference) addSections(d *questionnaire.Definition) {
	var block []*question
	flush := func() {
		if len(block) == 0 {
			return
		}
		n := len(d.Sections)
		path := fmt.Sprintf("sections[%d]", n)
		section := questionnaire.SectionDef{Key: fmt.Sprintf("part_%d", n+1), Title: fmt.Sprintf("Part %d", n+1)}
		if g := block[0].gate; g != nil {
			section.AskIf = g.expression()
			b.comments[path+".ask_if"] = b.exceptions(block)
		}
		for i, q := range block {
			section.Questions = append(section.Questions, q.def)
			for at, text := range q.comments {
				b.comments[fmt.Sprintf("%s.questions[%d]%s", path, i, at)] = text
			}
		}
		d.Sections = append(d.Sections, section)
		block = nil
	}
	for _, q := range b.questions {
		if len(block) > 0 && !q.gate.same(block[0].gate) {
			flush()
		}
		block = append(block, q)
	}
	flush()
}

// noteComments lists in the report what waits for a decision.
func (b *inference) noteComments(d *questionnaire.Definition) {
	for _, path := range slices.Sorted(maps.Keys(b.comments)) {
		if strings.HasPrefix(path, "sections") || !strings.HasPrefix(b.comments[path], "check") {
			continue
		}
		place := path
		if n := 0; strings.HasPrefix(path, "retired") {
			if _, err := fmt.Sscanf(path, "retired[%d]", &n); err == nil {
				place = "retired " + b.retired[n].Key
			}
		}
		b.note(nil, "", place+": "+strings.TrimPrefix(b.comments[path], "check: "))
	}
	for i := range d.Sections {
		if text := b.comments[fmt.Sprintf("sections[%d].ask_if", i)]; text != "" {
			b.note(nil, "", fmt.Sprintf("section %s, ask_if %s: %s", d.Sections[i].Key, d.Sections[i].AskIf, strings.TrimPrefix(text, "check: ")))
		}
	}
	for _, q := range b.questions {
		for _, at := range slices.Sorted(maps.Keys(q.comments)) {
			if strings.HasPrefix(q.comments[at], "check") {
				b.note(q.columns, q.def.Key, strings.TrimPrefix(q.comments[at], "check: "))
			}
		}
	}
}
