package intake

import (
	"context"
	"strings"

	"barometer/internal/collect/intake/sheet"
	"barometer/internal/questionnaire"
	"barometer/internal/questionnaire/label"
)

// plan is how the rows of a sheet become responses: made once, used for every
// row.
type plan struct {
	questionnaire *questionnaire.Questionnaire
	columns       []*decoder     // by column of the sheet; nil for those not taken in
	left          map[int]string // why columns that are recognised are not taken in
	hints         map[int]string // what to do about columns that are not
	admin         []*decoder
	questions     []*questionPlan // in the order asked
	completed     *decoder        // the administrative column that tells the disposition, or nil
	id            *decoder        // the administrative column that identifies the respondent, or nil
	closing       []int           // indexes of the last questions that everybody is asked
	own           *own            // nil unless this program wrote the file
}

// sampleRows is how many rows decide how cells are written, such as whether
// dates have the day first.
const sampleRows = 5000

// newPlan plans how the responses of a sheet are read or, if roster is not nil,
// the items of that roster. It matches nothing if report.Matched stays 0.
func newPlan(ctx context.Context, s *sheet.Sheet, q *questionnaire.Questionnaire, roster *questionnaire.Question, report *ImportReport) (*plan, error) {
	p := &plan{questionnaire: q, columns: make([]*decoder, len(s.Columns)), left: map[int]string{}, hints: map[int]string{}, own: findOwn(s)}
	if p.own != nil {
		if err := p.own.findCodes(ctx, s); err != nil {
			return nil, err
		}
	}
	p.match(s, roster, report)
	questions := q.Questions
	if roster != nil {
		questions = roster.Questions
	}
	p.group(questions)
	return p, p.findDateOrders(ctx, s)
}

// match finds what each column holds.
func (p *plan) match(s *sheet.Sheet, roster *questionnaire.Question, report *ImportReport) {
	m := newMatcher(p.questionnaire, roster, s.Columns)
	for i := range s.Columns {
		c := &s.Columns[i]
		t, ok := m.find(c)
		if p.own != nil {
			if t, ok = m.byName[strings.ToLower(c.Headers[0])]; !ok {
				t, ok = m.item(c.Headers[0])
			}
			p.own.computed[i] = p.own.computed[i] || m.recodes[strings.ToLower(c.Headers[0])]
		}
		if !ok {
			p.hints[i] = m.hint(c.Headers[0])
		}
		if !ok || p.isComputed(i) {
			continue
		}
		if p.left[i] = p.leftOut(t); p.left[i] != "" && t.question.Shape() != questionnaire.ShapeFile {
			continue // of files it is told that somebody would not send one
		}
		p.columns[i] = newDecoder(t, c, p.questionnaire.Languages)
		p.columns[i].own = p.own
		if t.question != nil {
			report.Matched++
		}
	}
}

// leftOut says why a column is recognised but not taken in, "" where it is. In
// files of ours the number of items is held against the items.
func (p *plan) leftOut(t target) string {
	switch {
	case t.question == nil:
		return ""
	case t.question.Shape() == questionnaire.ShapeItems && p.own == nil:
		return "the number of items follows from the items"
	}
	return leftOut(t.question)
}

// newDecoder makes the decoder of a column. Labels in the source language go
// before aliases, these before codes and labels in other languages.
func newDecoder(t target, c *sheet.Column, languages []string) *decoder {
	d := &decoder{target: t, index: c.Index, header: c.Sub, known: c.Known, memo: map[string]decoded{}}
	if t.question == nil {
		return d
	}
	d.labels = map[string]*questionnaire.Option{}
	options := t.asked().Options
	add := func(text string, o *questionnaire.Option) {
		if n := label.Norm(text); n != "" && d.labels[n] == nil {
			d.labels[n] = o
		}
	}
	for _, o := range options {
		add(wording(o.Text), o)
	}
	for _, o := range options {
		for _, alias := range o.Aliases {
			add(alias, o)
		}
	}
	for _, o := range options {
		add(o.Code, o)
	}
	for _, o := range options {
		for _, language := range languages {
			add(literal(o.Text.In(language)), o)
		}
	}
	if t.asked().Type.Countries {
		for name, code := range countryByName() {
			if o, ok := t.asked().Option(code); ok {
				add(name, o)
			}
		}
	}
	return d
}

// group puts the columns of each question together.
func (p *plan) group(questions []*questionnaire.Question) {
	byQuestion := map[*questionnaire.Question]*questionPlan{}
	for _, question := range questions {
		byQuestion[question] = newQuestionPlan(question)
		p.questions = append(p.questions, byQuestion[question])
	}
	for _, d := range p.columns {
		switch {
		case d == nil:
		case d.admin != nil:
			p.addAdministrative(d)
		case d.item > 0:
			byQuestion[d.question.Roster].addItem(d)
		default:
			byQuestion[d.question].add(d)
		}
	}
	for _, qp := range p.questions {
		qp.finish()
	}
}

func (p *plan) addAdministrative(d *decoder) {
	p.admin = append(p.admin, d)
	name := adminHeader(d.admin.Text.Source())
	key := adminHeader(d.admin.Name)
	switch {
	case p.completed == nil && (completedName.MatchString(name) || completedName.MatchString(key)):
		p.completed = d
	case p.id == nil && (idName.MatchString(name) || idName.MatchString(key)):
		p.id = d
	}
}

// findDateOrders reads the first rows to see how dates are written.
func (p *plan) findDateOrders(ctx context.Context, s *sheet.Sheet) error {
	var dates []*decoder
	for _, d := range p.columns {
		if d != nil && (d.admin != nil && d.admin.Administrative == questionnaire.AdministrativeDate ||
			d.question != nil && (d.shape() == questionnaire.ShapeDate || d.shape() == questionnaire.ShapeMonth)) {
			dates = append(dates, d)
		}
	}
	if len(dates) == 0 {
		return nil
	}
	n := 0
	for row, err := range s.Rows(ctx) {
		if err != nil {
			return err
		}
		for _, d := range dates {
			if d.order == anyOrder && d.index < len(row.Cells) {
				d.order = orderOf(row.Cells[d.index : d.index+1])
			}
		}
		if n++; n == sampleRows {
			break
		}
	}
	return nil
}
