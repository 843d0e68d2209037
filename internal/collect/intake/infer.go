package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/fault"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
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
		n.Column = b.headers[slices.Min(columns)].Letter()
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
	group, classify := groupColumns, b.classify
	if b.headers[0].Known != nil {
		group, classify = groupKnown, b.classifyKnown
	}
	groups := group(b.headers, func(c *sheet.Column) bool {
		return !c.Named() || administrative[c.Index]
	})
	for _, g := range groups {
		for _, q := range classify(g) {
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
	if key == "" && p.Known != nil && isKey(p.Headers[0]) {
		key = p.Headers[0]
	}
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
		for _, name := range q.names {
			if !strings.EqualFold(name, q.def.Key) {
				q.def.Aliases = append(q.def.Aliases, name)
			}
		}
	}
}
