package intake

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"barometer/internal/collect/intake/label"
	"barometer/internal/collect/intake/sheet"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
)

// InferOptions say what a file does not. The zero value is good for a first
// look.
type InferOptions struct {
	Survey   string // key; made of the file's name if empty
	Edition  string // key; "draft" if empty
	Title    string // made of the title line or the file's name if empty
	Language string // BCP 47 tag; "en" if empty

	Like     *questionnaire.Questionnaire // last edition, whose keys and codes are used again
	Codebook *Codebook                    // labels of codes
}

// Draft is a questionnaire that was made of an export, for people to edit.
type Draft struct {
	Definition *questionnaire.Definition
	// Comments are remarks for people by path of the value that they stand at,
	// such as "sections[0].questions[2].options". Those that begin with
	// "check" wait for a decision.
	Comments map[string]string
	Report   *Report
}

// Infer drafts a questionnaire from an export: types and options from the
// cells, routing from who answered what, keys from the wording. The same file
// and options give the same draft. It never changes a value: what looks wrong
// is remarked upon.
func Infer(ctx context.Context, s *sheet.Sheet, o InferOptions) (*Draft, error) {
	t, err := readTable(ctx, s)
	if err != nil {
		return nil, err
	}
	if len(t.rows) == 0 {
		return nil, fault.New(fault.Invalid, "%s has headers but no responses below them; export it again with responses", s.Name)
	}
	t.codebook = o.Codebook
	b := &inference{table: t, options: o, report: &Report{File: fileFacts(s)}, comments: map[string]string{}}
	b.report.File.Rows, b.report.File.BlankRows = len(t.rows), t.blank
	b.findColumns()
	if len(b.questions) == 0 {
		return nil, fault.New(fault.Invalid, "%s has no column that looks like a question; check its header rows", s.Name)
	}
	t.proposeRouting(b.questions)
	b.nameQuestions()
	b.reuse()
	return b.draft(), nil
}

// inference is the state of one Infer.
type inference struct {
	*table
	options   InferOptions
	report    *Report
	comments  map[string]string
	admin     []questionnaire.AdministrativeDef
	adminKeys names
	questions []*question
	last      []*questionnaire.Question // of each question: that of the last edition, or nil
	retired   []questionnaire.RetiredDef
}

func (b *inference) note(columns []int, key, text string) {
	n := Note{Question: key, Text: text}
	if len(columns) > 0 {
		n.Column = sheet.Letter(slices.Min(columns))
	}
	b.report.Notes = append(b.report.Notes, n)
}

// findColumns parts the columns into empty ones, administrative ones and
// questions.
func (b *inference) findColumns() {
	b.adminKeys = names{taken: map[string]bool{}}
	administrative := map[int]bool{}
	opening := true
	for _, p := range b.columns {
		switch {
		case p.empty() && !p.Named():
			b.report.File.Unnamed++
		case p.empty():
			b.report.File.Empty = append(b.report.File.Empty, p.Letter())
		case !p.Named():
			b.addAdministrative(p, "column_"+strings.ToLower(p.Letter()))
			b.note([]int{p.Index}, "", fmt.Sprintf("the column has %s and no header; it is kept as an administrative column", count(p.filled, "value")))
			administrative[p.Index] = true
		case isAdministrative(p, opening):
			b.addAdministrative(p, "")
			administrative[p.Index] = true
		default:
			opening = false
		}
	}
	if b.tooWide > 0 {
		b.note(nil, "", fmt.Sprintf("row %d has values beyond the last column; import will refuse such rows", b.tooWide))
	}
	groups := groupColumns(b.headers, func(c *sheet.Column) bool {
		return !c.Named() || administrative[c.Index]
	})
	for _, g := range groups {
		for _, q := range b.classify(g) {
			q.completeChoice()
			b.questions = append(b.questions, q)
		}
	}
}

// personal are headers of columns that tell who a respondent is.
var personal = []string{"ip", "mail", "name", "latitude", "longitude"}

// addAdministrative keeps a column beside the answers.
func (b *inference) addAdministrative(p *profile, key string) {
	text := p.Question
	if text == "" {
		text = "Column " + p.Letter()
	}
	name := adminHeader(text)
	switch last := b.lastAdministrative(text); {
	case last != "":
		key = last
	case key != "":
	case isKey(text):
		key = text
	default:
		key = keyOf(label.Words(name), keyWords)
	}
	path := fmt.Sprintf("administrative[%d]", len(b.admin))
	kind := adminKind(p)
	b.admin = append(b.admin, questionnaire.AdministrativeDef{Key: b.adminKeys.unique(key), Text: text, Kind: kind})
	if len(p.values) > 1 && len(p.values) <= 6 && p.beyond == 0 {
		var values []string
		for i, v := range p.values {
			values = append(values, fmt.Sprintf("%s (%d)", v, p.counts[i]))
		}
		b.comments[path] = "values: " + strings.Join(values, ", ")
	}
	if slices.ContainsFunc(personal, func(word string) bool { return strings.Contains(name, word) }) && len(p.values) > 1 {
		b.comments[path] = "check: personal data? remove the column unless it is needed"
	}
}

// nameQuestions gives every question its key.
func (b *inference) nameQuestions() {
	var texts []string
	for _, q := range b.questions {
		texts = append(texts, q.def.Text)
	}
	keys := newKeyMaker(texts)
	for _, a := range b.admin {
		keys.take(a.Key)
	}
	likeKeys := b.matchLike(keys)
	for i, q := range b.questions {
		switch header := q.header; {
		case likeKeys[i] != "":
			q.def.Key = likeKeys[i]
		case isKey(header) && keys.take(header):
			q.def.Key = header
		default:
			q.def.Key = keys.key(q.def.Text)
		}
	}
}

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

// escapeTexts escapes all texts that came from the file.
func escapeTexts(d *questionnaire.Definition) {
	d.Title = escape(d.Title)
	for i := range d.Sections {
		for j := range d.Sections[i].Questions {
			q := &d.Sections[i].Questions[j]
			q.Text = escape(q.Text)
			for k := range q.Options {
				q.Options[k].Text = escape(q.Options[k].Text)
			}
			for k := range q.Rows {
				q.Rows[k].Text = escape(q.Rows[k].Text)
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
